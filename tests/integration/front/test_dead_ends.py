"""Where nothing is found, the page says how the query was read and leads on."""

import pytest
from django.test import Client
from tests.factories.articles import SectionFactory, TopicFactory, published
from tests.integration.front.conftest import Read, text, texts

from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.finding import register

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Article:
    made = published(
        headline="افتتاح الميناء الجديد",
        section=SectionFactory(name="موانئ", slug="موانئ"),
        topics=[TopicFactory(name="سياحة بحرية", slug="سياحة")],
    )
    follow()
    register.write()
    return made


def test_a_phrase_that_stands_nowhere_is_offered_as_words(read: Read, story: Article) -> None:
    page = read("/search/?q=«الجديد الميناء»")
    assert "«الجديد الميناء»" in text(page, "//div[@class='empty']")
    link = page.xpath("//div[@class='empty']//ul[1]//a/@href")[0]
    assert texts(read(link), "//main//h2/a") == [story.headline]


def test_what_was_ruled_out_is_let_in_again(read: Read, story: Article) -> None:
    page = read("/search/?q=الميناء -افتتاح")
    assert "استبعدنا: افتتاح" in text(page, "//div[@class='empty']")
    assert "الميناء نتيجة واحدة" in texts(page, "//div[@class='empty']//a")


def test_names_that_begin_or_sound_alike_are_offered(read: Read, story: Article) -> None:
    page = read("/search/?q=سياح «قرنقلة بيضاء»")
    assert "سياحة بحرية" in texts(page, "//div[@class='empty']//a")
    assert story.section.get_absolute_url() in read("/search/?q=موانىء «بيضاء»").xpath("//div[@class='empty']//a/@href")


def test_an_offer_keeps_the_filters(read: Read, story: Article) -> None:
    page = read("/search/?q=«الجديد الميناء»&section=موانئ")
    assert any("section=" in path for path in page.xpath("//div[@class='empty']//ul//a/@href"))


def test_however_hopeless_there_are_the_newest_stories(read: Read, story: Article) -> None:
    for query in ("زقزقة", "؟؟؟", "«»", "-", "ققق ثثث ضضض صصص شششش سسس"):
        page = read(f"/search/?q={query}")
        assert story.get_absolute_url() in page.xpath("//main//h3/a/@href"), query


def test_boxes_take_as_much_as_a_query_may_have(client: Client, read: Read, story: Article) -> None:
    assert read("/search/").xpath("//input[@name='q']/@maxlength") == ["2000", "2000"]
    assert read("/").xpath("//input[@name='q']/@maxlength") == ["2000"]
    missing = client.get("/لا-صفحة/").content.decode()
    assert missing.count('maxlength="2000"') == 2
