"""The word lists of event comparison, read once and stemmed as stories are."""

import re
from functools import cache
from importlib.resources import files

from khabar.arabic.normalise import normalise_search
from khabar.arabic.stem import stems

EVERYWHERE, COMMON, NAMED = 0.4, 0.06, 0.015
"""Share of stories that a word of the first two and the other parts of `common.txt`, and a listed name, stand in."""
_EVERYWHERE_PARTS = 2


def _lines(name: str) -> list[str]:
    text = (files("khabar.events") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


def stem_of(norm: str) -> str:
    """The stem of a folded word; Latin words lose the endings of number and tense alone."""
    if norm.isascii():
        return _latin(norm)
    return stems(norm)[0]


def _latin(norm: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if norm.endswith(ending) and len(norm) - len(ending) >= 4:
            return norm[: -len(ending)]
    return norm


@cache
def common() -> dict[str, float]:
    """Stems of common words with the share of stories they are taken to stand in."""
    shares: dict[str, float] = {}
    share = EVERYWHERE
    parts = 0
    for line in _lines("common.txt"):
        if line.startswith("# --"):
            parts += 1
            share = EVERYWHERE if parts <= _EVERYWHERE_PARTS else COMMON
        elif not line.startswith("#"):
            for word in line.split():
                stem = stem_of(normalise_search(word))
                shares.setdefault(_notions().get(stem, stem), share)
    return shares


@cache
def _notions() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _lines("concepts.txt"):
        if line.startswith("#"):
            continue
        keys = list(dict.fromkeys(stem_of(normalise_search(word)) for word in line.split()))
        for key in keys:
            found.setdefault(key, found.get(keys[0], keys[0]))
    return found


@cache
def _vocabulary() -> dict[str, str]:
    """Every stem of the lists, with the one that stands for its notion."""
    return {stem: stem for stem in common()} | _notions()


def is_known(stem: str) -> bool:
    """Whether the stem is of a listed word, and so hardly a name."""
    return stem in _vocabulary()


def notion(stem: str) -> str:
    """The stem that stands for all words of its notion; most words stand for themselves.

    A verb in the imperfect (يرتفع, ترتفع) or of a feminine (ارتفعت) stands with the form that the lists have, and a
    word that may begin with a preposition (بسوق) with the word behind it.
    """
    known = _vocabulary()
    if stem in known:
        return known[stem]
    if len(stem) < 4 or stem.isascii():
        return stem
    tries = [stem[:-1]] if stem.endswith("ت") else []
    for start in (stem, *tries):
        if start[0] in "يتن":
            tries += ["ا" + start[1:], start[1:]]
        elif start[0] in "بلكف":
            tries.append(start[1:])
    return next((known[one] for one in tries if one in known), stem)


def is_digest(headline: str) -> bool:
    """Whether a headline announces several stories at once: the day's main news, a summary, a diary."""
    folded = " ".join(re.findall(r"\w+", normalise_search(headline)))
    return folded.startswith(_digests())


@cache
def _digests() -> tuple[str, ...]:
    return tuple(normalise_search(line) for line in _lines("digests.txt") if not line.startswith("#"))


@cache
def latin_stops() -> frozenset[str]:
    """English and French function words, folded."""
    lines = _lines("common.txt")
    return frozenset(lines[next(at for at, line in enumerate(lines) if "function words" in line) + 1].split())


@cache
def titles() -> frozenset[str]:
    """Folded words after which a name stands, with and without the article."""
    words = {normalise_search(w) for line in _lines("titles.txt") if not line.startswith("#") for w in line.split()}
    return frozenset(words | {word.removeprefix("ال") for word in words} | {"ال" + word for word in words})


@cache
def number_words() -> dict[str, float]:
    """Folded number words with their value."""
    pairs = (line.split() for line in _lines("numbers.txt") if not line.startswith("#"))
    return {normalise_search(word): float(value) for word, value in pairs}
