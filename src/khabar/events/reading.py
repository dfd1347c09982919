"""Reads a story's words: what each stands for, which name somebody or some place, and numbers with their units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from khabar.arabic.normalise import normalise_search
from khabar.arabic.stem import bare_forms, is_name
from khabar.arabic.tokenise import raw_words, word
from khabar.arabic.wordlists import is_stop_word
from khabar.events import lexicon
from khabar.formats.places import is_country, is_place

PERCENT = "%"
CASUALTIES = frozenset({"قتيل", "جريح"})
"""Units whose numbers rise while a story goes on."""
_TIMES = {"الف": 1e3, "الاف": 1e3, "مليون": 1e6, "ملايين": 1e6, "مليار": 1e9, "مليارات": 1e9, "بليون": 1e9,
          "million": 1e6, "billion": 1e9}  # fmt: skip
_QUOTED = re.compile(r"«([^«»]{2,40})»|\"([^\"]{2,40})\"|“([^”]{2,40})”")
_CAPITAL = re.compile(r"(?<=[a-z,;:\d] )(?:[A-Z\u00c0-\u00de][\w'’-]+(?: |\b)){1,4}")
_SCORE = re.compile(r"\d{1,2}-\d{1,2}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_AFTER_TITLE, _SPEAKER_WORDS = 3, 4
_JOINED_OR_VERB = frozenset("وفبكليتا")
"""First letters that are often not a name's own."""
_MONTHS = (
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران"
    " تموز آب أيلول تشرين جانفي فيفري أفريل ماي جوان جويلية أوت"
)
_TEENS = frozenset({"عشر", "عشره"})
_WHERE = frozenset({"في", "قرب", "قباله", "بين", "الي", "من", "جنوب", "شمال", "شرق", "غرب", "in", "near", "at", "a"})
_PER_CENT = frozenset({"بالميه", "بالمايه", "بالمائه", "الميه", "المايه", "percent", "cent"})


class Read(NamedTuple):
    """One word: its folded form, the stem of its notion, and whether it says anything of the story."""

    norm: str
    key: str
    counts: bool
    number: float | None
    score: str


@dataclass
class Passage:
    """What a stretch of text holds: keys in order, those of names and places, and numbers by unit."""

    keys: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    numbers: set[tuple[str, float]] = field(default_factory=set)
    scores: set[str] = field(default_factory=set)


def read(text: str, *, headline: bool = False) -> Passage:
    """Read one paragraph or headline; English and French capitals tell names in running text alone."""
    words = [found for raw in raw_words(text) if (found := _read(raw)) is not None]
    passage = Passage(keys=[found.key for found in words if found.counts])
    for at, found in enumerate(words):
        if found.score:
            passage.scores.add(found.score)
        elif found.number is not None:
            _number(words, at, passage)
        elif found.counts and is_name_of_place(found.norm) and not lexicon.is_known(found.key):
            passage.places.add(found.key)
            passage.names.add(found.key)
        elif found.counts and is_name(found.norm) and not lexicon.is_known(found.key):
            passage.names.add(found.key)
        elif is_title(found.norm):
            passage.names.update(_named_after(words, at))
        elif found.norm in _WHERE:
            passage.names.update(_place_after(words, at))
    passage.names.update(_pairs(words))
    if headline:
        passage.names.update(_before_colon(text))
    passage.names.update(_marked(text, headline))
    return passage


@lru_cache(maxsize=1 << 15)
def _read(raw: str) -> Read | None:
    exact, norm, _ = word(raw)
    if not norm:
        return None
    if norm[0].isdigit():
        return _read_number(norm)
    if norm in lexicon.number_words():
        return Read(norm, norm, False, lexicon.number_words()[norm], "")
    stop = is_stop_word(exact) or len(norm) < 2 or norm in lexicon.latin_stops() or (norm.isascii() and len(norm) < 3)
    return Read(norm, lexicon.notion(lexicon.stem_of(norm)), not stop, None, "")


def _read_number(norm: str) -> Read:
    if _SCORE.fullmatch(norm):
        return Read(norm, norm, False, None, "-".join(sorted(norm.split("-"), key=int)))
    plain = _PLAIN.match(norm)
    value = float(plain[0][:15]) if plain else None
    whole = plain is not None and plain[0] == norm.rstrip("%")
    return Read(norm, norm, False, value if whole else None, "")


@lru_cache(maxsize=1 << 15)
def is_name_of_place(norm: str) -> bool:
    """Whether a folded word, with or without what is joined to its front, is a city or country known here."""
    return any(is_place(form) or is_country(form) for form in (norm, *bare_forms(norm)))


@cache
def _months() -> frozenset[str]:
    return frozenset(normalise_search(name) for name in _MONTHS.split())


def _number(words: list[Read], at: int, passage: Passage) -> None:
    """A number with its unit: a casualty named near it, per cent, or the word it stands with. Dates are left out."""
    found = words[at]
    if at and found.norm in _TEENS and words[at - 1].number in range(1, 10):
        return
    value, after = _whole(words, at)
    if after < len(words) and (times := _TIMES.get(words[after].norm)):
        value, after = value * times, after + 1
    following = [one for one in words[after : after + 3] if one.norm]
    if (following and following[0].norm in _months()) or 1900 <= value <= 2100:
        return
    unit = _unit(found, words[max(0, at - 3) : at], following)
    if unit:
        passage.numbers.add((unit, value))


def _whole(words: list[Read], at: int) -> tuple[float, int]:
    """A number that may be of two words, سبعة عشر or ثلاثة وأربعون, and the place after it."""
    value, after = words[at].number or 0.0, at + 1
    if value < 10 and after < len(words) and not words[at].norm[0].isdigit():
        behind = words[after].norm
        if behind in _TEENS:
            return value + 10, after + 1
        tens = lexicon.number_words().get(behind.removeprefix("و"), 0.0) if behind.startswith("و") else 0.0
        if tens >= 20:
            return value + tens, after + 1
    return value, after


def _unit(found: Read, before: list[Read], following: list[Read]) -> str:
    if found.norm.endswith("%") or any(one.norm in _PER_CENT for one in following[:2]):
        return PERCENT
    behind = [one for one in following[1:2] if not one.norm.startswith("و")]  # «and» begins another count
    for one in (*following[:1], *reversed(before), *behind):
        if one.key in CASUALTIES:
            return one.key
    return next((one.key for one in following[:1] if one.counts), "")


@lru_cache(maxsize=1 << 15)
def is_title(norm: str) -> bool:
    """Whether a name stands after this word, with or without what is joined to its front."""
    return any(form in lexicon.titles() for form in (norm, *bare_forms(norm)))


def _place_after(words: list[Read], at: int) -> Iterator[str]:
    """A word after «in» or «near» that is in no list and has no article is most often the name of a place."""
    following = words[at + 1 : at + 2]
    for found in following:
        if found.counts and not lexicon.is_known(found.key) and not found.norm.startswith("ال"):
            yield found.key


def _named_after(words: list[Read], at: int) -> Iterator[str]:
    """The words after a title that are no common ones, as far as the next function word or number."""
    for found in words[at + 1 : at + 1 + _AFTER_TITLE]:
        if not found.counts:
            return
        if found.key not in lexicon.common():
            yield found.key


def _pairs(words: list[Read]) -> Iterator[str]:
    """Two Arabic words in a row that are in no list, the second alone with the article: most often somebody's names."""
    for first, second in pairwise(words):
        if first.norm[0] in _JOINED_OR_VERB or not second.norm.startswith("ال") or len(first.norm) < 3:
            continue
        if all(one.counts and not lexicon.is_known(one.key) for one in (first, second)):
            yield first.key
            yield second.key


def _before_colon(text: str) -> Iterator[str]:
    """The words before a headline's colon, where they are a name: whoever is quoted, or where it happened."""
    before, colon, _ = text.partition(":")
    words = [found for raw in raw_words(before) if (found := _read(raw)) is not None]
    if colon and len(words) <= _SPEAKER_WORDS:
        yield from (one.key for one in words if one.counts and not lexicon.is_known(one.key))


def _marked(text: str, headline: bool) -> Iterator[str]:
    """Keys of the words in short quotation marks, and of Latin capitals inside a sentence."""
    marked = [next(filter(None, match.groups())) for match in _QUOTED.finditer(text)]
    marked = [words for words in marked if len(words.split()) <= 3]
    if not headline:
        marked += _CAPITAL.findall(text)
    for words in marked:
        for raw in raw_words(words):
            found = _read(raw)
            if found and found.counts and found.key not in lexicon.common():
                yield found.key
