"""Sentences as channels and agencies write them: what begins and ends what was said; and what only looks like it."""

import pytest

from khabar.attribution.extract import extract

Found = tuple[str, str]


def read(text: str) -> list[Found]:
    """Return (content, speaker) of the statements in a text; ¶ parts paragraphs."""
    return [(one.text, one.speaker.name) for one in extract(text.split("¶"))]


CASES: dict[str, tuple[str, list[Found]]] = {
    "a body in marks before its verb": (
        'وكانت منظمة "هواء نقي" حذرت في تقرير من أضرار كبيرة.',
        [("أضرار كبيرة", "منظمة هواء نقي")],
    ),
    "how somebody speaks": (
        "وكان الوزير سامر الخطيب هنا وهو يتحدث بانفعال شديد عن الضحايا.",
        [("الضحايا", "سامر الخطيب")],
    ),
    "what he knows": (
        "ونفى متحدث باسم الجيش السوداني علمه بأي تغيير.",
        [("علمه بأي تغيير", "متحدث باسم الجيش السوداني")],
    ),
    "what a prosecutor asks for": (
        "وطلبت النيابة العامة السجن عامين للمتهم.",
        [("السجن عامين للمتهم", "النيابة العامة")],
    ),
    "what a prosecutor is given": ("وطلبت النيابة العامة ملف القضية.", []),
    "interest is nothing said": (
        "وذكرت وسائل إعلام لبنانية أن شركتين أبدتا اهتماما بالمشروع.",
        [("شركتين أبدتا اهتماما بالمشروع", "وسائل إعلام لبنانية")],
    ),
    "fear is": ("وأبدى الوزير سامر الخطيب تخوفه من الحرب.", [("تخوفه من الحرب", "سامر الخطيب")]),
    "a platform of two words": (
        'وكتب الوزير سامر الخطيب على حسابه في "لينكد إن" أمس: "النجاح قريب".',
        [('"النجاح قريب"', "سامر الخطيب")],
    ),
    "one of a group": ('وانقسم المعلقون، فكتب أحدهم: "الغناء حر".', [('"الغناء حر"', "أحد المعلقين")]),
    "one of nobody": ('فكتب أحدهم: "الغناء حر".', [('"الغناء حر"', "أحدهم")]),
    "her coach": (
        "اتهمت لاعبة سابقة في المنتخب الإسباني مدربها السابق بإهمالها.",
        [("مدربها السابق بإهمالها", "لاعبة سابقة في المنتخب الإسباني")],
    ),
    "by whom something is told in a clause": (
        "وكان الجيش قد بدأ حملة يقول إنها ستنتهي قريبا.",
        [("ستنتهي قريبا", "الجيش")],
    ),
    "what he did next": (
        "وقالت المغنية ليلى حداد إنها لن تعتذر عن شيء، قبل أن تتراجع بعد ساعات.",
        [("لن تعتذر عن شيء", "ليلى حداد")],
    ),
    "what happens next": (
        "وقالت المغنية ليلى حداد إنها ستغني، قبل أن تغني أختها.",
        [("ستغني، قبل أن تغني أختها", "ليلى حداد")],
    ),
    "what the text makes of it": (
        "وأشار الوزير سامر الخطيب إلى أن الأمر صار مسيسا في إشارة إلى المعارضة.",
        [("الأمر صار مسيسا", "سامر الخطيب")],
    ),
    "a quotation that goes on": (
        'وقال سامر الخطيب إن "المدير سيستقبل أول ضيف" عندما تأتي الوزيرة "يوم الجمعة".',
        [('"المدير سيستقبل أول ضيف" عندما تأتي الوزيرة "يوم الجمعة"', "سامر الخطيب")],
    ),
    "a quotation that does not": (
        'وقال سامر الخطيب إن "المدير سيستقبل أول ضيف" عندما وصل الوفد.',
        [('"المدير سيستقبل أول ضيف"', "سامر الخطيب")],
    ),
    "on which day it was": (
        "نفت الحكومة نيتها إغلاق المطار، في اليوم الرابع من الإضراب.",
        [("نيتها إغلاق المطار", "الحكومة")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_said(text: str, expected: list[Found]) -> None:
    assert read(text) == expected
