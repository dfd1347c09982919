"""An announcer whose hub and search engine are on the loopback address, with a clock that tests move."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings
from tests.announcer import Announcing
from tests.hubs import Hub, hub

KEY = "a1b2c3d4-E5F6"


class Desk(Announcing[Hub]):
    """Announces into a hub (`/hub`) and an engine (`/indexnow`) at moments that the test names."""

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
