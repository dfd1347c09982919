import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.normalise import normalise_search
from khabar.arabic.stem import stem, stems, surfaces

NAMES = """
بوتين لوكاشينكو باريس بيروت ليبيا وارسو فيينا كوبا فلسطين لبنان الأردن
بلجيكا كندا واشنطن برلين لندن كييف ويلز فرنسا
"""


@pytest.mark.parametrize("name", NAMES.split())
def test_names_stay_whole(name: str) -> None:
    assert stem(name) == normalise_search(name)


@pytest.mark.parametrize("name", ["بوتين", "لندن", "فيينا", "باريس", "ألمانيا", "واشنطن"])
@pytest.mark.parametrize("clitic", ["و", "ب", "ل", "ول", "وب"])
def test_clitics_come_off_before_names(clitic: str, name: str) -> None:
    assert stem(clitic + name) == stem(name)


@pytest.mark.parametrize(
    "family",
    [
        "نووية نوويه النووية النووي نووي",
        "اقتصادي الاقتصادي الاقتصادية اقتصادية اقتصاديا والاقتصادي",
        "محادثات ومحادثات المحادثات محادثاته والمحادثات بالمحادثات محادثاتهم",
        "أسلحة اسلحه للأسلحة الأسلحة بالأسلحة سلاح السلاح",
        "وزارة الوزارة وزارات للوزارة بالوزارة والوزارة وزارته",
        "لاجئين اللاجئين للاجئين لاجئ واللاجئون",
        "مدرسة المدرسة مدرستها مدارس للمدارس",
        "حياة الحياة حياته حياتها",
        "قانون القانون قانونية قوانين القانوني",
        "العراق عراق العراقية عراقي للعراق",
        "برلمان البرلمان برلماني البرلمانية",
        "كرة الكرة لكرة",
        "نتيجة نتائج النتائج نتيجته",
        "كبير كبيرة كبيرا الكبير",
        "جهة جهات الجهات جهتين",
        "خطة خطتها للخطة",
        "ضحية ضحيته ضحايا",
        "أعضاء أعضائه أعضاؤهم عضو",
        "سفير سفراء السفراء",
    ],
)
def test_related_words_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "family",
    [
        "أعلن أعلنت يعلن تعلن سيعلن",
        "اجتمع يجتمع اجتمعوا",
        "استخدم يستخدم تستخدم",
        "قال قالت يقول يقولون",
        "أضاف يضيف تضيف",
        "نفى ينفي نفت",
    ],
)
def test_forms_of_a_verb_share_a_reading(family: str) -> None:
    first, *rest = (set(stems(normalise_search(word))) for word in family.split())
    assert first.intersection(*rest)


@pytest.mark.parametrize("word", ["يسار", "يتيم", "تونس", "تقرير", "اجتماع"])
def test_nouns_keep_their_own_reading(word: str) -> None:
    assert stems(normalise_search(word))[0] == normalise_search(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سفر", "سفراء"),
        ("بوتين", "وتين"),
        ("لبنان", "لبن"),
        ("وزارة", "زارة"),
        ("كتاب", "تاب"),
        ("فريق", "ريق"),
        ("إعلان", "أعلى"),
    ],
)
def test_words_that_only_look_related_keep_apart(one: str, other: str) -> None:
    assert not set(stems(normalise_search(one))) & set(stems(normalise_search(other)))


def test_an_ambiguous_first_letter_gives_both_readings() -> None:
    assert set(stems("بجروح")) == {"بجروح", "جروح"}


class Corpus:
    def __init__(self, **frequencies: int) -> None:
        self.frequencies = frequencies

    def df(self, norm: str) -> int:
        return self.frequencies.get(norm, 0)


def test_a_lexicon_decides_whether_a_clitic_comes_off() -> None:
    assert stems("بجروح", Corpus(جروح=40, بجروح=3)) == ("جروح", "بجروح")
    assert stems("بجروح", Corpus(بجروح=3)) == ("بجروح",)
    assert stems("باشاغة", Corpus()) == stems("باشاغة", Corpus(باشاغه=1))


def test_every_listed_form_is_found_by_a_surface_of_its_stem() -> None:
    for word in ("أسلحة", "عراقي", "حياته", "أميركا", "محادثات", "خطتها", "قال", "أضاف"):
        norm = normalise_search(word)
        assert any(surface in norm for surface in surfaces(stem(word)))


@given(st.text(max_size=50))
def test_any_text_has_a_stem(text: str) -> None:
    assert all(isinstance(found, str) for found in stems(normalise_search(text)))
