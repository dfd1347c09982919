"""The number of database queries of a page does not grow with what it shows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from tests.factories.articles import AuthorFactory, SectionFactory, TopicFactory, published
from tests.factories.pictures import jpeg

from khabar.articles.models import Agency, Article, Section
from khabar.media import renditions
from khabar.media.models import Picture

pytestmark = pytest.mark.django_db

LISTS = 12
ARTICLE = 20


def _queries(path: str) -> int:
    match = resolve(path)
    with CaptureQueriesContext(connection) as captured:
        response = match.func(RequestFactory().get(path), *match.args, **match.kwargs)
    assert response.status_code == 200
    return len(captured)


def _story(n: int, section: Section) -> Article:
    picture = Picture(title=f"صورة {n}", file=ContentFile(jpeg(600, 400, seed=n), f"{n}.jpg"))
    picture.save()
    renditions.make(picture)
    agency, _ = Agency.objects.get_or_create(slug=f"a{n % 3}", defaults={"name": f"وكالة {n}", "credit": "و"})
    return published(
        section=section,
        at=datetime.now(UTC) - timedelta(minutes=n),
        lead_picture=picture,
        topics=[TopicFactory(slug=f"t{n}")],
        authors=[AuthorFactory(slug=f"w{n}")],
        agencies=[agency],
    )


@pytest.fixture
def fill() -> Callable[[int], Article]:
    section = SectionFactory(slug="s")
    made: list[Article] = []

    def more(count: int) -> Article:
        for _ in range(count):
            made.append(_story(len(made), section))
        return made[0]

    return more


@pytest.mark.parametrize("path", ["/s/", "/feed/", "/news-sitemap.xml", "/source/a0/"])
def test_lists(path: str, fill: Callable[[int], Article]) -> None:
    fill(4)
    few = _queries(path)
    fill(8)
    assert _queries(path) <= few
    assert few <= LISTS


def test_the_front_page(fill: Callable[[int], Article]) -> None:
    fill(12)
    few = _queries("/")
    fill(6)
    assert _queries("/") <= few
    assert few <= LISTS


def test_an_article(fill: Callable[[int], Article]) -> None:
    first = fill(3)
    few = _queries(f"/s/{first.pk}/{first.slug}/")
    fill(5)
    assert _queries(f"/s/{first.pk}/{first.slug}/") <= few + 1
    assert few <= ARTICLE
