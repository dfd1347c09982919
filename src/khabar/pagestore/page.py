"""One stored page: its bodies per content coding, its headers, and its form on disk."""

import gzip
import hashlib
import json
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

import brotli

from khabar.pagestore.errors import DamagedEntry

BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# For pages that stay: a tenth to a sixth smaller for twenty times the work; 11 takes twice as long for 3 in a thousand.
PACKED_QUALITY = 10
# Smaller bodies gain nothing from compression once the headers are counted.
COMPRESS_FROM = 256
CODINGS = ("br", "gzip", "identity")

_COMPRESSIBLE = ("text/", "application/json", "application/ld+json", "application/feed+json", "application/xml")
_COMPRESSIBLE_SUFFIXES = ("+xml", "+json", "javascript", "manifest")
# Layout: state, serial, expires (0 = never), modified, checksum of the rest, lengths of meta, br, gzip, identity.
_HEAD = struct.Struct(">BQdQIIIII")
_RENDERED, _PACKED = 1, 2
# Set by the store or by the server for each answer, so never kept from the view.
_OWN_HEADERS = frozenset(
    {"content-length", "content-encoding", "etag", "last-modified", "vary", "date", "connection", "transfer-encoding"}
)

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered answer ready to be stored.

    Attributes:
        status: HTTP status code.
        headers: the answer's own headers, without those the store sets itself.
        bodies: content coding to body bytes; always has "identity".
        digest: hex digest of the identity body; the base of the strong ETag of each coding.
        vary: names in `Vary`, "Accept-Encoding" among them when there is a choice of codings.
        query: names of the query parameters that choose between pages at this path.
        expires_at: epoch seconds after which the page is a miss, or None.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    digest: str
    vary: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    expires_at: float | None = None


@dataclass(slots=True)
class Entry:
    """A page read back: complete answers for each coding, ready to send.

    Attributes:
        serial: number of the write that stored it; unique in one store.
        modified: Last-Modified, epoch seconds.
        etags: content coding to its strong ETag.
        answers: content coding to (status, headers, body).
        not_modified: every ETag a reader may hold this page under, to the headers of the 304 that says so.
    """

    serial: int
    expires: float
    modified: int
    query: tuple[str, ...]
    keys: tuple[str, ...]
    etags: dict[str, str] = field(default_factory=dict)
    answers: dict[str, tuple[int, Headers, bytes]] = field(default_factory=dict)
    not_modified: dict[str, Headers] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of all bodies."""
        return sum(len(body) for _, _, body in self.answers.values())


def build_page(
    status: int,
    headers: Iterable[tuple[str, str]],
    body: bytes,
    *,
    query: tuple[str, ...] = (),
    expires_at: float | None = None,
) -> Page:
    """Compress `body` and keep the headers that belong to the page.

    Brotli at quality 5 and gzip at level 6 for text; pictures and other packed types are kept as they are.
    """
    kept = tuple((name, value) for name, value in headers if name.lower() not in _OWN_HEADERS)
    vary = _vary(headers)
    bodies = {"identity": body}
    if len(body) >= COMPRESS_FROM and compressible(kept):
        bodies["br"] = brotli.compress(body, quality=BROTLI_QUALITY)
        bodies["gzip"] = gzip.compress(body, GZIP_LEVEL, mtime=0)
        vary = tuple(dict.fromkeys((*vary, "Accept-Encoding")))
    digest = hashlib.blake2b(body, digest_size=10).hexdigest()
    return Page(status, kept, bodies, digest, vary, query, expires_at)


def encode(page: Page, keys: Iterable[str], *, serial: int, modified: int) -> bytes:
    """The entry's bytes on disk."""
    meta = json.dumps(
        {
            "status": page.status,
            "headers": page.headers,
            "digest": page.digest,
            "vary": page.vary,
            "query": page.query,
            "keys": sorted(keys),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    parts = [meta, *(page.bodies.get(coding, b"") for coding in CODINGS)]
    return _joined(_RENDERED, serial, page.expires_at or 0.0, modified, parts)


def serial_of(raw: bytes | memoryview) -> int:
    """The serial number of an entry's bytes without reading the rest."""
    return int.from_bytes(raw[1:9], "big")


def modified_of(raw: bytes | memoryview) -> int:
    """When an entry's page was stored, epoch seconds, without reading the rest."""
    return int.from_bytes(raw[17:25], "big")


def packed(raw: bytes) -> bytes | None:
    """The entry with its brotli body packed as small as it gets; None when that was done, or there is none to pack.

    Raises:
        DamagedEntry: the bytes are not a whole entry or their checksum differs.
    """
    if raw[:1] != bytes([_RENDERED]):
        return None
    (_, serial, expires, modified, *_), (meta, known, zipped, body) = _split(raw)
    if not known:
        return None
    smaller = brotli.compress(body, quality=PACKED_QUALITY)
    return _joined(_PACKED, serial, expires, modified, [meta, min(smaller, known, key=len), zipped, body])


def renumbered(raw: bytes, serial: int) -> bytes:
    """The same entry as another write."""
    return raw[:1] + serial.to_bytes(8, "big") + raw[9:]


def decode(raw: bytes | memoryview) -> Entry:
    """Read an entry's bytes back.

    Raises:
        DamagedEntry: the bytes are not a whole entry or their checksum differs.
    """
    (state, serial, expires, modified, *_), parts = _split(raw)
    try:
        meta = json.loads(parts[0])
    except ValueError as exc:
        raise DamagedEntry("مدخل تالف في مخزن الصفحات") from exc
    entry = Entry(serial, expires, modified, tuple(meta["query"]), tuple(meta["keys"]))
    bodies = dict(zip(CODINGS, parts[1:], strict=True))
    for coding, body in bodies.items():
        if body or (coding == "identity"):
            _prepare(entry, coding, body, meta, packed=state == _PACKED)
    return entry


def _joined(state: int, serial: int, expires: float, modified: int, parts: list[bytes]) -> bytes:
    check = zlib.crc32(b"".join(parts))
    head = _HEAD.pack(state, serial, expires, modified, check, *(len(part) for part in parts))
    return b"".join((head, *parts))


def _split(raw: bytes | memoryview) -> tuple[tuple[Any, ...], list[bytes]]:
    """The fields of an entry's head, and its parts.

    Raises:
        DamagedEntry: the bytes are not a whole entry or their checksum differs.
    """
    try:
        head = _HEAD.unpack_from(raw)
    except struct.error as exc:
        raise DamagedEntry("مدخل تالف في مخزن الصفحات") from exc
    state, _, _, _, check, *lengths = head
    whole = state in (_RENDERED, _PACKED) and len(raw) == _HEAD.size + sum(lengths)
    if not whole or zlib.crc32(raw[_HEAD.size :]) != check:
        raise DamagedEntry("مدخل تالف في مخزن الصفحات")
    parts, at = [], _HEAD.size
    for length in lengths:
        parts.append(bytes(raw[at : at + length]))
        at += length
    return head, parts


# Of an answer's headers, those that a 304 repeats (RFC 9110, 15.4.5), and the one that holds for the whole host.
_ALSO_UNCHANGED = frozenset({"cache-control", "content-location", "strict-transport-security"})


def _prepare(entry: Entry, coding: str, body: bytes, meta: dict[str, list[list[str]]], *, packed: bool) -> None:
    """Make the answer and the 304 of one coding."""
    etag = etag_of(str(meta["digest"]), coding, packed=packed)
    shared = [("last-modified", formatdate(entry.modified, usegmt=True))]
    if meta["vary"]:
        shared.append(("vary", ", ".join(str(name) for name in meta["vary"])))
    own = [(name.lower(), value) for name, value in meta["headers"]]
    headers = [*own, ("etag", etag), *shared]
    if coding != "identity":
        headers.append(("content-encoding", coding))
    headers.append(("content-length", str(len(body))))
    entry.etags[coding] = etag
    entry.answers[coding] = (int(str(meta["status"])), headers, body)
    shared += [pair for pair in own if pair[0] in _ALSO_UNCHANGED]
    # Who read the page before it was packed has the same page under its first name.
    for tag in (etag, etag_of(str(meta["digest"]), coding)):
        entry.not_modified[tag] = [("etag", tag), *shared]


def compressible(headers: Iterable[tuple[str, str]]) -> bool:
    """Whether an answer with these headers is text, which compression makes shorter."""
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    kind = kind.split(";")[0].strip().lower()
    return kind.startswith(_COMPRESSIBLE) or kind.endswith(_COMPRESSIBLE_SUFFIXES)


def _vary(headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    named = [value for name, value in headers if name.lower() == "vary"]
    words = [word.strip() for value in named for word in value.split(",")]
    return tuple(dict.fromkeys(word for word in words if word and word.lower() != "accept-encoding"))


def etag_of(digest: str, coding: str, *, packed: bool = False) -> str:
    """The strong ETag of one coding of a page: codings differ in bytes, so they differ in name (RFC 9110, 8.8.3)."""
    suffix = {"br": "-br10" if packed else "-br", "gzip": "-gz"}.get(coding, "")
    return f'"{digest}{suffix}"'
