"""Dates written for machines: ISO 8601, RFC 2822, Unix time and what page templates make of them."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from khabar.arabic.dates import WARN_NO_DATE, DateReading, Precision, read_date
from khabar.arabic.digits import to_latin_digits

WARN_MONTH_DAY_ORDER = "day and month cannot be told apart"

_ISO = re.compile(
    r"(?P<y>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2})"
    r"(?:[T\s_]+(?P<H>\d{1,2}):?(?P<M>\d{2})(?::?(?P<S>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<z>Z|UTC|GMT|[+\-]\d{2}:?\d{2}|[+\-]\d{2})?)?",
    re.IGNORECASE,
)
_US_SLASHES = re.compile(
    r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})\s+(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2}))?\s*(?P<ap>[AP])M?",
    re.IGNORECASE,
)
_RFC_2822 = re.compile(r"(?:[A-Za-z]{3,9},\s*)?\d{1,2}[ -][A-Za-z]{3}[ -]\d{4}\s+\d{1,2}:\d{2}")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
# Unix times outside 1996-2100 are numbers of another kind.
_EPOCH_RANGE = range(820_454_400, 4_102_444_800)


def read_machine_date(text: str, *, zone: tzinfo) -> DateReading:
    """Read a date from a tag or attribute; one without an offset is taken to be in `zone`.

    Falls back to `read_date`, because many portals put a printed Arabic date into their tags.
    """
    value = to_latin_digits(text).strip().strip('"')
    span = 0, len(text)
    if match := _ISO.fullmatch(value):
        return _from_iso(match, zone, span)
    if _EPOCH.fullmatch(value):
        return _from_epoch(value, span)
    if match := _US_SLASHES.fullmatch(value):
        return _from_us(match, zone, span)
    if _RFC_2822.match(value):
        reading = _from_rfc(value, zone, span)
        if reading is not None:
            return reading
    return read_date(text, zone=zone)


def _from_iso(match: re.Match[str], zone: tzinfo, span: tuple[int, int]) -> DateReading:
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        if match["H"] is None:
            return DateReading(day, "day", *span)
        clock = time(int(match["H"]), int(match["M"]), int(match["S"] or 0))
    except ValueError:
        return DateReading(None, None, *span, (WARN_NO_DATE,))
    stated = _offset(match["z"]) if match["z"] else None
    precision: Precision = "second" if match["S"] else "minute"
    moment = datetime.combine(day, clock, tzinfo=stated or zone)
    return DateReading(moment, precision, *span, zone_stated=stated is not None)


def _offset(text: str) -> tzinfo | None:
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if delta > timedelta(hours=14):
        return None
    return timezone(-delta if text[0] == "-" else delta)


def _from_epoch(value: str, span: tuple[int, int]) -> DateReading:
    seconds = int(value[:10])
    if seconds not in _EPOCH_RANGE:
        return DateReading(None, None, *span, (WARN_NO_DATE,))
    return DateReading(datetime.fromtimestamp(seconds, UTC), "second", *span, zone_stated=True)


def _from_us(match: re.Match[str], zone: tzinfo, span: tuple[int, int]) -> DateReading:
    """Read `10/7/2020 12:09:00 PM`: the order is known only when one of the two numbers is above 12."""
    first, second = int(match["a"]), int(match["b"])
    if first <= 12 and second <= 12 and first != second:
        return DateReading(None, None, *span, (WARN_MONTH_DAY_ORDER,))
    month, day = (second, first) if first > 12 else (first, second)
    hour = int(match["H"]) % 12 + (12 if match["ap"].lower() == "p" else 0)
    try:
        moment = datetime(int(match["y"]), month, day, hour, int(match["M"]), int(match["S"] or 0), tzinfo=zone)
    except ValueError:
        return DateReading(None, None, *span, (WARN_NO_DATE,))
    return DateReading(moment, "second" if match["S"] else "minute", *span)


def _from_rfc(value: str, zone: tzinfo, span: tuple[int, int]) -> DateReading | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    stated = moment.tzinfo is not None
    return DateReading(moment if stated else moment.replace(tzinfo=zone), "second", *span, zone_stated=stated)
