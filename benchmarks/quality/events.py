"""Quality of telling one event: pairs of stories of our own, labelled, half for developing and half kept aside.

    python -m benchmarks.quality.events [--part held] [--verbose]

Each line of `events/stories.jsonl` is a story: its part (`dev`, `held`), a family, and the event within the family.
Two stories of one event are a pair to be found: a rewrite by another agency, a longer version, an update with a higher
toll, a flash, a correction, a paraphrase, other spellings of names. Two stories of one family and two events are a
hard negative: the same day and the same subject. Stories of two families are easy negatives. Nothing is tuned on
`held`. `groups` counts pairs as grouping leaves them, with all stories of the part together.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from khabar.events import Rarity, Relation, Story, Tie, cluster, compare, fingerprint
from khabar.events.compare import SAME, evidence

STORIES = Path(__file__).with_name("events") / "stories.jsonl"
BASELINE = Path(__file__).with_name("baseline.json")
Row = dict[str, Any]


def stories(part: str) -> list[Row]:
    """The stories of one part, each with its fingerprint."""
    rows = [json.loads(line) for line in STORIES.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["part"] == part]
    for row in rows:
        told = Story(row["headline"], row["body"], row["place"], row["language"])
        row["fingerprint"] = fingerprint(told)
    return rows


def label(one: Row, other: Row) -> str:
    """`same`, `hard` or `easy`."""
    if one["family"] != other["family"]:
        return "easy"
    return "same" if one["event"] == other["event"] else "hard"


def measure(part: str, *, verbose: bool = False) -> dict[str, float]:
    """Shares of pairs found to be of one event, by label, for pairs alone and after grouping."""
    rows, rarity = stories(part), Rarity()
    ties: dict[tuple[str, str], Tie] = {}
    total = {"same": 0, "hard": 0, "easy": 0}
    found = dict.fromkeys(total, 0)
    for one, other in combinations(rows, 2):
        kind = label(one, other)
        hours = one["hours"] - other["hours"]
        verdict = compare(one["fingerprint"], other["fingerprint"], hours, rarity)
        merged = verdict.relation != Relation.DIFFERENT
        total[kind] += 1
        found[kind] += merged
        ties[one["id"], other["id"]] = Tie(verdict.score)
        if verbose and merged != (kind == "same"):
            print(f"{kind} {verdict.score:.2f} {one['id']} {other['id']}", evidence(
                one["fingerprint"], other["fingerprint"], hours, rarity))  # fmt: skip
    grouped = _after_grouping(rows, ties)
    return {
        "pairs": sum(total.values()) - total["easy"],
        "recall": found["same"] / total["same"],
        "hard_apart": 1 - found["hard"] / total["hard"],
        "easy_apart": 1 - found["easy"] / total["easy"],
        "groups_recall": grouped["same"] / total["same"],
        "groups_hard_apart": 1 - grouped["hard"] / total["hard"],
        "groups_easy_apart": 1 - grouped["easy"] / total["easy"],
    }


def _after_grouping(rows: list[Row], ties: dict[tuple[str, str], Tie]) -> dict[str, int]:
    by_id = {row["id"]: row for row in rows}
    together = {"same": 0, "hard": 0, "easy": 0}
    for group in cluster({key: key for key in by_id}, ties, SAME):
        for one, other in combinations(sorted(group), 2):
            together[label(by_id[one], by_id[other])] += 1
    return together


def below_floor(part: str, measured: dict[str, float]) -> list[str]:
    """The figures that fall under what `baseline.json` asks."""
    floors = json.loads(BASELINE.read_text(encoding="utf-8"))["events"][part]
    return [
        f"{part}: {name} {measured[name]:.3f} < {floor}" for name, floor in floors.items() if measured[name] < floor
    ]


def main(arguments: Iterable[str] | None = None) -> int:
    """Print the table; return 1 when a figure is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "held"))
    parser.add_argument("--verbose", action="store_true", help="name the pairs that are wrong (not for `held`)")
    options = parser.parse_args(None if arguments is None else list(arguments))
    low = []
    for part in [options.part] if options.part else ["dev", "held"]:
        measured = measure(part, verbose=options.verbose)
        print(part + "".join(f"  {name} {value:.3f}" for name, value in measured.items()))
        low += below_floor(part, measured)
    print("\n".join(low))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
