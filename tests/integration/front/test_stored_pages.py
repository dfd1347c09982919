"""Stored pages follow what happens to what they show, and only that."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.articles import AuthorFactory, SectionFactory, TopicFactory, published

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.articles.outlets import page_store
from khabar.pagestore.store import page_key

pytestmark = pytest.mark.django_db


def _stored(path: str) -> bool:
    return page_store().get(page_key(path, "")) is not None


@pytest.fixture
def shown() -> Article:
    article = published(
        headline="افتتاح المرصد",
        section=SectionFactory(slug="علوم"),
        topics=[TopicFactory(slug="فضاء")],
        authors=[AuthorFactory(slug="هدى")],
        at=datetime.now(UTC) - timedelta(hours=3),
    )
    follow()
    return article


def _surfaces(article: Article) -> list[str]:
    at = article.first_published_at.astimezone()
    return ["/", "/علوم/", "/topic/فضاء/", "/author/هدى/", "/feed/", "/علوم/feed/", "/topic/فضاء/feed/",
            f"/sitemap-{at:%Y-%m}.xml", "/news-sitemap.xml"]  # fmt: skip


def test_a_withdrawn_story_leaves_every_surface_at_once(client: Client, shown: Article) -> None:
    slug = "%D8%A7%D9%84%D9%85%D8%B1%D8%B5%D8%AF"
    before = {path: client.get(path).content.decode() for path in _surfaces(shown)}
    assert all("افتتاح المرصد" in page or slug in page for page in before.values())
    actions.unpublish(article=shown)
    follow()
    for path in _surfaces(shown):
        response = client.get(path)
        page = response.content.decode() if response.status_code == 200 else ""
        assert "افتتاح المرصد" not in page, path
        assert slug not in page, path
    assert client.get(shown.get_absolute_url()).status_code == 410


def test_a_new_story_is_on_every_surface_at_once(client: Client, shown: Article) -> None:
    for path in _surfaces(shown):
        client.get(path)
    published(
        headline="خسوف الليلة", section=shown.section, topics=shown.topics, authors=shown.authors, at=datetime.now(UTC)
    )
    follow()
    for path in ["/", "/علوم/", "/topic/فضاء/", "/author/هدى/", "/feed/", "/علوم/feed/", "/topic/فضاء/feed/"]:
        assert "خسوف الليلة" in client.get(path).content.decode(), path


def test_another_storys_page_is_not_rendered_again(client: Client, shown: Article) -> None:
    client.get(shown.get_absolute_url())
    path = f"/علوم/{shown.pk}/{shown.slug}/"
    assert _stored(path)
    published(section=shown.section, topics=shown.topics, authors=shown.authors)
    follow()
    assert _stored(path)


def test_a_renamed_section_is_renamed_everywhere(client: Client, shown: Article) -> None:
    client.get(shown.get_absolute_url())
    client.get("/")
    shown.section.name = "فضاء وعلوم"
    shown.section.save()
    follow()
    assert "فضاء وعلوم" in client.get("/").content.decode()
    assert "فضاء وعلوم" in client.get(shown.get_absolute_url()).content.decode()


def test_an_expiring_story_does_not_outlive_its_end_in_the_store(client: Client, shown: Article) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=5)
    Article.objects.filter(pk=shown.pk).update(expire_at=soon)
    client.get("/علوم/")
    entry = page_store().get(page_key("/علوم/", ""))
    assert entry is not None
    assert entry.expires == pytest.approx(soon.timestamp(), abs=2)


def test_no_cookie_and_no_cookie_variance_on_public_pages(client: Client, shown: Article) -> None:
    for path in ("/", shown.get_absolute_url(), "/search/?q=x", "/feed/"):
        response = client.get(path)
        assert not response.cookies, path
        assert "Cookie" not in response.get("Vary", ""), path
