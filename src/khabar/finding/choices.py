"""What editors chose, kept in each process until the change log goes on: pinned stories and synonyms."""

import os
import re
import threading
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.db import connection

from khabar.articles.models import Change
from khabar.finding.models import PinnedStory, Synonyms
from khabar.search.query import Query, understand
from khabar.search.synonyms import NONE_ALIKE, Words
from khabar.search.synonyms import Synonyms as Alike

_LAST = f"SELECT COALESCE(MAX(seq), 0) FROM {Change._meta.db_table}"  # noqa: S608 - a name of our own
_SEPARATOR = re.compile(r"[،,؛;\n]+")


@dataclass(frozen=True)
class Choices:
    """Pinned stories by the key of the query, in the editor's order, and the synonyms."""

    pinned: dict[str, tuple[int, ...]] = field(default_factory=dict)
    synonyms: Alike = NONE_ALIKE


def generation() -> int:
    """The end of the change log: what was read before it moved on may be old.

    Asked for at every search, so without a queryset, which takes longer than its answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        return int(cursor.fetchone()[0])


def choices(at: int | None = None) -> Choices:
    """What the editors have chosen; read from the database when the change log has moved since.

    Args:
        at: the end of the change log, where the caller knows it.
    """
    return _kept(os.getpid()).read(generation() if at is None else at)


class _Kept:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at: int | None = None
        self._choices = Choices()

    def read(self, at: int) -> Choices:
        with self._lock:
            if self._at != at:
                self._choices, self._at = Choices(_pinned(), Alike(_sets())), at
            return self._choices


@lru_cache(maxsize=1)
def _kept(_pid: int) -> _Kept:
    return _Kept()


def _pinned() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    rows = PinnedStory.objects.order_by("sort_order", "pk").values_list("pin__key", "article_id")
    for key, article_id in rows:
        found[key] = (*found.get(key, ()), article_id)
    return found


def _sets() -> list[tuple[Words, ...]]:
    return [spelled_alike(words) for words in Synonyms.objects.values_list("words", flat=True)]


def parted(words: str) -> list[str]:
    """The words of a set of synonyms, as the editor spelled them."""
    return [part for piece in _SEPARATOR.split(words) if (part := " ".join(piece.split()))]


def spelled_alike(words: str) -> tuple[Words, ...]:
    """The words of a set of synonyms, folded as those of a query are."""
    return tuple(dict.fromkeys(found for part in parted(words) if (found := folded(part))))


def folded(part: str) -> Words:
    """One of the synonyms as the words that a query for it would search for."""
    return tuple(word.norm for word in understand(part).words)


def with_choices(query: Query, at: int | None = None) -> Query:
    """The query with the editors' synonyms."""
    return replace(query, synonyms=choices(at).synonyms)
