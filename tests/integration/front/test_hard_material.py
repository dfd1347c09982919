"""What newsrooms and archives really bring: other languages, yesterday's flash, hostile words in every field."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from lxml import etree
from tests.factories.articles import AuthorFactory, SectionFactory, TopicFactory, published
from tests.integration.front.conftest import Read, text, texts

from khabar.articles.consumers import follow
from khabar.articles.outlets import page_store
from khabar.articles.text import paragraph
from khabar.front import sitemaps
from khabar.media.models import Picture
from khabar.pagestore.store import page_key

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror='alert(2)'>\"]]>&lt;b&gt;{{7*7}}"


@pytest.mark.parametrize(
    ("headline", "stated", "language", "direction"),
    [
        ("Rivers of the delta", "en", "en", "ltr"),
        ("Parliament votes 3-1", "ar", "", "ltr"),  # an archive that calls everything Arabic
        ("رودخانه‌های بزرگ", "fa", "fa", "rtl"),
    ],
)
def test_a_foreign_story_reads_its_own_way_wherever_it_stands(
    read: Read, headline: str, stated: str, language: str, direction: str
) -> None:
    article = published(headline=headline, language=stated, at=NOW)
    follow()
    for path, place in ((article.get_absolute_url(), "//h1"), ("/", "//main//h2[a]"), ("/search/?q=x", "//main//h3")):
        found = read(path).xpath(place)[0]
        assert (found.get("lang"), found.get("dir")) == (language, direction), path
    body = read(article.get_absolute_url()).xpath("//div[@class='story__body']")[0]
    assert (body.get("lang"), body.get("dir")) == (language, direction)
    node = json.loads(read(article.get_absolute_url()).xpath("//script[@type='application/ld+json']")[0].text)
    assert node.get("inLanguage", "") == language


def test_an_arabic_story_needs_no_mark_of_its_own(read: Read) -> None:
    heading = read(published(headline="مطورو C++ في القاهرة").get_absolute_url()).xpath("//h1")[0]
    assert heading.get("lang") is heading.get("dir") is None


def test_news_is_breaking_for_six_hours(client: Client, read: Read) -> None:
    fresh = published(headline="إخلاء الميناء", urgency=2, at=NOW - timedelta(hours=5))
    stale = published(headline="عودة الملاحة", urgency=2, at=NOW - timedelta(hours=7))
    for path, expected in ((fresh.get_absolute_url(), ["عاجل"]), (stale.get_absolute_url(), [])):
        assert texts(read(path), "//article[@class='story']//span[@class='card__flash']") == expected
    assert texts(read("/"), "//main//span[@class='card__flash']") == ["عاجل"]
    entry = page_store().get(page_key("/"))
    assert entry is not None
    assert entry.expires == pytest.approx((NOW + timedelta(hours=1)).timestamp(), abs=2)


def test_the_most_urgent_story_leads_before_its_picture_is_there(read: Read, picture: Picture) -> None:
    published(headline="معرض الربيع", lead_picture=picture, at=NOW - timedelta(minutes=1))
    published(headline="زلزال قبالة الساحل", urgency=1, at=NOW)
    assert text(read("/"), "//div[@class='top__lead']//h2") == "زلزال قبالة الساحل"


def test_a_river_opens_with_a_picture(read: Read, picture: Picture) -> None:
    section = SectionFactory()
    for n in range(30):
        published(headline=f"خبر {n}", section=section, at=NOW - timedelta(hours=n),
                  lead_picture=picture if n in (0, 17) else None)  # fmt: skip
    follow()
    assert texts(read("/"), "//section[contains(@class, 'river')]//h3")[0] == "خبر 17"


def test_made_up_addresses_leave_nothing_in_the_page_store(client: Client) -> None:
    topic = TopicFactory(slug="موانئ")
    article, older, elsewhere = (
        published(topics=topics, at=NOW - timedelta(hours=n)) for n, topics in enumerate(([topic], [topic], []))
    )
    for number in range(3):
        assert client.get(f"/قسم-{number}/{article.pk}/عنوان-{number}/").status_code == 301
    newest = published(at=NOW)
    for path in ("/topic/موانئ/", f"/archive/{elsewhere.first_published_at.astimezone():%Y/%m/%d}/"):
        client.get(f"{path}?before={published(at=NOW + timedelta(days=1)).pk}")
        client.get(f"{path}?before={newest.pk + 999}")
    assert page_store().stats().pages == 0
    assert older.headline in client.get(f"/topic/موانئ/?before={article.pk}").content.decode()
    assert page_store().stats().pages == 1


def test_titles_have_neither_marks_nor_kashida_and_headlines_keep_them(read: Read) -> None:
    page = read(published(headline="مُحَمَّدٌ وســلام آسيا").get_absolute_url())
    assert text(page, "//title") == "محمد وسلام آسيا – خبر"
    assert text(page, "//h1") == "مُحَمَّدٌ وســلام آسيا"


@pytest.mark.parametrize(
    ("given", "shown"),
    [("عدنا", "«عدنا»"), ("«عدنا»", "«عدنا»"), ("“عدنا”", "“عدنا”"), ("قال «نعم» ومضى", "«قال «نعم» ومضى»")],
)
def test_a_quotation_is_marked_once(read: Read, given: str, shown: str) -> None:
    article = published(body=[{"type": "quote", "value": {"text": given, "speaker": "", "speaker_title": ""}}])
    assert text(read(article.get_absolute_url()), "//blockquote/p") == shown


def test_a_month_too_large_for_one_file_has_several(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "URL_LIMIT", 2)
    stories = [published(at=datetime(2026, 3, day, tzinfo=UTC)) for day in (3, 5, 7)]
    index = etree.fromstring(client.get("/sitemap.xml").content)
    parts = [found.text.removeprefix("http://testserver") for found in index.iterfind(".//{*}loc")][1:]
    assert parts == ["/sitemap-2026-03.xml", "/sitemap-2026-03-2.xml"]
    listed = [[loc.text for loc in etree.fromstring(client.get(part).content).iterfind(".//{*}loc")] for part in parts]
    addresses = [f"http://testserver{story.get_absolute_url()}" for story in stories]
    assert listed == [addresses[:2], addresses[2:]]
    for missing in ("/sitemap-2026-03-0.xml", "/sitemap-2026-03-3.xml", "/sitemap-2026-04-1.xml"):
        assert client.get(missing).status_code == 404


def test_hostile_words_stay_words_on_every_surface(client: Client, read: Read, picture: Picture) -> None:
    topic, author = TopicFactory(name=f"و {HOSTILE}"[:120]), AuthorFactory(name=f"ك {HOSTILE}"[:120], bio=HOSTILE)
    section = SectionFactory(name=f"ق {HOSTILE}"[:120], description=HOSTILE)
    words = dict.fromkeys(("caption", "credit", "alt"), HOSTILE)
    article = published(
        headline=f"خبر {HOSTILE}", kicker=HOSTILE[:120], abstract=HOSTILE, dateline_place=HOSTILE[:80],
        lead_picture=picture, lead_caption=HOSTILE, lead_credit=HOSTILE, lead_alt=HOSTILE,
        section=section, topics=[topic], authors=[author], at=NOW,
        body=[
            paragraph("نص"),
            {"type": "subheading", "value": HOSTILE},
            {"type": "quote", "value": {"text": HOSTILE, "speaker": HOSTILE, "speaker_title": HOSTILE}},
            {"type": "list", "value": [HOSTILE]},
            {"type": "table", "value": {"caption": HOSTILE, "columns": [{"type": "text", "heading": HOSTILE}],
                                        "rows": [{"values": [HOSTILE]}]}},
            {"type": "embed", "value": {"url": "https://a.example/?\"><script>alert(1)</script>", "title": HOSTILE}},
            {"type": "embed", "value": {"url": "javascript:alert(1)//https://a.example/", "title": "x"}},
            {"type": "picture", "value": words | {"picture": picture.pk}},
        ],
    )  # fmt: skip
    follow()
    pages = [article.get_absolute_url(), "/", section.get_absolute_url(), topic.get_absolute_url(),
             author.get_absolute_url(), "/search/?q=خبر", f"/search/?q={HOSTILE}", f"/{HOSTILE}/"]  # fmt: skip
    for path in pages:
        page = read(path, status=404 if path == pages[-1] else 200)
        assert not page.xpath("//script[not(@src) and not(@type='application/ld+json')]"), path
        assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")], path
        assert not page.xpath("//a[starts-with(@href, 'javascript:') or starts-with(@href, 'data:')]"), path
        assert all(json.loads(script.text) for script in page.xpath("//script[@type='application/ld+json']")), path
    for path in ("/feed/", "/news-sitemap.xml", f"{topic.get_absolute_url()}feed/"):
        assert HOSTILE in "".join(etree.fromstring(client.get(path).content).itertext()), path
    assert client.get(f"/search/?q={HOSTILE}&format=json")["Content-Type"] == "application/json"


def test_names_with_control_characters_do_not_break_a_feed(client: Client) -> None:
    published(
        headline="خبر\ufffe سليم", at=NOW, section=SectionFactory(name="قسم\x0b أول", slug="أول"),
        topics=[TopicFactory(name="موضوع\x02")], authors=[AuthorFactory(name="كاتبة\uffff")],
    )  # fmt: skip
    follow()
    for path in ("/feed/", "/أول/feed/"):
        item = etree.fromstring(client.get(path).content).find("channel/item")
        assert [item.findtext("title"), *(c.text for c in item.findall("category"))] == ["خبر سليم", "قسم أول", "موضوع"]


def test_what_a_social_network_reads(read: Read) -> None:
    author, topic = AuthorFactory(slug="هدى"), TopicFactory(name="موانئ")
    page = read(published(authors=[author], topics=[topic]).get_absolute_url())
    meta = {element.get("property"): element.get("content") for element in page.xpath("//meta[@property]")}
    assert meta["og:locale"] == "ar_EG"
    assert "/card.jpg?v=" in meta["og:image"]
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["article:author"] == f"http://testserver{author.get_absolute_url()}"
    assert meta["article:tag"] == "موانئ"
