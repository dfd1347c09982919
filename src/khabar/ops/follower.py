"""The process that keeps this node up to date: follows the change log and opens and closes stories on time."""

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections

from khabar.articles.consumers import follow
from khabar.articles.schedule import run_due
from khabar.core.errors import KhabarError

PAUSE = 0.5
"""Seconds between two looks at the log: what another node or a bulk import published shows within a second."""
RETRY = 5.0
"""Seconds to wait after a failure, so that a database that is down is not hammered."""

logger = logging.getLogger(__name__)


def run(goes_on: Callable[[], bool]) -> None:
    """Work until `goes_on` says no. A failure is logged and tried again: cursors make every step repeatable."""
    while goes_on():
        try:
            close_old_connections()
            run_due()
            follow(rebuild=True)
            pause = PAUSE
        except (DatabaseError, KhabarError, OSError):
            logger.exception("the follower failed and will try again")
            pause = RETRY
        time.sleep(pause)
