"""How a page fills: what editors placed comes first, nothing stands twice, pins end on the second."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from tests.unit.curation.arranging import KEYS, NOW, SECTIONS, arrangements, pools

from khabar.curation.rules import Candidate, Filled, Film, Pool, fill, next_end, ranked
from khabar.curation.zones import FRONT_PAGE, SECTION_FRONT, VIDEO, Arranged, Placed, river_of

SECOND = timedelta(seconds=1)


def story(pk: int, minutes: int = 0, urgency: int = 5, section: int = 1, picture: int | None = 1) -> Candidate:
    return Candidate(pk, urgency, NOW - timedelta(minutes=minutes), section, picture)


def pool_of(*stories: Candidate, films: tuple[Film, ...] = ()) -> Pool:
    by_section: dict[int, list[Candidate]] = {}
    for one in stories:
        by_section.setdefault(one.section_id, []).append(one)
    found = {one.pk: one for one in stories}
    return Pool(list(stories), found, by_section, list(films), {film.pk: film for film in films})


def page(arranged: Arranged, pool: Pool) -> Filled:
    return fill(arranged, FRONT_PAGE, pool, SECTIONS, NOW)


def zones(filled: Filled) -> dict[str, list[int]]:
    rivers = {river_of(pk): found for pk, found in filled.rivers}
    lead = [] if filled.lead is None else [filled.lead]
    return {"lead": lead, "secondary": filled.secondary, "opinion": filled.opinion, **rivers}


@given(arrangements(), pools())
def test_no_story_and_no_video_stands_twice(arranged: Arranged, pool: Pool) -> None:
    filled = page(arranged, pool)
    assert [pk for pk, count in Counter(filled.stories()).items() if count > 1] == []
    assert len(filled.films) == len(set(filled.films))


@given(arrangements(), pools())
def test_only_what_is_public_stands_on_the_page_and_no_zone_overflows(arranged: Arranged, pool: Pool) -> None:
    filled = page(arranged, pool)
    assert set(filled.stories()) <= {one.pk for one in pool.newest}
    assert set(filled.films) <= {film.pk for film in pool.films}
    for key, found in zones(filled).items():
        assert len(found) <= FRONT_PAGE.of(key)


@given(arrangements(), pools())
def test_what_holds_and_is_public_stands_first_in_its_zone(arranged: Arranged, pool: Pool) -> None:
    found = zones(page(arranged, pool))
    for key in KEYS:
        placed = [one.pk for one in arranged.of(key) if one.holds(NOW) and one.pk in pool.placed]
        if key != VIDEO:
            assert found.get(key, [])[: len(placed)] == placed


@given(arrangements(), pools())
def test_a_zone_stays_short_only_when_nothing_is_left_for_it(arranged: Arranged, pool: Pool) -> None:
    filled = page(arranged, pool)
    if len(filled.secondary) < FRONT_PAGE.secondary:
        waiting = {one.pk for one in arranged.shown()}
        assert {one.pk for one in pool.newest} <= {*filled.stories(), *waiting, *(f.story for f in pool.films)}


@given(arrangements(), pools())
def test_nothing_changes_by_itself_before_the_next_end(arranged: Arranged, pool: Pool) -> None:
    end = next_end(arranged, NOW)
    at = end - SECOND if end else NOW + timedelta(days=9)
    assert [p.holds(NOW) for p in arranged.shown()] == [p.holds(at) for p in arranged.shown()]
    if end:
        assert any(p.holds(end - SECOND) and not p.holds(end) for v in (0, 1) for p in arranged.shown(videos=bool(v)))


def test_the_lead_is_urgent_fresh_and_pictured() -> None:
    plain = story(1, minutes=1, picture=None)
    assert page(Arranged(), pool_of(plain, story(2, minutes=5))).lead == 2
    flash = story(3, minutes=9, urgency=1, picture=None)
    assert page(Arranged(), pool_of(plain, story(2, minutes=5), flash)).lead == 3
    assert page(Arranged(), pool_of(plain)).lead == 1


def test_an_urgent_story_of_the_morning_gives_way_to_an_ordinary_one_of_tonight() -> None:
    morning, tonight = story(1, minutes=16 * 60, urgency=3), story(2, urgency=5)
    assert [one.pk for one in ranked([morning, tonight], NOW)] == [2, 1]
    assert [one.pk for one in ranked([morning._replace(urgency=2), tonight], NOW)] == [1, 2]


def test_a_story_placed_in_a_river_does_not_fill_the_top() -> None:
    arranged = Arranged({river_of(1): (Placed(1),)})
    filled = page(arranged, pool_of(story(1, urgency=1), story(2, minutes=9)))
    assert filled.lead == 2
    assert filled.rivers == [(1, [1])]


def test_a_pin_that_has_ended_leaves_its_place_to_the_next() -> None:
    pool = pool_of(story(1), story(2, minutes=50))
    arranged = Arranged({"lead": (Placed(2, NOW + SECOND),)})
    assert page(arranged, pool).lead == 2
    assert fill(arranged, FRONT_PAGE, pool, SECTIONS, NOW + SECOND).lead == 1


def test_rivers_follow_the_editors_then_the_menu_and_can_be_hidden() -> None:
    pool = pool_of(*(story(10 * section + n, minutes=n, section=section) for section in SECTIONS for n in range(9)))
    arranged = Arranged(order=(3,), hidden=frozenset({river_of(1)}))
    assert [pk for pk, _ in page(arranged, pool).rivers] == [3, 2]


def test_the_section_of_opinion_fills_its_zone_and_has_no_river_beside_it() -> None:
    top = [story(n, section=1, minutes=n) for n in range(1, 20)]
    views = [story(n, section=2, minutes=600) for n in range(30, 36)]
    filled = page(Arranged(opinion_from=2), pool_of(*top, *views))
    assert filled.opinion == [30, 31, 32, 33]
    assert [pk for pk, _ in filled.rivers] == [1]
    hidden = page(Arranged(opinion_from=2, hidden=frozenset({"opinion"})), pool_of(*top, *views))
    assert hidden.opinion == []
    assert [pk for pk, _ in hidden.rivers] == [1, 2]


def test_a_video_fills_the_strip_only_when_its_story_is_not_at_the_top() -> None:
    stories = [story(n, minutes=n) for n in range(1, 30)]
    filled = page(Arranged(), pool_of(*stories, films=(Film(70, 1), Film(71, 20), Film(72, 20))))
    assert filled.films == [71]
    assert 20 not in filled.stories()


def test_a_placed_video_stands_even_so() -> None:
    arranged = Arranged({VIDEO: (Placed(70),)})
    filled = page(arranged, pool_of(story(1), films=(Film(70, 1),)))
    assert filled.films == [70]
    assert filled.lead == 1


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_few_stories_make_a_page(count: int) -> None:
    filled = page(Arranged(), pool_of(*(story(n, minutes=n) for n in range(1, count + 1))))
    assert sorted(filled.stories()) == list(range(1, count + 1))


def test_a_sections_front_has_no_rivers() -> None:
    pool = replace(pool_of(*(story(n, minutes=n) for n in range(1, 20))), of_section={})
    filled = fill(Arranged(), SECTION_FRONT, pool, [], NOW)
    assert (filled.lead, filled.secondary, filled.latest, filled.rivers) == (1, [2, 3, 4, 5], [], [])
