"""Quality of page reading against a folder with `gold.jsonl`: a table per field, and body F1.

    python benchmarks/quality/pages.py FOLDER [--verbose]

Each line of gold.jsonl has `file`, `headline`, `body` (list of paragraphs) and any of: url, date, modified, author,
section, tags, standfirst, kicker, caption, photo_credit, dateline, agency. A field that gold lacks is not counted.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from khabar.formats.errors import FormatError
from khabar.formats.page import read_page
from khabar.formats.text import key


def words(text: str) -> Counter[str]:
    """Return the folded words of `text` with their counts."""
    return Counter(key(text).split())


def f1(wanted: str, got: str) -> float:
    """Return the word F1 of `got` against `wanted`, order ignored."""
    left, right = words(wanted), words(got)
    shared = sum((left & right).values())
    return 2 * shared / (sum(left.values()) + sum(right.values())) if shared else 0.0


def same_time(wanted: str, got: str | None) -> bool:
    """Compare to the minute; where gold states no offset, wall-clock time is compared."""
    if got is None:
        return False
    if len(wanted) <= 10:
        return got == wanted
    clock = wanted.rstrip("Z")[:16]
    return got.startswith(clock) and (not wanted.endswith("Z") or got.endswith(("+00:00", "Z")))


def check(gold: dict[str, Any], record: dict[str, Any]) -> dict[str, float]:
    """Score one record: 1 right, 0 wrong, body and tags by F1."""
    media, line = record["lead_media"], record["dateline"]
    scores = {"headline": float(key(gold["headline"]) == key(record["headline"] or ""))}
    scores["body"] = f1(" ".join(gold["body"]), " ".join(block["text"] for block in record["body"]))
    for name, field in (("date", "published_at"), ("modified", "modified_at")):
        if name in gold:
            scores[name] = float(same_time(gold[name], record[field]))
    if "author" in gold:
        wanted = gold["author"] if isinstance(gold["author"], list) else [gold["author"]]
        scores["author"] = float([key(one) for one in wanted] == [key(one) for one in record["authors"]])
    for name, value in (
        ("section", record["section"]), ("standfirst", record["abstract"]),
        ("kicker", record["kicker"]), ("caption", media["caption"]),
        ("photo_credit", media["credit"]), ("dateline", line["place"]),
    ):  # fmt: skip
        if name in gold:
            wanted = gold[name]["place"] if isinstance(gold[name], dict) else gold[name]
            scores[name] = float(key(wanted or "") == key(value or ""))
    if "tags" in gold:
        scores["tags"] = f1(" ".join(gold["tags"]), " ".join(record["topics"]))
    if "agency" in gold:
        credits = {key(part) for agency in record["agencies"] for part in agency.values()}
        scores["agency"] = float(key(re.sub(r"[.\s]+", " ", str(gold["agency"]))) in credits)
    return scores


def main() -> int:
    """Print the table; return 1 when a page was refused."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true", help="print the fields that are not right")
    options = parser.parse_args()
    totals: dict[str, list[float]] = {}
    refused = 0
    spent = 0.0
    for row in (options.folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(row)
        data = (options.folder / gold["file"]).read_bytes()
        start = time.perf_counter()
        try:
            record = read_page(data, source=gold["file"], url=gold.get("url")).to_json()
        except FormatError as error:
            refused += 1
            print(f"{gold['file']}: refused: {error.reason}")
            continue
        spent += time.perf_counter() - start
        for name, score in check(gold, record).items():
            totals.setdefault(name, []).append(score)
            if options.verbose and score < 0.995:
                print(f"{gold['file']}: {name} {score:.3f}")
    print(f"{'field':<14}{'pages':>6}{'mean':>8}")
    for name, values in totals.items():
        print(f"{name:<14}{len(values):>6}{sum(values) / len(values):>8.3f}")
    print(f"{'refused':<14}{refused:>6}    seconds in all {spent:.2f}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
