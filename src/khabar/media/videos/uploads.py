"""Files that come in pieces, after the tus protocol 1.0: how far one has come is asked, and it goes on from there.

The browser's side is tus-js-client. No server side for Django that is kept up fits (those there are know no current
Django, or bring a REST framework), and what is needed of the protocol is four short requests.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from khabar.core import clock
from khabar.core.errors import KhabarError
from khabar.media.videos import storage
from khabar.media.videos.actions import add_video
from khabar.media.videos.models import Video, VideoUpload

_KEPT = timedelta(days=2)
_TOGETHER = 10  # of one person
_SPARE = 512 * 2**20


class UploadRefused(KhabarError):
    """The upload cannot begin; the text says why, for the editor."""


class WrongOffset(KhabarError):
    """The piece does not begin where the file ends."""


def begin(*, user: Any, name: str, size: int) -> VideoUpload:
    """Make ready for a file of `size` bytes.

    Raises:
        UploadRefused: it is empty, too large, there is no room, or this person has too many under way.
    """
    largest: int = settings.VIDEO_MAX_BYTES
    if size <= 0:
        raise UploadRefused("الملف فارغ.")
    if size > largest:
        raise UploadRefused(f"حجم الملف {_megabytes(size)} ميغابايت، والحد {_megabytes(largest)}.")
    # The file itself, and what is made of it.
    if shutil.disk_usage(storage.uploads_folder()).free < 2 * size + _SPARE:
        raise UploadRefused("لم يبق على قرص الخادم مكان لهذا الفيديو. أبلغ من يديره.")
    under_way = VideoUpload.objects.filter(user=user, video=None, touched_at__gte=clock.now() - _KEPT)
    if under_way.count() >= _TOGETHER:
        sweep_of(under_way.order_by("touched_at")[:1])
    upload = VideoUpload.objects.create(token=secrets.token_hex(16), user=user, name=name[:255], size=size)
    part_of(upload).touch()
    return upload


def part_of(upload: VideoUpload) -> Path:
    """The file that grows."""
    return storage.uploads_folder() / f"{upload.token}.part"


def offset(upload: VideoUpload) -> int:
    """How many bytes are there; all of them once it has become a video."""
    if upload.video_id:
        return int(upload.size)
    try:
        return part_of(upload).stat().st_size
    except FileNotFoundError:
        return 0


def append(upload: VideoUpload, at: int, pieces: Iterable[bytes]) -> int:
    """Write what comes after byte `at`; returns how many bytes are there now. What came before a break is kept.

    Raises:
        WrongOffset: the file does not end at `at`.
        UploadRefused: more comes than was said.
    """
    with part_of(upload).open("ab") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)  # two tabs, or a connection that was thought dead
        there = handle.seek(0, os.SEEK_END)
        if there != at or upload.video_id:
            raise WrongOffset(str(there))
        for piece in pieces:
            there += len(piece)
            if there > upload.size:
                handle.truncate(at)
                raise UploadRefused("جاء من الملف أكثر مما قيل عنه. ارفعه من جديد.")
            handle.write(piece)
    VideoUpload.objects.filter(pk=upload.pk).update(touched_at=clock.now())
    return there


def finish(upload: VideoUpload) -> Video:
    """Make a video of a file that is whole; asked twice it answers with the same one."""
    with transaction.atomic():
        upload = VideoUpload.objects.select_for_update().get(pk=upload.pk)
        if upload.video is not None:
            return upload.video
        upload.video = add_video(file=part_of(upload), name=upload.name, user=upload.user)
        upload.save(update_fields=["video"])
    return upload.video


def sweep() -> None:
    """Forget uploads that nobody has gone on with for two days, and files that belong to none."""
    sweep_of(VideoUpload.objects.filter(touched_at__lt=clock.now() - _KEPT))
    known = set(VideoUpload.objects.values_list("token", flat=True))
    for file in storage.uploads_folder().glob("*.part"):
        if file.stem not in known:
            storage.drop(file)


def sweep_of(uploads: Iterable[VideoUpload]) -> None:
    """Forget these."""
    for upload in uploads:
        storage.drop(part_of(upload))
        upload.delete()


def _megabytes(size: int) -> int:
    return -(-size // 2**20)
