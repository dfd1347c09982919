"""A pasted headline leads to its story first, then to what else was reported of the same event."""

from datetime import UTC, datetime

import pytest
from tests.engines import AnyEngine, Make

from khabar.search.documents import Document
from khabar.search.query import Query, Sort

HEADLINE = "حريق كبير يلتهم مستودعا للأخشاب قرب ميناء صفاقس"
FIRST, OTHER, SAME_WORDS = 1, 2, 3


@pytest.fixture
def port(engine: AnyEngine, story: Make) -> AnyEngine:
    """A story, another report of its event under other words, a story of another event under the same words."""
    told = "اندلعت النيران فجرا في شركة الزيتونة وأصيب العامل منصف الدريدي وانتقلت ثماني شاحنات إطفاء إلى المكان"
    engine.apply(
        [
            story(FIRST, headline=HEADLINE, body=told),
            story(OTHER, headline="إصابة منصف الدريدي في شركة الزيتونة", body=f"حريق قرب ميناء صفاقس. {told}"),
            story(SAME_WORDS, headline="حريق قرب ميناء صفاقس", body="احترق مركب صيد ولم يصب أحد بأذى."),
            *_others(story),
        ],
        [],
    )
    return engine


def _others(story: Make) -> list[Document]:
    """Stories of everything else: words that are rare among them tell something."""
    subjects = ("الطقس", "الميزانية", "الدوري", "المسرح", "القمح")
    return [
        story(10 + number, headline=f"أخبار {subjects[number % 5]} رقم {number}", body="تفاصيل لاحقة.")
        for number in range(60)
    ]


def _ids(engine: AnyEngine, query: Query) -> list[int]:
    return [hit.id for hit in engine.search(query).hits]


def test_other_report_stands_behind_the_story_of_the_headline(port: AnyEngine) -> None:
    assert _ids(port, Query(HEADLINE))[:2] == [FIRST, OTHER]


def test_without_that_story_the_words_alone_decide(port: AnyEngine) -> None:
    port.apply([], [FIRST])

    assert _ids(port, Query(HEADLINE))[0] == SAME_WORDS


def test_of_equal_reports_the_one_of_those_days_stands_first(port: AnyEngine, story: Make) -> None:
    told = "إصابة عامل في حريق قرب ميناء صفاقس"
    years_later = datetime(2026, 3, 1, tzinfo=UTC)
    port.apply([story(4, headline=told, published_at=years_later), story(5, headline=told)], [])

    assert _ids(port, Query(HEADLINE)).index(5) < _ids(port, Query(HEADLINE)).index(4)
    assert _ids(port, Query("إصابة عامل حريق"))[:2] == [4, 5]


def test_explanation_names_the_moment(port: AnyEngine) -> None:
    told = port.explain(Query(HEADLINE), OTHER)

    assert told["moment"] > 1
    assert port.explain(Query("حريق"), OTHER)["moment"] == 1


def test_likeness_adds_no_hits(port: AnyEngine) -> None:
    found = port.search(Query(HEADLINE))

    assert found.total == len(found.hits) == 3


def test_by_date_likeness_does_not_order(port: AnyEngine, story: Make) -> None:
    later = datetime(2023, 3, 2, tzinfo=UTC)
    newer = story(SAME_WORDS, headline="حريق قرب ميناء صفاقس", body="احترق مركب صيد.", published_at=later)
    port.apply([newer], [])

    assert _ids(port, Query(HEADLINE, sort=Sort.DATE))[0] == SAME_WORDS


def test_explanation_names_what_was_taken_from_the_story(port: AnyEngine) -> None:
    told = [part for part in port.explain(Query(HEADLINE), OTHER)["parts"] if "headline" in part["form"]]

    assert told


def test_words_of_a_passage_ask_for_no_headline(port: AnyEngine) -> None:
    passage = f"{HEADLINE} بعد ليلة طويلة عاشها سكان الأحياء المجاورة وسط رياح شديدة ودخان كثيف غطى سماء المدينة"

    parts = port.explain(Query(passage), FIRST)["parts"]
    assert parts
    assert not [part for part in parts if "headline" in part["form"]]
