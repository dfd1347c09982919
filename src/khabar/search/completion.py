"""Headlines while a query is typed: the last word may be unfinished, mistyped, or in Latin letters."""

from collections.abc import Iterable, Iterator

from khabar.arabic.normalise import fold_exact
from khabar.arabic.stem import stems
from khabar.search.analysis import KEY_SIGN, lexicon_prefix, lexicon_word
from khabar.search.clause import All, Clause, Occur, Word, either
from khabar.search.index import Index
from khabar.search.schema import HEADLINE, LEXICON, NORM, STEM
from khabar.search.spelling import begun_otherwise
from khabar.search.typed import Typed

_ENDINGS = 20
"""Words of the index that an unfinished one may become."""
_LOOKED_AT = 100
_HEADLINE = f"{HEADLINE}_{NORM}"


class Completer:
    """Completes against one commit of an index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def complete(self, typed: Typed, limit: int) -> tuple[int, ...]:
        """Return the ids of the newest stories with the words in their headlines, the last one possibly unfinished."""
        endings = self._endings(typed)
        if not endings:
            return ()
        parts = [self._whole(word, bool(typed.spelled)) for word in typed.words[:-1]]
        parts.append(_any_of((_HEADLINE, word) for word in endings))
        keys = self._index.newest(All(tuple((Occur.MUST, part) for part in parts)), limit)
        return tuple(self._index.numbers(keys))

    def corrections(self, typed: Typed) -> Iterator[Typed]:
        """Yield what may have been meant by a last word that no word of the index begins with, the likeliest first."""
        if not typed.spelled and not self._endings(typed):
            for other in begun_otherwise(typed.words[-1], self._frequency):
                yield Typed((*typed.words[:-1], other))

    def _frequency(self, prefix: str) -> int:
        return sum(df for _, df in self._index.begun(_HEADLINE, prefix, 1))

    def _endings(self, typed: Typed) -> list[str]:
        if typed.spelled:
            begins = lexicon_prefix(typed.words[-1]).removesuffix(KEY_SIGN)
            found = self._index.begun(LEXICON, begins, _LOOKED_AT)
            norms = dict.fromkeys(fold_exact(lexicon_word(term)) for term, _ in found)
            return [norm for norm in norms if typed.sounds_like(norm)][:_ENDINGS]
        begun = [self._index.begun(_HEADLINE, one, _ENDINGS) for one in typed.beginnings]
        return [word for found in begun for word, _ in found]

    def _whole(self, word: str, sounds: bool) -> Clause:
        if sounds:
            return _any_of((_HEADLINE, norm) for norm, _ in self._index.of_key(word)[:_ENDINGS])
        return _any_of([(_HEADLINE, word), *((f"{HEADLINE}_{STEM}", stem) for stem in stems(word))])


def _any_of(words: Iterable[tuple[str, str]]) -> Clause:
    return either(Word(field, word, counts=False) for field, word in words)
