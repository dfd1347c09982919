"""Request headers as browsers and as attackers send them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.pagestore.negotiate import codings, http_date, none_match

ETAGS = ('"abc"', '"abc-br"', '"abc-gz"')


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        (None, ("identity",)),
        ("", ("identity",)),
        ("gzip, deflate, br, zstd", ("br", "gzip", "identity")),
        ("gzip", ("gzip", "identity")),
        ("x-gzip", ("gzip", "identity")),
        ("BR", ("br", "identity")),
        ("br;q=0.5, gzip;q=0.8", ("gzip", "br", "identity")),
        ("br;q=0, gzip", ("gzip", "identity")),
        ("*", ("br", "gzip", "identity")),
        ("*;q=0", ("identity",)),
        ("gzip;q=0, *;q=0.5", ("br", "identity")),
        ("identity, br;q=0.5", ("identity",)),
        ("br;q=nonsense, gzip;q=1.0", ("gzip", "identity")),
        ("br; q=0.001", ("br", "identity")),
        ("zstd, deflate", ("identity",)),
    ],
)
def test_codings_follow_the_clients_weights(accept: str | None, best: tuple[str, ...]) -> None:
    assert codings(accept) == best


@pytest.mark.parametrize("header", ['"abc"', 'W/"abc"', '"x", W/"abc-gz"', "*", ' "abc-br" ', '"a,b","abc"'])
def test_if_none_match_matches(header: str) -> None:
    assert none_match(header, ETAGS) in ETAGS


def test_the_tag_that_the_reader_has_is_told() -> None:
    assert none_match('"x", W/"abc-gz"', ETAGS) == '"abc-gz"'


@pytest.mark.parametrize("header", ['"abd"', "abc", "", '"', 'W/"', '"ab', "**", '"abc', "," * 9000 + '"abc"'])
def test_if_none_match_does_not_match(header: str) -> None:
    assert none_match(header, ETAGS) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784111777),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784111777),
        ("Sun Nov  6 08:49:37 1994", 784111777),
        ("yesterday", None),
        ("", None),
        ("Sun, 99 Nov 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 99999999 08:49:37 GMT", None),
    ],
)
def test_http_dates(value: str, seconds: int | None) -> None:
    assert http_date(value) == seconds


@given(st.text(max_size=300))
def test_no_header_raises(value: str) -> None:
    assert codings(value)[-1] == "identity"
    assert none_match(value, ETAGS) in (None, *ETAGS)
    assert http_date(value) is None or isinstance(http_date(value), float)
