"""Fits the weights of `attribution/data/confidence.toml` on verdicts, and says what each level would let through.

    python -m benchmarks.quality.isnad_confidence [--read [DOCS GOLD]... [--as NAME]] [--write]
        [--verdicts FILE] [--weights FILE]

Without options it prints weights and precision per level of the kept verdicts. `--read` has the engine as it is read
marked texts first, written like those of `isnad/second`, and puts its verdicts in the place of those on the same
texts: half B of `isnad/second`, or the files given, whose texts are called NAME-001, NAME-002 … in the verdicts.
`--write` keeps the verdicts, and puts the weights in the place of those in `confidence.toml`; the last two options name
other files than the repository's.

Logistic regression of the signs of a statement against whether its speaker and chain are right. It learns from
`isnad/verdicts.jsonl`: what the engine said of texts that its rules had not been mended on yet, without their words.
On texts it was mended on it is nearly always right, and they teach nothing. Precision per level is of texts that the
fit has not seen: the texts are dealt to `FOLDS` parts, and each part is judged by weights fitted on the others.
"""

import argparse
import json
import math
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from benchmarks.quality import isnad

from khabar.attribution import confidence
from khabar.attribution.extract import extract_with_signs

VERDICTS = Path(isnad.__file__).parent / "isnad" / "verdicts.jsonl"
SECOND = VERDICTS.with_name("second")
UNREAD = "B"
"""The half of `SECOND` that nobody who writes rules has read."""
WEIGHTS = Path(confidence.__file__).parent / "data" / "confidence.toml"
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


def marked_texts(files: Sequence[Path], name: str) -> list[isnad.Text]:
    """Return the texts of pairs of files, numbered behind `name`; without files our own in the half that is unread."""
    if not files:
        docs = SECOND / "docs.jsonl"
        unread = {
            one["id"] for one in map(json.loads, docs.read_text(encoding="utf-8").splitlines()) if one["half"] == UNREAD
        }
        return [text for text in isnad.read_json(docs, SECOND / "gold.jsonl") if text.name in unread]
    pairs = zip(files[::2], files[1::2], strict=True)
    texts = [text for docs, gold in pairs for text in isnad.read_json(docs, gold)]
    for number, text in enumerate(texts, 1):
        text.name = f"{name}-{number:03}"
    return texts


def in_their_place(kept: Sequence[Example], texts: Sequence[isnad.Text], name: str) -> list[Example]:
    """Return the kept verdicts with those of the engine as it is on `texts` in the place of the ones from before.

    Of a set that is numbered behind `name` all are replaced; it may have fewer texts now.
    """
    read = {text.name for text in texts}
    others = [one for one in kept if one.text not in read and not (name and one.text.startswith(f"{name}-"))]
    return others + verdicts_on(texts)


def write_verdicts(seen: Sequence[Example], path: Path) -> None:
    """Write verdicts as JSON lines: the text's name, right or not, signs; no words."""
    lines = ({"text": one.text, "right": one.right, "signs": " ".join(one.signs)} for one in seen)
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")


def write_weights(weight: dict[str, float], path: Path) -> list[str]:
    """Put weights into the lines that a file has for them; return the signs that have none, for somebody to explain."""
    text, missing = path.read_text(encoding="utf-8"), []
    for sign, value in sorted(weight.items()):
        text, found = re.subn(rf"(?m)^{re.escape(sign)} = -?[\d.]+", f"{sign} = {value:.2f}", text)
        missing += [] if found else [sign]
    path.write_text(text, encoding="utf-8")
    return missing


def sure(weight: dict[str, float], signs: Sequence[str]) -> float:
    """Return the confidence that `weight` gives to a statement with these signs."""
    likely = 1 / (1 + math.exp(-weight["base"] - sum(weight.get(sign, 0.0) for sign in signs)))
    return min(likely, confidence.most(signs))


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


def print_fit(weight: dict[str, float], judged: Sequence[tuple[float, bool]]) -> None:
    """Print weights, and what each level would let through of `judged`: confidence and verdict of unseen statements."""
    for sign, value in sorted(weight.items()):
        print(f"{sign} = {value:.2f}")
    right = sum(verdict for _, verdict in judged)
    print(f"all: {len(judged)} statements, precision of the whole isnad {right / max(1, len(judged)):.3f}")
    for level in LEVELS:
        shown = [verdict for likely, verdict in judged if round(likely, 2) >= level]
        precision, share = sum(shown) / max(1, len(shown)), len(shown) / max(1, len(judged))
        print(f"{level:.2f} and up: {len(shown):4}, {share:.3f} of all, precision of the whole isnad {precision:.3f}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of confidence.")
    parser.add_argument("--read", nargs="*", type=Path, metavar="FILE", help="read marked texts anew: DOCS GOLD ...")
    parser.add_argument("--as", dest="name", default="", help="what the texts of the files are called in the verdicts")
    parser.add_argument("--write", action="store_true", help="keep the verdicts and the weights")
    parser.add_argument("--verdicts", type=Path, default=VERDICTS)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    seen, files = read_verdicts(options.verdicts), options.read
    if files and (len(files) % 2 or not options.name):
        parser.error("--read takes pairs of DOCS and GOLD, and --as a name for their texts")
    if files is not None:
        seen = in_their_place(seen, marked_texts(files, options.name), options.name if files else "")
    weight = fit(seen)
    print_fit(weight, judged_unseen(seen))
    if options.write:
        write_verdicts(seen, options.verdicts)
        for sign in write_weights(weight, options.weights):
            print(f"{sign} has no line in {options.weights.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
