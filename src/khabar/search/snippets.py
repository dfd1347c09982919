"""The best passage of a story for a query, as escaped HTML with marks on the words as they were printed."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from khabar.arabic.normalise import stays_at
from khabar.arabic.stem import surfaces
from khabar.arabic.tokenise import spans
from khabar.search.analysis import norms_of, stems_of
from khabar.search.folding import SPACE, encoded, folded, folded_bytes, may_end, may_stay

SNIPPET_CHARS = 200
"""Length a snippet aims at, in characters of the story."""
_READ_CHARS = 20_000
_SENTENCE_END = re.compile(r"[.!?؟…](?=[\s\"”»')\]]|$)[\"”»')\]]*\s*|\n+|؛\s+")
_SPACES = re.compile(r"\s+")
_NEEDS_CLEANING = re.compile(r"[&<>\"']|[^\S ]|  ")

Match = tuple[int, int, int]
"""A word to mark: its start and end in the text, and the number of the query word it stands for."""


class Prepared:
    """A text to be looked through by as many queries as ask for it: its fold and its passages are worked out once.

    A piece between spaces whose fold in place is not what the index holds (a hamza, vowel marks) has its words as the
    index holds them in `folded` too, behind the text. `windows` are where the passages start and end that begin with
    each sentence.
    """

    __slots__ = ("behind", "folded", "pieces", "text", "windows")

    def __init__(self, text: str) -> None:
        self.text = text
        codes = encoded(text)
        self.windows = _windows(*_sentences(text, may_end(codes)))
        self.pieces, self.behind = array("I"), array("I")
        in_place = folded(codes) + SPACE
        more, end = bytearray(), -1
        for place in may_stay(codes):
            if place > end and stays_at(text, place):
                start, end = in_place.rfind(SPACE, 0, place) + 1, in_place.find(SPACE, place)
                self.pieces.append(start)
                self.behind.append(len(in_place) + len(more))
                held = (norm for *_, norms in _words_of(text[start:end]) for norm in norms)
                more += folded_bytes(" ".join(held)) + SPACE
        self.folded = in_place + more

    def place_of(self, at: int) -> int:
        """Return the place in the text of what stands at a place of `folded`; of a piece, where it begins."""
        return at if at < len(self.text) else self.pieces[bisect_right(self.behind, at) - 1]


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
        before, after = folded.rfind, folded.find
        found: list[Match] = []
        end = -1
        for place in self._places(text):
            if place > end:
                start = before(SPACE, 0, place) + 1
                end = after(SPACE, place)
                piece = printed[start:end]
                words = known.get(piece)
                if words is None:
                    words = known[piece] = self._in_piece(piece)
                for first, last, number in words:
                    found.append((start + first, start + last, number))
        return found

    def _places(self, text: Prepared) -> list[int]:
        """Return places within every wanted word, or where its piece begins, and within some others."""
        places: list[int] = []
        find = text.folded.find
        for form in self._inner:
            at = find(form)
            while at >= 0:
                places.append(at)
                at = find(form, at + 1)
        places.sort()
        if places and places[-1] >= len(text.text):
            return sorted(map(text.place_of, places))
        return places

    def _in_piece(self, piece: str) -> tuple[Match, ...]:
        found = []
        for start, end, raw, norms in _words_of(piece):
            number = self._which(raw, norms)
            if number is not None:
                found.append((start, end, number))
        return tuple(found)

    def _which(self, raw: str, norms: list[str]) -> int | None:
        for form in norms:
            if form in self._norms:
                return self._norms[form]
        for stem in _stems_of(raw):
            if stem in self._stems:
                return self._stems[stem]
        return None


@lru_cache(maxsize=1 << 13)
def _words_of(piece: str) -> list[tuple[int, int, str, list[str]]]:
    """Return the words of a piece between spaces: start, end, each as the tokeniser cut it, its folded forms."""
    return [(start, end, raw, norms_of(raw)) for raw, start, end in spans(piece)]


_stems_of = lru_cache(maxsize=1 << 12)(stems_of)


def highlight(text: Prepared, wanted: Wanted) -> str:
    """Return the whole text as escaped HTML with marks."""
    return _marked(text.text, wanted.matches(text), 0, len(text.text))


def snippet(text: Prepared, wanted: Wanted) -> str:
    """Return the passage of a text that shows most of the query, cut at sentences where they fit, else at words."""
    printed, found = text.text, wanted.matches(text)
    start, end = _best_passage(text, found)
    inside = _marked(printed, [match for match in found if start <= match[0] and match[1] <= end], start, end)
    before = "… " if printed[:start].strip() and not _SENTENCE_END.search(printed[max(0, start - 3) : start]) else ""
    after = "…" if printed[end:].strip() and not _SENTENCE_END.search(printed[max(0, end - 3) : end]) else ""
    return f"{before}{inside}{after}"


def passage_of(standfirst: str, body: str, caption: str) -> str:
    """Return the text of a story that passages are taken from."""
    return ("\n".join(part for part in (standfirst, body) if part) or caption)[:_READ_CHARS]


def _best_passage(text: Prepared, found: list[Match]) -> tuple[int, int]:
    start, end = _best_window(text, found) if found else _window(text, 0)
    if end - start <= SNIPPET_CHARS * 1.25:
        return start, end
    first = next((match[0] for match in found if match[0] >= start), start)
    return _cut(text.text, start, end, first, SNIPPET_CHARS)


def _window(text: Prepared, at: int) -> tuple[int, int]:
    """Return the passage that begins with one sentence; the whole text where there is none."""
    starts, ends = text.windows
    return (starts[at], ends[at]) if starts else (0, len(text.text))


def _best_window(text: Prepared, found: list[Match]) -> tuple[int, int]:
    """Return the passage with most different query words, then with most matches, then the one whose first match comes
    soonest, then the earliest.
    """
    best, chosen = (0, 0, 0), None
    first = last = 0
    places = [match[0] for match in found]
    starts, ends = text.windows
    for at in range(bisect_left(ends, places[0]), bisect_right(starts, places[-1])):
        start, end = starts[at], ends[at]
        first = bisect_left(places, start, first)
        last = bisect_right(places, end, max(first, last))
        if last - first < best[0] or first == last:
            continue
        inside = found[first:last]
        if inside and inside[-1][1] > end:
            inside.pop()
        words = len({match[2] for match in inside})
        if words >= best[0] and inside:
            value = (words, min(len(inside), 4), start - places[first])
            if value > best:
                best, chosen = value, (start, end)
    return chosen or _window(text, max(bisect_right(text.windows[0], places[0]) - 1, 0))


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


def _sentences(text: str, may_end: Iterable[int]) -> tuple["array[int]", "array[int]"]:
    """Return where the sentences of a text start and end, of the places where one may."""
    starts, ends = array("I"), array("I")
    start = 0
    for at in may_end:
        if at >= start and (sign := _SENTENCE_END.match(text, at)):
            if not text[start:at].isspace() and at > start:
                starts.append(start)
                ends.append(sign.end())
            start = sign.end()
    if text[start:].strip():
        starts.append(start)
        ends.append(len(text))
    return starts, ends


def _windows(starts: "array[int]", ends: "array[int]") -> tuple["array[int]", "array[int]"]:
    """Return the passages of a text: each begins with one sentence and takes in the following ones while they fit."""
    fitting = (bisect_right(ends, start + SNIPPET_CHARS, at + 1) for at, start in enumerate(starts))
    return starts, array("I", [ends[after - 1] for after in fitting])


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
