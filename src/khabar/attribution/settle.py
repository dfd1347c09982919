"""What becomes of an article's statements when a text is read: decisions are kept, suggestions made anew. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from khabar.attribution.anchors import Anchor, re_anchor
from khabar.attribution.paragraphs import Paragraph
from khabar.attribution.seam import Said


class Placed(Protocol):
    """Whatever stands at characters `start` to `end` of paragraph `par`."""

    @property
    def par(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Kept:
    """A statement an editor has decided about, where it was last. `key` is whatever the caller knows it by."""

    key: int
    anchor: Anchor


@dataclass(frozen=True)
class Carried:
    """A decision in the new text. `changed`: other words stand there now, or none that are like it."""

    key: int
    anchor: Anchor
    changed: bool


@dataclass(frozen=True)
class Settled:
    """The statements of a text: what editors decided, and what the engine suggests beside it."""

    carried: tuple[Carried, ...]
    suggested: tuple[Said, ...]


def settle(kept: Sequence[Kept], said: Sequence[Said], paragraphs: Sequence[Paragraph]) -> Settled:
    """Carry decisions into a text and leave out suggestions that speak of words somebody has decided about.

    Where two decisions claim the same words, the first of `kept` stands. A decision whose words changed takes no
    suggestion's place: the editor sees both.
    """
    carried: list[Carried] = []
    for one in kept:
        new = _carry(one, paragraphs)
        if not any(_same_decision(new, other) for other in carried):
            carried.append(new)
    firm = [one.anchor for one in carried if not one.changed]
    fresh = [one for one in said if not any(overlap(one, anchor) for anchor in firm)]
    return Settled(tuple(carried), tuple(fresh))


def _carry(one: Kept, paragraphs: Sequence[Paragraph]) -> Carried:
    found = re_anchor(one.anchor, paragraphs)
    if found is None:
        return Carried(one.key, one.anchor, changed=True)
    if found.changed:  # its own words stay, so that they are known again should they come back
        return Carried(one.key, replace(found.anchor, text=one.anchor.text), changed=True)
    return Carried(one.key, found.anchor, changed=False)


def _same_decision(one: Carried, other: Carried) -> bool:
    """Whether both speak of the same words at the same place."""
    here, there = one.anchor, other.anchor
    return (here.par, here.start, here.end, here.text) == (there.par, there.start, there.end, there.text)


def overlap(one: Placed, other: Placed) -> bool:
    """Whether they share more than half of the shorter one."""
    if one.par != other.par:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared > min(one.end - one.start, other.end - other.start)
