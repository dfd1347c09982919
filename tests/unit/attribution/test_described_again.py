"""One person under another word in each sentence, with others who speak in between."""

import pytest

from khabar.attribution.extract import extract

TRADER = "وقال التاجر الياباني كينجي ساتو إن الميناء مغلق."


def last_speaker(*paragraphs: str) -> str:
    return extract(paragraphs)[-1].speaker.name


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("وزير المالية المصري هاني السعيد", "المسؤول"),
        ("وزير المالية المصري هاني السعيد", "الوزير"),
        ("وزير المالية المصري هاني السعيد", "المسؤول المصري"),
        ("وزير المالية المصري هاني السعيد", "السياسي المصري"),
        ("سفير قطر لدى واشنطن مشعل حمد", "الدبلوماسي"),
        ("مدرب ريال مدريد كارلو سانتو", "المدرب الإيطالي"),
        ("قائد الجيش السوداني الفريق ياسر العطا", "الجنرال"),
        ("أستاذ العلوم السياسية بجامعة القاهرة حسن نافع", "الأكاديمي"),
        ("رئيس شركة سيمنز رولف بوش", "مدير الشركة"),
        ("الداعية يوسف صالح", "رجل الدين"),
        ("والد الضحية كريم صالح", "والد الضحية"),
    ],
)
def test_whoever_bears_a_word_is_meant_and_not_who_spoke_last(first: str, again: str) -> None:
    known = extract([f"قال {first} إن العجز تراجع."])[0].speaker.name
    assert last_speaker(f"قال {first} إن العجز تراجع.", TRADER, f"وأكد {again} أن الخطة جاهزة.") == known


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("المسؤول الفرنسي", "المسؤول الفرنسي"),  # of another state
        ("المحامي", "المحامي"),  # nobody's calling
        ("الرجل", "كينجي ساتو"),  # anybody's word: the last man
    ],
)
def test_a_word_that_fits_nobody_is_not_forced_on_one(again: str, expected: str) -> None:
    first = "قال وزير المالية المصري هاني السعيد إن العجز تراجع."
    assert last_speaker(first, TRADER, f"وأكد {again} أن الخطة جاهزة.") == expected


def test_a_word_in_the_feminine_means_a_woman() -> None:
    woman, man = "قالت وزيرة البيئة التونسية ليلى الشابي إن الماء نقي.", "وقال وزير الري سعد المنصور إن السد ممتلئ."
    assert last_speaker(woman, man, "وأكدت المسؤولة أن الخطة جاهزة.") == "ليلى الشابي"
    assert last_speaker(woman, man, "وأكد المسؤول أن الخطة جاهزة.") == "سعد المنصور"


def test_several_witnesses_are_no_single_man() -> None:
    first = "قال مدير المعمل سامر الخطيب إن العمل توقف."
    assert last_speaker(first, "وقال شهود عيان إن الدخان كثيف.", "وأكد المسؤول أن الخطة جاهزة.") == "سامر الخطيب"


def test_a_counterpart_holds_the_office_in_his_own_state() -> None:
    met = "اجتمع وزير الخارجية التركي أورهان يلديز بنظيره اليوناني كوستاس مافروس في أثينا."
    assert last_speaker(met, "وأعلن الوزير اليوناني أن اللجنة ستجتمع.") == "كوستاس مافروس"
    assert last_speaker(met, "وأعلن الوزير التركي أن اللجنة ستجتمع.") == "أورهان يلديز"


def test_the_latter_is_the_counterpart_named_last() -> None:
    met = "التقى الرئيس اللبناني نادر سلام نظيره العراقي حيدر الكاظمي، وقال الأخير إن الخط سيفتح."
    assert last_speaker(met) == "حيدر الكاظمي"


def test_an_office_abroad_introduces_who_holds_it() -> None:
    met = "وصل السفير البريطاني لدى اليمن ريتشارد هولت إلى عدن."
    assert last_speaker(met, "وقال السفير إن الزيارة ستتكرر.") == "ريتشارد هولت"


def test_a_mother_by_her_childs_name_is_a_person() -> None:
    found = extract(["تقول أم خالد إن الطريق طويل.", "وتضيف السيدة أن الماء قليل."])
    assert [(one.speaker.name, one.speaker.kind) for one in found] == [("أم خالد", "person")] * 2


def test_a_by_name_means_its_bearer() -> None:
    first = 'قال المغني محمود عبد الباقي الشهير بـ"حودة الشرقاوي" إن الألبوم جاهز.'
    assert last_speaker(first, "وأكد حودة الشرقاوي أنه كتب الأغنيات.") == "محمود عبد الباقي"


def test_what_somebody_was_asked_names_no_speaker() -> None:
    first = "قال الوزير يونس بنعلي إن الموعد ثابت."
    assert last_speaker(first, "وعما إذا كان سيترشح، أجاب أنه لم يقرر بعد.") == "يونس بنعلي"
