from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.search.query import MAX_CHARS, MAX_WORDS, Query, day, understand


def words(text: str) -> list[str]:
    return [word.norm for word in understand(text).words]


def test_words_phrases_and_exclusions() -> None:
    read = understand('محادثات "قمة المناخ" -رياضة')
    assert [word.text for word in read.words] == ["محادثات"]
    assert [[word.norm for word in phrase] for phrase in read.phrases] == [["قمه", "المناخ"]]
    assert [[word.norm for word in words] for words in read.excluded] == [["رياضه"]]


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


def test_filters_are_taken_out_of_the_words() -> None:
    read = understand('محادثات القسم:سياسة author:"أمينة الراوي" الرابط:كذا 10:30')
    assert read.filters == (("section", "سياسة"), ("author", "أمينة الراوي"))
    assert [word.text for word in read.words] == ["محادثات", "الرابط", "كذا", "10:30"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("٢٠٢٤-٠٢-٠٣", date(2024, 2, 3), date(2024, 2, 3)),
        ("2024-13", None, None),
        ("أمس", None, None),
    ],
)
def test_days(text: str, first: date | None, last: date | None) -> None:
    assert (day(text), day(text, last=True)) == (first, last)


def test_a_day_that_cannot_be_read_stays_a_word() -> None:
    assert understand("محادثات من:أمس").filters == ()


def test_or_gives_a_word_another_way_to_match() -> None:
    (word,) = understand("روسيا OR أوكرانيا").words
    assert [other.text for other in word.others] == ["أوكرانيا"]
    assert len(understand("OR روسيا").words) == 2
