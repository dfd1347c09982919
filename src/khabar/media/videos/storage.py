"""Where the files of videos lie: `media/videos/<id>/`, the original beside a folder for each transcoding."""

import shutil
from contextlib import suppress
from pathlib import Path

from django.conf import settings

FOLDER = "videos"


def folder_of(video_id: int) -> Path:
    """The folder of all files of a video."""
    return Path(settings.MEDIA_ROOT) / FOLDER / str(video_id)


def remove(video_id: int) -> None:
    """Delete every file of a video."""
    shutil.rmtree(folder_of(video_id), ignore_errors=True)


def remove_other_renditions(video_id: int, kept: str) -> None:
    """Delete the renditions that no address leads to any more."""
    for found in folder_of(video_id).glob("*"):
        if found.is_dir() and found.name != kept:
            shutil.rmtree(found, ignore_errors=True)


def uploads_folder() -> Path:
    """Where files lie until their last piece has come; not in the media folder, so that no backup takes halves."""
    folder = Path(settings.RUN_DIR) / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def drop(file: Path) -> None:
    """Delete a file that may not be there."""
    with suppress(FileNotFoundError):
        file.unlink()
