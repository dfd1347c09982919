"""When a slot has something to show, and until when that holds."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from khabar.ads.rules import Ad, Place, fill, fits, holds_until, plan

FOOT, MIDDLE = Place(1, "foot", "banner"), Place(2, "middle", "rectangle")
AD = Ad(id=1, campaign=1, size="banner", starts=10, ends=20)
SCREENS = st.sampled_from([frozenset({"phone"}), frozenset({"desktop"}), frozenset({"phone", "desktop"})])


@st.composite
def some_ads(draw: st.DrawFn) -> list[Ad]:
    ads = []
    for number in range(draw(st.integers(0, 5))):
        starts = draw(st.integers(0, 40))
        ends = draw(st.none() | st.integers(starts + 1, 60))
        ads.append(
            Ad(
                id=number,
                campaign=number,
                size=draw(st.sampled_from(["banner", "rectangle"])),
                starts=starts,
                ends=ends,
                house=draw(st.booleans()),
                weight=draw(st.integers(1, 3)),
                slots=draw(st.frozensets(st.sampled_from([1, 2]))),
                sections=draw(st.frozensets(st.sampled_from([5, 6]))),
                screens=draw(SCREENS),
                framed=draw(st.booleans()),
            )
        )
    return ads


@given(some_ads(), st.sampled_from([None, 5, 6]), st.integers(0, 60))
def test_a_page_holds_exactly_until_what_it_shows_changes(ads: list[Ad], section: int | None, now: int) -> None:
    places = [FOOT, MIDDLE]
    before, until = fill(places, ads, section, now), holds_until(places, ads, section, now)
    for moment in range(now, 70):
        same = fill(places, ads, section, moment) == before
        if until is None or moment < until:
            assert same, moment
        elif moment == until:
            assert not same


@given(some_ads(), st.sampled_from([None, 5, 6]), st.integers(0, 60))
def test_a_slot_is_shown_on_the_screens_that_some_ad_is_for(ads: list[Ad], section: int | None, now: int) -> None:
    found = {one.place.id: one for one in fill([FOOT, MIDDLE], ads, section, now)}
    for place in (FOOT, MIDDLE):
        on = [ad for ad in ads if ad.is_on(now) and fits(ad, place, section)]
        screens = {screen for ad in on for screen in ad.screens}
        assert (set(found[place.id].screens) if place.id in found else set()) == screens
        plain = found[place.id].plain if place.id in found else None
        assert plain is None or any(ad.id == plain and ad.house and not ad.framed for ad in on)


PLACES = [("article", FOOT), ("home", MIDDLE)]


def shown_ever(ads: list[Ad], now: int) -> object:
    """All that pages show of the ads from now on: second by second, in every section that is told apart."""
    sections = {section for ad in ads for section in ad.sections}
    timeline = [
        (section, at, fill([place], ads, section, at))
        for section in (None, 5, 6)
        for at in range(now, 70)
        for _, place in PLACES
    ]
    return sections, any(ad.framed for ad in ads), timeline


@given(some_ads(), some_ads(), st.integers(0, 5), st.data())
def test_two_plans_differ_exactly_where_pages_do(
    ads: list[Ad], others: list[Ad], now: int, data: st.DataObject
) -> None:
    moved = [replace(ad, ends=ad.ends and ad.ends + data.draw(st.integers(0, 3))) for ad in ads]
    for second in (others, moved, ads[1:], [replace(ad, weight=ad.weight + 7) for ad in ads]):
        same = shown_ever(ads, now) == shown_ever(second, now)
        assert (plan(PLACES, ads, now) == plan(PLACES, second, now)) is same


def test_another_picture_in_a_house_ad_is_another_plan() -> None:
    house = replace(AD, house=True, mark="أ")
    assert plan(PLACES, [house], 15) != plan(PLACES, [replace(house, mark="ب")], 15)


def test_an_ad_fits_its_size_its_slots_and_its_sections() -> None:
    assert fits(AD, FOOT, None)
    assert not fits(AD, MIDDLE, None)
    assert not fits(replace(AD, slots=frozenset({2})), FOOT, None)
    booked = replace(AD, sections=frozenset({5}))
    assert fits(booked, FOOT, 5)
    assert not fits(booked, FOOT, 6)
    assert not fits(booked, FOOT, None)


def test_an_ad_is_on_from_its_first_second_to_its_last() -> None:
    assert [AD.is_on(now) for now in (9.9, 10, 19.9, 20)] == [False, True, True, False]
    assert replace(AD, ends=None).is_on(1e12)


def test_the_heaviest_house_picture_stands_for_those_without_scripts() -> None:
    house = replace(AD, house=True)
    ads = [house, replace(house, id=2, weight=9), replace(house, id=3, weight=99, framed=True), replace(AD, id=4)]
    assert [one.plain for one in fill([FOOT], ads, None, 15)] == [2]
