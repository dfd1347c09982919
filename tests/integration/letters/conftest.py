"""A newsletter, a mail server that takes its mails, and the thread's work done step by step."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings
from tests.clocks import clock_at
from tests.factories.letters import issue_due, news, newsletter, subscribed
from tests.integration.accounts.conftest import person
from tests.mail_server import MailServer, mail_server

from khabar.core import clock
from khabar.front.views import letters as views
from khabar.letters.follower import Sender
from khabar.letters.models import Issue, Newsletter

__all__ = ["person"]

Look = Callable[..., None]


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    """A mail server, and settings that lead to it."""
    with mail_server() as found:
        settings.LETTERS_CONFIGURED = True
        settings.LETTERS_MAIL = found.settings
        settings.LETTERS_FROM = "letters@testserver"
        settings.LETTERS_PER_MINUTE = 1_000_000
        yield found


@pytest.fixture
def letter(db: None) -> Newsletter:
    """A daily newsletter."""
    Newsletter.objects.all().delete()
    return newsletter()


@pytest.fixture
def issue(letter: Newsletter) -> Issue:
    """An issue whose hour has come, with news and two readers."""
    news()
    for name in ("noor", "hadi"):
        subscribed(letter, f"{name}@example.com")
    return issue_due(letter)


@pytest.fixture
def look(server: MailServer) -> Look:
    """Let time pass, then have a process that just began do what is due until nothing more can be done at once."""

    def go(after: timedelta = timedelta(0)) -> None:
        with clock_at(clock.now() + after):
            sender = Sender(lambda _pause: True)
            for _ in range(50):
                if not sender.look():
                    return
        raise AssertionError("never ends")

    return go


@pytest.fixture
def reader_browser(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser without cookies from a network that asked nothing before."""
    from khabar.core.rate import Limit

    monkeypatch.setattr(views, "_asking", Limit(1, at_once=20))
    return Client(enforce_csrf_checks=True)
