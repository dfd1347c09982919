"""A hub or a search engine on the loopback address that takes notices, and what it was told."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from tests.feeds import Handler, Site
from tests.servers import running


@dataclass
class Told:
    """One notice as it came."""

    path: str
    content_type: str
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    """What is said to a notice."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)


class _Takes(Handler):
    server: "Hub"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told = Told(self.path, self.headers["Content-Type"], body)
        self.server.told.append(told)
        reply = self.server.reply(told)
        self.send_response(reply.status)
        for name, value in {"Content-Length": "0", **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()


class Hub(Site):
    """Takes every notice, unless a test sets `reply`."""

    def __init__(self) -> None:
        super().__init__()
        self.RequestHandlerClass = _Takes
        self.told: list[Told] = []
        self.reply: Callable[[Told], Reply] = lambda _: Reply()

    @property
    def feeds(self) -> list[str]:
        """The feeds it was told of, in order."""
        return [told.form["hub.url"] for told in self.told]

    @property
    def addresses(self) -> list[list[str]]:
        """The addresses of each IndexNow notice."""
        return [told.json["urlList"] for told in self.told]


@contextmanager
def hub() -> Iterator[Hub]:
    """The hub for the length of the block."""
    with running(Hub()) as server:
        yield server
