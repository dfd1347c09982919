"""The thread that sends: one node of all at a time, from the rows in the database."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from khabar.articles.one_node import only_node
from khabar.core.errors import KhabarError
from khabar.letters.planning import begin_due
from khabar.letters.post import Post
from khabar.letters.sending import Pace, send_issues, send_notes
from khabar.letters.sweeping import sweep

PAUSE, RETRY, NO_MAIL = 2.0, 10.0, 3600.0
"""Seconds between two looks; after a failure; where no mail server is set."""
_SWEEP_EVERY, _PLAN_EVERY = 3600.0, 20.0
_LOCK = 0x6B686C74  # "khlt": the node that sends, on PostgreSQL

logger = logging.getLogger(__name__)


def run(goes_on: Callable[[float], bool]) -> None:
    """Send until `goes_on`, which waits the seconds it is given, says no."""
    sender = Sender(goes_on)
    pause = 0.0 if settings.LETTERS_CONFIGURED else NO_MAIL
    while goes_on(pause):
        try:
            close_old_connections()
            if settings.LETTERS_CONFIGURED:
                pause = 0.0 if sender.look() else PAUSE
        except (DatabaseError, KhabarError, OSError):
            logger.exception("sending newsletters failed and will be tried again")
            pause = RETRY


class Sender:
    """Plans, sends and sweeps, unless another node does."""

    def __init__(self, goes_on: Callable[[float], bool]) -> None:
        self._goes_on = goes_on
        self._pace = Pace(settings.LETTERS_PER_MINUTE)
        self._planned = self._swept = float("-inf")

    def look(self) -> bool:
        """Do what is due now; True where more waits."""
        with only_node("letters", _LOCK) as ours:
            if not ours:
                return False
            self._plan()
            with Post(settings.LETTERS_MAIL) as post:
                send_notes(post, self._pace, self._goes_on)
                return send_issues(post, self._pace, self._goes_on)

    def _plan(self) -> None:
        now = time.monotonic()
        if now - self._planned >= _PLAN_EVERY:
            self._planned = now
            begin_due()
        if now - self._swept >= _SWEEP_EVERY:
            self._swept = now
            sweep()
