"""Pins, scheduled arrangements and bars begin and end on the second, from the page store too, with nothing running."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.articles import SectionFactory, published
from tests.factories.fronts import breaking, put, zones

from khabar.articles.consumers import follow
from khabar.articles.models import Article, Section
from khabar.articles.outlets import page_store
from khabar.core import clock
from khabar.curation.actions import schedule
from khabar.curation.zones import Arranged
from khabar.pagestore.front import Front
from khabar.pagestore.store import page_key

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
SECOND = timedelta(seconds=1)
T = NOW + timedelta(hours=2)
Clock = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets every clock there is, that of the page store too."""

    def put_forward(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(time, "time", moment.timestamp)

    return put_forward


@pytest.fixture
def section(db: None) -> Section:
    return SectionFactory(name="مدن", slug="مدن")


@pytest.fixture
def stories(section: Section) -> list[Article]:
    """Eight stories, newest first."""
    return [published(headline=f"الحكاية رقم {n}", section=section, at=NOW - timedelta(hours=n + 1)) for n in range(8)]


def lead(client: Client, path: str = "/") -> str:
    """The headline of the first card, as a reader gets the page: from the store where it holds."""
    stored = Front(page_store(), ["testserver"], "sessionid").answer("GET", path, "", "testserver", None)
    page = stored[2].decode() if stored else client.get(path).content.decode()
    return page.split('class="card__headline"')[1].split("</a>")[0].rsplit(">", 1)[1]


def is_stored(path: str) -> bool:
    return page_store().get(page_key(path, "")) is not None


@pytest.mark.parametrize("path", ["/", "/مدن/"])
def test_a_pin_ends_on_the_second(
    client: Client, at: Clock, section: Section, stories: list[Article], path: str
) -> None:
    put(None if path == "/" else section, until=T, lead=[stories[5]])
    follow()
    at(T - SECOND)
    for _ in range(2):
        assert lead(client, path) == stories[5].headline
    assert is_stored(path)
    at(T + SECOND)
    assert lead(client, path) == stories[0].headline


def test_a_scheduled_arrangement_begins_on_the_second(client: Client, at: Clock, stories: list[Article]) -> None:
    put(lead=[stories[3]])
    lead(client)
    schedule(section=None, arranged=Arranged(zones(lead=[stories[6]])), starts_at=T, user=None)
    follow()
    at(T - SECOND)
    for _ in range(2):
        assert lead(client) == stories[3].headline
    at(T + SECOND)
    assert lead(client) == stories[6].headline


@pytest.mark.parametrize("path", ["/", "/مدن/"])
def test_a_bar_leaves_every_front_on_the_second(client: Client, at: Clock, stories: list[Article], path: str) -> None:
    client.get(path)
    bar = breaking(until=T)
    follow()
    at(T - SECOND)
    for _ in range(2):
        assert bar.text in client.get(path).content.decode()
    assert is_stored(path)
    at(T + SECOND)
    assert bar.text not in client.get(path).content.decode()


def test_a_placed_story_leaves_with_its_own_end_and_its_place_fills(
    client: Client, at: Clock, stories: list[Article]
) -> None:
    put(lead=[stories[5]])
    Article.objects.filter(pk=stories[5].pk).update(expire_at=T)
    follow()
    at(T - SECOND)
    assert lead(client) == stories[5].headline
    at(T + SECOND)
    assert lead(client) == stories[0].headline


def test_a_placed_story_that_waits_for_its_hour_takes_its_place_then(
    client: Client, at: Clock, stories: list[Article]
) -> None:
    put(lead=[stories[5]])
    Article.objects.filter(pk=stories[5].pk).update(go_live_at=T)
    follow()
    at(T - SECOND)
    for _ in range(2):
        assert lead(client) == stories[0].headline
    at(T + SECOND)
    assert lead(client) == stories[5].headline
