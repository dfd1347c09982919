"""Queues a task for each feed that is due, once; the background process looks every second or two."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import Q
from django_q.tasks import async_task

from khabar.core import clock
from khabar.ingest import beside, credentials, grouping, pictures, rarities, retention, second
from khabar.ingest.models import Feed
from khabar.ingest.poll import owner_is_gone
from khabar.ingest.states import FeedState

TASK = "khabar.ingest.tasks.look"
PAUSE = 1.0
RETRY = 5.0
_TIDIES_EVERY, _TRACES_EVERY = timedelta(hours=1), timedelta(seconds=30)
_WAITS = timedelta(minutes=10)
"""How long a queued look may wait for its turn before it is queued again."""

logger = logging.getLogger(__name__)


def run(goes_on: Callable[[float], bool]) -> None:
    """Queue what is due until `goes_on`, which waits the seconds it is given, says no."""
    pause = 0.0
    begun = False
    traced_at = tidied_at = clock.now() - _TIDIES_EVERY
    while goes_on(pause):
        try:
            close_old_connections()
            if not begun:
                begin()
                begun = True
            queue_due()
            _group()
            if clock.now() - traced_at >= _TRACES_EVERY:
                traced_at = clock.now()
                second.trace_public(traced_at)
            if clock.now() - tidied_at >= _TIDIES_EVERY:
                tidied_at = clock.now()
                _tidy(tidied_at)
            queue_pictures()
            if clock.now() - wiped_at >= _WIPES_EVERY:
                wiped_at = clock.now()
                retention.wipe(wiped_at)
                beside.wipe(wiped_at)
            pause = PAUSE
        except DatabaseError:
            logger.exception("the feeds' dispatcher failed and will try again")
            pause = RETRY


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
    grouping.forget(now)
    rarities.count(now)


def begin() -> None:
    """Free what a process of this machine that was killed still held; bring credentials under the current key."""
    for feed in Feed.objects.exclude(lease_until=None).only("pk", "lease_owner"):
        if owner_is_gone(feed.lease_owner):
            Feed.objects.filter(pk=feed.pk, lease_owner=feed.lease_owner).update(lease_until=None, lease_owner="")
    Feed.objects.filter(lease_until=None).update(queued_until=None)
    credentials.renew()


def queue_due() -> int:
    """Queue a look for every open feed that is due and not queued or being looked at. Returns how many.

    Claim and task are written in one transaction: the queue is in the same database.
    """
    now = clock.now()
    due = Feed.objects.filter(
        Q(queued_until=None) | Q(queued_until__lte=now),
        Q(lease_until=None) | Q(lease_until__lte=now),
        state=FeedState.OPEN,
        next_at__lte=now,
    )
    queued = 0
    for pk in due.order_by("next_at").values_list("pk", flat=True):
        with transaction.atomic():
            if due.filter(pk=pk).update(queued_until=now + _WAITS):
                async_task(TASK, pk, group="feeds")
                queued += 1
    return queued


def queue_pictures() -> int:
    """Queue a task for each picture that is due; put those that are here where they wait. Returns how many of both."""
    with transaction.atomic():
        due = pictures.queue_due(clock.now())
        for pk in due:
            async_task(pictures.TASK, pk, group="pictures")
    return len(due) + pictures.put_where_wanted()
