"""Plurals, words in hamza and names of several spellings: what meets under one stem, and what may not."""

import pytest

from khabar.arabic.normalise import normalise_search
from khabar.arabic.stem import stem, stems, surfaces


class Corpus:
    def __init__(self, **frequencies: int) -> None:
        self.frequencies = frequencies

    def df(self, norm: str) -> int:
        return self.frequencies.get(norm, 0)


@pytest.mark.parametrize(
    "family",
    [
        "هيئة الهيئة هيئات الهيئات للهيئات",
        "متهم المتهم المتهمون المتهمين والمتهمين",
        "مواجهة المواجهة مواجهات المواجهات مواجهته",
        "هجمة هجمات هجوم الهجوم",
        "بلدية بلديات بلديتي بلديتا بلديتين بلديته",
        "امتحان امتحانه الامتحانات امتحاناتها",
        "معني المعنيين معنيون معنية",
        "ميزانية ميزانيات ميزانيتها الميزانيتين",
    ],
)
def test_sound_plurals_and_duals_meet_their_singular(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "family",
    [
        "اعتداء اعتدائه اعتداؤه اعتداؤهم اعتداءات الاعتداءات",
        "إعفاء إعفائه إعفائهم الإعفاءات",
        "إحصاء إحصائية إحصائيات الإحصائي",
        "كهرباء كهربائي الكهربائية كهربائيون",
        "انتهاء انتهائه انتهى انتهت",
        "لقاء لقائهم لقاؤهم اللقاءات",
    ],
)
def test_a_hamza_that_changes_its_seat_is_no_other_word(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "family",
    ["السعودية السعودي السعوديين سعوديون السعوديات", "سوريا سوري السوريين سوريون", "الكويت كويتي الكويتيين"],
)
def test_people_of_a_country_meet_its_name(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "family",
    [
        "غوغل جوجل قوقل ولجوجل",
        "ترامب ترمب وترمب",
        "برشلونة بارشلونة وبرشلونه",
        "كازاخستان قازاخستان",
        "الكونغو الكونجو كونغو",
        "يوفنتوس جوفنتوس",
    ],
)
def test_spellings_of_one_name_meet(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ألعابهم", "عابهم"),
        ("ألمه", "مهنة"),
        ("إحصاء", "حصة"),
        ("بداية", "بدء"),
        ("احتقان", "احتقر"),
        ("كيف", "كييف"),
        ("كويتي", "كوي"),
        ("لوبان", "لبان"),
    ],
)
def test_look_alikes_keep_apart(one: str, other: str) -> None:
    assert not set(stems(normalise_search(one))) & set(stems(normalise_search(other)))


def test_a_dual_still_loses_its_ending() -> None:
    assert stem("اتفاقان") == stem("اتفاق")
    assert stem("أستاذان") == stem("أستاذ")


def test_four_letters_are_read_with_a_preposition_and_without() -> None:
    assert stems("بحرب") == ("بحرب", "حرب")
    assert stems("لجنه") == ("لجن",)


def test_the_lexicon_tells_which_reading_of_four_letters_comes_first() -> None:
    assert stems("بحرب", Corpus(حرب=90, بحرب=2)) == ("حرب", "بحرب")
    assert stems("بمقر", Corpus(مقر=4, بمقر=3)) == ("بمقر", "مقر")
    assert stems("بمقر", Corpus(بمقر=3)) == ("بمقر",)


@pytest.mark.parametrize("word", ["الهيئات", "كهربائية", "إحصائيات", "اعتدائه", "هجمة", "انتهاء", "جوجل", "مواجهة"])
def test_a_found_word_can_be_marked(word: str) -> None:
    assert any(surface in normalise_search(word) for surface in surfaces(stem(word)))


@pytest.mark.parametrize(
    "family",
    [
        "جثة جثته جثتها جثتهم",
        "ثقة ثقته ثقتها",
        "خطة خطته وخطتها",
        "معاينة معاينته معاينتها",
        "سكينة سكينته سكينتهم",
        "وفاة وفاته وفاتها وفاتهم",
        "معاناة معاناته معاناتهم",
        "قراءة قراءته قراءتها",
        "قائد قادة قادتهم قادتها",
        "بيت بيوت بيوتهم بيته",
    ],
)
def test_a_noun_with_a_possessive_meets_itself(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("pair", ["سكتة سكة", "لفتة لفة", "بيته بيه", "صوته صوه", "نفته نفة", "معاينين معا"])
def test_a_root_in_t_is_no_feminine_before_a_possessive(pair: str) -> None:
    one, other = pair.split()
    assert not set(stems(normalise_search(one))) & set(stems(normalise_search(other)))


@pytest.mark.parametrize(
    "pair", ["لنداء نداء", "بأداء أداء", "لقضاء قضاء", "لشراء شراء", "لحماية حماية", "بنهاية نهاية"]
)
def test_a_preposition_may_stand_before_what_looks_like_an_ended_word(pair: str) -> None:
    one, other = pair.split()
    assert set(stems(normalise_search(one))) & set(stems(normalise_search(other)))


@pytest.mark.parametrize("pair", ["بناء ناء", "لقاء قاء", "بقاء قاء", "كهرباء هرباء", "ولاية لاية", "بطاقة طاقة"])
def test_a_word_that_begins_with_such_a_letter_stays_whole(pair: str) -> None:
    one, other = pair.split()
    assert not set(stems(normalise_search(one))) & set(stems(normalise_search(other)))


def test_the_corpus_decides_which_of_both_was_meant() -> None:
    assert stem("لنداء", Corpus(ندا=40)) == stem("نداء")
    assert stem("بلدا", Corpus(بلدا=40)) == stem("بلد")
