"""The search engine on Tantivy: one index in a folder, many reading processes, one writer at a time."""

import time
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import tantivy

from khabar.search.alike import Alike, Wish, find
from khabar.search.answer import Answer
from khabar.search.completion import Completer
from khabar.search.documents import Document
from khabar.search.engine import Health, IndexUnavailable, Results
from khabar.search.folder import IndexFolder
from khabar.search.query import Query
from khabar.search.reader import Reader, damage_reported
from khabar.search.typed import Typed, read
from khabar.search.writer import Writer


class TantivyEngine:
    """`Engine` in the folder `root`; `timeout` is how long a writer waits for another, in seconds."""

    def __init__(self, root: Path | str, timeout: float = 15.0) -> None:
        self._folder = IndexFolder(Path(root))
        self._reader = Reader(self._folder)
        self._writer = Writer(self._folder, timeout)

    def create(self, cursor: int | None = None) -> None:
        """Make an empty index where there is none; an index that is there stays, whatever its state."""
        if not self._folder.exists:
            self.rebuild((), cursor)

    def apply(self, add: Iterable[Document], delete: Iterable[int], cursor: int | None = None) -> int:
        """See `Engine.apply`."""
        return self._writer.apply(add, delete, cursor)

    def rebuild(self, docs: Iterable[Document], cursor: int | None = None) -> int:
        """See `Engine.rebuild`."""
        return self._writer.rebuild(docs, cursor)

    def settle(self) -> None:
        """See `Engine.settle`."""
        self._writer.settle()

    def close(self) -> None:
        """Wait for merging and let go of files and memory; the engine can be used again."""
        self._writer.close()
        self._reader.close()

    @property
    def cursor(self) -> int | None:
        """See `Engine.cursor`. Raises `IndexUnavailable`."""
        generation = self._folder.generation
        cursor = self._folder.read_state(generation).cursor
        self._writer.followed = generation
        return cursor

    def count(self) -> int:
        """See `Engine.count`."""
        return int(self._reader.words().documents)

    def ids(self) -> set[int]:
        """See `Engine.ids`."""
        searcher = self._reader.words().searcher
        with damage_reported():
            found = searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1), count=False).hits
            return {int(pk) for pk in searcher.fast_field_values("id", [address for _, address in found])}

    def health(self) -> Health:
        """See `Engine.health`."""
        try:
            searcher = self._reader.words().searcher
            return Health(True, "", searcher.num_docs, searcher.num_segments, self._folder.size(), self.cursor)
        except (IndexUnavailable, OSError) as error:
            return Health(False, str(error))

    def check(self) -> None:
        """See `Engine.check`."""
        self._reader.words()
        self._folder.check()

    def version(self) -> Hashable:
        """See `Engine.version`."""
        return self._folder.fingerprint()

    def search(self, query: Query) -> Results:
        """See `Engine.search`."""
        started = time.perf_counter()
        words = self._reader.words()
        with damage_reported():
            results = Answer(words, query).results()
        took = (time.perf_counter() - started) * 1000
        return replace(results, query=query.text, took_ms=took)

    def readings(self, text: str) -> Iterator[Typed]:
        """See `Engine.readings`."""
        as_typed = read(text)
        yield from as_typed
        if as_typed:
            with damage_reported():
                yield from Completer(self._reader.words()).corrections(as_typed[0])

    def complete(self, typed: Typed, limit: int) -> tuple[int, ...]:
        """See `Engine.complete`."""
        words = self._reader.words()
        with damage_reported():
            return Completer(words).complete(typed, limit)

    def alike(self, wish: Wish) -> Alike:
        """See `Engine.alike`."""
        words = self._reader.words()
        with damage_reported():
            return find(words, wish)

    def explain(self, query: Query, document_id: int) -> dict[str, Any]:
        """See `Engine.explain`."""
        words = self._reader.words()
        return Answer(words, query).explain(document_id)
