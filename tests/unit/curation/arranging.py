"""Arrangements and stories out of hypothesis, for the tests of the rules of fronts."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from khabar.curation.rules import Candidate, Film, Pool
from khabar.curation.zones import FRONT_PAGE, VIDEO, ZONES, Arranged, Placed, river_of

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SECTIONS = (1, 2, 3)
KEYS = (*ZONES, *map(river_of, SECTIONS))
_ids = st.integers(1, 40)
_ends = st.none() | st.integers(-90, 90).map(lambda minutes: NOW + timedelta(minutes=minutes))


_placings = st.lists(st.tuples(_ids, st.sampled_from(KEYS), _ends), max_size=24)
_facts = st.tuples(_ids, st.integers(1, 9), st.sampled_from(SECTIONS), st.sampled_from([None, 1]))
_films = st.lists(st.tuples(_ids, _ids), unique_by=lambda pair: pair[0], max_size=12)


def arrangements() -> st.SearchStrategy[Arranged]:
    """Any arrangement of the front page that `zones.read` lets through."""
    can_hide = [key for key in KEYS if key not in ("lead", "secondary")]
    return st.builds(
        _arranged,
        _placings,
        st.lists(st.sampled_from(SECTIONS), unique=True),
        st.frozensets(st.sampled_from(can_hide), max_size=3),
        st.none() | st.sampled_from(SECTIONS),
    )


def pools() -> st.SearchStrategy[Pool]:
    """Public stories and videos, newest first; some of them may be placed."""
    return st.builds(_pool, st.lists(_facts, unique_by=lambda fact: fact[0], max_size=40), _films)


def _arranged(
    placings: list[tuple[int, str, datetime | None]], order: list[int], hidden: frozenset[str], opinion: int | None
) -> Arranged:
    lists: dict[str, tuple[Placed, ...]] = {}
    seen: set[tuple[int, bool]] = set()
    for pk, key, until in placings:
        if (pk, key == VIDEO) not in seen and len(lists.get(key, ())) < FRONT_PAGE.of(key):
            seen.add((pk, key == VIDEO))
            lists[key] = (*lists.get(key, ()), Placed(pk, until))
    return Arranged(lists, tuple(order), hidden, opinion)


def _pool(facts: list[tuple[int, int, int, int | None]], films: list[tuple[int, int]]) -> Pool:
    newest = [
        Candidate(pk, urgency, NOW - timedelta(minutes=7 * place), section, picture)
        for place, (pk, urgency, section, picture) in enumerate(facts)
    ]
    found = [Film(pk, story) for pk, story in films]
    return Pool(
        newest,
        {story.pk: story for story in newest},
        {pk: [story for story in newest if story.section_id == pk] for pk in SECTIONS},
        found,
        {film.pk: film for film in found},
    )
