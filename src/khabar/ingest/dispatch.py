"""Has feeds looked at and pictures fetched when they are due; the background process asks every second."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, transaction
from django_q.tasks import async_task

from khabar.core import clock
from khabar.ingest import beside, credentials, grouping, pictures, rarities, retention, second
from khabar.ingest.looks import Looks
from khabar.ingest.models import Feed
from khabar.ingest.poll import owner_is_gone

PAUSE = 1.0
RETRY = 5.0
_TIDIES_EVERY, _TRACES_EVERY = timedelta(hours=1), timedelta(seconds=30)

logger = logging.getLogger(__name__)


def run(goes_on: Callable[[float], bool], looks: Looks | None = None) -> None:
    """Begin what is due until `goes_on`, which waits the seconds it is given, says no.

    Raises:
        StuckLook: the process should end and begin anew.
    """
    looks = looks or Looks()
    pause = 0.0
    begun = False
    traced_at = tidied_at = clock.now() - _TIDIES_EVERY
    while goes_on(pause):
        try:
            close_old_connections()
            if not begun:
                begin()
                begun = True
            looks.begin_due()
            queue_pictures()
            _group()
            if clock.now() - traced_at >= _TRACES_EVERY:
                traced_at = clock.now()
                second.trace_public(traced_at)
            if clock.now() - tidied_at >= _TIDIES_EVERY:
                tidied_at = clock.now()
                _tidy(tidied_at)
            pause = PAUSE
        except DatabaseError:
            logger.exception("the feeds' dispatcher failed and will try again")
            pause = RETRY
    looks.end()


def _group() -> None:
    """Group what arrived; a fault of ours in that must not stop feeds from being collected."""
    try:
        grouping.catch_up()
    except DatabaseError:
        raise
    except Exception:
        logger.exception("grouping failed and will be tried again")


def _tidy(now: datetime) -> None:
    """What is done once an hour: wipe what may not be kept, forget old fingerprints, count words anew."""
    retention.wipe(now)
    beside.wipe(now)
    grouping.forget(now)
    rarities.count(now)


def begin() -> None:
    """Free what a process of this machine that was killed still held; bring credentials under the current key."""
    for feed in Feed.objects.exclude(lease_until=None).only("pk", "lease_owner"):
        if owner_is_gone(feed.lease_owner):
            Feed.objects.filter(pk=feed.pk, lease_owner=feed.lease_owner).update(lease_until=None, lease_owner="")
    credentials.renew()


def queue_pictures() -> int:
    """Queue a task for each picture that is due; put those that are here where they wait. Returns how many of both.

    Claim and task are written in one transaction: the queue is in the same database.
    """
    queued = 0
    for pk in pictures.due(clock.now()):
        with transaction.atomic():
            if pictures.claim(pk, clock.now()):
                async_task(pictures.TASK, pk, group="pictures")
                queued += 1
    return queued + pictures.put_where_wanted()
