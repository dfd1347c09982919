"""Fits the weights of `attribution/data/confidence.toml` on our own marked texts, and prints them with what they reach.

    python -m benchmarks.quality.isnad_confidence [DOCS GOLD]

Logistic regression on the signs of a statement against whether its speaker and chain are right, drawn towards the
weights in the file, so that a sign the texts hardly show keeps its weight; none changes the side it speaks for. It
reads `isnad/articles.txt` and half A of `isnad/second`; the table is of DOCS and GOLD where they are given, texts the
fit has not seen.
"""

import argparse
import json
import math
from pathlib import Path

from benchmarks.quality import isnad

from khabar.attribution.confidence import weights
from khabar.attribution.extract import extract_with_signs

SECOND = Path(isnad.__file__).parent / "isnad" / "second"
PULL = 1.0
"""How strongly weights are drawn to those in the file: the inverse of their variance."""
ROUNDS, STEP = 3000, 0.02
LEVELS = (0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99)

Example = tuple[list[str], bool]


def examples(texts: list[isnad.Text]) -> list[Example]:
    """Return, for every statement found that is marked or should not be there, its signs and whether it is right."""
    found = []
    for text in texts:
        read = extract_with_signs(text.paragraphs)
        verdicts = isnad.verdicts(text, [statement for statement, _ in read])
        found += [(read[at][1], right) for at, right in verdicts.items()]
    return found


def half_a() -> list[isnad.Text]:
    """Return the texts of half A of those that a second person marked."""
    lines = (SECOND / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    names = {one["id"] for one in map(json.loads, lines) if one["half"] == "A"}
    return [text for text in isnad.read_json(SECOND / "docs.jsonl", SECOND / "gold.jsonl") if text.name in names]


def sure(weight: dict[str, float], signs: list[str]) -> float:
    """Return the confidence that `weight` gives to a statement with these signs."""
    return 1 / (1 + math.exp(-weight["base"] - sum(weight.get(sign, 0.0) for sign in signs)))


def fit(seen: list[Example]) -> dict[str, float]:
    """Return the weights under which the verdicts of `seen` are likeliest, drawn towards those in the file."""
    prior = weights()
    weight = dict(prior)
    for _ in range(ROUNDS):
        slope = {sign: PULL * (prior[sign] - value) for sign, value in weight.items()}
        for signs, right in seen:
            miss = right - sure(weight, signs)
            for sign in ("base", *signs):
                if sign in slope:
                    slope[sign] += miss
        for sign, value in slope.items():
            moved = weight[sign] + STEP * value
            weight[sign] = moved if moved * prior[sign] > 0 else 0.0
    return weight


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of confidence.")
    parser.add_argument("files", nargs="*", type=Path, metavar="DOCS GOLD")
    arguments = parser.parse_args()
    seen = examples([*isnad.read_marked(isnad.OWN), *half_a()])
    weight = fit(seen)
    for sign, value in sorted(weight.items()):
        print(f"{sign} = {value:.2f}")
    tried = examples(isnad.read_json(*arguments.files)) if arguments.files else seen
    for level in LEVELS:
        shown = [right for signs, right in tried if round(sure(weight, signs), 2) >= level]
        precision = sum(shown) / len(shown) if shown else 0.0
        print(f"{level:.2f} and up: {len(shown):4} of {len(tried)}, precision of the whole isnad {precision:.3f}")


if __name__ == "__main__":
    main()
