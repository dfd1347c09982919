"""Running stories day by day: of a topic, with what editors pin above it, and of a person."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.factories.articles import SectionFactory, TopicFactory, published
from tests.integration.front.conftest import Read, text, texts

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Article, Section, Topic
from khabar.articles.text import paragraph
from khabar.attribution.models import Name
from khabar.attribution.readings import read_live
from khabar.attribution.states import NameKind
from khabar.recommendations import timeline as days

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 3, 10, 8, tzinfo=UTC)
ENTRIES = "//ol[@class='timeline']//h3"


def _told(headline: str, words: str, at: datetime, topic: Topic, **fields: object) -> Article:
    return published(
        headline=headline, abstract=words, body=[paragraph(words)], at=at, topics=[topic], section=_section(), **fields
    )


def _section() -> Section:
    return Section.objects.filter(slug="مدن").first() or SectionFactory.create(slug="مدن")


@pytest.fixture
def topic() -> Topic:
    topic = TopicFactory(name="سد القمم", slug="سد-القمم")
    _told("بدء ملء خزان السد", "أعلن الوزير صابر المنيعي بدء ملء خزان سد القمم صباحا.", DAY, topic)
    _told("الوزير المنيعي يعلن بدء ملء خزان السد", "أعلن الوزير صابر المنيعي بدء ملء خزان سد القمم صباحا وسط اعتراض.",
          DAY + timedelta(hours=3), topic)  # fmt: skip
    _told("احتجاج المزارعين في الدلتا", "تظاهر مزارعو الدلتا أمام مبنى المحافظة خوفا على محاصيلهم.",
          DAY + timedelta(hours=5), topic)  # fmt: skip
    _told("مفاوضات في نيروفا", "وصلت الوفود إلى نيروفا لبدء جولة ترعاها اللجنة.", DAY + timedelta(days=2), topic)
    follow()
    return topic


def test_days_are_headings_and_every_event_stands_once(read: Read, topic: Topic) -> None:
    page = read("/topic/سد-القمم/timeline/")
    assert [one.get("datetime") for one in page.xpath("//h2/time")] == ["2026-03-12", "2026-03-10"]
    assert texts(page, ENTRIES) == [
        "مفاوضات في نيروفا",
        "احتجاج المزارعين في الدلتا",
        "الوزير المنيعي يعلن بدء ملء خزان السد",
    ]
    assert texts(page, "//p[@class='timeline__more']") == ["خبر آخر عن الحدث نفسه"]


def test_the_order_is_the_reader_s_choice(read: Read, topic: Topic) -> None:
    page = read("/topic/سد-القمم/timeline/?order=oldest")
    assert texts(page, ENTRIES)[0] == "الوزير المنيعي يعلن بدء ملء خزان السد"
    assert texts(page, "//nav[@aria-label='الترتيب']//a[@aria-current]") == ["من البداية"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize("order", ["", "order=oldest"])
def test_long_stories_are_cut_between_days(
    client: Client, topic: Topic, monkeypatch: pytest.MonkeyPatch, read: Read, order: str
) -> None:
    monkeypatch.setattr(days, "_STORIES", 2)
    seen: list[str] = []
    path = f"/topic/سد-القمم/timeline/?{order}"
    for _ in range(6):
        page = read(path)
        seen += texts(page, ENTRIES)
        further = page.xpath("//a[@rel='next']/@href")
        if not further:
            break
        path = further[0]
    assert len(seen) == len(set(seen))
    assert {"مفاوضات في نيروفا", "احتجاج المزارعين في الدلتا"} <= set(seen)


def test_a_story_withdrawn_or_new_changes_it_at_once(read: Read, topic: Topic) -> None:
    path = "/topic/سد-القمم/timeline/"
    read(path)
    actions.kill(article=Article.objects.get(headline="مفاوضات في نيروفا"))
    _told("اتفاق على جولة أخرى", "اتفق المتفاوضون على اللقاء مرة أخرى.", DAY + timedelta(days=3), topic)
    follow()
    assert texts(read(path), ENTRIES)[:2] == ["اتفاق على جولة أخرى", "احتجاج المزارعين في الدلتا"]


def test_what_editors_pin_stands_above_the_list_while_it_is_public(read: Read, topic: Topic) -> None:
    guide = published(headline="شرح الخلاف على السد", section=_section())
    topic.summary = "خلاف على مياه النهر بدأ قبل عشر سنوات."
    topic.explainer = guide
    topic.save()
    follow()
    page = read(topic.get_absolute_url())
    pinned = text(page, "//section[@class='pinned']")
    assert "خلاف على مياه النهر" in pinned
    assert "شرح الخلاف على السد" in pinned
    assert page.xpath("//p[@class='lead-on']/a/@href")[0].endswith("/timeline/")
    actions.unpublish(article=guide)
    follow()
    assert "شرح الخلاف على السد" not in text(read(topic.get_absolute_url()), "//section[@class='pinned']")


def test_an_explainer_that_comes_back_shows_at_once(read: Read, topic: Topic) -> None:
    guide = published(headline="شرح الخلاف على السد", section=_section())
    actions.unpublish(article=guide)
    topic.explainer = guide
    topic.save()
    follow()
    assert not read(topic.get_absolute_url()).xpath("//section[@class='pinned']")
    guide.refresh_from_db()
    actions.publish(article=guide)
    follow()
    assert "شرح الخلاف على السد" in text(read(topic.get_absolute_url()), "//section[@class='pinned']")


def test_a_person_s_page_gathers_what_is_reported_about_them(read: Read, client: Client, topic: Topic) -> None:
    name = Name.objects.create(kind=NameKind.PERSON, name="صابر المنيعي", slug="صابر-المنيعي")
    assert client.get("/source/صابر-المنيعي/about/").status_code == 404
    words = "وقال الوزير صابر المنيعي إن العمل في السد يكتمل قريبا."
    story = published(headline="الوزير في الموقع", body=[paragraph(words)], at=DAY, section=_section())
    read_live(story.pk)
    assert list(story.readings.filter(live=True).values_list("names", flat=True)) == [name.pk]
    follow()
    path = "/source/صابر-المنيعي/about/"
    assert texts(read(path), ENTRIES) == ["الوزير في الموقع"]
    actions.kill(article=story)
    follow()
    assert client.get(path).status_code == 404


def test_a_timeline_without_stories_is_missing(client: Client) -> None:
    TopicFactory(slug="فارغ")
    assert client.get("/topic/فارغ/timeline/").status_code == 404
    assert client.get("/topic/لا-موضوع/timeline/").status_code == 404
    assert client.get("/source/لا-أحد/about/").status_code == 404
