"""Makes small films with ffmpeg's own test sources, and videos that are ready."""

import subprocess
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from khabar.media.models import Video
from khabar.media.videos.actions import add_video
from khabar.media.videos.worker import work_once


@lru_cache(maxsize=32)
def clip(
    size: str = "320x180", seconds: float = 1.0, suffix: str = ".mp4", *, sound: bool = True, options: str = ""
) -> bytes:
    """A moving test card with a tone, as the bytes of a file of that kind."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / f"clip{suffix}"
        tone = ["-f", "lavfi", "-i", f"sine=440:d={seconds}"] if sound else []
        command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc=s={size}:d={seconds}:r=10", *tone]
        fast = ["-c:v", "libx264", "-preset", "ultrafast"] if suffix in (".mp4", ".mov", ".mkv") else []
        subprocess.run([*command, *fast, *options.split(), "-t", str(seconds), str(target)], check=True)
        return target.read_bytes()


def uploaded(folder: Path, data: bytes | None = None, name: str = "clip.mp4", **fields: Any) -> Video:
    """A video that has just come in."""
    file = folder / "incoming"
    file.write_bytes(clip() if data is None else data)
    return add_video(file=file, name=name, **fields)


def worked(video: Video, most: int = 10) -> Video:
    """The video after the background has done all it can for now."""
    for _ in range(most):
        if not work_once():
            break
    video.refresh_from_db()
    return video


def ready(folder: Path, data: bytes | None = None, **fields: Any) -> Video:
    """A video that can be played."""
    return worked(uploaded(folder, data, **fields))
