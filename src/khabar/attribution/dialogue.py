"""An interview in questions and answers, and a list of points: which paragraphs are somebody's words as a whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from khabar.attribution.lexicon import MEDIA, REPORTER, listed
from khabar.attribution.sources import tag
from khabar.attribution.text import fold

Part = Literal["question", "answer", "point"]
_BULLET = r"[-–—•*▪●◦]"
_LABELLED = re.compile(rf"\s*(?:{_BULLET}\s*)?(?P<label>[^\W\d_][^:.؟!،\n]{{0,48}}?)\s*\d*\s*[:：]\s*(?=\S)")
_POINT = re.compile(rf"\s*(?:{_BULLET}|\(?[0-9٠-٩]{{1,2}}\s*[.)\-–/]|(?P<word>[^\W\d_]+)\s*[:،,\-–])\s*(?=\S)")
_ASKED = re.compile(rf"\s*(?:{_BULLET}\s*)?(?=\S)")
_LONGEST_LABEL = 6


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of an interview: its words begin at character `start`; `label` says who speaks, or ""."""

    part: Part
    start: int
    label: str = ""


def turns(paragraphs: Sequence[str]) -> dict[int, Turn]:
    """Return, by their number, the paragraphs that are questions and answers of an interview; empty where none is.

    It is one where letters or words say so (س، ج، سؤال، المراسل), or where two questions with a dash are each
    answered behind somebody's name. What stands between an answer and the next question goes on with the answer.
    """
    found: dict[int, Turn] = {}
    if not any("؟" in text for text in paragraphs):
        return found
    told, asked = 0, 0
    for at, text in enumerate(paragraphs):
        turn = _turn(text, found.get(at - 1))
        if turn is not None:
            found[at] = turn
            told += bool(turn.label) and fold(turn.label) in listed("asks") | listed("answers")
            asked += turn.part == "question"
    answered = [at for at, turn in found.items() if turn.part == "answer"]
    if not answered or not asked or (not told and asked < 2):
        return {}
    return _with_more(found, paragraphs)


def _turn(text: str, before: Turn | None) -> Turn | None:
    match = _LABELLED.match(text)
    label = match["label"].strip() if match else ""
    if match and _asks(label):
        return Turn("question", match.end(), label)
    if match and fold(label) in listed("answers"):
        return Turn("answer", match.end(), label)
    if match and before is not None and before.part == "question" and len(label.split()) <= _LONGEST_LABEL:
        return Turn("answer", match.end(), label)
    dash = _ASKED.match(text)
    if dash and dash.end() > 0 and text[: dash.end()].strip() and text.rstrip().endswith("؟"):
        return Turn("question", dash.end())
    if before is not None and before.part == "question" and before.label and text.strip():
        return Turn("answer", len(text) - len(text.lstrip()))
    return None


def _asks(label: str) -> bool:
    """Whether a label is that of a question or of who asks: an outlet or its reporter."""
    words = fold(label).split()
    if " ".join(words) in listed("asks"):
        return True
    letters = tag(words[0]) if words else ""
    return len(words) == 1 and label.startswith("ال") and bool({MEDIA, REPORTER} & set(letters))


def _with_more(found: dict[int, Turn], paragraphs: Sequence[str]) -> dict[int, Turn]:
    """Add the paragraphs between an answer and a later question, in which the answer goes on."""
    last = max(at for at, turn in found.items() if turn.part == "question")
    first = min(found)
    more = dict(found)
    for at in range(first + 1, last):
        text = paragraphs[at]
        if at not in more and at - 1 in more and more[at - 1].part == "answer" and text.strip():
            more[at] = Turn("answer", len(text) - len(text.lstrip()))
    return more


def is_name(label: str) -> bool:
    """Whether an answer's label names somebody and is no word for an answer."""
    return bool(label) and fold(label) not in listed("answers")


def opens_list(text: str) -> bool:
    """Whether a paragraph announces points: it ends with a colon."""
    return text.rstrip().endswith((":", "："))


def point(text: str) -> int:
    """Return the character at which the words of a point begin (أولا: …, - …, 1. …); 0 where a paragraph is none."""
    match = _POINT.match(text)
    if match is None or (match["word"] and fold(match["word"].removeprefix("و")) not in listed("ordinals")):
        return 0
    return match.end()
