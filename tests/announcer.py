"""An announcer that looks at moments which the test names, whoever it tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Generic, Protocol, TypeVar

from khabar.announcing.follower import Announcer
from khabar.articles.consumers import follow
from khabar.core.outgoing import Client
from tests.clocks import clock_at

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)  # ten in Cairo


class Told(Protocol):
    """A server on the loopback address, and a client that reaches it."""

    def client(self) -> Client: ...


Server = TypeVar("Server", bound=Told)


class Announcing(Generic[Server]):
    """Has the page store follow and the announcer look, by a clock of its own."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.now = START
        self.restart()

    def restart(self) -> None:
        """A process that begins anew."""
        self._announcer = Announcer(self.server.client())

    @contextmanager
    def clock(self) -> Iterator[None]:
        """The moment at which the test stands."""
        with clock_at(self.now):
            yield

    def look(self, after: float = 0.0, *, followed: bool = True) -> None:
        """Let seconds pass, have the page store follow, then let the announcer do what is due."""
        self.now += timedelta(seconds=after)
        with self.clock():
            if followed:
                follow()
            while self._announcer.look() == 0.0:  # more is due at once
                pass
