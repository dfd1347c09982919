"""Names in quotation marks: bodies and outlets that speak under them, and quotations that are no names."""

import pytest

from khabar.attribution.extract import extract

Found = tuple[str, str, str, tuple[tuple[str, str], ...]]


def read(text: str) -> list[Found]:
    """Return (content, speaker, kind, chain) of the statements in a text; ¶ parts paragraphs."""
    return [
        (one.text, one.speaker.name, one.speaker.kind, tuple((relay.role, relay.name) for relay in one.chain))
        for one in extract(text.split("¶"))
    ]


BODIES = {
    "a group is a body by its name": (
        "وأعلنت مجموعة «الأفق الأخضر» عن إطلاق خدمة جديدة.",
        "إطلاق خدمة جديدة",
        "مجموعة الأفق الأخضر",
        "organisation",
    ),
    "a group without one is people": (
        "وأعلنت مجموعة من الشبان عن حملة جديدة.",
        "حملة جديدة",
        "مجموعة من الشبان",
        "unnamed",
    ),
    "with a partner": (
        'أعلنت مجموعة "الوادي" بالتعاون مع البلدية عن حملة جديدة.',
        "حملة جديدة",
        "مجموعة الوادي",
        "organisation",
    ),
    "right behind the verb": (
        'أعلنت "كوداما موتورز" عن سحب ثلاثة طرازات من الأسواق.',
        "سحب ثلاثة طرازات من الأسواق",
        "كوداما موتورز",
        "organisation",
    ),
    "a coalition right behind the verb": (
        'أعلن "التحالف الوطني للمعارضة" عن مقاطعة الانتخابات.',
        "مقاطعة الانتخابات",
        "التحالف الوطني للمعارضة",
        "organisation",
    ),
    "a chain of shops": (
        'كما أعلنت سلسلة مطاعم "الزيتون" عن إغلاق فروعها.',
        "إغلاق فروعها",
        "سلسلة مطاعم الزيتون",
        "organisation",
    ),
    "a long name": (
        'أعلنت حركة "نساء ضد العنف والتمييز" عن مسيرة.',
        "مسيرة",
        "حركة نساء ضد العنف والتمييز",
        "organisation",
    ),
    "what is revealed is no speaker": (
        'وكشف "أسرار كثيرة" عن حياته.',
        '"أسرار كثيرة" عن حياته',
        "قائل غير مذكور",
        "unnamed",
    ),
    "an agency of the state": (
        "وقالت وكالة الأمن الداخلي إن الهجوم أحبط.",
        "الهجوم أحبط",
        "وكالة الأمن الداخلي",
        "organisation",
    ),
    "an agency for news": (
        "وقالت وكالة الجمهورية للأنباء إن الهجوم أحبط.",
        "الهجوم أحبط",
        "وكالة الجمهورية للأنباء",
        "media",
    ),
    "an agency of news": (
        "وقالت وكالة الأنباء الرسمية إن الهجوم أحبط.",
        "الهجوم أحبط",
        "وكالة الأنباء الرسمية",
        "media",
    ),
}

OUTLETS = {
    "in no list": ('وأشارت "كي تي نيوز" إلى أن الطريق مغلق.', "الطريق مغلق", "كي تي نيوز", "media"),
    "with إن in its name": ('وأشارت "إن كي نيوز" إلى أن الطريق مغلق.', "الطريق مغلق", "إن كي نيوز", "media"),
    "on the air": ("وذكرت «دلتا تي في» أن المجلس أقر القانون.", "المجلس أقر القانون", "دلتا تي في", "media"),
    "on the net": ('وأوضحت "ساحل نت" أن الشارع مغلق.', "الشارع مغلق", "ساحل نت", "media"),
    "without marks": ("وذكرت ريفر تايمز أن الطريق مغلق.", "الطريق مغلق", "ريفر تايمز", "media"),
    "behind a preposition": (
        'وبحسب "ساحل تايمز"، فإن الطريق مغلق منذ أيام.',
        "الطريق مغلق منذ أيام",
        "ساحل تايمز",
        "media",
    ),
    "words of a sentence are no outlet": (
        'وردت "لن نتراجع عن مطالبنا في ريفر تايمز" على السؤال.',
        '"لن نتراجع عن مطالبنا في ريفر تايمز"',
        "قائل غير مذكور",
        "unnamed",
    ),
}

CHAINS = {
    "told to an outlet in no list": (
        'وقال سامر الخطيب لـ"ساحل تايمز" إن الطريق مغلق.',
        "سامر الخطيب",
        (("told_to", "ساحل تايمز"),),
    ),
    "half of the name in marks": (
        'وأكد مصدر أمني للجوهرة "أف أم" أن الطريق مغلق.',
        "مصدر أمني",
        (("told_to", "الجوهرة أف أم"),),
    ),
    "half of the name in marks before an object": (
        'وأكد مصدر من البلدية لمراسلة الجوهرة "أف أم" بنابل عدم تلقيه أي طلب.',
        "مصدر من البلدية",
        (("told_to", "الجوهرة أف أم"),),
    ),
    "a participle of the one the outlet tells of": (
        'وأضافت "ريفر تايمز" أن الشركة أرسلت رسالة إلى زبائنها قائلة: "نعتذر عن التأخير الطويل".',
        "الشركة",
        (("relay", "ريفر تايمز"),),
    ),
    "of another gender than the outlet": (
        "وأضافت صحيفة الضفاف أن الوزير دافع عن القرار قائلا إنه ضروري.",
        "الوزير",
        (("relay", "صحيفة الضفاف"),),
    ),
    "of another gender than a person": (
        "وقال الوزير سامر الخطيب إن المنظمة ردت على الرسالة قائلة إنها باقية.",
        "المنظمة",
        (("relay", "سامر الخطيب"),),
    ),
    "a participle of the outlet": (
        "وذكرت صحيفة الضفاف أن الوزارة أغلقت المدرسة، مضيفة أن العام انتهى.",
        "صحيفة الضفاف",
        (),
    ),
    "a participle behind a report inside a report": (
        "وذكرت رويترز أن الوزيرة هالة درويش قالت إن القرار نهائي، مضيفة أن الحوار انتهى.",
        "هالة درويش",
        (("relay", "وكالة رويترز"),),
    ),
    "a participle of the outer speaker": (
        "وقالت الوزيرة هالة درويش إن المدير قال إن المدرسة مغلقة، مضيفة أن التحقيق بدأ.",
        "هالة درويش",
        (),
    ),
    "a participle of the person": (
        "وقالت الوزيرة هالة درويش إن المدير رد على الرسالة، مضيفة أن التحقيق بدأ.",
        "هالة درويش",
        (),
    ),
}


@pytest.mark.parametrize(
    ("text", "content", "speaker", "kind"), [*BODIES.values(), *OUTLETS.values()], ids=[*BODIES, *OUTLETS]
)
def test_names_in_marks_speak(text: str, content: str, speaker: str, kind: str) -> None:
    assert read(text)[-1][:3] == (content, speaker, kind)


@pytest.mark.parametrize(("text", "speaker", "chain"), CHAINS.values(), ids=CHAINS.keys())
def test_outlets_pass_on(text: str, speaker: str, chain: tuple[tuple[str, str], ...]) -> None:
    _, found, _, through = read(text)[-1]
    assert (found, through) == (speaker, chain)


def test_the_ending_of_an_outlet_is_no_content() -> None:
    assert read('موعد يومي مع أبرز أحداث اليوم تؤمنه لكم الجوهرة "أف أم"') == []
