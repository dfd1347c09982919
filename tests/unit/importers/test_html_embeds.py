"""Frames and posts of sites we know, in an archive's HTML, become embeds."""

import pytest

from khabar.importers.html_body import blocks_from_html


def kinds(markup: str) -> list[tuple[str, str]]:
    return [
        (block["type"], block["value"]["url"] if block["type"] == "embed" else block["value"])
        for block in blocks_from_html(markup)
    ]


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ('<iframe src="https://www.youtube.com/embed/a1B2?rel=0"></iframe>', "https://www.youtube.com/watch?v=a1B2"),
        ('<iframe data-src="//www.youtube-nocookie.com/embed/a1B2"></iframe>', "https://www.youtube.com/watch?v=a1B2"),
        ('<iframe src="https://player.vimeo.com/video/12?h=1"></iframe>', "https://vimeo.com/12"),
        (
            '<iframe src="https://www.dailymotion.com/embed/video/x1y"></iframe>',
            "https://www.dailymotion.com/video/x1y",
        ),
        (
            '<blockquote class="twitter-tweet"><p>كلام <a href="https://t.co/1">x</a></p>&mdash; هدى '
            '<a href="https://twitter.com/huda/status/12?ref_src=x">اليوم</a></blockquote>',
            "https://twitter.com/huda/status/12",
        ),
        (
            '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Ab1/?utm=1">'
            "<div>كلام</div></blockquote>",
            "https://www.instagram.com/p/Ab1/",
        ),
    ],
)
def test_what_is_known_becomes_an_embed(markup: str, url: str) -> None:
    before, after = "<p>قبله</p>", "<p>بعده</p>"
    expected = [("paragraph", before), ("embed", url), ("paragraph", after)]
    assert kinds(before + markup + after) == expected
    assert kinds(f"{before}<div>{markup}</div>{after}") == expected


def test_a_frame_in_a_paragraph_follows_its_words() -> None:
    found = kinds('<p>شاهد الجولة: <iframe src="https://www.youtube.com/embed/a1B2"></iframe></p>')
    assert [kind for kind, _ in found] == ["paragraph", "embed"]


@pytest.mark.parametrize(
    "markup",
    [
        '<iframe src="https://unknown.example/1"></iframe>',
        '<iframe src="javascript:alert(1)"></iframe>',
        '<iframe src="https://[half"></iframe>',
        "<iframe></iframe>",
    ],
)
def test_other_frames_are_left_behind(markup: str) -> None:
    assert kinds(f"<p>كلام</p>{markup}") == [("paragraph", "<p>كلام</p>")]


def test_an_ordinary_quotation_stays_one() -> None:
    assert kinds('<blockquote class="x"><a href="https://twitter.com/a/status/1">قال</a></blockquote>')[0][0] == "quote"
