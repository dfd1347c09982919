"""Turns of phrase of agencies: words told to reporters, what was left unsaid, a saying behind «بعد أن»."""

import pytest

from khabar.attribution.extract import extract

CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "few words told to reporters": (
        'وقالت الوزيرة ليلى بدران للصحافيين "سنعود غدا".',
        [('"سنعود غدا"', "ليلى بدران")],
    ),
    "a name behind the reporters is no quotation": (
        'وقالت الوزيرة ليلى بدران للصحافيين في "قصر المدينة" إن الطريق آمن.',
        [("الطريق آمن", "ليلى بدران")],
    ),
    "what was left unsaid": (
        "وقالت الشركة إنها ستبيع المصنع، دون أن تذكر تفاصيل.",
        [("ستبيع المصنع", "الشركة")],
    ),
    "what goes without another thing": (
        "وقالت الشركة إنها ستبيع المصنع، دون أن تغلق المخازن.",
        [("ستبيع المصنع، دون أن تغلق المخازن", "الشركة")],
    ),
    "behind after that": (
        "وهبط السهم بعد أن قال وزير الطاقة إن الإنتاج سيزيد.",
        [("الإنتاج سيزيد", "وزير الطاقة")],
    ),
    "before that nothing was said": ("وهبط السهم قبل أن يقول وزير الطاقة إن الإنتاج سيزيد.", []),
    "in case somebody answers": ("وينظر الفريق في الخطة في حال أجاب الصندوق بالرفض.", []),
    "in any case somebody speaks": (
        "وعلى أي حال قال الوزير سامر الخطيب إن المصنع سيفتح.",
        [("المصنع سيفتح", "سامر الخطيب")],
    ),
    "several speak behind a spokesman": (
        "وقال المتظاهرون إن الأسعار ارتفعت. وأكد متحدث باسم الشرطة أن الطريق مغلق. وأوضحوا أن الرواتب لم تدفع.",
        [
            ("الأسعار ارتفعت", "المتظاهرون"),
            ("الطريق مغلق", "متحدث باسم الشرطة"),
            ("الرواتب لم تدفع", "المتظاهرون"),
        ],
    ),
    "the spokesman goes on himself": (
        "وقال المتظاهرون إن الأسعار ارتفعت. وأكد متحدث باسم الشرطة أن الطريق مغلق. وأوضح أن العمل جار.",
        [
            ("الأسعار ارتفعت", "المتظاهرون"),
            ("الطريق مغلق", "متحدث باسم الشرطة"),
            ("العمل جار", "متحدث باسم الشرطة"),
        ],
    ),
    "the same sources are the media before": (
        "وأفادت وسائل إعلام محلية بأن الجسر انهار. وقالت المصادر ذاتها إن الضحايا ثلاثة.",
        [("الجسر انهار", "وسائل إعلام محلية"), ("الضحايا ثلاثة", "وسائل إعلام محلية")],
    ),
    "other sources are not the media before": (
        "وأفادت وسائل إعلام محلية بأن الجسر انهار. وقالت مصادر طبية إن الضحايا ثلاثة.",
        [("الجسر انهار", "وسائل إعلام محلية"), ("الضحايا ثلاثة", "مصادر طبية")],
    ),
    "the same sources behind an official": (
        "وقالت مصادر طبية إن الجسر انهار. وأكد سامر الخطيب أن الطريق مغلق. وقالت المصادر نفسها إن الضحايا ثلاثة.",
        [("الجسر انهار", "مصادر طبية"), ("الطريق مغلق", "سامر الخطيب"), ("الضحايا ثلاثة", "مصادر طبية")],
    ),
    "an official of a state in no list": (
        "وقال الأمين العام للأمم المتحدة سامر الخطيب إن البحر يعلو. وأكد المسؤول الكيريباسي أن الأمر خطير.",
        [("البحر يعلو", "سامر الخطيب"), ("الأمر خطير", "المسؤول الكيريباسي")],
    ),
    "the official of many states himself": (
        "وقال الأمين العام للأمم المتحدة سامر الخطيب إن البحر يعلو. وأكد المسؤول الدولي أن الأمر خطير.",
        [("البحر يعلو", "سامر الخطيب"), ("الأمر خطير", "سامر الخطيب")],
    ),
    "an occasion between the words and the colon": (
        'ونقلت الوكالة عن سامر الخطيب قوله خلال ندوة في صور: "نتوقع أن تصل الكميات إلى النصف".',
        [('"نتوقع أن تصل الكميات إلى النصف"', "سامر الخطيب")],
    ),
    "a place before a colon with no quotation behind it": (
        "ونقلت الوكالة عن سامر الخطيب قوله في صور نقص كبير: الماء والدواء.",
        [("في صور نقص كبير: الماء والدواء", "سامر الخطيب")],
    ),
    "an office of Tunisia": (
        "قالت كاهية مدير وحدة البرمجة بالإدارة العامة للأداءات نجاة الجندوبي إن الغش كبير.",
        [("الغش كبير", "نجاة الجندوبي")],
    ),
    "a name that begins like that office": (
        "قالت كاهنة الجندوبي إن الغش كبير.",
        [("الغش كبير", "كاهنة الجندوبي")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_the_manner_of_agencies(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.text, one.speaker.name) for one in extract([text])] == expected


def test_a_study_printed_by_an_outlet_speaks_itself() -> None:
    (one,) = extract(["وأظهرت دراسة نشرتها صحيفة الغارديان أن النوم يطيل العمر."])
    assert one.speaker.kind == "document"
    assert one.speaker.name.startswith("دراسة")
    assert [(link.name, link.role) for link in one.chain] == [("صحيفة الغارديان", "relay")]


def test_a_study_is_that_of_the_body_that_made_it() -> None:
    (one,) = extract(["وأظهرت دراسة نشرتها جامعة تونس أن النوم يطيل العمر."])
    assert (one.speaker.name, one.chain) == ("جامعة تونس", ())
