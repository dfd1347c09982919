"""What the tests of ads share: a story with ads beside it, and the two doors before Django."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from tests.factories.ads import DESKTOP_AGENT
from tests.factories.articles import published
from tests.integration.accounts.conftest import desk_of, person

from khabar.ads.counting import Place, write
from khabar.articles.models import Article
from khabar.articles.text import paragraph
from khabar.core.tally import Tally
from khabar.pagestore.front import FrontedApplication

__all__ = ["desk_of", "person"]
Tell = Callable[..., int]


@pytest.fixture
def story(db: None) -> Article:
    """A published story of ten paragraphs."""
    return published(body=[paragraph(f"فقرة رقم {number} من خبر طويل.") for number in range(10)])


class Counted:
    """The counter behind its doors, as the server asks it."""

    def __init__(self) -> None:
        from khabar.ads import counting

        self.tally: Tally[Place] = Tally(write, pause=3600)
        counter = counting.Counter(self.tally)
        doors = {counting.SEEN_PATH: counter.seen, counting.CLICK_PATH: counter.click}
        self._application = FrontedApplication(None, _nobody, doors, ["10.0.0.0/8"])

    def tell(self, act: str, query: str, address: str = "192.0.2.7", headers: Mapping[str, str] | None = None) -> int:
        """The status of the answer to a beacon."""
        answered: list[str] = []
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": f"/ads/{act}",
            "QUERY_STRING": query,
            "REMOTE_ADDR": address,
            "HTTP_USER_AGENT": DESKTOP_AGENT,
            "HTTP_SEC_FETCH_SITE": "same-origin",
        }
        body = b"".join(self._application(environ | dict(headers or {}), lambda status, _: answered.append(status)))
        assert body == b""
        return int(answered[0].split()[0])


def _nobody(environ: Any, start_response: Any) -> list[bytes]:
    start_response("404 Not Found", [])
    return []


@pytest.fixture
def counted() -> Counted:
    return Counted()
