"""The archive by day and month, in the edition's own days."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.articles import published
from tests.integration.front.conftest import Read, text, texts

pytestmark = pytest.mark.django_db


def test_a_day_is_a_day_in_the_editions_time_zone(read: Read) -> None:
    late = published(headline="خبر بعد منتصف ليل القاهرة", at=datetime(2026, 3, 4, 22, 30, tzinfo=UTC))
    published(headline="خبر قبل منتصف الليل", at=datetime(2026, 3, 4, 21, 30, tzinfo=UTC))
    page = read("/archive/2026/03/05/")
    assert text(page, "//h1") == "الخميس 5 مارس 2026"
    assert page.xpath("//main//h2/a/@href") == [late.get_absolute_url()]


def test_a_day_leads_to_its_neighbours_but_not_out_of_the_archive(read: Read) -> None:
    published(at=datetime(2026, 3, 4, 9, tzinfo=UTC))
    published(at=datetime(2026, 3, 6, 9, tzinfo=UTC))
    first = read("/archive/2026/03/04/").xpath("//nav[@class='neighbours']/a/@href")
    middle = read("/archive/2026/03/05/").xpath("//nav[@class='neighbours']/a/@href")
    assert first == ["/archive/2026/03/05/"]
    assert middle == ["/archive/2026/03/04/", "/archive/2026/03/06/"]


def test_a_day_without_stories_says_so(read: Read) -> None:
    published(at=datetime(2026, 3, 4, 9, tzinfo=UTC))
    page = read("/archive/2026/03/05/")
    assert len(page.xpath("//p[@class='empty']")) == 1
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_today_has_no_tomorrow(client: Client) -> None:
    published()
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    assert client.get(f"/archive/{today:%Y/%m/%d}/").status_code == 200
    assert client.get(f"/archive/{tomorrow:%Y/%m/%d}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["2026/02/30", "2026/13/01", "2019/01/01", "9999/12/31", "2026/13", "2019/01", "0000/01"]
)
def test_days_that_cannot_be_are_not_found(client: Client, path: str) -> None:
    published(at=datetime(2026, 3, 4, 9, tzinfo=UTC))
    assert client.get(f"/archive/{path}/").status_code == 404


def test_a_month_marks_the_days_that_have_stories(read: Read) -> None:
    published(at=datetime(2026, 3, 4, 9, tzinfo=UTC))
    published(at=datetime(2026, 3, 4, 10, tzinfo=UTC))
    published(at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC))  # 1 April in Cairo
    page = read("/archive/2026/03/")
    assert text(page, "//h1") == "مارس 2026"
    assert page.xpath("//table//a/@href") == ["/archive/2026/03/04/"]
    assert texts(page, "//thead//th")[0] == "السبت"
    assert len(page.xpath("//tbody//td/*")) == 31
    assert page.xpath("//nav[@class='neighbours']/a/@href") == ["/archive/2026/04/"]


def test_the_archive_starts_at_this_month(client: Client) -> None:
    today = timezone.localdate()
    assert client.get("/archive/")["Location"] == f"/archive/{today:%Y/%m}/"
