"""One open LMDB file per process and folder: checks on opening, damage moved aside, reopening when replaced."""

import contextlib
import fcntl
import logging
import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import lmdb

from khabar.pagestore.errors import PageStoreError

logger = logging.getLogger(__name__)

# Every thread that reads holds one slot: workers x threads, and commands beside them.
MAX_READERS = 512
_DATABASES = (b"pages", b"keys", b"order", b"stamps", b"meta")
_FORMAT = b"1"
# LMDB is not told to sync each commit. A killed process loses nothing (the kernel has the bytes); after a crash
# of the machine the file may be torn, so a file written under another boot is thrown away: it is only a cache.
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Environment:
    """An open LMDB environment and its five databases.

    Attributes:
        env: the LMDB environment.
        pages: page key to entry.
        keys: purge key to page keys (dupsort).
        order: serial number to page key, oldest first.
        stamps: purge key to the clock value of its last purge.
        meta: clock, floor, cursor, bytes, purged_at, due.
        epoch: differs for every opening, so that transaction numbers of two files are never confused.
    """

    def __init__(self, folder: Path, map_size: int) -> None:
        self.env = lmdb.open(
            str(folder),
            map_size=map_size,
            max_dbs=len(_DATABASES),
            max_readers=MAX_READERS,
            sync=not _BOOT_ID.exists(),
            metasync=False,
            readahead=False,
            mode=0o600,
        )
        try:
            self._check_size(folder)
            self.pages = self.env.open_db(b"pages")
            self.keys = self.env.open_db(b"keys", dupsort=True)
            self.order = self.env.open_db(b"order")
            self.stamps = self.env.open_db(b"stamps")
            self.meta = self.env.open_db(b"meta")
            self._check_format()
        except BaseException:
            self.env.close()
            raise
        self.inode = _inode(folder)
        self.epoch = time.monotonic_ns() << 64

    def _check_size(self, folder: Path) -> None:
        """Notice a file that was cut off, before a page beyond its end is read: that would kill the process (SIGBUS).

        Raises:
            lmdb.Error: it was.
        """
        pages = self.env.info()["last_pgno"] + 1
        if (folder / "data.mdb").stat().st_size < pages * self.env.stat()["psize"]:
            raise lmdb.CorruptedError("the file is shorter than its page count")

    def _check_format(self) -> None:
        """Mark a new file; notice one of another format.

        Raises:
            lmdb.Error: it is of another format.
        """
        with self.env.begin(write=True) as txn:
            found = txn.get(b"format", db=self.meta)
            if found is None:
                txn.put(b"format", _FORMAT, db=self.meta)
                # Tickets of a store that was thrown away must never be good in its successor.
                start = time.time_ns().to_bytes(8, "big")
                txn.put(b"clock", start, db=self.meta)
                txn.put(b"floor", start, db=self.meta)
            elif found != _FORMAT:
                raise lmdb.VersionMismatchError("the file has another format")
        self.env.reader_check()


class Handle:
    """The shared, reopenable environment of one folder in this process."""

    def __init__(self, folder: Path, map_size: int) -> None:
        self.folder, self.map_size, self.users = folder, map_size, 0
        self._lock = threading.RLock()
        self._open: Environment | None = None

    def get(self) -> Environment:
        """The open environment.

        Raises:
            PageStoreError: the folder cannot be used at all (read-only, full, no permission).
        """
        return self._open or self._reopen()

    def fresh(self) -> Environment:
        """As `get`, after making sure that the file has not been replaced or removed meanwhile."""
        opened = self._open
        if opened is not None and opened.inode != _inode(self.folder):
            self.close()
        return self.get()

    def discard(self, broken: Environment, reason: str) -> None:
        """Move a damaged file aside; the next use makes a new one. Other processes follow at their next look."""
        with self._lock:
            if self._open is broken:
                self.close()
            with contextlib.suppress(OSError), _locked(self.folder):
                if _inode(self.folder) == broken.inode:
                    _move_aside(self.folder, reason)

    def close(self) -> None:
        """Close the environment; the next use opens it again."""
        with self._lock:
            opened, self._open = self._open, None
            if opened is not None:
                opened.env.close()

    def forget(self) -> None:
        """After a fork: drop the parent's environment without closing it, LMDB forbids its use in a child."""
        self._open, self._lock = None, threading.RLock()

    def _reopen(self) -> Environment:
        with self._lock:
            if self._open is None:
                try:
                    self._open = _open(self.folder, self.map_size)
                except (lmdb.Error, OSError) as exc:
                    raise PageStoreError(f"تعذر فتح مخزن الصفحات {self.folder}: {exc}") from exc
            return self._open


_handles: dict[str, Handle] = {}
_handles_lock = threading.Lock()


def attach(folder: Path, map_size: int) -> Handle:
    """The process's handle on `folder`; LMDB allows a file to be opened only once per process."""
    with _handles_lock:
        handle = _handles.setdefault(str(folder.resolve()), Handle(folder, map_size))
        handle.users += 1
        return handle


def detach(handle: Handle) -> None:
    """Give up one use of the handle; the last one closes the file."""
    with _handles_lock:
        handle.users -= 1
        if handle.users <= 0:
            _handles.pop(str(handle.folder.resolve()), None)
            handle.close()


def _after_fork() -> None:
    global _handles_lock
    _handles_lock = threading.Lock()
    for handle in _handles.values():
        handle.forget()


os.register_at_fork(after_in_child=_after_fork)


def _open(folder: Path, map_size: int) -> Environment:
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        _discard_after_reboot(folder)
        try:
            opened = Environment(folder, map_size)
        except lmdb.Error as exc:
            _move_aside(folder, str(exc))
            opened = Environment(folder, map_size)
        if boot := _boot():
            (folder / "boot").write_text(boot, encoding="ascii")
        return opened


def _discard_after_reboot(folder: Path) -> None:
    boot, data = _boot(), folder / "data.mdb"
    if not boot or not data.exists():
        return
    written = folder / "boot"
    if not written.exists() or written.read_text(encoding="ascii", errors="replace") != boot:
        logger.info("page store %s was written before the machine restarted: starting it empty", folder)
        _remove(folder)


def _move_aside(folder: Path, reason: str) -> None:
    """Keep the newest damaged file for inspection, beside the store's folder."""
    kept = folder.with_name(f"{folder.name}.damaged")
    logger.error("page store %s is damaged (%s): moved to %s and made anew", folder, reason, kept)
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True, exist_ok=True)
    for name in ("data.mdb", "lock.mdb"):
        with contextlib.suppress(FileNotFoundError):
            (folder / name).rename(kept / name)


def _remove(folder: Path) -> None:
    for name in ("data.mdb", "lock.mdb"):
        (folder / name).unlink(missing_ok=True)


def _boot() -> str:
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _inode(folder: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(folder / "data.mdb")
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time opens, replaces or moves the file."""
    with open(folder / "open.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
