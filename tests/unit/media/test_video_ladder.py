"""Which qualities a film gets, and how the master playlist names them."""

import pytest

from khabar.media.videos.ladder import Variant, codecs, fallback, master, qualities, segments
from khabar.media.videos.lengths import clock_length, iso_length


@pytest.mark.parametrize(
    ("size", "sides"),
    [
        ((3840, 2160), [1080, 720, 360]),
        ((1920, 1080), [1080, 720, 360]),
        ((1080, 1920), [1080, 720, 360]),
        ((1280, 720), [720, 480, 240]),
        ((1600, 900), [900, 480, 240]),
        ((854, 480), [480, 360, 240]),
        ((640, 360), [360, 240]),
        ((320, 240), [240]),
        ((176, 144), [144]),
        ((17, 16), [16]),
    ],
)
def test_qualities(size: tuple[int, int], sides: list[int]) -> None:
    found = qualities(*size)
    assert [one.side for one in found] == sides
    for one in found:
        assert one.width <= size[0]
        assert one.height <= size[1]
        assert one.width % 2 == one.height % 2 == 0
        assert abs(one.width / one.height - size[0] / size[1]) < 0.15
        assert one.video_kilobits >= 100
    assert [one.video_kilobits for one in found] == sorted((one.video_kilobits for one in found), reverse=True)


def test_the_one_mp4_is_no_larger_than_a_phone_needs() -> None:
    assert fallback(qualities(1920, 1080)).side == 720
    assert fallback(qualities(640, 360)).side == 360


def test_the_master_begins_with_the_middle_quality() -> None:
    made = [Variant(f"{side}p", side, side, side * 9, side * 8, "avc1.64001f", 25.0) for side in (720, 480, 240)]
    lines = master(made).splitlines()
    assert [line for line in lines if not line.startswith("#")] == [f"{side}p/index.m3u8" for side in (480, 240, 720)]
    assert "BANDWIDTH=4320,AVERAGE-BANDWIDTH=3840,RESOLUTION=480x480,FRAME-RATE=25.000" in lines[3]


@pytest.mark.parametrize(
    ("profile", "level", "sound", "expected"),
    [
        ("High", 31, True, "avc1.64001F,mp4a.40.2"),
        ("Main", 30, False, "avc1.4D401E"),
        ("Constrained Baseline", 12, False, "avc1.42E00C"),
    ],
)
def test_codecs(profile: str, level: int, sound: bool, expected: str) -> None:
    assert codecs(profile, level, sound=sound) == expected


def test_segments_of_a_playlist() -> None:
    text = '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:4.000,\n0000.m4s\n#EXTINF:1.5,\n0001.m4s\n#EXT-X-ENDLIST\n'
    assert segments(text) == [(4.0, "0000.m4s"), (1.5, "0001.m4s")]


@pytest.mark.parametrize(
    ("seconds", "clock", "iso"),
    [(0.2, "0:01", "PT1S"), (59.6, "1:00", "PT1M"), (125, "2:05", "PT2M5S"), (3_725, "1:02:05", "PT1H2M5S")],
)
def test_lengths(seconds: float, clock: str, iso: str) -> None:
    assert (clock_length(seconds), iso_length(seconds)) == (clock, iso)
