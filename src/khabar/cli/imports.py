"""`khabar import`: pages and JSON lines into the database."""

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from khabar.cli.ingest import wire
from khabar.cli.inputs import page_files
from khabar.cli.setup import data_option, use_django

if TYPE_CHECKING:
    from khabar.importers.pictures import LeadPictures
    from khabar.importers.report import Report

_SHOWN = 20  # lines of each kind printed in full; the count is always given
_GZIP = b"\x1f\x8b"

_no_pictures = click.option("--no-pictures", "without", is_flag=True, help="النص وحده، بلا صور.")
_as_json = click.option("--json", "as_json", is_flag=True, help="التقرير سطر JSON.")


@click.group("import")
def import_() -> None:
    """يستورد الأخبار إلى قاعدة البيانات."""


@import_.command()
@data_option
@click.argument("inputs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--publish", "published", is_flag=True, help="ينشر ما استورده؛ وإلا فمسودات.")
@click.option("--section", default="", help="قسم ما لا قسم له في الموقع.")
@click.option("--dry-run", is_flag=True, help="يقرأ ويفحص ولا يكتب شيئًا.")
@_no_pictures
@_as_json
def pages(inputs: tuple[Path, ...], published: bool, section: str, dry_run: bool, without: bool, as_json: bool) -> None:
    """صفحات أخبار (HTML أو نص)، ملفًا أو مجلدًا."""
    use_django()
    from khabar.importers.pages import import_pages
    from khabar.importers.pictures import LeadPictures
    from khabar.importers.report import printable, refusal

    unlisted: list[tuple[str, str]] = []
    files = list(page_files(inputs, lambda folder, error: unlisted.append((printable(folder), refusal(error)))))
    pictures = LeadPictures()
    with _told(), click.progressbar(files, label="صفحات", file=sys.stderr) as bar:
        report = import_pages(bar, published=published, section=section, dry_run=dry_run, pictures=pictures)
    report.refused[:0] = unlisted
    _finish(report, None if without else pictures, as_json)


@import_.command()
@data_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--draft", is_flag=True, help="مسودات لا تُنشر.")
@_no_pictures
@_as_json
def jsonl(file: Path, draft: bool, without: bool, as_json: bool) -> None:
    """أخبار كثيرة دفعة واحدة: خبر في كل سطر JSON، والملف المضغوط بـ gzip يُقرأ كما هو."""
    use_django()
    from khabar.importers.bulk import import_bulk
    from khabar.importers.pictures import LeadPictures

    pictures = LeadPictures()
    size = 0 if str(file) == "-" else file.stat().st_size
    with (
        _told(),
        _opened(file) as (lines, position),
        click.progressbar(length=max(size, 1), label="أخبار", file=sys.stderr) as bar,
    ):
        report = import_bulk(
            lines,
            published=not draft,
            pictures=pictures,
            folder=file.parent if size else None,
            after_batch=lambda _read: bar.update(position() - bar.pos),
        )
    _finish(report, None if without else pictures, as_json)


import_.add_command(wire)


@contextmanager
def _opened(file: Path) -> Iterator[tuple[BinaryIO, Callable[[], int]]]:
    """The lines of a file, unpacked where they are packed, and how far it has been read."""
    with click.open_file(str(file), "rb") as opened:
        raw = cast(Any, opened)
        is_packed = raw.peek(2)[:2] == _GZIP
        lines = cast(BinaryIO, gzip.GzipFile(fileobj=raw) if is_packed else raw)
        yield lines, raw.tell if raw.seekable() else lambda: 0


@contextmanager
def _told() -> Iterator[None]:
    """Say what ended an import before its end, and that the same command goes on from there."""
    from django.db import OperationalError

    again = "ما سبق محفوظ، والأمر نفسه يكمل من حيث وقف."
    try:
        yield
    except OperationalError as error:
        raise click.ClickException(f"لا تقبل قاعدة البيانات الكتابة الآن ({error}). {again}") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise click.ClickException(f"الملف المضغوط مبتور أو تالف. {again}") from error
    except KeyboardInterrupt as error:
        raise click.ClickException(f"أُوقف الاستيراد. {again}") from error


def _finish(report: "Report", pictures: "LeadPictures | None", as_json: bool) -> None:
    """Bring the pictures, print the report and end with the code that says whether anything was refused."""
    asked = len(pictures) if pictures is not None else 0
    if pictures is not None and asked:
        with _told(), click.progressbar(length=asked, label="صور", file=sys.stderr) as bar:
            pictures.bring(report, bar.update)
    _list("رُفض", report.refused)
    _list("تنبيه", report.warnings)
    _list("بلا صورة", report.missing_pictures)
    click.echo(_as_object(report, asked) if as_json else _as_text(report, asked))
    sys.exit(1 if report.refused else 0)


def _list(label: str, lines: Iterable[tuple[str, str]]) -> None:
    lines = list(lines)
    for source, reason in lines[:_SHOWN]:
        click.echo(f"{label} {source}: {reason}", err=True)
    if len(lines) > _SHOWN:
        click.echo(f"… و{len(lines) - _SHOWN} غيرها", err=True)


def _as_object(report: "Report", asked: int) -> str:
    """The report as JSON; what there is nothing of to say is left out but the four counts of the contract."""
    told: dict[str, Any] = {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": _objects(report.refused, "error"),
    }
    if report.warnings:
        told["warnings"] = _objects(report.warnings, "warning")
    if asked:
        told["pictures"] = {"added": report.pictures, "missing": _objects(report.missing_pictures, "error")}
    return json.dumps(told, ensure_ascii=False)


def _objects(lines: Iterable[tuple[str, str]], name: str) -> list[dict[str, str]]:
    return [{"source": source, name: reason} for source, reason in lines]


def _as_text(report: "Report", asked: int) -> str:
    text = f"جديد {report.created}، محدَّث {report.updated}، كما هو {report.unchanged}، مرفوض {len(report.refused)}"
    return f"{text}، صور {report.pictures} من {asked}" if asked else text
