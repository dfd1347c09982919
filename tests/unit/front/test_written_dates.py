"""Dates as each country's readers know them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from khabar.front.dates import digits, machine, written

MOMENT = datetime(2022, 12, 19, 20, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("full", "الاثنين 19 ديسمبر 2022، 10:25 م"),
        ("short", "19 ديسمبر 2022، 10:25 م"),
        ("day", "الاثنين 19 ديسمبر 2022"),
        ("date", "19 ديسمبر 2022"),
        ("month", "ديسمبر 2022"),
        ("weekday", "الاثنين"),
    ],
)
def test_styles_in_cairo(style: str, expected: str) -> None:
    assert written(MOMENT, style) == expected


@pytest.mark.parametrize(
    ("country", "month"),
    [("EG", "يناير"), ("SA", "يناير"), ("LB", "كانون الثاني"), ("IQ", "كانون الثاني"), ("TN", "جانفي"),
     ("DZ", "جانفي"), ("MA", "يناير"), ("MR", "يناير"), ("ZZ", "يناير")],
)  # fmt: skip
def test_each_country_has_its_months(country: str, month: str, settings: Any) -> None:
    settings.COUNTRY = country
    assert written(date(2026, 1, 5), "date") == f"5 {month} 2026"


@pytest.mark.parametrize(
    ("country", "month"), [("EG", "أغسطس"), ("SY", "آب"), ("TN", "أوت"), ("MA", "غشت"), ("MR", "أغشت")]
)
def test_august_tells_the_five_sets_apart(country: str, month: str, settings: Any) -> None:
    settings.COUNTRY = country
    assert written(date(2026, 8, 5), "date") == f"5 {month} 2026"


def test_digits_are_the_sites_choice(settings: Any) -> None:
    assert digits("3-1") == "3-1"
    settings.DIGITS = "arab"
    assert written(MOMENT) == "الاثنين ١٩ ديسمبر ٢٠٢٢، ١٠:٢٥ م"
    assert digits("3-1") == "٣-١"


def test_machine_dates_carry_the_editions_offset_and_latin_digits(settings: Any) -> None:
    settings.DIGITS = "arab"
    assert machine(MOMENT) == "2022-12-19T22:25:00+02:00"
