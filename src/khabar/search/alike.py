"""Stories like another one: those that hold the words that say most of it, published in a given span of time."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from khabar.search.clause import All, Clause, Occur, Published, Weighted, Word, either
from khabar.search.index import Index
from khabar.search.schema import HEADLINE, NORM, STEMS

_HEADLINES = f"{HEADLINE}_{NORM}"
_LOOKED_FOR = 20
_MOST_SHARE, _FEW = 0.05, 50
"""A word of more stories than this share (or number, in a small index) says too little to be looked for."""

_ENOUGH_TO_TELL = 1_000
"""Stories from which an index knows which words are common."""


@dataclass(frozen=True)
class Wish:
    """What is looked for: stems with their weights; from `first` to before `end` in seconds since 1970 UTC; with at
    least one of the `marked` words in the headline, if any are given.
    """

    stems: Mapping[str, float]
    first: int | None = None
    end: int | None = None
    marked: Collection[str] = ()
    limit: int = 40


@dataclass(frozen=True)
class Alike:
    """Ids of the stories found, likest first, and the rarity of each stem asked for, from 0 to 1."""

    ids: tuple[int, ...]
    rarity: dict[str, float]


def find(index: Index, wish: Wish) -> Alike:
    """Return the stories of an index that a wish describes."""
    counts = index.stem_dfs(wish.stems)
    rarity = {stem: _rarity(count, index.documents) for stem, count in counts.items()}
    most = max(_FEW, index.documents * _MOST_SHARE)
    telling = [stem for stem, count in counts.items() if 0 < count <= most]
    telling.sort(key=lambda stem: (-wish.stems[stem] * rarity[stem], stem))
    if not telling:
        return Alike((), rarity)
    words = either(Weighted(Word(STEMS, stem), wish.stems[stem]) for stem in telling[:_LOOKED_FOR])
    parts: list[tuple[Occur, Clause]] = [(Occur.MUST, words), (Occur.MUST, Published(wish.first, wish.end))]
    if wish.marked:
        parts.append((Occur.MUST, either(Weighted(Word(_HEADLINES, word), 0.0) for word in sorted(wish.marked))))
    ranked = index.ranked(All(tuple(parts)), wish.limit, freshness=False)
    return Alike(tuple(index.numbers([key for _, key in ranked])), rarity)


def _rarity(count: int, stories: int) -> float:
    """The inverse document frequency of a stem, 0 to 1; a new site's few stories tell little of what is common."""
    return 1 - math.log(count) / math.log(max(stories, count, _ENOUGH_TO_TELL) + 1) if count > 1 else 1.0
