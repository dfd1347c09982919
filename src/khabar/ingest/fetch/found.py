"""What collectors hand on, the limits they keep, and how they remember what was taken."""

import hashlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from khabar.core.outgoing_errors import BadAddress, OutgoingError, RefusedAddress
from khabar.ingest.errors import FetchFailed, HardFetchError
from khabar.ingest.models import Feed, FeedMark

MAX_BYTES = 10 * 2**20
"""The most bytes of one document, as sent and as unpacked."""
SETTLED = 2.0
"""Seconds without a change after which a file counts as written."""
YOUNG = 60.0
"""Seconds within which a settled file that cannot be read may still be unfinished."""
UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~")
"""Endings of names that programs give to files they are still writing."""
MAX_DOCUMENTS = 200
"""The most documents of one look at a feed; the rest comes with the next."""
KEPT_BYTES = 64 * 2**10
"""What is kept of the beginning of a larger one."""
TIMEOUT = 20.0
"""Seconds for one exchange with a server."""
TOTAL = 90.0
"""Seconds for one look at a feed."""


@dataclass(frozen=True)
class Found:
    """One document. `changes` are the feed's columns to set, `acknowledge` is to be called, once it is taken."""

    name: str
    data: bytes
    changes: dict[str, str] = field(default_factory=dict)
    acknowledge: Callable[[], None] = lambda: None
    young: bool = False
    """True for a file that may still be written: if it cannot be read, look again later instead of holding it."""
    too_large: bool = False
    """True for a document past `MAX_BYTES`; `data` is then only its beginning, or nothing."""


@dataclass(frozen=True)
class Place:
    """A feed's address taken apart."""

    scheme: str
    host: str
    port: int
    path: str


def place_of(feed: Feed, ports: dict[str, int]) -> Place:
    """The server a feed's address names; `ports` maps each scheme allowed to its usual port.

    Raises:
        HardFetchError: it is not such an address.
    """
    try:
        parts = urlsplit(feed.address)
        port = parts.port
    except ValueError as error:
        raise HardFetchError(f"عنوان غير صالح: {feed.address[:200]}") from error
    if parts.scheme not in ports or not parts.hostname:
        allowed = " أو ".join(f"{scheme}://" for scheme in ports)
        raise HardFetchError(f"يبدأ العنوان بـ {allowed} ثم اسم الخادم")
    return Place(parts.scheme, parts.hostname, port or ports[parts.scheme], unquote(parts.path) or "/")


@contextmanager
def guarded() -> Iterator[None]:
    """Turn the guard's refusals into the feed's errors: an address it refuses will be refused tomorrow too."""
    try:
        yield
    except (BadAddress, RefusedAddress) as error:
        raise HardFetchError(str(error)) from error
    except OutgoingError as error:
        raise FetchFailed(str(error)) from error


@contextmanager
def cut_off(connection: socket.socket, seconds: float = TOTAL) -> Iterator[None]:
    """End a connection when its time is over, whatever the library that reads from it is waiting for."""
    handle = connection.dup()  # the library may wrap the connection in TLS, which takes its descriptor away

    def cut() -> None:
        with suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        handle.close()


_DISTRUST = {
    10: "انتهت صلاحيتها",
    18: "وقّعها الخادم لنفسه",
    19: "وقّعتها جهة لا نثق بها",
    20: "أصدرتها جهة لا نثق بها",
    62: "صدرت لاسم خادم آخر",
    64: "صدرت لعنوان آخر",
}
"""Why a certificate is not believed, by OpenSSL's number (`X509_V_ERR_…`)."""


def distrusted(host: str, error: ssl.SSLCertVerificationError) -> HardFetchError:
    """The error of a server whose certificate is not believed: nothing of ours was sent to it."""
    reason = _DISTRUST.get(error.verify_code, error.verify_message)
    return HardFetchError(f"شهادة {host} غير موثوقة: {reason}")


def mark_key(name: str, size: int, stamp: str) -> str:
    """What a file that stays where it lies is remembered by."""
    return hashlib.sha256(f"{name}\0{size}\0{stamp}".encode(errors="surrogatepass")).hexdigest()


def unmarked(feed: Feed, keys: Iterable[str]) -> set[str]:
    """Those of `keys` that were not taken yet; marks of files that are gone are forgotten. A trial has no marks."""
    listed = set(keys)
    if feed.pk is None:
        return listed
    known = set(feed.marks.values_list("key", flat=True))
    if gone := known - listed:
        feed.marks.filter(key__in=list(gone)[:500]).delete()
    return listed - known


def mark(feed: Feed, key: str) -> None:
    """Remember that a file was taken."""
    FeedMark.objects.get_or_create(feed=feed, key=key)


def wanted(name: str) -> bool:
    """False for hidden files, for files still being written, and for names that are no plain names."""
    return not name.startswith(".") and "/" not in name and not name.lower().endswith(UNFINISHED)
