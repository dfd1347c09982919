"""Search quality: known-item queries in many disguises over a corpus; prints MRR@10 and recall@10 for each
condition.

    python benchmarks/quality/search.py CORPUS.jsonl.gz QUERIES.jsonl [--fold 0|1] [--misses CONDITION]

A corpus line is {"id", "title", "text", "date", "abstract"?, "author"?}; a query line is {"cond", "q", "rel": [ids],
"exclude": [ids]}. MRR is the mean of 1/rank of the first relevant story within ten; recall the share of the
relevant ones found there. `--fold` takes every second query only, so that one half can be kept aside while the
analysis is worked on.
"""

import argparse
import gzip
import json
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from khabar.search.documents import Document
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

    def add(self, query: dict[str, Any], found: list[str], milliseconds: float) -> float:
        """Count one query; return its reciprocal rank."""
        relevant = set(query["rel"])
        rank = next((1 / at for at, item in enumerate(found, 1) if item in relevant), 0.0)
        self.reciprocal[query["cond"]].append(rank)
        self.recall[query["cond"]].append(len(relevant & set(found)) / min(10, len(relevant)))
        self.milliseconds.append(milliseconds)
        return rank

    def table(self) -> str:
        """Return the figures as a table."""
        rows = [f"{'condition':<16}{'n':>6}{'MRR@10':>9}{'recall@10':>11}"]
        for condition, ranks in self.reciprocal.items():
            recall = statistics.mean(self.recall[condition])
            rows.append(f"{condition:<16}{len(ranks):>6}{statistics.mean(ranks):>9.3f}{recall:>11.3f}")
        mrr, recall = self.means()
        times = sorted(self.milliseconds)
        rows.append(f"{'mean':<16}{len(times):>6}{mrr:>9.3f}{recall:>11.3f}")
        rows.append(f"query p50 {times[len(times) // 2]:.2f} ms, p95 {times[int(len(times) * 0.95)]:.2f} ms")
        return "\n".join(rows)

    def means(self) -> tuple[float, float]:
        """Return MRR and recall, each the mean over the conditions."""
        by = (self.reciprocal, self.recall)
        mrr, recall = (statistics.mean(statistics.mean(values) for values in kind.values()) for kind in by)
        return mrr, recall


def run(corpus: Path, queries: Path, fold: int | None, misses: str) -> Scores:
    """Index the corpus, ask every query, and return the scores."""
    scores = Scores()
    with tempfile.TemporaryDirectory() as folder:
        engine = TantivyEngine(Path(folder) / "index")
        started = time.perf_counter()
        count = engine.rebuild(to_document(number, row) for number, row in enumerate(read_lines(corpus), 1))
        print(f"{count} documents, {count / (time.perf_counter() - started):.0f} a second")
        seen: Counter[str] = Counter()
        for query in read_lines(queries):
            seen[query["cond"]] += 1
            if fold is not None and seen[query["cond"]] % 2 != fold:
                continue
            results = engine.search(Query(query["q"], limit=10 + len(query["exclude"])))
            found = [hit.external_id for hit in results.hits if hit.external_id not in query["exclude"]][:10]
            if scores.add(query, found, results.took_ms) == 0 and query["cond"] == misses:
                print("miss:", query.get("source", ""), "|", query["q"], "|", results.suggestion, results.total)
        engine.close()
    return scores


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--fold", type=int, choices=(0, 1))
    parser.add_argument("--misses", default="", help="print the queries of this condition that find nothing relevant")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    scores = run(options.corpus, options.queries, options.fold, options.misses)
    print(scores.table())
    if options.json:
        mrr, recall = scores.means()
        options.json.write_text(json.dumps({"mrr": round(mrr, 4), "recall": round(recall, 4)}) + "\n")


if __name__ == "__main__":
    main()
