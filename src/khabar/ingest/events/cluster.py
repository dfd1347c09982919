"""Groups stories by what is known of their pairs: the same groups in whatever order the stories came."""

from collections.abc import Collection, Hashable, Mapping
from typing import NamedTuple, TypeVar

TOGETHER = 0.35
"""Mean score over the pairs of two groups from which they are one: a single bridge between two groups is not enough."""

Key = TypeVar("Key", bound=Hashable)


class Tie(NamedTuple):
    """A pair: its score, and what a person said of it (True: one event, False: two, None: nothing)."""

    score: float
    said: bool | None = None


def cluster(ranks: Mapping[Key, str], ties: Mapping[tuple[Key, Key], Tie], threshold: float) -> list[set[Key]]:
    """Group the keys of `ranks`; the strongest pairs are looked at first.

    Args:
        ranks: each story with a text that orders it among others for good, whenever it came.
        ties: what is known of pairs, each once, in either order; pairs not named count as 0.
        threshold: score from which a pair brings its groups together, if the groups as wholes agree.
    """
    group: dict[Key, set[Key]] = {key: {key} for key in ranks}
    known: dict[Key, dict[Key, Tie]] = {key: {} for key in ranks}
    for (one, other), tie in ties.items():
        if one in known and other in known:
            known[one][other] = known[other][one] = tie
    pairs = sorted(
        ((one, other) for (one, other) in ties if one in known and other in known),
        key=lambda pair: (
            not known[pair[0]][pair[1]].said,
            -known[pair[0]][pair[1]].score,
            *sorted(ranks[k] for k in pair),
        ),
    )
    for one, other in pairs:
        mine, theirs = group[one], group[other]
        if mine is theirs or not _belong(mine, theirs, known[one][other], known, threshold):
            continue
        mine |= theirs
        for key in theirs:
            group[key] = mine
    return list({id(found): found for found in group.values()}.values())


def _belong(
    mine: Collection[Key], theirs: Collection[Key], tie: Tie, known: Mapping[Key, Mapping[Key, Tie]], threshold: float
) -> bool:
    between = [found for one in mine for other in theirs if (found := known[one].get(other)) is not None]
    if any(found.said is False for found in between):
        return False
    if tie.said:
        return True
    mean = sum(found.score for found in between) / (len(mine) * len(theirs))
    return tie.score >= threshold and mean >= TOGETHER
