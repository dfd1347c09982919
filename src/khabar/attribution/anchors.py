"""Finding a statement again in a later text: the same words elsewhere, or the place where they changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from khabar.arabic.normalise import CONTROLS, MARKS, SEARCH_FOLDS, TATWEEL
from khabar.attribution.paragraphs import Paragraph

CONTEXT = 40
"""Characters kept of what stands before and after a statement."""
NEAR = 80.0
"""How alike (0 to 100) the words at a place must be for the statement to have changed there rather than gone."""
_SURE_LETTERS = 12
"""Letters from which words alone say where a statement is; shorter ones must stand in the same surroundings."""
_SLACK = 4
"""Signs before a statement's first letter that may belong to it."""

_QUOTES = "«»\"“”„‟‹›'‘’"
_DROPPED = re.compile(f"[{MARKS}{CONTROLS}{TATWEEL}{_QUOTES}…,.،؛:;!?؟()\\[\\]–—-]")
_OPENING, _CLOSING = re.compile(f"[{_QUOTES}]+$"), re.compile(f"^[{MARKS}]*[{_QUOTES}]+")
_ENDING_MARKS = re.compile(f"^[{MARKS}{TATWEEL}]+")


@dataclass(frozen=True)
class Anchor:
    """A statement's place: characters `start` to `end` of paragraph `par`, in block `block`, with its surroundings."""

    par: int
    start: int
    end: int
    text: str
    block: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Found:
    """Where a statement is in a later text. `changed`: other words stand there than those it was made of."""

    anchor: Anchor
    changed: bool


def anchor_at(paragraphs: Sequence[Paragraph], par: int, start: int, end: int) -> Anchor:
    """The anchor of characters `start` to `end` of a paragraph.

    Raises:
        ValueError: there are no such characters.
    """
    if not (0 <= par < len(paragraphs) and 0 <= start < end <= len(paragraphs[par].text)):
        raise ValueError(f"no characters {start} to {end} in paragraph {par}")
    found = paragraphs[par]
    return Anchor(
        par=par,
        start=start,
        end=end,
        text=found.text[start:end],
        block=found.block,
        before=found.text[max(start - CONTEXT, 0) : start],
        after=found.text[end : end + CONTEXT],
    )


def re_anchor(old: Anchor, paragraphs: Sequence[Paragraph]) -> Found | None:
    """Where the statement `old` is among new paragraphs; None when nothing like it is left.

    Quotation marks, signs, spaces, vowel marks and hamzas may differ without the words having changed.
    """
    folded = [Folded.of(paragraph.text) for paragraph in paragraphs]
    wanted = Folded.of(old.text).text
    if not wanted:
        return None
    same = max(_same_words(old, wanted, paragraphs, folded), default=None)
    if same is not None:
        _, par, at = same
        return Found(_anchor(old, paragraphs, par, folded[par].span(at, at + len(wanted))), changed=False)
    near = max(_near_words(old, wanted, paragraphs, folded), default=None)
    if near is None:
        return None
    _, par, start, end = near
    return Found(_anchor(old, paragraphs, par, folded[par].span(start, end)), changed=True)


@dataclass(frozen=True)
class Folded:
    """A text folded for comparing, and for each of its characters the place it had."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Folded":
        """Fold `text`: no marks, quotes and signs (those inside numbers stay), one space between words."""
        letters: list[str] = []
        places: list[int] = []
        for place, char in enumerate(text):
            folded = _fold(text, place, char)
            if folded == " " and (not letters or letters[-1] == " "):
                continue
            for letter in folded:
                letters.append(letter)
                places.append(place)
        if letters and letters[-1] == " ":
            letters.pop()
            places.pop()
        return cls("".join(letters), tuple(places))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The places in the original that hold the folded characters `start` to `end`."""
        return self.places[start], self.places[end - 1] + 1


def _fold(text: str, place: int, char: str) -> str:
    if char.isspace():
        return " "
    if _DROPPED.match(char):
        inside = text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
        return char if inside else (" " if char in "–—-" else "")
    folded = SEARCH_FOLDS.get(ord(char), char)
    return str(folded).lower() if folded is not None else ""


def _same_words(
    old: Anchor, wanted: str, paragraphs: Sequence[Paragraph], folded: Sequence[Folded]
) -> Iterator[tuple[tuple[float, ...], int, int]]:
    """Places with the very words, each with how well its surroundings agree; short words must agree in them."""
    before, after = Folded.of(old.before).text, Folded.of(old.after).text
    for par, (paragraph, found) in enumerate(zip(paragraphs, folded, strict=True)):
        same_block = bool(old.block) and paragraph.block == old.block
        at = found.text.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            around = _alike(before, found.text[:at], -1) + _alike(after, found.text[end:], 1)
            whole = not (found.text[at - 1 : at].isalnum() and at) and not found.text[end : end + 1].isalnum()
            if len(wanted) >= _SURE_LETTERS or around >= 100 or (whole and same_block):
                yield (float(whole), around + 40 * same_block, -abs(par - old.par)), par, at
            at = found.text.find(wanted, at + 1)


def _alike(old: str, new: str, side: int) -> float:
    """How alike (0 to 100) the surroundings on one side are; there being none on both is alike."""
    old, new = old.strip(), new.strip()
    if not old:
        return 50.0 if new else 100.0
    return fuzz.ratio(old, new[-len(old) :] if side < 0 else new[: len(old)])


def _near_words(
    old: Anchor, wanted: str, paragraphs: Sequence[Paragraph], folded: Sequence[Folded]
) -> Iterator[tuple[tuple[float, ...], int, int, int]]:
    if len(wanted) < _SURE_LETTERS:
        return
    for par, (paragraph, found) in enumerate(zip(paragraphs, folded, strict=True)):
        if 2 * len(found.text) < len(wanted):
            continue
        match = fuzz.partial_ratio_alignment(wanted, found.text, score_cutoff=NEAR)
        if match is None or 2 * (match.dest_end - match.dest_start) < len(wanted):
            continue
        start, end = _whole_words(found.text, match.dest_start, match.dest_end)
        same_block = bool(old.block) and paragraph.block == old.block
        yield (match.score + 5 * same_block, -abs(par - old.par)), par, start, end


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1] != " " and text[start] != " ":
        start -= 1
    while end < len(text) and text[end] != " " and text[end - 1] != " ":
        end += 1
    found = text[start:end]
    return start + len(found) - len(found.lstrip()), end - len(found) + len(found.rstrip())


def _anchor(old: Anchor, paragraphs: Sequence[Paragraph], par: int, span: tuple[int, int]) -> Anchor:
    """The anchor of a span, grown by the marks around it where the statement had them or they are new."""
    start, end = span
    text = paragraphs[par].text
    literal = text.find(old.text, max(start - _SLACK, 0))
    if 0 <= literal <= start and literal + len(old.text) >= end:
        start, end = literal, literal + len(old.text)
    elif marks := _ENDING_MARKS.match(text[end:]):
        end += marks.end()
    opening = _OPENING.search(text[:start]) if not _OPENING.search(old.before) else None
    closing = _CLOSING.match(text[end:]) if not _CLOSING.match(old.after) else None
    if opening and (closing or old.text[:1] in _QUOTES or _opens_inside(text[start:end])):
        start = opening.start()
    if closing and (opening or old.text[-1:] in _QUOTES or _closes_inside(text[start:end])):
        end += closing.end()
    return anchor_at(paragraphs, par, start, end)


def _opens_inside(text: str) -> bool:
    """Whether a quotation ends in the text that does not begin in it."""
    return text.count("»") > text.count("«")


def _closes_inside(text: str) -> bool:
    return text.count("«") > text.count("»")
