"""Which story comes first: its age against its words, partial hits, texts as queries, words behind prepositions."""

from datetime import UTC, datetime, timedelta

import pytest

from khabar.search.query import Query
from khabar.search.tantivy_engine import TantivyEngine

from .conftest import Make

FILLER = "افتتح الوالي معرض الزهور في الحديقة العامة صباح الأحد."


def ids(engine: TantivyEngine, text: str, **values: object) -> list[int]:
    return [hit.id for hit in engine.search(Query(text, **values)).hits]  # type: ignore[arg-type]


@pytest.fixture
def race(engine: TantivyEngine, story: Make) -> TantivyEngine:
    """An old story whose headline fits a query best, and a new one with a little more in its headline."""
    now = datetime.now(UTC)
    old = story(1, "سباق الجبل ينطلق في إفران", published_at=now - timedelta(days=900))
    new = story(2, "سباق الجبل ينطلق اليوم الأحد في مدينة إفران", published_at=now)
    engine.apply([old, new, *(story(10 + n, FILLER) for n in range(20))], [])
    return engine


def test_a_new_story_comes_first_for_few_words(race: TantivyEngine) -> None:
    assert ids(race, "سباق الجبل")[:2] == [2, 1]


def test_more_words_mean_a_certain_story(race: TantivyEngine) -> None:
    assert ids(race, "سباق الجبل ينطلق إفران")[:2] == [1, 2]


def test_seventeen_years_weigh_less_than_the_fitting_headline(engine: TantivyEngine, story: Make) -> None:
    old = story(1, "زلزال يضرب الساحل", published_at=datetime(2000, 1, 1, tzinfo=UTC))
    new = story(2, "زلزال خفيف آخر يضرب مدن الساحل", published_at=datetime(2017, 1, 1, tzinfo=UTC))
    engine.apply([old, new, *(story(10 + n, FILLER) for n in range(20))], [])
    assert ids(engine, "زلزال الساحل")[:2] == [1, 2]


@pytest.fixture
def strikes(engine: TantivyEngine, story: Make) -> TantivyEngine:
    """One story with all four words of a query, others with two or three of them."""
    engine.apply(
        [
            story(1, "عمال الميناء يعلقون الإضراب المفتوح"),
            story(2, "عمال الميناء يلوحون بتصعيد المطالب"),
            story(3, "الإضراب المفتوح متواصل في المناجم"),
            *(story(10 + n, FILLER) for n in range(20)),
        ],
        [],
    )
    return engine


def test_partial_hits_follow_the_full_ones_of_four_words(strikes: TantivyEngine) -> None:
    results = strikes.search(Query("عمال الميناء الإضراب المفتوح"))
    assert results.hits[0].id == 1
    assert {hit.id for hit in results.hits[1:]} == {2, 3}
    assert not results.understood.relaxed


def test_two_words_that_are_found_stay_strict(strikes: TantivyEngine) -> None:
    assert ids(strikes, "الميناء الإضراب") == [1]


def test_words_that_no_story_has_do_not_crowd_out_the_others(strikes: TantivyEngine) -> None:
    unknown = " ".join(f"غضنفر{letter}ط" for letter in "ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
    assert ids(strikes, f"{unknown} عمال الميناء يعلقون الإضراب المفتوح")[0] == 1
    assert ids(strikes, unknown) == []


def test_a_short_word_is_found_behind_a_preposition(engine: TantivyEngine, story: Make) -> None:
    engine.apply([story(1, "الجيش يلوح بحرب طويلة")] + [story(10 + n, f"أخبار حرب {n}") for n in range(20)], [])
    assert 1 in ids(engine, "حرب الجيش")
    assert ids(engine, "بحرب أخبار")


def test_a_word_behind_a_clitic_is_the_word_itself(engine: TantivyEngine, story: Make) -> None:
    exact = story(1, "شبكة مختصة في ترويج الأدوية المقلدة بين ثلاث مدن من مدن الساحل والجنوب")
    behind = story(2, "الإطاحة بشبكة ترويج")
    others = [story(10 + n, f"شبكات الترويج عبر البلاد {n}") for n in range(20)]
    engine.apply([exact, behind, *others], [])
    assert ids(engine, "شبكة ترويج", fresh=False)[0] == 2


def test_what_is_typed_with_a_clitic_comes_first_as_typed_then_without_it(engine: TantivyEngine, story: Make) -> None:
    typed, without = story(1, "الإطاحة بعصابة في الميناء"), story(2, "إيقاف عصابة في الميناء")
    others = [story(10 + n, f"عصابات وعصابتان في الميناء {n}") for n in range(20)]
    engine.apply([typed, without, *others], [])
    assert ids(engine, "بعصابة الميناء", fresh=False)[:2] == [1, 2]
    assert set(ids(engine, "كعصابة الميناء", fresh=False)[:2]) == {1, 2}


def test_a_frequent_word_is_not_taken_for_a_preposition_and_another(engine: TantivyEngine, story: Make) -> None:
    engine.apply([story(1, "وصفوا المكان بأنه جنة")] + [story(10 + n, f"لجنة التحكيم {n}") for n in range(20)], [])
    assert ids(engine, "جنة") == [1]


def test_of_a_text_one_rare_name_counts_more_than_two_words_of_many_stories(engine: TantivyEngine, story: Make) -> None:
    rare, common = story(1, "أخبار", "الدريدي يتكلم قليلا"), story(2, "أخبار", "قافلة محملة قليلا")
    others = [story(3, "أخبار", "الدريدي"), *(story(10 + n, "متفرقات", "قافلة محملة") for n in range(11))]
    engine.apply([rare, common, *others, *(story(30 + n, "متفرقات", FILLER) for n in range(90))], [])

    found = ids(engine, "الدريدي قافلة محملة قرطاس مزهرية سجادة مصباح", fresh=False, limit=50)
    assert found.index(1) < found.index(2)
