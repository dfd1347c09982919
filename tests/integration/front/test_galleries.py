"""Galleries and what opens a picture, as they stand in the page; whose each picture is, in its structured data."""

import json
from typing import Any

import pytest
from tests.factories.articles import published
from tests.factories.pictures import jpeg
from tests.integration.front.conftest import Page, Read, texts

from khabar.articles.text import paragraph, plain_text
from khabar.media.actions import add_picture
from khabar.media.models import Picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictures(db: None) -> list[Picture]:
    return [
        add_picture(data=jpeg(900, 600, seed=number), name=f"{number}.jpg", alt=f"قارب {number}", credit="نورا حمد")
        for number in (1, 2, 3)
    ]


def gallery(pictures: list[Picture], top: bool = False) -> dict[str, Any]:
    captions = ["الصيادون قبل الفجر", "", "عند العودة"]
    values = [
        {"picture": one.pk, "caption": caption, "credit": "", "alt": "", "no_alt": ""}
        for one, caption in zip(pictures, captions, strict=True)
    ]
    items = [{"type": "item", "value": value, "id": str(number)} for number, value in enumerate(values)]
    return {"type": "gallery", "value": {"title": "يوم في الميناء", "pictures": items, "top": top}}


def story(page: Page) -> dict[str, Any]:
    nodes = [json.loads(one.text) for one in page.xpath("//script[@type='application/ld+json']")]
    found: dict[str, Any] = next(node for node in nodes if node["@type"] == "NewsArticle")
    return found


def test_pictures_stand_in_their_order_with_count_caption_and_credit(pictures: list[Picture], read: Read) -> None:
    order = [pictures[2], pictures[0], pictures[1]]
    page = read(published(body=[paragraph("نص"), gallery(order)]).get_absolute_url())
    slides = page.xpath("//ol[@class='gallery__film']/li")
    assert [slide.xpath(".//img/@alt")[0] for slide in slides] == ["قارب 3", "قارب 1", "قارب 2"]
    words = [" ".join(slide.xpath(".//figcaption")[0].text_content().split()) for slide in slides]
    assert words == ["1 من 3 الصيادون قبل الفجر نورا حمد", "2 من 3 نورا حمد", "3 من 3 عند العودة نورا حمد"]
    assert page.xpath("//div[contains(@class, 'story__body')]//section[@aria-label='يوم في الميناء']")


def test_without_scripts_each_picture_leads_to_its_large_one(pictures: list[Picture], read: Read) -> None:
    article = published(lead_picture=pictures[0], body=[gallery(pictures)])
    links = read(article.get_absolute_url()).xpath("//a[@class='figure__open']/@href")
    assert len(links) == 4
    assert [link.split("/")[3].split("-")[0] for link in links[1:]] == [str(one.pk) for one in pictures]


def test_a_gallery_at_the_top_stands_in_for_the_lead_picture(pictures: list[Picture], read: Read) -> None:
    article = published(lead_picture=pictures[0], body=[paragraph("نص"), gallery(pictures, top=True)])
    page = read(article.get_absolute_url())
    assert page.xpath("//figure[contains(@class, 'figure--lead')]") == []
    assert len(page.xpath("//section[contains(@class, 'gallery--lead')]//li")) == 3
    assert page.xpath("//div[contains(@class, 'story__body')]//li") == []
    assert page.xpath("//img[@fetchpriority='high']/@alt") == ["قارب 1"]


def test_the_words_of_a_gallery_are_found_by_the_search(pictures: list[Picture]) -> None:
    text = plain_text([paragraph("نص"), gallery(pictures)])
    assert text.split("\n") == ["نص", "يوم في الميناء", "الصيادون قبل الفجر", "عند العودة"]


def test_a_picture_that_only_decorates_has_no_words_but_its_link_has(pictures: list[Picture], read: Read) -> None:
    value = {"picture": pictures[0].pk, "caption": "", "credit": "", "alt": "", "no_alt": "decorative"}
    page = read(published(body=[{"type": "picture", "value": value}]).get_absolute_url())
    assert page.xpath("//figure//img/@alt") == [""]
    assert page.xpath("//a[@class='figure__open']/@aria-label") == ["الصورة مكبّرة"]


def test_structured_data_say_whose_the_pictures_are(pictures: list[Picture], read: Read) -> None:
    one = pictures[0]
    one.rights, one.licence_url = "© نورا حمد 2026", "https://licences.example/by"
    one.save()
    node = story(read(published(lead_picture=one, lead_credit="ن. حمد", body=[gallery(pictures)]).get_absolute_url()))
    lead, *others = node["image"]
    assert lead["creditText"] == "ن. حمد"
    assert (lead["copyrightNotice"], lead["license"]) == ("© نورا حمد 2026", "https://licences.example/by")
    assert [other["caption"] for other in others] == ["الصيادون قبل الفجر", "قارب 2", "عند العودة"]
    assert "license" not in others[1]


def test_feeds_carry_every_picture_of_a_gallery(pictures: list[Picture], read: Read, client: Any) -> None:
    published(body=[paragraph("نص"), gallery(pictures)])
    feed = client.get("/feed/").content.decode()
    assert [f"/media/images/{one.pk}-" in feed for one in pictures] == [True] * 3


def test_an_empty_gallery_shows_nothing(read: Read) -> None:
    empty = {"type": "gallery", "value": {"title": "فارغ", "pictures": [], "top": True}}
    page = read(published(body=[paragraph("نص"), empty]).get_absolute_url())
    assert texts(page, "//*[contains(@class, 'gallery')]") == []
