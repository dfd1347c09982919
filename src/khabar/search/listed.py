"""The names of the language package as words that a query may mean, whether an index has them or not."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product, zip_longest

from khabar.arabic.latin_words import is_ordinary, latin_key, latin_names
from khabar.arabic.names import name_key
from khabar.arabic.normalise import normalise_search
from khabar.arabic.stem import bare_forms
from khabar.arabic.tokenise import tokens
from khabar.arabic.wordlists import read_lines, read_words
from khabar.search.synonyms import Synonyms

_MOST_HYPHENS = 3
_ORDINARY = ("initials.txt", "broken_plurals.txt", "verbs.txt", "stopwords.txt")


def is_listed(norm: str) -> bool:
    """Tell whether a folded word is a listed name."""
    return norm in _printed()


def printed(norm: str) -> str:
    """Return a listed name as it is printed."""
    return _printed()[norm]


def is_latin_word(norm: str) -> bool:
    """Tell whether a folded word is a name or an ordinary word in Latin letters."""
    return norm.isascii() and (norm in latin_names() or is_ordinary(norm))


def is_common(norm: str) -> bool:
    """Tell whether a folded word is a listed one that is no name."""
    return norm not in _printed() and _is_ordinary(norm)


def is_only_name(norm: str) -> bool:
    """Tell whether a folded word, a clitic before it or not, is a listed name and no ordinary word (صنعاء, لبوتين)."""
    return any(map(is_listed, (norm, *bare_forms(norm)))) and not _is_ordinary(norm)


def _is_ordinary(norm: str) -> bool:
    return any(norm in read_words(name) for name in _ORDINARY)


class ListedNames:
    """The listed names as a vocabulary of which each occurs once."""

    def df(self, norm: str) -> int:
        """Return 1 for a listed name, else 0."""
        return int(is_listed(norm))

    stem_df = headline_df = df

    def of_key(self, key: str) -> list[tuple[str, int]]:
        """Return the names with a spelling key."""
        return [(norm, 1) for norm in _by_key().get(key, ())]

    def known(self, norms: Iterable[str]) -> list[tuple[str, int]]:
        """Return those of many folded words that are names."""
        return [(norm, 1) for norm in norms if is_listed(norm)]

    def spelled(self, norm: str) -> str:
        """Return a name as it is printed."""
        return printed(norm)


LISTED = ListedNames()


@cache
def names_in_latin() -> Synonyms:
    """Return the Arabic names that stand for names in Latin letters, one word or several, with hyphens or without."""
    return Synonyms.one_way(
        (tuple(token.word.norm for token in tokens(latin)), [tuple(normalise_search(one).split()) for one in arabic])
        for name, arabic in latin_names().items()
        for latin in _hyphenated(name)
    )


def names_of(text: str) -> tuple[str, ...]:
    """Return the usual Arabic names that a text has in Latin letters."""
    return tuple(spellings[0] for _, _, _, spellings in _found_in(text))


def in_arabic(text: str, df: Callable[[str], float]) -> str:
    """Return a text with its names in Latin letters in Arabic, of several spellings in the one that occurs most.

    `df` tells in how many stories a folded word occurs; a name that occurs in Latin letters alone stays, and one that
    occurs more often so.
    """

    def seen(name: str) -> float:
        return min(map(df, normalise_search(name).split()), default=0)

    for start, end, latin, spellings in reversed(_found_in(text)):
        name = max(spellings, key=seen)
        if seen(name) and seen(name) >= seen(latin):
            text = f"{text[:start]}{name}{text[end:]}"
    return text


def _found_in(text: str) -> list[tuple[int, int, str, tuple[str, ...]]]:
    """Return the names that a text has in Latin letters: start, end, the name folded, its Arabic spellings."""
    found = list(tokens(text))
    norms = tuple(token.word.norm for token in found)
    places = ((at, at + length) for at, length, _ in names_in_latin().found_in(norms))
    names = ((found[at].start, found[end - 1].end, " ".join(norms[at:end])) for at, end in places)
    return [(start, end, latin, latin_names()[latin_key(latin)]) for start, end, latin in names]


def _hyphenated(name: str) -> Iterator[str]:
    """Yield a name of several words with each way to put hyphens between them."""
    first, *rest = name.split()
    for signs in product(" -", repeat=min(len(rest), _MOST_HYPHENS)):
        yield first + "".join(sign + word for sign, word in zip_longest(signs, rest, fillvalue=" "))


@cache
def _printed() -> dict[str, str]:
    """Return the usual spelling of each listed name by its fold, and of each other spelling of it."""
    names = [word.split("=") for line in read_lines("names.txt") for word in line.split()]
    found = {normalise_search(spelling): entry[-1] for entry in names for spelling in entry}
    single = (name for arabic in latin_names().values() for name in arabic if " " not in name)
    return {normalise_search(name): name for name in single} | found


@cache
def _by_key() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for norm in _printed():
        found.setdefault(name_key(norm), []).append(norm)
    return found
