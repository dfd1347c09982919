"""Makes videos that have just come in, and videos that are ready."""

import atexit
import shutil
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from khabar.media.actions import add_picture
from khabar.media.models import Video
from khabar.media.videos import storage, transcode
from khabar.media.videos.actions import add_video
from khabar.media.videos.models import VideoState
from khabar.media.videos.probe import facts
from khabar.media.videos.worker import work_once
from tests.factories.pictures import jpeg
from tests.factories.videos_files import clip as clip


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


def prepared(**fields: Any) -> Video:
    """A video that can be played, of one second; the film is made once for all tests and then copied."""
    renditions, variants = _renditions()
    given = {"title": "سباق الخيل في الصحراء", "width": 320, "height": 180, "duration": 1.0} | fields
    frame = given.pop("frame", None) or add_picture(data=jpeg(320, 180), name="frame.jpg")
    video: Video = Video.objects.create(
        state=VideoState.READY, made="0a1b2c3d4e5f", variants=variants, frame=frame, **given
    )
    folder = storage.folder_of(video.pk)
    shutil.copytree(renditions, folder / video.made)
    (folder / "original.mp4").write_bytes(clip())
    Video.objects.filter(pk=video.pk).update(original=f"{storage.FOLDER}/{video.pk}/original.mp4")
    video.refresh_from_db()
    return video


@lru_cache(maxsize=1)
def _renditions() -> tuple[Path, list[dict[str, Any]]]:
    folder = Path(mkdtemp(prefix="khabar-film-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    source = folder / "source.mp4"
    source.write_bytes(clip())
    variants = transcode.make(source, facts(source), folder / "made", lambda _percent: None)
    return folder / "made", [asdict(one) for one in variants]


def ready(folder: Path, data: bytes | None = None, **fields: Any) -> Video:
    """A video that can be played."""
    return worked(uploaded(folder, data, **fields))
