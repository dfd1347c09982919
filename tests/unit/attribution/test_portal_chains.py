"""To whom a portal's sources speak: on whose waves, in which call, to whose reporter; and what only looks like it."""

import pytest

from khabar.attribution.extract import extract

AGENCY, RADIO = "وكالة تونس إفريقيا للأنباء", "الجوهرة أف أم"
Found = tuple[str, str, list[tuple[str, str]]]


def read(text: str) -> list[Found]:
    """Return (content, speaker, chain) of the statements in a text."""
    return [(one.text, one.speaker.name, [(relay.name, relay.role) for relay in one.chain]) for one in extract([text])]


CASES: dict[str, tuple[str, list[Found]]] = {
    "on the waves": (
        "وأكد الوزير سامر الخطيب لدى استضافته في برنامج صباح الخير على موجات الجوهرة أف أم أن السعر مستقر.",
        [("السعر مستقر", "سامر الخطيب", [(RADIO, "told_to")])],
    ),
    "on his own channel": (
        "أكد مدير قناة نسمة نبيل الخطيب في الحوار الذي يبث على قناته أنه لم يعلم.",
        [("لم يعلم", "نبيل الخطيب", [])],
    ),
    "on a canal": (
        "وأكد الوزير سامر الخطيب على إصلاح القناة الرئيسية.",
        [("إصلاح القناة الرئيسية", "سامر الخطيب", [])],
    ),
    "in a call": (
        "وأوضح الوزير سامر الخطيب، في اتصال هاتفي بوكالة تونس إفريقيا للأنباء، أن الخبر كاذب.",
        [("الخبر كاذب", "سامر الخطيب", [(AGENCY, "told_to")])],
    ),
    "in brackets": (
        "وأفاد الوزير سامر الخطيب في تصريح ل (وات)، بأنه متعب.",
        [("متعب", "سامر الخطيب", [(AGENCY, "told_to")])],
    ),
    "to somebody sent": (
        "وأكد الوزير سامر الخطيب في تصريح لمبعوثة الجوهرة أف أم أن السعر مستقر.",
        [("السعر مستقر", "سامر الخطيب", [(RADIO, "told_to")])],
    ),
    "to an envoy": (
        "وأكد الوزير سامر الخطيب في تصريح لمبعوثة الأمم المتحدة أن السعر مستقر.",
        [("السعر مستقر", "سامر الخطيب", [])],
    ),
    "to a reporter without a preposition": (
        "أغلق الجسر بعد الحادث، بحسب ما أفاد به مصدر أمني مراسل الجوهرة أف أم في قفصة.",
        [("أغلق الجسر بعد الحادث", "مصدر أمني", [(RADIO, "told_to")])],
    ),
    "in a programme": (
        'وقال الوزير سامر الخطيب في برنامج "الحدث" بـ "الجوهرة أف أم" إن الوضع صعب.',
        [("الوضع صعب", "سامر الخطيب", [(RADIO, "told_to")])],
    ),
    "to us": (
        "أغلق الجسر بعد الحادث، وفق ما أكده لنا مصدر أمني.",
        [("أغلق الجسر بعد الحادث", "مصدر أمني", [])],
    ),
    "a communique that came out": (
        "أعلنت الخطوط التونسية في بلاغ صدر عنها، السبت، استئناف رحلاتها.",
        [("استئناف رحلاتها", "الخطوط التونسية", [])],
    ),
    "a surname with ب": (
        "صرح المدون منير بالشادلي بأن الملف مفتوح.",
        [("الملف مفتوح", "منير", [])],
    ),
    "a threat": ("هدد القنصل منير بالانسحاب.", [("الانسحاب", "منير", [])]),
    "a member of a party": (
        "أعلن النائب عن الجبهة الشعبية، أحمد الخطيب انسحابه من اللجنة.",
        [("انسحابه من اللجنة", "أحمد الخطيب", [])],
    ),
    "a place is no name": (
        "تعهدت المديرة الجهوية للتربية بنابل بفتح تحقيق.",
        [("فتح تحقيق", "المديرة الجهوية للتربية بنابل", [])],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_to_whom(text: str, expected: list[Found]) -> None:
    assert read(text) == expected
