"""`khabar publish`, `unpublish`, `kill` and `receipt`: the desk's acts from a terminal."""

import sys
from typing import TYPE_CHECKING

import click

from khabar.cli.setup import data_option, use_django

if TYPE_CHECKING:
    from khabar.articles.models import Article

_KINDS = ("typo", "update", "clarification", "correction")


@click.command()
@data_option
@click.argument("article_id", type=int)
@click.option(
    "--kind",
    type=click.Choice(_KINDS),
    default=None,
    help="نوع التغيير إن كان الخبر منشورًا: typo تصحيح إملائي، update تحديث، clarification توضيح، correction تصويب.",
)
@click.option("--notice", default="", help="ما يُقال للقراء، في التوضيح والتصويب.")
def publish(article_id: int, kind: str | None, notice: str) -> None:
    """ينشر آخر مسودة من الخبر."""
    article = _article(article_id)
    from khabar.articles import actions
    from khabar.articles.amending import KindMissing, Note, waiting_change
    from khabar.articles.enums import AmendmentKind

    if kind is None and waiting_change(article):
        raise KindMissing
    note = Note(AmendmentKind(kind), notice) if kind else None
    actions.publish(article=article, note=note)
    click.echo(f"نُشر {article_id}: {article.headline}")


@click.command()
@data_option
@click.argument("article_id", type=int)
def unpublish(article_id: int) -> None:
    """يسحب الخبر من الموقع وتبقى مسوداته، ثم يفحص أنه لم يبق في مكان."""
    article = _article(article_id)
    from khabar.articles import actions

    actions.unpublish(article=article)
    click.echo(f"سُحب {article_id}: {article.headline}")
    _receipt(article, first=True)


@click.command()
@data_option
@click.argument("article_id", type=int)
@click.option("--reason", default="", help="سبب الإلغاء، يُحفظ في السجل.")
def kill(article_id: int, reason: str) -> None:
    """يلغي خبرًا سحبه مصدره، ثم يفحص أنه لم يبق في مكان."""
    article = _article(article_id)
    from khabar.articles import actions

    actions.kill(article=article, reason=reason)
    click.echo(f"أُلغي {article_id}: {article.headline}")
    _receipt(article, first=True)


@click.command()
@data_option
@click.argument("article_id", type=int)
def receipt(article_id: int) -> None:
    """يفحص كل موضع كان فيه خبر مسحوب ويحفظ ما وجد."""
    _receipt(_article(article_id))


def _article(article_id: int) -> "Article":
    """The article, or an end with a word that there is none."""
    use_django()
    from khabar.articles.models import Article

    article: Article | None = Article.objects.filter(pk=article_id).first()
    if article is None:
        click.echo(f"لا خبر برقم {article_id}", err=True)
        sys.exit(1)
    return article


def _receipt(article: "Article", first: bool = False) -> None:
    """Take and print a receipt; ends with 1 where something of the story is left."""
    from khabar.desk.receipts.acts import take, take_first

    taken = (take_first if first else take)(article=article)
    for name, empty, looks in taken.surfaces:
        click.echo(f"{'✓' if empty else '✗'} {name}: {'خالٍ' if empty else 'بقي فيه'} ({len(looks)})")
        for look in looks:
            if not look["empty"]:
                click.echo(f"    {look['address']} — {look['said']}")
    click.echo(f"إيصال السحب {taken.pk}: {taken}.")
    sys.exit(0 if taken.empty else 1)
