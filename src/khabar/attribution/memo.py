"""Remembering what a function says of a word."""

from collections.abc import Callable
from typing import TypeVar

_LIMIT = 1 << 15

T = TypeVar("T")


class _Memory(dict[str, T]):
    def __init__(self, work: Callable[[str], T]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, word: str) -> T:
        if len(self) >= _LIMIT:
            self.clear()
        said = self[word] = self._work(word)
        return said


def remembered(work: Callable[[str], T]) -> Callable[[str], T]:
    """Return a function of one word that works out each word once, and forgets them all when it knows too many.

    In what is asked for every word of a text it is quicker than `lru_cache`, which moves an entry at every hit.
    """
    return _Memory(work).__getitem__
