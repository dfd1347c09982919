"""What differs between two arrangements, and two editors' arrangements brought together: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from khabar.curation.zones import VIDEO, Arranged, Placed, Sizes

T = TypeVar("T")


class Thing(NamedTuple):
    """A story or a video."""

    pk: int
    is_video: bool


class Spot(NamedTuple):
    """Where a thing stands, and until when."""

    key: str
    until: datetime | None


@dataclass(frozen=True)
class Move:
    """What happened to one thing; `source` or `target` is empty where it was not, or is no more, on the page."""

    thing: Thing
    source: str
    target: str
    until: datetime | None = None


@dataclass(frozen=True)
class Merged:
    """Two arrangements brought together, and what found no place any more."""

    arranged: Arranged
    left_over: tuple[Thing, ...] = ()


def moves(before: Arranged, after: Arranged) -> list[Move]:
    """What was put, moved, taken away or pinned otherwise, in the order of the page."""
    old, new = _spots(before), _spots(after)
    found = []
    for thing in dict.fromkeys([*new, *old]):
        was, now = old.get(thing), new.get(thing)
        if _moved(was, now) or (was and now and was.until != now.until):
            found.append(Move(thing, was.key if was else "", now.key if now else "", now.until if now else None))
    return found


def merge(base: Arranged, mine: Arranged, theirs: Arranged, sizes: Sizes) -> Merged:
    """Both editors' changes to `base` at once; where both changed the same, mine counts."""
    old, my, their = _spots(base), _spots(mine), _spots(theirs)
    spots = {thing: _spot(old.get(thing), my.get(thing), their.get(thing)) for thing in dict.fromkeys([*my, *their])}
    lists: dict[str, tuple[Placed, ...]] = {}
    left_over: list[Thing] = []
    for key in dict.fromkeys([*mine.lists, *theirs.lists]):
        things = _ordered(key, spots, base, mine, theirs)
        own = [thing for thing in things if thing in my and my[thing].key == key]
        kept = {*own[: sizes.of(key)], *[t for t in things if t not in own][: max(0, sizes.of(key) - len(own))]}
        left_over += [thing for thing in things if thing not in kept]
        placed = tuple(Placed(thing.pk, spot.until) for thing in things if thing in kept and (spot := spots[thing]))
        if placed:
            lists[key] = placed
    arranged = Arranged(
        lists,
        _either(base.order, mine.order, theirs.order),
        frozenset(
            key
            for key in base.hidden | mine.hidden | theirs.hidden
            if _either(key in base.hidden, key in mine.hidden, key in theirs.hidden)
        ),
        _either(base.opinion_from, mine.opinion_from, theirs.opinion_from),
    )
    return Merged(arranged, tuple(left_over))


def _spots(arranged: Arranged) -> dict[Thing, Spot]:
    return {
        Thing(one.pk, key == VIDEO): Spot(key, one.until) for key, placed in arranged.lists.items() for one in placed
    }


def _moved(was: Spot | None, now: Spot | None) -> bool:
    return (was.key if was else "") != (now.key if now else "")


def _spot(was: Spot | None, mine: Spot | None, theirs: Spot | None) -> Spot | None:
    """Where a thing ends up."""
    if _moved(was, mine):
        return mine
    if mine is None or theirs is None or _moved(was, theirs):
        return theirs
    return mine._replace(until=_either(was.until if was else None, mine.until, theirs.until))


def _ordered(
    key: str, spots: dict[Thing, Spot | None], base: Arranged, mine: Arranged, theirs: Arranged
) -> list[Thing]:
    """What ends up in a zone: in my order where I changed it, in theirs where I did not, the others' new ones put in
    where they had them."""
    here = {thing for thing, spot in spots.items() if spot is not None and spot.key == key}
    orders = [[Thing(one.pk, key == VIDEO) for one in side.lists.get(key, ())] for side in (base, mine, theirs)]
    first, second = (orders[2], orders[1]) if orders[0] == orders[1] else (orders[1], orders[2])
    found = [thing for thing in first if thing in here]
    for thing in _rest(second, found, here):
        found.insert(second.index(thing), thing)
    return found


def _rest(order: Iterable[Thing], found: list[Thing], here: set[Thing]) -> list[Thing]:
    return [thing for thing in order if thing in here and thing not in found]


def _either(base: T, mine: T, theirs: T) -> T:
    """Mine where I changed it, otherwise theirs."""
    return theirs if mine == base else mine
