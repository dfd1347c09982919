"""How near two documents are by their topics, names and words: pure, over whatever documents it is given."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from khabar.arabic.stem import stems
from khabar.arabic.tokenise import tokens
from khabar.arabic.wordlists import is_stop_word

_TOPIC, _NAME, _WORD = 3.0, 2.0, 1.0
# Below this two documents have nothing in common but a word that any two have.
ENOUGH = 2.0


@dataclass(frozen=True)
class Document:
    """What is known of something that can be read or watched; `key` is the caller's own."""

    key: int
    words: frozenset[str]
    topics: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()


@lru_cache(maxsize=2_000)
def words_of(text: str) -> frozenset[str]:
    """The stems of a text's words that say what it is about."""
    found = ((token.word.norm, token.word.exact) for token in tokens(text))
    return frozenset(stems(norm)[0] for norm, exact in found if len(norm) > 2 and not is_stop_word(exact))


def ranked(
    seed: Document, others: Iterable[Document], rarity: Mapping[str, float] | None = None
) -> list[tuple[int, float]]:
    """Keys and nearness of those related to `seed`, nearest first; of equals the one given first.

    A shared word counts by how rare it is (its inverse document frequency, 0 to 1), and what the two have in common
    by words is measured against the shorter of them, so that long texts do not win by length.

    Args:
        rarity: of the seed's words; without it they are counted among the others, which must not have been found by
            those very words then.
    """
    there = list(others)
    weight = _among(there) if rarity is None else lambda word: rarity.get(word, 1.0)
    found = [(one.key, _nearness(seed, one, weight)) for one in there]
    return sorted((pair for pair in found if pair[1] >= ENOUGH), key=lambda pair: -pair[1])


def _among(there: list[Document]) -> Callable[[str], float]:
    common = Counter(word for one in there for word in one.words)
    return lambda word: 1 - math.log(common[word]) / math.log(len(there) + 1) if common[word] > 1 else 1.0


def _nearness(seed: Document, other: Document, weight: Callable[[str], float]) -> float:
    rare = sum(map(weight, seed.words & other.words))
    length = math.sqrt(max(1, min(len(seed.words), len(other.words))) / 8)
    return (
        _TOPIC * len(seed.topics & other.topics)
        + _NAME * len(seed.names & other.names)
        + _WORD * rare / max(1.0, length)
    )
