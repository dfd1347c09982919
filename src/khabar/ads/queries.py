"""What the database knows of ads, as the rules take it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings

from khabar.ads import rules
from khabar.ads.enums import Kind
from khabar.ads.models import Campaign, Creative, Slot
from khabar.ads.rules import Ad, Filled, Place
from khabar.core import clock


@dataclass(frozen=True)
class Placing:
    """What one page shows of ads.

    Attributes:
        filled: the slots that have something to show.
        plain: the house ads for browsers without scripts, by id.
        section: the section its list is asked for; None where no campaign was booked for that section.
        until: when the page has to be made anew; None where nothing is to come.
        framed: whether any ad of the site is shown in a frame.
    """

    filled: tuple[Filled, ...] = ()
    plain: dict[int, Creative] | None = None
    section: int | None = None
    until: datetime | None = None
    framed: bool = False


def creatives(at: datetime) -> list[Creative]:
    """Those that are seen now or will be, without their HTML; Google's only where that is set up."""
    rows = Creative.objects.filter(active=True, campaign__in=Campaign.objects.to_come(at)).select_related("campaign")
    found = list(rows.defer("html").prefetch_related("campaign__slots").order_by("pk"))
    return found if settings.GAM_NETWORK else [one for one in found if one.kind != Kind.GAM]


def is_on(creative: Creative, at: datetime) -> bool:
    """The gate: whether readers may see the creative at the moment `at`."""
    configured = creative.kind != Kind.GAM or bool(settings.GAM_NETWORK)
    return configured and creative.active and creative.campaign.active and ad_of(creative).is_on(at.timestamp())


def ad_of(creative: Creative) -> Ad:
    """The creative as the rules take it."""
    booked = creative.campaign
    return Ad(
        id=creative.pk,
        campaign=booked.pk,
        size=creative.size,
        starts=booked.starts_at.timestamp(),
        ends=booked.ends_at.timestamp() if booked.ends_at else None,
        house=booked.house,
        weight=booked.weight,
        slots=frozenset(slot.pk for slot in booked.slots.all()),
        sections=frozenset(booked.sections),
        screens=creative.screens,
        framed=creative.is_framed,
        mark=creative.mark,
    )


def places(page: str) -> list[Place]:
    """The slots in use on a kind of page."""
    return [place_of(slot) for slot in Slot.objects.filter(page=page, shown=True)]


def place_of(slot: Slot) -> Place:
    """The slot as the rules take it."""
    return Place(slot.pk, slot.position, slot.size)


def placing(page: str, section: int | None) -> Placing:
    """What a page of this kind, in this section, shows now. One query where the site has no campaigns."""
    at = clock.now()
    rows = creatives(at)
    if not rows:
        return Placing()
    standing, ads, now = places(page), [ad_of(one) for one in rows], at.timestamp()
    filled = rules.fill(standing, ads, section, now)
    until = rules.holds_until(standing, ads, section, now)
    shown = {one.plain for one in filled}
    return Placing(
        filled=tuple(filled),
        plain={one.pk: one for one in rows if one.pk in shown},
        section=section if any(section in ad.sections for ad in ads) else None,
        until=datetime.fromtimestamp(until, UTC) if until is not None else None,
        framed=any(ad.framed for ad in ads),
    )


def offered(page: str, section: int | None) -> tuple[list[Creative], list[Place]]:
    """The creatives that browsers on such a page choose from, and the slots there."""
    rows, standing = creatives(clock.now()), places(page)
    fit = [one for one in rows if any(rules.fits(ad_of(one), place, section) for place in standing)]
    return fit, standing


def next_border(rows: Iterable[Creative]) -> datetime | None:
    """The next moment at which one of them begins or ends."""
    moments = rules.borders([ad_of(one) for one in rows], clock.now().timestamp())
    return datetime.fromtimestamp(moments[0], UTC) if moments else None


def is_booked(section: int) -> bool:
    """Whether a campaign that runs, or will, was booked for the section."""
    return any(section in ad_of(one).sections for one in creatives(clock.now()))
