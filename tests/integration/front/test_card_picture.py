"""The picture of a story for social cards."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image
from tests.factories.articles import SectionFactory, published

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.front.card_picture import Card, draw
from khabar.media.models import Picture

from .conftest import Read

pytestmark = pytest.mark.django_db


def story(**fields: object) -> Article:
    at = datetime.now(UTC) - timedelta(hours=3)
    found = published(**{"headline": "افتتاح المرصد", "section": SectionFactory(), "at": at} | fields)
    follow()
    return found


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("L")


def test_a_page_names_its_picture_and_its_size(read: Read, client: Client) -> None:
    page = read(story().get_absolute_url())
    address = page.xpath("string(//meta[@property='og:image']/@content)")
    size = [page.xpath(f"string(//meta[@property='og:image:{side}']/@content)") for side in ("width", "height")]
    answer = client.get(address.partition("//")[2].partition("/")[2].join(["/", ""]))
    assert answer["Content-Type"] == "image/jpeg"
    assert [str(side) for side in opened(answer.content).size] == size


def test_the_address_changes_with_the_headline(read: Read) -> None:
    found = story()
    before = read(found.get_absolute_url()).xpath("string(//meta[@property='og:image']/@content)")
    found.headline = "افتتاح المرصد الكبير"
    found.save_revision()
    actions.publish(article=found)
    follow()
    assert read(found.get_absolute_url()).xpath("string(//meta[@property='og:image']/@content)") != before


def test_a_photo_lies_under_the_headline(client: Client, picture: Picture) -> None:
    plain = client.get(f"/n/{story().pk}/card.jpg").content
    over = client.get(f"/n/{story(lead_picture=picture).pk}/card.jpg").content
    assert opened(plain).getpixel((5, 625)) > 240  # paper
    assert opened(over).getpixel((5, 625)) < 100  # a darkened photo


def test_a_photo_whose_right_has_ended_is_gone_from_it(client: Client, picture: Picture, read: Read) -> None:
    found = story(lead_picture=picture)
    before = read(found.get_absolute_url()).xpath("string(//meta[@property='og:image']/@content)")
    picture.rights_until = datetime.now(UTC) - timedelta(seconds=1)
    picture.save()
    follow()
    assert read(found.get_absolute_url()).xpath("string(//meta[@property='og:image']/@content)") != before
    assert opened(client.get(f"/n/{found.pk}/card.jpg").content).getpixel((5, 625)) > 240  # paper


def test_a_withdrawn_story_has_none(client: Client) -> None:
    found = story()
    address = f"/n/{found.pk}/card.jpg"
    assert client.get(address).status_code == 200
    actions.unpublish(article=found)
    follow()
    assert client.get(address).status_code == 410
    assert client.get("/n/999999/card.jpg").status_code == 404


def test_letters_are_joined() -> None:
    joined, apart = (draw(Card(text, "", "")) for text in ("سسسسس", "س\u200cس\u200cس\u200cس\u200cس"))
    # Joined, five letters need less room than five that stand alone.
    assert ink_width(joined) < ink_width(apart)


@pytest.mark.parametrize(
    "headline", ["", "خبر", "كلمة " * 200, "م" * 300, "Sky News 3-1 «النجم» 25%", "😀 \u202e \x00"]
)
def test_any_headline_is_drawn(headline: str) -> None:
    assert opened(draw(Card(headline, "رياضة", "خبر"))).size == (1200, 630)


@pytest.mark.parametrize(
    ("headline", "as_drawn"),
    [
        ("🏆 فوز 👨‍👩‍👧 الفريق ⚽️", "فوز الفريق"),
        ("ذكرى مولده ﷺ", "ذكرى مولده صلى الله عليه وسلم"),
    ],
)
def test_signs_the_typeface_lacks_are_not_drawn_as_boxes(headline: str, as_drawn: str) -> None:
    assert draw(Card(headline, "", "خبر")) == draw(Card(as_drawn, "", "خبر"))


@pytest.mark.parametrize("rtl", [True, False])
def test_a_word_longer_than_a_line_stays_on_the_picture(rtl: bool) -> None:
    made = opened(draw(Card("زيارة Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 2, "", "", rtl)))
    assert dark(made.crop((0, 0, 56, 630))) is None
    assert dark(made.crop((1144, 100, 1200, 630))) is None


def test_four_lines_stay_clear_of_the_head() -> None:
    made = opened(draw(Card("شركة OpenAI تطلق GPT-5 بسعر 20$ وتنافس Google وMicrosoft في كل سوق من الأسواق", "", "")))
    assert dark(made.crop((0, 100, 1200, 118))) is None


def test_a_long_section_leaves_the_name_of_the_site_alone() -> None:
    name = "صحيفة الأخبار المستقلة اليومية"
    alone, beside = (
        opened(draw(Card("", kicker, name))) for kicker in ("", "أخبار المحافظات والأقاليم والمدن والساحل")
    )
    box = dark(alone)
    assert box
    assert dark(beside.crop((0, 0, box[0] - 24, 100)))
    assert dark(beside.crop((box[0] - 24, 0, 1200, 100))) == dark(alone.crop((box[0] - 24, 0, 1200, 100)))
    assert dark(beside.crop((box[0] - 24, 0, box[0] - 8, 100))) is None


def dark(image: Image.Image) -> tuple[int, int, int, int] | None:
    return image.point(lambda value: 255 if value < 160 else 0).getbbox()


def ink_width(data: bytes) -> int:
    box = opened(data).crop((0, 200, 1200, 630)).point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box
    return box[2] - box[0]
