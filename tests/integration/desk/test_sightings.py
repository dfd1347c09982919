"""Sighted months: written down at the desk, checked together, on every page at once."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from tests.factories.articles import published
from tests.integration.accounts.conftest import desk_of, person
from wagtail.models import ModelLogEntry

from khabar.accounts.enums import RoleCode
from khabar.articles.consumers import follow
from khabar.articles.models import Article, Sighting
from khabar.front.dates import written

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode
RAMADAN = {"year": 1445, "month": 9, "begins": "2024-03-12"}  # Umm al-Qura has the eleventh
SHAWWAL = {"year": 1445, "month": 10, "begins": "2024-04-10"}  # as Umm al-Qura has it
ADD = "/desk/sightings/add/"


@pytest.fixture
def story(settings: Any) -> Article:
    settings.HIJRI = "first"
    return published(at=datetime(2024, 3, 12, 9, tzinfo=UTC))


def page(article: Article, path: str = "") -> str:
    """What readers get, once what was committed has been followed: a test's own transaction never commits."""
    follow()
    return Client().get(path or article.get_absolute_url()).content.decode()


def test_a_sighting_changes_every_page_at_once(story: Article, desk_of: Desk) -> None:
    assert "2 رمضان 1445" in page(story)
    assert "2 رمضان 1445" in page(story, story.section.get_absolute_url())
    chief = desk_of(CHIEF)
    assert chief.post(ADD, RAMADAN).status_code == 302
    assert "1 رمضان 1445" in page(story)
    assert "2 رمضان 1445" not in page(story)
    assert "2 رمضان 1445" not in page(story, story.section.get_absolute_url())
    row = Sighting.objects.get()
    assert row.correction == 1
    assert "+1" in chief.get("/desk/sightings/").content.decode()
    chief.post(f"/desk/sightings/edit/{row.pk}/", RAMADAN | {"begins": "2024-03-11"})
    assert "2 رمضان 1445" in page(story)


def test_it_has_a_history_with_who_did_what(story: Article, desk_of: Desk) -> None:
    chief = desk_of(CHIEF)
    chief.post(ADD, RAMADAN)
    row = Sighting.objects.get()
    entry = ModelLogEntry.objects.get(action="wagtail.create", object_id=str(row.pk))
    assert entry.user is not None
    assert chief.get(f"/desk/sightings/history/{row.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (RAMADAN | {"begins": "2024-03-14"}, "لا يزيد على يومين"),
        (RAMADAN | {"begins": "2024-03-08"}, "لا يزيد على يومين"),
        (SHAWWAL | {"begins": "2024-04-11"}, "31 يومًا"),
        (RAMADAN | {"year": 1700}, "لا شهر هجري"),
        (RAMADAN | {"year": 99999}, "year"),
        (RAMADAN | {"begins": "غدا"}, "begins"),
        (RAMADAN | {"month": 13}, "month"),
    ],
)
def test_what_no_calendar_could_follow_is_refused(desk_of: Desk, given: dict[str, Any], said: str) -> None:
    answer = desk_of(CHIEF).post(ADD, given)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Sighting.objects.exists()


def test_a_month_is_written_down_once(desk_of: Desk) -> None:
    chief = desk_of(CHIEF)
    chief.post(ADD, RAMADAN)
    assert "سُجّل هذا الشهر من قبل" in chief.post(ADD, RAMADAN).content.decode()
    assert Sighting.objects.count() == 1


def test_a_month_the_others_need_is_not_deleted(desk_of: Desk) -> None:
    chief = desk_of(CHIEF)
    # Two days later in two steps: without the first, the month before would have 31 days.
    for year, month, begins in ((1445, 8, "2024-02-12"), (1445, 9, "2024-03-13")):
        chief.post(ADD, {"year": year, "month": month, "begins": begins})
    assert Sighting.objects.count() == 2
    first = Sighting.objects.get(month=8)
    answer = chief.post(f"/desk/sightings/delete/{first.pk}/", follow=True)
    assert "لم يُحذف" in answer.content.decode()
    assert Sighting.objects.count() == 2


def test_several_go_together_or_none(desk_of: Desk) -> None:
    chief = desk_of(CHIEF)
    for year, month, begins in ((1445, 8, "2024-02-12"), (1445, 9, "2024-03-13"), (1445, 10, "2024-04-11")):
        chief.post(ADD, {"year": year, "month": month, "begins": begins})
    rows = {row.month: row.pk for row in Sighting.objects.all()}
    together = "/desk/bulk/articles/sighting/delete/?next=/desk/sightings/" + "".join(
        f"&id={rows[one]}" for one in (8, 10)
    )
    told = chief.post(together, follow=True).content.decode()
    assert "لم يُحذف شيء" in told
    assert "31 يومًا" in told
    assert Sighting.objects.count() == 3
    # Without the first alone it would be no calendar either; without both it is.
    together = "/desk/bulk/articles/sighting/delete/?next=/desk/sightings/" + "".join(
        f"&id={rows[one]}" for one in rows
    )
    assert chief.post(together, follow=True).status_code == 200
    assert not Sighting.objects.exists()


def test_who_may(desk_of: Desk) -> None:
    for role in (REPORTER, EDITOR, ADVERTISING):
        client = desk_of(role)
        assert client.post(ADD, RAMADAN).status_code == 302
        assert "/desk/sightings/" not in client.get("/desk/").content.decode()
    assert not Sighting.objects.exists()
    assert "/desk/sightings/" in desk_of(CHIEF).get("/desk/").content.decode()


def test_an_edition_without_hijri_dates_asks_nothing(settings: Any, django_assert_num_queries: Any) -> None:
    settings.HIJRI = "none"
    with django_assert_num_queries(0):
        written(datetime(2024, 3, 12, 9, tzinfo=UTC))


def test_a_page_asks_once(story: Article) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        page(story)
    assert sum("articles_sighting" in one["sql"] for one in asked.captured_queries) == 1
