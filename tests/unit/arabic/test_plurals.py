from datetime import UTC, datetime, timedelta

import pytest

from khabar.arabic.plurals import ARTICLE, RESULT, counted, plural_form, time_since

NOW = datetime(2024, 5, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "لا نتائج"),
        (1, "نتيجة واحدة"),
        (2, "نتيجتان"),
        (3, "3 نتائج"),
        (10, "10 نتائج"),
        (11, "11 نتيجة"),
        (99, "99 نتيجة"),
        (100, "100 نتيجة"),
        (103, "103 نتائج"),
        (111, "111 نتيجة"),
        (1000, "1000 نتيجة"),
    ],
)
def test_counted_results(count: int, text: str) -> None:
    assert counted(count, RESULT) == text


def test_a_noun_counted_with_tanween() -> None:
    assert [counted(count, ARTICLE) for count in (2, 5, 12, 100)] == ["خبران", "5 أخبار", "12 خبرًا", "100 خبر"]


def test_all_six_categories_are_used() -> None:
    assert [plural_form(count) for count in (0, 1, 2, 3, 11, 100)] == ["zero", "one", "two", "few", "many", "other"]


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=-30), "منذ لحظات"),
        (timedelta(seconds=59), "منذ لحظات"),
        (timedelta(minutes=1), "منذ دقيقة"),
        (timedelta(minutes=2), "منذ دقيقتين"),
        (timedelta(minutes=3), "منذ 3 دقائق"),
        (timedelta(minutes=11), "منذ 11 دقيقة"),
        (timedelta(minutes=59, seconds=59), "منذ 59 دقيقة"),
        (timedelta(hours=1), "منذ ساعة"),
        (timedelta(hours=2), "منذ ساعتين"),
        (timedelta(hours=3), "منذ 3 ساعات"),
        (timedelta(hours=11), "منذ 11 ساعة"),
        (timedelta(days=1), "منذ يوم"),
        (timedelta(days=2), "منذ يومين"),
        (timedelta(days=3), "منذ 3 أيام"),
        (timedelta(days=11), "منذ 11 يومًا"),
        (timedelta(days=60), "منذ شهرين"),
        (timedelta(days=800), "منذ سنتين"),
    ],
)
def test_relative_times(ago: timedelta, text: str) -> None:
    assert time_since(NOW - ago, NOW) == text
