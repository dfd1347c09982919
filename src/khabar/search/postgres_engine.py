"""The search engine in PostgreSQL: our words in a tsvector with a GIN index, for nodes without index files."""

import threading
import time
from collections.abc import Hashable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any

from django.db import DatabaseError, OperationalError, connections, transaction

from khabar.search.alike import Alike, Wish, find
from khabar.search.analysis import forget
from khabar.search.answer import Answer
from khabar.search.completion import Completer
from khabar.search.documents import Document
from khabar.search.engine import Health, IndexBusy, IndexUnavailable, Results
from khabar.search.postgres_index import PostgresIndex
from khabar.search.postgres_rows import COLUMNS, INDEXES, SCHEMA, TABLES, TEXT_FIELDS, row
from khabar.search.query import Query
from khabar.search.schema import VERSION
from khabar.search.spread import spread
from khabar.search.typed import Typed, read

_NEXT = f"{SCHEMA}_next"
_BATCH = 500
_LENGTHS = COLUMNS.index("lengths")
_WRITE_LOCK, _REBUILD_LOCK = 0x6B686162, 0x6B686163
"""Keys of advisory locks, which all sessions of the database share."""
_MISSING = "فهرس البحث غير موجود؛ أنشئه بالأمر khabar reindex"
_OTHER_VERSION = "فهرس البحث من إصدار آخر؛ أعد بناءه بالأمر khabar reindex"
_BUSY = "فهرس البحث مشغول بكتابة أخرى؛ حاول بعد قليل"

_WORDS_OF = """
WITH words AS (
    SELECT lexeme AS term FROM {schema}.story, unnest(tokens) WHERE id = ANY(%s)
    UNION ALL SELECT unnest(entries) FROM {schema}.story WHERE id = ANY(%s)
), counted AS (SELECT term, count(*) AS times FROM words GROUP BY term)
"""
_LEARN = """
INSERT INTO {schema}.term AS known SELECT term, times FROM counted
ON CONFLICT (term) DO UPDATE SET stories = known.stories + excluded.stories
"""
_FORGET = "UPDATE {schema}.term AS known SET stories = stories - times FROM counted WHERE known.term = counted.term"
_COUNT_ALL = """
INSERT INTO {schema}.term SELECT word, ndoc FROM ts_stat('SELECT tokens FROM {schema}.story');
INSERT INTO {schema}.term SELECT entry, count(*) FROM {schema}.story, unnest(entries) entry GROUP BY entry;
"""


class PostgresEngine:
    """`Engine` in the database `alias`, which is PostgreSQL; `timeout` is how long a writer waits, in seconds."""

    def __init__(self, alias: str = "default", timeout: float = 15.0) -> None:
        self._alias = alias
        self._timeout = timeout
        self._lock = threading.Lock()
        self._index: PostgresIndex | None = None

    def create(self, cursor: int | None = None) -> None:
        """Make an empty index where there is none."""
        if not self._exists():
            self.rebuild((), cursor)

    def apply(self, add: Iterable[Document], delete: Iterable[int], cursor: int | None = None) -> int:
        """See `Engine.apply`."""
        rows = {doc.id: row(doc) for doc in add}
        touched = [*rows, *(set(delete) - rows.keys())]
        with self._writing():
            self._lock_for(_WRITE_LOCK)
            self._state()
            gone = self._forget(touched)
            self._copy(SCHEMA, rows.values())
            self._run(_WORDS_OF + _LEARN, [list(rows), list(rows)])
            added = _sums(*(of[_LENGTHS] for of in rows.values()))
            change = [new - old for new, old in zip(added, _sums(*gone), strict=True)]
            self._run(
                "UPDATE {schema}.state SET revision = revision + 1, cursor = coalesce(%s, cursor),"
                " stories = stories + %s, lengths = ARRAY(SELECT a + b FROM unnest(lengths, %s::bigint[]) AS of(a, b))",
                [cursor, len(rows) - len(gone), change],
            )
        return len(rows)

    def rebuild(self, docs: Iterable[Document], cursor: int | None = None) -> int:
        """See `Engine.rebuild`: one transaction, so that a crash leaves the index as it was."""
        count, sums = 0, [0] * len(TEXT_FIELDS)
        with self._writing():
            self._lock_for(_REBUILD_LOCK)
            self._run(TABLES, None, _NEXT)
            with closing(spread(row, docs)) as rows:
                while batch := list(islice(rows, _BATCH)):
                    self._copy(_NEXT, batch)
                    count += len(batch)
                    sums = _sums(sums, *(of[_LENGTHS] for of in batch))
            forget()
            self._run(INDEXES + _COUNT_ALL + "ANALYZE {schema}.story; ANALYZE {schema}.term;", None, _NEXT)
            state = [cursor, count, time.time_ns(), sums]
            self._run("UPDATE {schema}.state SET cursor = %s, stories = %s, revision = %s, lengths = %s", state, _NEXT)
            self._lock_for(_WRITE_LOCK)
            self._run(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; ALTER SCHEMA {_NEXT} RENAME TO {SCHEMA}")
        return count

    def settle(self) -> None:
        """See `Engine.settle`: the entries that PostgreSQL has put off are sorted into the GIN index."""
        with self._writing():
            self._run("SELECT gin_clean_pending_list('{schema}.story_tokens'::regclass)")

    def close(self) -> None:
        """Let go of what is remembered of the index; the engine can be used again."""
        self._index = None

    def version(self) -> Hashable:
        """See `Engine.version`."""
        return int(self._state()[1])

    def check(self) -> None:
        """See `Engine.check`; for what is on disk the database answers."""
        self._state()

    def readings(self, text: str) -> Iterator[Typed]:
        """See `Engine.readings`."""
        as_typed = read(text)
        yield from as_typed
        if as_typed:
            yield from Completer(self._newest()).corrections(as_typed[0])

    def complete(self, typed: Typed, limit: int) -> tuple[int, ...]:
        """See `Engine.complete`."""
        return Completer(self._newest()).complete(typed, limit)

    def search(self, query: Query) -> Results:
        """See `Engine.search`."""
        started = time.perf_counter()
        results = Answer(self._newest(), query).results()
        return replace(results, query=query.text, took_ms=(time.perf_counter() - started) * 1000)

    def alike(self, wish: Wish) -> Alike:
        """See `Engine.alike`."""
        return find(self._newest(), wish)

    def explain(self, query: Query, document_id: int) -> dict[str, Any]:
        """See `Engine.explain`."""
        return Answer(self._newest(), query).explain(document_id)

    @property
    def cursor(self) -> int | None:
        """See `Engine.cursor`. Raises `IndexUnavailable`."""
        found: int | None = self._state()[2]
        return found

    def count(self) -> int:
        """See `Engine.count`."""
        return int(self._state()[3])

    def ids(self) -> set[int]:
        """See `Engine.ids`."""
        return {number for (number,) in self._newest().rows("SELECT id FROM {schema}.story")}

    def health(self) -> Health:
        """See `Engine.health`; segments are a notion of other engines."""
        try:
            _, _, cursor, stories, _ = self._state()
            sizes = "SELECT pg_total_relation_size('{schema}.story') + pg_total_relation_size('{schema}.term')"
            ((size,),) = self._newest().rows(sizes)
        except (IndexUnavailable, DatabaseError) as error:
            return Health(False, str(error))
        return Health(True, "", int(stories), 1, int(size), cursor)

    def _newest(self) -> PostgresIndex:
        """Return the index at its newest revision. Raises `IndexUnavailable`."""
        _, revision, _, stories, lengths = self._state()
        with self._lock:
            if self._index is None or self._index.revision != revision:
                self._index = PostgresIndex(self._alias, int(revision), int(stories), [int(sum_) for sum_ in lengths])
            return self._index

    def _state(self) -> tuple[Any, ...]:
        if not self._exists():
            raise IndexUnavailable(_MISSING)
        with connections[self._alias].cursor() as cursor:
            cursor.execute(f"SELECT version, revision, cursor, stories, lengths FROM {SCHEMA}.state")
            found: tuple[Any, ...] | None = cursor.fetchone()
        if found is None or found[0] != VERSION:
            raise IndexUnavailable(_OTHER_VERSION)
        return found

    def _exists(self) -> bool:
        """Tell whether there is an index; a query of a missing table would end the caller's transaction."""
        return self._run(f"SELECT to_regclass('{SCHEMA}.state')") != [(None,)]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Do all or nothing. Raises `IndexBusy`, `IndexUnavailable`."""
        try:
            with transaction.atomic(using=self._alias):
                yield
        except OperationalError as error:
            raise IndexBusy(_BUSY) from error

    def _lock_for(self, key: int) -> None:
        self._run(f"SET LOCAL lock_timeout = {int(self._timeout * 1000)}")
        self._run("SELECT pg_advisory_xact_lock(%s)", [key])

    def _forget(self, ids: list[int]) -> list[list[int]]:
        """Drop stories and what they add to the vocabulary; return the lengths of their fields."""
        self._run(_WORDS_OF + _FORGET, [ids, ids])
        return [
            lengths
            for (lengths,) in self._run("DELETE FROM {schema}.story WHERE id = ANY(%s) RETURNING lengths", [ids])
        ]

    def _copy(self, schema: str, rows: Iterable[tuple[Any, ...]]) -> None:
        columns = ", ".join(COLUMNS)
        with (
            connections[self._alias].cursor() as cursor,
            cursor.copy(f"COPY {schema}.story ({columns}) FROM STDIN") as copy,
        ):
            for values in rows:
                copy.write_row(values)

    def _run(self, sql: str, values: list[Any] | None = None, schema: str = SCHEMA) -> list[tuple[Any, ...]]:
        with connections[self._alias].cursor() as cursor:
            cursor.execute(sql.replace("{schema}", schema), values)
            return list(cursor.fetchall()) if cursor.description else []


def _sums(*lengths: list[int]) -> list[int]:
    """Return the sums of the lengths of each field."""
    return [sum(column) for column in zip([0] * len(TEXT_FIELDS), *lengths, strict=False)]
