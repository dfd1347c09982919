import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.latin import latin_keys, sound, sounds_apart
from khabar.arabic.names import name_key
from khabar.arabic.normalise import normalise_search


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("putin", "بوتين"),
        ("poutine", "بوتين"),
        ("loukachenko", "لوكاشينكو"),
        ("lukashenko", "لوكاشينكو"),
        ("netanyahu", "نتنياهو"),
        ("al-sisi", "السيسي"),
        ("sisi", "السيسي"),
        ("assad", "الأسد"),
        ("erdogan", "أردوغان"),
        ("khamenei", "خامنئي"),
        ("saud", "سعود"),
        ("zelensky", "زيلينسكي"),
    ],
)
def test_a_name_in_latin_letters_has_the_key_of_the_arabic_one(typed: str, name: str) -> None:
    assert name_key(normalise_search(name)) in latin_keys(typed)


def test_the_sound_tells_names_with_one_key_apart() -> None:
    assert sound("putin") == sound("بوتين")
    assert sound("loukachenko") == sound("lukashenko")
    assert sound("macron") != sound("مكارين")


@given(st.text(max_size=30))
def test_any_text_has_keys_or_none(text: str) -> None:
    assert all(isinstance(key, str) for key in latin_keys(text.lower()))


@pytest.mark.parametrize(
    ("typed", "name", "other"),
    [
        ("putin", "بوتين", "بيتين"),
        ("macron", "ماكرون", "مهاجرون"),
        ("mohamed", "محمد", "محامون"),
        ("trump", "ترامب", "تراهمب"),
    ],
)
def test_vowels_that_arabic_leaves_out_are_near_and_other_vowels_are_not(typed: str, name: str, other: str) -> None:
    def apart(word: str) -> float:
        return sounds_apart(sound(typed), sound(normalise_search(word)))

    assert apart(name) < 2.5 < apart(other)
