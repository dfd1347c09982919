"""Dates and times as the edition's country writes them, in the digits the site prints."""

from datetime import date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from django.conf import settings
from django.utils import timezone

from khabar.arabic.digits import to_arabic_indic_digits

# CLDR patterns (Unicode TS #35). CLDR's Arabic names give each country its own month set: يناير in Cairo,
# كانون الثاني in Beirut, جانفي in Tunis.
_PATTERNS = {
    "full": "EEEE d MMMM y، h:mm a",
    "short": "d MMMM y، h:mm a",
    "day": "EEEE d MMMM y",
    "date": "d MMMM y",
    "month": "MMMM y",
    "weekday": "EEEE",
}


def written(value: datetime | date, style: str = "full") -> str:
    """A date or a moment in words, such as `الاثنين 19 ديسمبر 2022، 10:25 م`.

    Args:
        value: a date, or an aware datetime, which is shown in the edition's time zone.
        style: one of full, short, day, date, month, weekday.

    Raises:
        KeyError: there is no such style.
    """
    at = timezone.localtime(value).replace(tzinfo=None) if isinstance(value, datetime) else value
    return digits(_formatted(at, _PATTERNS[style], settings.COUNTRY))


def digits(text: str) -> str:
    """`text` with its Latin digits in the site's own: unchanged, or Arabic-Indic."""
    return to_arabic_indic_digits(text) if settings.DIGITS == "arab" else text


def machine(value: datetime) -> str:
    """ISO 8601 with the offset of the edition's time zone, for `datetime` attributes and structured data."""
    return timezone.localtime(value).isoformat(timespec="seconds")


@lru_cache(maxsize=2_000)
def _formatted(value: datetime | date, pattern: str, country: str) -> str:
    """Remembered: the same moments stand on page after page."""
    locale = _locale(country)
    if isinstance(value, datetime):
        return format_datetime(value, pattern, locale=locale)
    return format_date(value, pattern, locale=locale)


@lru_cache
def _locale(country: str) -> Locale:
    try:
        return Locale("ar", country)
    except UnknownLocaleError:
        return Locale("ar")
