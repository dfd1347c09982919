"""`khabar import jsonl`: the bulk path, one article per line of JSON, published unless told otherwise."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from khabar.articles.text import paragraph
from khabar.formats.agencies import agency_by_code, find_agency
from khabar.importers.html_body import blocks_from_html
from khabar.importers.incoming import Incoming, Refused, checked_headline, cut, storable
from khabar.importers.bulk_store import BulkStore
from khabar.importers.report import Report, refusal

BATCH = 500
LINE_LIMIT = 4 * 2**20


def import_jsonl(file: BinaryIO, *, published: bool = True, after_batch: Callable[[int], None] | None = None) -> Report:
    """Import every line of `file`; a bad line is refused with its number and reason, the rest go on.

    Args:
        file: UTF-8 JSON lines with the fields of the `import jsonl` contract.
        published: publish at once, else keep as drafts.
        after_batch: called after each committed batch with the number of bytes read so far.
    """
    report = Report()
    store = BulkStore(published=published)
    batch: list[Incoming] = []
    read = 0
    for number, line in enumerate(iter(lambda: file.readline(LINE_LIMIT + 1), b""), start=1):
        read += len(line)
        if line.strip():
            _take(line, number, batch, report)
        if len(batch) >= BATCH:
            _flush(store, batch, report)
            if after_batch:
                after_batch(read)
    _flush(store, batch, report)
    if after_batch:
        after_batch(read)
    return report


def _take(line: bytes, number: int, batch: list[Incoming], report: Report) -> None:
    try:
        batch.append(parse_line(line))
    except (Refused, ValueError) as error:
        report.refuse(f"السطر {number}", _reason(error))


def _flush(store: BulkStore, batch: list[Incoming], report: Report) -> None:
    """Write the batch; if it fails as a whole, write its articles one by one so that only the bad ones are refused."""
    if not batch:
        return
    try:
        store.write(batch, report)
    except Exception:
        for incoming in batch:
            try:
                store.write([incoming], report)
            except Exception as error:
                report.refuse(incoming.source_key, refusal(error))
    batch.clear()


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, Refused) else "ليس سطر JSON سليمًا"


def parse_line(line: bytes) -> Incoming:
    """One line as an incoming article.

    Raises:
        Refused: a field is missing or cannot be what it should be.
        ValueError: the line is not JSON.
    """
    if len(line) > LINE_LIMIT:
        raise Refused(f"السطر أكبر من {LINE_LIMIT // 2**20} ميغابايت")
    data = json.loads(line)
    if not isinstance(data, dict):
        raise Refused("ليس كائن JSON")
    identity = data.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int) or not storable(str(identity)):
        raise Refused("الحقل id مطلوب")
    return Incoming(
        source_key=cut(f"jsonl:{identity}", 500),
        headline=checked_headline(_text(data, "headline")),
        kicker=cut(_text(data, "kicker"), 120),
        abstract=cut(_text(data, "abstract"), 1000),
        body=_body(data.get("body")),
        place=cut(_text(data, "place"), 80),
        section=cut(_text(data, "section"), 120),
        topics=_names(data, "topics"),
        authors=_names(data, "authors"),
        agencies=_agencies(data),
        published_at=_moment(data.get("published_at")),
        caption=cut(_text(data, "caption"), 500),
        image=_text(data, "image"),
    )


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused(f"الحقل {name} ليس نصًّا")
    return storable(value)


def _names(data: dict[str, Any], name: str) -> list[str]:
    value = data.get(name) or []
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Refused(f"الحقل {name} ليس قائمة نصوص")
    return list(dict.fromkeys(cut(item, 120) for item in value if storable(item)))


def _agencies(data: dict[str, Any]) -> list[str]:
    found = (agency_by_code(name) or find_agency(name) for name in _names(data, "agencies"))
    return list(dict.fromkeys(agency.code for agency in found if agency))


def _body(value: Any) -> list[dict[str, Any]]:
    if value is None:
        return []
    if isinstance(value, str):
        return blocks_from_html(storable(value))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [paragraph(text) for text in map(storable, value) if text]
    raise Refused("الحقل body ليس قائمة فقرات ولا نص HTML")


def _moment(value: Any) -> datetime | None:
    if value in (None, ""):
        return None
    if isinstance(value, str):
        try:
            moment = parse_datetime(value.strip()) or _day(value.strip())
        except ValueError:
            moment = None
        if moment is not None:
            return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    raise Refused(f"التاريخ {value!r} ليس بصيغة ISO 8601")


def _day(value: str) -> datetime | None:
    day = parse_date(value)
    return datetime(day.year, day.month, day.day) if day else None


def inside(folder: Path, name: str) -> Path | None:
    """The file `name` inside `folder`, or None when it is not there or lies outside."""
    candidate = (folder / name).resolve()
    return candidate if candidate.is_file() and candidate.is_relative_to(folder.resolve()) else None
