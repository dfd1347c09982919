"""Words that begin or end like another one: the article before what looks listed, ا behind ن, verbal nouns, names."""

import pytest

from khabar.arabic.normalise import normalise_search
from khabar.arabic.stem import stem, stems


def together(family: str) -> bool:
    return len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "family",
    [
        "سنة السنة السنتين بالسنة والسنة سنوات",
        "أمين الأمين للأمين والأمين",
        "أمان الأمان",
        "ماء الماء بالماء",
        "لون اللون",
        "فئة الفئة للفئة",
        "تهمة التهمة التهم",
        "انتهاء الانتهاء والانتهاء",
        "تفاهم التفاهم",
    ],
)
def test_the_article_comes_off_words_that_an_ending_off_looks_listed(family: str) -> None:
    assert together(family)


@pytest.mark.parametrize("family", ["التزام التزامها الالتزام التزامات", "إلكتروني إلكترونية الإلكترونية إلكترونيا"])
def test_words_that_begin_with_the_letters_of_the_article_keep_them(family: str) -> None:
    assert together(family)


@pytest.mark.parametrize(
    "family",
    [
        "قانون قانونا قانونية",
        "بيان بيانا بياناتنا",
        "مواطن مواطنا المواطنين",
        "ممكن ممكنا",
        "استثناء استثناءات استثنائية استثنائيا",
        "اقتناء الاقتناء اقتناءات",
        "مسؤول مسؤولينا مسؤولونا",
    ],
)
def test_alef_behind_n_is_no_possessive(family: str) -> None:
    assert together(family)


@pytest.mark.parametrize(
    "family",
    [
        "مشبوه مشبوهة المشبوهين",
        "نهائي نهائية نهائيا نهائيات",
        "مدني مدنية المدنيين",
        "القوات قوة بالقوة قواته",
        "أخت الأختين",
        "بنت بنتين البنتين",
        "مسن المسنين مسنة",
        "فيفا الفيفا للفيفا",
    ],
)
def test_feminines_plurals_and_duals_of_listed_words_meet_them(family: str) -> None:
    assert together(family)


@pytest.mark.parametrize(("one", "other"), [("مدني", "مدينة"), ("كافة", "الكاف"), ("رياضي", "الرياض")])
def test_words_of_other_meanings_keep_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["تنظيم", "تحقيقات", "التدريب", "تونسية"])
def test_verbal_nouns_and_people_of_a_name_are_no_verbs(word: str) -> None:
    assert len(stems(normalise_search(word))) == 1
