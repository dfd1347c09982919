"""A local HTTP server whose answers a test writes, and a guarded client that may reach it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

from khabar.core.addresses import Address, is_public
from khabar.core.outgoing import Client
from tests.servers import running

LOOPBACK = ip_address("127.0.0.1")


@dataclass
class Answer:
    """What the server says to one request."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    write: Callable[["Handler"], None] | None = None  # instead of a plain answer


@dataclass
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]


class Handler(BaseHTTPRequestHandler):
    """Answers with what the test put into the server's `answers`, by path."""

    server: "Site"

    def do_GET(self) -> None:
        self.server.asked.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
        answer = self.server.answers[self.path]
        if callable(answer):
            answer = answer(self.server.asked[-1])
        if answer.write is not None:
            answer.write(self)
            return
        self.send_response(answer.status)
        for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *args: object) -> None:
        pass


class Site(ThreadingHTTPServer):
    """The server; `site.test` is its name for the client that `client` makes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer | Callable[[Asked], Answer]] = {}
        self.asked: list[Asked] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str = "/feed", host: str = "site.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def client(self, **names: str) -> Client:
        """A client for which `site.test`, `other.test` and what `names` adds lead here or where they say.

        Only the server's own loopback address passes its filter besides public ones.
        """
        known = {"site.test": "127.0.0.1", "other.test": "127.0.0.1", **names}

        def resolver(host: str, _port: int) -> list[Address]:
            try:
                return [ip_address(known.get(host, host))]
            except ValueError as error:
                raise OSError(host) from error

        return Client(
            resolver=resolver,
            allows=lambda address: address == LOOPBACK or is_public(address),
            ports=frozenset({80, 443, self.port}),
        )


@contextmanager
def site() -> Iterator[Site]:
    """The server for the length of the block."""
    with running(Site()) as server:
        yield server
