"""What a page of hits needs of a story, made ready once for all queries that find it, and how much of it is kept."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from khabar.search.documents import Document
from khabar.search.snippets import Prepared, passage_of

Key = TypeVar("Key", bound=Hashable)

_MOST_CHARACTERS = 5_000_000
"""Of the stories kept since the older half was let go, with fold, sentences and packed form about four bytes each."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
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


class Memory:
    """The stories shown last, by the bytes that an index keeps of them, so that they outlive a commit: it changes few.

    What is not asked for again goes by itself.
    """

    def __init__(self, unpack: Callable[[bytes], Document]) -> None:
        self._unpack = unpack
        self._newer: dict[bytes, Shown] = {}
        self._older: dict[bytes, Shown] = {}
        self._characters = 0

    def story(self, packed: bytes) -> Shown:
        """Return a story ready to be shown. Threads may ask at once: at worst a story is made ready twice."""
        return self._newer.get(packed) or self._kept(packed)

    def _kept(self, packed: bytes) -> Shown:
        found = self._older.get(packed) or Shown.of(self._unpack(packed))
        if self._characters > _MOST_CHARACTERS:
            self._older, self._newer, self._characters = self._newer, {}, 0
        self._newer[packed] = found
        self._characters += len(found.passage.text)
        return found


class Places(Generic[Key]):
    """Where in one commit of an index the stories of a memory stand: what is known needs not be read."""

    def __init__(self, memory: Memory, read: Callable[[Key], bytes]) -> None:
        self._memory = memory
        self._read = read
        self._found: WeakValueDictionary[Key, Shown] = WeakValueDictionary()

    def stories(self, keys: Iterable[Key]) -> list[Shown]:
        """Return stories in the order of their keys."""
        found = self._found
        return [found.get(key) or self._new(key) for key in keys]

    def _new(self, key: Key) -> Shown:
        story = self._found[key] = self._memory.story(self._read(key))
        return story
