"""Sections, topics, authors and agencies: every story is reachable, once, and nothing else is listed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.articles import ArticleFactory, AuthorFactory, SectionFactory, TopicFactory, published
from tests.integration.front.conftest import Page, Read, text, texts

from khabar.articles.models import Agency, Article, Section

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def section() -> Section:
    return SectionFactory(name="علوم", slug="علوم", description="اكتشافات ومختبرات")


@pytest.fixture
def stories(section: Section) -> list[Article]:
    """Forty-five stories of a section, newest first; three of them came out in the same second."""
    found = [
        published(headline=f"خبر رقم {n}", section=section, at=START - timedelta(hours=n if n not in (20, 21) else 19))
        for n in range(45)
    ]
    return sorted(found, key=lambda a: (a.first_published_at, a.pk), reverse=True)


def _listed(page: Page) -> list[str]:
    return [str(link) for link in page.xpath("//main//*[contains(@class, 'card__headline')]/a/@href")]


def test_walking_to_the_end_meets_every_story_once(read: Read, section: Section, stories: list[Article]) -> None:
    path, met = section.get_absolute_url(), []
    while path:
        page = read(path)
        met += _listed(page)
        path = next(iter(page.xpath("//nav[@class='pages']/a[@rel='next']/@href")), "")
    assert met == [story.get_absolute_url() for story in stories]


def test_pages_do_not_shift_when_a_story_arrives(read: Read, section: Section, stories: list[Article]) -> None:
    older = read(section.get_absolute_url()).xpath("//link[@rel='next']/@href")[0]
    before = _listed(read(older))
    published(section=section, at=START + timedelta(hours=1))
    assert _listed(read(f"{older}&utm_source=x")) == before


def test_an_older_page_is_its_own_address_and_leads_back(read: Read, section: Section, stories: list[Article]) -> None:
    older = read(section.get_absolute_url()).xpath("//link[@rel='next']/@href")[0]
    page = read(older)
    assert page.xpath("//link[@rel='canonical']/@href") == [f"http://testserver{older}"]
    assert section.get_absolute_url() in page.xpath("//nav[@class='pages']/a/@href")


@pytest.mark.parametrize("before", ["abc", "-1", "٣", "1.5", "9" * 30, "987654", "%00", "1 or 1"])
def test_a_page_that_cannot_be_is_not_found(client: Client, section: Section, before: str) -> None:
    assert client.get(f"{section.get_absolute_url()}?before={before}").status_code == 404


def test_nothing_unpublished_is_listed(read: Read, section: Section) -> None:
    ArticleFactory(section=section, headline="مسودة لم تنشر")
    later = published(section=section, headline="خبر ما زال محجوزًا")
    Article.objects.filter(pk=later.pk).update(go_live_at=datetime.now(UTC) + timedelta(days=1))
    over = published(section=section, headline="خبر انتهى عرضه")
    Article.objects.filter(pk=over.pk).update(expire_at=datetime.now(UTC) - timedelta(days=1))
    shown = published(section=section, headline="خبر منشور")
    assert _listed(read(section.get_absolute_url())) == [shown.get_absolute_url()]


def test_an_empty_section_says_so_and_is_not_indexed(read: Read, section: Section) -> None:
    page = read(section.get_absolute_url())
    assert text(page, "//p[@class='empty']") == "لم يُنشر في هذا القسم خبر بعد."
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_a_section_page_says_where_one_is(read: Read, section: Section) -> None:
    published(section=section)
    page = read(section.get_absolute_url())
    assert text(page, "//h1") == "علوم"
    assert page.xpath("//meta[@name='description']/@content") == ["اكتشافات ومختبرات"]
    assert texts(page, "//nav[@aria-label='الأقسام']//a[@aria-current='page']") == ["علوم"]
    assert f"{section.get_absolute_url()}feed/" in page.xpath("//link[@type='application/rss+xml']/@href")


def test_topic_author_and_agency_list_their_own(read: Read) -> None:
    topic, author = TopicFactory(), AuthorFactory(bio="تكتب عن البحر")
    agency = Agency.objects.create(
        name="وكالة الشاطئ", slug="shore", credit="و ش", latin_name="Shore", website="https://shore.example/"
    )
    mine = published(topics=[topic], authors=[author], agencies=[agency])
    published()
    for filed in (topic, author, agency):
        assert _listed(read(filed.get_absolute_url())) == [mine.get_absolute_url()]
    assert "تكتب عن البحر" in read(author.get_absolute_url()).text_content()
    page = read("/source/shore/")
    assert page.xpath("//main//header//bdi[@lang='en']")[0].text_content() == "Shore"
    assert page.xpath("//main//header//a/@href") == ["https://shore.example/"]


@pytest.mark.parametrize("path", ["/لا-قسم/", "/topic/لا-شيء/", "/author/nobody/", "/source/none/", "/لا-قسم/feed/"])
def test_what_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/%00/", "/topic/%ff%fe/", "/n/99999999999999999999999", "/علوم/0/س/", "/archive/0000/01/01/", "/%2e%2e/"]
)
def test_no_address_breaks_the_site(client: Client, path: str) -> None:
    assert client.get(path).status_code in (400, 404)
