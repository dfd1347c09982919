"""Sends the notices that are due: to a hub feed by feed, to IndexNow all in one."""

import json
import logging
import random
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from khabar.announcing.enums import Way
from khabar.announcing.feeds import full
from khabar.announcing.gathering import give_up_before
from khabar.announcing.models import Notice, Receiver
from khabar.core import clock
from khabar.core.outgoing import Client, Fetched
from khabar.core.outgoing_errors import OutgoingError
from khabar.core.paths import path_to
from khabar.core.rows import one_of

AT_ONCE = {Way.WEBSUB: 20, Way.INDEXNOW: 10_000}
"""Addresses in one go; the second is the protocol's limit of one request."""
PACE = {Way.WEBSUB: timedelta(seconds=10), Way.INDEXNOW: timedelta(seconds=30)}
"""Pauses between two goes to one receiver."""
KEPT_FOR = timedelta(days=1)
"""How long a receiver that is down is tried."""
FIRST_WAIT, LONGEST_WAIT = 15.0, 3600.0
"""Seconds; the wait doubles with each failure."""
NOT_NOW = frozenset({408, 425, 429})
"""Answers of the 4xx kind that refuse the moment, not the notice."""
_STATE = ["next_at", "failures", "failing_since", "error"]

logger = logging.getLogger(__name__)


class _Failed(Exception):
    """The receiver could not be told now; `wait` is how many seconds it asked for."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait


def send_due(client: Client) -> None:
    """Tell each receiver whose time has come of what is due."""
    for receiver in Receiver.objects.filter(way__in=AT_ONCE, next_at__lte=clock.now()):
        give_up_before(receiver, clock.now() - KEPT_FOR)
        way = Way(receiver.way)
        due = list(receiver.notices.filter(due_at__lte=clock.now()).order_by("due_at", "id")[: AT_ONCE[way]])
        if due:
            _go(receiver, due, client)


def _go(receiver: Receiver, due: list[Notice], client: Client) -> None:
    """One go; a notice is struck off after its answer, so that a process that dies in between sends it again."""
    way = Way(receiver.way)
    requests = [[notice] for notice in due] if way == Way.WEBSUB else [due]
    refusal = ""
    for notices in requests:
        try:
            refusal = _tell(receiver, notices, client)
        except _Failed as failure:
            _put_off(receiver, notices, failure)
            return
        receiver.notices.filter(pk__in=one_of([notice.pk for notice in notices])).delete()
        receiver.failures = 0
        receiver.error = refusal
        receiver.failing_since = (receiver.failing_since or clock.now()) if refusal else None
    receiver.next_at = clock.now() + PACE[way]
    receiver.save(update_fields=_STATE)


def _tell(receiver: Receiver, notices: list[Notice], client: Client) -> str:
    """Tell the receiver; returns why it will never take the notices, or nothing where it took them.

    Raises:
        _Failed: it is to be tried again.
    """
    addresses = [notice.address for notice in notices]
    content, content_type = _websub(addresses[0]) if receiver.way == Way.WEBSUB else _indexnow(addresses)
    try:
        answer = client.post(receiver.address, content, content_type=content_type)
    except OutgoingError as error:
        raise _Failed(str(error)) from error
    if answer.ok:
        return ""
    why = f"أجاب {answer.status}"
    if not 400 <= answer.status < 500 or answer.status in NOT_NOW:
        raise _Failed(why, wait_asked(answer))
    said = answer.body[:200].decode("utf-8", "replace")
    logger.warning("%s refused %s (%s in all): %s %r", receiver, addresses[0], len(addresses), answer.status, said)
    return why


def _websub(feed: str) -> tuple[bytes, str]:
    """What a hub is told; some read the feed's address by its older name, some by the newer."""
    form = {"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _indexnow(addresses: list[str]) -> tuple[bytes, str]:
    body = {
        "host": urlsplit(settings.SITE_URL).netloc,
        "key": settings.INDEXNOW_KEY,
        "keyLocation": full(path_to("announcing:key", settings.INDEXNOW_KEY)),
        "urlList": addresses,
    }
    return json.dumps(body).encode(), "application/json; charset=utf-8"


def wait_asked(answer: Fetched) -> float:
    """The seconds of `Retry-After`, within a day; dates are not read."""
    asked = str(answer.headers.get("retry-after", "")).strip()
    return min(float(asked), KEPT_FOR.total_seconds()) if asked.isascii() and asked.isdecimal() else 0.0


def next_wait(failures: int, asked: float) -> timedelta:
    """How long to wait after a failure that so many came before; no shorter than was `asked`, in seconds."""
    wait = min(FIRST_WAIT * 2 ** min(failures, 12), LONGEST_WAIT) * random.uniform(1.0, 1.1)  # noqa: S311
    return timedelta(seconds=max(wait, asked))


def _put_off(receiver: Receiver, notices: list[Notice], failure: _Failed) -> None:
    """Note that it failed, and when it is tried next; then with what else is due first, should these be to blame."""
    receiver.next_at = clock.now() + next_wait(receiver.failures, failure.wait)
    receiver.failures += 1
    receiver.failing_since = receiver.failing_since or clock.now()
    receiver.error = str(failure)[:500]
    receiver.save(update_fields=_STATE)
    receiver.notices.filter(pk__in=one_of([notice.pk for notice in notices])).update(due_at=receiver.next_at)
    logger.warning("%s could not be told and is tried again: %s", receiver, failure)
