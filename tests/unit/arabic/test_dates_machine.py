"""Dates in tags and attributes."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.dates_machine import WARN_MONTH_DAY_ORDER, read_machine_date
from khabar.arabic.dates_zones import is_known_country, zone_for_country

TUNIS = ZoneInfo("Africa/Tunis")


@pytest.mark.parametrize(
    ("text", "expected", "stated"),
    [
        ("2022-12-19T22:25:00Z", "2022-12-19T22:25:00+00:00", True),
        ("2022-12-19T22:25:00.1234567+02:00", "2022-12-19T22:25:00+02:00", True),
        ("2022-12-19T22:25:00+0300", "2022-12-19T22:25:00+03:00", True),
        ("2022-12-19T22:25:00+03", "2022-12-19T22:25:00+03:00", True),
        ("20221219T222500Z", "2022-12-19T22:25:00+00:00", True),
        ("2020-03-17T17:27", "2020-03-17T17:27:00+01:00", False),
        ("2022-12-19 22:25:07", "2022-12-19T22:25:07+01:00", False),
        ("2022-12-19", "2022-12-19", False),
        ("٢٠٢٢-١٢-١٩", "2022-12-19", False),
        ("Wed, 07 Oct 2020 12:09:00 GMT", "2020-10-07T12:09:00+00:00", True),
        ("1584466061", "2020-03-17T17:27:41+00:00", True),
        ("1584466061000", "2020-03-17T17:27:41+00:00", True),
        ("10/17/2020 12:09:00 PM", "2020-10-17T12:09:00+01:00", False),
        ("الأربعاء، 07 أكتوبر 2020 - 12:09 م", "2020-10-07T12:09:00+01:00", False),
    ],
)
def test_machine_dates(text: str, expected: str, stated: bool) -> None:
    reading = read_machine_date(text, zone=TUNIS)
    assert reading.iso() == expected
    assert reading.zone_stated is stated


def test_month_and_day_that_cannot_be_told_apart_give_nothing() -> None:
    reading = read_machine_date("10/7/2020 12:09:00 PM", zone=TUNIS)
    assert reading.value is None
    assert reading.warnings == (WARN_MONTH_DAY_ORDER,)


@pytest.mark.parametrize("text", ["", "2022", "2022-13-45", "99999999999", "12345", "0000-00-00T00:00:00Z"])
def test_what_is_no_date(text: str) -> None:
    assert read_machine_date(text, zone=TUNIS).value is None


@given(st.text(max_size=60))
def test_any_text_is_read_without_error_and_what_is_read_says_its_zone(text: str) -> None:
    value = read_machine_date(text, zone=TUNIS).value
    assert not isinstance(value, datetime) or value.tzinfo is not None


def test_countries_have_clocks() -> None:
    assert is_known_country("tn")
    assert str(zone_for_country("sa")) == "Asia/Riyadh"
    with pytest.raises(ValueError, match="unknown country"):
        zone_for_country("XX")
