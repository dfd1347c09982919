"""A query while it is typed: the ways to read it before any engine has seen it."""

from itertools import product
from typing import NamedTuple

from khabar.arabic.keyboard import arabic_for_latin_keys
from khabar.arabic.latin import latin_keys, sound, sounds_apart
from khabar.arabic.names import MIN_KEY, name_key
from khabar.arabic.tokenise import tokens
from khabar.search.analysis import without_surrogates
from khabar.search.spelling import mistake_cost

MAX_TYPED = 100
"""Characters of what is typed that suggestions are made for."""
MAX_COST = 1.3
"""What a mistake in a word being typed may cost, as `mistake_cost` has it."""
ARTICLE = "ال"
_MAX_WORDS = 8
_LEAST = 2
_MAX_SOUNDS = 8


class Typed(NamedTuple):
    """One way to read what is typed: folded words, of which the last may be unfinished.

    Where `spelled` is given, the words are consonants (`name_key`) to be compared with those of names, and it is the
    last word as it was typed.
    """

    words: tuple[str, ...]
    spelled: str = ""

    @property
    def text(self) -> str:
        """The words as one text."""
        return " ".join(self.words)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """How the last word may begin in a text: with the article and without it, as typed first."""
        last = self.words[-1]
        if last.isascii():
            return (last,)
        bare = last.removeprefix(ARTICLE)
        if bare == last:
            return (last, ARTICLE + last)
        return (last, bare) if len(bare) >= _LEAST else (last,)

    def sounds_like(self, norm: str) -> bool:
        """Whether a folded word may begin with what was spelled."""
        if self.spelled.isascii():
            typed, word = sound(self.spelled), sound(norm)
            return sounds_apart(typed, word[: len(typed)]) * 4 <= len(typed)
        beginnings = {norm[: len(self.spelled) + more] for more in (-1, 0, 1)}
        return min(mistake_cost(self.spelled, beginning) for beginning in beginnings) <= MAX_COST


def read(text: str) -> list[Typed]:
    """Return the ways to read what is typed, the likeliest first: as it stands, on the other keyboard, by sound."""
    text = without_surrogates(text[:MAX_TYPED])
    found = [_typed(text)]
    if text.isascii():
        found.append(_typed(arabic_for_latin_keys(text)))
        keys = [latin_keys(word) or [word] for word in found[0].words]
        last = found[0].words[-1:]
        found += [Typed(words, *last) for words, _ in zip(product(*keys), range(_MAX_SOUNDS), strict=False)]
    else:
        bare = [_bare(word) for word in found[0].words]
        found.append(Typed(tuple(map(name_key, bare)), *bare[-1:]))
    return [typed for typed in dict.fromkeys(found) if _is_enough(typed)]


def _typed(text: str) -> Typed:
    return Typed(tuple(token.word.norm for token in tokens(text))[:_MAX_WORDS])


def _bare(word: str) -> str:
    return word.removeprefix(ARTICLE) if len(word) > 4 else word


def _is_enough(typed: Typed) -> bool:
    """Whether it says anything: two letters and more than the article, of a sound three consonants beside it."""
    if typed.spelled:
        return all(typed.words) and len(typed.text.removeprefix(ARTICLE)) >= MIN_KEY
    return len(typed.text) >= _LEAST and typed.text != ARTICLE
