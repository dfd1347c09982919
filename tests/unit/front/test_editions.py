"""The golden table: what each of the 22 countries prints, and the Hijri date beside it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from khabar.arabic.editions import COUNTRIES, edition_of
from khabar.front.dates import written

MOMENT = datetime(2026, 2, 4, 18, 7, tzinfo=UTC)
GOLDEN = [
    ("DZ", "الأربعاء 4 فيفري 2026، 8:07 م", "23 أوت 2026", 5),
    ("BH", "الأربعاء ٤ فبراير ٢٠٢٦، ٨:٠٧ م", "٢٣ أغسطس ٢٠٢٦", 5),
    ("KM", "الأربعاء ٤ فبراير ٢٠٢٦، ٨:٠٧ م", "٢٣ أغسطس ٢٠٢٦", 0),
    ("DJ", "الأربعاء ٤ فبراير ٢٠٢٦، ٨:٠٧ م", "٢٣ أغسطس ٢٠٢٦", 5),
    ("EG", "الأربعاء 4 فبراير 2026، 8:07 م", "23 أغسطس 2026", 5),
    ("IQ", "الأربعاء ٤ شباط ٢٠٢٦، ٨:٠٧ م", "٢٣ آب ٢٠٢٦", 5),
    ("JO", "الأربعاء ٤ شباط ٢٠٢٦، ٨:٠٧ م", "٢٣ آب ٢٠٢٦", 5),
    ("KW", "الأربعاء ٤ فبراير ٢٠٢٦، ٨:٠٧ م", "٢٣ أغسطس ٢٠٢٦", 5),
    ("LB", "الأربعاء ٤ شباط ٢٠٢٦، ٨:٠٧ م", "٢٣ آب ٢٠٢٦", 0),
    ("LY", "الأربعاء 4 فبراير 2026، 8:07 م", "23 أغسطس 2026", 5),
    ("MR", "الأربعاء ٤ فبراير ٢٠٢٦، ٨:٠٧ م", "٢٣ أغشت ٢٠٢٦", 0),
    ("MA", "الأربعاء 4 فبراير 2026، 8:07 م", "23 غشت 2026", 0),
    ("OM", "الأربعاء ٤ فبراير ٢٠٢٦، ٨:٠٧ م", "٢٣ أغسطس ٢٠٢٦", 5),
    ("PS", "الأربعاء ٤ شباط ٢٠٢٦، ٨:٠٧ م", "٢٣ آب ٢٠٢٦", 0),
    ("QA", "الأربعاء ٤ فبراير ٢٠٢٦، ٨:٠٧ م", "٢٣ أغسطس ٢٠٢٦", 5),
    ("SA", "الأربعاء ١٦ شعبان ١٤٤٧ هـ – ٤ فبراير ٢٠٢٦ م، ٨:٠٧ م", "١٠ ربيع الأول ١٤٤٨ هـ", 6),
    ("SO", "الأربعاء ٤ فبراير ٢٠٢٦، ٨:٠٧ م", "٢٣ أغسطس ٢٠٢٦", 0),
    ("SD", "الأربعاء ٤ فبراير ٢٠٢٦، ٨:٠٧ م", "٢٣ أغسطس ٢٠٢٦", 5),
    ("SY", "الأربعاء ٤ شباط ٢٠٢٦، ٨:٠٧ م", "٢٣ آب ٢٠٢٦", 5),
    ("TN", "الأربعاء 4 فيفري 2026، 8:07 م", "23 أوت 2026", 0),
    ("AE", "الأربعاء 4 فبراير 2026، 8:07 م", "23 أغسطس 2026", 0),
    ("YE", "الأربعاء ٤ فبراير ٢٠٢٦، ٨:٠٧ م", "٢٣ أغسطس ٢٠٢٦", 6),
]


@pytest.fixture(autouse=True)
def _nothing_sighted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.front.dates.offsets_now", lambda: ())


def set_edition(settings: Any, country: str) -> None:
    edition = edition_of(country)
    settings.COUNTRY, settings.DIGITS = country, edition.digits
    settings.HIJRI = "first" if edition.calendar == "hijri" else "none"


@pytest.mark.parametrize(("country", "moment", "day", "week"), GOLDEN)
def test_each_country(country: str, moment: str, day: str, week: int, settings: Any) -> None:
    set_edition(settings, country)
    assert written(MOMENT) == moment
    assert written(date(2026, 8, 23), "date") == day
    assert edition_of(country).first_weekday == week


def test_the_table_names_every_country_once() -> None:
    assert sorted(row[0] for row in GOLDEN) == sorted(COUNTRIES)
    assert len(set(COUNTRIES)) == 22


@pytest.mark.parametrize(
    ("hijri", "style", "expected"),
    [
        ("none", "day", "الأربعاء 4 فبراير 2026"),
        ("beside", "day", "الأربعاء 4 فبراير 2026 م – 16 شعبان 1447 هـ"),
        ("beside", "full", "الأربعاء 4 فبراير 2026 م – 16 شعبان 1447 هـ، 8:07 م"),
        ("beside", "short", "4 فبراير 2026، 8:07 م"),
        ("first", "day", "الأربعاء 16 شعبان 1447 هـ – 4 فبراير 2026 م"),
        ("first", "short", "16 شعبان 1447 هـ، 8:07 م"),
        ("first", "month", "فبراير 2026"),
        ("first", "weekday", "الأربعاء"),
    ],
)
def test_hijri_first_or_beside(hijri: str, style: str, expected: str, settings: Any) -> None:
    settings.HIJRI = hijri
    assert written(MOMENT, style) == expected


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2099, 1, 1)])
def test_a_day_outside_the_hijri_table_has_its_gregorian_date_alone(day: date, settings: Any) -> None:
    settings.HIJRI = "first"
    assert written(day, "day").endswith(str(day.year))
