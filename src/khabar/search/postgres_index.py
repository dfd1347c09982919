"""The reading side of the index in PostgreSQL: vocabulary, matching, and the ranking of what matches."""

import math
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db import connections

from khabar.search.clause import Clause
from khabar.search.documents import Document
from khabar.search.index import Counted, Index, Ranked
from khabar.search.postgres_clauses import any_of, condition, lexemes
from khabar.search.postgres_rows import SCHEMA, document, lexeme
from khabar.search.postgres_score import Postings, Statistics, score
from khabar.search.schema import STEMS, WORDS
from khabar.search.shown import Shown

_WEIGHED = 200
"""So many of the matching stories are weighed in full; of more, those that PostgreSQL's own rank puts first."""
_CONSIDERED = 3_000
"""Of more matching stories than this only the newest are ranked at all."""
_HEADLINE_FIRST = [0.1, 0.1, 0.1, 1.0]
_MOST_LEARNT = 20_000


class PostgresIndex(Index):
    """`Index` of one revision; what its vocabulary answers is kept as long as the revision is the newest."""

    def __init__(self, alias: str, revision: int, stories: int, lengths: list[int]) -> None:
        super().__init__()
        self._alias = alias
        self.revision = revision
        self.documents = stories
        self._lengths = lengths
        self._df: dict[str, int] = {}

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return what a query answers; `{schema}` in it stands for the schema of the index."""
        with connections[self._alias].cursor() as cursor:
            cursor.execute(sql.replace("{schema}", SCHEMA), list(values))
            return list(cursor.fetchall())

    # ---- vocabulary

    def field_df(self, field: str, term: str) -> int:
        """See `Index.field_df`."""
        word = lexeme(field, term)
        known = self._df.get(word)
        return self._ask([word])[word] if known is None else known

    def _ask(self, words: list[str]) -> dict[str, int]:
        """Ask in one go in how many stories words occur, and remember it; other threads do so as well."""
        if len(self._df) > _MOST_LEARNT:
            self._df.clear()
        found = self.rows("SELECT term, stories FROM {schema}.term WHERE term = ANY(%s)", [words])
        learnt = dict.fromkeys(words, 0) | {term: int(stories) for term, stories in found}
        self._df.update(learnt)
        return learnt

    def stem_dfs(self, stems: Iterable[str]) -> dict[str, int]:
        """See `Index.stem_dfs`; asks once for all."""
        words = {stem: lexeme(STEMS, stem) for stem in stems}
        unknown = [word for word in words.values() if word not in self._df]
        found = self._ask(unknown) if unknown else {}
        return {stem: found.get(word, self._df.get(word, 0)) for stem, word in words.items()}

    def known(self, norms: Iterable[str]) -> list[tuple[str, int]]:
        """See `Index.known`."""
        terms = [lexeme(WORDS, norm) for norm in norms]
        found = self.rows("SELECT term, stories FROM {schema}.term WHERE stories > 0 AND term = ANY(%s)", [terms])
        return [(term[1:], int(df)) for term, df in found]

    def begun(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """See `Index.begun`."""
        start = lexeme(field, prefix)
        found = self.rows(
            "SELECT term, stories FROM {schema}.term WHERE term >= %s AND term < %s AND stories > 0"
            " ORDER BY stories DESC, term LIMIT %s",
            [start, start[:-1] + chr(ord(start[-1]) + 1), limit],
        )
        return [(term[1:], int(stories)) for term, stories in found]

    # ---- stories

    def ranked(self, clause: Clause, depth: int, *, freshness: bool) -> Ranked:
        """See `Index.ranked`."""
        found = self._newest(clause, max(_CONSIDERED, depth))
        words = frozenset(lexemes(clause))
        chosen = self._foremost(words, [number for number, _ in found])[: max(depth, _WEIGHED)]
        factors = dict(found) if freshness else {}
        scores = self._scores(clause, words, chosen[:_WEIGHED])
        ranked = [(value * math.log2(2 + factors.get(number, 0.0)), number) for number, value in scores.items()]
        ranked.sort(key=lambda hit: (-hit[0], -hit[1]))
        return ranked + [(0.0, number) for number in chosen[_WEIGHED:]]

    def newest(self, clause: Clause, depth: int) -> list[int]:
        """See `Index.newest`."""
        return [number for number, _ in self._newest(clause, depth)]

    def _newest(self, clause: Clause, most: int) -> list[tuple[int, float]]:
        """Return the newest stories that match, with the weights of their freshness."""
        where = condition(clause)
        sql = f"SELECT id, freshness FROM {{schema}}.story WHERE {where.sql} ORDER BY published DESC, id DESC LIMIT %s"
        return [(number, weight) for number, weight in self.rows(sql, [*where.values, most])]

    def _foremost(self, words: frozenset[str], ids: list[int]) -> list[int]:
        """Return found stories, of more than can be weighed in the order of PostgreSQL's own rank."""
        if len(ids) <= _WEIGHED or not words:
            return ids
        ranked = self.rows(
            "SELECT id FROM {schema}.story WHERE id = ANY(%s)"
            " ORDER BY ts_rank(%s::float4[], tokens, %s::tsquery, 1) DESC, published DESC, id DESC",
            [ids, _HEADLINE_FIRST, any_of(words)],
        )
        return [number for (number,) in ranked]

    def dates(self, keys: Sequence[int]) -> list[float]:
        """See `Index.dates`."""
        found = dict(self.rows("SELECT id, published FROM {schema}.story WHERE id = ANY(%s)", [list(keys)]))
        return [float(found.get(key, 0)) for key in keys]

    def stories(self, keys: Sequence[int]) -> list[Shown | None]:
        """See `Index.stories`."""
        rows = self.rows("SELECT id, source FROM {schema}.story WHERE id = ANY(%s)", [list(keys)])
        found = {number: Shown.of(document(source)) for number, source in rows}
        return [found.get(key) for key in keys]

    def source(self, key: int) -> Document | None:
        """See `Index.source`."""
        rows = self.rows("SELECT source FROM {schema}.story WHERE id = %s", [key])
        return document(rows[0][0]) if rows else None

    def numbers(self, keys: Sequence[int]) -> list[int]:
        """See `Index.numbers`."""
        return list(keys)

    def counted(self, clause: Clause, fields: tuple[str, ...], most: int) -> Counted:
        """See `Index.counted`."""
        where = condition(clause)
        counts = "".join(
            f" UNION ALL (SELECT %s, value, count(*) FROM matching, unnest({field}) value GROUP BY value"
            " ORDER BY count(*) DESC, value LIMIT %s)"
            for field in fields
        )
        columns = ", ".join(("id", *fields))
        (_, _, total), *rows = self.rows(
            f"WITH matching AS (SELECT {columns} FROM {{schema}}.story WHERE {where.sql})"
            f" SELECT NULL, NULL, count(*) FROM matching{counts}",
            [*where.values, *(value for field in fields for value in (field, most))],
        )
        found: dict[str, dict[str, int]] = {}
        for field, value, times in rows:
            found.setdefault(field, {})[value] = int(times)
        return int(total), found

    def found(self, clause: Clause, document_id: int) -> int | None:
        """See `Index.found`."""
        where = condition(clause)
        sql = f"SELECT id FROM {{schema}}.story WHERE id = %s AND {where.sql}"
        return document_id if self.rows(sql, [document_id, *where.values]) else None

    def score(self, clause: Clause, key: int) -> float:
        """See `Index.score`."""
        return self._scores(clause, frozenset(lexemes(clause)), [key]).get(key, 0.0)

    def _scores(self, clause: Clause, words: frozenset[str], ids: list[int]) -> dict[int, float]:
        statistics = self._statistics
        values = {number: score(clause, of, statistics) for number, of in self._postings(words, ids).items()}
        return {number: value for number, value in values.items() if value is not None}

    @cached_property
    def _statistics(self) -> Statistics:
        means = [length / max(self.documents, 1) for length in self._lengths]
        return Statistics(self.documents, means, self.field_df)

    def _postings(self, words: frozenset[str], ids: list[int]) -> dict[int, Postings]:
        self._ask([word for word in words if word not in self._df])
        found = {
            number: Postings({}, lengths, published)
            for number, lengths, published in self.rows(
                "SELECT id, lengths, published FROM {schema}.story WHERE id = ANY(%s)", [ids]
            )
        }
        places = self.rows(
            "SELECT id, lexeme, positions FROM {schema}.story, unnest(tokens) WHERE id = ANY(%s) AND lexeme = ANY(%s)",
            [list(found), list(words)],
        )
        for number, word, at in places:
            found[number].places[word] = at or [0]
        return found
