"""Addresses on other sites that can be shown in a frame, and those that cannot."""

import pytest

from khabar.media.embeds.frames import frame_of

TUBE = "https://www.youtube-nocookie.com/embed/a1B2-c3_D4e"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.youtube.com/watch?v=a1B2-c3_D4e&t=30s", TUBE),
        ("https://m.youtube.com/watch?app=desktop&v=a1B2-c3_D4e", TUBE),
        ("https://youtu.be/a1B2-c3_D4e?si=x", TUBE),
        ("https://www.youtube.com/shorts/a1B2-c3_D4e", TUBE),
        ("https://vimeo.com/channels/staff/123456", "https://player.vimeo.com/video/123456?dnt=1"),
        (
            "https://x.com/someone/status/1234567890123456789",
            "https://platform.twitter.com/embed/Tweet.html?id=1234567890123456789&dnt=true&lang=ar",
        ),
    ],
)
def test_known_sites_have_a_frame(url: str, address: str) -> None:
    frame = frame_of(url)
    assert frame is not None
    assert frame.address == address


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?v=a%22%20onload%3D1",
        "https://youtube.com.evil.example/watch?v=a1B2",
        "https://youtu.be/",
        "https://vimeo.com/about",
        "https://x.com/someone",
        "https://x.com/someone/status/1x",
        "https://news.example/status/1",
    ],
)
def test_others_stay_links(url: str) -> None:
    assert frame_of(url) is None
