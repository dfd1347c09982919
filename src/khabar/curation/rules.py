"""Fills the zones of a page from what editors placed and from what is new: pure, no story twice on a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from khabar.curation.zones import LEAD, OPINION, SECONDARY, VIDEO, ZONES, Arranged, Sizes, river_of

_FLASH = 1  # the most urgent of IPTC's nine
_SECONDS_PER_STEP = 21_600.0


class Candidate(NamedTuple):
    """What decides a story's place on a page."""

    pk: int
    urgency: int
    published_at: datetime
    section_id: int
    picture_id: int | None


class Film(NamedTuple):
    """A video that readers may see, and the story it was first shown in."""

    pk: int
    story: int


@dataclass(frozen=True)
class Pool:
    """What a page can be filled from; all of it public at the moment.

    `placed` are the placed stories by id, `newest` the newest of all, `of_section` the newest of each section that has
    a river or fills the zone of opinion; `placed_films` are the placed videos by id.
    """

    newest: Sequence[Candidate] = ()
    placed: Mapping[int, Candidate] = field(default_factory=dict)
    of_section: Mapping[int, Sequence[Candidate]] = field(default_factory=dict)
    films: Sequence[Film] = ()
    placed_films: Mapping[int, Film] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """A page's stories and videos by id, in order; `rivers` pairs sections with their stories."""

    lead: int | None
    secondary: list[int]
    opinion: list[int]
    films: list[int]
    latest: list[int]
    rivers: list[tuple[int, list[int]]]

    def stories(self) -> list[int]:
        """All stories of the page in its order."""
        top = [self.lead] if self.lead is not None else []
        return [*top, *self.secondary, *self.opinion, *self.latest, *(pk for _, pks in self.rivers for pk in pks)]


def ranked(stories: Iterable[Candidate], at: datetime) -> list[Candidate]:
    """By urgency and freshness: a story's rank is its urgency plus the hours since it was published over 6, so that an
    urgent story of this morning gives way to an ordinary one of tonight."""
    return sorted(stories, key=lambda one: one.urgency + (at - one.published_at).total_seconds() / _SECONDS_PER_STEP)


def next_end(arranged: Arranged, at: datetime) -> datetime | None:
    """When the first of what is pinned leaves its place after `at`."""
    pinned = (one.until for videos in (False, True) for one in arranged.shown(videos=videos))
    return min((until for until in pinned if until and until > at), default=None)


def fill(arranged: Arranged, sizes: Sizes, pool: Pool, sections: Sequence[int], at: datetime) -> Filled:
    """The page as it stands at `at`.

    Placed stories come first in their zones while they are public and their pin holds; the rest is filled. A story
    placed further down is not used to fill a zone above it. A video fills the strip only when its story is not at the
    top of the page, and its story then stands nowhere else.

    Args:
        sections: those with a river, in the order of the menu.
    """
    page = _Page(arranged, pool, [*ZONES, *map(river_of, sections)], at)
    order = ranked(pool.newest, at)
    lead = page.placed(LEAD, sizes.lead) or page.take(_leading([one for one in order if page.is_free(one)]), 1)
    secondary = page.filled(SECONDARY, sizes.secondary, order)
    opinion = page.filled(OPINION, sizes.opinion, page.of_section(arranged.opinion_from))
    films = page.strip(sizes.video)
    latest = page.take(pool.newest, sizes.latest)
    rivers = []
    for section in in_order(arranged, sections) if sizes.river else ():
        key = river_of(section)
        stands_as_opinion = opinion and section == arranged.opinion_from and not arranged.of(key)
        if not stands_as_opinion:
            rivers.append((section, page.filled(key, sizes.river, page.of_section(section))))
    return Filled(
        next(iter(lead), None), secondary, opinion, films, latest, [(pk, found) for pk, found in rivers if found]
    )


def _leading(order: list[Candidate]) -> list[Candidate]:
    """What leads has a picture, unless the most urgent of all has none yet."""
    flash = [one for one in order[:1] if one.urgency == _FLASH]
    return flash or [one for one in order if one.picture_id] or order


def in_order(arranged: Arranged, sections: Sequence[int]) -> list[int]:
    """The sections' primary keys: the editors' order first, then what they did not speak of as the menu has it."""
    return [*(pk for pk in arranged.order if pk in sections), *(pk for pk in sections if pk not in arranged.order)]


class _Page:
    """The page while it is being filled: knows what is on it and what waits for its own place."""

    def __init__(self, arranged: Arranged, pool: Pool, keys: Sequence[str], at: datetime) -> None:
        self._arranged, self._pool, self._at = arranged, pool, at
        self._used: set[int] = set()
        placed = (one for key in keys if key != VIDEO for one in arranged.of(key))
        self._waiting = {one.pk for one in placed if one.holds(at)} & pool.placed.keys()

    def is_free(self, story: Candidate) -> bool:
        """Whether a story may fill a place."""
        return story.pk not in self._used and story.pk not in self._waiting

    def placed(self, key: str, size: int) -> list[int]:
        """What the editors put there, while it holds and is public."""
        found = [one.pk for one in self._arranged.of(key) if one.pk in self._waiting and one.pk not in self._used]
        self._used.update(found[:size])
        return found[:size]

    def take(self, order: Sequence[Candidate], size: int) -> list[int]:
        """The first free stories."""
        found = list(dict.fromkeys(one.pk for one in order if self.is_free(one)))[:size]
        self._used.update(found)
        return found

    def filled(self, key: str, size: int, order: Sequence[Candidate]) -> list[int]:
        """What the editors put there, then the first free stories; nothing where the zone is not shown."""
        if key in self._arranged.hidden:
            return []
        found = self.placed(key, size)
        return found + self.take(order, size - len(found))

    def of_section(self, section: int | None) -> Sequence[Candidate]:
        """The newest of a section."""
        return () if section is None else self._pool.of_section.get(section, ())

    def strip(self, size: int) -> list[int]:
        """The videos: the editors', then the newest whose stories are not on the page."""
        if VIDEO in self._arranged.hidden:
            return []
        placed = self._pool.placed_films
        found = [placed[one.pk] for one in self._arranged.of(VIDEO) if one.holds(self._at) and one.pk in placed][:size]
        for film in self._pool.films:
            taken = {*self._used, *self._waiting, *(one.story for one in found)}
            if len(found) < size and film.story not in taken and film.pk not in {one.pk for one in found}:
                found.append(film)
        self._used.update(film.story for film in found if film.story not in self._waiting)
        return [film.pk for film in found]
