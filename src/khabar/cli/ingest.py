"""`khabar ingest` and `khabar import wire`: feeds and wire files from a terminal, decided on as in the background."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khabar.cli.setup import data_option, use_django

if TYPE_CHECKING:
    from khabar.ingest.models import Feed
    from khabar.ingest.store import Taken


@click.command()
@data_option
@click.argument("names", nargs=-1, metavar="FEED...")
@click.option("--due", is_flag=True, help="كل مصدر مفتوح حان وقته، بدل أسماء.")
@click.option("--json", "as_json", is_flag=True, help="سطر JSON لكل مصدر.")
def ingest(names: tuple[str, ...], due: bool, as_json: bool) -> None:
    """يجلب من مصادر البث المسماة الآن."""
    if bool(names) == due:
        raise click.UsageError("اذكر أسماء مصادر البث، أو ‎--due")
    use_django()
    from khabar.ingest.poll import poll

    failed = False
    for feed in _feeds(names):
        look = poll(feed.pk, anyway=not due)
        failed = failed or bool(look.error) or (look.busy and not due)
        _say(feed.name, look.taken, look.error or ("مشغول أو مغلق" if look.busy else ""), as_json)
    sys.exit(1 if failed else 0)


@click.command("wire")
@data_option
@click.argument("inputs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--provider", "name", required=True, help="اسم المزوّد كما في غرفة الأخبار.")
@click.option("--json", "as_json", is_flag=True, help="التقرير سطر JSON.")
def wire(inputs: tuple[Path, ...], name: str, as_json: bool) -> None:
    """أخبار وكالة من ملفات، كأنها وصلت من بثها."""
    use_django()
    from khabar.ingest.fetch.found import MAX_BYTES
    from khabar.ingest.models import Provider
    from khabar.ingest.store import Payload, Taken, take

    provider = Provider.objects.select_related("agency").filter(name=name).first()
    if provider is None:
        raise click.ClickException(f"لا مزوّد باسم «{name}»: أضفه في غرفة الأخبار")
    total = Taken()
    for path in _files(inputs):
        if path.stat().st_size > MAX_BYTES:
            click.echo(f"رُفض {path}: أكبر من {MAX_BYTES // 2**20} ميغابايت", err=True)
            total.held += 1
            continue
        total.add(take(Payload(str(path), path.read_bytes()), provider=provider) or Taken())
    _say(name, total, "", as_json)
    sys.exit(1 if total.held else 0)


def _files(inputs: tuple[Path, ...]) -> Iterator[Path]:
    """The files named, and every file below the folders named, in a stable order."""
    for path in inputs:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
        else:
            yield path


def _feeds(names: tuple[str, ...]) -> "Iterator[Feed]":
    from khabar.core import clock
    from khabar.ingest.models import Feed
    from khabar.ingest.states import FeedState

    if not names:
        yield from Feed.objects.filter(state=FeedState.OPEN, next_at__lte=clock.now()).order_by("next_at")
    known = Feed.objects.in_bulk(names, field_name="name")
    for name in names:
        if name not in known:
            raise click.ClickException(f"لا مصدر بث باسم «{name}»")
        yield known[name]


def _say(name: str, taken: "Taken", error: str, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"name": name, **vars(taken), "error": error}, ensure_ascii=False))
        return
    counts = f"جديد {taken.new}، تغيّر {taken.changed}، سُحب {taken.killed}، كما هو {taken.unchanged}"
    click.echo(f"{name}: {error or f'{counts}، محتجز {taken.held}'}", err=bool(error))
