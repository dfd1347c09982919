"""What every importer hands to the database: one article's content with the identity its source gave it."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import date, datetime
from functools import cached_property
from typing import Any

from khabar.core.errors import KhabarError

HEADLINE_LIMIT = 250
KEY_LIMIT = 500
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Refused(KhabarError):
    """This one input cannot become an article; the others go on."""


@dataclass(frozen=True)
class Incoming:
    """One article as a source gives it. `source_key` says which kind of source and its own identity there."""

    source_key: str
    headline: str
    body: list[dict[str, Any]]
    kicker: str = ""
    abstract: str = ""
    place: str = ""
    dateline_date: date | None = None
    section: str = ""
    topics: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    published_at: datetime | None = None
    caption: str = ""
    credit: str = ""
    alt: str = ""
    image: str = ""
    language: str = "ar"
    urgency: int = 5

    @cached_property
    def blocks(self) -> list[dict[str, Any]]:
        """The body as the desk keeps it: each block with an id, the same at the same place, to compare versions by."""
        return [{**block, "id": f"{place:08x}-0000-4000-8000-000000000000"} for place, block in enumerate(self.body)]

    @cached_property
    def blocks_json(self) -> str:
        """`blocks` as JSON."""
        return json.dumps(self.blocks, ensure_ascii=False)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the content without the identity: equal when the source has nothing new to say."""
        fields = {name: getattr(self, name) for name in _HASHED}
        text = json.dumps(fields, default=str, ensure_ascii=False) + self.blocks_json
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


_HASHED = [f.name for f in dataclass_fields(Incoming) if f.name not in ("source_key", "body")]


def source_key(kind: str, identity: str) -> str:
    """The key under which a source's article is known again; an identity too long for it is cut and hashed."""
    key = f"{kind}:{storable(identity)}"
    if len(key) <= KEY_LIMIT:
        return key
    return f"{key[: KEY_LIMIT - 33]}#{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def storable(text: str) -> str:
    """The text without control characters and lone surrogates, which no database takes."""
    # Nothing that has to go is printable; for most texts that is all there is to ask.
    return text.strip() if text.isprintable() else _UNSTORABLE.sub("", text).strip()


def cut(text: str, limit: int) -> str:
    """The text, at most `limit` characters, cut at a word and marked with … where it was longer."""
    text = storable(text)
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0] + "…"


def checked_headline(text: str) -> str:
    """A headline that can be stored.

    Raises:
        Refused: it is empty or longer than `HEADLINE_LIMIT` characters.
    """
    headline = " ".join(storable(text).split())
    if not headline:
        raise Refused("لا عنوان له")
    if len(headline) > HEADLINE_LIMIT:
        raise Refused(f"عنوانه أطول من {HEADLINE_LIMIT} حرفًا")
    return headline
