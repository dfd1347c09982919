"""Fits the weights of `attribution/data/confidence.toml` on verdicts, and says what each level would let through.

    python -m benchmarks.quality.isnad_confidence                     print weights, and precision per level
    python -m benchmarks.quality.isnad_confidence --record DOCS GOLD  print verdicts of the engine on marked texts

Logistic regression of the signs of a statement against whether its speaker and chain are right. It learns from
`isnad/verdicts.jsonl`: what the engine said of texts that its rules had not been mended on yet, without their words.
On texts it was mended on it is nearly always right, and they teach nothing. Precision per level is of texts that the
fit has not seen: the texts are dealt to `FOLDS` parts, and each part is judged by weights fitted on the others.
"""

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from benchmarks.quality import isnad

from khabar.attribution.extract import extract_with_signs

VERDICTS = Path(isnad.__file__).parent / "isnad" / "verdicts.jsonl"
PULL = 8.0
"""How strongly weights are drawn to nothing: the inverse of their variance."""
FREE = 0.01  # the pull on `base`
ROUNDS = 30
FOLDS = 10
LEVELS = (0.8, 0.84, 0.86, 0.88, 0.9, 0.91, 0.92, 0.93, 0.94, 0.95)


class Example(NamedTuple):
    """One statement the engine found: the text's name, the signs it went by, whether the whole isnad was right."""

    text: str
    signs: list[str]
    right: bool


def read_verdicts(path: Path = VERDICTS) -> list[Example]:
    """Return the verdicts of a file of JSON lines."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Example(one["text"], one["signs"].split(), one["right"]) for one in lines]


def verdicts_on(texts: Sequence[isnad.Text]) -> list[Example]:
    """Return, for every statement found that is marked or should not be there, its signs and whether it is right."""
    found = []
    for text in texts:
        read = extract_with_signs(text.paragraphs)
        right = isnad.verdicts(text, [statement for statement, _ in read])
        found += [Example(text.name, read[at][1], verdict) for at, verdict in right.items()]
    return found


def sure(weight: dict[str, float], signs: Sequence[str]) -> float:
    """Return the confidence that `weight` gives to a statement with these signs."""
    return 1 / (1 + math.exp(-weight["base"] - sum(weight.get(sign, 0.0) for sign in signs)))


def fit(seen: Sequence[Example]) -> dict[str, float]:
    """Return the weights under which the verdicts of `seen` are likeliest, drawn towards nothing (Newton's method)."""
    signs = sorted({sign for one in seen for sign in one.signs})
    column = {sign: at for at, sign in enumerate(signs)}
    table = np.zeros((len(seen), len(signs) + 1))
    table[:, -1] = 1.0  # base
    for row, one in enumerate(seen):
        table[row, [column[sign] for sign in one.signs]] = 1.0
    right = np.array([one.right for one in seen], dtype=float)
    pull = np.full(len(signs) + 1, PULL)
    pull[-1] = FREE
    weight = np.zeros(len(signs) + 1)
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-table @ weight))
        slope = table.T @ (right - likely) - pull * weight
        bend = (table * (likely * (1 - likely))[:, None]).T @ table + np.diag(pull)
        weight += np.linalg.solve(bend, slope)
    return dict(zip([*signs, "base"], map(float, weight), strict=True))


def judged_unseen(seen: Sequence[Example]) -> list[tuple[float, bool]]:
    """Return confidence and verdict of every statement, by weights fitted without its text."""
    names = sorted({one.text for one in seen})
    part = {name: number % FOLDS for number, name in enumerate(names)}
    judged = []
    for fold in range(FOLDS):
        weight = fit([one for one in seen if part[one.text] != fold])
        judged += [(sure(weight, one.signs), one.right) for one in seen if part[one.text] == fold]
    return judged


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of confidence.")
    parser.add_argument("--record", nargs=2, type=Path, metavar=("DOCS", "GOLD"), help="print verdicts on marked texts")
    arguments = parser.parse_args()
    if arguments.record:
        for one in verdicts_on(isnad.read_json(*arguments.record)):
            print(json.dumps({"text": one.text, "right": one.right, "signs": " ".join(one.signs)}, ensure_ascii=False))
        return
    seen = read_verdicts()
    for sign, value in sorted(fit(seen).items()):
        print(f"{sign} = {value:.2f}")
    judged = judged_unseen(seen)
    print(
        f"all: {len(judged)} statements, precision of the whole isnad {sum(one for _, one in judged) / len(judged):.3f}"
    )
    for level in LEVELS:
        shown = [right for confidence, right in judged if round(confidence, 2) >= level]
        precision = sum(shown) / len(shown) if shown else 0.0
        print(f"{level:.2f} and up: {len(shown):4} of {len(judged)}, precision of the whole isnad {precision:.3f}")


if __name__ == "__main__":
    main()
