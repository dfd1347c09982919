"""Hijri dates by Umm al-Qura, and by a country's own sightings."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.hijri import BadOffsets, HijriDate, hijri_of, offsets_of, umm_al_qura

RAMADAN, SHAWWAL = (1445, 9), (1445, 10)


def later(*sighted: tuple[tuple[int, int], int]) -> list[tuple[int, int, date]]:
    """Months that were sighted so many days after Umm al-Qura."""
    return [(*month, umm_al_qura(*month) + timedelta(days=days)) for month, days in sighted]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 7, 19), "1 محرم 1445"),
        (date(2024, 3, 11), "1 رمضان 1445"),
        (date(2024, 4, 10), "1 شوال 1445"),
        (date(2022, 12, 19), "25 جمادى الأولى 1444"),
    ],
)
def test_umm_al_qura(day: date, expected: str) -> None:
    assert str(hijri_of(day)) == expected


def test_a_month_sighted_a_day_later_makes_the_one_before_longer() -> None:
    offsets = offsets_of(later((RAMADAN, 1)))
    assert hijri_of(date(2024, 3, 11), offsets) == HijriDate(1445, 8, 30)
    assert hijri_of(date(2024, 3, 12), offsets) == HijriDate(1445, 9, 1)
    assert hijri_of(date(2024, 3, 10), offsets) == hijri_of(date(2024, 3, 10))


def test_an_offset_holds_until_the_next() -> None:
    offsets = offsets_of(later((SHAWWAL, 0), (RAMADAN, 1)))
    assert hijri_of(date(2024, 4, 9), offsets) == HijriDate(1445, 9, 29)
    assert hijri_of(date(2024, 4, 10), offsets) == HijriDate(1445, 10, 1)


@pytest.mark.parametrize(
    ("sighted", "said"),
    [
        ([(1445, 13, date(2024, 3, 11))], "لا شهر هجري"),
        ([(1600, 1, date(2024, 3, 11))], "لا شهر هجري"),
        (later((RAMADAN, 3)), "لا يزيد على يومين"),
        (later((RAMADAN, -3)), "لا يزيد على يومين"),
        (later((RAMADAN, 0), (RAMADAN, 1)), "مرتين"),
        (later((SHAWWAL, 1)), "رمضان 1445 31 يومًا"),
    ],
)
def test_what_no_calendar_could_follow_is_refused(sighted: list[tuple[int, int, date]], said: str) -> None:
    with pytest.raises(BadOffsets, match=said):
        offsets_of(sighted)


@given(
    st.dates(date(1950, 1, 1), date(2070, 1, 1)),
    st.sampled_from([later(), later((RAMADAN, 1)), later((RAMADAN, 1), (SHAWWAL, 0))]),
)
def test_days_follow_each_other(day: date, sighted: list[tuple[int, int, date]]) -> None:
    offsets = offsets_of(sighted)
    today, tomorrow = hijri_of(day, offsets), hijri_of(day + timedelta(days=1), offsets)
    assert today
    assert tomorrow
    assert 1 <= today.day <= 30
    assert tomorrow.day == today.day + 1 or (tomorrow.day == 1 and today.day in (29, 30))


@pytest.mark.parametrize("day", [date(1800, 1, 1), date(2200, 1, 1), date.min, date.max])
def test_days_outside_the_table_have_none(day: date) -> None:
    assert hijri_of(day) is None
