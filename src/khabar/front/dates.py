"""Dates and times as the edition's country writes them, in the digits the site prints."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_datetime
from django.conf import settings
from django.utils import timezone

from khabar.arabic.digits import to_arabic_indic_digits
from khabar.arabic.editions import edition_of
from khabar.arabic.hijri import Offsets, hijri_of
from khabar.articles.sightings import offsets_now

# CLDR patterns (Unicode TS #35) before, of and after the day's date. CLDR's Arabic names give each country its own
# month set: يناير in Cairo, كانون الثاني in Beirut, جانفي in Tunis.
_DATE = "d MMMM y"
_PATTERNS = {
    "full": ("EEEE ", _DATE, "، h:mm a"),
    "short": ("", _DATE, "، h:mm a"),
    "day": ("EEEE ", _DATE, ""),
    "date": ("", _DATE, ""),
    "month": ("", "MMMM y", ""),
    "weekday": ("EEEE", "", ""),
    "time": ("", "", "h:mm a"),
}
_IN_BOTH = frozenset({"full", "day"})


def written(value: datetime | date, style: str = "full") -> str:
    """A date or a moment in words, such as `الاثنين 19 ديسمبر 2022، 10:25 م`.

    Args:
        value: a date, or an aware datetime, which is shown in the edition's time zone.
        style: one of full, short, day, date, month, weekday, time.

    Raises:
        KeyError: there is no such style.
    """
    at = timezone.localtime(value).replace(tzinfo=None) if isinstance(value, datetime) else value
    offsets = offsets_now() if settings.HIJRI != "none" else ()
    return digits(_written(at, style, settings.COUNTRY, settings.HIJRI, offsets))


def digits(text: str) -> str:
    """`text` with its Latin digits in the site's own: unchanged, or Arabic-Indic."""
    return to_arabic_indic_digits(text) if settings.DIGITS == "arab" else text


def machine(value: datetime) -> str:
    """ISO 8601 with the offset of the edition's time zone, for `datetime` attributes and structured data."""
    return timezone.localtime(value).isoformat(timespec="seconds")


@lru_cache(maxsize=2_000)
def _written(value: datetime | date, style: str, country: str, hijri: str, offsets: Offsets) -> str:
    """Remembered: the same moments stand on page after page."""
    before, date_part, after = _PATTERNS[style]
    if hijri != "none" and date_part == _DATE:
        return (
            _formatted(value, before, country)
            + _day(value, style, country, hijri, offsets)
            + _formatted(value, after, country)
        )
    return _formatted(value, before + date_part + after, country)


def _day(value: datetime | date, style: str, country: str, hijri: str, offsets: Offsets) -> str:
    """The day in the edition's first calendar, on the longer styles with the other one beside it."""
    gregorian = _formatted(value, _DATE, country)
    day = value.date() if isinstance(value, datetime) else value
    moon = hijri_of(day, offsets)
    if moon is None or (hijri == "beside" and style not in _IN_BOTH):
        return gregorian
    if style not in _IN_BOTH:
        return f"{moon} هـ"
    written_out = [f"{moon} هـ", f"{gregorian} م"]
    return " – ".join(written_out if hijri == "first" else reversed(written_out))


def _formatted(value: datetime | date, pattern: str, country: str) -> str:
    if not pattern:
        return ""
    locale = edition_of(country).locale
    if isinstance(value, datetime):
        return format_datetime(value, pattern, locale=locale)
    return format_date(value, pattern, locale=locale)
