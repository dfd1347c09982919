"""What `khabar read isnad` reads: plain text, an HTML page, or JSON lines of paragraphs or of page and wire records."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from khabar.formats.page import read_page
from khabar.formats.page.decode import MAX_BYTES, decode_page
from khabar.formats.page.tree import looks_like_html

_BODY_TYPES = frozenset({"paragraph", "quote", "list_item"})


class Text(NamedTuple):
    """An article to read statements from: its name and its paragraphs."""

    name: str
    paragraphs: list[str]


def texts(stream: BinaryIO, source: str) -> Iterator[Text | tuple[str, str]]:
    """Yield the articles of a file in order; for one that cannot be read, its name and the reason.

    Raises FormatError when the file as a whole cannot be read.
    """
    head = stream.read(1)
    while head in (b"\n", b"\r", b" ", b"\t"):
        head = stream.read(1)
    if head != b"{":
        yield Text(source, _paragraphs(head + stream.read(MAX_BYTES + 1), source))
        return
    first = head + stream.readline()
    for number, line in enumerate(_chain(first, stream), 1):
        if line.strip():
            yield _of_json(line, source, number)


def _chain(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    yield first
    yield from stream


def _paragraphs(data: bytes, source: str) -> list[str]:
    text = decode_page(data)
    if looks_like_html(text):
        return _body(read_page(data, source=source).to_json()["body"]) or []
    return [line for line in text.splitlines() if line.strip()]


def _of_json(line: bytes, source: str, number: int) -> Text | tuple[str, str]:
    where = f"{source}:{number}"
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return where, "السطر ليس JSON صحيحا"
    if not isinstance(record, dict):
        return where, "السطر ليس كائنا فيه فقرات"
    paragraphs = record.get("paras", _body(record.get("body")))
    if not isinstance(paragraphs, list) or not all(isinstance(one, str) for one in paragraphs):
        return where, "ينقص السطر «paras»: قائمة فقرات نصية"
    return Text(str(record.get("id") or record.get("source") or where), paragraphs)


def _body(body: Any) -> list[str] | None:
    """Return the paragraphs of a record's body, as `khabar read page --json` prints it."""
    if not isinstance(body, list):
        return None
    blocks = [block for block in body if isinstance(block, dict)]
    return [block.get("text", "") for block in blocks if block.get("type") in _BODY_TYPES]
