import pytest

from khabar.arabic.latin_words import is_ordinary, latin_key, latin_names


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("cairo", "القاهرة"), ("Le Caire", "القاهرة"), ("Gaza", "غزة"), ("Moscou", "موسكو"), ("Égypte", "مصر"),
        ("Sweden", "السويد"), ("suède", "السويد"), ("Etats-Unis", "الولايات المتحدة"), ("sharm el-sheikh", "شرم الشيخ"),
        ("guterres", "غوتيريش"), ("Côte d’Ivoire", "ساحل العاج"),
    ],
)  # fmt: skip
def test_names_that_cannot_be_told_by_their_sound_are_listed(latin: str, arabic: str) -> None:
    assert latin_names()[latin_key(latin)][0] == arabic


@pytest.mark.parametrize("word", ["hello", "eau", "reunion", "nice", "world", "dominique", "gates"])
def test_no_ordinary_word_is_listed_as_a_name(word: str) -> None:
    assert word not in latin_names()


@pytest.mark.parametrize("word", ["hello", "players", "elections", "lequipe", "ecole", "given", "voitures"])
def test_ordinary_words_in_their_regular_forms(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize("word", ["putin", "loukachenko", "ali", "gabes", "video", "mariem"])
def test_names_and_words_that_arabic_has_taken_over_are_not_ordinary(word: str) -> None:
    assert not is_ordinary(word)
