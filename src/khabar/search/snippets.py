"""The best passage of a story for a query, as escaped HTML with marks on the words as they were printed."""

import re
from array import array
from bisect import bisect_left, bisect_right
from html import escape

from khabar.arabic.normalise import unfolded_places
from khabar.arabic.stem import surfaces
from khabar.arabic.tokenise import spans
from khabar.search.analysis import forms
from khabar.search.folding import SPACE, folded_bytes, may_end

SNIPPET_CHARS = 200
"""Length a snippet aims at, in characters of the story."""
_READ_CHARS = 20_000
_SENTENCE_END = re.compile(r"[.!?؟…](?=[\s\"”»')\]]|$)[\"”»')\]]*\s*|\n+|؛\s+")
_SPACES = re.compile(r"\s+")
_NEEDS_CLEANING = re.compile(r"[&<>\"']|[^\S ]|  ")

Match = tuple[int, int, int]
"""A word to mark: its start and end in the text, and the number of the query word it stands for."""


class Prepared:
    """A text to be looked through by as many queries as ask for it: its fold and its sentences are worked out once."""

    __slots__ = ("_sentences", "folded", "text", "unfolded")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = folded_bytes(text)
        self.unfolded = unfolded_places(text)
        self._sentences: tuple[array[int], array[int]] | None = None

    @property
    def sentences(self) -> tuple["array[int]", "array[int]"]:
        """Where the sentences start and where they end; a headline is never asked."""
        if self._sentences is None:
            self._sentences = _sentences(self.text)
        return self._sentences


class Wanted:
    """What to mark: folded words and stems, each with the number of the query word it stands for."""

    def __init__(self, norms: dict[str, int], stems: dict[str, int]) -> None:
        self._norms = norms
        self._stems = stems
        self._pieces: dict[str, tuple[Match, ...]] = {}
        inner = {form for stem in stems for form in surfaces(stem)} | norms.keys()
        self._inner = _shortest({folded_bytes(form) for form in inner})

    def matches(self, text: Prepared) -> list[Match]:
        """Return the words of a text that are wanted, in order.

        Only pieces between spaces that may hold one are looked at: far fewer than there are.
        """
        printed, folded, known = text.text, text.folded, self._pieces
        found: list[Match] = []
        end = 0
        for place in self._places(text):
            if place >= end:
                start = folded.rfind(SPACE, 0, place) + 1
                end = folded.find(SPACE, place)
                piece = printed[start:end] if end >= 0 else printed[start:]
                end = end if end >= 0 else len(printed)
                words = known.get(piece)
                if words is None:
                    words = known[piece] = self._in_piece(piece)
                for first, last, number in words:
                    found.append((start + first, start + last, number))
        return found

    def _places(self, text: Prepared) -> list[int]:
        """Return places within every wanted word, and within some others."""
        places, find = text.unfolded.copy(), text.folded.find
        for form in self._inner:
            at = find(form)
            while at >= 0:
                places.append(at)
                at = find(form, at + 1)
        places.sort()
        return places

    def _in_piece(self, piece: str) -> tuple[Match, ...]:
        words = [(start, end, self._which(raw)) for raw, start, end in spans(piece)]
        return tuple((start, end, number) for start, end, number in words if number is not None)

    def _which(self, raw: str) -> int | None:
        _, norm, stemmed, _ = forms(raw)
        for form in norm.split():
            if form in self._norms:
                return self._norms[form]
        for stem in stemmed.split():
            if stem in self._stems:
                return self._stems[stem]
        return None


def highlight(text: Prepared, wanted: Wanted) -> str:
    """Return the whole text as escaped HTML with marks."""
    return _marked(text.text, wanted.matches(text), 0, len(text.text))


def snippet(text: Prepared, wanted: Wanted, length: int = SNIPPET_CHARS) -> str:
    """Return the passage of a text that shows most of the query, cut at sentences where they fit, else at words."""
    printed, found = text.text, wanted.matches(text)
    start, end = _best_passage(text, found, length)
    inside = _marked(printed, [match for match in found if start <= match[0] and match[1] <= end], start, end)
    before = "… " if printed[:start].strip() and not _SENTENCE_END.search(printed[max(0, start - 3) : start]) else ""
    after = "…" if printed[end:].strip() and not _SENTENCE_END.search(printed[max(0, end - 3) : end]) else ""
    return f"{before}{inside}{after}"


def passage_of(standfirst: str, body: str, caption: str) -> str:
    """Return the text of a story that passages are taken from."""
    return ("\n".join(part for part in (standfirst, body) if part) or caption)[:_READ_CHARS]


def _best_passage(text: Prepared, found: list[Match], length: int) -> tuple[int, int]:
    starts = [match[0] for match in found]
    tried = _worth_trying(text, starts, length)
    if len(tried) > 1:
        start, end = _best_window(text, tried, found, starts, length)
    else:
        start, end = _window(text, tried[0], length) if tried else (0, len(text.text))
    if end - start <= length * 1.25:
        return start, end
    first = next((at for at in starts if at >= start), start)
    return _cut(text.text, start, end, first, length)


def _worth_trying(text: Prepared, starts: list[int], length: int) -> list[int]:
    """Return the sentences from which a passage reaches a match; the first one where nothing matches."""
    sentences, ends = text.sentences
    near: list[int] = []
    seen = next_sentence = 0
    for start in starts:
        if start < next_sentence:
            continue  # in the same sentence as the match before
        last = bisect_right(sentences, start)  # the sentence before it holds the match, or ends before it
        first = bisect_right(sentences, start - length)
        if first == last and last and ends[last - 1] > start:
            first = last - 1
        near += range(max(first, seen), last)
        seen, next_sentence = last, sentences[last] if last < len(sentences) else len(text.text) + 1
    return near or [0][: len(sentences)]


def _window(text: Prepared, at: int, length: int) -> tuple[int, int]:
    """Return the passage that begins with one sentence and takes in the following ones while they fit."""
    starts, ends = text.sentences
    fitting = bisect_right(ends, starts[at] + length, at + 1)
    return starts[at], ends[fitting - 1]


def _best_window(
    text: Prepared, tried: list[int], found: list[Match], starts: list[int], length: int
) -> tuple[int, int]:
    """Return the passage with most different query words, then with most matches, then the one whose first match comes
    soonest, then the earliest.
    """
    best, chosen = (-1, 0, 0), (0, 0)
    first = 0
    for at in tried:
        start, end = _window(text, at, length)
        first = bisect_left(starts, start, first)
        last = bisect_right(starts, end, first)
        if last > first and found[last - 1][1] > end:
            last -= 1
        words = len({match[2] for match in found[first:last]})
        if words >= best[0]:
            value = (words, min(last - first, 4), start - starts[first] if words else 0)
            if value > best:
                best, chosen = value, (start, end)
    return chosen


def _cut(text: str, start: int, end: int, focus: int, length: int) -> tuple[int, int]:
    """Return `length` characters of a long sentence around `focus`, cut between words."""
    left = max(start, min(focus - length // 4, end - length))
    right = min(end, left + length)
    if left > start:
        left = next((m.end() for m in _SPACES.finditer(text, left, focus)), left)
    if right < end:
        right = _word_end(text, left, right)
    return left, right


def _word_end(text: str, left: int, right: int) -> int:
    """Return where the last white space between two places begins; `right` where there is none."""
    piece = text[left:right]
    bare = piece.rstrip()
    if len(bare) == len(piece):
        words = piece.rsplit(None, 1)
        if len(words) < 2:
            return left if piece[:1].isspace() else right
        bare = words[0]
    return left + len(bare)


def _sentences(text: str) -> tuple["array[int]", "array[int]"]:
    """Return where the sentences of a text start and end."""
    starts, ends = array("I"), array("I")
    start = 0
    for at in may_end(text):
        if at >= start and (sign := _SENTENCE_END.match(text, at)):
            if not text[start:at].isspace() and at > start:
                starts.append(start)
                ends.append(sign.end())
            start = sign.end()
    if text[start:].strip():
        starts.append(start)
        ends.append(len(text))
    return starts, ends


def _marked(text: str, found: list[Match], start: int, end: int) -> str:
    clean = _clean if _NEEDS_CLEANING.search(text, start, end) else str
    pieces: list[str] = []
    at = start
    for first, last, _ in found:
        pieces += (clean(text[at:first]), "<mark>", clean(text[first:last]), "</mark>")
        at = last
    return "".join([*pieces, clean(text[at:end])]).strip()


def _clean(text: str) -> str:
    return escape(_SPACES.sub(" ", text))


def _shortest(inner: set[bytes]) -> list[bytes]:
    """Return those that no other one is a part of: where a longer one stands, a shorter one does."""
    return [form for form in inner if form and not any(other in form for other in inner if other and other != form)]
