"""What may stay in rich text, and what a StreamField's raw data looks like afterwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.core.clean import clean_body, clean_inline, clean_stream, clean_text, safe_url


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>نص <b>مهم</b></p>", "<p>نص <b>مهم</b></p>"),
        ("<p>قبل<script>alert(1)</script>بعد</p>", "<p>قبلبعد</p>"),
        ('<p onclick="x()">نص</p>', "<p>نص</p>"),
        ('<p style="color:red" class="x">نص</p>', "<p>نص</p>"),
        ('<a href="javascript:alert(1)">رابط</a>', "<a>رابط</a>"),
        ('<a href="jav&#x09;ascript:alert(1)">رابط</a>', "<a>رابط</a>"),
        ('<a href="data:text/html,x">رابط</a>', "<a>رابط</a>"),
        ('<a href="https://khabar.example/">رابط</a>', '<a href="https://khabar.example/">رابط</a>'),
        ('<a linktype="page" id="3">رابط</a>', '<a linktype="page" id="3">رابط</a>'),
        ("<font>نص</font>", "نص"),
        ("<p>نص<iframe src='x'>داخل</iframe></p>", "<p>نص</p>"),
        ('<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '"&gt;'),
        ("<p>١ &lt; ٢ &amp; ٣</p>", "<p>١ &lt; ٢ &amp; ٣</p>"),
        ("<ul><li>بند</li></ul>", "<ul><li>بند</li></ul>"),
        ("<p>أ\x00ب\x1bج\ud800</p>", "<p>أبج</p>"),
    ],
)
def test_body_keeps_what_the_editor_needs_and_nothing_that_runs(dirty: str, clean: str) -> None:
    assert clean_body(dirty) == clean


def test_inline_has_no_paragraphs() -> None:
    assert clean_inline("<p>نص <em>مائل</em></p><h2>عنوان</h2>") == "نص <em>مائل</em>عنوان"


@given(
    st.text()
    | st.lists(
        st.sampled_from(["<p>", "</p>", "<b>", "<svg>", "<!--", "&lt;", "<a href=", "'", '"', ">", "ن", "<style>"])
    ).map("".join)
)
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = clean_body(html)
    assert clean_body(once) == once


@given(st.text())
def test_clean_text_keeps_letters_and_can_be_stored(text: str) -> None:
    kept = clean_text(text)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert "\x00" not in kept
    assert [c for c in text if c.isalpha()] == [c for c in kept if c.isalpha()]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://khabar.example/a?b=1", "https://khabar.example/a?b=1"),
        ("  http://khabar.example ", "http://khabar.example"),
        ("javascript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("//khabar.example/", ""),
        ("data:text/html,x", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_are_safe(url: str, kept: str) -> None:
    assert safe_url(url) == kept


def test_a_stream_is_cleaned_block_by_block() -> None:
    raw = [
        {"type": "paragraph", "value": "<p>نص<script>x</script></p>", "id": "1"},
        {"type": "subheading", "value": "عنوان <b> \x00حرفي", "id": "2"},
        {"type": "quote", "value": {"text": "قول\x07", "speaker": None}, "id": "3"},
        {"type": "list", "value": [{"type": "item", "value": "بند\x00", "id": "x"}], "id": "4"},
        {"type": "picture", "value": {"picture": 5, "caption": "شرح"}, "id": "5"},
        {"type": "embed", "value": {"url": "javascript:alert(1)", "title": "ش"}, "id": "6"},
        {"type": "embed", "value": {"url": "https://khabar.example/", "title": "ش\x00"}, "id": "7"},
        {"type": "related", "value": 9, "id": "8"},
    ]
    assert clean_stream(raw) == [
        {"type": "paragraph", "value": "<p>نص</p>", "id": "1"},
        {"type": "subheading", "value": "عنوان <b> حرفي", "id": "2"},
        {"type": "quote", "value": {"text": "قول", "speaker": None}, "id": "3"},
        {"type": "list", "value": [{"type": "item", "value": "بند", "id": "x"}], "id": "4"},
        {"type": "picture", "value": {"picture": 5, "caption": "شرح"}, "id": "5"},
        {"type": "embed", "value": {"url": "https://khabar.example/", "title": "ش"}, "id": "7"},
        {"type": "related", "value": 9, "id": "8"},
    ]
