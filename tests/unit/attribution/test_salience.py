"""Who is meant where a description, a new name or a verb without subject points back; and who is not."""

import pytest

from khabar.attribution.extract import UNKNOWN, extract


def speakers(text: str) -> list[str]:
    """Return who speaks in a text, statement by statement; ¶ parts paragraphs."""
    return [one.speaker.name for one in extract(text.split("¶"))]


NEW_NAMES = {
    "a minister named later": (
        "أعلن وزير النقل الفرنسي فتح الجسر.¶وقال جيرار لومبار إن العمل انتهى.",
        ["جيرار لومبار"] * 2,
    ),
    "a father named later": (
        "طالب والد الطفل السلطات بفتح تحقيق.¶وقال سمير عوض إن ابنه كان يسبح.¶وأضاف الأب: «لن أسكت».",
        ["سمير عوض"] * 3,
    ),
    "an official named later": (
        "قال مسؤول محلي إن المخزن احترق.¶وقال محمد السيد إن الحراس نجوا.",
        ["محمد السيد"] * 2,
    ),
    "another with his own office": (
        "أعلن وزير النقل الفرنسي فتح الجسر.¶وقال المهندس جيرار لومبار إن العمل انتهى.",
        ["وزير النقل الفرنسي", "جيرار لومبار"],
    ),
    "another whose age follows": (
        "أعلن وزير النقل الفرنسي فتح الجسر.¶وقال جيرار لومبار (40 عاما) إن العمل انتهى.",
        ["وزير النقل الفرنسي", "جيرار لومبار"],
    ),
    "a spokesman stays unnamed": (
        "قال متحدث باسم الشركة إن الجسر فتح.¶وقال جيرار لومبار إن العمل انتهى.",
        ["متحدث باسم الشركة", "جيرار لومبار"],
    ),
    "a woman is no minister in the masculine": (
        "أعلن وزير النقل الفرنسي فتح الجسر.¶وقالت ماري لومبار إن العمل انتهى.",
        ["وزير النقل الفرنسي", "ماري لومبار"],
    ),
}

DESCRIPTIONS = {
    "who leads the opposition": (
        "أوقفت الشرطة المعارض سامر الخطيب.¶وقال زعيم المعارضة إنه بخير.",
        ["سامر الخطيب"],
    ),
    "who heads the company just named": (
        "قال سامر الخطيب، مؤسس شركة تسلون، إن البيع جيد.¶وأضاف رئيس الشركة أن الأرباح زادت.",
        ["سامر الخطيب"] * 2,
    ),
    "who heads another body": (
        "قال سامر الخطيب، مؤسس شركة تسلون، إن البيع جيد.¶وأضاف رئيس الحزب أن الأرباح زادت.",
        ["سامر الخطيب", "رئيس الحزب"],
    ),
    "an official of the world": (
        "قال منسق الإغاثة سامر الخطيب إن الوضع صعب.¶وتابع المسؤول الدولي: «نحتاج المال».",
        ["سامر الخطيب"] * 2,
    ),
    "the public prosecutor is no prime minister": (
        "قال النائب العام إن التحقيق بدأ. وكان رئيس الحكومة سليم حداد زار الموقع.",
        ["النائب العام"],
    ),
    "a delegate is no actor": (
        "اعترض المخرج نبيل عيد على القرار. وقال ممثل النيابة إن الفيلم ممنوع.",
        ["ممثل النيابة"],
    ),
    "a young man again": (
        "قال المتظاهر سامر الخطيب إن الأسعار عالية.¶وأضاف الشاب العاطل عن العمل أنه باق.",
        ["سامر الخطيب"] * 2,
    ),
    "the source in charge": (
        "قال المهندس سامر الخطيب إن الجسر جاهز.¶وأفاد المصدر المسؤول بأن الطريق مفتوح.",
        ["سامر الخطيب"] * 2,
    ),
    "a source of another kind": (
        "قال المهندس سامر الخطيب إن الجسر جاهز.¶وأفاد مصدر أمني بأن الطريق مفتوح.",
        ["سامر الخطيب", "مصدر أمني"],
    ),
    "the world's body": (
        "قالت الأمم المتحدة إن المدينة خالية.¶وأضافت المنظمة الدولية أن الخبز نفد.",
        ["الأمم المتحدة"] * 2,
    ),
    "a company, not its department": (
        "أعلنت الخطوط الجبلية إلغاء الرحلات. وأكدت الشركة أن مصلحة الشركة تقتضي ذلك.",
        ["الخطوط الجبلية"] * 2,
    ),
    "a brother who has not spoken": (
        "أدلى شقيق السائق بشهادته. وقال إنه كان نائما.",
        ["شقيق السائق"],
    ),
    "with whom a sentence begins": (
        "وصل رئيس الوزراء سامر الخطيب إلى جاكرتا. ومن المقرر أن يلتقي الرئيس عماد الزين.¶وقال إن الاتفاق جاهز.",
        ["سامر الخطيب"],
    ),
    "who is named most": (
        "وصل رئيس الوزراء سامر الخطيب. واستقبله المهندس عماد الزين. وكان الزين بناه قبل عام.¶وقال إن العمل مستمر.",
        ["عماد الزين"],
    ),
    "an official of the state he may be of": (
        "قال رئيس وزراء الولاية سامر الخطيب إن الماء ارتفع.¶وأضاف المسؤول الهندي أن الطرق مغلقة.",
        ["سامر الخطيب"] * 2,
    ),
    "one of them, named": ("ونقلت وكالة الأناضول عن أحد الناجين، رافي كومارا، قوله إنه بخير.", ["رافي كومارا"]),
    "one of them, and what he said": ("وقال أحد الناجين، أمس، إنه بخير.", ["أحد الناجين"]),
    "an office that the sentence before begins with": (
        "دافع مدير المصنع عن الدواء. وأكد أن الدراسات كافية.",
        ["مدير المصنع"],
    ),
    "a thing that the sentence before begins with": ("توقف العمل في المصنع. وأكد أن الدراسات كافية.", [UNKNOWN]),
    "a debate is no minister": (
        "أثار تصريح الوزير جدلا واسعا. وكان الوزير قد قال إن الرجال أقدر.",
        ["الوزير"],
    ),
    "a name of two words in alef": (
        "أكدت المتحدثة باسم مفوضية حقوق الإنسان رافينا شاندرا أن العدد ارتفع.",
        ["رافينا شاندرا"],
    ),
    "a name that ends like an accusative": ("وقال المحلل السياسي إبراهيما با إن الحل قريب.", ["إبراهيما با"]),
    "who speaks for a person": ("وقال متحدث باسم الشيخ سامر الخطيب إن الموعد ألغي.", ["متحدث باسم الشيخ سامر الخطيب"]),
    "who speaks for a ministry": ("وقال المتحدث باسم وزارة الصحة سامر الخطيب إن الموعد ألغي.", ["سامر الخطيب"]),
    "an older spelling": (
        "وقال المسئول بالوزارة سامر الخطيب إن الموعد ألغي. وأضاف المسئول أن السفر تأجل.",
        ["سامر الخطيب"] * 2,
    ),
    "nobody has been met": ("وقال إنه كان نائما.", [UNKNOWN]),
    "an article before the surname": (
        "قال المهندس محمد عيفة إن الجسر جاهز.¶وأضاف محمد العيفة أن الطريق مفتوح.",
        ["محمد عيفة"] * 2,
    ),
}

AGREEMENT = {
    "a verb tells that a name is a woman's": (
        "قال المغني رامي سعد إن الحفلة ألغيت. وقالت أديل لمجلة فنية إنها حزينة. وأضافت أنها ستعود.",
        ["رامي سعد", "أديل", "أديل"],
    ),
    "a participle in the masculine behind a body in the feminine": (
        "ودعت المنظمات المعنية إلى التهدئة، فيما وجه المناضل مروان البري رسالة مشيرا إلى أن الإضراب مستمر.",
        ["المنظمات المعنية", "مروان البري"],
    ),
    "a participle that agrees": (
        "ودعت المنظمات المعنية إلى التهدئة، مشيرة إلى أن المناضل مروان البري مضرب.",
        ["المنظمات المعنية"] * 2,
    ),
}


@pytest.mark.parametrize(("text", "expected"), NEW_NAMES.values(), ids=NEW_NAMES.keys())
def test_a_name_without_office(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(("text", "expected"), DESCRIPTIONS.values(), ids=DESCRIPTIONS.keys())
def test_a_description(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(("text", "expected"), AGREEMENT.values(), ids=AGREEMENT.keys())
def test_agreement(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected
