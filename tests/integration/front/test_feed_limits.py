"""The news sitemap ends at two days and a thousand stories; feeds hold as much text as the site wants."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.clocks import clock_at
from tests.factories.articles import published

from khabar.articles.consumers import follow
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.front import sitemaps

pytestmark = pytest.mark.django_db

TEXT = "فتحت القاعة أبوابها بعد أربعة أعوام من الترميم."


def test_a_story_leaves_the_news_sitemap_at_its_48th_hour_also_when_stored(client: Client) -> None:
    story = published(at=clock.now().replace(microsecond=0) - timedelta(hours=47))
    follow()
    end = story.first_published_at + timedelta(hours=48)
    for moment, there in ((end - timedelta(seconds=1), True), (end, False), (end + timedelta(seconds=1), False)):
        with clock_at(moment):
            found = client.get("/news-sitemap.xml").content.decode()
        assert (story.get_absolute_url() in found) is there, moment


def test_of_too_many_stories_the_news_sitemap_has_the_newest(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sitemaps.NEWS_LIMIT == 1_000
    monkeypatch.setattr(sitemaps, "NEWS_LIMIT", 2)
    old, middle, new = (published(at=clock.now() - timedelta(hours=hours)) for hours in (3, 2, 1))
    found = client.get("/news-sitemap.xml").content.decode()
    assert [story.get_absolute_url() in found for story in (old, middle, new)] == [False, True, True]


@pytest.mark.parametrize("path", ["/feed/", "/feed/atom/", "/feed/json/"])
def test_readers_feeds_hold_the_text_or_the_summary_as_the_site_wants(client: Client, settings: Any, path: str) -> None:
    story = published(abstract="قاعة العرض تعود.", body=[paragraph(TEXT)])
    full = client.get(path, HTTP_AUTHORIZATION="past the store").content.decode()
    assert TEXT in full
    settings.FEED_TEXT = "summary"
    short = client.get(path, HTTP_AUTHORIZATION="past the store").content.decode()
    assert TEXT not in short
    assert all(word in short for word in (story.headline, story.abstract, f"/n/{story.pk}"))


@pytest.mark.parametrize("path", ["/feed/ninjs/", "/feed/newsml-g2/"])
def test_news_systems_get_the_text_whatever_readers_feeds_hold(client: Client, settings: Any, path: str) -> None:
    settings.FEED_TEXT = "summary"
    published(body=[paragraph(TEXT)])
    assert TEXT in client.get(path).content.decode()
