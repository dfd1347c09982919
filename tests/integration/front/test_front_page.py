"""The front page: hierarchy, no story twice, and a good face when there is little to show."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from tests.factories.articles import SectionFactory, published
from tests.integration.front.conftest import Read, text, texts

from khabar.articles.consumers import follow
from khabar.articles.models import Article, Section
from khabar.front.views.home import layouts
from khabar.media.models import Picture

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)


@pytest.fixture
def edition(picture: Picture) -> list[Article]:
    """Thirty stories in three sections, the most urgent of them not the newest."""
    sections = [SectionFactory(name=name, slug=name, order=n) for n, name in enumerate(("اقتصاد", "رياضة", "علوم"))]
    stories = [
        published(
            headline=f"خبر رقم {n} من المدينة",
            section=sections[n % 3],
            lead_picture=picture if n % 2 == 0 else None,
            at=NOW - timedelta(minutes=10 * n + 5),
            urgency=1 if n == 4 else 5,
        )
        for n in range(30)
    ]
    follow()
    return stories


def test_the_most_urgent_story_leads(read: Read, edition: list[Article]) -> None:
    page = read("/")
    lead = page.xpath("//div[@class='top__lead']")[0]
    assert text(lead, ".//h2") == "خبر رقم 4 من المدينة"
    assert text(lead, ".//span[@class='card__flash']") == "عاجل"
    assert lead.xpath(".//img/@fetchpriority") == ["high"]


def test_no_story_stands_twice_beside_the_column_of_the_latest(read: Read, edition: list[Article]) -> None:
    page = read("/")
    stories = page.xpath("//main//*[contains(@class, 'card__headline')]/a/@href")
    assert len(stories) >= 15
    assert len(page.xpath("//ol[@class='latest__list']/li")) == 8
    assert len(stories) == len(set(stories))


def test_each_section_has_its_river_in_menu_order(read: Read, edition: list[Article]) -> None:
    page = read("/")
    assert texts(page, "//section[contains(@class, 'river')]//h2") == ["اقتصاد", "رياضة", "علوم"]
    assert texts(page, "//nav[@aria-label='الأقسام']//a") == ["الرئيسية", "اقتصاد", "رياضة", "علوم"]


def test_headings_never_skip_a_level(read: Read, edition: list[Article]) -> None:
    levels = [int(heading.tag[1]) for heading in read("/").xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_only_the_first_picture_hurries(read: Read, edition: list[Article]) -> None:
    images = read("/").xpath("//main//img")
    assert len(images) > 5
    assert [image.get("loading") for image in images[1:]] == ["lazy"] * (len(images) - 1)
    assert all(image.get("width") and image.get("height") for image in images)


def test_an_empty_site_says_so(read: Read) -> None:
    page = read("/")
    assert "لم يُنشر هنا خبر بعد" in page.text_content()
    assert page.xpath("//main//a/@href") == ["/feed/", "/desk/"]


def test_one_story_is_enough_for_a_front_page(read: Read) -> None:
    article = published(headline="أول خبر في الموقع")
    assert text(read("/"), "//main//h2") == article.headline


def test_neighbouring_rivers_do_not_look_alike() -> None:
    section = Section(name="قسم")
    pictured = [Article(lead_picture=Picture(pk=1)) for _ in range(5)]
    plain = [Article() for _ in range(4)]
    found = layouts([(section, pictured), (section, plain), (section, pictured), (section, pictured)])
    assert found == ["feature", "voices", "band", "row"]
    assert layouts([(section, pictured[:2])]) == ["row"]


@pytest.mark.parametrize(
    ("change", "query", "shown"),
    [
        ({"headline": "عنوان جديد للخبر"}, "//div[@class='top__lead']//h2", "عنوان جديد للخبر"),
        ({"abstract": "مقدمة جديدة"}, "//div[@class='top__lead']//p[@class='card__abstract']", "مقدمة جديدة"),
        ({"kicker": "حصري"}, "//div[@class='top__lead']//p[@class='card__kicker']", "عاجل حصري"),
    ],
)
def test_a_card_follows_its_story(
    read: Read, edition: list[Article], change: dict[str, str], query: str, shown: str
) -> None:
    read("/")
    lead = edition[4]
    for name, value in change.items():
        setattr(lead, name, value)
    lead.save_revision().publish()
    follow()
    assert text(read("/"), query).replace("عاجلحصري", "عاجل حصري") == shown


def test_a_card_follows_the_name_of_its_section(read: Read, edition: list[Article]) -> None:
    read("/")
    section = edition[4].section
    section.name = "علوم وتقنية"
    section.save()
    follow()
    assert texts(read("/"), "//div[@class='top__lead']//p[@class='card__meta']/a") == ["علوم وتقنية"]
