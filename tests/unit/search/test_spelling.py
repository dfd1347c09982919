from collections.abc import Iterable

import pytest

from khabar.arabic.names import name_key
from khabar.arabic.normalise import normalise_search
from khabar.search.spelling import edits, mistake_cost, near_spellings, nearest_name, other_layout, splits


class Words:
    """A vocabulary of words with their document frequencies."""

    def __init__(self, **frequencies: int) -> None:
        self.frequencies = frequencies

    def df(self, norm: str) -> int:
        return self.frequencies.get(norm, 0)

    def stem_df(self, stem: str) -> int:
        return self.df(stem)

    def known(self, norms: Iterable[str]) -> list[tuple[str, int]]:
        return [(norm, self.df(norm)) for norm in norms if self.df(norm)]

    def spelled(self, norm: str) -> str:
        return norm

    def of_key(self, key: str) -> list[tuple[str, int]]:
        return [(word, df) for word, df in self.frequencies.items() if name_key(word) == key]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("يهام", "يهاجم"), ("الاتحد", "الاتحاد"), ("نضام", "نظام"), ("مسلس", "مسلسل"), ("لوكشنكو", "لوكاشينكو")],
)
def test_a_mistyped_word_finds_the_one_meant(typed: str, meant: str) -> None:
    words = Words(**{meant: 9, "برتقال": 50, "سياحه": 70})
    assert near_spellings(typed, words)[0].norm == meant


def test_the_probable_mistake_comes_before_the_frequent_word() -> None:
    found = near_spellings("نضام", Words(نظام=5, نغام=8, نسام=8))
    assert found[0].norm == "نظام"


def test_words_as_probable_as_each_other_stand_in_one_order_in_every_process() -> None:
    alike = [f"كتاب{last}" for last in "جدرشضظ"]  # one letter beside the word each, as frequent as each other
    found = near_spellings("كتابل", Words(**dict.fromkeys(alike, 7)), limit=6)
    ranks = {spelling.norm: spelling.rank for spelling in found}
    assert len(set(ranks.values())) < len(ranks)
    assert list(ranks) == sorted(ranks, key=lambda norm: (-ranks[norm], norm))


def test_short_words_and_numbers_are_not_corrected() -> None:
    words = Words(من=100, عن=100, قد=5)
    assert near_spellings("مق", words) == []
    assert near_spellings("2024", words) == []


def test_costs_of_mistakes() -> None:
    assert mistake_cost("نضام", "نظام") < mistake_cost("نسام", "نظام") <= 1
    assert mistake_cost("الاتحد", "الاتحاد") < 1
    assert mistake_cost("توتير", "تويتر") < mistake_cost("تونير", "تويتر")
    assert mistake_cost("كلمه", "كلمه") == 0


def test_edits_are_one_letter_away() -> None:
    near = edits("سلام")
    assert {"سلم", "سللام", "سالم", "كلام"} <= near
    assert "سلام" not in near


def test_two_words_typed_as_one() -> None:
    assert splits("ريالمدريد", Words(ريال=30, مدريد=20, ري=1)) == ("ريال", "مدريد")
    assert splits("ريالمدريد", Words(ريال=30)) is None


def test_the_other_keyboard_layout() -> None:
    known = {"روسيا", "london"}

    def share(text: str) -> float:
        words = text.split()
        return sum(word in known for word in words) / len(words)

    assert other_layout("v,sdh", share) == "روسيا"
    assert other_layout("v,sdh xyz", share) == "روسيا ءغئ"
    assert other_layout("مخىيخى", share) == "london"
    assert other_layout("روسيا xyz", share) is None
    assert other_layout("xyz", share) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("f,jdk", "بوتين"), ("lwv", "مصر"), ("y.m", "غزة"), ("hgrhivm", "القاهرة"), ("hguvhr", "العراق"),
        ("fvdj,vdh", "بريتوريا"), ("hgvzds fdk", "الرئيس بين"), ("hgs,r ]fd", "السوق دبي"),
    ],
)  # fmt: skip
def test_arabic_keys_are_recognised_where_no_story_has_the_word(typed: str, meant: str) -> None:
    assert other_layout(typed, lambda _: 0.0) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "covid-19", "e-mail", "l'equipe", "rock'n'roll", "hello", "iphone", "u.s.", "C++", "FIFA", "html", "mysql",
        "and/or", "paris,london", "brzezinski", "nvidia", "qwerty", "jpg", "قطار", "بوتن",
    ],
)  # fmt: skip
def test_latin_words_and_abbreviations_are_no_arabic_keys(typed: str) -> None:
    assert other_layout(typed, lambda _: 0.0) is None


@pytest.mark.parametrize("typed", ["afp", "jpg", "prix", "xml"])
def test_short_latin_words_are_none_even_where_the_index_has_their_reading(typed: str) -> None:
    assert other_layout(typed, lambda text: float(not text.isascii())) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("بوتن", "بوتين"),
        ("بوتبن", "بوتين"),
        ("ماكرن", "ماكرون"),
        ("سوزيا", "سوريا"),
        ("موكسو", "موسكو"),
        ("تونص", "تونس"),
    ],
)
def test_a_word_that_no_story_has_may_mean_a_listed_name(typed: str, meant: str) -> None:
    assert nearest_name(normalise_search(typed)) == meant


@pytest.mark.parametrize(
    "word", ["قطار", "جيدة", "صورة", "عمال", "بوتين", "الكويتي", "وواشنطن", "لبنانيون", "مصرف", "putin", "بوت", "2024"]
)
def test_a_word_that_is_right_means_no_other_name(word: str) -> None:
    assert nearest_name(normalise_search(word)) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("putin", "بوتين"), ("mohamed", "محمد"), ("macron", "ماكرون"), ("ben", "بن"), ("ali", "علي"), ("sousse", "سوسه")],
)
def test_a_name_in_latin_letters_is_near_to_the_arabic_one_alone(typed: str, meant: str) -> None:
    words = Words(**{meant: 1, "بيتين": 9, "مهاجرون": 9, "البيان": 9, "الاوليه": 9, "السياسه": 9})
    assert [spelling.norm for spelling in near_spellings(typed, words)] == [meant]


@pytest.mark.parametrize("typed", ["putin", "macron", "or", "and", "usa", "covid"])
def test_nothing_is_near_to_a_latin_word_that_only_looks_like_a_name(typed: str) -> None:
    words = Words(بيتين=9, مهاجرون=9, الوور=9, الهند=9, الحسا=9, كوافير=9)
    assert near_spellings(typed, words) == []


NAMES = {
    "putin": "بوتين", "poutine": "بوتين", "loukachenko": "لوكاشينكو", "macron": "ماكرون", "merkel": "ميركل",
    "erdogan": "اردوغان", "trump": "ترامب", "mohamed": "محمد", "sousse": "سوسه", "ben": "بن", "ali": "علي",
    "obama": "اوباما", "hollande": "هولاند", "chirac": "شيراك", "sarkozy": "ساركوزي", "clinton": "كلينتون",
    "netanyahu": "نتنياهو", "zelensky": "زيلينسكي", "guterres": "غوتيريس", "bush": "بوش", "sisi": "السيسي",
    "france": "فرانس", "tunisie": "تونس", "kerry": "كيري", "djerba": "جربه",
}  # fmt: skip
COMMON = "تونسي سياسه قررت حيل حيله هيل بيوت محكمه ببوش الببوش غير قرب بلاغ الغاز الغذا التونسي القومي بتن مارك"
RARE = "المحاميد بوتن كراش"
READ = Words(**dict.fromkeys(RARE.split(), 1) | dict.fromkeys([*COMMON.split(), *NAMES.values()], 40))


@pytest.mark.parametrize(("typed", "name"), NAMES.items())
def test_a_name_in_latin_letters_comes_before_the_common_words_that_sound_a_little_like_it(
    typed: str, name: str
) -> None:
    assert near_spellings(typed, READ)[0].norm == name


@pytest.mark.parametrize("typed", ["qwerty", "hello", "game", "gaza", "time", "police", "party", "money"])
def test_no_common_word_is_near_to_a_latin_word_with_other_vowels(typed: str) -> None:
    assert near_spellings(typed, READ) == []


@pytest.mark.parametrize("typed", ["hello", "price", "bread", "ecole", "cheap", "demain", "lequipe", "psst"])
def test_an_ordinary_word_leads_to_no_arabic_one_that_sounds_like_it(typed: str) -> None:
    words = Words(هيليو=1, برس=40, بريد=60, يقول=109, شاب=400, ضمن=440, ليكيب=5, بثت=30)
    assert near_spellings(typed, words) == []


def test_a_listed_name_comes_before_an_unlisted_word_whether_the_index_has_it_or_not() -> None:
    assert [spelling.norm for spelling in near_spellings("tokyo", Words(طوكيو=2, توقيع=50))] == ["طوكيو"]
    assert near_spellings("bachar", Words(بعشر=6)) == []


@pytest.mark.parametrize(("typed", "first", "second"), [("video", "فيديو", "الفيديو"), ("bush", "بوش", "البوش")])
def test_of_names_that_sound_alike_the_one_without_article_comes_first(typed: str, first: str, second: str) -> None:
    assert [spelling.norm for spelling in near_spellings(typed, Words(**{second: 3, first: 3}))] == [first, second]


def test_of_names_that_sound_alike_a_much_more_frequent_one_comes_first_in_spite_of_its_article() -> None:
    assert near_spellings("sisi", Words(سيسي=2, السيسي=20))[0].norm == "السيسي"
    assert near_spellings("kasserine", Words(قصيرين=3, القصرين=200))[0].norm == "القصرين"
    assert near_spellings("assad", Words(اسد=2, الاسد=3))[0].norm == "الاسد"
