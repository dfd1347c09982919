"""What of a story readers read, and what was changed in it from one text to the next, word by word: pure code."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, NamedTuple

from khabar.arabic.normalise import without_marks
from khabar.articles.text import plain_text

# A word with the marks on its letters, a break between paragraphs, other white space, any other single sign.
_TOKEN = re.compile(r"[\w\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+|\n|[^\S\n]+|.", re.DOTALL)
_SILENT = frozenset({"related"})
_IN_WORDS = frozenset({"paragraph", "subheading", "quote", "list", "table"})
# Below this share of letters in common two passages are shown as one taken out and another put in.
_ALIKE = 0.35
# Pairs of words past which two passages are not compared word by word.
_LARGEST = 4_000_000
_ISLAND = 4

# A slip of the keyboard: at most so many places, so many letters in each.
_SLIPS, _SLIP_LETTERS = 3, 2
# One letter or word that turns a sentence round is no slip.
_TURNS = frozenset({"لا", "لم", "لن", "ما", "غير", "ليس", "ليست", "دون", "بلا", "نفى", "أكد"})


class Part(NamedTuple):
    """One thing readers read: `kind` says which, `text` is its words; of media `text` only tells it from another."""

    kind: str
    text: str


class Mark(StrEnum):
    """What happened to a run of words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Run(NamedTuple):
    """Words next to each other that share a fate."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class Line:
    """A part that was changed, from its first word to its last."""

    kind: str
    runs: tuple[Run, ...]


MEDIA = frozenset({"lead_picture", "lead_video", "media"})
"""Kinds of parts that have no words to compare."""


def parts_of(article: Any, *, authors: Iterable[str] = (), agencies: Iterable[str] = ()) -> list[Part]:
    """Everything of an article that a reader sees in its text, in reading order; empty parts are left out.

    Args:
        article: an article, or what has its columns as attributes.
    """
    day = article.dateline_date
    found = [
        Part("kicker", article.kicker),
        Part("headline", article.headline),
        Part("abstract", article.abstract),
        Part("lead_picture", str(article.lead_picture_id or "")),
        Part("lead_video", str(article.lead_video_id or "")),
        Part("caption", article.lead_caption),
        Part("credit", article.lead_credit),
        Part("dateline", " – ".join(filter(None, (article.dateline_place, f"{day:%Y-%m-%d}" if day else "")))),
        Part("authors", "، ".join(authors)),
        Part("agencies", "، ".join(agencies)),
        *_body(article.body),
    ]
    spaced = [part if part.kind in MEDIA else Part(part.kind, " ".join(part.text.split())) for part in found]
    return [part for part in spaced if part.text]


def compare(before: Sequence[Part], after: Sequence[Part]) -> list[Line]:
    """The parts that differ, in reading order; media that differ are lines without runs."""
    lines = []
    for kind in dict.fromkeys(part.kind for part in (*after, *before)):
        old, new = (_joined(parts, kind) for parts in (before, after))
        if old == new:
            continue
        if kind in MEDIA:
            lines.append(Line(kind, ()))
        else:
            lines += [Line(kind, runs) for runs in _changed_paragraphs(old, new)]
    return lines


def is_slip(before: Sequence[Part], after: Sequence[Part]) -> bool:
    """Whether only a few letters differ, as when a slip of the keyboard is put right.

    Never so where a figure differs or a word that turns a sentence round: those few letters change what is said.
    """
    places: list[tuple[str, str]] = []
    for line in compare(before, after):
        if not line.runs:
            return False
        places += _places(line.runs)
    return 0 < len(places) <= _SLIPS and all(_slip(old, new) for old, new in places)


def only_pictured(before: Sequence[Part], after: Sequence[Part]) -> bool:
    """Whether nothing was changed but that a story without a lead picture got its first one, with its words."""
    first = not any(part.kind == "lead_picture" for part in before)
    return first and _unpictured(before) == _unpictured(after)


def _unpictured(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.kind not in ("lead_picture", "caption", "credit")]


def _body(body: Any) -> Iterator[Part]:
    for block in getattr(body, "raw_data", body) or ():
        kind, value = block["type"], block["value"]
        if kind not in _IN_WORDS and kind not in _SILENT:
            yield Part("media", json.dumps(value, ensure_ascii=False, sort_keys=True))
        elif kind not in _SILENT:
            for line in plain_text([block]).split("\n"):
                yield Part("text", line)


def _joined(parts: Sequence[Part], kind: str) -> str:
    return "\n".join(part.text for part in parts if part.kind == kind)


def _changed_paragraphs(old: str, new: str) -> Iterator[tuple[Run, ...]]:
    """The runs of each paragraph that was changed, added or removed."""
    before, after = old.split("\n") if old else [], new.split("\n") if new else []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _split(_runs("\n".join(before[i1:i2]), "\n".join(after[j1:j2])))


def _runs(old: str, new: str) -> list[Run]:
    """One passage against another, word by word."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    whole = [Run(Mark.REMOVED, old + "\n" if old and new else old), Run(Mark.ADDED, new)]
    if not (before and after) or len(before) * len(after) > _LARGEST:
        return [run for run in whole if run.text]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    common = sum(len("".join(before[block.a : block.a + block.size])) for block in matcher.get_matching_blocks())
    if common < _ALIKE * max(len(old), len(new)):
        return whole
    runs: list[Run] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            runs.append(Run(Mark.SAME, "".join(before[i1:i2])))
            continue
        runs += [Run(Mark.REMOVED, "".join(before[i1:i2])), Run(Mark.ADDED, "".join(after[j1:j2]))]
    return _smoothed([run for run in runs if run.text])


def _smoothed(runs: list[Run]) -> list[Run]:
    """With changes that only a few letters stand between told as one: a reader follows phrases, not particles."""
    grouped: list[tuple[str, str]] = []  # what was, what is; equal where nothing changed
    for index, (mark, text) in enumerate(runs):
        inner = 0 < index < len(runs) - 1
        island = mark is Mark.SAME and inner and len(text.strip()) < _ISLAND and "\n" not in text
        old, new = ("" if mark is Mark.ADDED else text), ("" if mark is Mark.REMOVED else text)
        if grouped and (island or mark is not Mark.SAME) and grouped[-1][0] != grouped[-1][1]:
            grouped[-1] = (grouped[-1][0] + old, grouped[-1][1] + new)
        else:
            grouped.append((old, new))
    found = []
    for old, new in grouped:
        found += [Run(Mark.SAME, old)] if old == new else [Run(Mark.REMOVED, old), Run(Mark.ADDED, new)]
    return [run for run in found if run.text]


def _split(runs: list[Run]) -> Iterator[tuple[Run, ...]]:
    """The runs cut at the ends of paragraphs; a paragraph in which nothing changed is left out."""
    line: list[Run] = []
    for mark, text in runs:
        first, *rest = text.split("\n")
        line.append(Run(mark, first))
        for piece in rest:
            if kept := _line(line):
                yield kept
            line = [Run(mark, piece)]
    if kept := _line(line):
        yield kept


def _line(runs: list[Run]) -> tuple[Run, ...]:
    kept = tuple(run for run in runs if run.text)
    return kept if any(run.mark is not Mark.SAME and run.text.strip() for run in kept) else ()


def _places(runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """What was and what is at each place of a line that was changed."""
    old = new = ""
    for mark, text in (*runs, Run(Mark.SAME, "")):
        if mark is Mark.REMOVED:
            old += text
        elif mark is Mark.ADDED:
            new += text
        elif old or new:
            yield old.strip(), new.strip()
            old = new = ""


def _slip(old: str, new: str) -> bool:
    bare_old, bare_new = without_marks(old), without_marks(new)
    if any(letter.isdigit() for letter in old + new):
        return False
    if _TURNS.intersection(bare_old.split()) != _TURNS.intersection(bare_new.split()):
        return False
    from rapidfuzz.distance import DamerauLevenshtein  # for whoever publishes a change, not for every web process

    return DamerauLevenshtein.distance(bare_old, bare_new) <= _SLIP_LETTERS
