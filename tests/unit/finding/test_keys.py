"""When two queries are one, and which are not counted."""

import pytest

from khabar.finding.keys import MAX_KEY, is_private, query_key


@pytest.mark.parametrize(
    "spelling",
    [
        "أسعار القمح",
        "اسعار القمح",
        "أَسْعار القمـح",
        "  أسعار   القمح؟",
        "«أسعار القمح»",
        "أسعار\u200fالقمح".replace("\u200f", " \u200f"),
    ],
)
def test_spellings_of_a_query_have_one_key(spelling: str) -> None:
    assert query_key(spelling) == query_key("أسعار القمح")


def test_other_words_and_another_order_are_another_query() -> None:
    keys = {query_key(text) for text in ("أسعار القمح", "القمح أسعار", "أسعار قمح", "أسعار القمح ٢٠٢٦")}
    assert len(keys) == 4
    assert query_key("عام ٢٠٢٦") == query_key("عام 2026")


@pytest.mark.parametrize("text", ["", "؟!", "\ud800", "كلمة " * 200, "ا" * (MAX_KEY + 1)])
def test_what_is_no_query_has_no_key(text: str) -> None:
    assert query_key(text) == ""


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("رقم 01001234567", True),
        ("٠١٠ ٠١٢٣ ٤٥٦", True),
        ("+20-100-123-45", True),
        ("someone@example.org", True),
        ("https://example.org/me", True),
        ("نتائج 2026", False),
        ("3-1", False),
        ("@handle", False),
        ("سعر 100,000", False),
    ],
)
def test_numbers_like_telephones_and_addresses_are_private(text: str, private: bool) -> None:
    assert is_private(text) is private
