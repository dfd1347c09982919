"""What readers see of an arrangement, and which stored pages follow it."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.articles import AuthorFactory, SectionFactory, published
from tests.factories.fronts import breaking, put, zones
from tests.factories.videos import prepared

from khabar.articles import actions as articles
from khabar.articles.consumers import follow
from khabar.articles.models import Article, Section
from khabar.articles.outlets import page_store
from khabar.curation.actions import arrange, lower_bar
from khabar.curation.queries import front_page, standing
from khabar.curation.zones import Arranged, river_of
from khabar.pagestore.store import page_key

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
MOST_QUERIES = 20


@pytest.fixture
def sections(db: None) -> list[Section]:
    return [SectionFactory(name=name, slug=name, order=n) for n, name in enumerate(("مدن", "علوم", "رأي"))]


@pytest.fixture
def stories(sections: list[Section]) -> list[Article]:
    """Thirty stories of two sections, newest first."""
    return [
        published(headline=f"الحكاية رقم {n}", section=sections[n % 2], at=NOW - timedelta(minutes=9 * n + 9))
        for n in range(30)
    ]


def page(client: Client, path: str = "/") -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(client.get(path).content.decode())


def links(tree: lxml.html.HtmlElement) -> list[str]:
    found = tree.xpath("//main//h2/a/@href | //main//h3/a/@href")
    return [link for link in found if any(part.isdigit() for part in link.split("/"))]


def is_stored(path: str) -> bool:
    return page_store().get(page_key(path, "")) is not None


def test_what_editors_put_there_stands_there_and_nothing_twice(client: Client, stories: list[Article]) -> None:
    opinion = published(
        headline="في الدفاع عن الظل", section=stories[0].section, authors=[AuthorFactory(name="ليلى الحسن")]
    )
    put(lead=[stories[20]], secondary=[stories[22], stories[21]], opinion=[opinion, stories[25]])
    found = page(client)
    assert found.xpath("//div[@class='top__lead']//h2/a/@href") == [stories[20].get_absolute_url()]
    second = found.xpath("//div[@class='top__second']//a/@href")
    assert second.index(stories[22].get_absolute_url()) < second.index(stories[21].get_absolute_url())
    assert found.xpath("//section[@class='opinion']//h3/a/text()") == [opinion.headline, stories[25].headline]
    assert found.xpath("//section[@class='opinion']//a[@rel='author']/text()") == ["ليلى الحسن"]
    assert len(links(found)) == len(set(links(found)))


def test_rivers_in_the_editors_order_with_what_they_put_there_first(
    client: Client, sections: list[Section], stories: list[Article]
) -> None:
    river = river_of(sections[1].pk)
    arranged = Arranged(zones(**{river: [stories[29], stories[27]]}), order=(sections[1].pk,))
    arrange(section=None, arranged=arranged, base=0, user=None)
    found = page(client)
    assert found.xpath("//section[contains(@class, 'river')]//h2/a/text()") == ["علوم", "مدن"]
    first = found.xpath("(//section[contains(@class, 'river')])[1]//h3/a/text()")
    assert first[:2] == [stories[29].headline, stories[27].headline]


def test_a_quiet_section_keeps_its_river_and_fills_opinion_however_old_its_stories_are(
    sections: list[Section], stories: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = [published(section=sections[2], at=NOW - timedelta(days=90 + n)) for n in range(3)]
    monkeypatch.setattr("khabar.curation.queries._RECENT", 25)
    assert dict(front_page(Arranged()).rivers)[sections[2]] == old
    edition = front_page(Arranged(opinion_from=sections[2].pk))
    assert [article for article, _ in edition.opinion] == old
    assert sections[2] not in dict(edition.rivers)


@pytest.mark.parametrize("act", [articles.unpublish, articles.kill, articles.withhold])
def test_a_story_that_goes_leaves_its_place_at_once(client: Client, stories: list[Article], act: object) -> None:
    put(stories[0].section, lead=[stories[20]])
    put(lead=[stories[20]])
    bar = breaking(article=stories[20])
    follow()
    assert stories[20].headline in client.get("/").content.decode()
    act(article=stories[20])  # type: ignore[operator]
    follow()
    for path in ("/", stories[0].section.get_absolute_url()):
        text = client.get(path).content.decode()
        assert stories[20].headline not in text
        assert bar.text not in text
    assert page(client).xpath("//div[@class='top__lead']//h2/a/text()") == [stories[0].headline]


def test_only_the_front_that_changed_is_dropped(
    client: Client, sections: list[Section], stories: list[Article]
) -> None:
    follow()
    paths = ["/", "/مدن/", "/علوم/", stories[0].get_absolute_url()]
    for path in paths:
        client.get(path)
    put(sections[0], lead=[stories[4]])
    follow()
    assert [is_stored(path) for path in ("/", "/مدن/", "/علوم/")] == [True, False, True]
    client.get("/مدن/")
    put(lead=[stories[4]])
    follow()
    assert [is_stored(path) for path in ("/", "/مدن/", "/علوم/")] == [False, True, True]


def test_a_bar_stands_on_the_fronts_and_drops_no_story(client: Client, stories: list[Article]) -> None:
    follow()
    story = stories[0].get_absolute_url()
    for path in ("/", "/مدن/", story):
        client.get(path)
    bar = breaking(article=stories[0])
    follow()
    assert [is_stored(path) for path in ("/", "/مدن/", unquote(story))] == [False, False, True]
    found = page(client).xpath("//section[contains(@class, 'breaking')]")[0]
    assert found.get("role") == "region"
    assert found.xpath(".//a/@href") == [story]
    assert bar.text in client.get("/مدن/").content.decode()
    lower_bar(seen=bar.pk, user=None)
    follow()
    for path in ("/", "/مدن/"):
        assert bar.text not in client.get(path).content.decode()


def test_a_story_of_another_section_on_a_sections_front_takes_it_along(
    client: Client, sections: list[Section], stories: list[Article]
) -> None:
    put(sections[0], lead=[stories[1]])
    follow()
    assert stories[1].headline in client.get("/مدن/").content.decode()
    stories[1].headline = "عنوان جديد للحكاية"
    stories[1].save_revision().publish()
    follow()
    assert "عنوان جديد للحكاية" in client.get("/مدن/").content.decode()


def test_the_strip_shows_videos_whose_stories_are_not_above_it(client: Client, stories: list[Article]) -> None:
    shown = [prepared(title=f"فيلم {n}") for n in (1, 2)]
    for video, story in zip(shown, (stories[0], stories[18]), strict=True):
        story.lead_video = video
        story.save_revision().publish()
    assert page(client).xpath("//section[contains(@class, 'strip')]//h3/a/text()") == ["فيلم 2"]
    put(video=[shown[0]])
    follow()
    found = page(client)
    assert found.xpath("//section[contains(@class, 'strip')]//h3/a/text()") == ["فيلم 1", "فيلم 2"]
    assert stories[18].get_absolute_url() not in links(found)


def _queries(client: Client) -> int:
    client.get("/")  # what is due is done
    page_store().clear()
    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    return len(captured)


def test_an_arranged_front_costs_the_same_however_much_there_is(
    client: Client, sections: list[Section], stories: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khabar.curation.queries._RECENT", 20)  # and so a large archive with quiet sections
    stories[18].lead_video = prepared()
    stories[18].save_revision().publish()
    opinions = [published(section=sections[2], authors=[AuthorFactory()], at=NOW - timedelta(days=9))]
    put(lead=[stories[9]], secondary=[stories[8]], opinion=opinions)
    breaking()
    few = _queries(client)
    for n in range(3):
        SectionFactory(slug=f"more-{n}")
    for n in range(20):
        published(section=sections[n % 3], at=NOW - timedelta(days=2 + n), authors=[AuthorFactory()])
    assert _queries(client) == few
    assert few <= MOST_QUERIES
    assert standing().arrangement is not None
