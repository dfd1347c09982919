"""Several feeds looked at at the same time, in threads of the background process: a slow one delays no other."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from django.db import connections
from django.db.models import Q, QuerySet

from khabar.core import clock
from khabar.ingest.errors import HardFetchError
from khabar.ingest.models import Feed
from khabar.ingest.poll import LEASE, Look, give_up, poll
from khabar.ingest.states import FeedState

AT_ONCE = 6
"""Looks at the same time. Each waits for a server most of its time; reading what came is done one by one."""
_STUCK = LEASE.total_seconds() + 30
_TOO_LONG = "لم ينته جلبه في الوقت المسموح، فأعيد تشغيل الجلب"

logger = logging.getLogger(__name__)


class StuckLook(Exception):
    """A look did not end long after its time: only a new process gets rid of it."""


@dataclass(frozen=True)
class _Running:
    """A look that has begun, and when (monotonic seconds)."""

    future: "Future[None]"
    begun: float


class Looks:
    """Begins looks at feeds that are due, as many at once as there are places.

    Args:
        look: what looks at the feed of a number.
        at_once: places.
    """

    def __init__(self, look: Callable[[int], Look] = poll, at_once: int = AT_ONCE) -> None:
        self._look = look
        self._places = at_once
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="look")
        self._running: dict[int, _Running] = {}

    def begin_due(self) -> int:
        """Begin a look at each feed that is due, those that wait longest first. Returns how many were begun.

        Raises:
            StuckLook: one that was begun long ago does not end.
        """
        self._forget_ended()
        free = self._places - len(self._running)
        due = list(due_feeds().exclude(pk__in=list(self._running)).values_list("pk", flat=True)[:free])
        for pk in due:
            self._running[pk] = _Running(self._pool.submit(self._run, pk), time.monotonic())
        return len(due)

    def end(self, *, wait: bool = False) -> None:
        """Begin no more.

        Args:
            wait: for the looks that run; else they may be cut off at any moment, and their feeds looked at later.
        """
        self._pool.shutdown(wait=wait, cancel_futures=not wait)

    def _run(self, pk: int) -> None:
        try:
            self._look(pk)
        except Exception:
            logger.exception("looking at feed %s failed", pk)
        finally:
            connections.close_all()

    def _forget_ended(self) -> None:
        now = time.monotonic()
        for pk, running in list(self._running.items()):
            if running.future.done():
                del self._running[pk]
            elif now - running.begun > _STUCK:
                give_up(pk, HardFetchError(_TOO_LONG))
                raise StuckLook(pk)


def due_feeds() -> "QuerySet[Feed]":
    """Open feeds whose time has come and that nobody is looking at."""
    now = clock.now()
    free = Feed.objects.filter(Q(lease_until=None) | Q(lease_until__lte=now), state=FeedState.OPEN, next_at__lte=now)
    return free.order_by("next_at")
