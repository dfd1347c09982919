"""Search quality: known-item queries in many disguises over a corpus; prints MRR@10 and recall@10 for each condition.

    python -m benchmarks.quality.search [CORPUS.jsonl.gz QUERIES.jsonl] [--fold 0|1] [--peers] [--misses CONDITION]

Without files it takes the demo edition and queries made from its headlines (`disguises.py`); what that reaches may not
fall below the floors in `baseline.json`. A corpus line is {"id", "title", "text", "date", "abstract"?, "author"?}; a
query line is {"cond", "q", "rel": [ids], "exclude": [ids]}. MRR is the mean of 1/rank of the first relevant story
within ten; recall the share of the relevant ones found there. `--fold` takes every second query only, so that one half
can be kept aside while the analysis is worked on. `--peers` asks other engines the same in the same run (`peers.py`);
PostgreSQL is among them when BENCH_POSTGRES names a server. `--in-database` asks our own engine in PostgreSQL as well,
in the database that KHABAR_DATABASE_URL names; its index there is made anew.
"""

import argparse
import gzip
import json
import os
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from benchmarks.quality import disguises
from benchmarks.quality.peers import PEERS, Peer, at_hand

from khabar.search.documents import Document
from khabar.search.engine import Engine
from khabar.search.query import Query
from khabar.search.tantivy_engine import TantivyEngine


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a file, gzipped or not."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for line in lines:
            yield json.loads(line)


def to_document(number: int, row: dict[str, Any]) -> Document:
    """Return a corpus line as a document; its own identity becomes the external one."""
    day = datetime.fromisoformat(row.get("date") or "2000-01-01").replace(tzinfo=UTC)
    author = row.get("author") or ""
    return Document(
        id=number,
        external_id=row["id"],
        url=f"/{number}",
        headline=row["title"],
        standfirst=row.get("abstract") or "",
        body=row["text"],
        published_at=day,
        authors=(author,) if author else (),
    )


class Scores:
    """What one run found, by condition."""

    def __init__(self) -> None:
        self.reciprocal: dict[str, list[float]] = defaultdict(list)
        self.recall: dict[str, list[float]] = defaultdict(list)
        self.milliseconds: list[float] = []
        self.documents_a_second = 0.0

    def add(self, query: dict[str, Any], found: list[str], milliseconds: float) -> float:
        """Count one query; return its reciprocal rank."""
        relevant = set(query["rel"])
        rank = next((1 / at for at, item in enumerate(found, 1) if item in relevant), 0.0)
        self.reciprocal[query["cond"]].append(rank)
        self.recall[query["cond"]].append(len(relevant & set(found)) / min(10, len(relevant)))
        self.milliseconds.append(milliseconds)
        return rank

    def of(self, condition: str) -> tuple[float, float]:
        """Return MRR and recall of a condition."""
        return statistics.mean(self.reciprocal[condition]), statistics.mean(self.recall[condition])

    def percentile(self, share: float) -> float:
        """Return the milliseconds within which this share of the queries was answered."""
        return sorted(self.milliseconds)[int(len(self.milliseconds) * share)]

    def means(self) -> tuple[float, float]:
        """Return MRR and recall, each the mean over the conditions."""
        mrr, recall = zip(*map(self.of, self.reciprocal), strict=True)
        return statistics.mean(mrr), statistics.mean(recall)


class Khabar:
    """Our engine, as a peer of the others."""

    def __init__(self, in_database: bool = False) -> None:
        self._folder = tempfile.TemporaryDirectory()
        files = Path(self._folder.name) / "index"
        self._engine: Engine = _in_database() if in_database else TantivyEngine(files)

    def index(self, rows: Iterable[dict[str, Any]]) -> None:
        self._engine.rebuild(to_document(number, row) for number, row in enumerate(rows, 1))

    def search(self, text: str, limit: int) -> list[str]:
        return [hit.external_id for hit in self._engine.search(Query(text, limit=limit)).hits]

    def close(self) -> None:
        self._engine.close()
        self._folder.cleanup()


def _in_database() -> Engine:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabar.config.settings")
    django.setup()
    from khabar.search.postgres_engine import PostgresEngine

    return PostgresEngine()


def run(engine: Peer, rows: list[dict[str, Any]], queries: list[dict[str, Any]], misses: str = "") -> Scores:
    """Index the corpus, ask every query, and return the scores."""
    scores = Scores()
    started = time.perf_counter()
    engine.index(rows)
    scores.documents_a_second = len(rows) / (time.perf_counter() - started)
    for query in queries:
        started = time.perf_counter()
        found = engine.search(query["q"], 10 + len(query["exclude"]))
        took = (time.perf_counter() - started) * 1000
        found = [item for item in found if item not in query["exclude"]][:10]
        if scores.add(query, found, took) == 0 and query["cond"] == misses:
            print("miss:", query.get("source", ""), "|", query["q"], "|", query["rel"][0])
    engine.close()
    return scores


def every_second(queries: Iterable[dict[str, Any]], fold: int | None) -> list[dict[str, Any]]:
    """Return the queries, or of each condition every second one."""
    seen: Counter[str] = Counter()
    chosen = []
    for query in queries:
        seen[query["cond"]] += 1
        if fold is None or seen[query["cond"]] % 2 == fold:
            chosen.append(query)
    return chosen


def compared(scores: dict[str, Scores]) -> str:
    """Return MRR@10 / recall@10 of several engines side by side."""
    rows = [f"{'condition':<16}" + "".join(f"{name:>16}" for name in scores)]
    first = next(iter(scores.values()))
    for condition in first.reciprocal:
        cells = (one.of(condition) for one in scores.values())
        rows.append(f"{condition:<16}" + "".join(f"{f'{mrr:.3f} / {recall:.3f}':>16}" for mrr, recall in cells))
    means = (one.means() for one in scores.values())
    rows.append(f"{'mean':<16}" + "".join(f"{f'{mrr:.3f} / {recall:.3f}':>16}" for mrr, recall in means))
    rows.append(f"{'query p95, ms':<16}" + "".join(f"{one.percentile(0.95):>16.2f}" for one in scores.values()))
    rows.append(f"{'documents/s':<16}" + "".join(f"{one.documents_a_second:>16.0f}" for one in scores.values()))
    return "\n".join(rows)


def below_floors(scores: Scores) -> list[str]:
    """Return what falls below the floors kept for the demo edition."""
    floors = json.loads((Path(__file__).parent / "baseline.json").read_text())["search"]
    reached = {condition: scores.of(condition)[0] for condition in scores.reciprocal}
    reached["mean"], reached["recall"] = scores.means()
    return [f"{name}: {reached[name]:.3f} < {floor}" for name, floor in floors.items() if reached[name] < floor]


def main() -> int:
    """Run from the command line; return 1 when a floor is not reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("queries", type=Path, nargs="?")
    parser.add_argument("--fold", type=int, choices=(0, 1))
    parser.add_argument("--peers", action="store_true", help="ask other engines the same")
    parser.add_argument("--in-database", action="store_true", help="ask our engine in PostgreSQL as well")
    parser.add_argument("--misses", default="", help="print the queries of this condition that find nothing relevant")
    options = parser.parse_args()
    if (options.corpus is None) != (options.queries is None):
        parser.error("give a corpus and its queries, or neither")
    own = options.corpus is None
    rows = disguises.corpus() if own else list(read_lines(options.corpus))
    asked = every_second(disguises.queries() if own else read_lines(options.queries), options.fold)
    scores = {"Khabar": run(Khabar(), rows, asked, options.misses)}
    if options.in_database:
        scores["in database"] = run(Khabar(in_database=True), rows, asked, options.misses)
    for name in at_hand() if options.peers else ():
        scores[name] = run(PEERS[name](), rows, asked)
    print(compared(scores))
    low = below_floors(scores["Khabar"]) if own and options.fold is None else []
    print("\n".join(low), end="\n" if low else "")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
