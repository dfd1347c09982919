"""Single lines of a page: datelines, bylines, captions, the site's own."""

import pytest

from khabar.formats.byline import credited_source, is_person_name, parse_byline
from khabar.formats.dateline import is_dateline_line, parse_dateline
from khabar.formats.page import furniture
from khabar.formats.page.caption import meaningful_caption, split_credit


@pytest.mark.parametrize(
    ("text", "place", "day", "agencies", "rest"),
    [
        ("مينسك - (د ب أ)", "مينسك", None, ["dpa"], ""),
        ("القاهرة / أ ش أ", "القاهرة", None, ["mena"], ""),
        ("القاهرة ( أ.ش.أ)", "القاهرة", None, ["mena"], ""),
        ("واشنطن (رويترز) - بدأ المجلس", "واشنطن", None, ["reuters"], "بدأ المجلس"),
        ("باريس (أ ف ب) – بدأ المجلس", "باريس", None, ["afp"], "بدأ المجلس"),
        ("فريتاون, 26-11-2023 (أ ف ب) - أعلن المجلس", "فريتاون", "2023-11-26", ["afp"], "أعلن المجلس"),
        ("الكويت - 19 - 12 (كونا) -- بدأ المجلس", "الكويت", None, ["kuna"], "بدأ المجلس"),
        ("الرياض 25 جمادى الأولى 1444 هـ الموافق 19 ديسمبر 2022 م واس", "الرياض", "2022-12-19", ["spa"], ""),
        ("أبوظبي في 19 ديسمبر / وام / أعلنت الهيئة", "أبوظبي", None, ["wam"], "أعلنت الهيئة"),
        ("عمان 19 كانون الأول (بترا) - بدأ المجلس", "عمان", None, ["petra"], "بدأ المجلس"),
        ("رام الله 19-12-2022 وفا- بدأ المجلس", "رام الله", "2022-12-19", ["wafa"], "بدأ المجلس"),
        ("القاهرة 19 ديسمبر 2022 (شينخوا) بدأ المجلس", "القاهرة", "2022-12-19", ["xinhua"], "بدأ المجلس"),
        ("موسكو - سبوتنيك. بدأ المجلس", "موسكو", None, ["sputnik"], "بدأ المجلس"),
        ("واحة الندى (رويترز) - بدأ المجلس", "واحة الندى", None, ["reuters"], "بدأ المجلس"),
        ("واشنطن، نيويورك – رويترز، أ ف ب – بدأ", "واشنطن، نيويورك", None, ["reuters", "afp"], "بدأ"),
        ("الدوحة - قنا: بدأ المجلس", "الدوحة", None, ["qna"], "بدأ المجلس"),
        ("قنا - أ ش أ: بدأ المجلس", "قنا", None, ["mena"], "بدأ المجلس"),
        ("القاهرة - أعلن المجلس", "القاهرة", None, [], "أعلن المجلس"),
        ("القاهرة، مصر (CNN)-- بدأ المجلس", "القاهرة، مصر", None, [], "بدأ المجلس"),
        ("لندن: «المنارة»", "لندن", None, [], ""),
        ("(د ب أ)- بدأ المجلس", None, None, ["dpa"], "بدأ المجلس"),
        ("وكالات - بدأ المجلس", None, None, [], "بدأ المجلس"),
    ],
)
def test_datelines(text: str, place: str | None, day: str | None, agencies: list[str], rest: str) -> None:
    parts = parse_dateline(text)
    assert parts.found
    assert (parts.place, parts.date, [agency.code for agency in parts.agencies], parts.rest) == (
        place,
        day,
        agencies,
        rest,
    )


@pytest.mark.parametrize(
    "text",
    [
        "وقال المدير - في حديث للصحافة",
        "قال وزير الصحة، الاثنين، إن الوزارة",
        "وقال الوزير (رويترز) - إن",
        "القاهرة تحتضن مؤتمرا: نص كلمة الافتتاح",
        "صرح الوزير / وام / بأن العمل بدأ",
        "كتب محمد",
        "ونقلت وكالة (تاس) عن المدير قوله إن العمل بدأ",
        "«لا أعرف» - قال المدير",
        "",
    ],
)
def test_what_is_no_dateline_stays_whole(text: str) -> None:
    parts = parse_dateline(text)
    assert not parts.found
    assert parts.rest == text


def test_a_correspondent_between_place_and_agency_is_the_author() -> None:
    parts = parse_dateline("القاهرة/ سامي النجار/ الأناضول")
    assert (parts.place, parts.authors, parts.agencies[0].code) == ("القاهرة", ["سامي النجار"], "anadolu")
    assert is_dateline_line("القاهرة/ سامي النجار/ الأناضول")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("كتب: سامي النجار", ["سامي النجار"]),
        ("كتب: محمد علي", ["محمد علي"]),
        ("كتبت - فاطمة الزهراء:", ["فاطمة الزهراء"]),
        ("كتب ـ سامي النجار ومنى علي", ["سامي النجار", "منى علي"]),
        ("بقلم / أحمد سامي", ["أحمد سامي"]),
        ("إعداد: منى أحمد، سعيد عمر", ["منى أحمد", "سعيد عمر"]),
        ("حوار: آسيا الناصر", ["آسيا الناصر"]),
        ("كتب سامي علي حسن", ["سامي علي حسن"]),
        ("كتبت: سُعاد الهادي", ["سُعاد الهادي"]),
        ("كتب: أحمد وليد حسن", ["أحمد وليد حسن"]),
        ("كتب: مصطفى واعراب", ["مصطفى واعراب"]),
        ("كتب: أحمد سالم ووليد حسن", ["أحمد سالم", "وليد حسن"]),
        ("الندى - فارس العتيبان:", ["فارس العتيبان"]),
        ("Author, لينا الحداد", ["لينا الحداد"]),
        ("تحرير: فريق التحرير", []),
        ("Role, مراسلة الشؤون الثقافية", []),
        ("المصدر: رويترز", []),
    ],
)
def test_bylines(line: str, names: list[str]) -> None:
    assert parse_byline(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "كتب الوزير رسالة إلى الأمم المتحدة",
        "قال سامي النجار إن العمل بدأ",
        "تقرير الهيئة يحذر من نقص المياه في القرى",
        "سامي النجار",
        "",
    ],
)
def test_what_is_no_byline(line: str) -> None:
    assert parse_byline(line) is None


def test_person_names() -> None:
    assert is_person_name("هالة عبد الرحمن الراوي")
    for text in (
        "القاهرة",
        "رويترز",
        "وكالات",
        "فريق التحرير",
        "هالة",
        "أخبار الواحة",
        "في بيت قديم",
        "الوزير في المدينة",
    ):
        assert not is_person_name(text)


def test_source_lines() -> None:
    assert credited_source("المصدر: رويترز + أ ف ب") == "رويترز + أ ف ب"
    assert credited_source("المصدر الوحيد للماء في القرية") is None


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("© REUTERS / CITY HALL", None, "© REUTERS / CITY HALL"),
        ("مدخل المعرض (أ ف ب)", "مدخل المعرض", "أ ف ب"),
        ("مدخل المعرض (رويترز-أرشيف)", "مدخل المعرض", "رويترز-أرشيف"),
        ("زوار في المعرض - رويترز", "زوار في المعرض", "رويترز"),
        ("زوار في المعرض © AFP", "زوار في المعرض", "© AFP"),
        ("صورة للمدخل. تصوير: أحمد علي", "صورة للمدخل.", "أحمد علي"),
        ("مصدر الصورة، Getty Images", None, "Getty Images"),
        ("التعليق على الصورة، سلة من الخوص", "سلة من الخوص", None),
        ("سلة من الخوص", "سلة من الخوص", None),
        ("أ ف ب", None, "أ ف ب"),
        ("", None, None),
    ],
)
def test_captions_and_credits(text: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(text) == (caption, credit)


def test_captions_that_say_nothing() -> None:
    assert meaningful_caption("سلة من الخوص", "عنوان") == "سلة من الخوص"
    for text in ("صورة أرشيفية", "IMG_2041.jpg", "عنوان", "palm-2022", None):
        assert meaningful_caption(text, "عنوان") is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("إعلان", furniture.AD),
        ("لم يتم العثور على نتائج البحث", furniture.SEARCH),
        ("تطبيق الأنباء", furniture.APP),
        ("حمّل تطبيقنا من google play", furniture.FOLLOW),
        ("حمّل التطبيق الآن من المتجر", furniture.APP),
        ("شارك الخبر", furniture.SHARE),
        ("واتساب", furniture.SHARE),
        ("لمتابعة آخر الأخبار اشترك في قناتنا", furniture.FOLLOW),
        ("اقرأ أيضًا:", furniture.RELATED),
        ("إقرأ أيضاً : سباق القوارب يعود", furniture.RELATED),
        ("فيديو قد يعجبك:", furniture.RELATED),
        ("الأكثر قراءة", furniture.MOST_READ),
        ("الكلمات الدالة : معرض، نخيل", furniture.TAGS),
        ("12 تعليق", furniture.COMMENTS),
        ("لن يتم نشر عنوان بريدك الإلكتروني. الحقول مطلوبة.", furniture.COMMENTS),
        ("جميع الحقوق محفوظة © 2022", furniture.RIGHTS),
        ("الرئيسية > ثقافة > معارض", furniture.BREADCRUMB),
        ("1523 مشاهدة", furniture.COUNTER),
        ("نستخدم ملفات تعريف الارتباط لتحسين تجربتك في الموقع.", furniture.COOKIES),
        ("تسجيل الدخول", furniture.LOGIN),
        ("// انتهى //", furniture.END),
        ("22:25ت م", furniture.END),
        ("ت.م/ س.ن", furniture.END),
        ("يبز/ح س/جص", furniture.END),
        ("https://news.example.eg/s/12", furniture.SHARE),
        ("انسخ الرابطhttps://news.example.eg/s/12", furniture.SHARE),
        ("— المنارة (@almanara) December 19, 2022", furniture.EMBED),
        ("رئيس التحرير: علي الزين", furniture.STAFF),
    ],
)
def test_lines_of_the_site(line: str, reason: str | None) -> None:
    assert furniture.site_reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "شارك سامي النجار في السباق أمس",
        "تابع الوزير قائلا إن العمل بدأ.",
        "علق الوزير على القرار بعد الاجتماع",
        "بحث المجلس خطة المياه في جلسته الأسبوعية",
        "إعلان نتائج مسابقة الشعر في الواحة",
        "حفظ التلاميذ القصيدة كاملة في أسبوع",
        "تطبيق القانون الجديد يبدأ من أول الشهر في كل المدن",
        "تابعنا مع أهل القرية حكاية البئر منذ أول يوم حتى جف ماؤها.",
        "تابع أهل القرية سباق القوارب على يوتيوب لأن المرفأ لم يتسع لهم جميعا.",
        "يمكنك تشغيل واتساب على جهازين في وقت واحد.",
        "حالة الطقس اليوم السبت",
        "كرة/سلة",
        "لا يزال تطبيق القانون الجديد ينتظر قرار المجلس.",
        "يحظر نشر الشباك في موسم تكاثر الأسماك",
    ],
)
def test_sentences_that_open_like_furniture_are_kept(line: str) -> None:
    assert furniture.site_reason(line) is None


def test_a_motto_is_known_by_its_shape() -> None:
    assert furniture.is_motto("الخبـــر كما هـــو", after_app=True, caption_known=True)
    assert furniture.is_motto("أقرب إليك في كل لحظة", after_app=True, caption_known=True)
    assert not furniture.is_motto("قاعة السلال في المعرض", after_app=False, caption_known=False)
    assert not furniture.is_motto("قاعة السلال في المعرض", after_app=True, caption_known=False)
