"""The best passage of a story for a query, as escaped HTML with marks on the words as they were printed."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from khabar.arabic.normalise import fold_in_place, unfolded_places
from khabar.arabic.stem import surfaces
from khabar.arabic.tokenise import spans
from khabar.search.analysis import forms

SNIPPET_CHARS = 240
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
        self._inner = {form for stem in stems for form in surfaces(stem)} | norms.keys()

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
        folded = fold_in_place(text)
        places = unfolded_places(text)
        for form in self._inner:
            at = folded.find(form)
            while at >= 0:
                places.append(at)
                at = folded.find(form, at + 1)
        end = 0
        for place in sorted(places):
            if place >= end:
                start = folded.rfind(" ", 0, place) + 1
                end = folded.find(" ", place)
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
    sentences = list(_sentences(text))
    windows = [_window(sentences, at, length) for at in range(len(sentences))]
    start, end = max(windows, key=lambda window: _value(window, found), default=(0, len(text)))
    if end - start <= length * 1.25:
        return start, end
    first = next((match.start for match in found if match.start >= start), start)
    return _cut(text, start, end, first, length)


def _window(sentences: list[tuple[int, int]], at: int, length: int) -> tuple[int, int]:
    """Return the passage that begins with one sentence and takes in the following ones while they fit."""
    start, end = sentences[at]
    for _, further in sentences[at + 1 :]:
        if further - start > length:
            break
        end = further
    return start, end


def _value(window: tuple[int, int], found: list[Match]) -> tuple[int, int, int, int]:
    """Return how good a passage is: different query words, then all matches, then how soon the first
    comes and how early the passage stands.
    """
    start, end = window
    inside = [match for match in found if start <= match.start and match.end <= end]
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


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if text[start : end.start()].strip():
            yield start, end.end()
        start = end.end()
    if text[start:].strip():
        yield start, len(text)


def _marked(text: str, found: list[Match], start: int, end: int) -> str:
    pieces, at = [], start
    for match in found:
        pieces += [_clean(text[at : match.start]), "<mark>", _clean(text[match.start : match.end]), "</mark>"]
        at = match.end
    return "".join([*pieces, _clean(text[at:end])]).strip()


def _clean(text: str) -> str:
    return escape(_SPACES.sub(" ", text))
