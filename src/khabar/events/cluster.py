"""Groups stories by what is known of their pairs: the same groups in whatever order the stories came."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

TOGETHER = 0.35
"""Mean score over the pairs of two groups from which they are one: a single bridge between two groups is not enough."""

Key = TypeVar("Key", bound=Hashable)


class Tie(NamedTuple):
    """A pair: its score, and what a person said of it (True: one event, False: two, None: nothing)."""

    score: float
    said: bool | None = None


@dataclass
class _Group(Generic[Key]):
    """Stories together, and what is known between them and other groups: sums of scores, and who is held apart."""

    keys: set[Key]
    sums: "dict[int, float]" = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)


def cluster(ranks: Mapping[Key, str], ties: Mapping[tuple[Key, Key], Tie], threshold: float) -> list[set[Key]]:
    """Group the keys of `ranks`; the strongest pairs are looked at first.

    Args:
        ranks: each story with a text that orders it among others for good, whenever it came.
        ties: what is known of pairs, each once, in either order; pairs not named count as 0.
        threshold: score from which a pair brings its groups together, if the groups as wholes agree.
    """
    groups: dict[int, _Group[Key]] = {at: _Group({key}) for at, key in enumerate(ranks)}
    place = {key: at for at, key in enumerate(ranks)}
    pairs = [(one, other, tie) for (one, other), tie in ties.items() if one in place and other in place]
    for one, other, tie in pairs:
        _know(groups, place[one], place[other], tie)
    pairs.sort(key=lambda pair: (not pair[2].said, -pair[2].score, sorted((ranks[pair[0]], ranks[pair[1]]))))
    for one, other, tie in pairs:
        mine, theirs = sorted((place[one], place[other]), key=lambda at: -len(groups[at].keys))
        if mine != theirs and _belong(groups[mine], groups[theirs], theirs, tie, threshold):
            place.update(dict.fromkeys(groups[theirs].keys, mine))
            _merge(groups, mine, theirs)
    return [group.keys for group in groups.values()]


def _know(groups: Mapping[int, _Group[Key]], one: int, other: int, tie: Tie) -> None:
    for mine, theirs in ((one, other), (other, one)):
        groups[mine].sums[theirs] = groups[mine].sums.get(theirs, 0.0) + tie.score
        if tie.said is False:
            groups[mine].apart.add(theirs)


def _belong(mine: _Group[Key], theirs: _Group[Key], at: int, tie: Tie, threshold: float) -> bool:
    """Whether two groups are one: nobody holds them apart, and somebody says so or they are alike as wholes."""
    if at in mine.apart:
        return False
    if tie.said:
        return True
    return tie.score >= threshold and mine.sums[at] / (len(mine.keys) * len(theirs.keys)) >= TOGETHER


def _merge(groups: dict[int, _Group[Key]], into: int, gone: int) -> None:
    mine, theirs = groups[into], groups.pop(gone)
    mine.keys |= theirs.keys
    mine.apart |= theirs.apart
    for at, total in theirs.sums.items():
        if at != into:
            mine.sums[at] = groups[at].sums[into] = mine.sums.get(at, 0.0) + total
            groups[at].sums.pop(gone)
    for at in theirs.apart:
        groups[at].apart.discard(gone)
        groups[at].apart.add(into)
    mine.sums.pop(gone, None)
