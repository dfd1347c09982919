"""`khabar import jsonl`: the bulk path, one article per line of JSON, published unless told otherwise."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from django.db import OperationalError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from khabar.articles.text import paragraph
from khabar.core.clean import clean_stream
from khabar.formats.agencies import agency_by_code, find_agency
from khabar.importers.bulk_store import BulkStore
from khabar.importers.html_body import blocks_from_html
from khabar.importers.incoming import Incoming, Refused, checked_headline, cut, source_key, storable
from khabar.importers.pictures import LeadPictures
from khabar.importers.report import Report, refusal

BATCH = 500
LINE_LIMIT = 4 * 2**20


def import_jsonl(
    file: BinaryIO,
    *,
    published: bool = True,
    pictures: LeadPictures | None = None,
    folder: Path | None = None,
    after_batch: Callable[[int], None] | None = None,
) -> Report:
    """Import every line of `file`; a bad line is refused with its number and reason, the rest go on.

    Args:
        file: UTF-8 JSON lines with the fields of the `import jsonl` contract.
        published: publish at once, else keep as drafts.
        pictures: is asked for the articles' lead pictures, to be brought afterwards.
        folder: where pictures given as a path lie.
        after_batch: called after each committed batch with the number of bytes read so far.

    Raises:
        OperationalError: the database does not take anything now; what was committed stays.
    """
    report = Report()
    store = BulkStore(published=published)
    batch: dict[str, Incoming] = {}

    def flush(read: int) -> None:
        items = list(batch.values())
        written = _write(store, items, report) if items else set()
        if pictures is not None:
            pictures.ask(items, written, folder)
        batch.clear()
        if after_batch:
            after_batch(read)

    read = 0
    for number, line in enumerate(_lines(file), start=1):
        read += len(line)
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            _take(line, number, batch, report)
        if len(batch) >= BATCH:
            flush(read)
    flush(read)
    return report


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long no more than what tells it is too long."""
    while line := file.readline(LINE_LIMIT + 1):
        rest = line
        while len(rest) > LINE_LIMIT and not rest.endswith(b"\n"):
            rest = file.readline(LINE_LIMIT + 1)
        yield line


def _take(line: bytes, number: int, batch: dict[str, Incoming], report: Report) -> None:
    try:
        item = parse_line(line)
    except (ValueError, RecursionError):
        report.refuse(f"السطر {number}", "ليس سطر JSON سليمًا")
    except Exception as error:
        report.refuse(f"السطر {number}", refusal(error))
    else:
        if item.source_key in batch:
            report.warn(f"السطر {number}", "تكررت هويته id في الملف: يبقى ما جاء آخرًا")
            report.unchanged += 1
        batch[item.source_key] = item


def _write(store: BulkStore, batch: list[Incoming], report: Report) -> set[str]:
    """Write the batch; if it fails as a whole, write its articles one by one so that only the bad ones are refused."""
    try:
        return store.write(batch, report)
    except OperationalError:
        raise
    except Exception:
        written: set[str] = set()
        for incoming in batch:
            try:
                written |= store.write([incoming], report)
            except OperationalError:
                raise
            except Exception as error:
                report.refuse(incoming.source_key, refusal(error))
        return written


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
        source_key=source_key("jsonl", str(identity)),
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
        credit=cut(_text(data, "credit"), 200),
        alt=cut(_text(data, "alt"), 255),
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
    found = map(_agency_code, _names(data, "agencies"))
    return list(dict.fromkeys(filter(None, found)))


@lru_cache(maxsize=1000)
def _agency_code(name: str) -> str:
    agency = agency_by_code(name) or find_agency(name)
    return agency.code if agency else ""


def _body(value: Any) -> list[dict[str, Any]]:
    if value is None:
        return []
    if isinstance(value, str):
        return clean_stream(blocks_from_html(storable(value)))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [paragraph(text) for text in map(storable, value) if text]
    raise Refused("الحقل body ليس قائمة فقرات ولا نص HTML")


def _moment(value: Any) -> datetime | None:
    if value in (None, ""):
        return None
    if isinstance(value, str):
        try:
            moment = parse_datetime(value.strip()) or _day(value.strip())
            if moment is not None:
                aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
                return aware.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise Refused(f"التاريخ {value!r} ليس بصيغة ISO 8601")


def _day(value: str) -> datetime | None:
    day = parse_date(value)
    return datetime(day.year, day.month, day.day) if day else None
