"""How much a word says: the rarer it is in what the newsroom receives, the more."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from khabar.arabic.stem import is_name
from khabar.events import lexicon

FLOOR = 0.002
"""Share of stories below which a word counts as rare; rarer ones weigh no more."""
_PRIOR = 400
"""How many stories received weigh as much as the list of common words."""


@dataclass(frozen=True)
class Rarity:
    """Counts of stories by word, from what was received; without any, the list of common words alone."""

    stories: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    _known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    def weight(self, key: str) -> float:
        """From near 0 for a word of every story to 1 for a rare one."""
        found = self._known.get(key)
        if found is None:
            prior = lexicon.common().get(key) or (lexicon.NAMED if is_name(key) else 0.0)
            share = (self.counts.get(key, 0) + _PRIOR * prior) / (self.stories + _PRIOR)
            found = min(1.0, math.log(1 / min(0.95, max(share, FLOOR))) / math.log(1 / FLOOR))
            self._known[key] = found
        return found
