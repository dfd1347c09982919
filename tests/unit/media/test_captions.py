"""Caption files: what is taken, what is refused with the line that is wrong."""

import pytest

from khabar.media.errors import CaptionsRefused
from khabar.media.videos.captions import read

VTT = "WEBVTT\n\n00:01.000 --> 00:03.500\nأهلًا بكم\n\n00:04.000 --> 00:06.000\nفي سوق المدينة\n"
KEPT = "WEBVTT\n\n00:00:01.000 --> 00:00:03.500\nأهلًا بكم\n\n00:00:04.000 --> 00:00:06.000\nفي سوق المدينة\n"


@pytest.mark.parametrize(
    "text",
    [
        VTT,
        "\ufeff" + VTT,
        VTT.replace("\n", "\r\n"),
        VTT.replace("WEBVTT", "WEBVTT ترجمة\nKind: captions"),
        VTT.replace("00:04.000 -->", "البند الثاني\n00:04.000 -->"),
        VTT.replace("00:04.000 -->", "NOTE ملاحظة\nلا تظهر\n\n00:04.000 -->"),
        VTT.replace("\n\n00:01", "\n\nSTYLE\n::cue { background: url(https://x.example/) }\n\n00:01"),
        "1\n00:00:01,000 --> 00:00:03,500\nأهلًا بكم\n\n2\n00:00:04,000 --> 00:00:06,000\nفي سوق المدينة\n",
    ],
)
def test_what_says_the_same_is_kept_as_the_same(text: str) -> None:
    assert read(text.encode()) == KEPT
    assert read(read(text.encode()).encode()) == KEPT


def test_where_a_caption_stands_is_kept_and_nothing_else_of_its_settings() -> None:
    text = VTT.replace("00:03.500", "00:03.500 line:0 position:20% evil:x region:r")
    assert "00:00:03.500 line:0 position:20%\n" in read(text.encode())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "سطر ترجمة واحد"),
        (b"WEBVTT\n", "سطر ترجمة واحد"),
        (VTT.encode("cp1256", errors="replace"), "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "UTF-8"),
        (VTT.replace("00:06.000", "00:02.000").encode(), "السطر 6: ينتهي قبل أن يبدأ"),
        (VTT.replace("00:04.000", "00:00.500").encode(), "السطر 6: يبدأ قبل الذي سبقه"),
        (VTT.replace("00:04.000", "00:4").encode(), "السطر 6: توقيت غير مفهوم"),
        ((VTT + "\nسطر وحده\n").encode(), "السطر 9: نص بلا توقيت"),
        (b"WEBVTT\n" + b" " * (2 * 2**20), "ميغابايت"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(data: bytes, words: str) -> None:
    with pytest.raises(CaptionsRefused, match=words):
        read(data)
