"""The search page: hits, filters, and never a dead end."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.articles import SectionFactory, TopicFactory, published
from tests.integration.front.conftest import Read, text, texts

from khabar.articles import consumers
from khabar.articles.consumers import follow
from khabar.articles.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour() -> Article:
    article = published(
        headline="افتتاح الميناء الجديد في بورسعيد",
        section=SectionFactory(name="مدن", slug="مدن"),
        at=datetime(2026, 3, 5, 9, tzinfo=UTC),
    )
    published(
        headline="الميناء القديم يتحول إلى متحف",
        section=SectionFactory(name="ثقافة", slug="ثقافة"),
        at=datetime(2026, 1, 5, 9, tzinfo=UTC),
    )
    follow()
    return article


def test_what_matched_is_marked(read: Read, harbour: Article) -> None:
    page = read("/search/?q=الميناء")
    assert texts(page, "//main//h2/a/mark") == ["الميناء", "الميناء"]
    assert text(page, "//p[@class='count']") == "نتيجتان"
    assert page.xpath("//input[@name='q' and @id='q']/@value") == ["الميناء"]


def test_filters_narrow_and_stay_chosen(read: Read, harbour: Article) -> None:
    by_section = read("/search/?q=الميناء&section=مدن")
    assert by_section.xpath("//main//h2/a/@href") == [harbour.get_absolute_url()]
    assert by_section.xpath("//select[@name='section']/option[@selected]/@value") == ["مدن"]
    by_date = read("/search/?q=الميناء&from=2026-03-01&to=2026-03-31")
    assert by_date.xpath("//main//h2/a/@href") == [harbour.get_absolute_url()]
    assert by_date.xpath("//input[@name='from']/@value") == ["2026-03-01"]


def test_topics_among_the_hits_narrow_them_and_the_condition_can_be_dropped(read: Read, harbour: Article) -> None:
    ports, sea = TopicFactory(name="موانئ", slug="موانئ"), TopicFactory(name="بحر", slug="بحر")
    for topics in ([ports, sea], [ports, sea], [ports]):
        published(headline="الميناء يستقبل سفينة", topics=topics)
    follow()
    page = read("/search/?q=الميناء")
    assert texts(page, "//nav[@class='facets']//a") == ["موانئ 3", "بحر 2"]
    (path,) = page.xpath("//nav[@class='facets']//li[2]/a/@href")
    narrowed = read(path)
    assert text(narrowed, "//p[@class='count']") == "نتيجتان"
    assert not narrowed.xpath("//nav[@class='facets']")
    (back,) = narrowed.xpath("//ul[@class='facets']//a/@href")
    assert text(read(back), "//p[@class='count']") == "5 نتائج"


def test_the_query_language_works_in_the_box(read: Read, harbour: Article) -> None:
    assert text(read("/search/?q=الميناء القسم:ثقافة"), "//p[@class='count']") == "نتيجة واحدة"
    assert texts(read("/search/?q=الميناء -متحف"), "//main//h2/a") == ["افتتاح الميناء الجديد في بورسعيد"]


def test_sorted_by_date_the_newest_is_first(read: Read, harbour: Article) -> None:
    found = read("/search/?q=الميناء&sort=date").xpath("//main//h2/a/@href")
    assert found[0] == harbour.get_absolute_url()
    assert len(found) == 2


def test_pages_of_results(read: Read, harbour: Article) -> None:
    first = read("/search/?q=الميناء&limit=1")
    following = first.xpath("//a[@rel='next']/@href")[0]
    second = read(following)
    assert not second.xpath("//a[@rel='next']")
    assert first.xpath("//main//h2/a/@href") != second.xpath("//main//h2/a/@href")


def test_beyond_the_last_result_a_page_leads_back_to_the_first(read: Read, harbour: Article) -> None:
    page = read("/search/?q=الميناء&sort=date&page=9")
    assert text(page, "//main//p[@role='status']") == "انتهت النتائج، وهي نتيجتان. عُد إلى أولها."
    first = page.xpath("//main//p[@role='status']/a/@href")[0]
    assert len(read(first).xpath("//main//h2/a/mark")) == 2


def test_filters_are_folded_away_until_they_are_used(read: Read, harbour: Article) -> None:
    assert read("/search/?q=الميناء").xpath("//details/@open") == []
    for used in ("section=مدن", "from=2026-03-01", "sort=date"):
        assert len(read(f"/search/?q=الميناء&{used}").xpath("//details[@open]")) == 1, used


def test_json_is_the_object_of_the_command(client: Client, harbour: Article) -> None:
    found = json.loads(client.get("/search/?q=بورسعيد&limit=5&format=json").content)
    assert set(found) == {"query", "total", "took_ms", "suggestion", "hits"}
    assert found["total"] == 1
    assert found["hits"][0]["id"] == harbour.pk
    assert found["hits"][0]["url"] == harbour.get_absolute_url()


def test_nothing_found_says_what_was_understood_and_shows_what_is_new(read: Read, harbour: Article) -> None:
    page = read("/search/?q=زرافة")
    assert "لم نجد خبرًا فيه «زرافة»" in text(page, "//div[@class='empty']")
    assert harbour.get_absolute_url() in page.xpath("//main//h3/a/@href")


def test_nothing_found_says_which_arabic_name_a_latin_one_was_read_as(read: Read, harbour: Article) -> None:
    said = text(read("/search/?q=cairo"), "//div[@class='empty']")
    assert "بحثنا عن: cairo" in said
    assert "وعن الاسم بالعربية: القاهرة" in said
    assert "بالعربية" not in text(read("/search/?q=زرافة"), "//div[@class='empty']")


@pytest.mark.parametrize(("typed", "meant"), [("f,jdk", "بوتين"), ("بوتن", "بوتين")])
def test_nothing_found_offers_a_name_that_was_mistyped(read: Read, harbour: Article, typed: str, meant: str) -> None:
    page = read(f"/search/?q={typed}")
    assert f"هل تقصد: {meant}" in text(page, "//div[@class='empty']")
    assert page.xpath("//div[@class='empty']//a/text()")[0] == meant


@pytest.mark.parametrize("query", ["...", "؟!", "-البحر"])
def test_signs_alone_are_answered_with_what_to_type(read: Read, harbour: Article, query: str) -> None:
    said = text(read(f"/search/?q={query}"), "//div[@class='empty']")
    assert f"ليس في «{query}» كلمة نبحث عنها. اكتب كلمة أو اسمًا" in said
    assert ("فلا بحث بالاستبعاد وحده" in said) == query.startswith("-")
    assert "لم نجد خبرًا" not in said


def test_nothing_found_under_a_filter_offers_to_drop_it(read: Read, harbour: Article) -> None:
    page = read("/search/?q=بورسعيد&section=ثقافة")
    link = page.xpath("//div[@class='empty']//a/@href")[0]
    assert read(link).xpath("//main//h2/a/@href") == [harbour.get_absolute_url()]


def test_a_story_withdrawn_since_the_index_was_written_is_not_shown(client: Client, harbour: Article) -> None:
    Article.objects.filter(pk=harbour.pk).update(expire_at=datetime.now(UTC) - timedelta(minutes=1))
    for address in ("/search/?q=بورسعيد", "/search/?q=بورسعيد&format=json"):
        assert "افتتاح" not in client.get(address).content.decode()


def test_without_a_question_it_is_an_empty_form(read: Read, harbour: Article) -> None:
    page = read("/search/")
    assert not page.xpath("//*[@role='status']")
    assert len(page.xpath("//form[contains(@class, 'search-form')]")) == 1


def test_the_box_of_an_empty_form_is_ready_to_be_typed_in_and_that_of_an_answer_is_not(
    read: Read, harbour: Article
) -> None:
    assert read("/search/").xpath("//input[@name='q' and @autofocus]/@id") == ["q"]
    assert not read("/search/?q=زرافة").xpath("//input[@autofocus]")


@pytest.mark.parametrize(
    ("address", "kept"), [("/search/", True), ("/search/?q=بورسعيد", True), ("/search/?q=زرافة", False)]
)
def test_engines_keep_the_empty_page_for_all_answers_and_none_for_an_empty_one(
    read: Read, harbour: Article, address: str, kept: bool
) -> None:
    page = read(address)
    assert ("noindex" not in page.xpath("string(//meta[@name='robots']/@content)")) is kept
    assert page.xpath("string(//link[@rel='canonical']/@href)").endswith("/search/")
    assert "بحث" in page.xpath("string(//meta[@name='description']/@content)")


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ff%fe", "q=<script>alert(1)</script>", "q=AND+OR+(", "q=" + "س" * 5000, "q=x&page=-1&limit=0",
     "q=x&page=999999999999&limit=abc", "q=x&from=2026-99-99&to=never", "q=x&section=%00&sort=%22", "q=\U0001f600"],
)  # fmt: skip
def test_no_query_breaks_it(client: Client, harbour: Article, query: str) -> None:
    response = client.get(f"/search/?{query}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_without_an_index_the_page_says_so_and_still_shows_news(
    client: Client, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "SMALL", -1)  # too large a site for its index to be built while a reader waits
    article = published()
    page = read("/search/?q=مكتبة", status=503)
    assert "البحث متوقف الآن" in page.text_content()
    assert article.get_absolute_url() in page.xpath("//main//h3/a/@href")
