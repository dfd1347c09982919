"""What an uploaded file is: a video Khabar takes in, or why it is not."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from khabar.media.errors import VideoRefused
from khabar.media.videos import tools

_VIDEO_CODECS = frozenset(
    {
        "h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mpeg1video", "mpeg2video", "prores", "dnxhd", "mjpeg", "h263",
        "msmpeg4v3", "theora",
    }
)  # fmt: skip
_AUDIO_CODECS = frozenset(
    {"aac", "mp3", "mp2", "opus", "vorbis", "ac3", "eac3", "flac", "alac", "amr_nb", "amr_wb", "pcm_mulaw", "pcm_alaw"}
)
_SMALLEST, _LARGEST = 16, 8_192
_BROKEN = "الملف ناقص أو تالف، ولا يمكن قراءة فيديو منه. تأكد أنه يعمل عندك ثم ارفعه من جديد."
_NOT_VIDEO = "ليس هذا ملف فيديو نقبله. ارفع MP4 أو MOV أو WebM أو MKV أو MPEG أو AVI."


@dataclass(frozen=True)
class Facts:
    """What matters of a video: sizes in pixels as a viewer sees it (turned, with square pixels), seconds."""

    width: int
    height: int
    duration: float
    video_stream: int
    audio_stream: int | None


def facts(file: Path) -> Facts:
    """Read the file's headers.

    Raises:
        VideoRefused: it is no video that we take in; the text is for the editor.
        ToolFailed: ffprobe itself could not be run.
    """
    _look(file)
    if not tools.is_there():
        raise tools.ToolFailed(tools.MISSING)
    try:
        told = json.loads(tools.probe(file, "-print_format", "json", "-show_format", "-show_streams"))
    except (tools.ToolFailed, ValueError) as error:
        raise VideoRefused(_BROKEN) from error
    streams: list[dict[str, Any]] = told.get("streams", [])
    picture = _first(streams, "video")
    if picture is None:
        raise VideoRefused("ليس في الملف صورة متحركة، بل صوت وحده أو غيره.")
    if picture.get("codec_name") not in _VIDEO_CODECS:
        raise VideoRefused(f"ترميز الصورة في الملف «{picture.get('codec_name', '؟')}» لا نقرؤه. صدّره بترميز H.264.")
    sound = _first(streams, "audio")
    width, height = _size(picture)
    duration = _duration(file, told.get("format", {}), picture)
    return Facts(width, height, duration, int(picture["index"]), int(sound["index"]) if sound else None)


def _look(file: Path) -> None:
    """Refuse by the first bytes what is plainly no video, before any program reads it."""
    with file.open("rb") as handle:
        start = handle.read(4_096)
    if not start:
        raise VideoRefused("الملف فارغ.")
    if not start.strip(b"\0"):
        raise VideoRefused(_BROKEN)
    if b"\0" not in start and start.lstrip(b"\xef\xbb\xbf")[:1].isascii():
        try:
            start[:1_024].decode("utf-8")
        except UnicodeDecodeError:
            return
        raise VideoRefused(_NOT_VIDEO)


def _first(streams: list[dict[str, Any]], kind: str) -> dict[str, Any] | None:
    """The first stream of that kind; a cover picture is no video, and a sound we cannot read is left out."""
    for stream in streams:
        if stream.get("codec_type") != kind or stream.get("disposition", {}).get("attached_pic"):
            continue
        name = str(stream.get("codec_name", ""))
        if kind == "video" or name in _AUDIO_CODECS or name.startswith("pcm_"):
            return stream
    return None


def _size(stream: dict[str, Any]) -> tuple[int, int]:
    width, height = int(stream.get("width") or 0), int(stream.get("height") or 0)
    across, _, down = str(stream.get("sample_aspect_ratio") or "1:1").partition(":")
    if across.isdecimal() and down.isdecimal() and int(across) and int(down):
        width = round(width * int(across) / int(down))
    turned = next((side["rotation"] for side in stream.get("side_data_list", []) if "rotation" in side), 0)
    if round(abs(float(turned))) % 180 == 90:
        width, height = height, width
    if min(width, height) < _SMALLEST or max(width, height) > _LARGEST:
        raise VideoRefused(f"أبعاد الفيديو {width}×{height}؛ نقبل ما بين {_SMALLEST} و{_LARGEST} نقطة في كل جانب.")
    return width, height


def _duration(file: Path, container: dict[str, Any], stream: dict[str, Any]) -> float:
    told = [_seconds(one.get("duration")) for one in (container, stream)]
    # What a browser records says nothing of its length: then it is read through once, without decoding.
    duration = next(filter(None, told), 0.0) or _measured(file, int(stream["index"]))
    if duration <= 0:
        raise VideoRefused(_BROKEN)
    longest = settings.VIDEO_MAX_MINUTES
    if duration > longest * 60:
        raise VideoRefused(f"مدة الفيديو {round(duration / 60)} دقيقة، والحد {longest} دقيقة.")
    return duration


def _seconds(value: Any) -> float:
    try:
        found = float(value)
    except (TypeError, ValueError):
        return 0.0
    return found if 0 < found < 10**7 else 0.0


def _measured(file: Path, stream: int) -> float:
    seen = 0.0

    def note(seconds: float) -> None:
        nonlocal seen
        seen = max(seen, seconds)

    try:
        tools.convert(file, ["-map", f"0:{stream}", "-c", "copy", "-f", "null", "-"], seconds=300, tell=note)
    except tools.ToolFailed as error:
        raise VideoRefused(_BROKEN) from error
    return seen
