"""Calendar dates inside folded text: Gregorian and Hijri, spelled and numeric, with the doubts each leaves."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from hijridate import Hijri

from khabar.arabic.dates_lexicon import alternatives, hijri_month_number, month_number, weekday_number

WARN_AMBIGUOUS_YEAR = "date has a two-digit year"
WARN_BOTH_OVER_TWELVE = "numeric date is neither day-month nor month-day"
WARN_MONTH_FIRST = "numeric date read as month-day"
WARN_NO_SUCH_DAY = "no such calendar day"
WARN_HIJRI_ONLY = "Gregorian date computed from a Hijri date"
WARN_HIJRI_DISAGREES = "Hijri and Gregorian dates disagree"
WARN_WEEKDAY = "weekday contradicts the date"
WARN_DOUBLE_MONTH = "the two month names disagree"
WARN_INCOMPLETE = "date without a day or a year"

# Press archives begin with the printed papers of the 19th century; later than this is a misprint.
_FIRST_YEAR, _LAST_YEAR = 1850, 2100
_FIRST_HIJRI_YEAR, _LAST_HIJRI_YEAR = 1343, 1500  # hijridate's Umm al-Qura table

_LETTER = r"[^\W\d_]"
_MONTH = rf"(?<!{_LETTER})(?:{alternatives('month')})(?!{_LETTER})"
_HIJRI = rf"(?<!{_LETTER})(?:{alternatives('hijri')})(?!{_LETTER})"
_SEP = r"[\s/.,،\-–_()|]{0,4}"
_OF = r"(?:من\s+)?(?:شهر\s+)?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)(?:\s*(?:ميلاديه?|م(?![\w])))?"
_DOUBLE = rf"(?P<month>{_MONTH})(?:(?:\s*[/\\(|\-–]\s*|\s+)(?P<month2>{_MONTH})\s*\)?)?"
_WEEKDAY = rf"(?<!{_LETTER})(?P<weekday>{alternatives('weekday')})(?!{_LETTER})"
_HIJRI_MARK = r"(?:\s*(?:هجريه?|هـ|ه\.?)(?![\w]))"

_SPELLED = (
    re.compile(rf"{_DAY}{_SEP}{_OF}{_DOUBLE}{_SEP}(?:(?:عام|سنه)\s+)?{_YEAR}"),
    re.compile(rf"(?<!\d){_DOUBLE}{_SEP}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_SEP}(?<!\d){_YEAR}"),
    re.compile(rf"(?<!\d){_YEAR}{_SEP}{_DOUBLE}{_SEP}(?P<day>\d{{1,2}})(?!\d)"),
)
_HIJRI_SPELLED = (
    re.compile(
        rf"{_DAY}{_SEP}{_OF}(?P<month>{_HIJRI}){_SEP}(?:(?:عام|سنه)\s+)?(?P<year>1[345]\d\d)(?!\d){_HIJRI_MARK}?"
    ),
)
_NUMERIC_SEP = r"\s?[/.\-–]\s?"
_YEAR_FIRST = re.compile(
    rf"(?<![\d/.\-])(?P<a>\d{{4}}){_NUMERIC_SEP}(?P<b>\d{{1,2}}){_NUMERIC_SEP}(?P<c>\d{{1,2}})(?!\d)"
)
_YEAR_LAST = re.compile(
    rf"(?<![\d/.\-])(?P<a>\d{{1,2}}){_NUMERIC_SEP}(?P<b>\d{{1,2}}){_NUMERIC_SEP}(?P<c>\d{{4}})(?!\d)"
)
_SHORT_YEAR = re.compile(r"(?<![\d/.:\-])\d{1,2}[/\-]\d{1,2}[/\-]\d{2}(?![\d/.:\-])")
_INCOMPLETE = re.compile(rf"(?:{_DAY}\s*{_OF})?{_MONTH}(?:\s*/?\s*{_MONTH})?(?:{_SEP}\d{{4}})?(?!\d)")
_WEEKDAY_BEFORE = re.compile(rf"{_WEEKDAY}[\s,،]*(?:الموافق|يوم)?[\s,،.:|/\-–()]*$")
_WEEKDAY_AFTER = re.compile(rf"^[\s,،.:|/\-–()]*{_WEEKDAY}")
_HIJRI_AFTER = re.compile(_HIJRI_MARK.replace(r"\s*", r"^\s*", 1))
_GREGORIAN_AFTER = re.compile(r"^\s*(?:ميلاديه?|م(?=\s*(?:$|[^\w\s])))(?!\w)")


@dataclass(frozen=True)
class CalendarDate:
    """A date found in folded text: `start` and `end` include its weekday; `value` is None when unsure."""

    value: date | None
    start: int
    end: int
    warnings: tuple[str, ...] = ()
    hijri: bool = False
    parts: tuple[tuple[int, int], ...] = ()


def find_calendar_dates(folded: str) -> list[CalendarDate]:
    """Return the Gregorian dates of `folded` in order; a Hijri date counts only where it stands alone."""
    gregorian = _spelled(folded)
    hijri = _hijri_spelled(folded)
    for found in _numeric(folded):
        if not _overlaps(found, gregorian + hijri):
            (hijri if found.hijri else gregorian).append(found)
    if gregorian:
        whole = [_with_weekday(_with_hijri(_with_weekday(found, folded), hijri), folded) for found in gregorian]
        return sorted(whole, key=lambda found: found.start)
    if hijri:
        return [_with_weekday(found, folded, strict=False) for found in sorted(hijri, key=lambda f: f.start)]
    return _doubtful(folded)


def _overlaps(found: CalendarDate, others: list[CalendarDate]) -> bool:
    return any(found.start < other.end and other.start < found.end for other in others)


def _make(year: int, month: int, day: int, span: tuple[int, int], *warnings: str) -> CalendarDate:
    try:
        value = date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        value = None
    notes = warnings if value else (*warnings, WARN_NO_SUCH_DAY)
    return CalendarDate(value, span[0], span[1], notes)


def _spelled(folded: str) -> list[CalendarDate]:
    found: list[CalendarDate] = []
    for pattern in _SPELLED:
        for match in pattern.finditer(folded):
            month = month_number(match["month"])
            second = month_number(match["month2"]) if match["month2"] else month
            if month is None or (year := int(match["year"])) < _FIRST_YEAR:
                continue
            notes = () if second == month else (WARN_DOUBLE_MONTH,)
            one = _make(year, month, int(match["day"]), match.span(), *notes)
            one = one if second == month else CalendarDate(None, one.start, one.end, notes)
            if not _overlaps(one, found):
                found.append(one)
    return found


def _from_hijri(year: int, month: int, day: int, span: tuple[int, int]) -> CalendarDate:
    try:
        value = Hijri(year, month, day).to_gregorian() if _FIRST_HIJRI_YEAR <= year <= _LAST_HIJRI_YEAR else None
    except (ValueError, OverflowError):
        value = None
    note = WARN_HIJRI_ONLY if value else WARN_NO_SUCH_DAY
    plain = date(value.year, value.month, value.day) if value else None
    return CalendarDate(plain, span[0], span[1], (note,), hijri=True)


def _hijri_spelled(folded: str) -> list[CalendarDate]:
    found = []
    for pattern in _HIJRI_SPELLED:
        for match in pattern.finditer(folded):
            month = hijri_month_number(match["month"])
            if month is not None:
                found.append(_from_hijri(int(match["year"]), month, int(match["day"]), match.span()))
    return found


def _numeric(folded: str) -> list[CalendarDate]:
    found = [_year_first(match, folded) for match in _YEAR_FIRST.finditer(folded)]
    found += [_year_last(match, folded) for match in _YEAR_LAST.finditer(folded)]
    return [one for one in found if one is not None]


def _numeric_span(match: re.Match[str], folded: str, mark: re.Pattern[str]) -> tuple[int, int]:
    tail = mark.match(folded[match.end() :])
    return match.start(), match.end() + (tail.end() if tail else 0)


def _year_first(match: re.Match[str], folded: str) -> CalendarDate | None:
    year, month, day = (int(match[name]) for name in "abc")
    if year < _FIRST_HIJRI_YEAR:
        return None
    if year <= _LAST_HIJRI_YEAR:
        return _from_hijri(year, month, day, _numeric_span(match, folded, _HIJRI_AFTER))
    span = _numeric_span(match, folded, _GREGORIAN_AFTER)
    if month > 12 >= day:
        return CalendarDate(None, *span, (WARN_BOTH_OVER_TWELVE,))
    return _make(year, month, day, span)


def _year_last(match: re.Match[str], folded: str) -> CalendarDate | None:
    day, month, year = (int(match[name]) for name in "abc")
    if year < _FIRST_HIJRI_YEAR:
        return None
    if year <= _LAST_HIJRI_YEAR:
        return _from_hijri(year, month, day, _numeric_span(match, folded, _HIJRI_AFTER))
    span = _numeric_span(match, folded, _GREGORIAN_AFTER)
    if month > 12 and day > 12:
        return CalendarDate(None, *span, (WARN_BOTH_OVER_TWELVE,))
    if month > 12:
        return _make(year, day, month, span, WARN_MONTH_FIRST)
    return _make(year, month, day, span)


def _with_weekday(found: CalendarDate, folded: str, *, strict: bool = True) -> CalendarDate:
    """Take in the weekday beside `found` and hold it against the date.

    A numeric date whose weekday fits only when day and month change places is read so, with a warning.
    A computed Hijri date may be a day off, so `strict` is False for it: the weekday then decides between neighbours.
    """
    before = _WEEKDAY_BEFORE.search(folded[: found.start])
    after = None if before else _WEEKDAY_AFTER.match(folded[found.end :])
    match = before or after
    if match is None:
        return found
    start = before.start() if before else found.start
    end = found.end + (after.end() if after else 0)
    weekday = weekday_number(match["weekday"])
    value, notes = found.value, found.warnings
    if not strict and value is not None and weekday is not None:
        value, notes = _settled_by_weekday(value, weekday, notes)
    if strict and value is not None and value.weekday() != weekday:
        swapped = _swapped(value, folded[found.start : found.end])
        if swapped is not None and swapped.weekday() == weekday:
            value, notes = swapped, (*notes, WARN_MONTH_FIRST)
        elif WARN_WEEKDAY not in notes:
            notes = (*notes, WARN_WEEKDAY)
    edges = ((start, found.start), (found.end, end)) if found.parts else ()
    return CalendarDate(value, start, end, notes, found.hijri, (*found.parts, *edges))


def _settled_by_weekday(value: date, weekday: int, notes: tuple[str, ...]) -> tuple[date, tuple[str, ...]]:
    off = (weekday - value.weekday() + 3) % 7 - 3
    if abs(off) > 1:
        return value, (*notes, WARN_WEEKDAY)
    return value + timedelta(days=off), notes


def _swapped(value: date, written: str) -> date | None:
    if value.day > 12 or not _YEAR_LAST.match(written):
        return None
    return date(value.year, value.day, value.month)


def _with_hijri(found: CalendarDate, hijri: list[CalendarDate]) -> CalendarDate:
    """Take in the Hijri date printed beside `found`; more than a day apart is a contradiction."""
    for other in hijri:
        gap = min(abs(other.start - found.end), abs(found.start - other.end))
        if gap > 12 or found.value is None:
            continue
        notes = found.warnings
        if other.value is not None and abs((other.value - found.value).days) > 1:
            notes = (*notes, WARN_HIJRI_DISAGREES)
        start, end = min(found.start, other.start), max(found.end, other.end)
        parts = ((found.start, found.end), (other.start, other.end))
        return CalendarDate(found.value, start, end, notes, parts=parts)
    return found


def _doubtful(folded: str) -> list[CalendarDate]:
    short = _SHORT_YEAR.search(folded)
    if short:
        return [CalendarDate(None, *short.span(), (WARN_AMBIGUOUS_YEAR,))]
    partial = _INCOMPLETE.search(folded)
    if partial and any(char.isdigit() for char in partial[0]):
        return [CalendarDate(None, *partial.span(), (WARN_INCOMPLETE,))]
    return []
