"""The paragraphs of a body in which statements are looked for, and the fingerprint of the text they make."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from khabar.articles.text import paragraph_lines


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as readers read it; `block` is the id of its stream-field block, `place` that block's number."""

    block: str
    place: int
    text: str


def paragraphs(body: Iterable[Any]) -> list[Paragraph]:
    """The body's paragraphs in reading order; takes a StreamValue or its raw data.

    Quotations set apart, lists and tables carry their own marks and are not read.
    """
    raw = getattr(body, "raw_data", body)
    return [
        Paragraph(block.get("id") or "", place, line)
        for place, block in enumerate(raw)
        if block["type"] == "paragraph"
        for line in paragraph_lines(block["value"])
        if line
    ]


def text_hash(found: Iterable[Paragraph]) -> str:
    """The fingerprint of the paragraphs' words: two texts that read the same have the same."""
    joined = "\n".join(paragraph.text for paragraph in found)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()
