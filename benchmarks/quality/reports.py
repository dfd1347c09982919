"""Search quality: another report of the same event, asked for by the headline of the first; MRR@10 and recall@10.

    python -m benchmarks.quality.reports CORPUS.jsonl.gz [--fold 0|1] [--peers] [--show COUNT]

The pairs are made from the corpus: two stories tell one event when their bodies are alike (cosine of the rarity of
their words) without one being a copy of the other, their headlines have no more than seven words in ten in common, and
their days, where both have one, lie within two. Which is alike is decided by words cut by a rule of its own, not by
the analysis that is measured. Of a query's own story nothing is counted. `--fold` takes one half of the events; what is
worked on one half is measured with the other. Corpus lines and `--peers` are those of `benchmarks.quality.search`.
"""

import argparse
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.quality.peers import PEERS, at_hand
from benchmarks.quality.search import Khabar, compared, read_lines, run

from khabar.arabic.normalise import normalise_search

ALIKE, COPY = 0.4, 0.9
"""Cosine of two bodies from which they tell one event, and from which one is a copy of the other."""
MOST_IN_COMMON = 0.7
DAYS = 2
MOST_REPORTS = 10
"""A story with more likenesses than this belongs to a series (match reports, the weather) and is not asked for."""
_PRINTED_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_WORD = re.compile(r"\w{3,}")
_COMMON = 0.02
"""A word in more of the stories than this brings no two together."""
_CUT = 5
Row = dict[str, Any]
Vector = dict[str, float]


def words(text: str) -> list[str]:
    """Return the words of a text without the article, cut to five letters: a crude stem that no engine here has."""
    found = (word.removeprefix("و").removeprefix("ال") for word in _WORD.findall(normalise_search(text)))
    return [word[:_CUT] for word in found if len(word) > 2]


def vectors(rows: list[Row]) -> tuple[list[Vector], Counter[str]]:
    """Return the words of each body with their weights, of length one together; and in how many bodies each occurs."""
    counts = [Counter(words(row["text"])) for row in rows]
    seen = Counter(word for count in counts for word in count)
    found = []
    for count in counts:
        weights = {word: (1 + math.log(times)) * math.log(len(rows) / seen[word]) for word, times in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        found.append({word: weight / length for word, weight in weights.items()})
    return found, seen


def alike(rows: list[Row]) -> Iterator[tuple[int, int]]:
    """Yield the places of every two stories that tell one event in words of their own."""
    bodies, seen = vectors(rows)
    before: dict[str, list[int]] = defaultdict(list)
    for place, body in enumerate(bodies):
        near: dict[int, float] = defaultdict(float)
        for word, weight in body.items():
            if seen[word] <= _COMMON * len(rows):
                for other in before[word]:
                    near[other] += weight * bodies[other][word]
                before[word].append(place)
        for other, rare in near.items():
            if (
                rare > ALIKE / 2
                and ALIKE <= _cosine(body, bodies[other]) < COPY
                and _two_reports(rows[place], rows[other])
            ):
                yield other, place


def _cosine(one: Vector, other: Vector) -> float:
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())


def _two_reports(one: Row, other: Row) -> bool:
    """Tell whether two stories are of the same days, if they have one, and under different headlines."""
    first, second = set(words(one["title"])), set(words(other["title"]))
    if not first or not second or len(first & second) > MOST_IN_COMMON * min(len(first), len(second)):
        return False
    days = [day for row in (one, other) if (day := _day(row))]
    return len(days) < 2 or abs((days[0] - days[1]).days) <= DAYS


def _day(row: Row) -> date | None:
    """Return the day of a story; where the corpus gives none, that of the `time` printed above it (31/12/2016)."""
    if row.get("date"):
        return date.fromisoformat(row["date"])
    printed = _PRINTED_DAY.match(row.get("time") or "")
    return date(int(printed[3]), int(printed[2]), int(printed[1])) if printed else None


def queries(rows: list[Row]) -> list[dict[str, Any]]:
    """Return the headline of every story that has another report, with those as what is to be found."""
    others: dict[int, list[str]] = defaultdict(list)
    event = list(range(len(rows)))
    for one, other in alike(rows):
        others[one].append(rows[other]["id"])
        others[other].append(rows[one]["id"])
        event = [event[one] if known == event[other] else known for known in event]
    return [
        {"cond": "other report", "q": row["title"], "rel": found, "exclude": [row["id"]], "fold": event[place] % 2}
        for place, found in sorted(others.items())
        if len(found) <= MOST_REPORTS and (row := rows[place])
    ]


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--fold", type=int, choices=(0, 1))
    parser.add_argument("--peers", action="store_true", help="ask other engines the same")
    parser.add_argument("--show", type=int, default=0, help="print so many of the pairs")
    options = parser.parse_args()
    rows = list(read_lines(options.corpus))
    asked = [query for query in queries(rows) if options.fold in (None, query["fold"])]
    titles = {row["id"]: row["title"] for row in rows}
    for query in asked[: options.show]:
        print(query["q"], "|", *(titles[other] for other in query["rel"][:3]), sep="\n    ")
    print(len(asked), "queries")
    scores = {"Khabar": run(Khabar(), rows, asked)}
    for name in at_hand() if options.peers else ():
        scores[name] = run(PEERS[name](), rows, asked)
    print(compared(scores))
    return 0


if __name__ == "__main__":
    sys.exit(main())
