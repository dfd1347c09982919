"""Near spellings of a word among those that the index knows."""

import math
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from rapidfuzz.distance import DamerauLevenshtein, Editop, Levenshtein

from khabar.arabic.keyboard import (
    MISTAKE_COST,
    arabic_for_latin_keys,
    has_key_sign,
    is_no_latin,
    latin_for_arabic_keys,
    may_be_arabic,
)
from khabar.arabic.latin import PARTICLES, latin_keys, may_have_article, sound, sounds_apart, spoken
from khabar.arabic.latin_words import is_ordinary
from khabar.arabic.names import MIN_KEY, name_key
from khabar.arabic.normalise import normalise_search
from khabar.arabic.stem import Lexicon, bare_forms, stems
from khabar.search.listed import LISTED, is_common, is_listed, printed

_ARABIC_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = frozenset("اويه")
_LATIN_VOWELS = frozenset("aeiouy")
_SHORT, _STRANGE = 2, 3
_MIN_LETTERS = 4
_MIN_LATIN = 3
_MAX_LETTERS = 24
_MAX_COST = 2.0
_LONG = 8
_VARIANT_COST = 1.3
_READABLE = 0.5
_UNLIKE = 0.2
_NAMES = 4
_SOUNDS_ALIKE = 0.4
_ARTICLE_COST = 0.25
_NAME_COST = 0.7
_MOST_COST_OF_LETTER, _UNLIKELY_NAME = 0.11, -2.0
"""How far in sound a word of the index may be from a name in Latin letters, for each letter, and its least rank."""
_MOST_FORMS = 3
"""How many times as often as a name itself its stem may occur."""
_SWAP_COST = 0.7
_SWAP_GAIN = 1.3


class Vocabulary(Lexicon, Protocol):
    """The words of an index."""

    def of_key(self, key: str) -> list[tuple[str, int]]:
        """Return the folded words with a spelling key and their document frequencies, most frequent first."""

    def stem_df(self, stem: str) -> int:
        """Return in how many documents a stem occurs."""

    def headline_df(self, exact: str) -> int:
        """Return in how many headlines a word stands in this spelling."""

    def known(self, norms: Iterable[str]) -> list[tuple[str, int]]:
        """Return those of many folded words that occur, with their document frequencies."""

    def spelled(self, norm: str) -> str:
        """Return a folded word as it is mostly printed."""


class Spelling(NamedTuple):
    """A word of the index near one that was typed; `cost` is 0 for the same word, about 1 for one wrong letter."""

    norm: str
    cost: float
    df: int

    @property
    def rank(self) -> float:
        """How probable it is that this was meant: near and frequent is high."""
        return math.log1p(self.df) - 6.0 * self.cost

    @property
    def order(self) -> tuple[float, str]:
        """Sorts the most probable first; those alike by their letters, so that every process puts them the same."""
        return -self.rank, self.norm


def near_spellings(norm: str, vocabulary: Vocabulary, limit: int = 4) -> list[Spelling]:
    """Return the most probable other spellings of a folded word that the index knows, best first."""
    if norm.isascii() and (names := _by_sound(norm, vocabulary)):
        return names[:_NAMES]
    if not _MIN_LETTERS - 1 <= len(norm) <= _MAX_LETTERS or not norm.isalpha():
        return []
    found = {**dict(_by_key(norm, vocabulary)), **dict(_by_edit(norm, vocabulary))}
    found.pop(norm, None)
    distance, far = DamerauLevenshtein.distance, 2 if len(norm) < _LONG else 3
    close = ((word, df) for word, df in found.items() if distance(norm, word, score_cutoff=far) <= far)
    spellings = [Spelling(word, mistake_cost(norm, word), df) for word, df in close]
    near = [spelling for spelling in spellings if spelling.cost <= _MAX_COST * min(1.0, len(norm) / 8)]
    return sorted(near, key=lambda spelling: spelling.order)[:limit]


def nearest_name(norm: str) -> str | None:
    """Return the listed name, as it is printed, that a folded word which no story has must mean; None for any other.

    Only one cheap mistake is believed, and of names of four letters only another letter that sounds the same: many a
    word that is right is a letter away from a short name. What has a name in it is that name with a clitic or ending.
    """
    if is_listed(norm):
        return printed(norm) if normalise_search(printed(norm)) != norm else None
    if norm.isascii() or is_common(norm) or not _MIN_LETTERS <= len(norm) <= _MAX_LETTERS or not norm.isalpha():
        return None
    for spelling in near_spellings(norm, LISTED):
        most = _SOUNDS_ALIKE if len(spelling.norm) <= _MIN_LETTERS else _NAME_COST
        if spelling.cost <= most and spelling.norm not in norm:
            return printed(spelling.norm)
    return None


def variants(norm: str, vocabulary: Vocabulary, limit: int = 3) -> list[Spelling]:
    """Return the more frequent spellings of a name that the index knows by another one (لوبن beside لوبان).

    A word that also occurs with the article is taken for a common noun, which has no other spelling.
    """
    known = vocabulary.df(norm)
    if len(norm) < _MIN_LETTERS or norm.isascii() or vocabulary.df("ال" + norm) or len(name_key(norm)) < MIN_KEY:
        return []
    found = [
        Spelling(word, mistake_cost(norm, word), df) for word, df in vocabulary.of_key(name_key(norm)) if df > known
    ]
    return sorted((other for other in found if 0 < other.cost <= _VARIANT_COST), key=lambda other: other.order)[:limit]


def other_layout(text: str, known_share: Callable[[str], float]) -> str | None:
    """Return the text as it reads on the other keyboard layout, when it makes little sense on the one it came from.

    `known_share` tells how large a part of the words of a text is known.
    """
    words = text.split()
    plain = [word for word in words if not has_key_sign(word)]
    typed = known_share(" ".join(plain)) * len(plain) / len(words) if plain else 0.0
    if typed >= _READABLE:
        return None
    least = max(_READABLE, 2 * typed)
    arabic, latin = arabic_for_latin_keys(text), latin_for_arabic_keys(text)
    if arabic != text and _readable_share(words, arabic.split(), known_share) >= least:
        return arabic
    is_word = latin != text and latin.replace(" ", "").isalpha()
    return latin if is_word and known_share(latin) >= least else None


def _readable_share(typed: list[str], readings: list[str], known_share: Callable[[str], float]) -> float:
    """Return how large a part of words typed in Latin letters is readable on Arabic keys.

    Where one word in three is of no Latin language, those are readable whose reading is known, or in which a sign
    tells of the keys; elsewhere only listed names.
    """
    words = [pair for pair in zip(typed, readings, strict=True) if len(pair[0]) > _SHORT]
    strange = [pair for pair in words if is_no_latin(pair[0]) or has_key_sign(pair[0])]
    is_no_text = _STRANGE * len(strange) >= len(words)

    def is_readable(word: str, reading: str) -> bool:
        is_long = len(reading) >= _MIN_LETTERS
        if not may_be_arabic(reading) or word.isupper():
            return False
        if is_listed(normalise_search(reading)) and (is_long or is_no_text or not word.isalpha()):
            return True
        is_sure = is_no_text and (is_long or len(words) > 1)
        is_known = known_share(reading) > 0 or is_common(normalise_search(reading).removeprefix("ال"))
        return is_sure and (is_known or (is_long and has_key_sign(word)))

    return sum(is_readable(*pair) for pair in words) / len(words) if words else 0.0


def splits(norm: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the two known words that were typed as one (ريالمدريد), the pair with the more frequent rarer half."""
    pairs = ((norm[:cut], norm[cut:]) for cut in range(2, len(norm) - 2))
    best = max(pairs, key=lambda pair: min(vocabulary.df(pair[0]), vocabulary.df(pair[1])), default=("", ""))
    return best if vocabulary.df(best[0]) and vocabulary.df(best[1]) else None


def mistake_cost(typed: str, meant: str) -> float:
    """Return the weighted edit distance (with transpositions) between what was typed and what may be meant.

    Confusable letters, neighbouring keys, long vowels and doubled letters cost less than 1; a wrong first
    letter costs more.
    """
    cost = sum(_step_cost(typed, meant, step) for step in Levenshtein.editops(typed, meant))
    swapped = Levenshtein.distance(typed, meant) - DamerauLevenshtein.distance(typed, meant)
    first = 0.3 if typed[:1] != meant[:1] and MISTAKE_COST.get((typed[:1], meant[:1]), 1.0) > _SOUNDS_ALIKE else 0.0
    return max(cost - _SWAP_GAIN * swapped, _SWAP_COST * swapped) + first


def _step_cost(typed: str, meant: str, step: Editop) -> float:
    if step.tag == "replace":
        return MISTAKE_COST.get((typed[step.src_pos], meant[step.dest_pos]), 1.0)
    return _lone_cost(typed, step.src_pos) if step.tag == "delete" else _lone_cost(meant, step.dest_pos)


def _lone_cost(word: str, at: int) -> float:
    """Return what a letter too many or too few costs."""
    if at and word[at] == word[at - 1]:
        return 0.5
    return 0.6 if word[at] in _VOWELS else 1.0


def begun_otherwise(prefix: str, begins: Callable[[str], int]) -> list[str]:
    """Return what may have been meant by the beginning of a word with one letter wrong, the likeliest first.

    `begins` tells how much the words count that begin with a text; 0 where there are none.
    """
    if len(prefix.removeprefix("ال")) < _MIN_LETTERS or not prefix.isalpha():
        return []
    known = [(mistake_cost(prefix, other), -count, other) for other in edits(prefix) if (count := begins(other))]
    return [other for cost, _, other in sorted(known) if cost <= _VARIANT_COST][:3]


def _by_sound(norm: str, vocabulary: Vocabulary) -> list[Spelling]:
    """Return the Arabic names of the index that a word in Latin letters may stand for, the nearest in sound first.

    What is short has to sound the same: nearly every short word is like some name. Listed names come before words
    that may be names, even where the index has none of them.
    """
    if norm in PARTICLES:
        return [Spelling(part, 0.0, df) for part, df in vocabulary.known([PARTICLES[norm]])]
    if is_ordinary(norm) or _LATIN_VOWELS.isdisjoint(norm):
        return []
    found = _alike(norm, vocabulary)
    if listed := [name for name in found if is_listed(name.norm) or is_listed(name.norm.removeprefix("ال"))]:
        return listed
    nearest = min((name.cost for name in _alike(norm, LISTED)), default=math.inf)
    nearest = min(nearest, _MOST_COST_OF_LETTER * (len(norm) + 1))
    return [name for name in found if name.cost < nearest and _may_be_name(name, vocabulary)]


def _alike(norm: str, vocabulary: Vocabulary) -> list[Spelling]:
    """Return the Arabic words that sound nearest to a word in Latin letters."""
    found: dict[str, Spelling] = {}
    for name in (name for spelling in spoken(norm) for name in _sounding_as(spelling, vocabulary)):
        found[name.norm] = min(name, found.get(name.norm, name))
    article = 0.0 if may_have_article(norm) else _ARTICLE_COST
    names = {name._replace(cost=name.cost + article * name.norm.startswith("ال")): name.cost for name in found.values()}
    nearest = min((name.cost for name in names), default=0.0)
    return sorted((name for name, cost in names.items() if cost <= nearest + 0.5), key=lambda name: name.order)


def _may_be_name(word: Spelling, vocabulary: Vocabulary) -> bool:
    """Tell whether a word that sounds like a name is not known for a common one, by the lists or by the many forms it
    is met in, and is not too far for how often it occurs; what sounds the same may be a loan word.
    """
    forms = word.df + vocabulary.df("ال" + word.norm)
    is_met_in_many = vocabulary.stem_df(stems(word.norm)[0]) > _MOST_FORMS * forms
    return not (is_met_in_many or (word.cost and is_common(word.norm)) or word.rank < _UNLIKELY_NAME)


def _sounding_as(spelling: str, vocabulary: Vocabulary) -> Iterator[Spelling]:
    """Yield the Arabic words that sound near enough to a Latin spelling, some of them twice."""
    typed = sound(spelling)
    for key in latin_keys(spelling) if len(spelling) >= _MIN_LATIN else ():
        most = _most_apart(spelling, key.removeprefix("ال"), len(typed))
        for word, df in vocabulary.of_key(key):
            cost = sounds_apart(typed, sound(word)) * 0.5
            if not word.isascii() and cost <= most:
                yield Spelling(word, cost, df)


def _most_apart(norm: str, key: str, sounds: int) -> float:
    """Return how far from a word in Latin letters a name with one of its keys may sound."""
    if len(norm) < _MIN_LETTERS:
        return 0.0
    if len(key) < MIN_KEY:
        return 0.0 if len(norm) == _MIN_LETTERS else 0.5
    return sounds * _UNLIKE


def _by_key(norm: str, vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    for form in {norm, bare_forms(norm)[0]}:
        key = name_key(form)
        if len(key) >= MIN_KEY:
            yield from vocabulary.of_key(key)[:40]


def _by_edit(norm: str, vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    yield from vocabulary.known(edits(norm))


def edits(word: str) -> set[str]:
    """Return all strings one letter away from a word: a letter less, more or other, or two swapped (Norvig
    2007).
    """
    letters = _LATIN_LETTERS if word.isascii() else _ARABIC_LETTERS
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    less = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in cuts if right for letter in letters}
    more = {left + letter + right for left, right in cuts for letter in letters}
    return (less | swapped | other | more) - {word}
