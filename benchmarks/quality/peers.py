"""Other search engines over the same corpus and queries as Khabar's: what the quality figures are compared with.

Each engine is used as a site would use it that has it: LIKE as WordPress asks it, SQLite's FTS5 with `unicode61`,
Tantivy with its own analysis and with its Arabic stemmer, PostgreSQL's `arabic` with the headline at weight A.
"""

import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from typing import Any, Protocol

import tantivy

Row = dict[str, Any]


class Peer(Protocol):
    """An engine to compare with: fed once, then asked."""

    def index(self, rows: Iterable[Row]) -> None:
        """Take in the corpus."""

    def search(self, text: str, limit: int) -> list[str]:
        """Return the ids of the best hits."""

    def close(self) -> None:
        """Let go of what the engine holds."""


class Like:
    """Every word somewhere in headline or body, hits in the headline first, then the newest."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect(":memory:")

    def index(self, rows: Iterable[Row]) -> None:
        self._rows.execute("create table story (id, title, body, day)")
        values = ((row["id"], row["title"], row["text"], row.get("date") or "") for row in rows)
        self._rows.executemany("insert into story values (?, ?, ?, ?)", values)

    def search(self, text: str, limit: int) -> list[str]:
        words = [f"%{word}%" for word in text.split()[:9]]
        if not words:
            return []
        where = " and ".join("(title like ? or body like ?)" for _ in words)
        all_in_title = " and ".join("title like ?" for _ in words)
        any_in_title = " or ".join("title like ?" for _ in words)
        rank = f"case when title like ? then 1 when {all_in_title} then 2 when {any_in_title} then 3 else 4 end"
        values = [*(word for word in words for _ in "12"), f"%{text}%", *words, *words, limit]
        asked = f"select id from story where {where} order by {rank}, day desc limit ?"
        return [row[0] for row in self._rows.execute(asked, values)]

    def close(self) -> None:
        self._rows.close()


class Fts5:
    """Any word, bm25 with the headline at double weight."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect(":memory:")

    def index(self, rows: Iterable[Row]) -> None:
        options = "tokenize='unicode61 remove_diacritics 2'"
        self._rows.execute(f"create virtual table story using fts5(id unindexed, title, body, {options})")
        values = ((row["id"], row["title"], row["text"]) for row in rows)
        self._rows.executemany("insert into story values (?, ?, ?)", values)

    def search(self, text: str, limit: int) -> list[str]:
        words = [f'"{word}"' for word in re.findall(r'[^\s"]+', text)]
        if not words:
            return []
        asked = "select id from story where story match ? order by bm25(story, 0, 2.0, 1.0) limit ?"
        return [row[0] for row in self._rows.execute(asked, (" OR ".join(words), limit))]

    def close(self) -> None:
        self._rows.close()


class Tantivy:
    """Any word, the headline at double weight, with the engine's own analysis or its Arabic stemmer."""

    def __init__(self, stemmer: str = "") -> None:
        analysis = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        if stemmer:
            analysis = analysis.filter(tantivy.Filter.stemmer(stemmer))
        self._analysis = analysis.build()
        builder = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        builder = builder.add_text_field("title", tokenizer_name="own").add_text_field("body", tokenizer_name="own")
        self._schema = builder.build()
        self._folder = tempfile.TemporaryDirectory()
        self._index = tantivy.Index(self._schema, path=self._folder.name)
        self._index.register_tokenizer("own", self._analysis)

    def index(self, rows: Iterable[Row]) -> None:
        writer = self._index.writer(60_000_000, 1)
        for row in rows:
            writer.add_document(tantivy.Document(id=row["id"], title=row["title"], body=row["text"]))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, text: str, limit: int) -> list[str]:
        query, should, options = tantivy.Query, tantivy.Occur.Should, []
        for word in self._analysis.analyze(text):
            options.append((should, query.boost_query(query.term_query(self._schema, "title", word), 2.0)))
            options.append((should, query.term_query(self._schema, "body", word)))
        if not options:
            return []
        searcher = self._index.searcher()
        hits = searcher.search(query.boolean_query(options), limit).hits
        return [str(searcher.doc(address)["id"][0]) for _, address in hits]

    def close(self) -> None:
        self._folder.cleanup()


class Postgres:
    """Any word, the `arabic` configuration; the server is the one that BENCH_POSTGRES names."""

    def __init__(self) -> None:
        import psycopg

        self._rows = psycopg.connect(os.environ["BENCH_POSTGRES"], autocommit=True)

    def index(self, rows: Iterable[Row]) -> None:
        self._rows.execute("create temporary table story (id text, words tsvector)")
        vector = "setweight(to_tsvector('arabic', %s), 'A') || setweight(to_tsvector('arabic', %s), 'D')"
        with self._rows.cursor() as cursor:
            values = ((row["id"], _plain(row["title"]), _plain(row["text"])) for row in rows)
            cursor.executemany(f"insert into story values (%s, {vector})", values)
        self._rows.execute("create index on story using gin (words)")
        self._rows.execute("analyze story")

    def search(self, text: str, limit: int) -> list[str]:
        asked = """
            select id from story, (select replace(plainto_tsquery('arabic', %s)::text, '&', '|')::tsquery as query) q
            where words @@ query order by ts_rank('{0.1,0.2,0.4,0.4}', words, query, 1) desc limit %s
        """
        return [row[0] for row in self._rows.execute(asked, (_plain(text), limit)).fetchall()]

    def close(self) -> None:
        self._rows.close()


PEERS: dict[str, Callable[[], Peer]] = {
    "LIKE": Like,
    "FTS5": Fts5,
    "Tantivy": Tantivy,
    "Tantivy Arabic": lambda: Tantivy("arabic"),
    "PostgreSQL": Postgres,
}


def at_hand() -> list[str]:
    """Return the engines that can be asked here: all, PostgreSQL only where a server is named."""
    return [name for name in PEERS if name != "PostgreSQL" or os.environ.get("BENCH_POSTGRES")]


def _plain(text: str) -> str:
    return text.replace("\x00", " ")
