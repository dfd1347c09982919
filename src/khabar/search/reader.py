"""The reading side of an index: follows commits and rebuilds of every process, and knows the vocabulary."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path

import tantivy

from khabar.arabic.names import name_key
from khabar.arabic.normalise import fold_exact, normalise_search
from khabar.search.analysis import lexicon_prefix, lexicon_word
from khabar.search.engine import IndexUnavailable
from khabar.search.folder import Fingerprint, IndexFolder
from khabar.search.packing import Packer
from khabar.search.schema import EXACT_WORDS, LEXICON, STEMS, WORDS

_MOST_ENTRIES, _MOST_WORDS = 200, 80
_MOST_VALUES = 50_000
_DAMAGED = "فهرس البحث تالف؛ أعد بناءه بالأمر khabar reindex"


@contextmanager
def damage_reported() -> Iterator[None]:
    """Turn what the engine library raises on damaged files, its panics included, into `IndexUnavailable`."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexUnavailable(f"{_DAMAGED} ({error})") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise IndexUnavailable(_DAMAGED) from error
        raise


class Reader:
    """Gives a searcher on the newest commit; costs one file status while nothing has changed."""

    def __init__(self, folder: IndexFolder) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._seen: Fingerprint | None = None
        self._generation: Path | None = None
        self._index: tantivy.Index | None = None
        self._words: IndexWords | None = None
        self._packer = Packer(b"")

    def words(self) -> "IndexWords":
        """Return searcher and vocabulary of the newest commit. Raises `IndexUnavailable`."""
        seen = self._folder.fingerprint()
        with self._lock:
            if seen != self._seen or self._words is None:
                self._follow_or_again()
                self._seen = seen
            assert self._words is not None  # noqa: S101  set by _follow
            return self._words

    def close(self) -> None:
        """Let go of the index files and the memory they take."""
        with self._lock:
            self._seen = self._generation = self._index = self._words = None

    def _follow_or_again(self) -> None:
        """Follow the newest commit; once more when a rebuild took the generation away meanwhile."""
        before = self._folder.generation
        try:
            self._follow()
        except IndexUnavailable:
            if self._folder.generation == before:
                raise
            self._follow()

    def _follow(self) -> None:
        generation = self._folder.generation
        with damage_reported():
            if self._index is None or generation != self._generation:
                self._folder.read_state(generation)
                self._packer = Packer(self._folder.read_dictionary(generation))
                self._index = open_index(generation)
                self._generation = generation
            self._index.reload()
            self._words = IndexWords(self._index.searcher(), self._index.schema, self._packer)


class IndexWords:
    """One searcher and what its vocabulary says; answers are kept as long as the commit is the newest."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, packer: Packer) -> None:
        self.searcher = searcher
        self.schema = schema
        self.packer = packer
        self.df = lru_cache(maxsize=4096)(self._df)
        self.stem_df = lru_cache(maxsize=1024)(self._stem_df)
        self.field_df = lru_cache(maxsize=4096)(self._field_df)
        self.spellings_of = cache(self._spellings_of)
        self.of_key = lru_cache(maxsize=256)(self._of_key)

    def _spellings_of(self, field: str) -> dict[str, list[str]]:
        """Return the values of a field under their fold."""
        found: dict[str, list[str]] = {}
        for value, _ in self.searcher.terms_with_prefix(field, "", limit=_MOST_VALUES):
            found.setdefault(_bare(value), []).append(value)
        return found

    def values(self, field: str, name: str) -> tuple[str, ...]:
        """Return the values of a field that a name in any spelling means; the name itself where none is known."""
        return tuple(self.spellings_of(field).get(_bare(name), [name]))

    def _df(self, norm: str) -> int:
        return int(self.searcher.doc_freq(WORDS, norm))

    def _field_df(self, field: str, term: str) -> int:
        return int(self.searcher.doc_freq(field, term))

    def _stem_df(self, stem: str) -> int:
        return int(self.searcher.doc_freq(STEMS, stem))

    def known(self, norms: Iterable[str]) -> list[tuple[str, int]]:
        """Return those of many folded words that occur, with their document frequencies."""
        doc_freq = self.searcher.doc_freq
        return [(norm, df) for norm in norms if (df := doc_freq(WORDS, norm))]

    def spelled(self, norm: str) -> str:
        """Return a folded word as it is mostly printed, in headlines above all: القاهرة for القاهره."""
        spellings = {exact: seen for exact, seen in self._entries(name_key(norm)) if fold_exact(exact) == norm}
        return max(spellings, key=lambda exact: self.field_df(EXACT_WORDS, exact) + spellings[exact], default=norm)

    def _of_key(self, key: str) -> list[tuple[str, int]]:
        found = self.known({fold_exact(exact) for exact, _ in self._entries(key)})
        return sorted(found, key=lambda item: -item[1])[:_MOST_WORDS]

    def _entries(self, key: str) -> list[tuple[str, int]]:
        """Return the exact spellings under a key, each with a number that is lower for rare ones."""
        found = self.searcher.terms_with_prefix(LEXICON, lexicon_prefix(key), limit=_MOST_ENTRIES)
        return [(lexicon_word(term), seen) for term, seen in found]


def open_index(generation: Path) -> tantivy.Index:
    """Return the index of a generation, following commits only when told to. Raises `IndexUnavailable`."""
    with damage_reported():
        index = tantivy.Index.open(str(generation))
        index.config_reader(reload_policy="manual")
        return index


def _bare(name: str) -> str:
    """Return a name folded and without the article, as filters are compared: الإقتصاد and اقتصاد are one."""
    return normalise_search(name).removeprefix("ال")
