"""A clock that a test sets: what Django, Wagtail and the page store take for the present."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """While it lasts it is `moment` (aware), and stays so."""
    with patch("django.utils.timezone.now", lambda: moment), patch("time.time", moment.timestamp):
        yield
