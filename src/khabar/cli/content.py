"""`khabar search`: what readers find, from a terminal."""

import json
from typing import Any

import click

from khabar.cli.setup import data_option, use_django


@click.command()
@data_option
@click.argument("query")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100), help="أقصى عدد للنتائج.")
@click.option(
    "--sort", default="relevance", show_default=True, type=click.Choice(["relevance", "date"]), help="الترتيب."
)
@click.option("--no-freshness", is_flag=True, help="لا يرفع الجديد على القديم.")
@click.option("--explain", is_flag=True, help="يبيّن لماذا جاء كل خبر في مكانه.")
@click.option("--json", "as_json", is_flag=True, help="النتيجة كائن JSON.")
def search(query: str, limit: int, sort: str, no_freshness: bool, explain: bool, as_json: bool) -> None:
    """يبحث في الأخبار المنشورة؛ ‏قال:اسم وعبر:اسم لما قاله صاحبه ولما وصل عبره."""
    use_django()
    from khabar.articles.outlets import search_engine
    from khabar.attribution.narrowing import narrowed
    from khabar.finding.choices import with_choices
    from khabar.search.query import Query, Sort

    engine = search_engine()
    asked = with_choices(narrowed(Query(text=query, limit=limit, sort=Sort(sort), fresh=not no_freshness)).query)
    results = engine.search(asked)
    accounts = {hit.id: engine.explain(asked, hit.id) for hit in results.hits} if explain else {}
    if as_json:
        answer = results.as_json()
        for hit in answer["hits"] if explain else ():
            hit["explain"] = accounts[hit["id"]]
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(f"{results.total} نتيجة في {results.took_ms:.1f} م.ث")
    if results.suggestion:
        click.echo(f"هل تقصد: {results.suggestion}")
    for hit in results.hits:
        click.echo(f"\n{hit.headline}\n  {hit.url}")
        if explain:
            _explain(accounts[hit.id])


def _explain(account: dict[str, Any]) -> None:
    """Print what makes up a hit's score: tier, fields and forms, freshness."""
    tiers = ("كل الكلمات", "بإملاء قريب", "بعض الكلمات")
    click.echo(
        f"  {tiers[account['tier']]}: {account['matching']} × {account['freshness']} للحداثة = {account['score']}"
    )
    for part in account["parts"]:
        field = _FIELDS.get(part["field"], "متتابعة")
        click.echo(f"    {part['score']:>8.3f}  {part['word']}  {field}  {_told(part['form'])}".rstrip())


def _told(form: str) -> str:
    kind, _, term = form.partition(" ")
    return f"{_FORMS[kind]} {term}" if kind else ""


_FIELDS = {"headline": "العنوان", "around": "المقدمة وما حولها", "text": "النص"}
_FORMS = {"exact": "كما كُتبت", "folded": "بلا فرق إملاء", "stem": "الأصل"}
