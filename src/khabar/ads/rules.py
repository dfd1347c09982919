"""What is decided about ads without the database: when a slot has something to show, and until when that holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ad:
    """One creative with what its campaign says of it. Times are epoch seconds; `ends` None is for good.

    Attributes:
        slots: ids of the slots it was booked for; empty for every slot of its size.
        sections: ids of the sections it was booked for; empty for all pages, those of no section among them.
        screens: what it can be seen on.
        framed: whether it is shown in a frame.
    """

    id: int
    campaign: int
    size: str
    starts: float
    ends: float | None
    house: bool = False
    weight: int = 1
    slots: frozenset[int] = frozenset()
    sections: frozenset[int] = frozenset()
    screens: frozenset[str] = frozenset({"phone", "desktop"})
    framed: bool = False
    mark: str = field(default="", compare=False)

    def is_on(self, now: float) -> bool:
        """Whether it may be seen at the moment `now`."""
        return self.starts <= now and (self.ends is None or now < self.ends)


@dataclass(frozen=True)
class Place:
    """A slot of a page."""

    id: int
    position: str
    size: str


@dataclass(frozen=True)
class Filled:
    """What a page has to know of one of its slots.

    Attributes:
        screens: what there is something to show on, now.
        plain: the house ad for browsers without scripts, or None.
    """

    place: Place
    screens: frozenset[str]
    plain: int | None


def fits(ad: Ad, place: Place, section: int | None) -> bool:
    """Whether the ad may stand there, whatever the time."""
    booked_here = not ad.slots or place.id in ad.slots
    about_this = not ad.sections or section in ad.sections
    return ad.size == place.size and booked_here and about_this


def fill(places: Iterable[Place], ads: Iterable[Ad], section: int | None, now: float) -> list[Filled]:
    """The slots that have something to show now on any screen."""
    known, found = list(ads), []
    for place in places:
        on = [ad for ad in known if fits(ad, place, section) and ad.is_on(now)]
        if screens := frozenset().union(*(ad.screens for ad in on)):
            found.append(Filled(place, screens, _plain(on, now)))
    return found


def holds_until(places: Iterable[Place], ads: Iterable[Ad], section: int | None, now: float) -> float | None:
    """The next moment at which `fill` says something else; None when it never will."""
    known, moments = list(ads), []
    for place in places:
        fit = [ad for ad in known if fits(ad, place, section)]
        for screen in frozenset().union(*(ad.screens for ad in fit)):
            moments.append(_turns([ad for ad in fit if screen in ad.screens], now))
        houses = [ad for ad in fit if ad.house]
        moments.append(next((at for at in borders(houses, now) if _plain(houses, at) != _plain(houses, now)), None))
    return min((moment for moment in moments if moment is not None), default=None)


def _plain(ads: Iterable[Ad], now: float) -> int | None:
    """The house ad that is shown without scripts."""
    houses = [ad for ad in ads if ad.house and not ad.framed and ad.is_on(now)]
    best = min(houses, key=lambda ad: (-ad.weight, ad.id), default=None)
    return best.id if best else None


def _turns(ads: list[Ad], now: float) -> float | None:
    """When there is something to show no more, or again; None for never."""
    if not any(ad.is_on(now) for ad in ads):
        return min((ad.starts for ad in ads if ad.starts > now), default=None)
    end = now
    for ad in sorted(ads, key=lambda ad: ad.starts):
        if ad.starts > end:
            break
        if ad.ends is None:
            return None
        end = max(end, ad.ends)
    return end


def borders(ads: Iterable[Ad], now: float) -> list[float]:
    """The moments after `now` at which an ad begins or ends, in order."""
    moments = {moment for ad in ads for moment in (ad.starts, ad.ends) if moment is not None and moment > now}
    return sorted(moments)


def plan(places: Iterable[tuple[str, Place]], ads: Iterable[Ad], now: float) -> list[object]:
    """All that pages show of ads, now and at every moment to come: two equal plans make equal pages.

    Args:
        places: each with the kind of its page.
    """
    standing, known = list(places), list(ads)
    sections: list[int | None] = [None, *sorted({section for ad in known for section in ad.sections})]
    marks = {ad.id: ad.mark for ad in known}
    told: list[object] = [sections[1:], any(ad.framed for ad in known)]
    for section in sections:
        for kind, place in standing:
            moment: float | None = now
            while moment is not None:
                filled = fill([place], known, section, moment)
                shown = [(sorted(one.screens), one.plain, one.plain and marks[one.plain]) for one in filled]
                since = None if moment == now else moment
                told.append((section, kind, place.position, place.size, place.id, since, shown))
                moment = holds_until([place], known, section, moment)
    return told
