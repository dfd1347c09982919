"""An announcer whose hub and search engine are on the loopback address, with a clock that tests move."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings
from tests.clocks import clock_at
from tests.hubs import Hub, hub

from khabar.announcing.follower import Announcer
from khabar.articles.consumers import follow

KEY = "a1b2c3d4-E5F6"
START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


class Desk:
    """Announces into a hub (`/hub`) and an engine (`/indexnow`) at moments that the test names."""

    def __init__(self, server: Hub) -> None:
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
            self._announcer.look()

    def tell(self) -> None:
        """Have what changed gathered and, once it has settled, told."""
        self.look(60)
        self.look(60)


@pytest.fixture
def server() -> Iterator[Hub]:
    with hub() as running:
        yield running


@pytest.fixture
def to_hub(server: Hub, settings: Settings) -> Desk:
    """A hub is set, and the announcer knows where the log stands."""
    settings.WEBSUB_HUBS = [server.url("/hub")]
    return _begun(server)


@pytest.fixture
def to_engine(server: Hub, settings: Settings) -> Desk:
    """IndexNow is set, and the announcer knows where the log stands."""
    settings.INDEXNOW, settings.INDEXNOW_KEY = server.url("/indexnow"), KEY
    return _begun(server)


def _begun(server: Hub) -> Desk:
    desk = Desk(server)
    desk.look()
    return desk
