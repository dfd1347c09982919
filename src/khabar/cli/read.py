"""`khabar read`: news material to records, without a database."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from khabar.arabic.dates_zones import DEFAULT_COUNTRY, is_known_country
from khabar.cli.inputs import SKIPPED_SUFFIXES
from khabar.formats.errors import FormatError

if TYPE_CHECKING:
    from khabar.formats.record import PageRecord
    from khabar.formats.wire import WireRecord

_STDIN = "-"


@click.group()
def read() -> None:
    """Read news material and print it as records; needs no database."""


def _country(context: click.Context, parameter: click.Parameter, value: str) -> str:
    if not is_known_country(value):
        raise click.BadParameter(f"رمز البلد غير معروف: {value}")
    return value.upper()


@read.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--url", help="The address the page came from (one input only).")
@click.option(
    "--country",
    default=lambda: os.environ.get("KHABAR_COUNTRY") or DEFAULT_COUNTRY,
    callback=_country,
    help="Country (ISO 3166) whose clock is assumed where a page does not tell its own. Default: KHABAR_COUNTRY or EG.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@click.pass_context
def page(context: click.Context, inputs: tuple[str, ...], url: str | None, country: str, as_json: bool) -> None:
    """Read news pages (HTML or text): files, folders, or - for standard input."""
    from khabar.formats.page import read_page

    if url is not None and (len(inputs) > 1 or Path(inputs[0]).is_dir()):
        raise click.UsageError("--url يصح مع مدخل واحد فقط")
    refused = False
    for source, path in _expand(inputs):
        try:
            record = read_page(_bytes_of(path), source=source, url=url, country=country)
        except FormatError as error:
            refused = True
            _refuse(source, error.reason, as_json=as_json)
            continue
        _emit(json.dumps(record.to_json(), ensure_ascii=False) if as_json else _readable(record))
    context.exit(1 if refused else 0)


@read.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@click.pass_context
def wire(context: click.Context, inputs: tuple[str, ...], as_json: bool) -> None:
    """Read wire items in any agency format: files, folders, or - for standard input."""
    from khabar.ingest.reading import read_wire

    refused = False
    now = datetime.now(UTC)
    for source, path in _expand(inputs, skipped=frozenset()):
        try:
            reading = read_wire(_bytes_of(path), source=source, now=now)
        except FormatError as error:
            refused = True
            _refuse(source, error.reason, as_json=as_json)
            continue
        for item in reading.refused:
            refused = True
            _refuse(source, f"{item.reason} ({item.guid})" if item.guid else item.reason, as_json=as_json)
        for record in reading.records:
            _emit(json.dumps(record.to_json(), ensure_ascii=False) if as_json else _readable_wire(record))
    context.exit(1 if refused else 0)


@read.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
@click.pass_context
def isnad(context: click.Context, inputs: tuple[str, ...], as_json: bool) -> None:
    """Read who said what, through whom: text, HTML, or JSON lines with "id" and "paras"; files, folders, -."""
    from khabar.attribution.extract import extract
    from khabar.cli.isnad import Text, texts

    refused = False
    for source, path in _expand(inputs, skipped=frozenset()):
        try:
            with _opened(path) as stream:
                for one in texts(stream, source):
                    if isinstance(one, Text):
                        for statement in extract(one.paragraphs):
                            found = {"doc": one.name, **statement.to_json()}
                            _emit(json.dumps(found, ensure_ascii=False) if as_json else _readable_statement(found))
                    else:
                        refused = True
                        _refuse(*one, as_json=as_json)
        except FormatError as error:
            refused = True
            _refuse(source, error.reason, as_json=as_json)
    context.exit(1 if refused else 0)


def _expand(inputs: tuple[str, ...], skipped: frozenset[str] = SKIPPED_SUFFIXES) -> Iterator[tuple[str, Path | None]]:
    """Yield (source, path) per file: folders recursively and sorted, None for standard input."""
    for name in inputs:
        if name == _STDIN:
            yield name, None
        elif (path := Path(name)).is_dir():
            for found in sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith(".")):
                if found.suffix.lower() not in skipped:
                    yield str(found), found
        else:
            yield name, path


def _bytes_of(path: Path | None) -> bytes:
    """Return the input's bytes, at most one past the page reader's limit. Raises FormatError when unreadable."""
    from khabar.formats.page.decode import MAX_BYTES

    with _opened(path) as stream:
        return stream.read(MAX_BYTES + 1)


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
    """Open an input for reading bytes, None for standard input. Raises FormatError when it cannot be read."""
    try:
        if path is None:
            yield sys.stdin.buffer
        else:
            with path.open("rb") as file:
                yield file
    except BrokenPipeError:
        raise  # not of the input: whoever reads what is printed meanwhile has had enough
    except FileNotFoundError as error:
        raise FormatError("الملف غير موجود") from error
    except OSError as error:
        raise FormatError(f"تعذرت قراءة الملف: {error.strerror}") from error


def _refuse(source: str, reason: str, *, as_json: bool) -> None:
    click.echo(f"{source}: {reason}", err=True)
    if as_json:
        _emit(json.dumps({"source": source, "error": reason}, ensure_ascii=False))


def _emit(text: str) -> None:
    """Write one result as UTF-8, whatever the terminal's encoding; lone surrogates cannot stop it."""
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace") + b"\n")
    sys.stdout.buffer.flush()


_MARKS = {"subheading": "## ", "quote": "» ", "list_item": "• ", "picture": "[صورة] "}


_ROLES = {"relay": "نقلا عن", "told_to": "في حديث إلى"}
_KINDS = {
    "person": "شخص",
    "organisation": "جهة",
    "unnamed": "مصدر غير مسمى",
    "media": "وسيلة إعلام",
    "document": "وثيقة",
}


def _readable_statement(found: dict[str, Any]) -> str:
    """Lay a statement out for a person to read."""
    speaker = found["speaker"]
    fields = (
        ("القائل", f"{speaker['name']} ({_KINDS[speaker['kind']]})"),
        ("بلفظ", found["cue"]),
        ("السلسلة", "، ".join(f"{_ROLES[relay['role']]} {relay['name']}" for relay in found["chain"])),
        ("أرقام", "، ".join(found["figures"])),
        ("الثقة", f"{found['confidence']:.2f}"),
        ("الموضع", f"{found['doc']}، الفقرة {found['par'] + 1}"),
    )
    return "\n".join([found["text"], *(f"  {name}: {value}" for name, value in fields if value)]) + "\n"


def _readable_wire(record: "WireRecord") -> str:
    """Lay a wire record out for a person to read."""
    fields = (
        ("المصدر", record.source),
        ("الصيغة", record.format),
        ("المعرّف", record.guid),
        ("النسخة", record.version),
        ("الحالة", record.pub_status),
        ("الإشارات", "، ".join(record.signals)),
        ("الإلحاح", record.urgency),
        ("العنوان", record.headline),
        ("الوسم", record.slugline),
        ("المقدمة", record.abstract),
        ("الكاتب", record.byline),
        ("المكان", " ".join(filter(None, (record.dateline.place, record.dateline.date)))),
        ("الوكالة", "، ".join(f"{agency.name} ({agency.credit})" for agency in record.agencies)),
        ("الموضوعات", "، ".join(subject.name or subject.code or "" for subject in record.subjects)),
        ("الرابط", record.link),
        ("الحقوق", record.rights),
        ("شروط الاستعمال", record.usage_terms),
        ("للمحررين", record.ednote),
        ("محظور حتى", record.embargoed_until),
        ("ينتهي في", record.expires_at),
        ("أُنشئ", record.created_at),
        ("عُدّل", record.modified_at),
        ("صالح للنشر", "نعم" if record.publishable else f"لا: {'، '.join(record.reasons)}"),
    )
    lines = [f"{name}: {value}" for name, value in fields if value]
    lines += ["", *(f"{_MARKS.get(block.type, '')}{block.text}" for block in record.body)]
    lines += [
        f"[{item.type}] {' - '.join(filter(None, (item.headline, item.caption, item.credit, item.href)))}"
        for item in record.associations
    ]
    lines += ["", *(f"تنبيه: {note}" for note in record.warnings)] if record.warnings else []
    return "\n".join(lines) + "\n"


def _readable(record: "PageRecord") -> str:
    """Lay a record out for a person to read."""
    media = record.lead_media
    fields = (
        ("المصدر", record.source),
        ("الرابط", record.url),
        ("العنوان", record.headline),
        ("عنوان علوي", record.kicker),
        ("المقدمة", record.abstract),
        ("نُشر", record.published_at),
        ("حُدّث", record.modified_at),
        ("الكاتب", "، ".join(record.authors)),
        ("الوكالة", "، ".join(f"{agency.name} ({agency.credit})" for agency in record.agencies)),
        ("المكان", " ".join(filter(None, (record.dateline.place, record.dateline.date)))),
        ("القسم", record.section),
        ("الموضوعات", "، ".join(record.topics)),
        ("الصورة", media.url),
        ("شرح الصورة", media.caption),
        ("مصدر الصورة", media.credit),
    )
    lines = [f"{name}: {value}" for name, value in fields if value]
    lines += ["", *(f"{_MARKS.get(block.type, '')}{block.text}" for block in record.body)]
    lines += ["", "استُبعد:", *(f"- {item.text} ({item.reason})" for item in record.dropped)] if record.dropped else []
    lines += ["", *(f"تنبيه: {note}" for note in record.warnings)] if record.warnings else []
    return "\n".join(lines) + "\n"
