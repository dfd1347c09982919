"""The article page: everything the editor gave is on it, once, in order, and nothing runs that should not."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.factories.accounts import UserFactory
from tests.factories.articles import ArticleFactory, AuthorFactory, SectionFactory, TopicFactory, published
from tests.integration.front.conftest import Page, Read, text, texts

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Agency, Article
from khabar.articles.text import paragraph
from khabar.front.views import article_preview
from khabar.media.models import Picture

pytestmark = pytest.mark.django_db


def _structured(page: Page, kind: str) -> dict[str, Any]:
    nodes = [json.loads(script.text) for script in page.xpath("//script[@type='application/ld+json']")]
    return next(node for node in nodes if node["@type"] == kind)


@pytest.fixture
def agency() -> Agency:
    return Agency.objects.create(name="وكالة الشاطئ", slug="shore", credit="و ش")


@pytest.fixture
def story(agency: Agency, picture: Picture) -> Article:
    """A story with something in every place."""
    article = published(
        headline="الميناء القديم يستقبل 3-4 سفن يوميًا",
        kicker="تقرير",
        abstract="عادت الحركة إلى الأرصفة بعد ترميم دام عامين.",
        dateline_place="بورسعيد",
        dateline_date=date(2026, 3, 1),
        lead_picture=picture,
        lead_caption="الرصيف الشرقي صباحًا",
        lead_credit="تصوير: سلمى",
        lead_alt="سفن صغيرة عند رصيف حجري",
        section=SectionFactory(name="مدن", slug="مدن"),
        topics=[TopicFactory(name="موانئ", slug="موانئ")],
        authors=[AuthorFactory(name="هدى سالم"), AuthorFactory(name="كريم نور"), AuthorFactory(name="لينا جابر")],
        agencies=[agency],
        at=datetime(2026, 3, 1, 20, 25, tzinfo=UTC),
        body=[
            paragraph("وصلت أول سفينة عند الفجر، وكتب قبطانها Good morning على دفتر الميناء."),
            {"type": "subheading", "value": "أرصفة جديدة"},
            {"type": "quote", "value": {"text": "عدنا أخيرًا", "speaker": "عم حسن", "speaker_title": "صياد"}},
            {"type": "list", "value": [{"type": "item", "value": "رصيف أول"}, {"type": "item", "value": "رصيف ثان"}]},
            {
                "type": "table",
                "value": {
                    "caption": "السفن",
                    "columns": [{"type": "text", "heading": "اليوم"}, {"type": "number", "heading": "العدد"}],
                    "rows": [{"values": ["الأحد", 4.0]}],
                },
            },
            {"type": "embed", "value": {"url": "https://www.video.example/1", "title": "جولة في الميناء"}},
            {"type": "picture", "value": {"picture": picture.pk, "caption": "من الجو", "credit": "", "alt": "منظر"}},
        ],
    )
    article.updated_at = datetime(2026, 3, 2, 5, 5, tzinfo=UTC)
    article.save()
    return article


def test_the_head_of_a_story(read: Read, story: Article) -> None:
    page = read(story.get_absolute_url())
    assert page.get("lang") == "ar"
    assert page.get("dir") == "rtl"
    assert text(page, "//h1") == story.headline
    assert text(page, "//p[@class='story__kicker']") == "تقرير"
    assert text(page, "//p[@class='story__authors']") == "هدى سالم، كريم نور ولينا جابر"
    assert text(page, "//p[@class='story__agencies']") == "المصدر: وكالة الشاطئ"
    assert text(page, "//p[@class='story__dateline']") == "بورسعيد – 1 مارس 2026 – (و ش)"
    assert texts(page, "//nav[@class='crumbs']//a") == ["الرئيسية", "مدن"]
    assert texts(page, "//ul[@class='topics']//a") == ["موانئ"]


def test_times_are_cairo_time_in_words_and_for_machines(read: Read, story: Article) -> None:
    page = read(story.get_absolute_url())
    times = page.xpath("//div[@class='story__meta']//time")
    assert [time.text for time in times] == ["الأحد 1 مارس 2026، 10:25 م", "الاثنين 2 مارس 2026، 7:05 ص"]
    assert [time.get("datetime") for time in times] == ["2026-03-01T22:25:00+02:00", "2026-03-02T07:05:00+02:00"]


def test_the_body_has_every_block_in_order(read: Read, story: Article) -> None:
    body = read(story.get_absolute_url()).xpath("//div[@class='story__body']")[0]
    assert [child.tag for child in body] == ["p", "p", "h2", "blockquote", "ul", "div", "div", "figure"]
    assert text(body, ".//blockquote/p") == "«عدنا أخيرًا»"
    assert text(body, ".//blockquote/footer") == "عم حسن، صياد"
    assert texts(body, ".//ul/li") == ["رصيف أول", "رصيف ثان"]
    assert texts(body, ".//th") == ["اليوم", "العدد"]
    assert texts(body, ".//td") == ["الأحد", "4"]
    link = body.xpath(".//div[@class='linkout embed']/p/a")[0]
    assert link.get("href") == "https://www.video.example/1"
    assert text(body, ".//figure/figcaption") == "من الجو"


def test_scores_and_latin_words_keep_their_order_by_isolates(read: Read, story: Article) -> None:
    page = read(story.get_absolute_url())
    assert texts(page, "//h1/bdi") == ["3-4"]
    assert texts(page, "//div[@class='story__body']/p[2]/bdi") == ["Good morning"]


def test_the_lead_picture_comes_in_modern_formats_with_its_size(read: Read, story: Article) -> None:
    figure = read(story.get_absolute_url()).xpath("//figure[contains(@class, 'figure--lead')]")[0]
    image = figure.xpath(".//img")[0]
    assert image.get("alt") == "سفن صغيرة عند رصيف حجري"
    assert image.get("fetchpriority") == "high"
    assert image.get("loading") is None
    assert int(image.get("width")) > int(image.get("height")) > 0
    assert text(figure, "./figcaption") == "الرصيف الشرقي صباحًا تصوير: سلمى"


def test_pictures_below_the_fold_wait(read: Read, story: Article) -> None:
    images = read(story.get_absolute_url()).xpath("//div[@class='story__body']//img")
    assert [image.get("loading") for image in images] == ["lazy"]


def test_search_engines_are_told_what_it_is(read: Read, story: Article) -> None:
    page = read(story.get_absolute_url())
    node = _structured(page, "NewsArticle")
    assert node["headline"] == story.headline
    assert node["datePublished"] == "2026-03-01T22:25:00+02:00"
    assert node["dateModified"] == "2026-03-02T07:05:00+02:00"
    assert node["dateline"] == "بورسعيد"
    assert [author["name"] for author in node["author"]] == ["هدى سالم", "كريم نور", "لينا جابر"]
    assert node["sourceOrganization"][0]["alternateName"] == "و ش"
    assert node["publisher"]["logo"]["url"].startswith("http://testserver/static/")
    assert node["image"][0]["url"].startswith("http://testserver/media/")
    assert node["isAccessibleForFree"] is True
    crumbs = _structured(page, "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in crumbs] == ["الرئيسية", "مدن", story.headline]


def test_social_cards_and_the_canonical_address(read: Read, story: Article) -> None:
    page = read(story.get_absolute_url())
    address = f"http://testserver{story.get_absolute_url()}"
    assert page.xpath("//link[@rel='canonical']/@href") == [address]
    assert page.xpath("//meta[@property='og:url']/@content") == [address]
    assert page.xpath("//meta[@property='og:type']/@content") == ["article"]
    assert page.xpath("//meta[@property='og:title']/@content") == [story.headline]
    assert "/card.jpg?v=" in page.xpath("//meta[@property='og:image']/@content")[0]
    assert page.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]


def test_a_story_without_an_author_is_credited_to_its_agency_or_to_the_site(read: Read, agency: Agency) -> None:
    wire = read(published(agencies=[agency]).get_absolute_url())
    assert [author["name"] for author in _structured(wire, "NewsArticle")["author"]] == ["وكالة الشاطئ"]
    own = read(published().get_absolute_url())
    assert [author["name"] for author in _structured(own, "NewsArticle")["author"]] == ["خبر"]


@pytest.mark.parametrize("headline", ["</script><script>alert(1)</script>", "<b>& خبر</b> \u2028 ]]>"])
def test_no_headline_can_leave_its_place(read: Read, headline: str) -> None:
    page = read(published(headline=headline).get_absolute_url())
    assert _structured(page, "NewsArticle")["headline"] == headline
    assert page.xpath("//title")[0].text == f"{headline} – خبر"
    assert not page.xpath("//script[not(@src) and not(@type='application/ld+json')]")
    assert not page.xpath("//h1//b | //h1//script")


def test_rich_text_is_cleaned_again_when_it_is_shown(read: Read) -> None:
    article = published()
    hostile = '<p onclick="x()">نص <a href="javascript:x()">رابط</a><script>x()</script><b>مهم</b></p>'
    Article.objects.filter(pk=article.pk).update(body=json.dumps([{"type": "paragraph", "value": hostile}]))
    body = read(article.get_absolute_url()).xpath("//div[@class='story__body']")[0]
    assert text(body, "./p") == "نص رابطمهم"
    assert texts(body, ".//b") == ["مهم"]
    assert not body.xpath(".//script | .//*[@onclick] | .//a[@href]")


def test_no_inline_style_or_script_anywhere(read: Read, story: Article) -> None:
    page = read(story.get_absolute_url())
    assert not page.xpath("//style | //*[@style]")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert page.xpath("//script[not(@src)]/@type") == ["application/ld+json"] * 2


def test_empty_blocks_leave_no_trace(read: Read) -> None:
    article = published(
        body=[
            paragraph("  "),
            {"type": "picture", "value": {"picture": 987654, "caption": "", "credit": "", "alt": ""}},
            {"type": "related", "value": 987654},
            paragraph("الفقرة الوحيدة."),
        ]
    )
    body = read(article.get_absolute_url()).xpath("//div[@class='story__body']")[0]
    assert texts(body, "./*") == ["الفقرة الوحيدة."]


def test_a_related_story_is_named_only_while_it_is_public(read: Read) -> None:
    other = published(headline="حكاية الجسر")
    article = published(body=[{"type": "related", "value": other.pk}])
    found = read(article.get_absolute_url()).xpath("//aside[@class='readalso']/a")
    assert [link.get("href") for link in found] == [other.get_absolute_url()]
    actions.unpublish(article=other)
    follow()
    assert "حكاية الجسر" not in read(article.get_absolute_url()).text_content()


def test_the_short_address_leads_to_the_story(client: Client, story: Article) -> None:
    response = client.get(f"/n/{story.pk}")
    assert response.status_code == 301
    assert response["Location"] == story.get_absolute_url()


def test_former_addresses_lead_to_the_present_one(client: Client) -> None:
    article = published(slug="عنوان-قديم", section=SectionFactory(slug="أخبار"))
    former = article.get_absolute_url()
    article.slug = "عنوان-جديد"
    article.section = SectionFactory(slug="تقارير")
    article.save_revision()
    actions.publish(article=article)
    article.refresh_from_db()
    for address in (former, f"/أخبار/{article.pk}/", f"/تقارير/{article.pk}/شيء-آخر/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


def test_a_draft_is_unknown_and_a_withdrawn_story_is_gone(client: Client) -> None:
    draft = ArticleFactory()
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(f"/n/{draft.pk}").status_code == 404
    withdrawn = published()
    actions.unpublish(article=withdrawn)
    killed = published(headline="خبر سحبته وكالته")
    actions.kill(article=killed, user=UserFactory(is_superuser=True), reason="طلبت الوكالة سحبه")
    for article in (withdrawn, killed):
        for address in (article.get_absolute_url(), f"/n/{article.pk}"):
            response = client.get(address)
            assert response.status_code == 410
            assert article.headline not in response.content.decode()


def test_an_embargoed_story_is_unknown_until_its_time(client: Client) -> None:
    article = published(headline="نتائج المسابقة")
    Article.objects.filter(pk=article.pk).update(
        go_live_at=datetime.now(UTC) + timedelta(hours=2), last_published_at=None
    )
    assert client.get(article.get_absolute_url()).status_code == 404


def test_the_preview_shows_what_is_not_saved_and_asks_robots_to_stay_away(rf: Any) -> None:
    draft = ArticleFactory(headline="مسودة")
    draft.headline = "مسودة معدلة"
    content = article_preview(rf.get("/"), draft).content.decode()
    assert "مسودة معدلة" in content
    assert '<meta name="robots" content="noindex">' in content


def test_the_preview_of_a_story_that_was_never_saved(rf: Any) -> None:
    article = ArticleFactory.build(section=SectionFactory(), slug="")
    assert "معاينة" in article_preview(rf.get("/"), article).content.decode()
