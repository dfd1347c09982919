"""Digit folding keeps length and meaning."""

from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.digits import to_arabic_indic_digits, to_latin_digits


def test_arabic_indic_and_persian_digits_become_latin() -> None:
    assert to_latin_digits("٢٠٢٢/۱۲/19") == "2022/12/19"


def test_latin_and_persian_digits_become_arabic_indic() -> None:
    assert to_arabic_indic_digits("19 و۱۲") == "١٩ و١٢"


@given(st.text())
def test_folding_is_idempotent_and_keeps_length(text: str) -> None:
    folded = to_latin_digits(text)
    assert len(folded) == len(text)
    assert to_latin_digits(folded) == folded
    assert to_latin_digits(to_arabic_indic_digits(text)) == folded
