"""`khabar import`: pages and JSON lines into the database."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from khabar.cli.setup import data_option, use_django

if TYPE_CHECKING:
    from khabar.importers.store import Report

_SHOWN = 20  # refusals printed in full; the count is always given


@click.group("import")
def import_() -> None:
    """يستورد الأخبار إلى قاعدة البيانات."""


@import_.command()
@data_option
@click.argument("inputs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--publish", "published", is_flag=True, help="ينشر ما استورده؛ وإلا فمسودات.")
@click.option("--section", default="", help="قسم ما لا قسم له في الموقع.")
@click.option("--dry-run", is_flag=True, help="يقرأ ويفحص ولا يكتب شيئًا.")
@click.option("--json", "as_json", is_flag=True, help="التقرير سطر JSON.")
def pages(inputs: tuple[Path, ...], published: bool, section: str, dry_run: bool, as_json: bool) -> None:
    """صفحات أخبار (HTML أو نص)، ملفًا أو مجلدًا."""
    use_django()
    from khabar.importers.pages import import_pages

    files = list(_files(inputs))
    with click.progressbar(files, label="صفحات", file=sys.stderr) as bar:
        report = import_pages(bar, published=published, section=section, dry_run=dry_run)
    _finish(report, as_json)


@import_.command()
@data_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--draft", is_flag=True, help="مسودات لا تُنشر.")
@click.option("--json", "as_json", is_flag=True, help="التقرير سطر JSON.")
def jsonl(file: Path, draft: bool, as_json: bool) -> None:
    """أخبار كثيرة دفعة واحدة: خبر في كل سطر JSON."""
    use_django()
    from khabar.importers.bulk import import_bulk

    size = 0 if str(file) == "-" else file.stat().st_size
    with (
        click.open_file(str(file), "rb") as handle,
        click.progressbar(length=max(size, 1), label="أخبار", file=sys.stderr) as bar,
    ):
        report = import_bulk(
            cast(BinaryIO, handle), published=not draft, after_batch=lambda read: bar.update(read - bar.pos)
        )
    _finish(report, as_json)


def _files(inputs: tuple[Path, ...]) -> Iterator[Path]:
    """The files named, and every file below the folders named, in a stable order."""
    for path in inputs:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        else:
            yield path


def _finish(report: "Report", as_json: bool) -> None:
    for source, reason in report.refused[:_SHOWN]:
        click.echo(f"رُفض {source}: {reason}", err=True)
    if len(report.refused) > _SHOWN:
        click.echo(f"… و{len(report.refused) - _SHOWN} غيرها", err=True)
    for source, reason in report.warnings[:_SHOWN]:
        click.echo(f"تنبيه {source}: {reason}", err=True)
    if as_json:
        counts = {"created": report.created, "updated": report.updated, "unchanged": report.unchanged}
        refused = [{"source": source, "error": reason} for source, reason in report.refused]
        click.echo(json.dumps({**counts, "refused": refused}, ensure_ascii=False))
    else:
        click.echo(
            f"جديد {report.created}، محدَّث {report.updated}، كما هو {report.unchanged}، مرفوض {len(report.refused)}"
        )
    sys.exit(1 if report.refused else 0)
