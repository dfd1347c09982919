"""The way of a reading from the web processes to the one that counts: a named pipe in the memory of the system.

Every process keeps it open both ways, so that what lies in it outlives the counting process. Nobody ever waits: a
reading that finds no room is dropped.
"""

import contextlib
import fcntl
import os
import select
import stat
import struct
from collections.abc import Iterator
from pathlib import Path

_LENGTH = struct.Struct(">H")
_LONGEST = 1_000
"""Bytes of one reading; writes of less than 4,096 never mix (POSIX `PIPE_BUF`)."""
_ROOM = 1 << 20
_SET_ROOM = getattr(fcntl, "F_SETPIPE_SZ", 0)


class Pipe:
    """One end for readings to go in and out; opened when first used, in each process for itself."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: tuple[int, int] | None = None
        self._rest = b""

    def send(self, story: int, address: str, agent: str) -> bool:
        """Put a reading in; False where there is no room or no pipe."""
        data = f"{story}\n{address}\n{agent}".encode("utf-8", "replace")[:_LONGEST]
        try:
            os.write(self._descriptor(), _LENGTH.pack(len(data)) + data)
        except OSError:
            return False
        return True

    def wait(self, seconds: float) -> bool:
        """Wait for a reading, at most so long."""
        return bool(select.select([self._descriptor()], [], [], seconds)[0])

    def receive(self) -> Iterator[tuple[int, str, str]]:
        """Yield the readings that lie in the pipe now: story, address, agent."""
        with contextlib.suppress(BlockingIOError):
            self._rest += os.read(self._descriptor(), _ROOM)
        while len(self._rest) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._rest)
            end = _LENGTH.size + length
            if length > _LONGEST:  # not ours: nothing after it can be trusted
                self._rest = b""
                return
            if len(self._rest) < end:
                return
            data, self._rest = self._rest[_LENGTH.size : end], self._rest[end:]
            story, address, agent = data.decode("utf-8", "replace").split("\n", 2)
            yield int(story), address, agent

    def close(self) -> None:
        """Let go of the pipe."""
        if self._open is not None and self._open[0] == os.getpid():
            os.close(self._open[1])
        self._open = None

    def _descriptor(self) -> int:
        pid = os.getpid()
        if self._open is None or self._open[0] != pid:
            self._open = (pid, self._opened())
        return self._open[1]

    def _opened(self) -> int:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.mkfifo(self._path, 0o600)
        descriptor = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        if not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise FileExistsError(f"{self._path} is no pipe")
        if _SET_ROOM:
            with contextlib.suppress(OSError):
                fcntl.fcntl(descriptor, _SET_ROOM, _ROOM)
        return descriptor
