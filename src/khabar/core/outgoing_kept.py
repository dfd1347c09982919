"""Many requests to few servers, under the rules of `outgoing`: connections are kept and used again."""

import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from khabar.core.outgoing import Client, Fetched, PinnedBackend, read_answer, remaining, usual_tls
from khabar.core.outgoing_errors import BadResponse, OutgoingError, TooSlow, Unreachable

_KEEP_SECONDS = 30.0


class NotSent(OutgoingError):
    """No connection came about: the server saw nothing of the request."""


class KeptClient:
    """Posts from several threads at once, over at most `most` connections to hosts that pass the client's rules.

    A name is looked up and its addresses are checked whenever a connection is made, and that connection goes to one of
    them. No redirect is followed.
    """

    def __init__(self, client: Client, most: int) -> None:
        self._client = client
        self._backend = _CheckingBackend(client)
        self._pool = httpcore.ConnectionPool(
            ssl_context=client.trusted() if client.trusted else usual_tls(),
            network_backend=self._backend,
            max_connections=most,
            max_keepalive_connections=most,
            keepalive_expiry=_KEEP_SECONDS,
        )

    def post(
        self, url: str, content: bytes, *, headers: Mapping[str, str], max_bytes: int = 16 * 1024, timeout: float = 15.0
    ) -> Fetched:
        """POST `content` and read the whole answer.

        Args:
            url: as in `Client.post`.
            headers: all request headers but Host and what HTTP itself needs.
            max_bytes: the most bytes of the answer to take.
            timeout: seconds for everything together.

        Raises:
            NotSent: the server certainly did not get it.
            OutgoingError: there is no answer that can be read; the server may have got it.
        """
        target = self._client.checked(url)
        request = httpx.Request("POST", target, headers=headers, content=content)
        sent = httpcore.Request(
            "POST",
            httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path),
            headers=request.headers.raw,
            content=content,
            extensions={"timeout": {"pool": timeout}},
        )
        with self._backend.until(time.monotonic() + timeout):
            return self._exchange(target, sent, max_bytes)

    def _exchange(self, target: httpx.URL, sent: httpcore.Request, max_bytes: int) -> Fetched:
        try:
            response = self._pool.handle_request(sent)
            try:
                return read_answer(target, response, max_bytes)
            finally:
                response.close()
        except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout) as error:
            raise NotSent(f"تعذر الاتصال بالخادم: {target.host}") from error
        except httpcore.TimeoutException as error:
            raise TooSlow(f"تأخر الخادم في الرد: {target.host}") from error
        except (httpcore.NetworkError, ssl.SSLError, OSError) as error:
            raise Unreachable(f"تعذر الاتصال بالخادم: {target.host}") from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise BadResponse(f"رد الخادم غير مفهوم: {target.host}") from error

    def close(self) -> None:
        """Give all connections up."""
        self._pool.close()


class _CheckingBackend(httpcore.NetworkBackend):
    """Connects to checked addresses alone; whatever a thread does has the time of its own exchange."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._own = threading.local()

    @contextmanager
    def until(self, deadline: float) -> Iterator[None]:
        """For the length of the block, what this thread does ends at the deadline (monotonic seconds)."""
        self._own.deadline = deadline
        try:
            yield
        finally:
            self._own.deadline = 0.0

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.NetworkStream:
        try:
            addresses = self._client.addresses(host.strip("[]"), port)
        except OutgoingError as error:
            raise httpcore.ConnectError(str(error)) from error
        try:
            return PinnedBackend(addresses, self._left).connect_tcp(host, port)
        except httpcore.TimeoutException as error:
            raise httpcore.ConnectTimeout(str(error)) from error

    def _left(self) -> float:
        return remaining(float(self._own.deadline))
