"""Hijri dates: the calendar of Umm al-Qura, moved to where a country's sighting began its months.

Umm al-Qura (through hijridate: 1343 to 1500 AH) is calculated in advance. Countries that look for the moon begin a
month up to two days apart from it, so a newsroom notes from which month on its country differs and by how many days.
"""

import re
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
_ENTRY = re.compile(r"(\d{4})-(\d{2})=([+-]?\d)")

Offsets = tuple[tuple[int, int], ...]  # number of a month counted from the year 0, and days later than Umm al-Qura


class BadOffsets(ValueError):
    """A list of national offsets that no calendar could follow."""


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
        offsets: as `read_offsets` gives them; each holds from its month on.
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


def read_offsets(text: str) -> Offsets:
    """Read `1447-09=+1 1447-10=0`: from Ramadan 1447 on months begin a day after Umm al-Qura, from Shawwal on with it.

    Raises:
        BadOffsets: an entry is no month and number of days, they are out of order, or a month would have other than
            29 or 30 days.
    """
    found: list[tuple[int, int]] = []
    for entry in text.replace(",", " ").split():
        read = _ENTRY.fullmatch(entry)
        if not read or not 1 <= int(read[2]) <= 12 or not _FIRST_YEAR < int(read[1]) < _LAST_YEAR:
            raise BadOffsets(f"{entry!r}: expected a Hijri month and days later than Umm al-Qura, such as 1447-09=+1")
        if abs(int(read[3])) > _LARGEST:
            raise BadOffsets(f"{entry!r}: a sighting differs by {_LARGEST} days at most")
        found.append((_number(int(read[1]), int(read[2])), int(read[3])))
    if found != sorted(dict(found).items()):
        raise BadOffsets(f"{text!r}: expected each month once, the earliest first")
    offsets = tuple(found)
    for month, _ in offsets:
        days = (_begin(month, offsets) - _begin(month - 1, offsets)).days
        if days not in (29, 30):
            before = HijriDate((month - 2) // 12, (month - 2) % 12 + 1, days)
            raise BadOffsets(f"{text!r}: the month before would end on {before.day}/{before.month}/{before.year}")
    return offsets


def _number(year: int, month: int) -> int:
    return year * 12 + month


@lru_cache(maxsize=512)
def _begin(month: int, offsets: Offsets) -> date:
    """The civil day on which a month begins in the country."""
    later = next((days for since, days in reversed(offsets) if since <= month), 0)
    begun = Hijri((month - 1) // 12, (month - 1) % 12 + 1, 1).to_gregorian()
    return date(begun.year, begun.month, begun.day) + timedelta(days=later)
