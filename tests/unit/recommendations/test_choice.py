"""What is chosen to be read next: no event twice, nothing old but what explains, nearest in time first."""

from datetime import UTC, datetime, timedelta

import pytest

from khabar.recommendations.choice import Candidate, choose, explains, fill, marks, told
from khabar.recommendations.related import Document, words_of

NOON = datetime(2026, 5, 10, 12, tzinfo=UTC)


def story(
    key: int, headline: str, text: str = "", *, hours: float = 0.0, topics: tuple[int, ...] = (1,), kicker: str = ""
) -> Candidate:
    document = Document(key, words_of(f"{headline}\n{text}"), frozenset(topics))
    at = NOON + timedelta(hours=hours)
    return Candidate(document, at, explains(headline, kicker), lambda: told(headline, (text,), "", "ar"))


SEED = story(
    1,
    "حريق يلتهم مستودع القطن في ميناء الزعفران",
    "التهم حريق كبير مستودع القطن في ميناء الزعفران فجرا وأصاب سبعة عمال، وقال العقيد سامر الجبلي إن السبب تماس.",
)
UPDATE = story(
    2,
    "السيطرة على حريق مستودع القطن في ميناء الزعفران",
    "أعلن العقيد سامر الجبلي السيطرة على حريق مستودع القطن في ميناء الزعفران الذي أصاب سبعة عمال فجرا.",
    hours=4,
)
PROBE = story(3, "النيابة تستجوب مدير الميناء في قضية الحريق", "بدأت النيابة سماع أقوال مدير الميناء.", hours=70)
OLD = story(4, "ميناء الزعفران يفتتح رصيفا جديدا", "افتتح الميناء رصيفه الخامس.", hours=-24 * 40)
GUIDE = story(5, "لماذا تحترق مخازن القطن؟", "شرح لأسباب الاحتراق الذاتي في القطن المخزون.", hours=-24 * 90)


def keys(*candidates: Candidate, size: int = 4) -> list[int]:
    return [choice.key for choice in choose(SEED, candidates, size)]


def test_an_update_of_the_story_itself_is_not_offered() -> None:
    assert keys(UPDATE, PROBE) == [3]


def test_a_copy_is_known_however_long_afterwards() -> None:
    text = "التهم حريق كبير مستودع القطن في ميناء الزعفران فجرا وأصاب سبعة عمال، وقال العقيد سامر الجبلي إن السبب تماس."
    copy = story(9, "حريق يلتهم مستودع القطن في ميناء الزعفران", text, hours=24 * 9)
    assert keys(copy, PROBE) == [3]


def test_of_two_stories_of_another_event_the_newer_stands() -> None:
    again = story(
        6, "النيابة تواصل استجواب مدير الميناء في قضية الحريق", "بدأت النيابة سماع أقوال مدير الميناء.", hours=76
    )
    assert keys(PROBE, again) == [6]


def test_what_is_old_stands_only_where_it_explains_and_says_so() -> None:
    chosen = choose(SEED, [OLD, GUIDE, PROBE], 4)
    assert [(one.key, one.background) for one in chosen if one.key != 3] == [(5, True)]
    assert OLD.key not in {one.key for one in chosen}


def test_one_background_piece_is_enough() -> None:
    second = story(7, "كيف تطفأ حرائق القطن؟", "خطوات الإطفاء كما يشرحها المدربون.", hours=-24 * 80)
    assert len(choose(SEED, [GUIDE, second], 4)) == 1


def test_nearer_in_time_comes_first_and_the_size_is_kept() -> None:
    late = story(8, "وزير النقل يزور موقع المستودع المحترق", "تفقد الوزير الموقع.", hours=24 * 15)
    soon = story(10, "نقيب البحارة يطالب بأرصفة آمنة", "دعا النقيب إلى التفتيش.", hours=20)
    assert keys(late, soon) == [10, 8]
    assert keys(late, soon, size=1) == [10]


def test_what_has_nothing_in_common_is_not_chosen() -> None:
    assert keys(story(11, "فوز منتخب السباحة بالذهب", "أحرز المنتخب الذهبية.", topics=(9,))) == []


def test_the_rest_is_filled_with_what_is_neither_old_nor_told() -> None:
    other = story(12, "افتتاح معرض الزهور", "فتح المعرض أبوابه.", topics=(9,), hours=5)
    twin = story(13, "معرض الزهور يفتح أبوابه", "فتح معرض الزهور أبوابه للزوار.", topics=(9,), hours=6)
    assert fill(SEED, [PROBE], [SEED, UPDATE, OLD, other, twin], 3) == [12]


@pytest.mark.parametrize(
    "headline", ["لماذا ترتفع الأسعار", "من هو رئيس البلدية الجديد؟", "الحصبة: كيف تنتقل", "ما الذي تغير في القانون؟"]
)
def test_questions_with_answers_explain(headline: str) -> None:
    assert explains(headline)
    assert words_folded(headline) & marks()


def words_folded(headline: str) -> set[str]:
    from khabar.arabic.normalise import normalise_search
    from khabar.arabic.tokenise import raw_words

    return {normalise_search(word) for word in raw_words(headline)}


@pytest.mark.parametrize("headline", ["وصول الوفد من العاصمة", "هل ترتفع الأسعار غدا؟", "ما زال الطريق مغلقا"])
def test_other_headlines_do_not(headline: str) -> None:
    assert not explains(headline)


def test_a_kicker_names_a_background_piece() -> None:
    assert explains("عشر سنوات من التفاوض", kicker="خلفية")
