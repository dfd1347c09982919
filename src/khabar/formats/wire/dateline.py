"""Datelines of wire copy in Arabic and Latin script, alone or at the head of a paragraph."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from khabar.arabic.dates_lexicon import fold, month_number
from khabar.formats.agencies import Agency, find_agency
from khabar.formats.dateline import parse_dateline
from khabar.formats.text import clean, is_arabic

_COUNTRY = re.compile(r"^(?P<place>[^()]{2,40}?)\s*\([^()\d]{2,30}\)(?=\s*[(,،\d])")
_HEAD = 160
_DAY_MONTH = re.compile(r"(?<!\d)\d{1,2}\s*[-/]\s*(\d{1,2})(?!\s*[-/]?\s*\d)")
_DASH = r"(?:[-–—_]{1,3}|/)"
_PLACE = r"(?P<place>[^\W\d_][^()\[\]:;?!\n]{1,60}?)"
_SHORT = r"(?P<agency>[^()\s][^()]{0,28}?)"
_DAY = r"(?P<date>(?:\d{1,2}\.?\s+[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.?\s+\d{1,2})(?:,?\s+\d{4})?)"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_PLACE}(?:,?\s+{_DAY})?,?\s*\({_SHORT}\)\s*(?P<dash>{_DASH}\s*)?",
        rf"\({_SHORT}\)\s*{_DASH}\s*{_PLACE}(?:,\s*{_DAY})?\s*(?P<dash>{_DASH}\s+)",
        rf"\({_PLACE}\s+{_DASH}\s+{_DAY}\)\s*(?P<dash>)",
        rf"{_PLACE},\s*{_DAY}\.?\s*/(?P<agency>[^/\s]{{2,12}})/\.?\s*(?P<dash>{_DASH}\s*)?",
        rf"{_PLACE},\s*{_DAY},\s*(?P<agency>[^,()\d]{{2,16}}?)\s+(?P<dash>{_DASH}\s+)",
    )
)


@dataclass
class WireDateline:
    """What a dateline says; `rest` is the text after it."""

    rest: str
    place: str | None = None
    day: date | None = None
    agencies: list[Agency] = field(default_factory=list)
    found: bool = False


def read_dateline(text: str, *, near: date | None = None, credited: Collection[str] = ()) -> WireDateline:
    """Read the dateline at the head of `text`.

    A day printed without its year is completed only when that year's day lies within a week of `near`. An agency
    unknown to the authority file counts when a dash follows it, or when it is among those `credited` elsewhere.
    """
    text = clean(text)
    text = _COUNTRY.sub(r"\g<place>", text, count=1)
    head = text[:_HEAD]
    if is_arabic(head):
        return _arabic(text, near)
    for shape in _SHAPES:
        match = shape.match(head)
        if match and (found := _latin(match, text, near, credited)):
            return found
    return WireDateline(rest=text)


def _arabic(text: str, near: date | None) -> WireDateline:
    parts = parse_dateline(text)
    if not parts.found:
        return WireDateline(rest=text)
    day = date.fromisoformat(parts.date) if parts.date else _complete(text[: len(text) - len(parts.rest)], near)
    rest = parts.rest.lstrip("_ ")
    return WireDateline(rest=rest, place=parts.place, day=day, agencies=list(parts.agencies), found=True)


def _latin(match: re.Match[str], text: str, near: date | None, credited: Collection[str]) -> WireDateline | None:
    groups = match.groupdict()
    agency = find_agency(groups["agency"]) if groups.get("agency") else None
    name = groups.get("agency")
    if agency is None and name and name not in credited and not (groups["dash"] and _could_be_agency(name)):
        return None
    place = groups["place"].strip(" ,-–—")
    if len(place.split()) > 6 or not _is_name(place):
        return None
    day = _complete(groups.get("date") or "", near)
    return WireDateline(text[match.end() :].lstrip(" -–—_/"), place, day, [agency] if agency else [], found=True)


def _could_be_agency(text: str) -> bool:
    return len(text) <= 8 and text.isalnum() and (text.isupper() or text.islower())


def _is_name(place: str) -> bool:
    first = place[0]
    return first.isupper() or not (first.isascii() or first.islower())


def _complete(text: str, near: date | None) -> date | None:
    """Return the day that `text` writes, its year taken from `near` where it names none."""
    folded = fold(text)
    number = re.search(r"(?<!\d)(\d{1,2})(?!\d)", folded)
    pair = _DAY_MONTH.search(folded)
    month = int(pair[1]) if pair else _month(folded)
    if number is None or month is None:
        return None
    year = re.search(r"(?<!\d)(\d{4})(?!\d)", folded)
    years = [int(year[1])] if year else [near.year - 1, near.year, near.year + 1] if near else []
    for one in years:
        try:
            found = date(one, month, int(number[1]))
        except ValueError:
            continue
        if year or (near and abs(found - near) <= timedelta(days=7)):
            return found
    return None


def _month(folded: str) -> int | None:
    words = re.findall(r"[^\W\d_]+", folded)
    for word in [*(" ".join(pair) for pair in pairwise(words)), *words]:
        number = month_number(word) or month_number(_plain(word))
        if number is not None:
            return number
    return None


def _plain(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
