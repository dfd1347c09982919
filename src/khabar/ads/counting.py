"""Counting what was seen and clicked: one signed beacon at a time, before Django, without anybody's trace."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple
from urllib.parse import parse_qsl

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from khabar.ads.lists import read_token
from khabar.ads.models import Count, Creative
from khabar.core import clock
from khabar.core.rate import Limit
from khabar.core.tally import Beacon, Door, Repeats, Tally

SEEN_PATH, CLICK_PATH = "/ads/seen", "/ads/click"
Act = Literal["seen", "clicks"]

# Many readers of a mobile network share an address: a page tells of three ads at most, and of a click now and then.
_PER_SECOND = 10
_LONGEST_QUERY = 8_000
# A second tap on the same ad within this time is the same click.
_CLICK_SECONDS = 10.0
_TAKEN, _WRONG, _TOO_MANY = 204, 400, 429


class Place(NamedTuple):
    """What is counted: an act on a creative in one place on one day."""

    day: date
    creative: int
    page: str
    position: str
    act: Act


class Counter:
    """Counts the beacons of one process."""

    def __init__(self, tally: Tally[Place]) -> None:
        self._tally = tally
        self._limit = Limit(_PER_SECOND)
        self._repeats = Repeats(_CLICK_SECONDS)

    def seen(self, beacon: Beacon) -> int:
        """An ad was half visible for a second."""
        return self._count(beacon, "seen")

    def click(self, beacon: Beacon) -> int:
        """An ad was clicked."""
        return self._count(beacon, "clicks")

    def _count(self, beacon: Beacon, act: Act) -> int:
        if not beacon.is_from_reader:
            return _TAKEN  # a program learns nothing from the answer
        if not self._limit.allows(beacon.address):
            return _TOO_MANY
        told = _told(beacon.query, act)
        if told is None:
            return _WRONG
        if act == "clicks" and self._repeats.again(beacon, f"{told.creative}"):
            return _TAKEN
        self._tally.add(told)
        return _TAKEN


def doors() -> dict[str, Door]:
    """The addresses of the counter, for whoever answers before Django."""
    counter = Counter(Tally(write))
    return {SEEN_PATH: counter.seen, CLICK_PATH: counter.click}


@transaction.atomic
def _write(sums: Mapping[Place, int]) -> None:
    known = set(Creative.objects.filter(pk__in={place.creative for place in sums}).values_list("pk", flat=True))
    for place, times in sorted(sums.items()):
        if place.creative not in known:
            continue
        where = {"day": place.day, "creative_id": place.creative, "page": place.page, "position": place.position}
        row, made = Count.objects.get_or_create(**where, defaults={place.act: times})
        if not made:
            Count.objects.filter(pk=row.pk).update(**{place.act: F(place.act) + times})


def write(sums: Mapping[Place, int]) -> None:
    """Add what a process counted to the database, on a connection of its own that is closed again."""
    try:
        _write(sums)
    finally:
        if not connection.in_atomic_block:
            connection.close()


def _told(query: str, act: Act) -> Place | None:
    """What the beacon tells; None when no list of ours had the ad in that place at this moment."""
    fields = _fields(query)
    token = read_token(fields.get("t", ""))
    booked = token["ads"].get(fields.get("a", "")) if token else None
    if token is None or booked is None:
        return None
    now, position, (starts, ends, positions) = clock.now(), fields.get("p", ""), booked
    if position not in positions or now.timestamp() < starts or (ends is not None and now.timestamp() >= ends):
        return None
    return Place(timezone.localdate(now), int(fields["a"]), token["page"], position, act)


def _fields(query: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(query, max_num_fields=8)) if len(query) <= _LONGEST_QUERY else {}
    except ValueError:
        return {}
