"""The reading side of an index: follows commits and rebuilds of every process, and knows the vocabulary."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import tantivy

from khabar.search.beside import begun
from khabar.search.clause import Clause
from khabar.search.documents import Document
from khabar.search.engine import IndexUnavailable
from khabar.search.folder import Fingerprint, IndexFolder
from khabar.search.index import Counted, Index, Ranked
from khabar.search.packing import Packer
from khabar.search.schema import WORDS
from khabar.search.shown import Memory, Places, Shown
from khabar.search.tantivy_clauses import build

_TOTAL = {"total": {"value_count": {"field": "id"}}}
_LARGE = 20_000
"""Stories from which counting takes longer than handing it over to another thread."""
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
        self._words: TantivyIndex | None = None
        self._packer = Packer(b"")
        self._memory = Memory(self._packer.unpack)

    def words(self) -> "TantivyIndex":
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
            self._memory = Memory(self._packer.unpack)

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
                self._memory = Memory(self._packer.unpack)
                self._index = open_index(generation)
                self._generation = generation
            self._index.reload()
            self._words = TantivyIndex(self._index.searcher(), self._index.schema, self._packer, self._memory)


class TantivyIndex(Index):
    """`Index` of one searcher; what its vocabulary answers is kept as long as the commit is the newest."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, packer: Packer, memory: Memory) -> None:
        super().__init__()
        self.searcher = searcher
        self.documents = int(searcher.num_docs)
        self.counts_beside = self.documents >= _LARGE
        self._schema = schema
        self._packer = packer
        self._df = lru_cache(maxsize=8192)(searcher.doc_freq)
        self._places = Places(memory, self._packed)

    def field_df(self, field: str, term: str) -> int:
        """See `Index.field_df`."""
        return int(self._df(field, term))

    def known(self, norms: Iterable[str]) -> list[tuple[str, int]]:
        """See `Index.known`."""
        doc_freq = self.searcher.doc_freq
        return [(norm, df) for norm in norms if (df := doc_freq(WORDS, norm))]

    def begun(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """See `Index.begun`."""
        return list(self.searcher.terms_with_prefix(field, prefix, limit=limit))

    def ranked(self, clause: Clause, depth: int, *, freshness: bool) -> Ranked:
        """See `Index.ranked`."""
        weigh = "freshness" if freshness else None
        query = build(self._schema, clause)
        return list(self.searcher.search(query, depth, count=False, weight_by_field=weigh).hits)

    def newest(self, clause: Clause, depth: int) -> list[tantivy.DocAddress]:
        """See `Index.newest`."""
        query = build(self._schema, clause)
        found = self.searcher.search(query, depth, count=False, order_by_field="published")
        return [address for _, address in found.hits]

    def counted(self, clause: Clause, fields: tuple[str, ...], most: int) -> Counted:
        """See `Index.counted`."""
        return _told(self._aggregate(clause, fields, most)())

    def counting(self, clause: Clause, fields: tuple[str, ...], most: int) -> Callable[[], Counted]:
        """See `Index.counting`."""
        aggregate = self._aggregate(clause, fields, most)
        answer = begun(aggregate) if self.counts_beside else aggregate
        return lambda: _told(answer())

    def _aggregate(self, clause: Clause, fields: tuple[str, ...], most: int) -> Callable[[], dict[str, Any]]:
        counts = {name: {"terms": {"field": name, "size": most}} for name in fields}
        return partial(self.searcher.aggregate, build(self._schema, clause), _TOTAL | counts)

    def dates(self, keys: Sequence[tantivy.DocAddress]) -> list[float]:
        """See `Index.dates`."""
        return [float(seconds or 0) for seconds in self.searcher.fast_field_values("published", list(keys))]

    def stories(self, keys: Sequence[tantivy.DocAddress]) -> list[Shown]:
        """See `Index.stories`."""
        return self._places.stories((address.segment_ord, address.doc) for address in keys)

    def _packed(self, place: tuple[int, int]) -> bytes:
        return packed(self.searcher, tantivy.DocAddress(*place))

    def source(self, key: tantivy.DocAddress) -> Document:
        """See `Index.source`."""
        return source(self.searcher, key, self._packer)

    def numbers(self, keys: Sequence[tantivy.DocAddress]) -> list[int]:
        """See `Index.numbers`."""
        return [int(number or 0) for number in self.searcher.fast_field_values("id", list(keys))]

    def found(self, clause: Clause, document_id: int) -> tantivy.DocAddress | None:
        """See `Index.found`."""
        wanted = tantivy.Query.term_query(self._schema, "id", document_id)
        both = [(tantivy.Occur.Must, build(self._schema, clause)), (tantivy.Occur.Must, wanted)]
        hits = self.searcher.search(tantivy.Query.boolean_query(both), 1).hits
        return hits[0][1] if hits else None

    def score(self, clause: Clause, key: tantivy.DocAddress) -> float:
        """See `Index.score`."""
        try:
            return float(json.loads(build(self._schema, clause).explain(self.searcher, key).to_json())["value"])
        except ValueError:  # the engine's way of saying that the clause does not match the story
            return 0.0


def _told(answer: dict[str, Any]) -> Counted:
    total = int(answer.pop("total")["value"])
    return total, {
        name: {bucket["key"]: int(bucket["doc_count"]) for bucket in found["buckets"]} for name, found in answer.items()
    }


def source(searcher: tantivy.Searcher, address: tantivy.DocAddress, packer: Packer) -> Document:
    """Return the story kept at an address of the index."""
    return packer.unpack(packed(searcher, address))


def packed(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> bytes:
    """Return the bytes kept of a story at an address of the index."""
    return bytes(searcher.doc(address)["source"][0])


def open_index(generation: Path) -> tantivy.Index:
    """Return the index of a generation, following commits only when told to. Raises `IndexUnavailable`."""
    with damage_reported():
        index = tantivy.Index.open(str(generation))
        index.config_reader(reload_policy="manual")
        return index
