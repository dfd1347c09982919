"""What is known of words in Latin letters: names with the Arabic ones they stand for, and ordinary words.

A well-known name often cannot be told by its sound (cairo is القاهرة, germany ألمانيا): those are listed in
`data/latin_names.txt`, and countries are taken from CLDR. An ordinary word of English or French
(`data/latin_words.txt`) stands for no Arabic name, and shows which letters may stand beside each other.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise

from babel import Locale

from khabar.arabic.normalise import normalise_search
from khabar.arabic.wordlists import read_lines, read_words

_LANGUAGES = ("en", "fr")
_NO_COUNTRIES = frozenset(("DM", "EZ", "MU", "QO", "RE", "UM", "XA", "XB", "ZZ"))
"""Codes of CLDR that are no country, or whose name is a word or a first name (réunion, dominique, maurice)."""
_ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "ment", "r", "er", "x", "aux", "ee", "ees")
_SHORTEST = 3
_ELISION = re.compile("[cdjlmnst][aeiouyh]..")


@cache
def latin_names() -> dict[str, tuple[str, ...]]:
    """Return Arabic spellings by the name in Latin letters, folded, with spaces for hyphens; the usual one first."""
    found: dict[str, dict[str, None]] = {}
    for line in read_lines("latin_names.txt"):
        arabic, _, latin = line.partition(":")
        for name in latin.split(","):
            found.setdefault(latin_key(name), {}).update(dict.fromkeys(arabic.split("/")))
    for name, arabic in _countries():
        found.setdefault(latin_key(name), {})[arabic] = None
    return {name: tuple(arabic) for name, arabic in found.items()}


def latin_key(name: str) -> str:
    """Return a name in Latin letters as `latin_names` has it: Émirats-Arabes as emirats arabes."""
    return " ".join(normalise_search(name.replace("’", "'")).replace("-", " ").split())


def _countries() -> list[tuple[str, str]]:
    """Return names in Latin letters with the Arabic one, without those that need an explanation in brackets."""
    arabic = Locale("ar").territories
    pairs = [
        (Locale(language).territories.get(code, ""), name)
        for language in _LANGUAGES
        for code, name in arabic.items()
        if len(code) == 2 and code not in _NO_COUNTRIES
    ]
    return [pair for pair in pairs if pair[0] and not any(sign in name for name in pair for sign in "(&-")]


@lru_cache(maxsize=1 << 12)
def is_ordinary(word: str) -> bool:
    """Tell whether a folded word is an ordinary one of English or French, in one of its regular forms or behind a
    French elision (lequipe, as l'équipe is folded).
    """
    known = read_words("latin_words.txt")
    if word in known or (_ELISION.match(word) and word[1:] in known):
        return True
    bare = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return any(len(stem) > _SHORTEST and not known.isdisjoint((stem, f"{stem}e")) for stem in bare)


@lru_cache(maxsize=1 << 12)
def odd_pairs(letters: str) -> int:
    """Return how many letters of a run of small Latin letters no listed word or name has side by side; its first and
    last letter count, too.
    """
    return sum(pair not in _pairs() for pair in pairwise(f" {letters} "))


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    words = {*read_words("latin_words.txt"), *(word for name in latin_names() for word in name.split())}
    return frozenset(pair for word in words for pair in pairwise(f" {word} "))
