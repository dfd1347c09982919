"""The writing side of an index: one writer at a time over all processes, small commits, merging off the
caller's path.
"""

import os
import threading
from collections.abc import Iterable
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

import tantivy

from khabar.search.analysis import Fresh, forget
from khabar.search.documents import Document
from khabar.search.engine import IndexBusy
from khabar.search.folder import IndexFolder, State
from khabar.search.packing import Packer, dictionary_of
from khabar.search.reader import damage_reported, open_index, source
from khabar.search.schema import Analyst, build_schema, index_document
from khabar.search.spread import spread

TAIL_DOCUMENTS = 8
"""Stories the newest small segment may gather. Each small commit writes that segment anew with the story added, so
that a day of publishing leaves few segments to merge; more stories would cost a publish more than merging does."""
_MERGED_AT, _SMALL_SEGMENT = 8, 10_000
"""Tantivy's LogMergePolicy: so many segments are merged when each has fewer stories than this."""
_SETTLED_FROM, _WORTH_SETTLING = 4, 1_000
_SMALL_HEAP = 15_000_000
_BULK_HEAP = 60_000_000
_BULK_FROM = 64
_PREPARED = 1_000
"""Up to so many stories are analysed before the lock is taken, so that others can write meanwhile."""
_DICTIONARY_STORIES = 32
Entry = tuple[int, tantivy.Document]
_WRITE_LOCK = "write"
_REBUILD_LOCK = "rebuild"


class Writer:
    """Writes to the index of one folder."""

    def __init__(self, folder: IndexFolder, timeout: float) -> None:
        self._folder = folder
        self._timeout = timeout
        self._merging: threading.Thread | None = None
        self.followed: Path | None = None
        """The generation whose cursor was read last: only its cursor is moved on, a new one follows from its own."""

    def apply(self, add: Iterable[Document], delete: Iterable[int], cursor: int | None) -> int:
        """Replace and drop stories in one commit. Raises `IndexUnavailable`, `IndexBusy`."""
        added = {doc.id: doc for doc in add}
        gone = set(delete) - added.keys()
        expected = self._folder.generation
        entries = self._entries(expected, added.values(), len(added) <= _PREPARED)
        self.close()
        handle = self._folder.acquire(_WRITE_LOCK, self._timeout)
        try:
            generation = self._folder.generation
            if generation != expected:  # rebuilt meanwhile: its stories are packed in another way
                entries = self._entries(generation, added.values())
            state = self._folder.read_state(generation)
            index = open_index(generation)
            tail = _tail(index, state, {*added, *gone}, len(added), self._packer(generation))
            writer = _open_writer(index, len(added))
            with damage_reported():
                _stage(writer, chain(self._entries(generation, tail), entries), gone)
                writer.commit()
            ids = tuple(doc.id for doc in (*tail, *added.values())) if len(added) < TAIL_DOCUMENTS else ()
            is_followed = cursor is not None and self.followed in (None, generation)
            reached = cursor if is_followed else state.cursor
            self._folder.write_state(generation, State(cursor=reached, tail=ids))
        except BaseException:
            os.close(handle)
            raise
        self._merge_in_background(writer, handle)
        return len(added)

    def settle(self) -> None:
        """Merge the segments that bulk work left now, rather than after a publish, which the next one waits for.

        The engine merges segments once there are eight small ones and cannot be told to: a few stories are written
        again, each in a segment of its own, to make up the number. Raises `IndexUnavailable`, `IndexBusy`.
        """
        self.close()
        with self._folder.locked(_WRITE_LOCK, self._timeout), damage_reported():
            generation = self._folder.generation
            small = [size for size in self._folder.segment_sizes() if size < _SMALL_SEGMENT]
            if not _SETTLED_FROM <= len(small) < _MERGED_AT or sum(small) < _WORTH_SETTLING:
                return
            state = self._folder.read_state(generation)
            index = open_index(generation)
            index.reload()
            searcher = index.searcher()
            writer = _open_writer(index, 1)
            packer = self._packer(generation)
            for _, address in searcher.search(tantivy.Query.all_query(), _MERGED_AT - len(small), count=False).hits:
                _stage(writer, self._entries(generation, [source(searcher, address, packer)]), ())
                writer.commit()
            writer.wait_merging_threads()
            self._folder.write_state(generation, State(cursor=state.cursor))

    def rebuild(self, docs: Iterable[Document], cursor: int | None) -> int:
        """Build a new generation and put it in place. Raises `IndexBusy` when another rebuild is under way."""
        with self._folder.locked(_REBUILD_LOCK, self._timeout):
            self._folder.sweep()
            generation = self._folder.new_generation()
            count = self._fill(generation, docs)
            self._folder.write_state(generation, State(cursor=cursor))
            self.close()
            with self._folder.locked(_WRITE_LOCK, self._timeout):
                self._folder.activate(generation)
        self.settle()
        return count

    def close(self) -> None:
        """Wait for merging that is still going on."""
        merging = self._merging
        if merging is not None:
            merging.join()

    def _fill(self, generation: Path, docs: Iterable[Document]) -> int:
        rest = iter(docs)
        first = list(islice(rest, _DICTIONARY_STORIES))
        self._folder.write_dictionary(generation, dictionary_of(first))
        index = tantivy.Index(build_schema(), path=str(generation))
        writer = index.writer(_BULK_HEAP, 1)
        count = 0
        lexicon, analyst = Fresh(), Analyst(self._folder.read_dictionary(generation))
        with closing(spread(analyst, chain(first, rest))) as analysed:
            for story in analysed:
                writer.add_document(index_document(story, lexicon))
                count += 1
        forget()
        writer.commit()
        writer.wait_merging_threads()
        return count

    def _packer(self, generation: Path) -> Packer:
        return Packer(self._folder.read_dictionary(generation))

    def _entries(self, generation: Path, docs: Iterable[Document], at_once: bool = False) -> Iterable[Entry]:
        """Return stories as they are written to a generation, analysed `at_once` or as they are taken."""
        lexicon, analyst = Fresh(), Analyst(self._folder.read_dictionary(generation))
        entries = ((doc.id, index_document(analyst(doc), lexicon)) for doc in docs)
        return list(entries) if at_once else entries

    def _merge_in_background(self, writer: tantivy.IndexWriter, handle: int) -> None:
        """Let segments merge, then give up the lock; the caller's commit is visible already."""

        def finish() -> None:
            try:
                writer.wait_merging_threads()
            finally:
                os.close(handle)

        self._merging = threading.Thread(target=finish, name="search-merge")
        self._merging.start()


def _open_writer(index: tantivy.Index, documents: int) -> tantivy.IndexWriter:
    # One thread: it makes one segment, and what feeds it is slower than it is.
    heap = _BULK_HEAP if documents >= _BULK_FROM else _SMALL_HEAP
    try:
        return index.writer(heap, 1)
    except ValueError as error:
        raise IndexBusy("فهرس البحث مشغول بكتابة أخرى؛ حاول بعد قليل") from error


def _stage(writer: tantivy.IndexWriter, entries: Iterable[Entry], gone: Iterable[int]) -> None:
    for number in gone:
        writer.delete_documents_by_term("id", number)
    for number, entry in entries:
        writer.delete_documents_by_term("id", number)
        writer.add_document(entry)


def _tail(index: tantivy.Index, state: State, changed: set[int], adding: int, packer: Packer) -> list[Document]:
    """Return the stories of the newest small segment, to be written again with the new ones; none when it is
    full.
    """
    if not adding or len(state.tail) + adding > TAIL_DOCUMENTS:
        return []
    index.reload()
    searcher, schema, found = index.searcher(), index.schema, []
    for number in state.tail:
        if number not in changed:
            hits = searcher.search(tantivy.Query.term_query(schema, "id", number), 1, count=False).hits
            found += [source(searcher, address, packer) for _, address in hits]
    return found
