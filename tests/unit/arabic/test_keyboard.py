import pytest

from khabar.arabic.keyboard import (
    MISTAKE_COST,
    arabic_for_latin_keys,
    has_key_sign,
    is_no_latin,
    latin_for_arabic_keys,
    may_be_arabic,
)


@pytest.mark.parametrize(("typed", "meant"), [("lwv", "مصر"), ("hgrhivm", "القاهرة"), ("Hofhv", "أخبار")])
def test_latin_keys_read_as_arabic(typed: str, meant: str) -> None:
    assert arabic_for_latin_keys(typed) == meant


def test_arabic_keys_read_as_latin() -> None:
    assert latin_for_arabic_keys("مخىيخى") == "london"


def test_sound_alikes_cost_less_than_neighbouring_keys() -> None:
    assert MISTAKE_COST["ض", "ظ"] < MISTAKE_COST["ش", "س"] < 1
    assert MISTAKE_COST["ت", "ط"] == MISTAKE_COST["ط", "ت"]


def test_letters_a_dot_apart_cost_less_than_any_others() -> None:
    assert MISTAKE_COST["ط", "ظ"] < 1
    assert ("ط", "م") not in MISTAKE_COST


@pytest.mark.parametrize("typed", ["f,jdk", "hgsu,]dm", "[],vi", "du,]"])
def test_signs_between_letters_tell_of_arabic_keys(typed: str) -> None:
    assert has_key_sign(typed)


@pytest.mark.parametrize(
    "typed", ["covid-19", "e-mail", "l'equipe", "rock'n'roll", "u.s.", "C++", "and/or", "hello,", "1,500", "x;"]
)
def test_signs_of_latin_words_do_not(typed: str) -> None:
    assert not has_key_sign(typed)


@pytest.mark.parametrize("typed", ["jvhlf", "lwv", "hgrhivm", "hguvhr"])
def test_letters_of_arabic_keys_are_no_latin_word(typed: str) -> None:
    assert is_no_latin(typed)


@pytest.mark.parametrize("typed", ["hello", "iphone", "covid-19", "NBC", "rhythm", "بوتين", "strength", "kairouan"])
def test_words_names_and_abbreviations_in_capitals_may_be_latin(typed: str) -> None:
    assert not is_no_latin(typed)


@pytest.mark.parametrize(
    ("reading", "may"),
    [
        ("بوتين", True),
        ("القاهرة", True),
        ("ىرهيهش", False),
        ("ؤرخ", False),
        ("لةب", False),
        ("بب", False),
        ("ككك", False),
    ],
)
def test_what_may_be_an_arabic_word(reading: str, may: bool) -> None:
    assert may_be_arabic(reading) is may
