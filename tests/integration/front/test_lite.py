"""The light edition: the same stories at `/lite/…`, without what weighs."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.articles import SectionFactory, TopicFactory, published

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.articles.outlets import page_store
from khabar.articles.text import paragraph
from khabar.media.models import Picture
from khabar.pagestore.store import page_key

from .conftest import Read, text, texts

pytestmark = pytest.mark.django_db

HEAVY = "//script | //img | //picture | //svg | //style | //video | //iframe | //form | //button | //link[@as='font']"


@pytest.fixture
def story(picture: Picture) -> Article:
    article = published(
        headline="افتتاح المرصد الفلكي",
        section=SectionFactory(slug="علوم", name="علوم"),
        topics=[TopicFactory(slug="فضاء", name="فضاء")],
        lead_picture=picture,
        lead_caption="المرصد ليلًا",
        at=datetime.now(UTC) - timedelta(hours=3),
        body=[paragraph("فُتح <a href='/topic/فضاء/'>المرصد</a> أمس."), paragraph("يستقبل زواره كل خميس.")],
    )
    follow()
    return article


def test_a_story_keeps_its_words_and_its_captions(read: Read, story: Article) -> None:
    page = read(f"/lite{story.get_absolute_url()}")
    assert text(page, "//h1") == "افتتاح المرصد الفلكي"
    assert "يستقبل زواره كل خميس." in texts(page, "//p")
    assert "[صورة: المرصد ليلًا]" in texts(page, "//p")
    assert page.get("lang"), page.get("dir") == ("ar", "rtl")


@pytest.mark.parametrize("path", ["/", "/علوم/", "/topic/فضاء/", "/video/", "story"])
def test_nothing_heavy_is_left(read: Read, story: Article, path: str) -> None:
    page = read(f"/lite{story.get_absolute_url() if path == 'story' else path}")
    assert not page.xpath(HEAVY)
    assert [link.get("href") for link in page.xpath("//link[@rel='stylesheet']")] == ["/static/khabar/css/lite.css"]
    assert not page.xpath("//*[@class or @style or @onclick]")
    assert page.xpath("//h1")


def test_words_that_only_style_kept_apart_do_not_run_together(read: Read, story: Article) -> None:
    story.kicker, story.urgency = "من المدار", 1
    story.save_revision()
    actions.publish(article=story)
    follow()
    page = read(f"/lite{story.get_absolute_url()}")
    assert "عاجل من المدار" in texts(page, "//p")
    assert not [words for words in texts(page, "//p | //li") if "عاجلمن" in words or "علوم2" in words]


def test_links_stay_in_the_edition_where_it_has_the_page(read: Read, story: Article) -> None:
    page = read("/lite/")
    links = page.xpath("//a/@href")
    assert f"/lite{story.get_absolute_url()}" in links
    assert "/lite/%D8%B9%D9%84%D9%88%D9%85/" in links or "/lite/علوم/" in links
    assert "/feed/" in links
    assert "/search/" in links


def test_what_is_gone_leads_to_no_full_edition_of_it(client: Client, story: Article) -> None:
    path = story.get_absolute_url()
    assert path in client.get(f"/lite{path}").content.decode()
    actions.kill(article=story)
    follow()
    answer = client.get(f"/lite{path}")
    assert (answer.status_code, path in answer.content.decode()) == (410, False)


def test_engines_are_told_where_the_original_is(read: Read, story: Article) -> None:
    page = read(f"/lite{story.get_absolute_url()}")
    assert page.xpath("string(//link[@rel='canonical']/@href)").endswith(story.get_absolute_url())
    assert story.get_absolute_url() in page.xpath("//a[text()='النسخة الكاملة']/@href")


def test_full_pages_offer_it(read: Read, story: Article) -> None:
    page = read(story.get_absolute_url())
    assert f"/lite{story.get_absolute_url()}" in page.xpath("//footer//a/@href")
    assert f"/lite{story.get_absolute_url()}" in page.xpath("//*[@class='lite-offer']/a/@href")


def test_a_killed_story_is_gone_from_it_at_once(client: Client, story: Article) -> None:
    addresses = ["/lite/", "/lite/علوم/", "/lite/topic/فضاء/", f"/lite{story.get_absolute_url()}"]
    assert all("افتتاح المرصد" in client.get(address).content.decode() for address in addresses)
    assert page_store().get(page_key("/lite/", "")) is not None
    actions.kill(article=story, reason="سحبته الوكالة")
    follow()
    for address in addresses[:3]:
        assert "افتتاح المرصد" not in client.get(address).content.decode(), address
    assert client.get(addresses[3]).status_code == 410


@pytest.mark.parametrize("path", ["/feed/", "/sitemap.xml", "/search/", "/desk/", "/لا-قسم/999/", "//evil.example/"])
def test_what_has_no_light_edition_leads_to_itself_on_this_site_or_is_missing(
    client: Client, story: Article, path: str
) -> None:
    response = client.get(f"/lite{path}")
    assert response.status_code in (302, 404)
    if response.status_code == 302:
        assert response["Location"].startswith("/")
        assert not response["Location"].startswith("//")


def test_a_former_address_leads_to_the_light_page(client: Client, story: Article) -> None:
    response = client.get(f"/lite/علوم/{story.pk}/قديم/")
    assert response.status_code == 301
    assert response["Location"] == f"/lite{story.get_absolute_url()}"


def test_a_long_story_with_everything_around_it_is_light(client: Client, story: Article) -> None:
    story.body = [paragraph(f"فقرة {n} عن المرصد وما رآه زواره من نجوم وكواكب في ليلة صافية.") for n in range(60)]
    story.save_revision()
    actions.publish(article=story)
    follow()
    answer = client.get(f"/lite{story.get_absolute_url()}")
    assert "فقرة 59" in answer.content.decode()
    assert len(gzip.compress(answer.content)) < 14_000
