"""The best passage of a story for a query, as escaped HTML with marks on the words as they were printed."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from khabar.arabic.normalise import unfolded_places
from khabar.arabic.stem import surfaces
from khabar.arabic.tokenise import spans
from khabar.search.analysis import forms
from khabar.search.folding import SPACE, folded_bytes

SNIPPET_CHARS = 200
"""Length a snippet aims at, in characters of the story."""
_READ_CHARS = 20_000
_SENTENCE_END = re.compile(r"[.!?؟…](?=[\s\"”»')\]]|$)[\"”»')\]]*\s*|\n+|؛\s+")
_SPACES = re.compile(r"\s+")


class Match(NamedTuple):
    """A word to mark: its place in the text and the query word it stands for."""

    start: int
    end: int
    number: int


class Wanted:
    """What to mark: folded words and stems, each with the number of the query word it stands for."""

    def __init__(self, norms: dict[str, int], stems: dict[str, int]) -> None:
        self._norms = norms
        self._stems = stems
        self._seen: dict[str, int | None] = {}
        inner = {form for stem in stems for form in surfaces(stem)} | norms.keys()
        self._inner = _shortest({folded_bytes(form) for form in inner})

    def matches(self, text: str) -> list[Match]:
        """Return the words of `text` that are wanted, in order."""
        seen, found = self._seen, []
        for at, end in self._candidates(text):
            for raw, first, last in spans(text[at:end]):
                if raw not in seen:
                    seen[raw] = self._which(raw)
                if (number := seen[raw]) is not None:
                    found.append(Match(at + first, at + last, number))
        return found

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of each piece between spaces that may hold a wanted word: far fewer than there are."""
        folded = folded_bytes(text)
        places = unfolded_places(text)
        for form in self._inner:
            at = folded.find(form)
            while at >= 0:
                places.append(at)
                at = folded.find(form, at + 1)
        end = 0
        for place in sorted(places):
            if place >= end:
                start = folded.rfind(SPACE, 0, place) + 1
                end = folded.find(SPACE, place)
                end = end if end >= 0 else len(text)
                yield start, end

    def _which(self, raw: str) -> int | None:
        _, norm, stemmed, _ = forms(raw)
        for form in norm.split():
            if form in self._norms:
                return self._norms[form]
        return next((self._stems[stem] for stem in stemmed.split() if stem in self._stems), None)


def highlight(text: str, wanted: Wanted) -> str:
    """Return the whole text as escaped HTML with marks."""
    return _marked(text, wanted.matches(text), 0, len(text))


def snippet(text: str, wanted: Wanted, length: int = SNIPPET_CHARS) -> str:
    """Return the passage of `text` that shows most of the query, cut at sentences where they fit, at words
    where not.
    """
    text = text[:_READ_CHARS]
    found = wanted.matches(text)
    start, end = _best_passage(text, found, length)
    inside = _marked(text, [match for match in found if start <= match.start and match.end <= end], start, end)
    before = "… " if text[:start].strip() and not _SENTENCE_END.search(text[max(0, start - 3) : start]) else ""
    after = "…" if text[end:].strip() and not _SENTENCE_END.search(text[max(0, end - 3) : end]) else ""
    return f"{before}{inside}{after}"


def _best_passage(text: str, found: list[Match], length: int) -> tuple[int, int]:
    sentences = _sentences(text)
    starts = [match.start for match in found]
    windows = {at: _window(sentences, at, length) for at in _worth_trying(sentences, starts, length)}
    start, end = max(windows.values(), key=lambda window: _value(window, found, starts), default=(0, len(text)))
    if end - start <= length * 1.25:
        return start, end
    first = next((at for at in starts if at >= start), start)
    return _cut(text, start, end, first, length)


def _worth_trying(sentences: list[tuple[int, int]], starts: list[int], length: int) -> list[int]:
    """Return the sentences from which a passage reaches a match; the first one where nothing matches."""
    near = [
        at
        for at, (start, end) in enumerate(sentences)
        if bisect_left(starts, start) < bisect_left(starts, max(end, start + length))
    ]
    return near or [0][: len(sentences)]


def _window(sentences: list[tuple[int, int]], at: int, length: int) -> tuple[int, int]:
    """Return the passage that begins with one sentence and takes in the following ones while they fit."""
    start, end = sentences[at]
    for further in range(at + 1, len(sentences)):
        if sentences[further][1] - start > length:
            break
        end = sentences[further][1]
    return start, end


def _value(window: tuple[int, int], found: list[Match], starts: list[int]) -> tuple[int, int, int, int]:
    """Return how good a passage is: different query words, then all matches, then how soon the first
    comes and how early the passage stands.
    """
    start, end = window
    inside = [match for match in found[bisect_left(starts, start) : bisect_right(starts, end)] if match.end <= end]
    before = inside[0].start - start if inside else 0
    return len({match.number for match in inside}), min(len(inside), 4), -before, -start


def _cut(text: str, start: int, end: int, focus: int, length: int) -> tuple[int, int]:
    """Return `length` characters of a long sentence around `focus`, cut between words."""
    left = max(start, min(focus - length // 4, end - length))
    right = min(end, left + length)
    if left > start:
        left = next((m.end() for m in _SPACES.finditer(text, left, focus)), left)
    if right < end:
        right = max((m.start() for m in _SPACES.finditer(text, left, right)), default=right)
    return left, right


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [match.span() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    spans = zip(starts, [*ends, (len(text), len(text))], strict=True)
    return [(start, end) for start, (stop, end) in spans if text[start:stop].strip()]


def _marked(text: str, found: list[Match], start: int, end: int) -> str:
    pieces, at = [], start
    for match in found:
        pieces += [_clean(text[at : match.start]), "<mark>", _clean(text[match.start : match.end]), "</mark>"]
        at = match.end
    return "".join([*pieces, _clean(text[at:end])]).strip()


def _clean(text: str) -> str:
    return escape(_SPACES.sub(" ", text))


def _shortest(inner: set[bytes]) -> list[bytes]:
    """Return those that no other one is a part of: where a longer one stands, a shorter one does."""
    return [form for form in inner if form and not any(other in form for other in inner if other and other != form)]
