"""A story as the few bytes the index keeps of it for showing: one byte for each Arabic letter, then deflate.

The engine's own compression of what it stores (LZ4) halves Arabic UTF-8, this takes it to less than a third, and one
story is read without unpacking its neighbours.
"""

import codecs
import json
import zlib
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from khabar.search.documents import Document

_NAMES = tuple(field.name for field in fields(Document))
_LISTS = tuple(field.name for field in fields(Document) if field.default == ())
_LETTERS = "cp1256"  # Arabic, Persian and French letters, vowel marks, the signs newspapers use
_OTHERS = "khabar.json"
_LEVEL, _RAW, _MEMORY = 5, -15, 9  # level 6 takes a third longer for a hundredth less
_DICTIONARY, _OF_A_STORY = 8_000, 500
"""Bytes: a larger dictionary gains little and costs time with every story."""


class Packer:
    """Packs and unpacks with a dictionary: stories of the same index, whose words and phrases others share."""

    def __init__(self, dictionary: bytes) -> None:
        self._dictionary = dictionary

    def pack(self, doc: Document) -> bytes:
        """Return the story as bytes; a lone surrogate, which no text should hold, comes back as it was."""
        deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, _MEMORY, zlib.Z_DEFAULT_STRATEGY, self._dictionary)
        return deflate.compress(_written(doc)) + deflate.flush()

    def unpack(self, data: bytes) -> Document:
        """Return the story that `pack` wrote. Raises ValueError for other bytes."""
        inflate = zlib.decompressobj(_RAW, self._dictionary)
        try:
            written = json.loads((inflate.decompress(data) + inflate.flush()).decode(_LETTERS))
            values = dict(zip(_NAMES, written, strict=True))
        except (zlib.error, ValueError, TypeError) as error:
            raise ValueError("not a story of this index") from error
        for name in _LISTS:
            values[name] = tuple(values[name])
        return Document(**{**values, "published_at": datetime.fromisoformat(values["published_at"])})


def dictionary_of(docs: Iterable[Document]) -> bytes:
    """Return a dictionary made of some stories; it need not hold any."""
    return b"".join(_written(doc)[:_OF_A_STORY] for doc in docs)[:_DICTIONARY]


def _written(doc: Document) -> bytes:
    values = [getattr(doc, name) for name in _NAMES]
    values[_NAMES.index("published_at")] = doc.published_at.isoformat()
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(_LETTERS, _OTHERS)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Write what has no byte as JSON escapes: it can only stand within a string."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101  registered for encoding alone
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2)), error.end


codecs.register_error(_OTHERS, _escaped)
