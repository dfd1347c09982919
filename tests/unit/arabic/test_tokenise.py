import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.tokenise import raw_words, tokens


def norms(text: str) -> list[str]:
    return [token.word.norm for token in tokens(text)]


def test_words_carry_their_place_in_the_original() -> None:
    text = "زار الوزيرُ مينســك، أمس."
    assert [text[token.start : token.end] for token in tokens(text)] == ["زار", "الوزيرُ", "مينســك", "أمس"]
    assert norms(text) == ["زار", "الوزير", "مينسك", "امس"]


def test_invisible_controls_at_the_edge_are_outside_the_word() -> None:
    text = "\u200fفيلم\u200e جديد"
    first = next(tokens(text))
    assert (first.start, first.end, first.word.norm) == (1, 5, "فيلم")


@pytest.mark.parametrize(
    ("text", "norm", "parts"),
    [
        ("3-1", "3-1", ("3", "1")),
        ("٣-١", "3-1", ("3", "1")),
        ("19/12/2022", "19/12/2022", ("19", "12", "2022")),
        ("10%", "10%", ("10",)),
        ("٪١٥", "15%", ("15",)),
        ("1,500", "1500", ()),
        ("١٬٥٠٠٬٠٠٠", "1500000", ()),
        ("٣٫٥", "3.5", ("3", "5")),
        ("COVID-19", "covid-19", ("covid", "19")),
        ("C++", "c++", ("c",)),
        ("@khabar_ar", "@khabar_ar", ("khabar", "ar")),
        ("#معرض_الكتاب", "#معرض_الكتاب", ("معرض", "الكتاب")),
        ("5G", "5g", ()),
    ],
)
def test_numbers_names_and_tags_are_one_token_with_parts(text: str, norm: str, parts: tuple[str, ...]) -> None:
    (token,) = tokens(text)
    assert (token.word.norm, token.word.parts) == (norm, parts)


def test_a_number_behind_an_arabic_word_is_a_token_of_its_own() -> None:
    assert norms("كوفيد-19 وبـ10 جنيهات") == ["كوفيد", "19", "وب", "10", "جنيهات"]


@given(st.text(max_size=200))
def test_offsets_always_cut_the_text_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end
    assert len(raw_words(text)) >= len(norms(text))
