"""The dateline that opens a report: place, date and agency, and the text that follows it."""

import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from khabar.arabic.dates import find_dates
from khabar.formats.agencies import Agency, agencies_in, find_agency, is_generic_credit
from khabar.formats.byline import is_person_name, reads_as_name
from khabar.formats.places import is_country, is_place
from khabar.formats.text import clean, key
from khabar.formats.words import words as words_of

# A dateline never runs on longer than this; what follows is the report.
_HEAD = 130
_DELIMITER = re.compile(
    r"\s*(?:[-–—ـ]{2,}|(?<=\s)[-–—ـ](?=\S|\s)|[-–—](?=\s|$)|(?<=[\u0600-\u06ff])[-–—](?=[\u0600-\u06ff(])|[/|()\[\]:،,]|\.(?=\s|$))\s*"
)
_MASK = "\x00"
_DAY_MONTH = re.compile(r"(?<!\d)\d{1,2}\s*[-–/]\s*\d{1,2}(?!\s*[-–/]?\s*\d)")
_PLACE_SHAPE = re.compile(r"^[\u0621-\u064A\u064B-\u0652ٱ’'\s.]{2,40}$")
_DASH = re.compile(r"[-–—ـ/]")
_STRONG = re.compile(r"[-–—ـ:/)]")
_DATE_WORDS = re.compile(r"(?:^|\s)(?:في|يوم|الموافق|بتاريخ|اليوم|م|هـ|ه)(?=\s|$)")
# Names by which sites, not places, open a report: «الوكيل الإخباري - أفادت …».
_SITE_FIRST = re.compile(
    r"^(?!.*[«»“”\"])(?:\S+\s){0,3}\S*"
    r"(?:نيوز|الإخباري|الاخباري|الإخبارية|برس|ديجيتال|أونلاين|نت)(?:\s\S+)?$"
)
_NUMBERED = re.compile(r"[\u0621-\u064a]\s?(?:24|21|7|360)$")
_OUTLET = re.compile(
    r"[«»“”\"]|\.(?:نت|كوم|com|net|org)|نيوز|الإخباري|الاخباري|برس|ديجيتال|أونلاين|تي ?في|الجزيرة|العربية|الحرة"
    r"|فرانس ?24|بي بي سي|الشرق الأوسط|مراسل|صحيفة|جريدة|بوابة|موقع"
)


@dataclass
class DatelineParts:
    """What was read at the head of a report; `rest` is the report without it."""

    rest: str
    place: str | None = None
    date: str | None = None
    agencies: list[Agency] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    found: bool = False
    dashed: bool = False
    credited: bool = False


@dataclass
class _Segment:
    text: str
    end: int
    delimiter: str


def parse_dateline(paragraph: str) -> DatelineParts:
    """Read the dateline at the head of `paragraph`; `found` is False and `rest` whole when there is none.

    A place counts when a news agency follows it, or when it is a known city set off by a dash, slash or colon.
    """
    text = clean(paragraph)
    head, dates = _mask_dates(text[:_HEAD])
    parts = DatelineParts(rest=text)
    consumed = 0
    for segment in _segments(head):
        if segment.end == len(head) and segment.delimiter == ":":
            segment.delimiter = ""
        if not _take(segment, parts, dates):
            consumed = _agency_ahead(head, consumed, parts)
            break
        parts.dashed = parts.dashed or bool(re.search(r"[-–—ـ:/]", segment.delimiter))
        if _settled(parts, segment):
            consumed = segment.end
    if not consumed:
        return DatelineParts(rest=text)
    parts.found = True
    parts.rest = text[consumed:].lstrip(" -–—ـ:/|)].،,\u200f")
    return parts


def _agency_ahead(head: str, consumed: int, parts: DatelineParts) -> int:
    """Take in an agency behind the slash after place and reporter, with no mark after it; return where it ends."""
    if not consumed or parts.agencies or "/" not in head[max(consumed - 3, 0) : consumed]:
        return consumed
    words = head[consumed:].split(" ")
    for count in (3, 2, 1):
        name = " ".join(words[:count])
        agency = find_agency(name)
        if agency is not None:
            parts.agencies.append(agency)
            return consumed + len(name)
    return consumed


def is_dateline_line(line: str) -> bool:
    """Say whether `line` is a dateline and nothing else.

    Several words that are no known city, before an agency without brackets or a colon, are a picture's caption.
    """
    parts = parse_dateline(line)
    if not parts.found or parts.rest:
        return False
    known = parts.place is None or len(parts.place.split()) == 1 or is_place(parts.place.split("،")[0])
    latin = bool(re.search(r"[A-Za-z]{3}", line)) and not known
    return known or (not latin and line.rstrip().endswith((":", ")", "/", "-")))


def _mask_dates(head: str) -> tuple[str, list[str | None]]:
    """Replace dates by mask characters of the same length; return the ISO dates in order."""
    dates: list[str | None] = []
    masked = head
    for reading in find_dates(head, zone=ZoneInfo("UTC")):
        day = reading.iso()
        dates.append(day[:10] if day else None)
        masked = masked[: reading.start] + _MASK * (reading.end - reading.start) + masked[reading.end :]
    return _DAY_MONTH.sub(lambda match: _MASK * len(match[0]), masked), dates


def _segments(head: str) -> list[_Segment]:
    segments: list[_Segment] = []
    start = 0
    for match in _DELIMITER.finditer(head):
        segments.append(_Segment(head[start : match.start()], match.end(), match[0].strip()))
        start = match.end()
    if len(head) < _HEAD:
        segments.append(_Segment(head[start:], len(head), ""))
    return segments[:8]


def _take(segment: _Segment, parts: DatelineParts, dates: list[str | None]) -> bool:
    """Put one segment where it belongs in `parts`; return False when it is not part of a dateline."""
    text, after = segment.text, ""
    if _MASK in text:
        text, _, after = text.partition(_MASK)
        after = _DATE_WORDS.sub(" ", after.replace(_MASK, "")).strip()
        text = _DATE_WORDS.sub(" ", text).strip()
        if parts.date is None:
            parts.date = next((day for day in dates if day), None)
    words = [piece for piece in (text.strip(), after.strip()) if piece]
    return all(_take_words(piece, parts, segment.delimiter) for piece in words)


def _take_words(text: str, parts: DatelineParts, delimiter: str) -> bool:
    agency = find_agency(text)
    if agency is not None and not (parts.place is None and is_place(text)):
        parts.agencies.append(agency)
        return True
    if is_generic_credit(text):
        parts.credited = True
        return parts.place is not None or bool(_STRONG.search(delimiter)) or not delimiter
    if parts.place is None and not parts.credited and _SITE_FIRST.match(text) and _DASH.search(delimiter):
        parts.credited = True
        return True
    if parts.place is None and not parts.agencies and not parts.credited and _could_be_place(text):
        parts.place = text
        return True
    if parts.place is not None and (is_place(text) or is_country(text)) and not parts.agencies:
        parts.place = f"{parts.place}، {text}"
        return True
    return parts.place is not None and _take_credit(text, parts, delimiter)


def _take_credit(text: str, parts: DatelineParts, delimiter: str) -> bool:
    named = agencies_in(text)
    if named and len(text.split()) <= 8:
        parts.agencies.extend(one for one in named if one not in parts.agencies)
        return True
    words = text.split()
    if len(words) > 4 or parts.agencies or parts.credited or not is_place((parts.place or "").split("،")[0]):
        return False
    if is_outlet(text):
        parts.credited = True
        return True
    if delimiter and not _DASH.search(delimiter) and not (parts.dashed and ":" in delimiter and len(words) <= 3):
        return False
    if not delimiter and len(words) == 1 and key(text) not in words_of("not_places"):
        return True
    if (is_person_name(text) if _DASH.search(delimiter) else reads_as_name(text)) and not parts.authors:
        parts.authors.append(text)
        return True
    return bool(delimiter) and len(words) <= 2 and not any(word in words_of("not_places") for word in key(text).split())


def is_outlet(text: str) -> bool:
    """Say whether `text` names a paper, channel, site or desk rather than a person."""
    return (
        bool(_OUTLET.search(text))
        or is_generic_credit(text)
        or (text.isascii() and len(text.split()) <= 3)
        or bool(_NUMBERED.search(text))
    )


def _could_be_place(text: str) -> bool:
    words = key(text).split()
    if not 1 <= len(words) <= 4 or not _PLACE_SHAPE.match(text):
        return False
    return is_place(text) or not any(word in words_of("not_places") for word in words)


def _settled(parts: DatelineParts, segment: _Segment) -> bool:
    """Say whether the parts read up to and with `segment` make a dateline that could end here."""
    if segment.delimiter and not _STRONG.search(segment.delimiter) and segment.delimiter != ".":
        return False
    if parts.agencies:
        # «ونقلت وكالة (تاس) عن …»: words that are no known city need a dash, slash or colon behind the agency.
        known = parts.place is None or is_place(parts.place.split("،")[0])
        return known or parts.dashed or (parts.date is not None and len((parts.place or "").split()) <= 2)
    if parts.place is None:
        return is_generic_credit(segment.text) or (parts.credited and bool(_DASH.search(segment.delimiter)))
    if not is_place(parts.place.split("،")[0]):
        return parts.dashed and is_generic_credit(segment.text) and bool(_STRONG.search(segment.delimiter or ":"))
    if segment.delimiter:
        return segment.delimiter not in (".", ")") or is_outlet(segment.text)
    one_word = len(segment.text.split()) == 1 and parts.place != segment.text
    return bool(parts.authors) or is_outlet(segment.text) or parts.date is not None or one_word
