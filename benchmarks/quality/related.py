"""Quality of what to read next: stories of our own, labelled, half for developing and half kept aside.

    python -m benchmarks.quality.related [--part held] [--verbose]

Each line of `related/stories.jsonl` is a story: its part, section, running story, event within it, wider subject, kind
(news or explainer), hours. Every one is read in turn and all others are graded: 3 for another event of its running
story or a piece that explains it, 1 for its subject, 0 otherwise; 0 too for the same event and for what is older than
useful without explaining, which is also counted. The stories of `events/stories.jsonl` stand among the candidates as
other news of those days. Candidates come from an index of all stories, as on the site. Beside it the baseline: the
newest of the section. Nothing is tuned on `held`.
"""

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from khabar.recommendations.choice import USEFUL, Candidate, choose, explains, fill, told
from khabar.recommendations.finding import wishes
from khabar.recommendations.related import Document, words_of
from khabar.search import documents
from khabar.search.engine import Engine
from khabar.search.tantivy_engine import TantivyEngine

FOLDER = Path(__file__).parent
BASELINE = FOLDER / "baseline.json"
SHOWN = 5
_START = datetime(2026, 5, 1, tzinfo=UTC)
_SPREAD = (7, 180)
"""The other news of `events` is laid over these days, so that the newest of a section is mostly of it."""
_SECTIONS = {
    "bankrate": "اقتصاد", "centralbank": "اقتصاد", "company": "اقتصاد", "exchange": "اقتصاد", "metals": "اقتصاد",
    "oil": "اقتصاد", "profits": "اقتصاد", "stocks": "اقتصاد", "handball": "رياضة", "match": "رياضة",
    "foreignminister": "سياسة", "minister": "سياسة", "summit": "سياسة", "visit": "سياسة", "science": "صحة",
}  # fmt: skip
Row = dict[str, Any]


def stories(part: str) -> list[Row]:
    """The stories of one part that are read, then those that only stand among the candidates."""
    lines = (FOLDER / "related" / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["part"] == part]
    lines = (FOLDER / "events" / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    others = [row for row in map(json.loads, lines) if row["part"] == part and row["language"] == "ar"]
    every, most = _SPREAD
    for at, row in enumerate(others):
        row |= {
            "section": _SECTIONS.get(row["family"], "أخبار"), "story": f"other-{row['family']}", "topics": [],
            "subject": f"other-{row['family']}", "kind": "news", "hours": at * every % most, "abstract": row["body"][0],
            "body": " ".join(row["body"][1:]), "event": f"{row['family']}-{row['event']}", "other": True,
        }  # fmt: skip
    for number, row in enumerate([*rows, *others], 1):
        row |= {"pk": number, "at": _START + timedelta(hours=row["hours"])}
    return [*rows, *others]


def grade(seed: Row, other: Row) -> int:
    """How much it helps to read `other` after `seed`, 0 to 3."""
    if seed["event"] == other["event"] and seed["story"] == other["story"]:
        return 0
    if is_stale(seed, other):
        return 0
    if seed["story"] == other["story"]:
        return 3
    return int(seed["subject"] == other["subject"])


def is_stale(seed: Row, other: Row) -> bool:
    """Whether a story is older than useful beside another and does not explain."""
    return seed["at"] - other["at"] > USEFUL and other["kind"] != "explainer"


def candidate(row: Row, topics: dict[str, int]) -> Candidate:
    """A story as the site's own code sees it."""
    text = f"{row['headline']}\n{row['abstract']}"
    document = Document(row["pk"], words_of(text), frozenset(topics[name] for name in row["topics"]))
    fingerprint = partial(told, row["headline"], (row["abstract"], row["body"]), row.get("place", ""), "ar")
    return Candidate(document, row["at"], explains(row["headline"]), fingerprint)


def index_of(rows: list[Row], folder: str) -> Engine:
    """An index of the stories."""
    engine = TantivyEngine(folder)
    engine.rebuild(
        documents.Document(
            id=row["pk"], external_id=row["id"], url="/", headline=row["headline"], standfirst=row["abstract"],
            body=row["body"], published_at=row["at"], topics=tuple(row["topics"]),
        )
        for row in rows
    )  # fmt: skip
    return engine


def ours(rows: list[Row], engine: Engine) -> Callable[[Row], list[int]]:
    """What the site would show after a story."""
    names = {name: at for at, name in enumerate(sorted({name for row in rows for name in row["topics"]}))}
    all_of = {row["pk"]: candidate(row, names) for row in rows}

    def shown(seed: Row) -> list[int]:
        one, text = all_of[seed["pk"]], f"{seed['headline']}\n{seed['abstract']}"
        found = [engine.alike(wish) for wish in wishes(seed["headline"], text, seed["at"])]
        section = newest(rows)(seed)
        sharing = [row["pk"] for row in rows if set(row["topics"]) & set(seed["topics"])]
        pool = dict.fromkeys([*(pk for part in found for pk in part.ids), *sharing, *section])
        chosen = [choice.key for choice in choose(one, map(all_of.get, pool), SHOWN, found[0].rarity)]
        more = fill(one, map(all_of.get, chosen), map(all_of.get, section), SHOWN - len(chosen))
        return [*chosen, *more]

    return shown


def newest(rows: list[Row]) -> Callable[[Row], list[int]]:
    """The baseline: the newest of the section, whatever they tell of."""
    by_age = sorted(rows, key=lambda row: row["at"], reverse=True)

    def shown(seed: Row) -> list[int]:
        same = [row for row in by_age if row["section"] == seed["section"] and row is not seed]
        return [row["pk"] for row in same[:20]]

    return shown


def measure(rows: list[Row], shown: Callable[[Row], list[int]], *, verbose: bool = False) -> dict[str, float]:
    """Means over all stories read: nDCG@5, share of relevant ones shown, and how often a rule was broken."""
    by_pk = {row["pk"]: row for row in rows}
    seeds = [row for row in rows if not row.get("other")]
    totals = dict.fromkeys(("ndcg", "precision", "repeats", "stale"), 0.0)
    for seed in seeds:
        found = [by_pk[pk] for pk in shown(seed)[:SHOWN]]
        best = sorted((grade(seed, row) for row in rows if row is not seed), reverse=True)
        gains = _once(seed, found)
        repeats = [row for at, row in enumerate(found) if _is_told(row, [seed, *found[:at]])]
        stale = [row for row in found if is_stale(seed, row)]
        totals["ndcg"] += _dcg(gains) / _dcg(_ideal(seed, rows, best))
        totals["precision"] += sum(gain > 0 for gain in gains) / SHOWN
        totals["repeats"] += bool(repeats)
        totals["stale"] += bool(stale)
        if verbose:
            print(seed["id"], [row["id"] for row in found], gains, "repeats" * bool(repeats), "stale" * bool(stale))
    return {name: total / len(seeds) for name, total in totals.items()} | {"stories": len(seeds)}


def _is_told(row: Row, before: list[Row]) -> bool:
    return any((row["story"], row["event"]) == (other["story"], other["event"]) for other in before)


def _once(seed: Row, found: list[Row]) -> list[int]:
    """Grades in the order shown; an event told already is worth nothing."""
    return [0 if _is_told(row, [seed, *found[:at]]) else grade(seed, row) for at, row in enumerate(found)]


def _ideal(seed: Row, rows: list[Row], best: list[int]) -> list[int]:
    """The best order there is: every event once."""
    grades = {(row["story"], row["event"]): grade(seed, row) for row in rows if row is not seed}
    return sorted(grades.values(), reverse=True)[: min(SHOWN, len(best))]


def _dcg(gains: Iterable[int]) -> float:
    return sum((2**gain - 1) / math.log2(at + 2) for at, gain in enumerate(gains)) or 1.0


def measured(part: str, *, verbose: bool = False) -> dict[str, dict[str, float]]:
    """Ours and the baseline over one part."""
    rows = stories(part)
    with tempfile.TemporaryDirectory() as folder:
        engine = index_of(rows, folder)
        found = {"ours": measure(rows, ours(rows, engine), verbose=verbose), "newest": measure(rows, newest(rows))}
        engine.close()
    return found


def below_floor(part: str, found: dict[str, float]) -> list[str]:
    """The figures that fall short of what `baseline.json` asks: floors, and ceilings for what must not be."""
    asked = json.loads(BASELINE.read_text(encoding="utf-8"))["related"][part]
    return [
        f"{part}: {name} {found[name]:.3f}, asked {limit}"
        for name, limit in asked.items()
        if (found[name] > limit if name in ("repeats", "stale") else found[name] < limit)
    ]


def main(arguments: Iterable[str] | None = None) -> int:
    """Print the table; return 1 when a figure is out of its bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "held"))
    parser.add_argument("--verbose", action="store_true", help="print each story's list (not for `held`)")
    options = parser.parse_args(None if arguments is None else list(arguments))
    low = []
    for part in [options.part] if options.part else ["dev", "held"]:
        found = measured(part, verbose=options.verbose)
        for name, values in found.items():
            print(f"{part:5}{name:8}" + "".join(f"  {key} {value:.3f}" for key, value in values.items()))
        low += below_floor(part, found["ours"])
    print("\n".join(low))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
