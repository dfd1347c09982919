"""Full hits above partial ones: each story once, counted once, and how many words a partial one may lack."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from tests.engines import AnyEngine, Make

from khabar.search.documents import Document
from khabar.search.query import Query, Sort

ASKED = "مصنع الزجاج يشغل الأفران"
LACKS_ONE = "مصنع الزجاج يشغل عمالا"
LACKS_TWO = "مصنع الزجاج مغلق"


@pytest.fixture
def factory(engine: AnyEngine, story: Make) -> AnyEngine:
    """An index with one story that has all four words, nine that lack one and twelve that lack two."""

    def written() -> Iterator[Document]:
        yield story(1, ASKED, "نص.", section="economy", topics=("صناعة",))
        for number in range(2, 11):
            yield story(number, f"{LACKS_ONE} {number}", "نص.", section="economy", topics=("صناعة",))
        for number in range(11, 23):
            yield story(number, f"{LACKS_TWO} {number}", "نص.", section="world")
        for number in range(100, 160):
            yield story(number, f"معرض الكتاب {number}", "زار الجمهور المعرض.", section="culture")

    engine.apply(list(written()), [])
    return engine


@pytest.mark.parametrize("sort", list(Sort))
def test_a_full_hit_stands_first_and_once(factory: AnyEngine, sort: Sort) -> None:
    results = factory.search(Query(ASKED, sort=sort, limit=100))
    found = [hit.id for hit in results.hits]
    assert found[0] == 1
    assert len(found) == len(set(found)) == results.total


def test_facets_count_each_hit_once(factory: AnyEngine) -> None:
    results = factory.search(Query(ASKED, facets=True, limit=100))
    assert results.facets["section"] == {"economy": 10}
    assert results.facets["topic"] == {"صناعة": 10}
    assert results.total == 10


def test_facets_of_one_section_are_of_its_hits(factory: AnyEngine) -> None:
    results = factory.search(Query(ASKED, facets=True, section="world", limit=100))
    assert (results.total, results.facets["section"]) == (12, {"world": 12})


def test_pages_follow_one_another_over_full_and_partial_hits(factory: AnyEngine) -> None:
    pages = [factory.search(Query(ASKED, limit=4, offset=offset)).hits for offset in (0, 4, 8)]
    assert sorted(hit.id for page in pages for hit in page) == list(range(1, 11))


def test_where_hits_with_all_words_but_one_fill_a_page_no_others_are_partial(factory: AnyEngine) -> None:
    assert {hit.id for hit in factory.search(Query(ASKED, limit=100)).hits} == set(range(1, 11))


def test_where_they_do_not_half_of_the_words_are_enough(factory: AnyEngine) -> None:
    factory.apply([], [2])
    results = factory.search(Query(ASKED, facets=True, limit=100))
    assert {hit.id for hit in results.hits} == {1, *range(3, 23)}
    assert results.facets["section"] == {"economy": 9, "world": 12}


def test_a_partial_score_is_accounted_for_by_what_is_asked_of_common_words(factory: AnyEngine) -> None:
    query = Query(ASKED, limit=100)
    hit = factory.search(query).hits[-1]
    account = factory.explain(query, hit.id)
    assert account["tier"] > 0
    assert hit.score == pytest.approx(account["score"], rel=0.01)
    asked = {(part["field"], part["form"].split()[0]) for part in account["parts"] if part["word"] == "مصنع"}
    assert ("text", "stem") in asked
    assert ("text", "folded") not in asked


@pytest.mark.parametrize("sort", list(Sort))
def test_deep_pages_hold_every_hit_once(engine: AnyEngine, story: Make, sort: Sort) -> None:
    now = datetime.now(UTC)

    def written() -> Iterator[Document]:
        for number in range(1, 261):
            words = " ".join("القديم" for _ in range(number % 13)) + " الجسر" * (number * 7 % 11 + 1)
            yield story(number, f"افتتاح {number}", words, published_at=now - timedelta(hours=number * 37 % 1000))

    engine.apply(list(written()), [])
    pages = [engine.search(Query("الجسر", sort=sort, limit=30, offset=offset)).hits for offset in range(0, 270, 30)]
    assert sorted(hit.id for page in pages for hit in page) == list(range(1, 261))
