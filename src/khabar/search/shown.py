"""What a page of hits needs of a story, made ready once for all queries that find it, and how much of it is kept."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from khabar.search.documents import Document
from khabar.search.snippets import Prepared, passage_of

Key = TypeVar("Key", bound=Hashable)

_MOST_CHARACTERS = 5_000_000
"""Of the stories kept since the older half was let go, with fold and sentences about three and a half bytes each."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as hits show it: what is printed as it is, and the texts that words are marked in."""

    id: int
    external_id: str
    url: str
    headline: Prepared
    passage: Prepared
    published_at: datetime
    section: str
    section_name: str

    @classmethod
    def of(cls, doc: Document) -> "Shown":
        """Make a story ready."""
        return cls(
            id=doc.id,
            external_id=doc.external_id,
            url=doc.url,
            headline=Prepared(doc.headline),
            passage=Prepared(passage_of(doc.standfirst, doc.body, doc.caption)),
            published_at=doc.published_at,
            section=doc.section,
            section_name=doc.section_name,
        )


class Memory(Generic[Key]):
    """The stories shown last, by their keys in one commit of an index; what is not asked for again goes by itself."""

    def __init__(self, read: Callable[[Key], Document]) -> None:
        self._read = read
        self._newer: dict[Key, Shown] = {}
        self._older: dict[Key, Shown] = {}
        self._characters = 0

    def those(self, keys: Sequence[Key]) -> list[Shown]:
        """Return stories in the order of their keys. Threads may ask at once: at worst a story is read twice."""
        return [self._newer.get(key) or self._kept(key) for key in keys]

    def forget(self) -> None:
        """Let go of all."""
        self._newer, self._older, self._characters = {}, {}, 0

    def _kept(self, key: Key) -> Shown:
        found = self._older.get(key) or Shown.of(self._read(key))
        if self._characters > _MOST_CHARACTERS:
            self._older, self._newer, self._characters = self._newer, {}, 0
        self._newer[key] = found
        self._characters += len(found.passage.text)
        return found
