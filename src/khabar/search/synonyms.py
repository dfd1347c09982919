"""Words that mean the same, as an editor has told: pure, by folded words."""

from collections.abc import Iterable, Iterator, Sequence

from khabar.arabic.stem import bare_forms

Words = tuple[str, ...]
MAX_ALIKE = 12
"""Words that mean the same as one: each costs a query of its own."""


class Synonyms:
    """Sets of words, or of several words in their order, any of which may stand for any other of its set.

    A word is the same with the article or without; one alone also behind other clitics (وبالحاسوب).
    """

    def __init__(self, sets: Iterable[Sequence[Words]] = ()) -> None:
        self._alike: dict[Words, tuple[Words, ...]] = {}
        for words in sets:
            for one in words:
                key = tuple(map(_bare, one))
                others = dict.fromkeys((*self._alike.get(key, ()), *(other for other in words if other != one)))
                self._alike[key] = tuple(others)[:MAX_ALIKE]
        self._longest = max(map(len, self._alike), default=0)

    @classmethod
    def one_way(cls, pairs: Iterable[tuple[Words, Sequence[Words]]]) -> "Synonyms":
        """Return what leads from words to others that may stand for them, but not back."""
        one = cls()
        one._alike = {tuple(map(_bare, words)): tuple(others)[:MAX_ALIKE] for words, others in pairs}
        one._longest = max(map(len, one._alike), default=0)
        return one

    def __bool__(self) -> bool:
        return bool(self._alike)

    def found_in(self, words: Words) -> Iterator[tuple[int, int, tuple[Words, ...]]]:
        """Yield place, number of words and what means the same, for the longest run of words at each place."""
        at = 0
        while at < len(words):
            lengths = range(min(self._longest, len(words) - at), 0, -1)
            runs = ((length, self._of(words[at : at + length])) for length in lengths)
            length, alike = next((run for run in runs if run[1]), (0, ()))
            if alike:
                yield at, length, alike
            at += max(length, 1)

    def _of(self, run: Words) -> tuple[Words, ...]:
        found = self._alike.get(tuple(map(_bare, run)), ())
        if found or len(run) > 1:
            return found
        return next((found for bare in bare_forms(run[0]) if (found := self._alike.get((bare,), ()))), ())


def _bare(word: str) -> str:
    return word.removeprefix("ال") if len(word) > 4 else word


NONE_ALIKE = Synonyms()
