"""The score of a story for a clause, from its postings alone: BM25 as Tantivy works it out, in Python."""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from khabar.search.clause import All, Best, Clause, Everything, Occur, Published, Sequence, Value, Weighted, Word
from khabar.search.postgres_rows import TEXT_FIELDS, lexeme

_K1, _B = 1.2, 0.75
"""Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), as Tantivy has it."""

_PLACE = {field: at for at, field in enumerate(TEXT_FIELDS)}


@dataclass(frozen=True)
class Postings:
    """Where the wanted lexemes stand in one story; `lengths` are the words in each of `TEXT_FIELDS`."""

    places: dict[str, list[int]]
    lengths: list[int]
    published: int


@dataclass(frozen=True)
class Statistics:
    """What a score takes from the whole index: how many stories, the mean length of each field, how many stories have
    a word in a field.
    """

    stories: int
    mean_lengths: list[float]
    field_df: Callable[[str, str], int]

    def idf(self, field: str, term: str) -> float:
        """Return the rarity of a word in a field."""
        df = self.field_df(field, term)
        return math.log(1 + max(self.stories - df + 0.5, 0.5) / (df + 0.5))


def score(clause: Clause, story: Postings, of: Statistics) -> float | None:
    """Return the score of a story; None where the clause does not match it."""
    match clause:
        case Word(field=field, term=term):
            return _bm25(len(story.places.get(lexeme(field, term), ())), of.idf(field, term), field, story, of)
        case Sequence(field, terms, slop):
            times = _times([story.places.get(lexeme(field, term), []) for term in terms], slop)
            return _bm25(times, sum(of.idf(field, term) for term in terms), field, story, of)
        case Best(options, others):
            found = [value for option in options if (value := score(option, story, of)) is not None]
            return max(found) + others * (sum(found) - max(found)) if found else None
        case Weighted(inner, weight):
            value = score(inner, story, of)
            return None if value is None else value * weight
        case All():
            return _all(clause, story, of)
        case Value(field, value):
            return 0.0 if lexeme(field, value) in story.places else None
        case Published(first, end):
            return (
                0.0 if (first is None or first <= story.published) and (end is None or story.published < end) else None
            )
        case Everything():
            return 1.0


def _all(clause: All, story: Postings, of: Statistics) -> float | None:
    total, should, needs_one = 0.0, 0, clause.needed or 1
    for occur, part in clause.parts:
        value = score(part, story, of)
        if occur is Occur.MUST_NOT:
            if value is not None:
                return None
            continue
        if occur is Occur.MUST:
            needs_one = clause.needed or 0
            if value is None:
                return None
        elif value is not None:
            should += 1
        total += value or 0.0
    return total if should >= needs_one else None


def _bm25(times: int, idf: float, field: str, story: Postings, of: Statistics) -> float | None:
    if not times:
        return None
    at = _PLACE[field]
    length = story.lengths[at] / of.mean_lengths[at] if of.mean_lengths[at] else 1.0
    return idf * (1 + _K1) * times / (times + _K1 * (1 - _B + _B * length))


def _times(places: list[list[int]], slop: int) -> int:
    """Return how often words stand one after the other, with `slop` other words at most among them."""
    return sum(_follows(places, 1, start, slop) for start in places[0]) if all(places) else 0


def _follows(places: list[list[int]], number: int, before: int, slop: int) -> bool:
    if number == len(places):
        return True
    return any(
        _follows(places, number + 1, place, slop - (place - before - 1))
        for place in _within(places[number], before + 1, before + 1 + slop)
    )


def _within(places: list[int], first: int, last: int) -> Iterator[int]:
    for at in range(bisect_right(places, first - 1), len(places)):
        if places[at] > last:
            return
        yield places[at]
