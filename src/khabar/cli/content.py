"""`khabar search`, `publish`, `unpublish` and `kill`: the desk's acts from a terminal."""

import json
import sys

import click

from khabar.cli.setup import data_option, use_django


@click.command()
@data_option
@click.argument("query")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="أقصى عدد للنتائج.")
@click.option("--json", "as_json", is_flag=True, help="النتيجة كائن JSON.")
def search(query: str, limit: int, as_json: bool) -> None:
    """يبحث في الأخبار المنشورة."""
    use_django()
    from khabar.articles.outlets import search_engine
    from khabar.search.query import Query

    results = search_engine().search(Query(text=query, limit=limit))
    if as_json:
        click.echo(json.dumps(results.as_json(), ensure_ascii=False))
        return
    click.echo(f"{results.total} نتيجة في {results.took_ms:.1f} م.ث")
    if results.suggestion:
        click.echo(f"هل تقصد: {results.suggestion}")
    for hit in results.hits:
        click.echo(f"\n{hit.headline}\n  {hit.url}")


@click.command()
@data_option
@click.argument("article_id", type=int)
def publish(article_id: int) -> None:
    """ينشر آخر مسودة من الخبر."""
    _act("publish", article_id, "نُشر")


@click.command()
@data_option
@click.argument("article_id", type=int)
def unpublish(article_id: int) -> None:
    """يسحب الخبر من الموقع وتبقى مسوداته."""
    _act("unpublish", article_id, "سُحب")


@click.command()
@data_option
@click.argument("article_id", type=int)
@click.option("--reason", default="", help="سبب الإلغاء، يُحفظ في السجل.")
def kill(article_id: int, reason: str) -> None:
    """يلغي خبرًا سحبه مصدره."""
    _act("kill", article_id, "أُلغي", reason=reason)


def _act(name: str, article_id: int, done: str, **options: str) -> None:
    """Do one of `articles.actions` to an article and say so."""
    use_django()
    from khabar.articles import actions
    from khabar.articles.models import Article

    article = Article.objects.filter(pk=article_id).first()
    if article is None:
        click.echo(f"لا خبر برقم {article_id}", err=True)
        sys.exit(1)
    getattr(actions, name)(article=article, **options)
    click.echo(f"{done} {article_id}: {article.headline}")
