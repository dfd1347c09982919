"""Makes sure that one program alone serves or prepares a data folder."""

import fcntl
import os
import time
from pathlib import Path

from khabar.core.errors import KhabarError

_PATIENCE = 2.0
"""Seconds: processes of a server that was just killed may hold the folder that long."""


class FolderInUse(KhabarError):
    """Another program works on this data folder."""


def take(run_dir: Path, name: str) -> int:
    """Take the lock `name` of a data folder for the life of this process and of those it forks.

    Returns:
        The descriptor that holds it: made inheritable it outlives `exec`, closed it gives the lock back.

    Raises:
        FolderInUse: another program has it.
    """
    run_dir.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    run_dir.mkdir(exist_ok=True)
    lock = os.open(run_dir / f"{name}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                os.close(lock)
                raise FolderInUse(_refusal(run_dir.parent)) from None
            time.sleep(0.1)
        else:
            return lock


def _refusal(folder: Path) -> str:
    return (
        f"خبر يعمل الآن على مجلد البيانات هذا: {folder}؛ أوقفه أو اختر مجلدًا آخر بالخيار ‎--data‎.\n"
        f"Khabar already works on the data folder {folder}; stop it or choose another with --data."
    )
