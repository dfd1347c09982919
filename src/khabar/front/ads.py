"""What a page shows of ads: its slots with their room, and nothing at all where none has anything to show."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from csp.constants import SELF
from django.conf import settings
from django.http import HttpResponse

from khabar.ads.enums import DIMENSIONS, PageKind, Screen
from khabar.ads.lists import picture_path
from khabar.ads.models import Creative
from khabar.ads.queries import Placing, placing
from khabar.ads.rules import Filled
from khabar.ads.views import PAGES_KEY
from khabar.core.paths import path_to
from khabar.front.policy import allow
from khabar.pagestore.views import carry, expire_at

# The ad in a story stands after so many parts of it, and only where as many follow.
_PARTS_BEFORE = 4


@dataclass(frozen=True)
class Plain:
    """A house ad as a browser without scripts shows it."""

    link: str
    alt: str
    path: str
    width: int
    height: int


@dataclass(frozen=True)
class Slot:
    """A slot as the template draws it."""

    id: int
    position: str
    classes: str
    plain: Plain | None


@dataclass(frozen=True)
class Ads:
    """The slots of one page by their places, and where its browser finds what to choose from."""

    slots: Mapping[str, Slot] = field(default_factory=dict)
    list_path: str = ""
    after: int = 0
    placing: Placing = field(default_factory=Placing)
    followed: bool = False

    @property
    def top(self) -> Slot | None:
        return self.slots.get("top")

    @property
    def middle(self) -> Slot | None:
        return self.slots.get("middle")

    @property
    def foot(self) -> Slot | None:
        return self.slots.get("foot")

    def apply(self, response: HttpResponse) -> None:
        """Have the stored page go when what it shows of ads changes, and let it show frames where ads need them."""
        if not self.followed:
            return
        carry(response, PAGES_KEY)
        if self.placing.until:
            expire_at(response, self.placing.until)
        if self.slots and self.placing.framed:
            allow(response, "frame-src", settings.ADS_ORIGIN or SELF)


NO_ADS = Ads()


def ads_on(kind: PageKind, section: int | None = None, parts: int | None = None) -> Ads:
    """The ads of a page.

    Args:
        section: the id of the section it belongs to.
        parts: of a story, the number of parts of its text; a short one is not interrupted.
    """
    found = placing(kind, section)
    short = parts is not None and parts < 2 * _PARTS_BEFORE
    shown = [one for one in found.filled if not (short and one.place.position == "middle")]
    asked = ("ads:section-list", kind.value, found.section) if found.section else ("ads:list", kind.value)
    return Ads(
        slots={one.place.position: _slot(one, found.plain or {}) for one in shown},
        list_path=path_to(*asked) if shown else "",
        after=_PARTS_BEFORE,
        placing=found,
        followed=True,
    )


def _slot(filled: Filled, plain: Mapping[int, Creative]) -> Slot:
    classes = slot_classes(filled.place.size, filled.screens)
    house = plain.get(filled.plain or 0)
    return Slot(filled.place.id, filled.place.position, classes, _plain(house) if house else None)


def slot_classes(size: str, screens: frozenset[str]) -> str:
    """The classes that give a slot its room, on the screens where it has something to show."""
    only = f" ad--on-{next(iter(screens))}" if len(screens) == 1 else ""
    return f"ad ad--{size}{only}"


def _plain(creative: Creative) -> Plain:
    screen = Screen.PHONE if Screen.PHONE in creative.screens else Screen.DESKTOP
    width, height = DIMENSIONS[creative.size][screen]
    return Plain(creative.link, creative.alt, picture_path(creative, screen), width, height)
