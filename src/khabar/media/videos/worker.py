"""The background's work on videos: one at a time, what just arrived is looked at first, failures come again later."""

import fcntl
import logging
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import DatabaseError, close_old_connections, transaction

from khabar.core import clock
from khabar.media.actions import add_picture
from khabar.media.errors import PictureRefused, VideoRefused
from khabar.media.models import Picture
from khabar.media.signals import video_changed
from khabar.media.videos import storage, tools, transcode, uploads
from khabar.media.videos.models import Video, VideoState
from khabar.media.videos.probe import Facts, facts

PAUSE = 2.0
"""Seconds between two looks for work."""
BACK_OFF = (60, 300, 1_800, 7_200)
"""Seconds until the next attempt after each failure that may pass; after the last there is none."""
_TOLD_EVERY = 1.0
_SWEPT_EVERY = 3_600.0
_LOST = "ملف الفيديو الأصلي مفقود من الخادم. ارفعه من جديد."
_GAVE_UP = "تعذر التحويل بعد عدة محاولات. جرّب تصدير الفيديو بصيغة MP4 (H.264) ثم ارفعه من جديد."

logger = logging.getLogger(__name__)


def run(wait: Callable[[float], bool]) -> None:
    """Work until `wait`, which pauses for some seconds, says no."""
    swept_at = 0.0
    while wait(PAUSE):
        try:
            close_old_connections()
            if time.monotonic() >= swept_at:
                uploads.sweep()
                swept_at = time.monotonic() + _SWEPT_EVERY
            while work_once() and wait(0):
                pass
        except (DatabaseError, OSError):
            logger.exception("work on videos failed and will be tried again")


def work_once() -> bool:
    """Do the next thing there is to do. False where there is nothing, or another process of this node works."""
    if not tools.is_there():
        return False
    with _alone() as alone:
        video = Video.objects.due().first() if alone else None
        if video is None:
            return False
        try:
            _work_on(video)
        except VideoRefused as refusal:
            _fail(video, str(refusal))
        except FileNotFoundError:
            _fail(video, _LOST)
        except (tools.ToolFailed, OSError) as error:
            _later(video, error)
        return True


def _work_on(video: Video) -> None:
    source = video.original_path()
    if not source.exists():
        raise VideoRefused(_LOST)
    found = facts(source)
    if video.state == VideoState.UPLOADED:
        size = {"width": found.width, "height": found.height, "duration": found.duration}
        _set(video, state=VideoState.WAITING, problem="", making=secrets.token_hex(6), **size)
        _take_frame(video, found)
    elif video.frame_due:
        _take_frame(video, found)
    else:
        _transcode(video, found)


def _transcode(video: Video, found: Facts) -> None:
    making = video.making or secrets.token_hex(6)
    _set(video, state=VideoState.WORKING, making=making)
    told_at = 0.0

    def tell(percent: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at >= _TOLD_EVERY:
            told_at = time.monotonic()
            if not Video.objects.filter(pk=video.pk).update(progress=percent):
                raise VideoRefused("حُذف الفيديو")  # nobody is left to be told

    folder = storage.folder_of(video.pk) / making
    variants = transcode.make(video.original_path(), found, folder, tell)
    with transaction.atomic():
        done = {"made": making, "making": "", "variants": [asdict(one) for one in variants]}
        _set(video, state=VideoState.READY, progress=100, problem="", attempts=0, **done)
        video_changed.send(sender=Video, video_id=video.pk)
    storage.remove_other_renditions(video.pk, making)


def _take_frame(video: Video, found: Facts) -> None:
    """The poster out of the film, as a picture like any other; a film that gives none has none."""
    with tempfile.TemporaryDirectory(dir=storage.uploads_folder()) as scratch:
        shot = Path(scratch) / "frame.jpg"
        try:
            transcode.frame(video.original_path(), found, video.poster_at, shot)
            picture: Picture | None = _keep_frame(video, shot.read_bytes())
        except (tools.ToolFailed, PictureRefused) as error:
            logger.warning("video %s: no frame for its poster: %s", video.pk, error)
            picture = video.frame
    with transaction.atomic():
        _set(video, frame=picture, frame_due=False)
        video_changed.send(sender=Video, video_id=video.pk)


def _keep_frame(video: Video, data: bytes) -> Picture:
    title = f"إطار من فيديو: {video.title}"[:255]
    if video.frame is None:
        return add_picture(data=data, name="frame.jpg", caption=title, credit=video.credit, user=video.uploaded_by_user)
    picture: Picture = video.frame
    picture.file.save("frame.jpg", ContentFile(data), save=True)
    return picture


def _set(video: Video, **values: Any) -> None:
    """Write these columns only: an editor may be writing the others."""
    Video.objects.filter(pk=video.pk).update(**values)
    for name, value in values.items():
        setattr(video, name, value)


def _fail(video: Video, why: str) -> None:
    _set(video, state=VideoState.FAILED, problem=why[:500], making="", frame_due=False)
    storage.remove_other_renditions(video.pk, video.made)


def _later(video: Video, error: Exception) -> None:
    logger.warning("video %s: attempt %s failed: %s", video.pk, video.attempts + 1, error)
    if video.attempts >= len(BACK_OFF):
        _fail(video, _GAVE_UP)
        return
    pause = timedelta(seconds=BACK_OFF[video.attempts])
    _set(video, attempts=video.attempts + 1, try_at=clock.now() + pause)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether this process is the one of its node that works on videos now."""
    Path(settings.RUN_DIR).mkdir(parents=True, exist_ok=True)
    with (Path(settings.RUN_DIR) / "videos.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
