"""`khabar import pages`: pages read by `khabar read page`, into drafts or, when asked, into print."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from khabar.articles.text import paragraph
from khabar.formats.agencies import find_agency
from khabar.formats.page import read_page
from khabar.formats.page.decode import MAX_BYTES
from khabar.formats.record import PageRecord
from khabar.importers.draft_store import DraftStore
from khabar.importers.filing import Filing
from khabar.importers.incoming import Incoming, Refused, checked_headline, cut, source_key, storable
from khabar.importers.pictures import LeadPictures
from khabar.importers.report import Report, refusal


def import_pages(
    files: Iterable[Path],
    *,
    published: bool = False,
    section: str = "",
    dry_run: bool = False,
    pictures: LeadPictures | None = None,
) -> Report:
    """Import each page on its own: one that cannot be read or stored is refused with the reason, the rest go on.

    Args:
        files: page files, HTML or text.
        published: publish what was new or changed, else leave drafts.
        section: name of the section for pages that do not name one this site has.
        dry_run: read and check everything and say what would become of it, write nothing.
        pictures: is asked for the pages' lead pictures, to be brought afterwards.

    Raises:
        OperationalError: the database does not take anything now; what was imported stays.
    """
    report = Report()
    store = DraftStore(Filing(make_sections=False, default=section), published=published, dry_run=dry_run)
    for file in files:
        try:
            incoming = from_record(read_page(_bytes(file), source=str(file), country=settings.COUNTRY), file)
            written = store.write(incoming, report)
        except OperationalError:
            raise
        except Exception as error:
            report.refuse(str(file), refusal(error))
            continue
        if pictures is not None and not dry_run:
            pictures.ask([incoming], {incoming.source_key} if written else set(), file.parent)
    return report


def _bytes(file: Path) -> bytes:
    """The file's bytes, at most one past the page reader's limit.

    Raises:
        Refused: it is a pipe or a device, which may never end.
        OSError: it cannot be read.
    """
    if file.exists() and not file.is_file():
        raise Refused("ليس ملفًّا")
    with file.open("rb") as handle:
        return handle.read(MAX_BYTES + 1)


def from_record(record: PageRecord, file: Path) -> Incoming:
    """A page record as an incoming article; its identity is its own address, or where the file lies.

    Raises:
        Refused: it has no headline that can be stored.
    """
    identity = record.url or file.resolve().as_uri()
    media = record.lead_media
    codes = (find_agency(agency.name) for agency in record.agencies)
    place = record.dateline.place if record.dateline else None
    return Incoming(
        source_key=source_key("page", identity),
        headline=checked_headline(record.headline or ""),
        kicker=cut(record.kicker or "", 120),
        abstract=cut(record.abstract or "", 1000),
        body=_blocks(record),
        place=cut(place or "", 80),
        dateline_date=date.fromisoformat(record.dateline.date) if record.dateline and record.dateline.date else None,
        section=cut(record.section or "", 120),
        topics=[cut(topic, 120) for topic in record.topics if storable(topic)],
        authors=[cut(author, 120) for author in record.authors if storable(author)],
        agencies=list(dict.fromkeys(agency.code for agency in codes if agency)),
        published_at=_moment(record.published_at),
        caption=cut((media.caption if media else "") or "", 500),
        credit=cut((media.credit if media else "") or "", 200),
        image=storable((media.url if media else "") or ""),
        language=record.language or "ar",
    )


def _moment(text: str | None) -> datetime | None:
    """An ISO 8601 moment; a bare date counts from the start of that day in the edition's zone."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _blocks(record: PageRecord) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for block in record.body:
        text = storable(block.text)
        if not text or block.type == "picture":
            continue
        if block.type == "list_item":
            if not blocks or blocks[-1]["type"] != "list":
                blocks.append({"type": "list", "value": []})
            blocks[-1]["value"].append(text)
        elif block.type == "subheading":
            blocks.append({"type": "subheading", "value": text})
        elif block.type == "quote":
            blocks.append({"type": "quote", "value": {"text": text, "speaker": "", "speaker_title": ""}})
        else:
            blocks.append(paragraph(text))
    return blocks
