"""Dates and times as the Arabic press prints them, read without guessing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from khabar.arabic.dates_calendar import CalendarDate, find_calendar_dates
from khabar.arabic.dates_lexicon import alternatives, day_parts, fold, fold_with_offsets, zone_words

Precision = Literal["day", "minute", "second"]

WARN_RELATIVE = "relative time cannot be placed without a clock"
WARN_NO_DATE = "no date found"
WARN_TIME = "time of day is not clear"

_LETTER = r"[^\W\d_]"
_PART = rf"(?<!{_LETTER})(?:{alternatives('day part')})(?![\w])"
_ZONE = (
    rf"[(\[]?\s*(?<!{_LETTER})(?:(?:حسب|وفق)\s+)?(?:ب?(?:ال)?توقيت\s*(?:ال)?(?:محلي\s+ل)?)?\s*"
    rf"(?P<zone{{n}}>{alternatives('zone')})(?!{_LETTER})\s*(?P<plus{{n}}>[+\-]\s?\d{{{{1,2}}}}(?::?\d{{{{2}}}})?(?!\d))?\s*[)\]]?"
)
_OFFSET = r"(?P<offset>[+\-]\d{2}:?\d{2})(?!\d)"
_CLOCK = re.compile(
    rf"(?:{_ZONE.format(n=1)}\s*,?\s*)?"
    rf"(?:(?P<part1>{_PART})\s*)?"
    r"(?<![\d:.])(?P<hour>\d{1,2})\s?(?:(?P<sep>[:h٫])\s?|(?P<dot>\.))(?P<minute>\d{2})(?!\d)(?::(?P<second>\d{2})(?:\.\d+)?(?!\d))?"
    rf"(?:\s*(?P<part2>{_PART}))?"
    rf"(?:\s*,?\s*(?:{_ZONE.format(n=2)}|{_OFFSET}))?"
)
_HOUR_ONLY = re.compile(
    rf"(?:الساعه\s+(?P<h1>\d{{1,2}})(?!\d)\s*(?P<p1>{_PART})?)|(?<!\d)(?P<h2>\d{{1,2}})\s*(?P<p2>صباحا|مساء|ظهرا|ليلا|am|pm)(?!\w)"
)
_GAP_WORDS = r"(?:t(?=$)|في|عند|علي|تمام|الساعه|ساعه|توقيت|at|on|بتاريخ|يوم|الموافق|و)"
_GAP = re.compile(rf"[\s,،؛;|/\-–—_()\[\].•·:]*(?:{_GAP_WORDS}[\s,،:.\-]*)*")
# Every date has a digit, every relative time one of these words.
_DATE_HINT = re.compile(r"\d|منذ|قبل|من\s|اليوم|أمس|امس")
_RELATIVE = re.compile(
    r"(?<!\w)(?:منذ|قبل|من)\s+(?:\d+\s+|حوالي\s+|نحو\s+)?"
    r"(?:ثاني|ثوان|لحظ|دقيق|دقائق|ساع|يوم|ايام|اسبوع|اسابيع|شهر|اشهر|شهور|سن|عام|اعوام)\w*"
    r"|(?<!\w)\d+\s+(?:minutes?|hours?|days?|weeks?|months?)\s+ago(?!\w)|^\s*(?:اليوم|امس)(?!\w)"
)


@dataclass(frozen=True)
class DateReading:
    """What a text says about when. `value` is a `date` when only the day is known, None when unsure."""

    value: datetime | date | None
    precision: Precision | None = None
    start: int = 0
    end: int = 0
    warnings: tuple[str, ...] = ()
    zone_stated: bool = False

    def iso(self) -> str | None:
        """Return ISO 8601: `2019-02-08` for a day, with time and offset for an instant."""
        return self.value.isoformat() if self.value is not None else None


@dataclass(frozen=True)
class _Clock:
    start: int
    end: int
    value: time | None
    zone: tzinfo | None
    precision: Precision


def read_date(text: str, *, zone: tzinfo) -> DateReading:
    """Read the first complete date of `text`; local times are taken to be in `zone` unless it says otherwise."""
    readings = find_dates(text, zone=zone)
    for reading in readings:
        if reading.value is not None:
            return reading
    return readings[0] if readings else DateReading(None, warnings=(WARN_NO_DATE,))


def find_dates(text: str, *, zone: tzinfo) -> list[DateReading]:
    """Return every date of `text` in order, each with the time of day that belongs to it.

    Offsets are into `text`. Numeric dates are day-month-year unless the year comes first, the usage of the
    Arabic press; where that cannot be, or a weekday shows otherwise, a warning says so.
    """
    if not _DATE_HINT.search(text):
        return []
    folded, offsets = fold_with_offsets(text)
    dates = find_calendar_dates(folded)
    if not dates:
        relative = _RELATIVE.search(folded)
        if relative is None:
            return []
        span = offsets[relative.start()], offsets[relative.end()]
        return [DateReading(None, None, *span, (WARN_RELATIVE,))]
    clocks = _pair(dates, list(_clocks(folded, dates)), folded)
    return [_reading(found, clocks.get(found), zone, offsets, folded) for found in dates]


def _reading(found: CalendarDate, clock: _Clock | None, zone: tzinfo, offsets: list[int], folded: str) -> DateReading:
    start = min(found.start, clock.start) if clock else found.start
    end = max(found.end, clock.end) if clock else found.end
    while end > start and folded[end - 1] in " ,،":
        end -= 1
    span = offsets[start], offsets[end - 1] + 1 if end > start else offsets[end]
    if found.value is None:
        return DateReading(None, None, *span, found.warnings)
    if clock is None:
        return DateReading(found.value, "day", *span, found.warnings)
    if clock.value is None:
        return DateReading(found.value, "day", *span, (*found.warnings, WARN_TIME))
    moment = datetime.combine(found.value, clock.value, tzinfo=clock.zone or zone)
    return DateReading(moment, clock.precision, *span, found.warnings, clock.zone is not None)


def _clocks(folded: str, dates: list[CalendarDate]) -> Iterator[_Clock]:
    blanked = list(folded)
    for found in dates:
        for start, end in found.parts or ((found.start, found.end),):
            blanked[start:end] = "\x00" * (end - start)
    text = "".join(blanked)
    seen = False
    for match in _CLOCK.finditer(text):
        part = match["part1"] or match["part2"]
        if match["dot"] and not part:
            continue
        seen = True
        value = _time_of_day(int(match["hour"]), int(match["minute"]), int(match["second"] or 0), part)
        yield _Clock(*match.span(), value, _zone(match), "second" if match["second"] else "minute")
    if not seen:
        for match in _HOUR_ONLY.finditer(text):
            value = _time_of_day(int(match["h1"] or match["h2"]), 0, 0, match["p1"] or match["p2"])
            yield _Clock(*match.span(), value, None, "minute")


def _zone(match: re.Match[str]) -> tzinfo | None:
    if match["offset"]:
        return _fixed(match["offset"])
    word = match["zone1"] or match["zone2"]
    if not word:
        return None
    plus = match["plus1"] or match["plus2"]
    name = zone_words().get(" ".join(word.split())) or _squeezed_zone(word)
    if name == "UTC":
        return _fixed(plus) if plus else UTC
    return ZoneInfo(name)


def _squeezed_zone(word: str) -> str:
    squeezed = word.replace(" ", "")
    return next(zone for known, zone in zone_words().items() if known.replace(" ", "") == squeezed)


def _fixed(offset: str) -> tzinfo | None:
    digits = re.sub(r"[^\d]", "", offset)
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 14 or minutes > 59:
        return None
    delta = timedelta(hours=hours, minutes=minutes)
    return timezone(-delta if offset.strip().startswith("-") else delta)


def _time_of_day(hour: int, minute: int, second: int, part_word: str | None) -> time | None:
    """Return the time, or None where hour and part of the day contradict one another."""
    if hour > 23 or minute > 59 or second > 59:
        return None
    part = day_parts().get(" ".join(fold(part_word).split())) if part_word else None
    if part is None:
        return time(hour, minute, second)
    if hour > 12:
        return None if part == "am" else time(hour, minute, second)
    return time(_hour24(hour, part), minute, second)


def _hour24(hour: int, part: str) -> int:
    if part == "noon":
        return hour if hour in (10, 11, 12) else hour % 12 + 12
    if part == "night":
        return hour % 12 if hour < 5 or hour == 12 else hour + 12
    return hour % 12 + (12 if part == "pm" else 0)


def _pair(dates: list[CalendarDate], clocks: list[_Clock], folded: str) -> dict[CalendarDate, _Clock]:
    """Give each date the nearest clock that stands beside it with nothing but punctuation between."""
    candidates: list[tuple[int, int, int]] = []
    for i, found in enumerate(dates):
        for j, clock in enumerate(clocks):
            between = folded[found.end : clock.start] if found.start < clock.start else folded[clock.end : found.start]
            if len(between) <= 40 and _GAP.fullmatch(between):
                candidates.append((len(between.replace("|", "|" * 10)), i, j))
    paired: dict[CalendarDate, _Clock] = {}
    used: set[int] = set()
    for _, i, j in sorted(candidates):
        if dates[i] not in paired and j not in used:
            paired[dates[i]] = clocks[j]
            used.add(j)
    return paired
