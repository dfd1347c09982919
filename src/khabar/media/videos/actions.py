"""What is done with videos, at the desk and elsewhere."""

import os
import shutil
from pathlib import Path, PurePosixPath

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from khabar.core import clock
from khabar.media.embedded import clean
from khabar.media.videos import storage
from khabar.media.videos.models import PENDING, Video, VideoState

_SUFFIXES = frozenset({".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".mpg", ".mpeg", ".ts", ".mts", ".3gp"})


def add_video(
    *,
    file: Path,
    name: str,
    title: str = "",
    caption: str = "",
    credit: str = "",
    user: AbstractBaseUser | None = None,
) -> Video:
    """Take in a file that lies on this machine; it is moved, and looked at and transcoded in the background.

    Args:
        file: the whole file.
        name: its name where it came from; decides nothing but the title of a video without one.
    """
    stem = clean(PurePosixPath(name.replace("\\", "/")).stem)
    suffix = PurePosixPath(name).suffix.lower()
    with transaction.atomic():
        video: Video = Video.objects.create(
            title=(clean(title) or stem or "فيديو")[:200],
            caption=clean(caption)[:500],
            credit=clean(credit)[:200],
            original_name=clean(name)[:255],
            file_size=file.stat().st_size,
            uploaded_by_user=user,
        )
        kept = storage.folder_of(video.pk) / f"original{suffix if suffix in _SUFFIXES else '.video'}"
        kept.parent.mkdir(parents=True)
        _move(file, kept)
        video.original = f"{storage.FOLDER}/{video.pk}/{kept.name}"
        video.save(update_fields=["original"])
    return video


def _move(file: Path, target: Path) -> None:
    """Move and have it on the disk before the row that names it is: a killed server loses no upload it acknowledged."""
    try:
        file.rename(target)
    except OSError:  # another file system
        shutil.copyfile(file, target)
        file.unlink()
    for path in (target, target.parent):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def try_again(*, video: Video) -> Video:
    """Begin anew with a video whose transcoding failed."""
    if video.state not in PENDING:
        fresh = {"state": VideoState.UPLOADED, "problem": "", "attempts": 0, "progress": 0, "try_at": clock.now()}
        Video.objects.filter(pk=video.pk).update(**fresh)
        video.refresh_from_db()
    return video
