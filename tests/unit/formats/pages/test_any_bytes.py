"""Whatever bytes come in, a page is read or refused in Arabic, and never anything else happens."""

import json

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.formats.pages import markup

from khabar.formats.page import PageRefused, read_page

_PAGES = [
    markup.egyptian_portal().encode(),
    markup.json_ld_array().encode(),
    markup.wordpress_graph().encode(),
    markup.old_tables(),
    "\n\n".join([markup.HEADLINE, "الإثنين 19 ديسمبر 2022 10:25 م", *markup.STORY]).encode(),
]
_SCRAPS = st.sampled_from(
    [
        b"<h1>", b"</div>", b"<br>", b"<time datetime='2022-13-45'>", b'"datePublished":123,', b"\x00", b"\xff\xd8",
        b'<script type="application/ld+json">', b"[{", b"null", b"&#0;", b"99/99/9999", b"<link rel=canonical href='http://[x'>",
        "\u202e".encode(), "٣١ فبراير ٢٠٢٢".encode(),
    ]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return a page with pieces cut out, doubled, or put in the wrong place."""
    page = bytearray(draw(st.sampled_from(_PAGES)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(page)))
        to = min(len(page), at + draw(st.integers(0, 600)))
        piece = draw(st.one_of(st.just(b""), st.binary(max_size=12), _SCRAPS, st.just(bytes(page[at:to]) * 2)))
        page[at:to] = piece
    return bytes(page)


@given(st.one_of(st.binary(max_size=300), damaged()), st.sampled_from([None, "https://news.example.eg/1", "http://[x"]))
def test_read_or_refused(data: bytes, url: str | None) -> None:
    record, reason = None, ""
    try:
        record = read_page(data, source="page", url=url)
    except PageRefused as refusal:
        reason = refusal.reason
    if record is None:
        assert any("\u0600" <= char <= "\u06ff" for char in reason)
    else:
        assert record.headline
        assert record.body
        json.dumps(record.to_json(), ensure_ascii=False).encode()
