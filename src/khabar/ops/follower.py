"""What keeps this node up to date: follows the change log, opens and closes stories on time, and reads statements."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connections

from khabar.articles.consumers import SMALL, follow, index_follows_log, latest_seq, mend_index, rebuild_index
from khabar.articles.models import Article
from khabar.articles.rebuilding import take_doubt
from khabar.articles.schedule import run_due
from khabar.attribution.follower import follow as read_statements
from khabar.core.errors import KhabarError
from khabar.finding.register import Keeper
from khabar.finding.tallies import Collector
from khabar.ops.probe import look_through_index, search_once
from khabar.search.engine import IndexUnavailable

PAUSE = 0.5
"""Seconds between two looks at the log: what another node or a bulk import published shows within a second."""
RETRY = 5.0
"""Seconds to wait after a failure, so that a database that is down is not hammered."""
PROBE_EVERY = 5.0
"""Seconds between two looks whether the index still answers."""
LOOK_THROUGH_EVERY = 6 * 3600.0
"""Seconds between two looks through all of the index, the first of them at the start."""
DOUBTED_AFTER = 60.0
"""Seconds between two such looks when searches meet damage."""

STILL = 1.0
"""Seconds for which nobody may have published before statements are read: SQLite has one writer, and whoever publishes
is not to wait for a reader that has little of the processor."""
PATIENCE = 5.0
"""Seconds after which they are read all the same, a little."""

logger = logging.getLogger(__name__)


def run(goes_on: Callable[[], bool]) -> None:
    """Work until `goes_on` says no. A failure is logged and tried again: cursors make every step repeatable."""
    mender = Mender()
    names, searches = Keeper(), Collector()
    while goes_on():
        try:
            close_old_connections()
            run_due()
            _follow(mender)
            names.run()
            searches.run()
            mender.look()
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


def _follow(mender: "Mender") -> None:
    """Follow the log; damage that only a writer meets, as its files are open no more, goes to the mender."""
    try:
        follow()
    except IndexUnavailable as error:
        mender.tell(error)


class Mender:
    """Looks whether the index is whole and builds it anew where it is not; the log is followed meanwhile.

    A large index is built on a thread of its own, a small one at once.
    """

    def __init__(self) -> None:
        self._probe_at = self._look_through_at = self._looked_at = 0.0
        self._working: threading.Thread | None = None
        self._told: IndexUnavailable | None = None

    def tell(self, error: IndexUnavailable) -> None:
        """Take note of damage that somebody else met: the index is built anew at the next look."""
        self._told = error
        self._probe_at = 0.0

    def look(self) -> None:
        """Do what is due now."""
        now = time.monotonic()
        if self._working is not None and self._working.is_alive():
            self._told = None  # it is being mended
            return
        if now < self._probe_at:
            return
        self._probe_at = now + PROBE_EVERY
        act = self._due(now)
        if act is None:
            return
        if Article.objects.public().count() <= SMALL:
            act()
            return
        self._working = threading.Thread(target=_on_own_connection, args=(act,), name="mender", daemon=True)
        self._working.start()

    def wait(self) -> None:
        """Wait for what was begun."""
        if self._working is not None:
            self._working.join()

    def _due(self, now: float) -> Callable[[], object] | None:
        try:
            if self._told is not None:
                raise self._told
            search_once()
        except IndexUnavailable as error:
            logger.warning("the index is built anew: %s", error)
            self._told = None
            self._look_through_at = now + LOOK_THROUGH_EVERY
            return rebuild_index
        if not index_follows_log():
            logger.warning("the index is built anew: it is not one of this change log")
            return mend_index
        if take_doubt():
            self._look_through_at = min(self._look_through_at, self._looked_at + DOUBTED_AFTER)
        if now < self._look_through_at:
            return None
        self._looked_at = now
        self._look_through_at = now + LOOK_THROUGH_EVERY
        return _look_through


def _look_through() -> None:
    """Build the index anew when something in its files is damaged that no search has met yet."""
    try:
        look_through_index()
    except IndexUnavailable as error:
        logger.warning("the index is built anew: %s", error)
        rebuild_index()


def _on_own_connection(act: Callable[[], object]) -> None:
    try:
        act()
    except (DatabaseError, KhabarError, OSError):
        logger.exception("the index could not be built; it is tried again")
    finally:
        connections.close_all()
