"""The lines of a text wire as paragraphs: unwrapped, whatever sign a paragraph begins with."""

import re

from khabar.formats.text import clean
from khabar.formats.wire.dateline import read_dateline
from khabar.formats.wire.desk import stands_alone

_INDENT = re.compile(r"^(?: {2,}|\t|\x09)")
_SENTENCE_END = re.compile(r"[.!?؟…:»”\"')]\s*$")
HEADLINE_END = re.compile(r"(?<![ \t])[ \t]*=[ \t]*$", re.MULTILINE)
"""The sign that closes a headline or byline in text wires."""
_HEAD_LINES = 6
_WRAP = 50
_UNWRAPPED = 120


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of plain text, hard-wrapped or not.

    Lines too long to be wrapped are paragraphs, and so are short ones. Else a blank or an indented line begins
    one; where a text has neither, a line ends one when it ends a sentence short of the width of the others.
    """
    lines = _dedented(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    filled = [line for line in lines if line]
    if not filled:
        return []
    width = sorted(len(line) for line in filled)[len(filled) * 3 // 4]
    wrapped = _WRAP <= width <= _UNWRAPPED
    marked = any(not line for line in lines[lines.index(filled[0]) : -1]) or _is_indented(filled)
    found: list[str] = []
    current: list[str] = []
    for line in lines:
        alone = bool(line) and (stands_alone(line) or not (wrapped or marked) or width > _UNWRAPPED)
        if not line or alone or (_INDENT.match(line) and current):
            _close(current, found)
        if line:
            current.append(line)
            if alone or (not marked and _ends(line, width)):
                _close(current, found)
    _close(current, found)
    return found


def _dedented(lines: list[str]) -> list[str]:
    """Take the white space that all lines but the first begin with, as indented XML gives it, off them."""
    lines = [line.rstrip() for line in lines]
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line]
    margin = min(margins, default=0)
    return [lines[0].strip(), *(line[margin:] for line in lines[1:])] if margin else lines


def _is_indented(lines: list[str]) -> bool:
    return sum(bool(_INDENT.match(line)) for line in lines[1:]) >= max(1, len(lines) // 12)


def _ends(line: str, width: int) -> bool:
    return len(line) < width * 0.85 and bool(_SENTENCE_END.search(line))


def _close(current: list[str], found: list[str]) -> None:
    text = clean(" ".join(line.strip() for line in current))
    current.clear()
    if text:
        found.append(text)


def split_head(text: str) -> tuple[list[str], str]:
    """Cut the lines of headline and byline off: those closed by "=", or those above the line of the dateline."""
    lines = text.replace("\r\n", "\n").lstrip("\n").split("\n")
    end = 0
    for number, line in enumerate(lines[:_HEAD_LINES]):
        if HEADLINE_END.search(line):
            end = number + 1
        elif not end and number and read_dateline(line).found:
            end = number
            break
    head = (clean(HEADLINE_END.sub("", line)) for line in lines[:end])
    return [line for line in head if line], "\n".join(lines[end:])
