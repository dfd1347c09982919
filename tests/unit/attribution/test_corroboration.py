"""Independent sources are counted by whom the words go back to, not by who passes them on."""

import pytest

from khabar.attribution.corroboration import independent_sources, single_sourced
from khabar.attribution.exports import Quoted, Via


def said(text: str, speaker: str, *relays: str, kind: str = "person", source: str = "") -> Quoted:
    return Quoted(1, text, "indirect", speaker, kind, source, chain=tuple(Via(name, "relay") for name in relays))


def test_two_agencies_with_one_origin_count_once() -> None:
    statements = [said("المطر سيستمر", "هند سالم", "رويترز"), said("الطرق مغلقة", "هند سالم", "تاس")]
    assert independent_sources(statements) == 1


def test_spellings_and_records_of_one_speaker_count_once() -> None:
    assert independent_sources([said("أ", "أحمد علي"), said("ب", "احمد علي")]) == 1
    assert independent_sources([said("أ", "لوكاشينكو", source="x"), said("ب", "لوكاشنكو", source="x")]) == 1


def test_an_agency_that_is_itself_the_source_counts() -> None:
    statements = [said("أ", "هند سالم", "تاس"), said("ب", "تاس", kind="media", source="tass")]
    assert independent_sources(statements) == 2
    assert independent_sources([]) == 0


def test_what_two_sources_say_rests_on_more_than_one() -> None:
    statements = [
        said("الانفجار أدى إلى إصابة سبعة عمال في المصنع", "مدير الشرطة"),
        said("إصابة سبعة عمال جراء الانفجار في المصنع", "مدير المستشفى"),
        said("الحريق أُخمد قبل الفجر", "مدير الشرطة"),
    ]
    assert single_sourced(statements) == [statements[2]]


def test_the_same_words_of_one_origin_are_still_one_source() -> None:
    statements = [
        said("إصابة سبعة عمال في انفجار المصنع", "مدير الشرطة", "رويترز"),
        said("إصابة سبعة عمال في انفجار المصنع", "مدير الشرطة", "تاس"),
    ]
    assert single_sourced(statements) == statements


def test_a_few_common_words_bear_nothing_out() -> None:
    statements = [said("الوضع في المدينة هادئ", "المحافظ"), said("الوضع في المدينة متوتر والمدارس مغلقة", "شاهد")]
    assert single_sourced(statements) == statements


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كلفة المشروع الجديد بلغت 3 ملايين دولار", "كلفة المشروع الجديد بلغت 13 مليون دولار"),
        ("الاتفاق سيوقع غدا في العاصمة", "الاتفاق لن يوقع غدا في العاصمة"),
        ("الوفد وصل إلى العاصمة أمس", "الوفد لم يصل إلى العاصمة أمس"),
    ],
)
def test_who_gives_another_number_or_denies_it_bears_nothing_out(one: str, other: str) -> None:
    statements = [said(one, "الوزير"), said(other, "النقابة")]
    assert single_sourced(statements) == statements


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كلفة المشروع الجديد بلغت 13 مليون دولار", "كلفة المشروع الجديد بلغت ١٣ مليون دولار هذا العام"),
        ("إصابة 7 عمال في انفجار المصنع القديم", "إصابة 7 عمال في انفجار المصنع القديم عند الساعة 10"),
        ("الاتفاق لن يوقع غدا في العاصمة", "الاتفاق لم يوقع في العاصمة ولن يوقع غدا"),
    ],
)
def test_the_same_number_or_denial_bears_it_out(one: str, other: str) -> None:
    assert single_sourced([said(one, "الوزير"), said(other, "النقابة")]) == []
