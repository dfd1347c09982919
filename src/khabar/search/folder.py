"""The folder of an index on disk: generations behind a link, the writers' lock, and the state beside each
commit.
"""

import fcntl
import json
import os
import shutil
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from khabar.search.engine import IndexBusy, IndexUnavailable
from khabar.search.schema import VERSION

_POLL_SECONDS = 0.004
_DICTIONARY = "dictionary"
_FOOTER, _MAGIC, _BLOCK = 8, 1337, 1 << 20

Fingerprint = tuple[int, int, int]


@dataclass(frozen=True)
class State:
    """What is kept beside the commit: schema version, change-log cursor, and the ids of the newest small
    segment.
    """

    version: int = VERSION
    cursor: int | None = None
    tail: tuple[int, ...] = ()


class IndexFolder:
    """`root/current` links to the generation in use; a rebuild makes the next one and moves the link."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._link = root / "current"
        self._meta = self._link / "meta.json"

    @property
    def exists(self) -> bool:
        """Whether there is an index, usable or not."""
        return self._link.is_symlink()

    @property
    def generation(self) -> Path:
        """The generation in use. Raises `IndexUnavailable` when there is none."""
        try:
            return self.root / os.readlink(self._link)
        except OSError as error:
            raise IndexUnavailable("فهرس البحث غير موجود؛ أنشئه بالأمر khabar reindex") from error

    def fingerprint(self) -> Fingerprint:
        """Return what changes with every commit and rebuild of any process: one file status, no reading."""
        try:
            status = os.stat(self._meta)
        except OSError as error:
            raise IndexUnavailable("فهرس البحث غير موجود؛ أنشئه بالأمر khabar reindex") from error
        return status.st_ino, status.st_mtime_ns, status.st_size

    def new_generation(self) -> Path:
        """Make and return an empty folder for the next generation."""
        self.root.mkdir(parents=True, exist_ok=True)
        path = self.root / f"generation-{time.time_ns():020d}-{os.getpid()}"
        path.mkdir()
        return path

    def sweep(self) -> None:
        """Remove generations that are not in use: a rebuild that was killed left them."""
        used = os.readlink(self._link) if self.exists else ""
        for other in self.root.glob("generation-*"):
            if other.name != used:
                shutil.rmtree(other, ignore_errors=True)

    def activate(self, generation: Path) -> None:
        """Put a generation in place in one step and remove the others; readers keep what they have open."""
        link = self.root / f"current.{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(generation.name)
        if self._link.is_dir() and not self._link.is_symlink():
            shutil.rmtree(self._link)  # a data folder copied by something that follows links
        link.replace(self._link)
        for other in self.root.glob("generation-*"):
            if other.name < generation.name:
                shutil.rmtree(other, ignore_errors=True)

    def read_state(self, generation: Path) -> State:
        """Return the state of a generation. Raises `IndexUnavailable` when it is missing, damaged or of another
        version.
        """
        try:
            values = json.loads((generation / "state.json").read_text())
            state = State(values["version"], values["cursor"], tuple(values["tail"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnavailable("حالة فهرس البحث مفقودة أو تالفة؛ أعد بناءه بالأمر khabar reindex") from error
        if state.version != VERSION:
            raise IndexUnavailable("فهرس البحث من إصدار آخر؛ أعد بناءه بالأمر khabar reindex")
        return state

    def write_state(self, generation: Path, state: State) -> None:
        """Write the state of a generation in one step, safe against a crash."""
        temporary = generation / f"state.json.{os.getpid()}"
        with temporary.open("w") as file:
            file.write(json.dumps(asdict(state)))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(generation / "state.json")

    def read_dictionary(self, generation: Path) -> bytes:
        """Return what the stories of a generation are packed with. Raises `IndexUnavailable` when it is missing."""
        try:
            return (generation / _DICTIONARY).read_bytes()
        except OSError as error:
            raise IndexUnavailable("معجم فهرس البحث مفقود؛ أعد بناءه بالأمر khabar reindex") from error

    def write_dictionary(self, generation: Path, dictionary: bytes) -> None:
        """Write what the stories of a generation are packed with, before the first of them."""
        with (generation / _DICTIONARY).open("wb") as file:
            file.write(dictionary)
            file.flush()
            os.fsync(file.fileno())

    def segment_sizes(self) -> list[int]:
        """Return how many stories each segment of the generation in use holds, deleted ones counted."""
        meta = json.loads((self.generation / "meta.json").read_text())
        return [int(segment["max_doc"]) for segment in meta["segments"]]

    def check(self) -> None:
        """Compare every file of the generation in use with the checksum at its end. Raises `IndexUnavailable`."""
        generation = self.generation
        try:
            meta = json.loads((generation / "meta.json").read_text())
            names = {segment["segment_id"].replace("-", "") for segment in meta["segments"]}
            damaged = [
                path.name
                for path in generation.iterdir()
                if path.name.partition(".")[0] in names and not _is_whole(path)
            ]
        except (OSError, ValueError, KeyError) as error:
            if self.generation == generation:
                raise IndexUnavailable(f"فهرس البحث تالف؛ أعد بناءه بالأمر khabar reindex ({error})") from error
            return  # rebuilt meanwhile
        if damaged:
            raise IndexUnavailable(f"فهرس البحث تالف؛ أعد بناءه بالأمر khabar reindex ({damaged[0]})")

    def size(self) -> int:
        """Return the bytes of the generation in use."""
        return sum(path.stat().st_size for path in self.generation.iterdir() if path.is_file())

    @contextmanager
    def locked(self, name: str, timeout: float) -> Iterator[None]:
        """Hold the lock `name` against all other processes and threads. Raises `IndexBusy` after `timeout`
        seconds.
        """
        handle = self.acquire(name, timeout)
        try:
            yield
        finally:
            os.close(handle)

    def acquire(self, name: str, timeout: float) -> int:
        """Take the lock `name` and return the open file that holds it; closing the file gives it up."""
        self.root.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.root / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + timeout
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return handle
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    os.close(handle)
                    raise IndexBusy("فهرس البحث مشغول بكتابة أخرى؛ حاول بعد قليل") from None
                time.sleep(_POLL_SECONDS)


def _is_whole(path: Path) -> bool:
    """Tell whether a file has the CRC-32 that Tantivy wrote behind it: the body, JSON with the checksum, the JSON's
    length and a magic number, each in four bytes.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size < _FOOTER:
            return False
        file.seek(-_FOOTER, os.SEEK_END)
        length, magic = struct.unpack("<II", file.read())
        if magic != _MAGIC or length + _FOOTER > size:
            return False
        file.seek(size - _FOOTER - length)
        expected = json.loads(file.read(length))["crc"]
        file.seek(0)
        rest, found = size - _FOOTER - length, 0
        while rest:
            block = file.read(min(rest, _BLOCK))
            if not block:
                return False
            found = zlib.crc32(block, found)
            rest -= len(block)
    return bool(found == expected)
