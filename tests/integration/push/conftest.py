"""A push service, browsers that subscribe through the site's own addresses, and an announcer whose clock tests move."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from tests.announcer import Announcing
from tests.factories.articles import published
from tests.push_service import Browser, PushService, push_service

from khabar.announcing import beside
from khabar.articles.consumers import follow
from khabar.articles.enums import Urgency
from khabar.articles.models import Article
from khabar.front.views import notifications
from khabar.push import actions
from khabar.push.enums import Kind
from khabar.push.models import Subscriber
from khabar.push.outbox import Outbox


class Newsroom(Announcing[PushService]):
    """Publishes, notifies and looks at moments that the test names."""

    def send(self) -> None:
        """Have what was published heard of and, once that has settled, sent."""
        self.look(1)
        self.look(3)

    def story(self, **fields: Any) -> Article:
        """A story that is published now."""
        with self.clock():
            return published(**{"at": self.now, **fields})

    def breaking(self, text: str = "", **fields: Any) -> Article:
        """A story that is published now, and planned to be notified of as breaking news."""
        with self.clock():
            story = published(at=self.now, urgency=Urgency.FLASH, **fields)
            actions.plan(article=story, kind=Kind.BREAKING, text=text, user=None)
            story.save_revision().publish()
        return story


class Readers:
    """Subscribe through the site's addresses."""

    def __init__(self, server: PushService, client: Client) -> None:
        self.server, self.client = server, client

    def tell(self, what: str, sent: Any, **headers: str) -> Any:
        """Post what a browser says."""
        body = sent if isinstance(sent, str) else json.dumps(sent)
        return self.client.post(f"/notifications/{what}/", body, content_type="application/json", headers=headers)

    def __call__(self, name: str = "a", **choice: Any) -> Browser:
        """A browser that chose; breaking news without quiet hours unless told otherwise."""
        browser = self.server.browser(name)
        wanted = {"breaking": True, "zone": "Africa/Cairo", **choice}
        answer = self.tell("choose", {**browser.held, "choice": wanted})
        assert answer.status_code == 200, answer.content.decode()
        return browser


@pytest.fixture
def server(settings: Settings) -> Iterator[PushService]:
    with push_service() as running:
        settings.PUSH_SERVICES = [running.name]
        yield running


@pytest.fixture
def readers(server: PushService, client: Client) -> Readers:
    notifications._limit.cache_clear()
    return Readers(server, client)


@pytest.fixture
def newsroom(server: PushService, readers: Readers) -> Iterator[Newsroom]:
    """The announcer knows where the log stands, since somebody subscribed before."""
    outbox = Outbox()
    beside.register(outbox)
    desk = Newsroom(server)
    readers("before", breaking=False, sections=[])
    with desk.clock():
        follow()
    desk.look()
    yield desk
    outbox.close()


def subscribers() -> int:
    """How many there are, without the one that was there before."""
    return Subscriber.objects.count() - 1


Subscribe = Callable[..., Browser]
