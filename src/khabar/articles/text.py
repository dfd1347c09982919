"""The plain text of an article's body, and a body made from plain paragraphs."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from khabar.articles.galleries import gallery_pictures

_TAG = re.compile(r"<[^>]+>")
_PLAIN = re.compile(r"<p>([^<>&]*)</p>")  # a paragraph of words alone, as most are
_BREAK = re.compile(r"</p>|<br\s*/?>|</li>", re.IGNORECASE)


def plain_text(body: Iterable[Any]) -> str:
    """What a reader reads of the body, one line per paragraph, heading, quote or list item.

    Takes a StreamValue and reads its raw data, so that no block is built and no picture is fetched.
    """
    raw = getattr(body, "raw_data", body)
    return "\n".join(line for block in raw for line in _lines(block["type"], block["value"]) if line)


def leading_text(body: str | list[Any], letters: int) -> str:
    """The first paragraphs of a body, as the database has it or read, about so many letters of them."""
    found, length = [], 0
    for block in json.loads(body) if isinstance(body, str) else body:
        if block["type"] == "paragraph":
            lines = [line for line in paragraph_lines(block["value"]) if line]
            found += lines
            length += sum(map(len, lines))
            if length >= letters:
                break
    return "\n".join(found)


def _lines(kind: str, value: Any) -> Iterator[str]:
    if kind == "paragraph":
        yield from paragraph_lines(value)
    elif kind == "subheading":
        yield value
    elif kind == "quote":
        yield " ".join(filter(None, (value["text"], value.get("speaker"))))
    elif kind in ("picture", "video"):
        yield value.get("caption") or ""
    elif kind == "gallery":
        yield value.get("title") or ""
        yield from (picture.get("caption") or "" for picture in gallery_pictures(value))
    elif kind == "list":
        yield from (item["value"] if isinstance(item, dict) else item for item in value)
    elif kind == "table":
        for row in value.get("rows", ()):
            yield " ".join(str(cell) for cell in row["values"] if cell is not None)


def paragraph_lines(value: str) -> Iterator[str]:
    """The plain lines of a paragraph block's HTML, one per paragraph or line break; some may be empty."""
    if plain := _PLAIN.fullmatch(value):
        yield plain[1].strip()
        return
    for part in _BREAK.split(value):
        yield html.unescape(_TAG.sub("", part)).strip()


def paragraph(text: str) -> dict[str, str]:
    """A paragraph block from plain text: its characters are shown as they are, never read as HTML."""
    return {"type": "paragraph", "value": f"<p>{html.escape(text, quote=False)}</p>"}
