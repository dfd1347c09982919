"""Hubs hear of feeds, search engines of stories: of what readers see or saw, and of nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings
from tests.factories.articles import ArticleFactory, SectionFactory, TopicFactory, published
from tests.integration.announcing.conftest import KEY, Desk

from khabar.announcing import gathering
from khabar.articles import actions
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models.change_log import record
from khabar.articles.schedule import run_due

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


def _paths(addresses: list[str]) -> set[str]:
    assert all(address.startswith(SITE) for address in addresses)
    return {address.removeprefix(SITE) for address in addresses}


def test_a_hub_hears_of_every_feed_the_story_stands_in(to_hub: Desk) -> None:
    published(section=SectionFactory(slug="science"), topics=[TopicFactory(slug="space")])
    to_hub.tell()
    expected = {f"{base}feed/{form}" for base in ("/", "/science/", "/topic/space/") for form in ("", "atom/", "json/")}
    assert _paths(to_hub.server.feeds) == expected
    assert len(to_hub.server.feeds) == len(expected)
    first = to_hub.server.told[0]
    assert first.form == {"hub.mode": "publish", "hub.url": f"{SITE}/feed/", "hub.topic": f"{SITE}/feed/"}
    assert first.content_type == "application/x-www-form-urlencoded"


def test_a_feed_names_itself_as_it_is_announced_and_its_hub(to_hub: Desk, client: Client) -> None:
    published(section=SectionFactory(slug="علوم"), topics=[TopicFactory(slug="فضاء")])
    to_hub.tell()
    address = to_hub.server.url("/hub")
    for feed in to_hub.server.feeds:
        answer = client.get(feed.removeprefix(SITE))
        assert f'<{feed}>; rel="self"' in answer["Link"]
        assert f'<{address}>; rel="hub"' in answer["Link"]
        assert feed in answer.content.decode()
        assert address in answer.content.decode()


def test_without_hubs_feeds_name_none(client: Client) -> None:
    published(section=SectionFactory(slug="science"))
    for path in ("/feed/", "/feed/atom/", "/science/feed/json/"):
        answer = client.get(path)
        assert "hub" not in answer["Link"]
        assert b"hub" not in answer.content


def test_a_search_engine_hears_of_new_changed_and_withdrawn_stories_in_one_notice(to_engine: Desk) -> None:
    one, two = published(section=SectionFactory(slug="science")), published()
    to_engine.tell()
    assert to_engine.server.addresses == [[f"{SITE}{story.get_absolute_url()}" for story in (one, two)]]
    told = to_engine.server.told[0]
    assert told.content_type == "application/json; charset=utf-8"
    assert (told.json["host"], told.json["key"]) == ("testserver", KEY)
    assert told.json["keyLocation"] == f"{SITE}/{KEY}.txt"
    actions.unpublish(article=one)
    actions.kill(article=two)
    to_engine.tell()
    assert set(to_engine.server.addresses[1]) == set(to_engine.server.addresses[0])


def test_a_deleted_story_is_told_by_its_short_address(to_engine: Desk) -> None:
    story = published()
    pk = story.pk
    to_engine.tell()
    story.delete()
    to_engine.tell()
    assert to_engine.server.addresses[1] == [f"{SITE}/n/{pk}"]


def test_what_nobody_may_read_is_not_told(to_hub: Desk, to_engine: Desk) -> None:
    with to_hub.clock():
        draft = ArticleFactory()
        draft.save_revision()
        planned = ArticleFactory(go_live_at=to_hub.now + timedelta(days=3))
        planned.save_revision().publish()
        published(at=to_hub.now + timedelta(days=3))  # before the date it carries
        actions.withhold(article=ArticleFactory())
        actions.kill(article=ArticleFactory())
        ArticleFactory().delete()
    to_hub.tell()
    to_engine.tell()
    assert to_hub.server.told == []


def test_an_embargoed_story_is_told_once_it_is_open(to_engine: Desk) -> None:
    with to_engine.clock():
        planned = ArticleFactory(go_live_at=to_engine.now + timedelta(hours=1))
        planned.save_revision().publish()
    to_engine.look(3598)
    to_engine.look(1)
    assert to_engine.server.told == []
    to_engine.look(2)
    with to_engine.clock():
        assert run_due() == 1
    to_engine.tell()
    assert to_engine.server.addresses == [[f"{SITE}{planned.get_absolute_url()}"]]


def test_a_story_that_names_another_address_as_the_original_is_not_told(to_engine: Desk) -> None:
    published(canonical_url="https://other.example/1")
    to_engine.tell()
    assert to_engine.server.told == []


def test_statements_read_later_are_no_news(to_engine: Desk, to_hub: Desk) -> None:
    story = published()
    to_engine.tell()
    told = len(to_engine.server.told)
    record(ChangeKind.CHANGED, ObjectType.ARTICLE, story.pk)
    to_engine.tell()
    to_hub.tell()
    assert told > 0
    assert len(to_engine.server.told) == told


def test_changes_before_it_is_told_are_one_notice(to_hub: Desk) -> None:
    section = SectionFactory()
    for _ in range(3):
        published(section=section)
        to_hub.look(0.5)
    to_hub.look(2)
    assert to_hub.server.feeds.count(f"{SITE}/feed/") == 1
    assert len(to_hub.server.feeds) == 6


def test_a_bulk_import_is_told_as_feeds_once(to_hub: Desk, to_engine: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "STORIES_A_MINUTE", 3)
    section = SectionFactory()
    for _ in range(2):
        for _ in range(4):
            published(section=section)
        to_engine.look(5)
    to_engine.tell()
    websub = [told for told in to_hub.server.told if told.path == "/hub"]
    assert sorted(told.form["hub.url"] for told in websub) == sorted({told.form["hub.url"] for told in websub})
    assert len(websub) == 6
    assert len(to_hub.server.told) == len(websub)


def test_the_key_file_is_served_and_no_other(client: Client, settings: Settings) -> None:
    assert client.get(f"/{KEY}.txt").status_code == 404
    settings.INDEXNOW_KEY = KEY
    answer = client.get(f"/{KEY}.txt")
    assert (answer.status_code, answer.content.decode()) == (200, KEY)
    assert client.get(f"/{KEY}0.txt").status_code == 404
    assert client.get("/robots.txt").status_code == 200
