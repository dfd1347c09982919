"""Lists of subscribers in and out: a file from another program, an export, all that is known of one reader."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from wagtail.log_actions import log

from khabar.accounts.models import User
from khabar.core import clock
from khabar.core.rows import one_of
from khabar.letters.actions import agreed
from khabar.letters.addresses import normalise
from khabar.letters.enums import Came
from khabar.letters.errors import BadAddress, BadList
from khabar.letters.models import Agreement, Newsletter, Reader, Subscription

MOST_ROWS = 200_000
_AT_ONCE = 500
_ADDRESS = ("address", "email", "e-mail", "mail", "العنوان", "البريد", "البريد الإلكتروني")
_WHEN = ("consented_at", "confirmed_at", "date", "تاريخ الموافقة", "التاريخ")
_SHOWN = 20
HEADINGS = ("address", "newsletter", "came", "asked_at", "confirmed_at", "left_at", "left", "agreement")


@dataclass
class Report:
    """What became of the lines of a file; `refused` names lines with the reason, as many as one can read."""

    added: int = 0
    known: int = 0
    left: int = 0
    refused_lines: int = 0
    refused: list[str] = field(default_factory=list)

    def refuse(self, line: int, why: str) -> None:
        """Note a line that could not be taken."""
        self.refused_lines += 1
        if len(self.refused) < _SHOWN:
            self.refused.append(f"السطر {line}: {why}")


def take_in(*, newsletter: Newsletter, content: bytes, statement: str, user: User) -> Report:
    """Subscribe the addresses of a CSV file, all lines that are right; `statement` is how they agreed.

    Who left this newsletter before stays out: a list is older than her word.

    Raises:
        BadList: the file is no text, has no column of addresses, or is too long.
    """
    rows = list(_rows(content))
    report = Report()
    agreement = agreed(statement)
    told: dict[str, datetime] = {}
    for line, address, when in rows:
        try:
            told.setdefault(normalise(address), _moment(when) or clock.now())
        except (BadAddress, ValueError) as error:
            report.refuse(line, str(error))
    for start in range(0, len(told), _AT_ONCE):
        _take(newsletter, agreement, dict(list(told.items())[start : start + _AT_ONCE]), report)
    data = {"added": report.added, "statement": statement}
    log(instance=newsletter, action="khabar.letters.import", user=user, data=data)
    return report


@transaction.atomic
def _take(newsletter: Newsletter, agreement: Agreement, told: dict[str, datetime], report: Report) -> None:
    """Subscribe some addresses, each with the moment of its agreement; publishing does not wait for a whole list."""
    Reader.objects.bulk_create([Reader(address=address) for address in told], ignore_conflicts=True)
    readers = dict(Reader.objects.filter(address__in=one_of(list(told))).values_list("pk", "address"))
    there = {row.reader_id: row for row in newsletter.subscriptions.filter(reader__in=one_of(list(readers)))}
    begun = [row for row in there.values() if row.left_at is None and row.confirmed_at is None]
    report.left += sum(row.left_at is not None for row in there.values())
    report.known += sum(row.left_at is None and row.confirmed_at is not None for row in there.values())
    new = [Subscription(newsletter=newsletter, reader_id=pk) for pk in readers if pk not in there]
    for row in [*new, *begun]:
        row.came, row.agreement = Came.IMPORT, agreement
        row.asked_at = row.confirmed_at = told[readers[row.reader_id]]
    Subscription.objects.bulk_create(new)
    Subscription.objects.bulk_update(begun, ["came", "agreement", "asked_at", "confirmed_at"])
    report.added += len(new) + len(begun)


def _rows(content: bytes) -> Iterator[tuple[int, str, str]]:
    """Line, address and time of agreement of each line that has anything."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadList("الملف ليس نصًا بترميز UTF-8. احفظه من برنامج الجداول بصيغة CSV UTF-8.") from error
    if "\x00" in text:
        raise BadList("الملف ليس نصًا. احفظه من برنامج الجداول بصيغة CSV.")
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise BadList(f"لم يُقرأ الملف: {error}") from error
    if len(lines) > MOST_ROWS:
        raise BadList(f"في الملف أكثر من {MOST_ROWS} سطر. قسّمه.")
    heading = [cell.strip().lower() for cell in lines[0]] if lines else []
    where = next((heading.index(name) for name in _ADDRESS if name in heading), None)
    begin = 1
    if where is None:
        if not (heading and "@" in heading[0]):
            raise BadList("لا عمود للعناوين في الملف. سمّ العمود email في السطر الأول.")
        where, begin, heading = 0, 0, []
    when = next((heading.index(name) for name in _WHEN if name in heading), None)
    for number, cells in enumerate(lines[begin:], begin + 1):
        if any(cell.strip() for cell in cells):
            given = cells[when] if when is not None and when < len(cells) else ""
            yield number, cells[where] if where < len(cells) else "", given.strip()


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _moment(text: str) -> datetime | None:
    """A day or a moment; None where none is given. Raises `ValueError` with its reason."""
    if not text:
        return None
    try:
        day = parse_date(text)
        at = parse_datetime(text) if day is None else datetime(day.year, day.month, day.day)
    except ValueError:
        at = None
    if at is None:
        raise ValueError(f"«{text[:40]}» ليس تاريخًا مثل \u20662026-05-31\u2069")
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def export(newsletter: Newsletter) -> Iterator[list[str]]:
    """Every subscription of a newsletter, also those that ended, with what was agreed to; the headings first."""
    yield list(HEADINGS)
    rows = newsletter.subscriptions.select_related("reader", "agreement").order_by("pk")
    for row in rows.iterator(chunk_size=1_000):
        yield _cells(row, newsletter.name)


def data_of(address: str) -> dict[str, Any]:
    """All that is kept of a reader, for herself; an empty list of subscriptions where nothing is.

    Raises:
        BadAddress: it is no address.
    """
    known = normalise(address)
    rows = Subscription.objects.filter(reader__address=known).select_related("reader", "agreement", "newsletter")
    found = [dict(zip(HEADINGS, _cells(row, row.newsletter.name), strict=True)) for row in rows.order_by("pk")]
    mails = [
        {"issue": str(one.issue), "state": one.state, "answer": one.answer}
        for row in rows
        for one in row.deliveries.select_related("issue__newsletter").order_by("pk")
    ]
    return {"address": known, "subscriptions": found, "mails": mails}


def _cells(row: Subscription, name: str) -> list[str]:
    times = [at.isoformat(timespec="seconds") if at else "" for at in (row.asked_at, row.confirmed_at, row.left_at)]
    return [row.reader.address, name, row.came, *times, row.left, row.agreement.text]
