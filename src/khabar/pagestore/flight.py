"""Single flight: of all threads and processes that miss the same page, one renders it."""

import contextlib
import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

# Lock files are shared by hash; two pages in one file only wait for each other.
_FILES = 256
_POLL = 0.003


@contextlib.contextmanager
def flight(folder: Path, key: bytes, *, wait: float) -> Iterator[bool]:
    """Hold the lock of `key` while rendering it.

    Yields:
        True when the lock is ours; False when nobody gave it up within `wait` seconds or the folder cannot be
        written: the page is then rendered all the same, beside the other.
    """
    number = int.from_bytes(hashlib.blake2b(key, digest_size=2).digest(), "big") % _FILES
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / f"{number:02x}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        yield False
        return
    try:
        # flock belongs to the open file: it keeps threads apart as well as processes, and dies with its holder.
        yield _lock(descriptor, wait)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, wait: float) -> bool:
    end = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= end:
                return False
            time.sleep(_POLL)
        else:
            return True
