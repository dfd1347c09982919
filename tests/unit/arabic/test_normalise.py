import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from khabar.arabic.normalise import fold_exact, normalise_display, normalise_exact, normalise_search


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("كِتَابٌ  جديـــد", "كِتَابٌ جديـــد"),
        ("ﺍﻟﻐﺪ", "الغد"),
        ("خبر\u202e مقلوب\u202c", "خبر مقلوب"),
        ("سطر\u00a0أول\nسطر ثان ", "سطر أول\nسطر ثان"),
        ("نص\x00\ud800 سليم", "نص سليم"),
    ],
)
def test_display_cleans_but_keeps_letters_marks_and_kashida(written: str, shown: str) -> None:
    assert normalise_display(written) == shown


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("بُوتِين", "بوتين"),
        ("مينســك", "مينسك"),
        ("أُسْرَةٌ", "أسرة"),
        ("إلى على", "إلى على"),
        ("ا\u0653ن", "آن"),
        ("کتاب فارسی", "كتاب فارسي"),
        ("ﻻ\u200fشيء\ufeff", "لاشيء"),
        ("٢٠٢٤ و۱۳۹۹", "2024 و1399"),
        ("BBC", "bbc"),
    ],
)
def test_exact_drops_what_carries_no_spelling_and_keeps_hamza(written: str, exact: str) -> None:
    assert normalise_exact(written) == exact


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("أحمد", "احمد"),
        ("إيران", "ايران"),
        ("آسيا", "اسيا"),
        ("مدرسة", "مدرسه"),
        ("مستشفى", "مستشفي"),
        ("لقاء", "لقا"),
        ("طائرات", "طايرات"),
        ("مؤتمر", "موتمر"),
        ("ڤيينا", "فيينا"),
        ("هشام", "ھشام"),
        ("ٱلرحمن", "الرحمن"),
        ("École", "ecole"),
        ("ﺃﻧﺒﺎﺀ", "انباء"),
    ],
)
def test_search_folds_the_spellings_of_one_word(first: str, second: str) -> None:
    assert normalise_search(first) == normalise_search(second)


def test_search_keeps_different_letters_apart() -> None:
    assert normalise_search("ضرب") != normalise_search("ظرب")
    assert normalise_search("قلب") != normalise_search("كلب")


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
@example("\x00")
@example("a\x00b")
def test_any_text_can_be_normalised_and_stays_so(text: str) -> None:
    for normalise in (normalise_display, normalise_exact, normalise_search):
        once = normalise(text)
        assert "\x00" not in once
        assert not any("\ud800" <= char <= "\udfff" for char in once)
    assert normalise_exact(normalise_exact("مُؤتمـر")) == "مؤتمر"


@given(st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=12))
def test_a_word_is_folded_in_one_step_as_in_two(text: str) -> None:
    assert normalise_search(text) == fold_exact(normalise_exact(text))
