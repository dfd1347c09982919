"""What is stored of a page, and how it comes back."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.pagestore.errors import DamagedEntry
from khabar.pagestore.page import build_page, decode, encode

HTML = [("Content-Type", "text/html; charset=utf-8"), ("X-Frame-Options", "DENY"), ("Vary", "Accept-Language")]
BODY = ("<p>نص الخبر كما يقرأه القارئ</p>" * 50).encode()


def read_back(**options: object) -> dict[str, tuple[int, dict[str, str], bytes]]:
    entry = decode(encode(build_page(200, HTML, BODY, **options), {"front"}, serial=7, modified=784111777))
    return {coding: (status, dict(headers), body) for coding, (status, headers, body) in entry.answers.items()}


def test_every_coding_holds_the_same_page() -> None:
    answers = read_back()
    assert brotli.decompress(answers["br"][2]) == gzip.decompress(answers["gzip"][2]) == answers["identity"][2] == BODY
    assert all(int(headers["content-length"]) == len(body) for _, headers, body in answers.values())
    assert [answers[coding][1].get("content-encoding") for coding in ("br", "gzip", "identity")] == ["br", "gzip", None]


def test_headers_come_back_with_a_strong_tag_per_coding() -> None:
    answers = read_back()
    headers = answers["br"][1]
    assert headers["x-frame-options"] == "DENY"
    assert headers["vary"] == "Accept-Language, Accept-Encoding"
    assert headers["last-modified"] == "Sun, 06 Nov 1994 08:49:37 GMT"
    tags = {answer[1]["etag"] for answer in answers.values()}
    assert len(tags) == 3
    assert all(tag.startswith('"') for tag in tags)


@pytest.mark.parametrize("kind", ["image/avif", "font/woff2", "application/pdf", ""])
def test_packed_types_are_kept_as_they_are(kind: str) -> None:
    page = build_page(200, [("Content-Type", kind)], BODY)
    assert set(page.bodies) == {"identity"}
    assert page.vary == ()


@pytest.mark.parametrize(
    "kind", ["application/rss+xml; charset=utf-8", "application/json", "text/plain", "image/svg+xml", "text/javascript"]
)
def test_text_types_are_compressed(kind: str) -> None:
    assert set(build_page(200, [("Content-Type", kind)], BODY).bodies) == {"br", "gzip", "identity"}


@given(st.binary(max_size=400))
def test_any_bytes_that_are_not_an_entry_are_refused(raw: bytes) -> None:
    with pytest.raises(DamagedEntry):
        decode(raw)


@given(st.integers(min_value=17), st.integers(min_value=1, max_value=255))
def test_one_wrong_byte_is_noticed(at: int, change: int) -> None:
    raw = bytearray(encode(build_page(200, HTML, BODY), {"front"}, serial=1, modified=1))
    # The serial, expiry and time in the head are covered by what the store keeps beside them, not by the checksum.
    at = 33 + at % (len(raw) - 33)
    raw[at] ^= change
    with pytest.raises(DamagedEntry):
        decode(bytes(raw))
