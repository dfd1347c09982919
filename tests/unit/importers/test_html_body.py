"""HTML bodies become blocks without losing words or letting anything active through."""

from typing import Any

import pytest

from khabar.importers.html_body import blocks_from_html


def _types(blocks: list[dict[str, Any]]) -> list[str]:
    return [block["type"] for block in blocks]


def test_paragraphs_headings_lists_and_quotes_keep_their_order() -> None:
    blocks = blocks_from_html(
        "<p>أولى</p><h2>عنوان</h2><ul><li>بند</li><li>آخر</li></ul><blockquote>قول</blockquote><p>أخيرة</p>"
    )
    assert _types(blocks) == ["paragraph", "subheading", "list", "quote", "paragraph"]
    assert blocks[2]["value"] == ["بند", "آخر"]


def test_loose_text_and_inline_elements_stay_one_paragraph() -> None:
    blocks = blocks_from_html("فاز <b>الفريق</b> أمس.")
    assert [block["value"] for block in blocks] == ["<p>فاز <b>الفريق</b> أمس.</p>"]


def test_line_breaks_part_loose_text_into_paragraphs() -> None:
    assert _types(blocks_from_html("سطر أول<br>سطر ثان")) == ["paragraph", "paragraph"]


def test_paragraphs_inside_wrappers_are_found() -> None:
    blocks = blocks_from_html("<div><section><p>في الداخل</p></section></div>")
    assert [block["value"] for block in blocks] == ["<p>في الداخل</p>"]


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script><p>نص</p>",
        '<p onclick="alert(1)">نص</p>',
        '<p><a href="javascript:alert(1)">نص</a></p>',
        '<iframe src="https://evil.example"></iframe><p>نص</p>',
        "<p>نص<img src=x onerror=alert(1)></p>",
        "<svg><script>alert(1)</script></svg><p>نص</p>",
    ],
)
def test_nothing_active_survives(attack: str) -> None:
    stored = str(blocks_from_html(attack))
    assert "نص" in stored
    assert not any(word in stored for word in ("alert", "javascript", "onclick", "onerror", "<iframe", "<script"))


def test_text_that_looks_like_markup_stays_text() -> None:
    assert blocks_from_html("<p>5 &lt; 7 &amp; 9</p>")[0]["value"] == "<p>5 &lt; 7 &amp; 9</p>"


@pytest.mark.parametrize("empty", ["", "   ", "<p></p>", "<div><br></div>", "<!-- لا شيء -->"])
def test_nothing_gives_no_blocks(empty: str) -> None:
    assert blocks_from_html(empty) == []
