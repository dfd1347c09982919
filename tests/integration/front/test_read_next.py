"""«اقرأ أيضًا» on an article: related by content, no event twice, old pieces labelled, killed ones gone at once."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.articles import SectionFactory, TopicFactory, published
from tests.integration.front.conftest import Read, texts

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.articles.outlets import page_store, search_engine
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.pagestore.store import page_key
from khabar.recommendations.stories import to_read_after
from khabar.search.engine import IndexUnavailable

pytestmark = pytest.mark.django_db

SHOWN = "//section[@aria-labelledby='related']//h3"


def _story(headline: str, text: str, at: datetime, **fields: object) -> Article:
    return published(headline=headline, abstract=text, body=[paragraph(text)], at=at, **fields)


@pytest.fixture
def running() -> dict[str, Article]:
    now, section = clock.now(), SectionFactory(slug="مدن")
    other = SectionFactory(slug="رياضة")
    found = {
        "seed": _story(
            "انهيار جسر الحجر القديم في بلدة السنديان",
            "انهار جسر الحجر القديم في بلدة السنديان فجر الاثنين وسقطت شاحنة في النهر، وقال العمدة وسام النجار إن أحدا"
            " لم يصب.",
            now - timedelta(hours=30), section=section,
        ),
        "update": _story(
            "بلدة السنديان: سقوط شاحنة في النهر بعد انهيار جسر الحجر",
            "سقطت شاحنة في النهر حين انهار جسر الحجر القديم في بلدة السنديان فجر الاثنين، وقال العمدة وسام النجار إن"
            " أحدا لم يصب.",
            now - timedelta(hours=27), section=section,
        ),
        "probe": _story(
            "لجنة هندسية تفحص بقية جسور السنديان الحجرية",
            "بدأت لجنة هندسية فحص خمسة جسور حجرية في بلدة السنديان بعد انهيار الجسر القديم.",
            now - timedelta(hours=2), section=other,
        ),
        "guide": _story(
            "كيف بنيت جسور السنديان الحجرية قبل ثلاثة قرون؟",
            "تاريخ الجسور الحجرية في بلدة السنديان وطريقة عقد قناطرها فوق النهر.",
            now - timedelta(days=200), section=other,
        ),
        "old": _story(
            "طلاء حواجز جسر الحجر القديم في السنديان",
            "طلت بلدية السنديان حواجز جسر الحجر القديم فوق النهر.",
            now - timedelta(days=190), section=section,
        ),
        "fresh": _story(
            "افتتاح معرض الزهور", "فتح معرض الزهور أبوابه للزوار.", now - timedelta(hours=1), section=section
        ),
    }  # fmt: skip
    follow()
    return found


def test_related_stories_stand_first_whatever_their_section(read: Read, running: dict[str, Article]) -> None:
    shown = texts(read(running["seed"].get_absolute_url()), SHOWN)
    assert shown[0] == running["probe"].headline
    assert running["update"].headline not in shown
    assert running["old"].headline not in shown
    assert shown[-1] == running["fresh"].headline


def test_an_old_piece_that_explains_is_labelled(read: Read, running: dict[str, Article]) -> None:
    page = read(running["seed"].get_absolute_url())
    assert texts(page, "//div[@class='next'][p[@class='next__label']='خلفية']//h3") == [running["guide"].headline]


def test_a_story_that_the_text_leads_to_is_not_offered_again(running: dict[str, Article]) -> None:
    shown = to_read_after(running["seed"], without={running["probe"].pk})
    assert running["probe"].pk not in {one.article.pk for one in shown}


def test_a_killed_story_leaves_the_pages_that_lead_to_it(client: Client, running: dict[str, Article]) -> None:
    path = running["seed"].get_absolute_url()
    assert running["probe"].headline in client.get(path).content.decode()
    actions.kill(article=running["probe"])
    follow()
    assert running["probe"].headline not in client.get(path).content.decode()


def test_a_new_story_renders_no_old_page_again(client: Client, running: dict[str, Article]) -> None:
    client.get(running["seed"].get_absolute_url())
    key = page_key(f"/مدن/{running['seed'].pk}/{running['seed'].slug}/", "")
    before = page_store().get(key)
    published(headline="انهيار جسر آخر في السنديان", section=running["seed"].section, at=clock.now())
    follow()
    after = page_store().get(key)
    assert before is not None
    assert after is not None
    assert after.serial == before.serial


def test_only_the_page_of_a_young_story_is_made_anew_by_itself(client: Client, running: dict[str, Article]) -> None:
    for name, ends in (("seed", True), ("guide", False)):
        story = running[name]
        client.get(story.get_absolute_url())
        entry = page_store().get(page_key(f"/{story.section.slug}/{story.pk}/{story.slug}/", ""))
        assert entry is not None
        assert bool(entry.expires) is ends


def test_without_an_index_topics_and_section_still_lead_on(
    running: dict[str, Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = TopicFactory()
    seed = _story("خبر عن المجرات البعيدة", "رصد التلسكوب مجرة.", clock.now(), topics=[topic])
    near = _story("صورة لسديم ملون", "التقط الهواة صورة.", clock.now(), topics=[topic])

    def gone(*_args: object) -> None:
        raise IndexUnavailable("missing")

    monkeypatch.setattr(type(search_engine()), "alike", gone)
    assert [one.article.pk for one in to_read_after(seed)] == [near.pk]


def test_publishing_asks_nothing_for_the_sake_of_other_pages(running: dict[str, Article]) -> None:
    story = running["probe"]
    with CaptureQueriesContext(connection) as captured:
        actions.publish(article=story)
    tables = " ".join(query["sql"] for query in captured.captured_queries)
    assert "recommendations_" not in tables
