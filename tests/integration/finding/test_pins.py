"""What an editor pins stands above the hits of that query, however it is spelled, as long as the gate lets it."""

import pytest
from django.test import Client
from lxml import html
from tests.factories.articles import published

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.finding.models import Pin, PinnedStory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pinned() -> Article:
    story = published(headline="دليل القارئ إلى الانتخابات")
    published(headline="الأسماك تعود إلى البحيرة")
    pin = Pin(query="الأسماك")
    pin.stories = [PinnedStory(article=story)]
    pin.save()
    follow()
    return story


def pins(client: Client, address: str) -> list[str]:
    page = html.fromstring(client.get(address).content)
    return [link.text_content() for link in page.xpath("//section[@class='pinned']//h2/a")]


@pytest.mark.parametrize("spelling", ["الأسماك", "الاسماك", "الأسْماك", "الأســماك", "«الأسماك»"])
def test_a_pin_belongs_to_the_query_in_any_spelling(client: Client, pinned: Article, spelling: str) -> None:
    assert pins(client, f"/search/?q={spelling}") == [pinned.headline]


def test_a_pin_is_for_the_bare_query_only(client: Client, pinned: Article) -> None:
    assert pins(client, "/search/?q=البحيرة") == []
    assert pins(client, "/search/?q=الأسماك&sort=date") == []
    assert pins(client, "/search/?q=الأسماك&page=2") == []


def test_a_pinned_story_that_is_withdrawn_is_gone_at_once(client: Client, pinned: Article) -> None:
    actions.kill(article=pinned, user=None, reason="سحبه مصدره")
    assert pins(client, "/search/?q=الأسماك") == []


def test_a_pinned_story_is_not_listed_a_second_time(client: Client, pinned: Article) -> None:
    fish = Article.objects.get(headline="الأسماك تعود إلى البحيرة")
    PinnedStory.objects.create(pin=Pin.objects.get(), article=fish)
    Pin.objects.get().save()
    page = html.fromstring(client.get("/search/?q=الأسماك").content)
    assert len(page.xpath(f"//main//h2/a[@href='{fish.get_absolute_url()}']")) == 1


def test_a_deleted_pin_is_gone_at_once(client: Client, pinned: Article) -> None:
    assert pins(client, "/search/?q=الأسماك")
    Pin.objects.get().delete()
    assert pins(client, "/search/?q=الأسماك") == []


def test_a_query_with_a_pin_is_no_dead_end(client: Client, pinned: Article) -> None:
    pin = Pin(query="زقزقة")
    pin.stories = [PinnedStory(article=pinned)]
    pin.save()
    assert pins(client, "/search/?q=زقزقه") == [pinned.headline]
    assert b'class="empty"' not in client.get("/search/?q=زقزقه").content
