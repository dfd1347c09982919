"""What an answer asks of an index, whichever engine keeps it, and what every index knows of its words."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from khabar.arabic.names import name_key
from khabar.arabic.normalise import fold_exact, normalise_search
from khabar.search.analysis import lexicon_prefix, lexicon_word
from khabar.search.clause import Clause
from khabar.search.documents import Document
from khabar.search.schema import EXACT_WORDS, LEXICON, STEMS, WORDS
from khabar.search.shown import Shown

Ranked = list[tuple[float, Any]]
"""Scores with the keys by which an index knows its stories, the first hit first."""

Counted = tuple[int, dict[str, dict[str, int]]]
"""How many stories there are, and for each field how many have which value."""

_MOST_ENTRIES, _MOST_WORDS = 200, 80
_MOST_VALUES = 50_000


class Index(ABC):
    """An index as it is at one moment; a `Vocabulary` too."""

    documents: int
    """How many stories it has."""
    counts_beside = False
    """Whether `counting` goes on while something else is asked."""

    def __init__(self) -> None:
        self.spellings_of = cache(self._spellings_of)
        self.of_key = lru_cache(maxsize=256)(self._of_key)

    @abstractmethod
    def field_df(self, field: str, term: str) -> int:
        """Return in how many stories a word occurs in a field."""

    @abstractmethod
    def known(self, norms: Iterable[str]) -> list[tuple[str, int]]:
        """Return those of many folded words that occur, with their document frequencies."""

    @abstractmethod
    def begun(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return the words or values of a field that begin so, with the number of stories that have them."""

    @abstractmethod
    def ranked(self, clause: Clause, depth: int, *, freshness: bool) -> Ranked:
        """Return the `depth` best stories that a clause matches, their scores times their `freshness` if asked."""

    @abstractmethod
    def newest(self, clause: Clause, depth: int) -> list[Any]:
        """Return the `depth` last published stories that a clause matches."""

    @abstractmethod
    def counted(self, clause: Clause, fields: tuple[str, ...], most: int) -> Counted:
        """Return how many stories a clause matches, and for each field how many have which value, the `most`
        frequent.
        """

    def counting(self, clause: Clause, fields: tuple[str, ...], most: int) -> Callable[[], Counted]:
        """Return what answers as `counted` does: the count begins now where the index `counts_beside`, else then."""
        return lambda: self.counted(clause, fields, most)

    @abstractmethod
    def dates(self, keys: Sequence[Any]) -> list[float]:
        """Return when stories were published, in seconds since 1970 UTC."""

    @abstractmethod
    def stories(self, keys: Sequence[Any]) -> Sequence[Shown | None]:
        """Return stories ready to be shown, in the order of their keys; None for one that has gone meanwhile."""

    @abstractmethod
    def source(self, key: Any) -> Document | None:
        """Return a story as it was taken in; None for one that has gone meanwhile."""

    @abstractmethod
    def numbers(self, keys: Sequence[Any]) -> list[int]:
        """Return the ids of stories."""

    @abstractmethod
    def found(self, clause: Clause, document_id: int) -> Any:
        """Return the key of a story if a clause matches it, else None."""

    @abstractmethod
    def score(self, clause: Clause, key: Any) -> float:
        """Return the score that a clause gives a story, 0 where it does not match."""

    def df(self, norm: str) -> int:
        """Return in how many stories a folded word occurs."""
        return self.field_df(WORDS, norm)

    def stem_df(self, stem: str) -> int:
        """Return in how many stories a stem occurs."""
        return self.field_df(STEMS, stem)

    def headline_df(self, exact: str) -> int:
        """Return in how many headlines a word stands in this spelling, alone or behind a clitic."""
        return self.field_df(EXACT_WORDS, exact)

    def stem_dfs(self, stems: Iterable[str]) -> dict[str, int]:
        """Return in how many stories each of several stems occurs."""
        return {stem: self.stem_df(stem) for stem in stems}

    def values(self, field: str, name: str) -> tuple[str, ...]:
        """Return the values of a field that a name in any spelling means; the name itself where none is known."""
        return tuple(self.spellings_of(field).get(_bare(name), [name]))

    def _spellings_of(self, field: str) -> dict[str, list[str]]:
        """Return the values of a field under their fold."""
        found: dict[str, list[str]] = {}
        for value, _ in self.begun(field, "", _MOST_VALUES):
            found.setdefault(_bare(value), []).append(value)
        return found

    def spelled(self, norm: str) -> str:
        """Return a folded word as it is mostly printed, in headlines above all: القاهرة for القاهره."""
        spellings = {exact: seen for exact, seen in self._entries(name_key(norm)) if fold_exact(exact) == norm}
        return max(spellings, key=lambda exact: self.headline_df(exact) + spellings[exact], default=norm)

    def _of_key(self, key: str) -> list[tuple[str, int]]:
        """Return the folded words with a spelling key and their document frequencies, most frequent first."""
        found = self.known({fold_exact(exact) for exact, _ in self._entries(key)})
        return sorted(found, key=lambda item: -item[1])[:_MOST_WORDS]

    def _entries(self, key: str) -> list[tuple[str, int]]:
        """Return the exact spellings under a key, each with a number that is lower for rare ones."""
        found = self.begun(LEXICON, lexicon_prefix(key), _MOST_ENTRIES)
        return [(lexicon_word(term), seen) for term, seen in found]


def _bare(name: str) -> str:
    """Return a name folded and without the article, as filters are compared: الإقتصاد and اقتصاد are one."""
    return normalise_search(name).removeprefix("ال")
