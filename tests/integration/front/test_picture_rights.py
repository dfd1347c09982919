"""When our right to a picture ends it is gone from every page, stored or not, with nobody doing anything."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from tests.factories.articles import SectionFactory, TopicFactory, published
from tests.integration.front.conftest import Read

from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.articles.outlets import page_store
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.core.paths import path_to
from khabar.media import renditions
from khabar.media.models import Picture
from khabar.pagestore.store import page_key

pytestmark = pytest.mark.django_db

END = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Makes it another time for the gate and for the page store alike."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(time, "time", moment.timestamp)

    return set_to


def value_of(picture: Picture, **own: Any) -> dict[str, Any]:
    return {"picture": picture.pk, "caption": "قوارب الصيد", "credit": "", "alt": "قوارب", **own}


def gallery_of(*pictures: Picture, top: bool = False) -> dict[str, Any]:
    items = [{"type": "item", "value": value_of(one), "id": str(one.pk)} for one in pictures]
    return {"type": "gallery", "value": {"title": "من الميناء", "pictures": items, "top": top}}


BODIES: dict[str, Callable[[Picture], dict[str, Any]]] = {
    "lead": lambda picture: {"lead_picture": picture},
    "body": lambda picture: {"body": [paragraph("نص"), {"type": "picture", "value": value_of(picture)}]},
    "gallery": lambda picture: {"body": [paragraph("نص"), gallery_of(picture)]},
    "gallery at the top": lambda picture: {"body": [gallery_of(picture, top=True), paragraph("نص")]},
}


def story_with(picture: Picture, **shown: Any) -> Article:
    section = SectionFactory(slug="harbour", name="الميناء")
    return published(section=section, topics=[TopicFactory(slug="boats")], at=END - timedelta(days=1), **shown)


def surfaces(article: Article) -> list[str]:
    short = path_to("front:short", article.pk)
    return [
        article.get_absolute_url(), "/", "/harbour/", "/topic/boats/", "/feed/", "/feed/atom/", "/feed/json/",
        "/harbour/feed/", f"{short}/ninjs/",
    ]  # fmt: skip


def shows(picture: Picture, path: str) -> bool:
    response = Client().get(path)
    assert response.status_code == 200, path
    return f"/media/images/{picture.pk}-" in response.content.decode()


def test_it_is_on_every_surface_until_its_last_second_and_on_none_after(picture: Picture, set_clock: SetClock) -> None:
    Picture.objects.filter(pk=picture.pk).update(rights_until=END)
    set_clock(END - timedelta(seconds=1))
    article = story_with(picture, lead_picture=picture, body=[paragraph("نص"), gallery_of(picture)])
    follow()
    before = {path: shows(picture, path) for path in surfaces(article)}
    assert [path for path, shown in before.items() if not shown] == []
    assert page_store().get(page_key(unquote(article.get_absolute_url()))) is not None
    set_clock(END + timedelta(seconds=1))
    assert [path for path in surfaces(article) if shows(picture, path)] == []


@pytest.mark.parametrize("where", BODIES)
def test_wherever_it_stands_and_its_file_with_it(picture: Picture, set_clock: SetClock, where: str) -> None:
    Picture.objects.filter(pk=picture.pk).update(rights_until=END)
    set_clock(END - timedelta(seconds=1))
    article = story_with(picture, **BODIES[where](picture))
    offered = renditions.offer(Picture.objects.get(pk=picture.pk), "lead")
    assert offered is not None
    assert shows(picture, article.get_absolute_url())
    file = Client().get(offered.fallback.url)
    assert (file.status_code, file["Cache-Control"]) == (200, "public, max-age=1")
    set_clock(END + timedelta(seconds=1))
    assert not shows(picture, article.get_absolute_url())
    assert Client().get(offered.fallback.url).status_code == 404


def test_the_page_is_whole_without_it(picture: Picture, set_clock: SetClock, read: Read) -> None:
    Picture.objects.filter(pk=picture.pk).update(rights_until=END)
    set_clock(END - timedelta(seconds=1))
    article = story_with(picture, lead_picture=picture, lead_caption="شرح الرئيسية", body=[gallery_of(picture)])
    set_clock(END + timedelta(seconds=1))
    page = read(article.get_absolute_url())
    assert page.xpath("//figure | //*[contains(@class, 'gallery')]") == []
    assert "شرح الرئيسية" not in page.text_content()
    assert page.xpath("//meta[@property='og:image:alt']/@content") == [article.headline]
    [node] = [json.loads(one.text) for one in page.xpath("//script[@type='application/ld+json']")][:1]
    assert "image" not in node
    assert read("/").xpath("//a[contains(@class, 'card__media')]") == []


def test_a_longer_right_brings_it_back_at_once(picture: Picture, set_clock: SetClock) -> None:
    Picture.objects.filter(pk=picture.pk).update(rights_until=END)
    set_clock(END - timedelta(seconds=1))
    article = story_with(picture, lead_picture=picture)
    set_clock(END + timedelta(seconds=1))
    assert not shows(picture, article.get_absolute_url())
    again = Picture.objects.get(pk=picture.pk)
    again.rights_until = END + timedelta(days=10)
    again.save()
    follow()
    assert shows(picture, article.get_absolute_url())


def test_a_right_that_is_shortened_is_heard_by_stored_pages(picture: Picture, set_clock: SetClock) -> None:
    set_clock(END)
    article = story_with(picture, lead_picture=picture)
    follow()
    assert shows(picture, article.get_absolute_url())
    again = Picture.objects.get(pk=picture.pk)
    again.rights_until = END - timedelta(days=1)
    again.save()
    follow()
    assert not shows(picture, article.get_absolute_url())
