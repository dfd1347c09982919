"""What is kept of a story to compare it with others: its words with their weight, names, places and numbers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from khabar.arabic.names import MIN_KEY, name_key
from khabar.events import lexicon, reading
from khabar.events.rarity import Rarity

LEAD_WORDS, WORDS = 60, 220
"""How many words are the lead, and how many are read at all: what follows is mostly background."""
HEADLINE, LEAD, _REST = 3, 2, 1
_KEYS = 24


@dataclass(frozen=True)
class Story:
    """What a fingerprint is made of."""

    headline: str
    paragraphs: Sequence[str] = ()
    place: str = ""
    language: str = "ar"
    subjects: Sequence[str] = ()


@dataclass(frozen=True)
class Fingerprint:
    """One story. `words` gives each word's part: 3 headline, 2 lead, 1 further down.

    An unsigned one keeps its shingles themselves, which are compared exactly; they are not stored.
    """

    language: str
    words: dict[str, int]
    names: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[tuple[str, float]]
    scores: frozenset[str]
    subjects: frozenset[str]
    signature: tuple[int, ...] = ()
    shingles: frozenset[str] = frozenset()

    @cached_property
    def lead(self) -> dict[str, int]:
        """The words of headline and lead."""
        return {key: part for key, part in self.words.items() if part >= LEAD}

    @cached_property
    def skeletons(self) -> frozenset[str]:
        """Consonants of the words that are no common ones, by which spellings of one name meet."""
        return frozenset(filter(None, map(skeleton, self.words)))

    def keys(self, rarity: Rarity) -> list[str]:
        """The words that say most: two stories of one event share some of them."""
        names = self.names
        ranked = sorted(self.words, key=lambda key: (-rarity.weight(key) * (self.words[key] + (key in names)), key))
        return [skeleton(key) or key for key in ranked[:_KEYS]]

    def dump(self) -> str:
        """As JSON, to be stored."""
        parts: dict[str, Any] = {"l": self.language, "w": self.words}
        for name, values in zip(
            "npucs", (self.names, self.places, self.numbers, self.scores, self.subjects), strict=True
        ):
            if values:
                parts[name] = sorted(values)
        if self.signature:
            parts["m"] = self.signature
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "Fingerprint":
        """What `dump` stored."""
        parts = json.loads(text)
        return cls(
            language=parts["l"],
            words=parts["w"],
            names=frozenset(parts.get("n", ())),
            places=frozenset(parts.get("p", ())),
            numbers=frozenset((unit, value) for unit, value in parts.get("u", ())),
            scores=frozenset(parts.get("c", ())),
            subjects=frozenset(parts.get("s", ())),
            signature=tuple(parts.get("m", ())),
        )


@lru_cache(maxsize=1 << 16)
def skeleton(key: str) -> str:
    """The consonants of a word that is no common one; empty where they would say too little."""
    if key in lexicon.common():
        return ""
    found = name_key(key)
    return found if len(found) >= MIN_KEY else ""


def fingerprint(story: Story, *, signed: bool = True) -> Fingerprint:
    """The fingerprint of a story.

    Args:
        signed: with a MinHash signature of its shingles, for which numpy is loaded.
    """
    if lexicon.is_digest(story.headline):
        return _nothing(story)
    head = reading.read(story.headline, headline=True)
    words: dict[str, int] = dict.fromkeys(head.keys, HEADLINE)
    passages, running, count = [head, _named(story.place)], list(head.keys), 0
    for paragraph in (story.place, *story.paragraphs):
        passage = reading.read(paragraph)
        room = WORDS - count
        for at, key in enumerate(passage.keys[:room]):
            words.setdefault(key, LEAD if count + at < LEAD_WORDS else _REST)
        if count < LEAD_WORDS:
            passages.append(passage)
        running += passage.keys[:room]
        count += len(passage.keys)
        if count >= WORDS:
            break
    return Fingerprint(
        language=story.language[:2].lower(),
        words=words,
        names=frozenset(key for one in passages for key in one.names if key in words),
        places=frozenset(key for one in passages for key in one.places),
        numbers=frozenset(number for one in passages for number in one.numbers),
        scores=frozenset(score for one in passages for score in one.scores),
        subjects=frozenset(story.subjects),
        signature=_signed(running) if signed else (),
        shingles=frozenset() if signed else frozenset(_shingles(running)),
    )


def _nothing(story: Story) -> Fingerprint:
    """A digest of a day's news tells of many events and is like none."""
    none: frozenset[str] = frozenset()
    return Fingerprint(story.language[:2].lower(), {}, none, none, frozenset(), none, none)


def _named(place: str) -> reading.Passage:
    """A dateline's place, all of whose words are a name."""
    passage = reading.read(place)
    passage.names |= set(passage.keys)
    passage.places |= set(passage.keys)
    return passage


def _signed(words: list[str]) -> tuple[int, ...]:
    from khabar.events.signature import sign

    return sign(_shingles(words))


def _shingles(words: list[str]) -> set[str]:
    return {" ".join(pair) for pair in pairwise(words)}
