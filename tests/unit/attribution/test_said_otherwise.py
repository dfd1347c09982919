"""Statements without a plain verb of saying: denials, views, lines with a colon, requests; and what only looks so."""

import pytest

from khabar.attribution.extract import extract

Found = tuple[str, str]


def read(text: str) -> list[Found]:
    """Return (content, speaker) of the statements in a text; ¶ parts paragraphs."""
    return [(one.text, one.speaker.name) for one in extract(text.split("¶"))]


CASES: dict[str, tuple[str, list[Found]]] = {
    "what is not hidden": ("ولم يخف المدرب سامر الخطيب خوفه من الخسارة.", [("خوفه من الخسارة", "سامر الخطيب")]),
    "what is hidden": ("أخفى المدرب سامر الخطيب خوفه من الخسارة.", []),
    "what is not ruled out": ("ولم يستبعد الوزير سامر الخطيب أن يستقيل.", [("يستقيل", "سامر الخطيب")]),
    "what was not said": ("ولم يقل الوزير سامر الخطيب إنه سيستقيل.", []),
    "somebody's view": ("وبالنسبة إلى الخبير سامر الخطيب، فإن الحل قريب.", [("الحل قريب", "سامر الخطيب")]),
    "no one's view": ("وبالنسبة إلى أسعار القمح، فإن الحل قريب.", []),
    "a line with a colon": (
        "وزير النقل سامر الخطيب: الجسر مفتوح أمام الجميع.",
        [("الجسر مفتوح أمام الجميع", "سامر الخطيب")],
    ),
    "a place with a colon": ("تونس: الجسر مفتوح أمام الجميع.", []),
    "a headline between paragraphs": (
        "وصل الوفد أمس إلى المدينة بعد رحلة.¶الوزير سامر الخطيب: الجسر مفتوح أمام الجميع¶وعاد الوفد مساء إلى العاصمة.",
        [],
    ),
    "what is asked of somebody": ("وطلبت بكين من مواطنيها ملازمة منازلهم.", [("ملازمة منازلهم", "بكين")]),
    "what is asked for somewhere": ("وطلبت بكين من المصنع قمحا.", []),
    "behind a word of time": ("وتنفي طهران باستمرار سعيها إلى الحرب.", [("سعيها إلى الحرب", "طهران")]),
    "a hand that points": ("وقف الرجل وهو يشير إلى ركام المنزل.", []),
    "one who says while": ("وقف الوزير سامر الخطيب وهو يشير إلى أن المنزل آمن.", [("المنزل آمن", "سامر الخطيب")]),
    "a platform is no content": (
        'وأكد الوزير سامر الخطيب، في تسجيل نشره على "تلغرام"، أن الجسر مفتوح.',
        [("الجسر مفتوح", "سامر الخطيب")],
    ),
    "what somebody said is commented on": ("ولم يصدر تعليق رسمي على ما قاله الوزير سامر الخطيب.", []),
    "as the authorities said": ("وأغلق الجسر مساء أمس، على ما قالت السلطات.", [("وأغلق الجسر مساء أمس", "السلطات")]),
    "content ends before but": (
        "ورحبت الوزارة بالعرض، لكن مدير الشركة سامر الخطيب رأى أن السعر قليل.",
        [("العرض", "الوزارة"), ("السعر قليل", "سامر الخطيب")],
    ),
    "a name like an opinion": ("قال محافظ شيانغ راي، نارون بونسري، إن الماء عاد.", [("الماء عاد", "نارون بونسري")]),
    "a shown truth": (
        "وقال سامر الخطيب إنه متعب، مبينا أنه سيرتاح.",
        [("متعب", "سامر الخطيب"), ("سيرتاح", "سامر الخطيب")],
    ),
    "a plural noun is no participle": ("وتضمن القانون مقترحات تتطلب التفاعل مع أن الوقت ضيق.", []),
    "what they had asked": (
        "وأضاف سامر الخطيب أنهم كانوا قد طالبوا المدير بالرحيل.",
        [("كانوا قد طالبوا المدير بالرحيل", "سامر الخطيب")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_said(text: str, expected: list[Found]) -> None:
    assert read(text) == expected


def test_a_journal_where_results_stand_passes_nothing_on() -> None:
    text = 'وأوضح الفريق الطبي، الذي نشر نتائجه في مجلة "لانسيت"، أن التجربة شملت 300 مريض.'
    assert [one.chain for one in extract([text])] == [()]
