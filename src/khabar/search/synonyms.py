"""Words that mean the same, as an editor has told: pure, by folded words."""

from collections.abc import Iterable, Iterator, Sequence

Words = tuple[str, ...]
MAX_ALIKE = 12
"""Words that mean the same as one: each costs a query of its own."""


class Synonyms:
    """Sets of words, or of several words in their order, any of which may stand for any other of its set."""

    def __init__(self, sets: Iterable[Sequence[Words]] = ()) -> None:
        self._alike: dict[Words, tuple[Words, ...]] = {}
        for words in sets:
            for one in words:
                others = dict.fromkeys((*self._alike.get(one, ()), *(other for other in words if other != one)))
                self._alike[one] = tuple(others)[:MAX_ALIKE]
        self._longest = max(map(len, self._alike), default=0)

    def __bool__(self) -> bool:
        return bool(self._alike)

    def found_in(self, words: Words) -> Iterator[tuple[int, int, tuple[Words, ...]]]:
        """Yield place, number of words and what means the same, for the longest run of words at each place."""
        at = 0
        while at < len(words):
            lengths = range(min(self._longest, len(words) - at), 0, -1)
            length = next((length for length in lengths if words[at : at + length] in self._alike), 0)
            if length:
                yield at, length, self._alike[words[at : at + length]]
            at += max(length, 1)


NONE_ALIKE = Synonyms()
