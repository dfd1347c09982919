from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.search.query import MAX_CHARS, MAX_WORDS, Query, understand


def words(text: str) -> list[str]:
    return [word.norm for word in understand(text).words]


def test_words_phrases_and_exclusions() -> None:
    read = understand('محادثات "قمة المناخ" -رياضة')
    assert [word.text for word in read.words] == ["محادثات"]
    assert [[word.norm for word in phrase] for phrase in read.phrases] == [["قمه", "المناخ"]]
    assert [word.norm for word in read.excluded] == ["رياضه"]


@pytest.mark.parametrize("text", ["«قمة المناخ»", "“قمة المناخ”", '"قمة المناخ'])
def test_every_kind_of_quote_opens_a_phrase(text: str) -> None:
    assert len(understand(text).phrases) == 1


def test_function_words_are_dropped_beside_others_and_said_so() -> None:
    read = understand("الانتخابات في المدينة")
    assert [word.text for word in read.words] == ["الانتخابات", "المدينة"]
    assert read.dropped == ("في",)


def test_function_words_alone_are_searched() -> None:
    assert words("من إلى") == ["من", "الي"]


def test_hamza_and_yeh_tell_a_word_from_a_function_word() -> None:
    assert words("علي ماء") == ["علي", "ما"]


def test_a_score_is_not_an_exclusion() -> None:
    read = understand("فوز 3-1")
    assert words("فوز 3-1") == ["فوز", "3-1"]
    assert read.excluded == ()


def test_what_is_too_long_is_dropped_and_said_so() -> None:
    read = understand("كلمة " * MAX_CHARS)
    assert len(read.words) == 1
    assert read.dropped[0].endswith("…")
    assert len(understand(" ".join(f"كلمة{n}ب" for n in range(2 * MAX_WORDS))).words) <= MAX_WORDS


@given(st.text(alphabet=st.characters(codec=None), max_size=2 * MAX_CHARS))
def test_any_text_is_understood(text: str) -> None:
    read = understand(text)
    assert len(read.words) <= MAX_WORDS


def test_the_window_is_kept_in_bounds() -> None:
    assert Query("x", limit=-4, offset=-9).window == (0, 0)
    assert Query("x", limit=10**9, offset=10**9).window == (10_000, 100)
    assert Query("x", date_from=date(2024, 1, 1)).date_to is None
