"""Watched folders: whole files only, in the order they came; taken ones are moved to `done/`, or remembered."""

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from khabar.ingest.errors import FetchFailed, HardFetchError
from khabar.ingest.fetch.found import (
    KEPT_BYTES,
    MAX_BYTES,
    MAX_DOCUMENTS,
    SETTLED,
    YOUNG,
    Found,
    mark,
    mark_key,
    unmarked,
    wanted,
)
from khabar.ingest.models import Feed

if TYPE_CHECKING:
    from khabar.core.outgoing import Client

DONE = "done"


def collect(feed: Feed, _client: "Client") -> Iterator[Found]:
    """The folder's settled files, oldest first. Links, folders, hidden and unfinished files are left alone."""
    folder = folder_of(feed.address)
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise HardFetchError(f"تعذر فتح المجلد {folder}: {error.strerror}") from error
    try:
        seen = _settled(handle)
        fresh = unmarked(feed, seen)
        for key in [key for key in seen if key in fresh][:MAX_DOCUMENTS]:
            name, before = seen[key]
            found = _read(feed, handle, folder, name, before, key)
            if found is not None:
                yield found
    finally:
        os.close(handle)


def folder_of(address: str) -> Path:
    """The folder an address names, which must lie below one of `settings.WIRE_FOLDERS`.

    Raises:
        HardFetchError: it lies elsewhere, also when only a link leads there.
    """
    roots = [Path(root).resolve() for root in settings.WIRE_FOLDERS]
    given = Path(address)
    folder = (given if given.is_absolute() else roots[-1] / given).resolve()
    if not any(folder.is_relative_to(root) for root in roots):
        raise HardFetchError(f"المجلد خارج المجلدات المسموح بها: {' ، '.join(map(str, roots))}")
    return folder


def _settled(handle: int) -> dict[str, tuple[str, os.stat_result]]:
    """Mark key to name and state of every file that was written to its end, oldest first."""
    now = time.time()
    rows = []
    try:
        with os.scandir(handle) as entries:
            for entry in entries:
                if not wanted(entry.name):
                    continue
                with contextlib.suppress(FileNotFoundError):
                    state = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(state.st_mode) and now - _touched(state) >= SETTLED:
                        rows.append((state.st_mtime_ns, entry.name, state))
    except OSError as error:
        raise FetchFailed(f"تعذرت قراءة المجلد: {error.strerror}") from error
    return {
        mark_key(name, state.st_size, str(state.st_mtime_ns)): (name, state)
        for _, name, state in sorted(rows, key=lambda row: row[:2])
    }


def _read(feed: Feed, handle: int, folder: Path, name: str, before: os.stat_result, key: str) -> Found | None:
    """The file, or None when it vanished, grew while it was read, or became something else."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=handle)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(MAX_BYTES + 1)
        after = os.fstat(file.fileno())
    if not stat.S_ISREG(after.st_mode) or (after.st_ino, after.st_size, after.st_mtime_ns) != (
        before.st_ino,
        before.st_size,
        before.st_mtime_ns,
    ):
        return None
    return Found(
        name=str(folder / name),
        data=data if len(data) <= MAX_BYTES else data[:KEPT_BYTES],
        too_large=len(data) > MAX_BYTES,
        acknowledge=lambda: _put_away(feed, folder, name, key),
        young=time.time() - _touched(after) < YOUNG,
    )


def _put_away(feed: Feed, folder: Path, name: str, key: str) -> None:
    """Move the file to `done/`; where the folder is not ours to write in, remember it instead."""
    target = folder / DONE
    try:
        target.mkdir(exist_ok=True)
        if target.is_symlink():
            raise NotADirectoryError(target)
        os.rename(folder / name, _free_name(target, name))
    except FileNotFoundError:
        pass  # somebody else moved it
    except OSError:
        mark(feed, key)


def _free_name(folder: Path, name: str) -> Path:
    """A name in `folder` that is not taken: earlier files of the same name are kept."""
    target = folder / name
    return target if not target.exists() else folder / f"{time.time_ns()}-{name}"


def _touched(state: os.stat_result) -> float:
    """When the file last changed: a copy may carry an old modification time, but not an old change time."""
    return max(state.st_mtime, state.st_ctime)
