"""What is read of another site's answer, and what is not."""

import json
from typing import Any

import pytest

from khabar.media.embeds.answer import Unreadable, read

ASKED = "https://films.example/oembed?url=x"


def told(**values: Any) -> Any:
    return read(json.dumps({"version": "1.0", "type": "video", **values}).encode(), ASKED)


def test_a_film_is_read() -> None:
    found = told(
        title=" جولة  في\nالميناء ",
        author_name="قناة الشاطئ",
        provider_name="أفلام",
        width="1280",
        height=720,
        duration=95,
        upload_date="2026-03-01 10:00:00",
        thumbnail_url="/thumbs/1.jpg",
        html='<iframe src="//player.films.example/1?a=b" onload="x()"></iframe><script src="//evil.example"></script>',
    )
    assert (found.title, found.author, found.provider) == ("جولة في الميناء", "قناة الشاطئ", "أفلام")
    assert (found.width, found.height, found.seconds) == (1280, 720, 95)
    assert found.frame == "https://player.films.example/1?a=b"
    assert found.thumbnail == "https://films.example/thumbs/1.jpg"
    assert found.uploaded_at is not None
    assert found.uploaded_at.isoformat() == "2026-03-01T10:00:00+00:00"


def test_a_post_gives_its_words_and_their_language() -> None:
    quote = (
        '<blockquote class="post"><p lang="ar" dir="rtl">أُعيد فتح الرصيف<br>صباح اليوم '
        "<a href='https://t.example/1'>صورة</a></p>&mdash; هدى</blockquote><script>steal()</script>"
    )
    found = told(type="rich", html=quote, author_name="هدى")
    assert found.text == "أُعيد فتح الرصيف صباح اليوم صورة"
    assert found.language == "ar"
    assert found.frame == ""


@pytest.mark.parametrize(
    "src",
    [
        "http://player.films.example/1",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://127.0.0.1/1",
        "https://localhost/1",
        "https://films.example:8443/1",
        "https://user@films.example/1",
        "https://films.example;script-src *",
        "https://*.example/1",
        "https://films.example/" + "a" * 2000,
    ],
)
def test_frames_that_no_policy_should_name(src: str) -> None:
    assert told(html=f'<iframe src="{src}"></iframe>').frame == ""


def test_what_could_end_a_header_or_an_attribute_is_encoded() -> None:
    frame = told(html='<iframe src="https://films.example/a b;c\'d&quot;e?x=<y>"></iframe>').frame
    assert not set(frame) & set(' "<>')


@pytest.mark.parametrize(
    "values",
    [
        {"width": "100%", "height": None},
        {"width": -5, "height": 10**9},
        {"width": True, "height": {}},
        {"title": ["x"], "author_name": 3, "html": 7, "thumbnail_url": {"a": 1}},
        {"thumbnail_url": "javascript:alert(1)", "upload_date": "yesterday"},
        {"thumbnail_url": "https://[half", "html": "<iframe src='https://[half'>"},
        {"html": "<" * 200_000},
    ],
)
def test_nonsense_is_left_out(values: dict[str, Any]) -> None:
    found = told(**values)
    assert (found.width, found.height, found.title, found.thumbnail, found.frame) == (0, 0, "", "", "")
    assert found.uploaded_at is None


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"type": "else"}', b'{"title": "x"}', b"\xff\xfe", b"[" * 9_999]
)
def test_what_is_no_answer_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(body, ASKED)


def test_long_texts_are_cut_at_a_word() -> None:
    found = told(title="كلمة " * 200)
    assert len(found.title) <= 300
    assert found.title.endswith("كلمة…")
