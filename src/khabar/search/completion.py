"""Headlines while a query is typed: the last word may be unfinished, mistyped, or in Latin letters."""

from collections.abc import Iterator

from tantivy import Occur
from tantivy import Query as Clause

from khabar.arabic.normalise import fold_exact
from khabar.arabic.stem import stems
from khabar.search.analysis import KEY_SIGN, lexicon_prefix, lexicon_word
from khabar.search.reader import IndexWords
from khabar.search.schema import HEADLINE, LEXICON, NORM, STEM
from khabar.search.spelling import begun_otherwise
from khabar.search.typed import Typed

_ENDINGS = 20
"""Words of the index that an unfinished one may become."""
_LOOKED_AT = 100
_HEADLINE = f"{HEADLINE}_{NORM}"


class Completer:
    """Completes against one commit of an index."""

    def __init__(self, words: IndexWords) -> None:
        self._words = words
        self._searcher = words.searcher

    def complete(self, typed: Typed, limit: int) -> tuple[int, ...]:
        """Return the ids of the newest stories with the words in their headlines, the last one possibly unfinished."""
        endings = self._endings(typed)
        if not endings:
            return ()
        parts = [(Occur.Must, self._whole(word, bool(typed.spelled))) for word in typed.words[:-1]]
        parts.append((Occur.Must, self._either([(_HEADLINE, word) for word in endings])))
        clause = Clause.boolean_query(parts)
        hits = self._searcher.search(clause, limit, count=False, order_by_field="published").hits
        ids = self._searcher.fast_field_values("id", [address for _, address in hits])
        return tuple(int(pk or 0) for pk in ids)

    def corrections(self, typed: Typed) -> Iterator[Typed]:
        """Yield what may have been meant by a last word that no word of the index begins with, the likeliest first."""
        if not typed.spelled and not self._endings(typed):
            for other in begun_otherwise(typed.words[-1], self._frequency):
                yield Typed((*typed.words[:-1], other))

    def _frequency(self, prefix: str) -> int:
        return sum(df for _, df in self._searcher.terms_with_prefix(_HEADLINE, prefix, limit=1))

    def _endings(self, typed: Typed) -> list[str]:
        if typed.spelled:
            begins = lexicon_prefix(typed.words[-1]).removesuffix(KEY_SIGN)
            found = self._searcher.terms_with_prefix(LEXICON, begins, limit=_LOOKED_AT)
            norms = dict.fromkeys(fold_exact(lexicon_word(term)) for term, _ in found)
            return [norm for norm in norms if typed.sounds_like(norm)][:_ENDINGS]
        begun = [self._searcher.terms_with_prefix(_HEADLINE, one, limit=_ENDINGS) for one in typed.beginnings]
        return [word for found in begun for word, _ in found]

    def _whole(self, word: str, sounds: bool) -> Clause:
        if sounds:
            return self._either([(_HEADLINE, norm) for norm, _ in self._words.of_key(word)[:_ENDINGS]])
        return self._either([(_HEADLINE, word), *((f"{HEADLINE}_{STEM}", stem) for stem in stems(word))])

    def _either(self, terms: list[tuple[str, str]]) -> Clause:
        schema = self._words.schema
        return Clause.boolean_query([(Occur.Should, Clause.term_query(schema, *term, "basic")) for term in terms])
