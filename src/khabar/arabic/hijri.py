"""Hijri dates: the calendar of Umm al-Qura, moved to where a country's sighting began its months.

Umm al-Qura (through hijridate: 1343 to 1500 AH) is calculated in advance. Countries that look for the moon begin a
month up to two days apart from it, so a newsroom notes from which month on its country differs and by how many days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from hijridate import Gregorian, Hijri

# As CLDR and browsers write them.
MONTHS = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال",
    "ذو القعدة", "ذو الحجة",
)  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1343, 1500
_LARGEST = 2

Offsets = tuple[tuple[int, int], ...]  # number of a month counted from the year 0, and days later than Umm al-Qura


class BadOffsets(ValueError):
    """Sightings that no calendar could follow."""


@dataclass(frozen=True)
class HijriDate:
    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.day} {MONTHS[self.month - 1]} {self.year}"


def hijri_of(day: date, offsets: Offsets = ()) -> HijriDate | None:
    """The Hijri date of a civil day, which begins at midnight; None outside the years of Umm al-Qura's table.

    Args:
        offsets: as `offsets_of` gives them; each holds from its month on.
    """
    try:
        at = Gregorian.fromdate(day).to_hijri()
        number = _number(at.year, at.month)
        for month in (number + 1, number, number - 1):
            begun = _begin(month, offsets)
            if begun <= day:
                return HijriDate((month - 1) // 12, (month - 1) % 12 + 1, (day - begun).days + 1)
    except (OverflowError, ValueError):
        pass
    return None


def offsets_of(sighted: Iterable[tuple[int, int, date]]) -> Offsets:
    """The offsets that follow from sightings: each a year, a month, and the civil day on which it began in the country.

    Raises:
        BadOffsets: a month is none, began too far from Umm al-Qura, is named twice, or one would have other than 29 or
            30 days. The text is Arabic and says which.
    """
    found: dict[int, int] = {}
    for year, month, begun in sighted:
        if not 1 <= month <= 12 or not _FIRST_YEAR < year < _LAST_YEAR:
            raise BadOffsets(f"لا شهر هجري برقم {month} من سنة {year} في جدول أم القرى")
        number = _number(year, month)
        if number in found:
            raise BadOffsets(f"سُجّل {_named(number)} مرتين")
        found[number] = (begun - umm_al_qura(year, month)).days
        if abs(found[number]) > _LARGEST:
            raise BadOffsets(f"الفرق بين الرؤية وأم القرى في {_named(number)} لا يزيد على يومين")
    offsets = tuple(sorted(found.items()))
    for number, _ in offsets:
        days = (_begin(number, offsets) - _begin(number - 1, offsets)).days
        if days not in (29, 30):
            raise BadOffsets(f"يصير {_named(number - 1)} {days} يومًا، والشهر 29 يومًا أو 30")
    return offsets


def umm_al_qura(year: int, month: int) -> date:
    """The civil day on which a month begins by the calculated calendar."""
    begun = Hijri(year, month, 1).to_gregorian()
    return date(begun.year, begun.month, begun.day)


def _named(number: int) -> str:
    return f"{MONTHS[(number - 1) % 12]} {(number - 1) // 12}"


def _number(year: int, month: int) -> int:
    return year * 12 + month


@lru_cache(maxsize=512)
def _begin(month: int, offsets: Offsets) -> date:
    """The civil day on which a month begins in the country."""
    later = next((days for since, days in reversed(offsets) if since <= month), 0)
    return umm_al_qura((month - 1) // 12, (month - 1) % 12 + 1) + timedelta(days=later)
