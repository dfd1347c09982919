"""What keeps this node up to date: follows the change log, opens and closes stories on time, and reads statements."""

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections

from khabar.articles.consumers import follow, latest_seq, rebuild_index
from khabar.articles.schedule import run_due
from khabar.attribution.follower import follow as read_statements
from khabar.core.errors import KhabarError
from khabar.ops.probe import search_once
from khabar.search.engine import IndexUnavailable

PAUSE = 0.5
"""Seconds between two looks at the log: what another node or a bulk import published shows within a second."""
RETRY = 5.0
"""Seconds to wait after a failure, so that a database that is down is not hammered."""
PROBE_EVERY = 30.0
"""Seconds between two looks whether the index still answers."""

STILL = 1.0
"""Seconds for which nobody may have published before statements are read: SQLite has one writer, and whoever publishes
is not to wait for a reader that has little of the processor."""
PATIENCE = 5.0
"""Seconds after which they are read all the same, a little."""

logger = logging.getLogger(__name__)


def run(goes_on: Callable[[], bool]) -> None:
    """Work until `goes_on` says no. A failure is logged and tried again: cursors make every step repeatable."""
    probe_at = 0.0
    while goes_on():
        try:
            close_old_connections()
            run_due()
            follow(rebuild=True)
            if time.monotonic() >= probe_at:
                _heal_index()
                probe_at = time.monotonic() + PROBE_EVERY
            pause = PAUSE
        except (DatabaseError, KhabarError, OSError):
            logger.exception("the follower failed and will try again")
            pause = RETRY
        time.sleep(pause)


def read_on(goes_on: Callable[[float], bool], *, now: Callable[[], float] = time.monotonic) -> None:
    """Read the statements of what came in bulk until `goes_on`, which waits the seconds it is given, says no.

    Publishing goes first. Whoever calls should have a thread of its own with a low priority.
    """
    pause, end, moved_at, read_at = 0.0, -1, 0.0, now()
    while goes_on(pause):
        try:
            close_old_connections()
            if (newest := latest_seq()) != end:
                end, moved_at = newest, now()
            if now() - moved_at >= STILL or now() - read_at >= PATIENCE:
                read_statements()
                end, read_at = latest_seq(), now()  # its own changes are nobody's publishing
            pause = PAUSE
        except (DatabaseError, KhabarError, OSError):
            logger.exception("reading statements failed and will be tried again")
            pause = RETRY


def _heal_index() -> None:
    """Build the index anew when its files were damaged under way, which no cursor tells."""
    try:
        search_once()
    except IndexUnavailable as error:
        logger.warning("the index is built anew: %s", error)
        rebuild_index()
