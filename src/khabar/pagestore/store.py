"""The page store: rendered pages by address, dropped by purge key, shared by every process through LMDB."""

import contextlib
import hashlib
import struct
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import lmdb

from khabar.pagestore import environment
from khabar.pagestore.environment import Environment
from khabar.pagestore.errors import DamagedEntry, PageStoreError
from khabar.pagestore.page import Entry, Page, decode, encode, renumbered, serial_of

# The entries may fill this share of the file; the rest is room for indexes and for copy-on-write while purging.
_FILL = 0.6
# What eviction leaves, as a share of the limit, so that it does not run at every write.
_EVICT_TO = 0.9
# Past this many remembered purges, all are forgotten and every render under way is refused instead.
MAX_STAMPS = 20_000
_LONGEST_KEY = 480
_NUMBER = struct.Struct(">Q")
_TIME = struct.Struct(">d")
# The cheap way to notice that another process replaced the file; seconds.
_LOOK_EVERY = 1.0

T = TypeVar("T")


class Stats(NamedTuple):
    """Counts of the store: stored pages, their purge keys, bytes of entries, limit in bytes, change-log cursor."""

    pages: int
    keys: int
    bytes: int
    limit: int
    cursor: int | None


class PageStore:
    """Stored pages in one folder; safe to use from many threads and processes at once.

    Reading never raises: what cannot be read is a miss. Purging never leaves a page behind: when it cannot be done
    page by page, the whole file is thrown away.
    """

    def __init__(self, path: Path, map_size: int = 8 * 2**30) -> None:
        self._handle = environment.attach(Path(path), map_size)
        self._limit = int(map_size * _FILL)
        self._looked = 0.0

    def close(self) -> None:
        """Give the file up; the last user in the process closes it."""
        environment.detach(self._handle)

    # --- reading ---------------------------------------------------------------------------------------
    def get(self, key: bytes, known: Entry | None = None) -> Entry | None:
        """The live entry stored under `key` (see `page_key`), or None.

        Args:
            known: an entry read earlier; returned as it is when the stored one is still the same.
        """
        try:
            opened = self._current()
            with opened.env.begin() as txn:
                # A copy: another thread may close a file that was replaced while this one still decodes.
                raw = txn.get(key, db=opened.pages)
            if raw is None:
                return None
            entry = known if known is not None and serial_of(raw) == known.serial else decode(raw)
        except (lmdb.Error, DamagedEntry) as exc:
            with contextlib.suppress(PageStoreError, lmdb.Error):
                self._repair(exc)
            return None
        except PageStoreError:
            return None
        return entry if not entry.expires or entry.expires > time.time() else None

    def version(self) -> int | None:
        """A number that changes whenever anything in the store does, in any process; None when it cannot be used.

        A quarter of the cost of `get`: what was read at one version is still true while the version is the same.
        """
        try:
            opened = self._current()
            txn = opened.env.begin()
            number = txn.id()
            txn.abort()
        except (lmdb.Error, PageStoreError):
            return None
        return opened.epoch + int(number)

    def ticket(self) -> int:
        """A mark of this moment, to be taken before a page is rendered from the database.

        Raises:
            PageStoreError: the store cannot be used.
        """
        return self._run(lambda opened, txn: _number(txn, opened, b"clock"), write=False)

    @property
    def cursor(self) -> int | None:
        """The change-log position the store has followed to; None in a new store.

        Raises:
            PageStoreError: the store cannot be used.
        """
        found = self._run(lambda opened, txn: txn.get(b"cursor", db=opened.meta), write=False)
        return None if found is None else _NUMBER.unpack(found)[0]

    def due(self) -> float | None:
        """When something stored here has to change by itself, in epoch seconds; None where nobody has said so yet.

        Past that moment no page of the store is to be served before whoever knows what is due was asked.
        """
        try:
            opened = self._current()
            with opened.env.begin() as txn:
                found = txn.get(b"due", db=opened.meta)
        except (lmdb.Error, PageStoreError):
            return None
        return None if found is None else float(_TIME.unpack(found)[0])

    def set_due(self, moment: float) -> None:
        """Say when something has to change by itself next (`math.inf`: nothing waits).

        Raises:
            PageStoreError: the store cannot be used.
        """
        if self.due() != moment:
            self._run(lambda opened, txn: txn.put(b"due", _TIME.pack(moment), db=opened.meta), write=True)

    def stats(self) -> Stats:
        """Counts for `khabar doctor`, `/readyz` and `/metrics`.

        Raises:
            PageStoreError: the store cannot be used.
        """

        def count(opened: Environment, txn: Any) -> tuple[int, int, int]:
            pages, keys = (txn.stat(database)["entries"] for database in (opened.pages, opened.keys))
            return pages, keys, _number(txn, opened, b"bytes")

        return Stats(*self._run(count, write=False), self._limit, self.cursor)

    def purge_keys(self) -> set[str]:
        """Every purge key that some stored page carries.

        Raises:
            PageStoreError: the store cannot be used.
        """

        def names(opened: Environment, txn: Any) -> set[str]:
            with txn.cursor(db=opened.keys) as found:
                return {bytes(name).decode() for name in found.iternext_nodup()}

        return self._run(names, write=False)

    def pages_with(self, name: str) -> list[str]:
        """The addresses of the stored pages that carry a purge key; those too long to be kept whole are left out.

        Raises:
            PageStoreError: the store cannot be used.
        """

        def carrying(opened: Environment, txn: Any) -> list[bytes]:
            with txn.cursor(db=opened.keys) as found:
                return [bytes(key) for key in found.iternext_dup()] if found.set_key(_short(name)) else []

        keys = self._run(carrying, write=False)
        return [key.decode(errors="replace") for key in keys if len(key) <= _LONGEST_KEY]

    def latest(self, most: int) -> list[tuple[str, Entry]]:
        """The pages stored last, up to `most`, each with the address it is stored under.

        Raises:
            PageStoreError: the store cannot be used.
        """

        def newest(opened: Environment, txn: Any) -> list[tuple[bytes, bytes]]:
            with txn.cursor(db=opened.order) as order:
                keys = [key for _, key in islice(order.iterprev(), most)]
            return [(key, txn.get(key, db=opened.pages)) for key in keys if len(key) <= _LONGEST_KEY]

        return [(key.decode(errors="replace"), decode(raw)) for key, raw in self._run(newest, write=False) if raw]

    def writes(self) -> int:
        """The number of the last page written.

        Raises:
            PageStoreError: the store cannot be used.
        """
        return self._run(lambda opened, txn: _number(txn, opened, b"serial"), write=False)

    def stored_after(self, serial: int, most: int) -> list[tuple[bytes, bytes]]:
        """Up to `most` pages written after the write of that number, oldest first: their keys and entries.

        Raises:
            PageStoreError: the store cannot be used.
        """

        def following(opened: Environment, txn: Any) -> list[tuple[bytes, bytes]]:
            with txn.cursor(db=opened.order) as order:
                order.set_range(_NUMBER.pack(serial + 1))
                keys = [key for _, key in islice(order, most)]
            return [(key, txn.get(key, db=opened.pages)) for key in keys]

        return self._run(following, write=False)

    # --- writing ---------------------------------------------------------------------------------------
    def put(self, ticket: int, key: bytes, page: Page, purge_keys: Iterable[str]) -> bool:
        """Store a page that was rendered after `ticket` was taken.

        Returns:
            False when any of its purge keys was purged since (it shows an older state of the database), when it is
            too large for the store, or when the store cannot be used; nothing is stored then.
        """
        keys = frozenset(purge_keys)

        def write(opened: Environment, txn: Any) -> bool:
            if ticket < _number(txn, opened, b"floor") or _purged_since(txn, opened, keys, ticket):
                return False
            modified = max(int(time.time()), _number(txn, opened, b"purged_at") + 1)
            serial = _number(txn, opened, b"serial") + 1
            raw = encode(page, keys, serial=serial, modified=modified)
            if len(raw) > self._limit // 8:
                return False
            _remove(txn, opened, key)
            self._make_room(txn, opened, len(raw))
            _set(txn, opened, b"serial", serial)
            _set(txn, opened, b"bytes", _number(txn, opened, b"bytes") + len(raw))
            txn.put(key, raw, db=opened.pages)
            txn.put(_NUMBER.pack(serial), key, db=opened.order)
            for name in keys:
                txn.put(_short(name), key, db=opened.keys)
            return True

        try:
            return self._run(write, write=True)
        except PageStoreError:
            return False

    def replace(self, key: bytes, raw: bytes) -> bool:
        """Store the same page in another form; False when it is no longer the one that is stored.

        Args:
            raw: the entry, with the serial of the one that it stands for.

        Raises:
            PageStoreError: the store cannot be used.
        """

        def write(opened: Environment, txn: Any) -> bool:
            found = txn.get(key, db=opened.pages)
            if found is None or serial_of(found) != serial_of(raw):
                return False
            serial = _number(txn, opened, b"serial") + 1
            txn.put(key, renumbered(raw, serial), db=opened.pages)
            txn.delete(_NUMBER.pack(serial_of(raw)), db=opened.order)
            txn.put(_NUMBER.pack(serial), key, db=opened.order)
            _set(txn, opened, b"serial", serial)
            _set(txn, opened, b"bytes", _number(txn, opened, b"bytes") + len(raw) - len(found))
            return True

        return self._run(write, write=True)

    def purge(self, keys: Iterable[str], cursor: int | None = None) -> int:
        """Drop every page that carries any of `keys`, and note the change-log position in the same transaction.

        Pages being rendered now that will carry one of them cannot be stored any more.

        Returns:
            The number of pages dropped.

        Raises:
            PageStoreError: the store cannot be used at all.
        """
        names = [_short(name) for name in set(keys)]

        def write(opened: Environment, txn: Any) -> int:
            clock = _tick(txn, opened)
            dropped = 0
            for name in names:
                txn.put(name, _NUMBER.pack(clock), db=opened.stamps)
                with txn.cursor(db=opened.keys) as found:
                    pages = list(found.iternext_dup()) if found.set_key(name) else []
                dropped += sum(_remove(txn, opened, page) for page in pages)
            if txn.stat(opened.stamps)["entries"] > MAX_STAMPS:
                txn.drop(opened.stamps, delete=False)
                _set(txn, opened, b"floor", clock)
            if cursor is not None:
                _set(txn, opened, b"cursor", cursor)
            return dropped

        return self._never_stale(write)

    def clear(self, cursor: int | None = None) -> None:
        """Drop every page; renders under way cannot be stored any more.

        Raises:
            PageStoreError: the store cannot be used at all.
        """

        def write(opened: Environment, txn: Any) -> None:
            for database in (opened.pages, opened.keys, opened.order, opened.stamps):
                txn.drop(database, delete=False)
            _set(txn, opened, b"floor", _tick(txn, opened))
            _set(txn, opened, b"bytes", 0)
            if cursor is not None:
                _set(txn, opened, b"cursor", cursor)

        self._never_stale(write)

    # --- inside ----------------------------------------------------------------------------------------
    def _current(self) -> Environment:
        """The open environment, looking at most once a second whether another process replaced the file."""
        now = time.monotonic()
        if now - self._looked < _LOOK_EVERY:
            return self._handle.get()
        self._looked = now
        return self._handle.fresh()

    def _run(self, work: Callable[[Environment, Any], T], *, write: bool) -> T:
        """Do `work` in one transaction; a full or damaged file is thrown away and `work` done in a new one."""
        for last in (False, True):
            opened = self._handle.fresh()
            try:
                if write:
                    opened.env.reader_check()
                with opened.env.begin(write=write) as txn:
                    return work(opened, txn)
            except lmdb.Error as exc:
                if last:
                    raise PageStoreError(f"تعذر استعمال مخزن الصفحات: {exc}") from exc
                self._repair(exc, opened)
        raise AssertionError("unreachable")

    def _never_stale(self, work: Callable[[Environment, Any], T]) -> T:
        """Purge; when it cannot be done (a full disk), no page may stay: the file goes, the cursor with it."""
        try:
            return self._run(work, write=True)
        except PageStoreError as exc:
            with contextlib.suppress(PageStoreError):
                self._handle.discard(self._handle.get(), str(exc))
            raise

    def _repair(self, exc: Exception, broken: Environment | None = None) -> None:
        """Throw a full or damaged file away; leave a file alone that is only busy or was just closed."""
        if isinstance(exc, lmdb.ReadersFullError):
            self._handle.get().env.reader_check()
        elif isinstance(exc, _FATAL):
            self._handle.discard(broken or self._handle.get(), str(exc))

    def _make_room(self, txn: Any, opened: Environment, needed: int) -> None:
        """Drop the pages stored longest ago once the entries reach the limit."""
        size = _number(txn, opened, b"bytes")
        if size + needed <= self._limit:
            return
        target = int(self._limit * _EVICT_TO) - needed
        while size > target:
            with txn.cursor(db=opened.order) as oldest:
                if not oldest.first():
                    return
                key = oldest.value()
            _remove(txn, opened, key)
            size = _number(txn, opened, b"bytes")


_FATAL = (
    DamagedEntry,
    lmdb.CorruptedError,
    lmdb.PageNotFoundError,
    lmdb.PanicError,
    lmdb.InvalidError,
    lmdb.VersionMismatchError,
    lmdb.MapFullError,
    lmdb.ProblemError,
)


def page_key(path: str, query: str = "") -> bytes:
    """The key of a page: its decoded path and its canonical query (`name=value&…`, sorted, declared names only)."""
    raw = f"{path}?{query}".encode() if query else path.encode()
    return raw if len(raw) <= _LONGEST_KEY else raw[:400] + hashlib.blake2b(raw, digest_size=32).digest()


def _short(name: str) -> bytes:
    """A purge key as LMDB's key, which may be 511 bytes long."""
    raw = name.encode()
    return raw if len(raw) <= _LONGEST_KEY else raw[:400] + hashlib.blake2b(raw, digest_size=32).digest()


def _number(txn: Any, opened: Environment, name: bytes) -> int:
    found = txn.get(name, db=opened.meta)
    return 0 if found is None else int(_NUMBER.unpack(found)[0])


def _set(txn: Any, opened: Environment, name: bytes, value: int) -> None:
    txn.put(name, _NUMBER.pack(value), db=opened.meta)


def _tick(txn: Any, opened: Environment) -> int:
    """Move the clock of purges on and remember the second of this one."""
    clock = _number(txn, opened, b"clock") + 1
    _set(txn, opened, b"clock", clock)
    _set(txn, opened, b"purged_at", int(time.time()))
    return clock


def _purged_since(txn: Any, opened: Environment, keys: Iterable[str], ticket: int) -> bool:
    for name in keys:
        stamp = txn.get(_short(name), db=opened.stamps)
        if stamp is not None and _NUMBER.unpack(stamp)[0] > ticket:
            return True
    return False


def _remove(txn: Any, opened: Environment, key: bytes) -> bool:
    """Take one page out of every index."""
    raw = txn.pop(key, db=opened.pages)
    if raw is None:
        return False
    try:
        names = decode(raw).keys
    except DamagedEntry as exc:
        raise lmdb.CorruptedError(str(exc)) from exc
    for name in names:
        txn.delete(_short(name), key, db=opened.keys)
    txn.delete(_NUMBER.pack(serial_of(raw)), db=opened.order)
    _set(txn, opened, b"bytes", max(0, _number(txn, opened, b"bytes") - len(raw)))
    return True
