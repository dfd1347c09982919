"""One look at one feed: taken under a lease, into the database document by document, with the feed's health after."""

import logging
import os
import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from khabar.core import clock
from khabar.ingest import backoff
from khabar.ingest.errors import BadCredentials, FeedGone, FetchFailed, HardFetchError
from khabar.ingest.fetch import collect
from khabar.ingest.fetch.found import MAX_BYTES, TOTAL, Found
from khabar.ingest.models import Feed
from khabar.ingest.states import FeedState
from khabar.ingest.store import Payload, Taken, hold, take

if TYPE_CHECKING:
    from khabar.core.outgoing import Client

LEASE = timedelta(seconds=TOTAL + 180)
"""How long a look may go on before another process takes the feed over."""

logger = logging.getLogger(__name__)
# Reading a large document takes memory and processor time: one at a time in a process.
_reading = threading.Lock()


@dataclass
class Look:
    """What one look at a feed brought."""

    taken: Taken = field(default_factory=Taken)
    error: str = ""
    busy: bool = False


def poll(feed_id: int, *, client: "Client | None" = None, anyway: bool = False) -> Look:
    """Look at a feed that is open and due. Safe to call again at any time, and from several processes.

    Args:
        client: the guard through which connections go.
        anyway: also look when the feed is not due yet.
    """
    from khabar.core.outgoing import Client  # an HTTP client is loaded once there is a feed to look at

    owner = _owner()
    if not _lease(feed_id, owner, anyway):
        return Look(busy=True)
    feed = Feed.objects.select_related("provider__agency", "section").get(pk=feed_id)
    look = Look()
    try:
        _take_all(feed, client or Client(), look)
    except (FetchFailed, BadCredentials) as error:
        look.error = str(error)
        _release(feed, owner, _after_failure(feed, error))
    except BaseException:
        _release(feed, owner, {"failures": feed.failures + 1, "next_at": _next(feed, feed.failures + 1)})
        raise
    else:
        _release(feed, owner, _after_success(feed, look.taken))
    return look


def owner_is_gone(owner: str) -> bool:
    """True when the process that holds a lease ran on this machine and does not any more."""
    host, _, pid = owner.rpartition(":")
    if host != socket.gethostname()[: len(host)] or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def give_up(feed_id: int, error: FetchFailed) -> None:
    """Take a feed away from a look of this process that does not end, as after a failure."""
    feed = Feed.objects.get(pk=feed_id)
    _release(feed, _owner(), _after_failure(feed, error))


def _owner() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"[:100]


def _lease(feed_id: int, owner: str, anyway: bool) -> bool:
    """Take the feed, if it is open, due and nobody else's; one statement, so that only one process succeeds."""
    now = clock.now()
    free = Feed.objects.filter(Q(lease_until=None) | Q(lease_until__lte=now), pk=feed_id, state=FeedState.OPEN)
    due = free if anyway else free.filter(next_at__lte=now)
    return bool(due.update(lease_until=now + LEASE, lease_owner=owner, last_fetch_at=now))


def _release(feed: Feed, owner: str, changes: dict[str, Any]) -> None:
    """Give the feed back with its new health; if the lease was lost meanwhile, it is no longer ours to change."""
    mine = Feed.objects.filter(pk=feed.pk, lease_owner=owner)
    mine.update(lease_until=None, lease_owner="", **changes)


def _take_all(feed: Feed, client: "Client", look: Look) -> None:
    ends = time.monotonic() + TOTAL
    for found in collect(feed, client):
        taken = _take(feed, found)
        if taken is None:
            continue
        look.taken.add(taken)
        changes: dict[str, Any] = dict(found.changes)
        if taken.moved:
            changes["last_item_at"] = clock.now()
        if changes:
            Feed.objects.filter(pk=feed.pk).update(**changes)
        found.acknowledge()
        if time.monotonic() > ends:
            break


def _take(feed: Feed, found: Found) -> Taken | None:
    """Take one document; None when it is to be looked at again later."""
    payload = Payload(found.name, found.data)
    if found.too_large:
        reason = f"أكبر من {MAX_BYTES // 2**20} ميغابايت؛ لم يُحفظ إلا أوله"
        hold(payload, provider=feed.provider, feed=feed, reason=reason, guid=found.name)
        return Taken(held=1)
    with _reading:
        return take(payload, provider=feed.provider, feed=feed, unsure=found.young)


def _after_success(feed: Feed, taken: Taken) -> dict[str, Any]:
    return {
        "failures": 0,
        "hard_errors": 0,
        "last_error": f"فيه ما لا يُقرأ، وهو في المحتجزات: {taken.held}" if taken.held else "",
        "last_success_at": clock.now(),
        "next_at": _next(feed, 0),
    }


def _after_failure(feed: Feed, error: FetchFailed | BadCredentials) -> dict[str, Any]:
    hard = feed.hard_errors + 1 if isinstance(error, HardFetchError | BadCredentials) else 0
    closed = hard >= backoff.HARD_LIMIT or isinstance(error, FeedGone)
    if closed:
        logger.warning("feed %s closed: %s", feed.pk, error)
    failures = feed.failures + 1
    return {
        "failures": failures,
        "hard_errors": hard,
        "last_error": str(error)[:500],
        "next_at": _next(feed, failures, getattr(error, "retry_after", None)),
        **({"state": FeedState.FAILED} if closed else {}),
    }


def _next(feed: Feed, failures: int, retry_after: float | None = None) -> Any:
    return backoff.next_look(clock.now(), feed.interval, failures, retry_after)
