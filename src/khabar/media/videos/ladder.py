"""Pure rules of the qualities a video is offered in, and the HLS master playlist that names them."""

from collections.abc import Iterable
from dataclasses import dataclass

SEGMENT_SECONDS = 4
FALLBACK_SIDE = 720  # the one MP4 is the best quality up to this
FRAMES_MOST = 30
# The short side of the best quality, then those below it: a good line, an ordinary one, a weak phone.
_BELOW = ((1080, (720, 360)), (720, (480, 240)), (480, (360, 240)), (360, (240,)), (0, ()))
# Kilobits per second at most, by the short side. Between them in proportion to the pixels.
_KILOBITS = ((1080, 4_500), (720, 2_400), (480, 1_200), (360, 700), (240, 350))
# H.264 profile names as ffprobe writes them, as the first four digits of RFC 6381's `avc1`.
_PROFILES = {"Constrained Baseline": "42E0", "Baseline": "4200", "Main": "4D40", "High": "6400"}


@dataclass(frozen=True)
class Quality:
    """One size to make: pixels, and kilobits per second at most for picture and for sound."""

    width: int
    height: int
    side: int  # the shorter of the two, which names it
    video_kilobits: int
    audio_kilobits: int

    @property
    def name(self) -> str:
        return f"{self.side}p"


@dataclass(frozen=True)
class Variant:
    """One quality as it was made; bits per second."""

    name: str
    width: int
    height: int
    peak: int
    average: int
    codecs: str
    frames: float


def qualities(width: int, height: int) -> list[Quality]:
    """The qualities of a video of that size, best first; none has more pixels than the video."""
    top = min(1080, min(width, height))
    below = next(sides for least, sides in _BELOW if top >= least)
    return [_quality(width, height, side) for side in (top, *below)]


def _quality(width: int, height: int, side: int) -> Quality:
    scale = side / min(width, height)
    across, down = (_even(length * scale) for length in (width, height))
    limit = next((kb * (side / least) ** 2 for least, kb in _KILOBITS if side >= least), 350 * (side / 240) ** 2)
    return Quality(across, down, side, max(100, round(limit)), 128 if side >= 480 else 64)


def _even(length: float) -> int:
    """H.264 in 4:2:0 wants even sides; rounded down, so that nothing grows."""
    return max(2, int(length + 0.01) // 2 * 2)


def fallback(offered: Iterable[Quality]) -> Quality:
    """The quality of the one MP4."""
    found = list(offered)
    return next((one for one in found if one.side <= FALLBACK_SIDE), found[-1])


def codecs(profile: str, level: int, *, sound: bool) -> str:
    """The `CODECS` of a variant (RFC 6381) from what ffprobe says of it."""
    picture = f"avc1.{_PROFILES.get(profile, '6400')}{level:02X}"
    return f"{picture},mp4a.40.2" if sound else picture


def segments(playlist: str) -> list[tuple[float, str]]:
    """Length in seconds and name of each segment of a media playlist."""
    found, length = [], 0.0
    for line in playlist.splitlines():
        if line.startswith("#EXTINF:"):
            length = float(line.removeprefix("#EXTINF:").partition(",")[0])
        elif line and not line.startswith("#"):
            found.append((length, line.strip()))
    return found


def master(variants: Iterable[Variant]) -> str:
    """The master playlist (RFC 8216). The middle quality stands first: players begin with it."""
    ordered = sorted(variants, key=lambda one: one.peak)
    first = ordered[len(ordered) // 2 :][:1] if len(ordered) < 3 else [ordered[1]]
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for one in [*first, *(each for each in ordered if each not in first)]:
        lines.append(
            f"#EXT-X-STREAM-INF:BANDWIDTH={one.peak},AVERAGE-BANDWIDTH={one.average},"
            f'RESOLUTION={one.width}x{one.height},FRAME-RATE={one.frames:.3f},CODECS="{one.codecs}"'
        )
        lines.append(f"{one.name}/index.m3u8")
    return "\n".join(lines) + "\n"
