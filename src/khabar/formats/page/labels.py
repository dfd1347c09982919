"""Lines that say who, where and when beside an article's text: taken into the draft, not into the body."""

import re
from collections.abc import Iterator

from khabar.arabic.dates import DateReading
from khabar.formats.agencies import Agency, agencies_in, find_agency, is_generic_credit
from khabar.formats.byline import (
    credited_source,
    is_person_name,
    names_beside,
    names_helpers,
    parse_byline,
    place_beside_names,
    reads_as_name,
)
from khabar.formats.dateline import is_dateline_line, is_outlet, parse_dateline
from khabar.formats.page.assemble import Draft
from khabar.formats.page.timestamps import around_dates, beside_dates
from khabar.formats.places import is_country, is_place
from khabar.formats.text import clean, key

_MAX_WORDS = 20
_CREDIT_PIECES = re.compile(r"\s*(?:[/+&|،,]|[-–—]\s|\sمع\s)\s*")
_BRACKETED = re.compile(r"^(?P<desk>[^()]{0,40})\((?P<credit>[^()]{2,80})\)\.?$")
_INITIALS = re.compile(r"[\s./،,|\-–ـ]+")


def take_label(draft: Draft, line: str, *, dateline: bool = True) -> bool:
    """Take in a line that is a source, byline, credit or dateline; return False for any other line.

    `dateline` says whether a line of place and agency may still be the report's dateline.
    """
    if len(line.split()) > _MAX_WORDS:
        return False
    source = credited_source(line)
    if source is not None:
        draft.take_source(source)
        return True
    credited = credit_line(line)
    if credited is not None:
        draft.add_agencies(credited)
        return True
    names = parse_byline(line)
    if names is not None and not line.endswith(("؟", ".")):
        if names_helpers(line):
            draft.helpers.extend(names)
        else:
            draft.add_authors(names)
        draft.add_agencies(agencies_in(line))
        draft.place = draft.place or place_beside_names(line)
        return True
    if dateline and is_dateline_line(line):
        draft.take_dateline(parse_dateline(line))
        return True
    return False


def take_placed(draft: Draft, line: str) -> bool:
    """Take in a short line near the headline that is a city, or a city beside a name or outlet."""
    place = line if is_place(line) and not is_country(line) else place_beside_names(line)
    if place is None:
        return False
    draft.place = draft.place or place
    if not draft.authors:
        pieces = re.split(r"[-–—ـ/|()،,:]", line)
        draft.add_authors([name for piece in pieces if reads_as_name(name := piece.strip()) and not is_outlet(name)])
    return True


def take_stamped(draft: Draft, line: str, readings: list[DateReading], *, not_names: set[str]) -> None:
    """Take in what stands beside the dates of a timestamp line: a source, a byline, a place and its outlet."""
    for piece in around_dates(line, readings):
        if take_label(draft, piece) or take_placed(draft, piece):
            continue
        if not draft.authors:
            names = names_beside(beside_dates(piece, []))
            draft.add_authors([name for name in names if key(name) not in not_names])


def credit_line(line: str) -> list[Agency] | None:
    """Return the agencies of a line that only credits them («(رويترز)», «فرانس24/ أ ف ب», «ع.ش (د ب أ)»), or None."""
    bare = line.strip("()[] .")
    if find_agency(bare) or is_generic_credit(bare):
        return agencies_in(bare)
    if len(line.split()) > 12:
        return None
    match = _BRACKETED.match(line)
    if match and all(len(word) <= 2 for word in _INITIALS.split(match["desk"].strip())):
        named = agencies_in(match["credit"])
        return named if named or is_generic_credit(match["credit"]) else None
    pieces = [piece.strip(" .()") for piece in _CREDIT_PIECES.split(line) if piece.strip(" .()")]
    named = agencies_in(line)
    others = [piece for piece in pieces if not find_agency(piece)]
    credited = named or any(is_generic_credit(piece) for piece in pieces)
    if credited and len(pieces) > 1 and all(is_outlet(piece) and len(piece.split()) <= 3 for piece in others):
        return named
    return None


def signed_names(line: str) -> list[str]:
    """Return the people of a closing line made of names alone («فلان/ فلان»), [] for any other line."""
    pieces = [clean(piece) for piece in line.split("/")]
    return pieces if 2 <= len(pieces) <= 3 and all(is_person_name(piece) for piece in pieces) else []


def lines_of(text: str, parts: tuple[str, ...]) -> Iterator[str]:
    """Yield a line and, where it is set together from several elements, those one by one."""
    yield text
    if 1 < len(parts) <= 8:
        yield from parts
