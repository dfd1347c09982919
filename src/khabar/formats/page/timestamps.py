"""Lines that print when a page was published or updated."""

import re
from datetime import datetime, tzinfo

from khabar.arabic.dates import DateReading, find_dates
from khabar.formats.page.lexicon import words as words_of
from khabar.formats.text import key

_PIECES = re.compile(r"[|/،,]|\s[-–—]\s")
_MODIFIED = re.compile(r"(?:اخر تحديث|تحديث|محدث|اخر تعديل|تعديل|updated|modified|حدث في|حدثت)")
_PUBLISHED = re.compile(r"(?:^|\s)(?:نشر|نشرت|النشر|اضيف|اضيفت|كتب|published|posted)(?:\s|$)")
_LABEL_END = re.compile(
    r"(?:^|\s)(?:(?:تم\s|آخر\s|تاريخ\s)?(?:النشر|نشرت?|نُشرت?|كتب|أضيفت?|تحديث|محدث|بتاريخ|يوم|الساعة)"
    r"(?:\s(?:في|على|يوم|بتاريخ))?\s*[:：]?\s*)+$|\s(?:في|بتاريخ)\s*[:：]?\s*$"
)
# What else may stand on a timestamp line (a section, a place, a byline) before it is a sentence.
_MAX_OTHER_WORDS = 4


def timestamp_of(line: str, *, zone: tzinfo) -> list[DateReading] | None:
    """Return the dates of a line that is a timestamp, or None when it is anything else.

    A dateline, a headline or a sentence that mentions a date is no timestamp: at most a few words of another
    kind may stand beside the date.
    """
    if len(line) > 220:
        return None
    readings = find_dates(line, zone=zone)
    if not readings:
        return None
    rest = line
    for reading in reversed(readings):
        rest = rest[: reading.start] + " " + rest[reading.end :]
    words = [word for word in key(rest).split() if not word.isdigit()]
    other = [word for word in words if word not in words_of("timestamp_labels")]
    allowed = _allowed(readings, labelled=len(words) > len(other))
    return readings if len(other) <= allowed * (2 if "|" in rest else 1) else None


def _allowed(readings: list[DateReading], *, labelled: bool) -> int:
    """Return how many other words may stand beside the dates: the more a line looks a timestamp, the more."""
    if isinstance(readings[0].value, datetime):
        return _MAX_OTHER_WORDS + 1
    return _MAX_OTHER_WORDS if labelled and readings[0].value is not None else 1


def beside_dates(line: str, readings: list[DateReading]) -> list[str]:
    """Return the pieces of a timestamp line that stand beside its dates and are not their labels."""
    rest = line
    for reading in reversed(readings):
        rest = f"{rest[: reading.start]}|{rest[reading.end :]}"
    pieces = [piece.strip(" :-–—()[]،,.") for piece in _PIECES.split(rest)]
    labels = words_of("timestamp_labels")
    return [piece for piece in pieces if piece and not any(word in labels for word in key(piece).split())]


def around_dates(line: str, readings: list[DateReading]) -> list[str]:
    """Return the stretches of a timestamp line before, between and after its dates, without date labels alone."""
    rest = line
    for reading in reversed(readings):
        rest = f"{rest[: reading.start]}\x00{rest[reading.end :]}"
    labels = words_of("timestamp_labels")
    stretches = [_LABEL_END.sub("", piece).strip(' :-–—|[]،,."') for piece in rest.split("\x00")]
    return [piece for piece in stretches if any(word not in labels for word in key(piece).split())]


def has_date_label(text: str) -> bool:
    """Say whether a timestamp line says that something was published or updated."""
    return bool(_PUBLISHED.search(key(text))) or is_modified_label(text)


def is_modified_label(text: str) -> bool:
    """Say whether `text` announces an update rather than a first publication."""
    return bool(_MODIFIED.search(key(text)))
