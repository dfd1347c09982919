"""Clocks that a test sets: what Django, Wagtail and the page store take for the present."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """While it lasts it is `moment` (aware), and stays so."""
    with patch("django.utils.timezone.now", lambda: moment), patch("time.time", moment.timestamp):
        yield


@dataclass
class Hands:
    """The hands of a clock that stands still until they are moved."""

    now: datetime

    def forward(self, by: timedelta) -> None:
        self.now += by


@contextmanager
def moving_clock() -> Iterator[Hands]:
    """While it lasts it is as late as its hands say, from the real present on."""
    hands = Hands(timezone.now())
    with patch("django.utils.timezone.now", lambda: hands.now), patch("time.time", lambda: hands.now.timestamp()):
        yield hands
