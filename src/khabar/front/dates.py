"""Dates and times as the edition's country writes them, in the digits the site prints."""

from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date, format_time
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
    day = value.date() if isinstance(value, datetime) else value
    if hijri != "none" and date_part == _DATE:
        in_words = _on_day(day, before, country) + _day(day, style, country, hijri, offsets)
    else:
        in_words = _on_day(day, before + date_part, country)
    return in_words + (_at_time(value.hour, value.minute, after, country) if isinstance(value, datetime) else "")


def _day(day: date, style: str, country: str, hijri: str, offsets: Offsets) -> str:
    """The day in the edition's first calendar, on the longer styles with the other one beside it."""
    gregorian = _on_day(day, _DATE, country)
    moon = hijri_of(day, offsets)
    if moon is None or (hijri == "beside" and style not in _IN_BOTH):
        return gregorian
    if style not in _IN_BOTH:
        return f"{moon} هـ"
    written_out = [f"{moon} هـ", f"{gregorian} م"]
    return " – ".join(written_out if hijri == "first" else reversed(written_out))


@lru_cache(maxsize=1_000)
def _on_day(day: date, pattern: str, country: str) -> str:
    """What a pattern says of a day; remembered apart from the time, of which there are few and again and again."""
    return format_date(day, pattern, locale=edition_of(country).locale) if pattern else ""


@lru_cache(maxsize=2_000)
def _at_time(hour: int, minute: int, pattern: str, country: str) -> str:
    return format_time(time(hour, minute), pattern, locale=edition_of(country).locale) if pattern else ""
