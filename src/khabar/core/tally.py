"""Counting what readers' browsers tell: in memory, without anybody's trace, in the database within seconds."""

import hashlib
import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from khabar.core.programs import is_program

logger = logging.getLogger(__name__)

K = TypeVar("K")

PAUSE = 5.0
"""Seconds from the first thing counted to the database: what a crash takes at most."""
IN_MEMORY = 20_000
"""Different things a process counts between two writes; what else is told meanwhile is left out."""
_REMEMBERED = 50_000


class Beacon(NamedTuple):
    """What a browser tells in passing: a POST without a body, answered before Django is touched.

    Attributes:
        query: the raw query string.
        address: the reader's address; kept nowhere.
        agent: the User-Agent header.
        site: the Sec-Fetch-Site header, empty where a browser does not send it.
        path: where it was sent to.
        cookie: the Cookie header, which tells the newsroom's own readers.
    """

    query: str
    address: str
    agent: str
    site: str
    path: str = ""
    cookie: str = ""

    @property
    def is_from_reader(self) -> bool:
        """False for what calls itself a program, and for what another site's page sent."""
        return self.site in ("", "same-origin") and not is_program(self.agent)


Door = Callable[[Beacon], int]
"""Takes a beacon and gives the HTTP status of the empty answer; never slow, never raises."""


class Tally(Generic[K]):
    """Sums by key in one process, written by a thread at most `PAUSE` seconds after the first of them.

    Args:
        write: adds the sums to the database, in one transaction; when it raises, they are kept for the next time.
    """

    def __init__(self, write: Callable[[Mapping[K, int]], None], *, pause: float = PAUSE) -> None:
        self._write = write
        self._pause = pause
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._sums: dict[K, int] = {}
        self._timer: threading.Timer | None = None
        _all.append(self)

    def add(self, key: K, times: int = 1) -> None:
        """Count; returns at once."""
        with self._lock:
            if key not in self._sums and len(self._sums) >= IN_MEMORY:
                return
            self._sums[key] = self._sums.get(key, 0) + times
            self._wake()

    def flush(self) -> None:
        """Write what was counted until now; safe to call at any time."""
        with self._writing:
            with self._lock:
                sums, self._sums, self._timer = self._sums, {}, None
            if not sums:
                return
            try:
                self._write(sums)
            except Exception:
                logger.warning("counts could not be written and are kept", exc_info=True)
                self._put_back(sums)

    def _put_back(self, sums: Mapping[K, int]) -> None:
        with self._lock:
            for key, times in sums.items():
                if key in self._sums or len(self._sums) < IN_MEMORY:
                    self._sums[key] = self._sums.get(key, 0) + times
            self._wake()

    def _wake(self) -> None:
        if self._timer is None:
            self._timer = threading.Timer(self._pause, self.flush)
            self._timer.daemon = True
            self._timer.start()


class Repeats:
    """Tells whether the same reader just told the same thing, from hashes that mean nothing a little later.

    What is kept is a hash of address, browser and thing under a salt that is made anew every `seconds` and never
    leaves memory: no address can be found out from it, and nothing links two readings by one reader after that.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._lock = threading.Lock()
        self._begun = clock()
        self._salt, self._old_salt = secrets.token_bytes(16), b""
        self._seen: dict[bytes, float] = {}
        self._old: dict[bytes, float] = {}

    def again(self, beacon: Beacon, thing: str) -> bool:
        """Note it, and tell whether it was told less than `seconds` ago."""
        told = f"{beacon.address}\0{beacon.agent}\0{thing}".encode(errors="replace")
        now = self._clock()
        with self._lock:
            self._turn(now)
            mark = _hash(told, self._salt)
            at = self._seen.get(mark)
            if at is None and self._old_salt:
                at = self._old.get(_hash(told, self._old_salt))
            if at is not None and now - at < self._seconds:
                return True
            if len(self._seen) < _REMEMBERED:
                self._seen[mark] = now
            return False

    def _turn(self, now: float) -> None:
        """Forget the last but one salt and all that was hashed under it."""
        if now - self._begun < self._seconds:
            return
        kept = now - self._begun < 2 * self._seconds
        self._old, self._old_salt = (self._seen, self._salt) if kept else ({}, b"")
        self._seen, self._salt, self._begun = {}, secrets.token_bytes(16), now


def write_all() -> None:
    """Write what every tally of this process holds: called when the process is told to end."""
    for tally in _all:
        tally.flush()


_all: list[Tally[Any]] = []


def _hash(told: bytes, salt: bytes) -> bytes:
    return hashlib.blake2b(told, key=salt, digest_size=12).digest()
