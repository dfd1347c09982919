"""One stored page: its bodies per content coding, its headers, and its form on disk."""

import gzip
import hashlib
import json
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import formatdate

import brotli

from khabar.pagestore.errors import DamagedEntry

BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# Smaller bodies gain nothing from compression once the headers are counted.
COMPRESS_FROM = 256
CODINGS = ("br", "gzip", "identity")

_COMPRESSIBLE = ("text/", "application/json", "application/ld+json", "application/feed+json", "application/xml")
_COMPRESSIBLE_SUFFIXES = ("+xml", "+json", "javascript", "manifest")
# Layout: version, serial, expires (0 = never), modified, checksum of the rest, lengths of meta, br, gzip, identity.
_HEAD = struct.Struct(">BQdQIIIII")
_VERSION = 1
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
        not_modified: content coding to the headers of a 304.
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
    if len(body) >= COMPRESS_FROM and _compressible(kept):
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
    check = zlib.crc32(b"".join(parts))
    head = _HEAD.pack(_VERSION, serial, page.expires_at or 0.0, modified, check, *(len(part) for part in parts))
    return b"".join((head, *parts))


def serial_of(raw: bytes | memoryview) -> int:
    """The serial number of an entry's bytes without reading the rest."""
    return int.from_bytes(raw[1:9], "big")


def decode(raw: bytes | memoryview) -> Entry:
    """Read an entry's bytes back.

    Raises:
        DamagedEntry: the bytes are not a whole entry or their checksum differs.
    """
    try:
        version, serial, expires, modified, check, *lengths = _HEAD.unpack_from(raw)
        if version != _VERSION or len(raw) != _HEAD.size + sum(lengths):
            raise DamagedEntry("مدخل تالف في مخزن الصفحات")
        if zlib.crc32(raw[_HEAD.size :]) != check:
            raise DamagedEntry("مدخل تالف في مخزن الصفحات")
        parts, at = [], _HEAD.size
        for length in lengths:
            parts.append(bytes(raw[at : at + length]))
            at += length
        meta = json.loads(parts[0])
    except (struct.error, ValueError) as exc:
        raise DamagedEntry("مدخل تالف في مخزن الصفحات") from exc
    entry = Entry(serial, expires, modified, tuple(meta["query"]), tuple(meta["keys"]))
    bodies = dict(zip(CODINGS, parts[1:], strict=True))
    for coding, body in bodies.items():
        if body or (coding == "identity"):
            _prepare(entry, coding, body, meta)
    return entry


# Of an answer's headers, those that a 304 repeats (RFC 9110, 15.4.5), and the one that holds for the whole host.
_ALSO_UNCHANGED = frozenset({"cache-control", "content-location", "strict-transport-security"})


def _prepare(entry: Entry, coding: str, body: bytes, meta: dict[str, list[list[str]]]) -> None:
    """Make the answer and the 304 of one coding."""
    etag = etag_of(str(meta["digest"]), coding)
    shared = [("etag", etag), ("last-modified", formatdate(entry.modified, usegmt=True))]
    if meta["vary"]:
        shared.append(("vary", ", ".join(str(name) for name in meta["vary"])))
    own = [(name.lower(), value) for name, value in meta["headers"]]
    headers = own + shared
    if coding != "identity":
        headers.append(("content-encoding", coding))
    headers.append(("content-length", str(len(body))))
    entry.etags[coding] = etag
    entry.answers[coding] = (int(str(meta["status"])), headers, body)
    entry.not_modified[coding] = shared + [pair for pair in own if pair[0] in _ALSO_UNCHANGED]


def _compressible(headers: Iterable[tuple[str, str]]) -> bool:
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    kind = kind.split(";")[0].strip().lower()
    return kind.startswith(_COMPRESSIBLE) or kind.endswith(_COMPRESSIBLE_SUFFIXES)


def _vary(headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    named = [value for name, value in headers if name.lower() == "vary"]
    words = [word.strip() for value in named for word in value.split(",")]
    return tuple(dict.fromkeys(word for word in words if word and word.lower() != "accept-encoding"))


def etag_of(digest: str, coding: str) -> str:
    """The strong ETag of one coding of a page: codings differ in bytes, so they differ in name (RFC 9110, 8.8.3)."""
    suffix = {"br": "-br", "gzip": "-gz"}.get(coding, "")
    return f'"{digest}{suffix}"'
