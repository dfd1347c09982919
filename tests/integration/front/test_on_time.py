"""Stories open, change and end on the second with every background process standing still: readers' requests alone."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.clocks import clock_at
from tests.factories.articles import ArticleFactory, SectionFactory, published

from khabar.articles import actions
from khabar.articles.amending import Note
from khabar.articles.consumers import follow
from khabar.articles.enums import AmendmentKind
from khabar.articles.models import Article, Section
from khabar.articles.outlets import page_store
from khabar.core import clock
from khabar.media import renditions
from khabar.media.models import Picture
from khabar.pagestore.front import Front

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
LISTS = [
    "/", "/{section}/", "/feed/", "/feed/atom/", "/feed/json/", "/feed/ninjs/", "/feed/newsml-g2/", "/{section}/feed/",
    "/{section}/feed/json/", "/sitemap-{month}.xml", "/news-sitemap.xml", "/search/?q=المرصد&format=json",
    "/search/?q=المرصد", "/search/suggest/?q=تدشين المر", "/archive/{day}/",
]  # fmt: skip
OWN = ["/{section}/{pk}/{slug}/", "/n/{pk}", "/n/{pk}/ninjs/", "/n/{pk}/newsml-g2/", "/n/{pk}/isnad.json"]


class Reader:
    """Asks as a browser does: the page store first, and Django for what it does not have."""

    def __init__(self) -> None:
        self._front = Front(page_store(), ["testserver"], settings.SESSION_COOKIE_NAME)
        self._client = Client()

    def status_and_text(self, path: str) -> tuple[int, str]:
        address, _, query = path.partition("?")
        stored = self._front.answer("GET", address, query, "testserver", None)
        if stored is not None:
            return stored[0], stored[2].decode(errors="replace")
        answer = self._client.get(quote(address) + (f"?{quote(query, safe='=&')}" if query else ""))
        return answer.status_code, answer.content.decode(errors="replace")


@pytest.fixture
def section(db: None) -> Section:
    found: Section = SectionFactory(name="علوم", slug="علوم")
    return found


@pytest.fixture
def hour(section: Section) -> Iterator[datetime]:
    """The moment of the test, in the middle of today; before it the site has a story and stored pages."""
    moment = clock.now().replace(microsecond=0) + timedelta(hours=1)
    published(headline="خبر قائم من الصباح", section=section, at=moment - timedelta(hours=3))
    return moment


def _scheduled(section: Section, hour: datetime, picture: Picture) -> Article:
    article: Article = ArticleFactory(headline="تدشين المرصد الفلكي", section=section, lead_picture=picture)
    article.go_live_at = hour
    article.save_revision()
    actions.publish(article=article)
    return article


def _ahead_of_its_date(section: Section, hour: datetime, picture: Picture) -> Article:
    return published(headline="تدشين المرصد الفلكي", section=section, lead_picture=picture, at=hour)


def _addresses(patterns: list[str], article: Article, hour: datetime) -> list[str]:
    local = timezone.localtime(hour)
    given = {"section": article.section.slug, "pk": article.pk, "slug": article.slug}
    return [one.format(**given, month=f"{local:%Y-%m}", day=f"{local:%Y/%m/%d}") for one in patterns]


def _shows(text: str, article: Article) -> bool:
    """Whether an answer names the story: by its address, or by its words."""
    plain = unquote(text)
    return f"/{article.section.slug}/{article.pk}/" in plain or article.headline in plain


@pytest.mark.parametrize("prepared", [_scheduled, _ahead_of_its_date])
def test_a_story_opens_everywhere_on_the_second(
    section: Section, hour: datetime, picture: Picture, prepared: Any
) -> None:
    article = prepared(section, hour, picture)
    follow()
    reader = Reader()
    lists, own = _addresses(LISTS, article, hour), _addresses(OWN, article, hour)
    offered = renditions.offer(Picture.objects.get(pk=picture.pk), "lead")
    assert offered is not None
    with clock_at(hour - SECOND):
        for path in lists:
            assert not _shows(reader.status_and_text(path)[1], article), path
        assert {path: reader.status_and_text(path)[0] for path in (*own, offered.fallback.url)} == dict.fromkeys(
            (*own, offered.fallback.url), 404
        )
    with clock_at(hour + SECOND):
        for path in lists:
            status, text = reader.status_and_text(path)
            assert (status, _shows(text, article)) == (200, True), path
        for path in (*own, offered.fallback.url):
            assert reader.status_and_text(path)[0] == (301 if path == f"/n/{article.pk}" else 200), path
        stored = Front(page_store(), ["testserver"], settings.SESSION_COOKIE_NAME)
        assert stored.answer("GET", unquote(article.get_absolute_url()), "", "testserver", None) is not None


def test_the_first_reader_may_come_by_any_address(section: Section, hour: datetime, picture: Picture) -> None:
    """Each list is asked first, and alone, once its pages were stored."""
    article = _scheduled(section, hour, picture)
    follow()
    for number, path in enumerate(_addresses(["/", "/feed/", "/{section}/"], article, hour)):
        later = hour + timedelta(hours=number)
        reader = Reader()
        if number:
            actions.unpublish(article=Article.objects.get(pk=article.pk))
            draft = Article.objects.get(pk=article.pk)
            draft.go_live_at = later
            draft.save_revision()
            actions.publish(article=draft)
            follow()
        with clock_at(later - SECOND):
            assert not _shows(reader.status_and_text(path)[1], article), path
        with clock_at(later + SECOND):
            assert _shows(reader.status_and_text(path)[1], article), path


def test_it_carries_the_hour_that_was_set_however_late_its_first_reader(
    section: Section, hour: datetime, picture: Picture
) -> None:
    article = _scheduled(section, hour, picture)
    with clock_at(hour + timedelta(hours=5)):
        assert Reader().status_and_text(f"/n/{article.pk}")[0] == 301
    assert Article.objects.get(pk=article.pk).first_published_at == hour


def test_a_preview_is_for_the_desk_before_and_after(section: Section, hour: datetime, picture: Picture) -> None:
    article = _scheduled(section, hour, picture)
    follow()
    for moment in (hour - SECOND, hour + SECOND):
        with clock_at(moment):
            for path in (f"/desk/articles/preview/{article.pk}/", f"/desk/articles/edit/{article.pk}/"):
                status, text = Reader().status_and_text(path)
                assert (status, _shows(text, article)) == (302, False)


def test_a_change_of_a_live_story_comes_on_the_second_with_its_kind(section: Section, hour: datetime) -> None:
    article = published(headline="تدشين المرصد غدا", section=section, at=hour - timedelta(hours=3))
    article.headline = "تدشين المرصد اليوم"
    article.go_live_at = hour
    article.save_revision()
    actions.publish(article=article, note=Note(AmendmentKind.UPDATE))
    follow()
    reader, path = Reader(), unquote(article.get_absolute_url())
    with clock_at(hour - SECOND):
        assert "تدشين المرصد غدا" in reader.status_and_text(path)[1]
        assert reader.status_and_text(f"/n/{article.pk}/changes/")[0] == 404
    with clock_at(hour + SECOND):
        assert "تدشين المرصد اليوم" in reader.status_and_text(path)[1]
        assert "تدشين المرصد اليوم" in reader.status_and_text("/")[1]
        assert "تحديث" in reader.status_and_text(f"/n/{article.pk}/changes/")[1]


def test_a_story_ends_everywhere_on_the_second(section: Section, hour: datetime, picture: Picture) -> None:
    article: Article = ArticleFactory(headline="تدشين المرصد الفلكي", section=section, lead_picture=picture)
    article.expire_at = hour
    article.save_revision()
    actions.publish(article=article)
    follow()
    reader = Reader()
    out = Article.objects.get(pk=article.pk).first_published_at
    lists, own = _addresses(LISTS, article, out), _addresses(OWN, article, hour)
    with clock_at(hour - SECOND):
        for path in lists:
            assert _shows(reader.status_and_text(path)[1], article), path
    with clock_at(hour + SECOND):
        for path in lists:
            assert not _shows(reader.status_and_text(path)[1], article), path
        for path in own:
            assert reader.status_and_text(path)[0] == 410, path


def test_a_schedule_that_cannot_be_carried_out_leaves_the_site_and_the_others(
    section: Section, hour: datetime, picture: Picture
) -> None:
    first, second = (_scheduled(section, hour + timedelta(seconds=n), picture) for n in (0, 1))
    revision = first.revisions.get(approved_go_live_at__isnull=False)
    revision.content["section"] = 10**9
    revision.save(update_fields=["content"])
    with clock_at(hour + 2 * SECOND):
        reader = Reader()
        assert reader.status_and_text("/")[0] == 200
        assert reader.status_and_text(f"/n/{second.pk}")[0] == 301
        assert reader.status_and_text(f"/n/{first.pk}")[0] == 404
        assert json.loads(reader.status_and_text("/feed/json/")[1])["items"]
