"""What a country's readers expect of dates: month names, digits, ص and م, the week's first day, the first calendar.

Month names, day periods and the first day of the week are CLDR's for `ar_XX` (through Babel). So are the digits, the
default numbering system of the locale, but for Egypt: CLDR gives it Arabic-Indic ones, and its news sites print Latin
ones. The calendar is the first of CLDR's supplemental `calendarPreference` for the country.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel import Locale

Digits = Literal["latn", "arab"]
Calendar = Literal["gregorian", "hijri"]

COUNTRIES = (
    "DZ", "BH", "KM", "DJ", "EG", "IQ", "JO", "KW", "LB", "LY", "MR", "MA", "OM", "PS", "QA", "SA", "SO", "SD", "SY",
    "TN", "AE", "YE",
)  # fmt: skip
_PRINTED: dict[str, Digits] = {"EG": "latn"}
_HIJRI_FIRST = frozenset({"SA"})


@dataclass(frozen=True)
class Edition:
    """How one country writes its dates. `first_weekday` counts from Monday, which is 0."""

    country: str
    locale: Locale
    digits: Digits
    first_weekday: int
    calendar: Calendar


@lru_cache
def edition_of(country: str) -> Edition:
    """The edition of a country by its ISO 3166 code; of Egypt's kind, with Latin digits, where it is no Arab state."""
    known = country in COUNTRIES
    locale = Locale("ar", country if known else "EG")
    digits: Digits = "arab" if known and locale.default_numbering_system == "arab" else "latn"
    return Edition(
        country=country,
        locale=locale,
        digits=_PRINTED.get(country, digits),
        first_weekday=locale.first_week_day,
        calendar="hijri" if country in _HIJRI_FIRST else "gregorian",
    )
