"""The lines of a page given as text, and what each is by itself: a timestamp, a byline, the site's own, or text."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from khabar.arabic.dates import DateReading
from khabar.formats.byline import credited_source, parse_byline
from khabar.formats.dateline import is_dateline_line
from khabar.formats.page import furniture
from khabar.formats.page.caption import split_credit
from khabar.formats.page.labels import credit_line
from khabar.formats.page.timestamps import timestamp_of
from khabar.formats.text import clean, key

_DATE_LABEL = re.compile(r"(?:تم |تاريخ )?(?:النشر|نُ?شرت?|آخر تحديث|أضيف|حُ?رر)(?:\s(?:في|بتاريخ))?\s*[:：]?")
_PHOTO_CREDIT = re.compile(
    r"^(?:credits?|photo(?: by)?|صورة|صور|تصوير|عدسة|م?صدر الصورة|مصدر الصور)\s*[:：،]", re.IGNORECASE
)
_MIN_PROSE_WORDS = 8
_LONG_LINE_WORDS = 16


@dataclass
class Line:
    """One line; `kind` is text, timestamp, byline, photo, credit, dateline or site (then `reason` says why).

    `loose` is set on pages that print their paragraphs without full stops.
    """

    text: str
    index: int
    kind: str = "text"
    reason: str = ""
    dates: list[DateReading] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    loose: bool = False

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())

    @property
    def prose(self) -> bool:
        """A full sentence, a line that announces a list, or a long line: what bodies are made of."""
        if self.kind != "text" or self.words < _MIN_PROSE_WORDS:
            return False
        told = furniture.ends_sentence(self.text) or self.text.endswith(":")
        return told or self.loose or self.words >= _LONG_LINE_WORDS

    @property
    def is_sentence(self) -> bool:
        """A short sentence counts where the text has begun."""
        return self.kind == "text" and self.words >= 5 and furniture.ends_sentence(self.text)

    @property
    def dated(self) -> bool:
        """A timestamp that names a day, not only how long ago."""
        return any(reading.value is not None for reading in self.dates)

    @property
    def credited(self) -> bool:
        """A picture's caption that ends in its credit."""
        return self.kind == "text" and self.words <= 25 and split_credit(self.text)[1] is not None


def read_lines(text: str) -> list[Line]:
    """Return the non-empty lines; a time of day printed on a line beside its date is joined to it."""
    cleaned = [line for raw in text.splitlines() if (line := clean(raw))]
    joined: list[str] = []
    for line in cleaned:
        previous = joined[-1] if joined else ""
        if _belong_together(previous, line):
            joined[-1] = f"{previous} {line}"
        elif line != previous or len(line.split()) < 3:
            joined.append(line)
    return [Line(line, i) for i, line in enumerate(joined)]


def _belong_together(first: str, second: str) -> bool:
    """Say whether two lines make one timestamp: a label and its date, or a date and its time of day."""
    if _DATE_LABEL.fullmatch(first) and timestamp_of(second, zone=UTC):
        return True
    if furniture.is_clock(first):
        return _is_date_line(second)
    return furniture.is_clock(second) and _is_date_line(first)


def _is_date_line(line: str) -> bool:
    readings = timestamp_of(line, zone=UTC) if len(line.split()) <= 8 else None
    return bool(readings) and all(
        one.value is not None and not isinstance(one.value, datetime) for one in readings or []
    )


def classify(line: Line, zone: tzinfo) -> None:
    """Set what `line` is by its own words; local times are taken to be in `zone`."""
    stamp = timestamp_of(line.text, zone=zone)
    if stamp is not None:
        line.kind, line.dates = "timestamp", stamp
        return
    if line.words <= 12 and _PHOTO_CREDIT.match(line.text):
        line.kind = "photo"
        return
    names = parse_byline(line.text)
    if names is not None and credited_source(line.text) is None:
        line.kind, line.names = "byline", names
    elif credited_source(line.text) is not None or credit_line(line.text) is not None:
        line.kind = "credit"
    elif is_dateline_line(line.text):
        line.kind = "dateline"
    elif reason := furniture.site_reason(line.text):
        line.kind, line.reason = "site", reason


def loosen(lines: list[Line]) -> None:
    """Mark the lines of a page most of whose long lines end without a full stop."""
    long = [line for line in lines if line.kind == "text" and line.words >= _LONG_LINE_WORDS]
    if sum(furniture.ends_sentence(line.text) for line in long) * 2 < len(long):
        for line in lines:
            line.loose = True


def reads_as_standfirst(line: Line, following: list[Line]) -> bool:
    """Say whether a sentence above the body only sums up the next two paragraphs in their own words."""
    own = [word for word in key(line.text).split() if len(word) > 2]
    told = {word for other in following[:2] for word in key(other.text).split()}
    shared = sum(word in told for word in own)
    return line.words <= 30 and len(own) >= 5 and shared * 10 >= len(own) * 7
