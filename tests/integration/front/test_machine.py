"""Feeds, sitemaps and the small files machines ask for."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from tests.factories.articles import ArticleFactory, AuthorFactory, SectionFactory, TopicFactory, published

from khabar.articles.models import Article
from khabar.media.models import Picture

pytestmark = pytest.mark.django_db

NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
NOW = datetime.now(UTC)


def _xml(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def test_the_feed_tells_who_wrote_what_when(client: Client, picture: Picture) -> None:
    at = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    article = published(
        headline="قوس & «قزح» فوق الميناء",
        abstract="بعد المطر.",
        at=at,
        section=SectionFactory(name="مدن", slug="مدن"),
        topics=[TopicFactory(name="طقس")],
        authors=[AuthorFactory(name="هدى سالم")],
        lead_picture=picture,
    )
    channel = _xml(client, "/feed/").find("channel")
    assert channel.find("atom:link", NS).get("href") == "http://testserver/feed/"
    assert channel.find("atom:link", NS).get("rel") == "self"
    assert channel.findtext("language") == "ar"
    item = channel.find("item")
    assert item.findtext("title") == article.headline
    assert item.findtext("link") == f"http://testserver{article.get_absolute_url()}"
    assert item.findtext("description") == "بعد المطر."
    assert parsedate_to_datetime(item.findtext("pubDate")) == at
    assert item.findtext("dc:creator", namespaces=NS) == "هدى سالم"
    assert [found.text for found in item.findall("category")] == ["مدن", "طقس"]
    media = item.find("media:content", NS)
    assert media.get("type") == "image/jpeg"
    assert client.get(media.get("url").removeprefix("http://testserver")).status_code == 200
    assert item.find("guid").get("isPermaLink") == "false"


def test_the_identity_of_an_item_survives_a_new_headline(client: Client) -> None:
    article = published()
    before = _xml(client, "/feed/").findtext("channel/item/guid")
    Article.objects.filter(pk=article.pk).update(headline="عنوان آخر", slug="عنوان-آخر")
    assert _xml(Client(), "/feed/?x=1").findtext("channel/item/guid") == before


def test_section_and_topic_feeds_have_only_their_own(client: Client) -> None:
    section, topic = SectionFactory(slug="مدن"), TopicFactory(slug="طقس")
    published(headline="خبر القسم", section=section)
    published(headline="خبر الموضوع", topics=[topic])
    draft = ArticleFactory(section=section, headline="مسودة")
    assert [i.text for i in _xml(client, "/مدن/feed/").iterfind(".//item/title")] == ["خبر القسم"]
    assert [i.text for i in _xml(client, "/topic/طقس/feed/").iterfind(".//item/title")] == ["خبر الموضوع"]
    assert draft.headline not in client.get("/feed/").content.decode()


def test_control_characters_do_not_break_the_feed_or_the_news_sitemap(client: Client) -> None:
    article = published(at=NOW - timedelta(hours=1))
    Article.objects.filter(pk=article.pk).update(headline="خبر\x0b فيه\x02 رمز")
    assert _xml(client, "/feed/").findtext("channel/item/title") == "خبر فيه رمز"
    assert _xml(client, "/news-sitemap.xml").findtext(".//news:title", namespaces=NS) == "خبر فيه رمز"


def test_every_public_story_is_in_the_sitemap_of_its_month(client: Client) -> None:
    stories = [published(at=datetime(year, month, 15, tzinfo=UTC)) for year, month in ((2024, 2), (2026, 2), (2026, 3))]
    last_night = published(at=datetime(2026, 3, 31, 23, tzinfo=UTC))  # already April in Cairo
    ArticleFactory()
    index = [found.text for found in _xml(client, "/sitemap.xml").iterfind(".//s:loc", NS)]
    names = [name.rsplit("/", 1)[1] for name in index]
    months = ["2026-04", "2026-03", "2026-02", "2024-02"]
    assert names == ["sitemap-sections.xml", *(f"sitemap-{month}.xml" for month in months)]
    listed = {
        found.text
        for name in index[1:]
        for found in _xml(client, name.removeprefix("http://testserver")).iterfind(".//s:loc", NS)
    }
    assert listed == {f"http://testserver{story.get_absolute_url()}" for story in (*stories, last_night)}


def test_the_sitemap_says_when_a_story_changed(client: Client) -> None:
    article = published(at=datetime(2026, 3, 5, 9, tzinfo=UTC))
    Article.objects.filter(pk=article.pk).update(updated_at=datetime(2026, 3, 6, 9, tzinfo=UTC))
    assert _xml(client, "/sitemap-2026-03.xml").findtext(".//s:lastmod", namespaces=NS) == "2026-03-06T11:00:00+02:00"


@pytest.mark.parametrize("path", ["/sitemap-2026-13.xml", "/sitemap-1999-01.xml", "/sitemap-0000-01.xml"])
def test_months_without_stories_have_no_sitemap(client: Client, path: str) -> None:
    published()
    assert client.get(path).status_code == 404


def test_the_news_sitemap_has_two_days(client: Client) -> None:
    fresh = published(headline="خبر & اليوم", at=NOW - timedelta(hours=47))
    published(at=NOW - timedelta(hours=49))
    tree = _xml(client, "/news-sitemap.xml")
    assert [found.text for found in tree.iterfind(".//s:loc", NS)] == [f"http://testserver{fresh.get_absolute_url()}"]
    assert tree.findtext(".//news:title", namespaces=NS) == "خبر & اليوم"
    assert tree.findtext(".//news:language", namespaces=NS) == "ar"
    stated = datetime.fromisoformat(tree.findtext(".//news:publication_date", namespaces=NS))
    assert abs(stated - (NOW - timedelta(hours=47))) < timedelta(seconds=2)


def test_only_sections_with_a_story_are_in_the_sitemap(client: Client) -> None:
    published(section=SectionFactory(slug="مدن"))
    SectionFactory(slug="علوم")
    listed = [found.text for found in _xml(client, "/sitemap-sections.xml").iterfind(".//s:loc", NS)]
    by_hand = ["http://testserver/about/", "http://testserver/contact/"]
    assert listed == ["http://testserver/", "http://testserver/%D9%85%D8%AF%D9%86/", *by_hand]


def test_sitemaps_of_an_empty_site(client: Client) -> None:
    assert len(_xml(client, "/sitemap.xml").findall("s:sitemap", NS)) == 1
    assert len(_xml(client, "/news-sitemap.xml")) == 0


def test_robots_may_read_the_news_and_not_the_desk(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /desk/" in lines
    assert "Disallow: /search/?*&" in lines, "an answer may be read, its countless narrowings not"
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_the_manifest_names_icons_of_every_purpose(client: Client) -> None:
    response = client.get("/manifest.webmanifest")
    content = json.loads(response.content)
    assert response["Content-Type"].startswith("application/manifest+json")
    assert (content["lang"], content["dir"]) == ("ar", "rtl")
    assert {icon["purpose"] for icon in content["icons"]} == {"any", "maskable"}


def test_browsers_are_told_how_to_search(client: Client) -> None:
    tree = _xml(client, "/opensearch.xml")
    url = tree.find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == "http://testserver/search/?q={searchTerms}"


def test_favicon_leads_to_the_icon(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response["Location"].endswith("icon-32.png")
