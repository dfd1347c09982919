"""Times as wires write them: ISO 8601 basic and extended, NITF's day with an offset, RFC 822."""

import re
from datetime import UTC, date, datetime, tzinfo
from email.utils import parsedate_to_datetime

from khabar.formats.wire.record import Moment

_DAY_WITH_OFFSET = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:Z|[+-]\d\d:?\d\d)?")
_LONG_FRACTION = re.compile(r"([.,]\d{1,6})\d*")


def read_moment(text: str | None) -> Moment | None:
    """Return the time or day that `text` writes, or None; a time without offset stays without one."""
    value = (text or "").strip()
    if not value or len(value) > 60:
        return None
    if match := _DAY_WITH_OFFSET.fullmatch(value):
        return _day(match)
    try:
        return datetime.fromisoformat(_LONG_FRACTION.sub(r"\1", value, count=1)).replace(microsecond=0)
    except ValueError:
        return _rfc822(value)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _rfc822(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def placed(moment: Moment | None, zone: tzinfo | None) -> Moment | None:
    """Return `moment` on the clock of `zone` (UTC when unknown) if it names none itself."""
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=zone or UTC)
    return moment


def is_floating(moment: Moment | None) -> bool:
    """Say whether `moment` is a time without an offset."""
    return isinstance(moment, datetime) and moment.tzinfo is None


def iso(moment: Moment | None) -> str | None:
    """Return ISO 8601 to the second, or None."""
    return moment.isoformat() if moment is not None else None


def instant(moment: Moment) -> datetime:
    """Return a moment as an instant for comparing; a day is its first minute in UTC."""
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
