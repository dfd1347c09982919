"""The query strings that make pages of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.pagestore.query import LONGEST_QUERY, canonical_query


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("", ""),
        ("utm_source=x&fbclid=y", ""),
        ("before=12&utm_source=x", "before=12"),
        ("q=%D9%86%D9%88%D9%88%D9%8A&before=3", "before=3&q=%D9%86%D9%88%D9%88%D9%8A"),
        ("q=b&before=a", "before=a&q=b"),
        ("before=1&before=2", "before=2"),
        ("before=", "before="),
        ("before", "before="),
        ("before=a+b", "before=a+b"),
        ("before=a%20b", "before=a+b"),
        ("before=%FF", None),
        ("before=" + "x" * LONGEST_QUERY, None),
        ("&".join(f"p{number}=1" for number in range(200)), None),
    ],
)
def test_only_declared_parameters_count(raw: str, canonical: str | None) -> None:
    assert canonical_query(raw, ("before", "q")) == canonical


def test_a_view_that_declares_nothing_has_one_page() -> None:
    assert canonical_query("before=1&x=%FF", ()) == ""


@given(st.text(max_size=200))
def test_canonical_is_stable(raw: str) -> None:
    once = canonical_query(raw, ("a", "b"))
    assert once is None or canonical_query(once, ("a", "b")) == once
