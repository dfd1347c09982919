"""Printed Arabic dates are read as they are meant, or not at all."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.dates import WARN_RELATIVE, WARN_TIME, find_dates, read_date
from khabar.arabic.dates_calendar import (
    WARN_AMBIGUOUS_YEAR,
    WARN_BOTH_OVER_TWELVE,
    WARN_DOUBLE_MONTH,
    WARN_HIJRI_DISAGREES,
    WARN_HIJRI_ONLY,
    WARN_INCOMPLETE,
    WARN_MONTH_FIRST,
    WARN_NO_SUCH_DAY,
    WARN_WEEKDAY,
)
from khabar.arabic.digits import to_arabic_indic_digits

CAIRO = ZoneInfo("Africa/Cairo")
LOCALES = ("EG", "LB", "TN", "MA", "MR")
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")


def iso(text: str) -> str | None:
    return read_date(text, zone=CAIRO).iso()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:25 م الإثنين 19 ديسمبر 2022", "2022-12-19T22:25:00+02:00"),
        ("الأحد 05/يوليو/2020 - 10:38 ص", "2020-07-05T10:38:00+02:00"),
        ("الاثنين، ١٩ كانون الأول/ديسمبر ٢٠٢٢، ١٠:٢٥ مساءً", "2022-12-19T22:25:00+02:00"),
        ("31 كانون الثاني / يناير 2020", "2020-01-31"),
        ("آذار (مارس) 19، 2022", "2022-03-19"),
        ("الجمعة 8 فيفري 2019", "2019-02-08"),
        ("17 دجنبر 2022 - 10:20", "2022-12-17T10:20:00+02:00"),
        ("17:27 GMT 17.03.2020", "2020-03-17T17:27:00+00:00"),
        ("GMT 17:27 17.03.2020", "2020-03-17T17:27:00+00:00"),
        ("20:25 بتوقيت غرينتش 19 ديسمبر 2022", "2022-12-19T20:25:00+00:00"),
        ("19 ديسمبر/ كانون الأول 2022، 07:48 بتوقيت مكة المكرمة", "2022-12-19T07:48:00+03:00"),
        ("19 ديسمبر 2022 - 20:25 بتوقيت أبوظبي", "2022-12-19T20:25:00+04:00"),
        ("19/12/2022 22:25 (GMT+3)", "2022-12-19T22:25:00+03:00"),
        ("السبت 10 محرم 1442هـ - 29 أغسطس 2020م - 03:20 م", "2020-08-29T15:20:00+02:00"),
        ("الخميس 19 مارس 2026 04:38 مـ 30 رمضان 1447 هـ", "2026-03-19T16:38:00+02:00"),
        ("الثلاثاء 3 ذو القعدة 1443هـ الموافق 2 حزيران (يونيو) 2022", "2022-06-02"),
        ("الإثنين 1444/5/25 هـ الموافق 2022/12/19 م", "2022-12-19"),
        ("\u200fالاثنين\u00a019\u200e/12/2022\u200f 08:30\u00a0م", "2022-12-19T20:30:00+02:00"),
        ("الأحد 1 يناير 2023 الساعة 5 مساء", "2023-01-01T17:00:00+02:00"),
        ("نشر يوم 19/12/2022 في 10h30", "2022-12-19T10:30:00+02:00"),
        ("December 19, 2022 10:25 PM", "2022-12-19T22:25:00+02:00"),
        ("2020 أكتوبر 7", "2020-10-07"),
        ("19 ديسمبر كانون الأول 2022", "2022-12-19"),
    ],
)
def test_news_timestamps(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(
    ("text", "hour"),
    [("12:05 ص", 0), ("12:05 م", 12), ("12:05 ظهرا", 12), ("1:05 ظهرا", 13), ("9:05 ليلا", 21), ("1:05 ليلا",
    1), ("4:05 عصرا", 16),
     ("4:05 فجرا", 4), ("11:05 صباحًا", 11), ("22:05", 22), ("22:05 م", 22)],
)  # fmt: skip
def test_parts_of_the_day(text: str, hour: int) -> None:
    reading = read_date(f"19 ديسمبر 2022 - {text}", zone=CAIRO)
    assert isinstance(reading.value, datetime)
    assert (reading.value.hour, reading.value.minute) == (hour, 5)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("ديسمبر 2022", WARN_INCOMPLETE),
        ("19 ديسمبر", WARN_INCOMPLETE),
        ("19/12/22", WARN_AMBIGUOUS_YEAR),
        ("31/14/2022", WARN_BOTH_OVER_TWELVE),
        ("31 فبراير 2022", WARN_NO_SUCH_DAY),
        ("19 كانون الأول/نوفمبر 2022", WARN_DOUBLE_MONTH),
        ("منذ 3 ساعات", WARN_RELATIVE),
        ("قبل يومين", WARN_RELATIVE),
    ],
)
def test_what_is_not_sure_is_not_a_date(text: str, warning: str) -> None:
    reading = read_date(text, zone=CAIRO)
    assert reading.value is None
    assert warning in reading.warnings


@pytest.mark.parametrize("text", ["", "2022", "قال الوزير إن المشروع سيبدأ", "12 كتابا في 3 رفوف", "1/2"])
def test_no_date_at_all(text: str) -> None:
    assert iso(text) is None


def test_only_a_day_is_known_then_only_a_day_is_given() -> None:
    reading = read_date("الجمعة 8 فيفري 2019", zone=CAIRO)
    assert reading.precision == "day"
    assert reading.value == date(2019, 2, 8)


def test_a_contradicted_hour_leaves_the_day() -> None:
    reading = read_date("19 ديسمبر 2022 - 22:25 ص", zone=CAIRO)
    assert reading.iso() == "2022-12-19"
    assert WARN_TIME in reading.warnings


def test_wrong_weekday_is_reported_and_the_date_kept() -> None:
    reading = read_date("الخميس 07 أكتوبر 2020", zone=CAIRO)
    assert reading.iso() == "2020-10-07"
    assert reading.warnings == (WARN_WEEKDAY,)


def test_numeric_dates_are_day_first_unless_the_weekday_or_the_month_shows_otherwise() -> None:
    assert iso("02/01/2020") == "2020-01-02"
    swapped = read_date("السبت 02/01/2020", zone=CAIRO)
    assert swapped.iso() == "2020-02-01"
    assert swapped.warnings == (WARN_MONTH_FIRST,)
    assert read_date("12/25/2020", zone=CAIRO).warnings == (WARN_MONTH_FIRST,)


def test_hijri_alone_is_converted_with_a_warning() -> None:
    reading = read_date("20 جمادى الأولى 1444 هـ", zone=CAIRO)
    assert (reading.iso(), reading.warnings) == ("2022-12-14", (WARN_HIJRI_ONLY,))


def test_a_weekday_beside_a_hijri_date_alone_settles_the_sighted_day() -> None:
    assert iso("الثلاثاء 20 جمادى الأولى 1444 هـ") == "2022-12-13"
    far = read_date("الجمعة 20 جمادى الأولى 1444 هـ", zone=CAIRO)
    assert (far.iso(), far.warnings) == ("2022-12-14", (WARN_HIJRI_ONLY, WARN_WEEKDAY))


def test_the_weekday_is_read_before_its_comma_and_the_word_for_corresponding() -> None:
    assert iso("10:25 م - الاثنين، الموافق 19 ديسمبر 2022") == "2022-12-19T22:25:00+02:00"


def test_an_iso_moment_inside_text_keeps_its_time_and_offset() -> None:
    assert iso("نشر في 2022-12-19T19:25:00+00:00") == "2022-12-19T19:25:00+00:00"
    assert iso("2022-12-19T19:25:00Z") == "2022-12-19T19:25:00+00:00"


def test_hijri_beside_gregorian_must_agree_within_a_day() -> None:
    assert read_date("السبت 11 محرم 1442هـ - 29 أغسطس 2020م", zone=CAIRO).warnings == ()
    assert WARN_HIJRI_DISAGREES in read_date("السبت 2 صفر 1442هـ - 29 أغسطس 2020م", zone=CAIRO).warnings


def test_each_time_goes_to_its_own_date() -> None:
    line = "نشر في: الجمعة 14 يونيو 2019 - 3:45 م | آخر تحديث: السبت 15 يونيو 2019 - 5:00 م"
    assert [one.iso() for one in find_dates(line, zone=CAIRO)] == [
        "2019-06-14T15:45:00+02:00",
        "2019-06-15T17:00:00+02:00",
    ]
    line = "GMT 17:27 17.03.2020(محدثة GMT 17:49 18.03.2020)"
    assert [one.iso() for one in find_dates(line, zone=CAIRO)] == [
        "2020-03-17T17:27:00+00:00",
        "2020-03-18T17:49:00+00:00",
    ]


def test_offsets_point_into_the_original_text() -> None:
    text = "نُشِرَ: الإثنـــين 19 ديسمبر ٢٠٢٢، ١٠:٢٥ م | ثقافة"
    (reading,) = find_dates(text, zone=CAIRO)
    assert text[reading.start : reading.end] == "الإثنـــين 19 ديسمبر ٢٠٢٢، ١٠:٢٥ م"


def test_summer_time_of_the_zone_is_kept() -> None:
    assert iso("1 يوليو 2023 12:00") == "2023-07-01T12:00:00+03:00"
    assert iso("1 يناير 2023 12:00") == "2023-01-01T12:00:00+02:00"


days = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))


@given(day=days, clock=st.times(), country=st.sampled_from(LOCALES), indic=st.booleans(), bare=st.booleans())
def test_round_trip_over_the_five_month_sets(day: date, clock: time, country: str, indic: bool, bare: bool) -> None:
    month = Locale("ar", country).months["format"]["wide"][day.month]
    if bare:
        month = month.translate(str.maketrans("أإآ", "ااا"))
    part = "م" if clock.hour >= 12 else "ص"
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {month} {day.year} - {clock.hour % 12 or 12}:{clock.minute:02} {part}"
    reading = read_date(to_arabic_indic_digits(text) if indic else text, zone=CAIRO)
    assert isinstance(reading.value, datetime)
    assert reading.value.replace(tzinfo=None) == datetime.combine(day, clock.replace(second=0, microsecond=0))
    assert reading.warnings == ()


@given(day=days, first=st.sampled_from(LOCALES), second=st.sampled_from(LOCALES))
def test_round_trip_over_double_month_names(day: date, first: str, second: str) -> None:
    names = [Locale("ar", country).months["format"]["wide"][day.month] for country in (first, second)]
    assert iso(f"{day.day} {names[0]}/ {names[1]} {day.year}") == day.isoformat()


@given(st.text(max_size=120))
def test_any_text_is_read_without_error(text: str) -> None:
    for reading in find_dates(text, zone=CAIRO):
        assert 0 <= reading.start <= reading.end <= len(text)


@given(st.text(alphabet="0123456789/.-: مصهـGT+ديسمبر", max_size=60))
def test_date_like_noise_is_read_without_error(text: str) -> None:
    for reading in find_dates(text, zone=CAIRO):
        assert reading.value is None or reading.iso()
