"""The one guarded HTTP client: every request Khabar makes to another server goes through it."""

import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

import httpcore
import httpx

from khabar.core.addresses import Address, AddressPolicy, Resolver, is_public, system_resolver
from khabar.core.outgoing_errors import (
    BadAddress,
    BadResponse,
    OutgoingError,
    RefusedAddress,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)

MAX_REDIRECTS = 5
MAX_HEADER_BYTES = 64 * 1024
_PORTS = frozenset({80, 443, 8080, 8443})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_KEEP_METHOD = frozenset({307, 308})
_CHUNK = 16 * 1024
# Names that mean the machine itself or its own network, whatever a resolver says of them.
_INNER_NAMES = ("localhost", ".localhost", ".local", ".internal", ".home.arpa", ".intranet", ".lan")
_SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})
_USER_AGENT = "Khabar/0.1 (+news publishing system)"


@dataclass(frozen=True)
class Fetched:
    """An answer, whatever its status; redirects have been followed and the body is unpacked."""

    url: str  # where the answer came from, after redirects
    status: int
    headers: httpx.Headers
    body: bytes
    moved_to: str = ""  # the address to ask from now on, when the server said that what was asked for moved for good

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def not_modified(self) -> bool:
        """True when the server says that what the caller has (`etag`, `modified`) is still current."""
        return self.status == httpx.codes.NOT_MODIFIED

    @property
    def etag(self) -> str:
        return str(self.headers.get("etag", ""))

    @property
    def modified(self) -> str:
        """The `Last-Modified` header as it was sent; empty if it was not."""
        return str(self.headers.get("last-modified", ""))

    @property
    def content_type(self) -> str:
        """The media type in lower case without parameters, such as `text/html`."""
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().lower()


@dataclass(frozen=True)
class _Sent:
    """A request apart from its address."""

    method: str
    headers: httpx.Headers
    content: bytes | None = None

    @property
    def follows(self) -> frozenset[int]:
        """The redirects after which the same request is made again elsewhere."""
        return _REDIRECTS if self.method == "GET" else _KEEP_METHOD

    def without_secrets(self) -> "_Sent":
        """What another origin may see of it."""
        kept = [(name, value) for name, value in self.headers.multi_items() if name not in _SECRET_HEADERS]
        return replace(self, headers=httpx.Headers(kept))


class Client:
    """Fetches addresses under a policy. The default one reaches the public internet only.

    Args:
        resolver: how a host's addresses are found; asked once for every hop.
        allows: which addresses may be connected to.
        ports: the ports that may be asked.
        trusted: makes the TLS context by which certificates are checked, in place of the usual authorities.
    """

    def __init__(
        self,
        *,
        resolver: Resolver = system_resolver,
        allows: AddressPolicy = is_public,
        ports: frozenset[int] = _PORTS,
        trusted: Callable[[], ssl.SSLContext] | None = None,
    ) -> None:
        self._resolver = resolver
        self._allows = allows
        self._ports = ports
        self.trusted = trusted

    def fetch(
        self,
        url: str,
        *,
        max_bytes: int = 10 * 2**20,
        timeout: float = 20.0,
        headers: Mapping[str, str] | None = None,
        etag: str = "",
        modified: str = "",
    ) -> Fetched:
        """GET an address and read its whole answer.

        Args:
            url: an http or https address; a user name and password in it are dropped.
            max_bytes: the most bytes to take, counted as sent and again as unpacked.
            timeout: seconds for everything together: names, connections, redirects, body.
            headers: further request headers; the secret ones are not sent on to another origin.
            etag: of the copy the caller has; the answer may then be `not_modified`.
            modified: `Last-Modified` of the copy the caller has.

        Raises:
            OutgoingError: one of its subclasses says why there is no answer.
        """
        return self._exchange(_Sent("GET", _request_headers(headers, etag, modified)), url, max_bytes, timeout)

    def post(
        self,
        url: str,
        content: bytes,
        *,
        content_type: str,
        max_bytes: int = 64 * 1024,
        timeout: float = 10.0,
    ) -> Fetched:
        """POST `content` and read the whole answer.

        Only redirects that keep method and content (307, 308) are followed, each under the policy of the first
        address; any other is the answer.

        Args:
            url: as in `fetch`.
            content: what is sent; it goes along with a redirect, so nothing secret belongs in it.
            content_type: the media type of the content.
            max_bytes: the most bytes of the answer to take.
            timeout: seconds for everything together.

        Raises:
            OutgoingError: one of its subclasses says why there is no answer.
        """
        sent = _Sent("POST", _request_headers({"content-type": content_type}, "", ""), content)
        return self._exchange(sent, url, max_bytes, timeout)

    def _exchange(self, sent: "_Sent", url: str, max_bytes: int, timeout: float) -> Fetched:
        """Send, and follow where the answers lead, within the limits."""
        deadline = time.monotonic() + timeout
        target = self.checked(url)
        moved_to, for_good = "", True
        for _hop in range(MAX_REDIRECTS + 1):
            answer = self._ask(target, sent, max_bytes, deadline)
            if answer.status not in sent.follows or "location" not in answer.headers:
                return replace(answer, moved_to=moved_to)
            following = self.checked(_join(target, answer.headers["location"]))
            for_good = for_good and answer.status in _PERMANENT
            moved_to = str(following) if for_good else moved_to
            if _origin(following) != _origin(target):
                sent = sent.without_secrets()
            target = following
        raise TooManyRedirects(f"أعاد الخادم توجيهنا أكثر من {MAX_REDIRECTS} مرات: {url}")

    def connect(self, host: str, port: int, *, timeout: float = 20.0) -> socket.socket:
        """A connection for a protocol other than HTTP, to an address that passed the same filter.

        Args:
            host: a name or a literal address.
            timeout: seconds for the connection, and for each step on it afterwards.

        Raises:
            OutgoingError: one of its subclasses says why there is none.
        """
        target = self._named(host)
        for address in self.addresses(target, port)[:3]:
            try:
                return socket.create_connection((str(address), port), timeout=timeout)
            except TimeoutError:
                failure: OutgoingError = TooSlow(f"تأخر الخادم في الرد: {host}")
            except OSError:
                failure = Unreachable(f"تعذر الاتصال بالخادم: {host}")
        raise failure

    def tls(self) -> ssl.SSLContext:
        """The context for TLS on a connection made by `connect`: names and certificates are checked, by the system's
        own list of authorities."""
        return self.trusted() if self.trusted else ssl.create_default_context()

    def checked(self, url: str) -> httpx.URL:
        """The address parsed by the same code that will send it, or an error saying what is wrong with it."""
        try:
            parsed = httpx.URL(url.strip())
            port = parsed.port or _default_port(parsed)
        except (httpx.InvalidURL, ValueError, TypeError) as error:
            raise BadAddress(f"عنوان غير صالح: {url[:200]}") from error
        if parsed.scheme not in ("http", "https") or not parsed.host:
            raise BadAddress(f"نقبل عناوين http وhttps وحدها: {url[:200]}")
        if port not in self._ports:
            raise BadAddress(f"المنفذ {port} غير مسموح به: {url[:200]}")
        self._named(parsed.raw_host.decode("ascii"))
        return parsed.copy_with(username=None, password=None, fragment=None)

    def _named(self, host: str) -> str:
        """The host as the resolver takes it, unless its very name means our own network."""
        name = host.strip("[]").rstrip(".").lower()
        if not name:
            raise BadAddress("عنوان بلا خادم")
        if name.endswith(_INNER_NAMES):
            raise RefusedAddress(f"هذا العنوان داخل شبكتنا ولا نطلبه: {name}")
        return name

    def addresses(self, host: str, port: int) -> list[Address]:
        """The addresses to connect to; resolved here once, so that nobody can answer differently afterwards."""
        try:
            found = self._resolver(host, port)
        except OSError as error:
            raise Unreachable(f"لم نجد الخادم: {host}") from error
        if not found:
            raise Unreachable(f"لم نجد الخادم: {host}")
        if not all(self._allows(address) for address in found):
            raise RefusedAddress(f"هذا العنوان يقود إلى شبكة داخلية ولا نطلبه: {host}")
        return found

    def _ask(self, url: httpx.URL, sent: "_Sent", max_bytes: int, deadline: float) -> Fetched:
        """One hop: connect to a checked address, send, read within the limits."""
        host = url.raw_host.decode("ascii").strip("[]")
        backend = PinnedBackend(self.addresses(host, url.port or _default_port(url)), partial(remaining, deadline))
        request = httpx.Request(sent.method, url, headers=sent.headers, content=sent.content)
        tls = self.trusted() if self.trusted else usual_tls()
        try:
            with httpcore.ConnectionPool(ssl_context=tls, network_backend=backend, max_connections=1) as pool:
                response = pool.handle_request(
                    httpcore.Request(
                        sent.method,
                        httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                        headers=request.headers.raw,
                        content=sent.content,
                    )
                )
                try:
                    return read_answer(url, response, max_bytes)
                finally:
                    response.close()
        except httpcore.TimeoutException as error:
            raise TooSlow(f"تأخر الخادم في الرد: {url.host}") from error
        except (httpcore.NetworkError, ssl.SSLError, OSError) as error:
            raise Unreachable(f"تعذر الاتصال بالخادم: {url.host}") from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise BadResponse(f"رد الخادم غير مفهوم: {url.host}") from error


def fetch(url: str, **options: Any) -> Fetched:
    """`Client.fetch` under the default policy: the public internet only."""
    return _DEFAULT.fetch(url, **options)


def _default_port(url: httpx.URL) -> int:
    return 443 if url.scheme == "https" else 80


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or _default_port(url)


def _join(base: httpx.URL, location: str) -> str:
    try:
        return str(base.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise BadAddress(f"أعاد الخادم توجيهنا إلى عنوان غير صالح: {location[:200]}") from error


def _request_headers(extra: Mapping[str, str] | None, etag: str, modified: str) -> httpx.Headers:
    """What we say of ourselves; only gzip is offered, because only it is unpacked within bounds here."""
    headers = httpx.Headers({"user-agent": _USER_AGENT, "accept": "*/*", "connection": "close"})
    headers.update(extra or {})
    headers["accept-encoding"] = "gzip"
    if etag:
        headers["if-none-match"] = etag
    if modified:
        headers["if-modified-since"] = modified
    headers.pop("host", None)
    return headers


def read_answer(url: httpx.URL, response: httpcore.Response, max_bytes: int) -> Fetched:
    """The answer with its whole body, taken piece by piece so that no limit is passed by more than a piece."""
    headers = httpx.Headers(response.headers)
    if sum(len(name) + len(value) for name, value in response.headers) > MAX_HEADER_BYTES:
        raise TooLarge(f"ترويسات الرد أكبر مما نقبل: {url.host}")
    if response.status in _REDIRECTS:
        return Fetched(str(url), response.status, headers, b"")
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise _too_large(url, max_bytes)
    body = bytearray()
    for piece in _unpacked(url, headers.get("content-encoding", ""), response.iter_stream(), max_bytes):
        body += piece
        if len(body) > max_bytes:
            raise _too_large(url, max_bytes)
    return Fetched(str(url), response.status, headers, bytes(body))


def _too_large(url: httpx.URL, max_bytes: int) -> TooLarge:
    return TooLarge(f"الرد أكبر من {max_bytes:,} بايت: {url.host}")


def _unpacked(url: httpx.URL, encoding: str, pieces: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    """The pieces as sent, or unpacked from gzip a bounded piece at a time."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        yield from pieces
        return
    if name not in ("gzip", "x-gzip"):
        raise BadResponse(f"ضغط الرد غير معروف ({name[:40]}): {url.host}")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    taken = 0
    try:
        for piece in pieces:
            taken += len(piece)
            if taken > max_bytes:
                raise _too_large(url, max_bytes)
            while piece and not unpacker.eof:
                yield unpacker.decompress(piece, _CHUNK)
                piece = unpacker.unconsumed_tail
    except zlib.error as error:
        raise BadResponse(f"تعذر فك ضغط الرد: {url.host}") from error
    if not unpacker.eof:
        raise BadResponse(f"انقطع الرد قبل تمامه: {url.host}")


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to addresses that were checked before, whatever the host's name means by now.

    The host's name stays in the request and in the TLS handshake, so certificates are checked as usual.
    """

    def __init__(self, addresses: list[Address], left: Callable[[], float]) -> None:
        self._addresses = addresses
        self._left = left
        self._sync = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.NetworkError | httpcore.TimeoutException | None = None
        tried = self._addresses[:3]
        for left, address in zip(range(len(tried), 0, -1), tried, strict=True):
            try:
                # An address that does not answer must leave time for the ones after it.
                stream = self._sync.connect_tcp(str(address), port, timeout=self._left() / left)
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                failure = error
            else:
                return DeadlineStream(stream, self._left)
        raise failure or httpcore.ConnectError(host)


class DeadlineStream(httpcore.NetworkStream):
    """A connection on which every step is given only the time that is `left` for the whole exchange, in seconds."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, timeout=self._left())
        return DeadlineStream(stream, self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def remaining(deadline: float) -> float:
    """Seconds left until the deadline.

    Raises:
        httpcore.ReadTimeout: there are none.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left


@lru_cache(maxsize=1)
def usual_tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


_DEFAULT = Client()
