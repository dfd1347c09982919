"""Making what readers get of one video, a step at a time: each step's result appears under its name only when whole.

Killed at any moment, it goes on with the next quality that is missing.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from khabar.media.errors import VideoRefused
from khabar.media.videos import tools
from khabar.media.videos.ladder import (
    FRAMES_MOST,
    SEGMENT_SECONDS,
    Quality,
    Variant,
    codecs,
    fallback,
    master,
    qualities,
    segments,
)
from khabar.media.videos.probe import Facts

MP4, MASTER = "video.mp4", "master.m3u8"
# An hour of film may take this many hours on a machine that has little time for it.
_SLOWEST = 30
_PLAYLIST = "index.m3u8"


def make(source: Path, facts: Facts, folder: Path, tell: Callable[[int], None]) -> list[Variant]:
    """Make all renditions of a video in `folder`, as far as they are not there yet.

    Args:
        tell: called with the per cent done, now and then.

    Raises:
        VideoRefused: much less could be read than the file says it holds.
        ToolFailed: ffmpeg failed; it may be tried again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = qualities(facts.width, facts.height)
    whole, before = sum(one.width * one.height for one in wanted), 0
    variants = []
    for quality in wanted:
        share = quality.width * quality.height

        def told(seconds: float, share: int = share, before: int = before) -> None:
            done = min(1.0, seconds / facts.duration) * share + before
            tell(min(99, int(100 * done / whole)))

        variants.append(_quality(source, facts, quality, folder, told))
        before += share
        tell(min(99, int(100 * before / whole)))
    _finish(folder, wanted, variants)
    return variants


def frame(source: Path, facts: Facts, at: float | None, output: Path) -> None:
    """One frame of the film as a JPEG.

    Args:
        at: seconds; None for one near the beginning that is not the first, which is often black.

    Raises:
        ToolFailed: there is none to be had.
    """
    seconds = min(facts.duration * 0.2, 3.0) if at is None else min(at, max(0.0, facts.duration - 0.1))
    size = f"scale={facts.width}:{facts.height},setsar=1"
    shot = ["-map", f"0:{facts.video_stream}", "-frames:v", "1", "-vf", size, "-q:v", "2", "-f", "mjpeg", str(output)]
    for start in dict.fromkeys((seconds, 0.0)):
        tools.convert(source, shot, seconds=120, before=["-ss", f"{start:.3f}"])
        if output.exists() and output.stat().st_size:
            return
    raise tools.ToolFailed("no frame")


def _quality(source: Path, facts: Facts, quality: Quality, folder: Path, tell: Callable[[float], None]) -> Variant:
    """One quality: an MP4, cut into segments without encoding it again, and a note of what it became."""
    note = folder / f"{quality.name}.json"
    if note.exists():
        return Variant(**json.loads(note.read_text()))
    encoded = folder / f"{quality.name}.mp4"
    if not encoded.exists():
        _encode(source, facts, quality, encoded, tell)
    _cut(encoded, folder / quality.name, facts.duration)
    _write(note, json.dumps(asdict(_described(encoded, folder / quality.name, quality))))
    return Variant(**json.loads(note.read_text()))


def _encode(source: Path, facts: Facts, quality: Quality, target: Path, tell: Callable[[float], None]) -> None:
    beside = _beside(target)
    picture = [
        *("-map", f"0:{facts.video_stream}", "-vf", f"scale={quality.width}:{quality.height},setsar=1"),
        *("-c:v", "libx264", "-preset", "faster", "-profile:v", "high", "-pix_fmt", "yuv420p", "-crf", "23"),
        *("-maxrate", f"{quality.video_kilobits}k", "-bufsize", f"{quality.video_kilobits * 2}k"),
        # Key frames at the same moments in every quality, so that a player can change between them at each segment.
        *("-force_key_frames", f"expr:gte(t,n_forced*{SEGMENT_SECONDS})", "-sc_threshold", "0", "-g", "300"),
        *("-fpsmax", str(FRAMES_MOST), "-threads", str(max(1, min(4, (os.cpu_count() or 2) - 1)))),
    ]
    sound = ["-map", f"0:{facts.audio_stream}", "-c:a", "aac", "-b:a", f"{quality.audio_kilobits}k", "-ac", "2"]
    sound += ["-ar", "48000"]
    plain = ["-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-movflags", "+faststart", "-f", "mp4"]
    output = [*picture, *(sound if facts.audio_stream is not None else ["-an"]), *plain, str(beside)]
    tools.convert(source, output, seconds=300 + _SLOWEST * facts.duration, tell=tell)
    _hold_to_length(beside, facts.duration)
    beside.replace(target)


def _hold_to_length(encoded: Path, promised: float) -> None:
    """A file that was cut off says its old length and holds less: better refused than published by half."""
    made = float(tools.probe(encoded, "-show_entries", "format=duration", "-of", "csv=p=0").strip() or 0)
    if made < promised - max(1.0, promised * 0.1):
        raise VideoRefused(
            f"الملف ناقص: مدته المكتوبة فيه {promised:.0f} ثانية ولم يُقرأ منه إلا {made:.0f}. ارفعه من جديد كاملًا."
        )


def _cut(encoded: Path, target: Path, duration: float) -> None:
    if target.exists():
        return
    beside = _beside(target)
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    output = [
        *("-c", "copy", "-f", "hls", "-hls_time", str(SEGMENT_SECONDS), "-hls_playlist_type", "vod"),
        *("-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4", "-hls_flags", "independent_segments"),
        *("-hls_segment_filename", f"{beside}/%04d.m4s", f"{beside}/{_PLAYLIST}"),
    ]
    tools.convert(encoded, output, seconds=300 + duration)
    beside.replace(target)


def _described(encoded: Path, cut: Path, quality: Quality) -> Variant:
    shown = "stream=codec_type,profile,level,avg_frame_rate"
    streams = json.loads(tools.probe(encoded, "-print_format", "json", "-show_entries", shown))["streams"]
    picture = next(one for one in streams if one["codec_type"] == "video")
    sound = any(one["codec_type"] == "audio" for one in streams)
    parts = [
        (length, (cut / name).stat().st_size * 8) for length, name in segments((cut / _PLAYLIST).read_text()) if length
    ]
    number, _, divisor = str(picture["avg_frame_rate"]).partition("/")
    return Variant(
        name=quality.name,
        width=quality.width,
        height=quality.height,
        peak=round(max(bits / length for length, bits in parts)),
        average=round(sum(bits for _, bits in parts) / sum(length for length, _ in parts)),
        codecs=codecs(str(picture.get("profile", "")), int(picture["level"]), sound=sound),
        frames=round(float(number) / float(divisor or 1), 3) if float(divisor or 1) else 0.0,
    )


def _finish(folder: Path, wanted: list[Quality], variants: list[Variant]) -> None:
    """The one MP4, and the master playlist last: with it the folder is whole."""
    if not (folder / MP4).exists():
        (folder / f"{fallback(wanted).name}.mp4").replace(folder / MP4)
    for left in (*folder.glob("*p.mp4"), *folder.glob("*.part")):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    _write(folder / MASTER, master(variants))


def _write(target: Path, text: str) -> None:
    beside = _beside(target)
    beside.write_text(text, encoding="utf-8")
    beside.replace(target)


def _beside(target: Path) -> Path:
    """Where it is written until it is whole; one for each process, should a killed one's child live on a moment."""
    return target.with_name(f"{target.name}.{os.getpid()}.part")
