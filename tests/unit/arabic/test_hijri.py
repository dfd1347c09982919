"""Hijri dates by Umm al-Qura, and by a country's own sightings."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.hijri import BadOffsets, HijriDate, hijri_of, read_offsets


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
    offsets = read_offsets("1445-09=+1")
    assert hijri_of(date(2024, 3, 11), offsets) == HijriDate(1445, 8, 30)
    assert hijri_of(date(2024, 3, 12), offsets) == HijriDate(1445, 9, 1)
    assert hijri_of(date(2024, 3, 10), offsets) == hijri_of(date(2024, 3, 10))


def test_an_offset_holds_until_the_next() -> None:
    offsets = read_offsets("1445-09=+1, 1445-10=0")
    assert hijri_of(date(2024, 4, 9), offsets) == HijriDate(1445, 9, 29)
    assert hijri_of(date(2024, 4, 10), offsets) == HijriDate(1445, 10, 1)


@pytest.mark.parametrize(
    "text",
    ["1445-13=+1", "1445-09", "ramadan=+1", "1445-09=+3", "1445-10=0 1445-09=+1", "1445-09=0 1445-09=1", "1445-10=+1",
     "1600-01=0"],
)  # fmt: skip
def test_what_no_calendar_could_follow_is_refused(text: str) -> None:
    with pytest.raises(BadOffsets):
        read_offsets(text)


@given(st.dates(date(1950, 1, 1), date(2070, 1, 1)), st.sampled_from(["", "1445-09=+1", "1445-09=+1 1445-10=0"]))
def test_days_follow_each_other(day: date, text: str) -> None:
    offsets = read_offsets(text)
    today, tomorrow = hijri_of(day, offsets), hijri_of(day + timedelta(days=1), offsets)
    assert today
    assert tomorrow
    assert 1 <= today.day <= 30
    assert tomorrow.day == today.day + 1 or (tomorrow.day == 1 and today.day in (29, 30))


@pytest.mark.parametrize("day", [date(1800, 1, 1), date(2200, 1, 1), date.min, date.max])
def test_days_outside_the_table_have_none(day: date) -> None:
    assert hijri_of(day) is None
