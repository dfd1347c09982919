"""Questions and answers, points of a list, several speakers of one verb, and carriers behind carriers."""

import pytest

from khabar.attribution.extract import extract


def said(*paragraphs: str) -> list[tuple[str, str]]:
    return [(one.speaker.name, one.text) for one in extract(paragraphs)]


def carried(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(one.speaker.name, [(relay.name, relay.role) for relay in one.chain]) for one in extract([text])]


def test_an_answer_is_the_guests_and_a_question_nobodys() -> None:
    found = said(
        "حلّ المخرج عادل الرشيد ضيفا على المجلة.",
        "س: هل قلت إن السينما انتهت؟",
        "ج: لم أقل ذلك أبدا، بل قلت إنها تتغير.",
        "س: وماذا بعد؟",
        "ج: فيلم عن النيل.",
    )
    assert found == [
        ("عادل الرشيد", "لم أقل ذلك أبدا، بل قلت إنها تتغير"),
        ("عادل الرشيد", "فيلم عن النيل"),
    ]


def test_an_answer_goes_on_until_the_next_question() -> None:
    found = said(
        "حلّ المخرج عادل الرشيد ضيفا على المجلة.",
        "المحاور: ماذا تغير؟",
        "الرشيد: تغير الجمهور.",
        "ولم تعد الصالات كما كانت.",
        "المحاور: وماذا بعد؟",
        "الرشيد: فيلم عن النيل.",
        "يعرض الفيلم في الخريف.",
    )
    assert [text for _, text in found] == ["تغير الجمهور", "ولم تعد الصالات كما كانت", "فيلم عن النيل"]
    assert {name for name, _ in found} == {"عادل الرشيد"}


def test_questions_with_a_dash_need_a_name_before_each_answer() -> None:
    asked = ["- هل انتهى البناء؟", "سامر عيسى: انتهى أمس.", "- ومن دفع ثمنه؟", "سامر عيسى: أهل القرية."]
    assert said(*asked) == [("سامر عيسى", "انتهى أمس"), ("سامر عيسى", "أهل القرية")]
    assert said("- هل انتهى البناء؟", "لا أحد يعرف.") == []


def test_a_single_question_in_a_story_makes_no_interview() -> None:
    assert said("من يدفع الثمن؟", "الزراعة: موسم بلا مطر", "تراجع المحصول هذا العام.") == []


@pytest.mark.parametrize(
    "points",
    [
        ["أولا: خفض الأسعار إلى النصف.", "ثانيا: فتح باب التصدير."],
        ["- خفض الأسعار إلى النصف.", "- فتح باب التصدير."],
        ["1. خفض الأسعار إلى النصف.", "2. فتح باب التصدير."],
    ],
)
def test_points_are_said_by_whoever_announced_them(points: list[str]) -> None:
    found = said("قال نقيب المزارعين سليم حداد إن للنقابة مطلبين:", *points, "وتستمر الأزمة منذ عام.")
    assert found[1:] == [("سليم حداد", "خفض الأسعار إلى النصف"), ("سليم حداد", "فتح باب التصدير")]


def test_points_of_a_document_are_its_issuers() -> None:
    found = said("وجاء في بيان وزارة النقل:", "- إغلاق الجسر القديم ليلا.", "- تحويل السير إلى الطريق الشمالي.")
    assert [name for name, _ in found] == ["وزارة النقل", "وزارة النقل"]


def test_points_that_nobody_announced_are_nobodys() -> None:
    assert said("وفي ما يلي مواعيد العروض:", "- الأحد: المسرح البلدي.", "- الاثنين: قاعة النصر.") == []


def test_a_point_with_a_speaker_of_its_own_ends_the_list() -> None:
    found = said("قال نقيب المزارعين سليم حداد إن له مطلبا:", "- قالت وزارة الزراعة إن المطلب مرفوض.", "- خفض السعر.")
    assert found[1:] == [("وزارة الزراعة", "المطلب مرفوض")]


def test_each_of_several_speakers_is_named_and_met() -> None:
    found = said(
        "أكد كل من وزير الري سعد المنصور ومدير السد وليد الراوي أن المياه كافية.", "وقال الراوي إن السد ممتلئ."
    )
    assert [name for name, _ in found] == ["سعد المنصور ووليد الراوي", "وليد الراوي"]


def test_who_is_named_behind_the_content_does_not_speak() -> None:
    assert said("قال وزير الري سعد المنصور إن المياه كافية ووليد الراوي مخطئ.")[0][0] == "سعد المنصور"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'نقل موقع "النهار" عن وكالة رويترز عن ضابط كبير قوله إن الهدنة انهارت.',
            ("ضابط كبير", [("موقع النهار", "relay"), ("وكالة رويترز", "relay")]),
        ),
        (
            "ووفق ما أوردته وكالة رويترز عن مصادر مطلعة، فإن الصفقة أبرمت.",
            ("مصادر مطلعة", [("وكالة رويترز", "relay")]),
        ),
        ("ووفق ما أوردته وكالة رويترز، فإن الصفقة أبرمت.", ("وكالة رويترز", [])),
        ("ونشر الوزير سامر الخطيب تغريدة جاء فيها أن الطريق مفتوح.", ("سامر الخطيب", [])),
        ("وأظهرت وثيقة اطلعت عليها وكالة رويترز أن الصفقة أبرمت.", ("وثيقة", [])),
    ],
)
def test_who_carries_what_was_said(text: str, expected: tuple[str, list[tuple[str, str]]]) -> None:
    name, chain = carried(text)[0]
    assert (name, [(one.replace('"', ""), role) for one, role in chain]) == expected
