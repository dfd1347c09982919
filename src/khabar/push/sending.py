"""Sends copies in batches: taken in one commit, posted at once over kept connections, written down in another."""

import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F

from khabar.announcing.sending import NOT_NOW, next_wait, wait_asked
from khabar.core import clock
from khabar.core.outgoing import Client, Fetched
from khabar.core.outgoing_errors import BadAddress, OutgoingError, RefusedAddress
from khabar.core.outgoing_kept import KeptClient, NotSent
from khabar.core.rows import one_of
from khabar.push.enums import PERHAPS_SEEN, Copy, Kind
from khabar.push.gate import drop, reason_against
from khabar.push.message import UnknownKey, message, packed
from khabar.push.models import Delivery, Sending, Subscriber
from khabar.push.queries import quiet_of

BATCH = 64
"""Copies taken at once: so many, at most, does a process that dies leave unsure."""
CONNECTIONS = 8
_GONE, _BUSY = frozenset({404, 410}), frozenset({429, 503})
_COUNTED = {Copy.SENT: "sent", Copy.FAILED: "failed", Copy.UNSURE: "unsure", Copy.SKIPPED: "skipped"}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Outcome:
    """What became of one copy; one that is `WAITING` is tried `again` then.

    `is_gone` says that the subscription has ended, `is_busy` that the whole service wants to be left alone.
    """

    copy: Delivery
    state: Copy
    again: datetime | None = None
    is_gone: bool = False
    is_busy: bool = False
    why: str = ""


class Post:
    """Takes copies to the push services."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._kept = KeptClient(client, CONNECTIONS)
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="push")
        self._held: dict[str, datetime] = {}

    def close(self) -> None:
        """Let threads and connections go."""
        self._threads.shutdown()
        self._kept.close()

    def send_batch(self) -> bool:
        """Send the copies that have been due longest; False where none is due."""
        now = clock.now()
        due = Delivery.objects.filter(state=Copy.WAITING, due_at__lte=now).order_by("due_at", "id")
        copies = list(due.select_related("sending__article__section", "subscriber")[:BATCH])
        if not copies:
            return False
        copies = _gated(copies)
        payloads = {copy.sending_id: packed(copy.sending) for copy in copies}
        leave, kept = self._sorted(copies, now)
        with transaction.atomic():
            taken = [copy.pk for copy in leave]
            Delivery.objects.filter(pk__in=one_of(taken), state=Copy.WAITING).update(state=Copy.TAKEN, taken_at=now)
            _write_down(kept)
        outcomes = list(self._threads.map(lambda copy: self._sent(copy, payloads[copy.sending_id], now), leave))
        for outcome in outcomes:
            if outcome.again is not None and outcome.is_busy:
                self._held[_host(outcome.copy.subscriber)] = outcome.again
        with transaction.atomic():
            _write_down(outcomes)
        return True

    def _sorted(self, copies: list[Delivery], now: datetime) -> tuple[list[Delivery], list[_Outcome]]:
        """Which copies leave now, and what else becomes of the others: a service or a reader wants to be left alone."""
        leave: list[Delivery] = []
        kept: list[_Outcome] = []
        had = _had_lately([copy.subscriber_id for copy in copies], now)
        for copy in copies:
            held = self._held.get(_host(copy.subscriber))
            if held is not None and held > now:
                kept.append(_Outcome(copy, Copy.WAITING, held))
            elif outcome := _disturbs(copy, now, had[copy.subscriber_id]):
                kept.append(outcome)
            else:
                leave.append(copy)
                had[copy.subscriber_id] += copy.sending.kind == Kind.FOLLOWED
        return leave, kept

    def _sent(self, copy: Delivery, payload: bytes, now: datetime) -> _Outcome:
        """Post one copy. No question to the database: this runs in a thread of the pool."""
        ends = copy.sending.ends_at or now
        try:
            made = message(copy.sending, copy.subscriber, payload, int((ends - now).total_seconds()))
            answer = self._kept.post(made.url, made.body, headers=made.headers)
        except (UnknownKey, ValueError) as error:
            return _Outcome(copy, Copy.FAILED, why=type(error).__name__)
        except (BadAddress, RefusedAddress) as error:
            return _Outcome(copy, Copy.FAILED, why=str(error))
        except NotSent as error:
            return _again(copy, now, 0.0, str(error))
        except OutgoingError as error:  # it may have been taken
            return _Outcome(copy, Copy.UNSURE, why=str(error))
        return _read(copy, answer, now)


def _read(copy: Delivery, answer: Fetched, now: datetime) -> _Outcome:
    """What a push service's answer means (RFC 8030)."""
    why = f"أجاب {answer.status}"
    if answer.ok:
        return _Outcome(copy, Copy.SENT)
    if answer.status in _GONE:
        return _Outcome(copy, Copy.FAILED, is_gone=True)
    if answer.status in NOT_NOW or answer.status >= 500:
        return replace(_again(copy, now, wait_asked(answer), why), is_busy=answer.status in _BUSY)
    logger.warning("a push service refused a notification: %s %r", answer.status, answer.body[:200])
    return _Outcome(copy, Copy.FAILED, why=why)


def _again(copy: Delivery, now: datetime, asked: float, why: str) -> _Outcome:
    """Try it later, unless it means nothing any more then."""
    again = now + next_wait(copy.tries, asked)
    if copy.sending.ends_at is not None and again >= copy.sending.ends_at:
        return _Outcome(copy, Copy.FAILED, why=why)
    return _Outcome(copy, Copy.WAITING, again, why=why)


def _gated(copies: list[Delivery]) -> list[Delivery]:
    """Those whose notification may still be sent; of the others no copy leaves."""
    refused: set[int] = set()
    for sending in {copy.sending_id: copy.sending for copy in copies}.values():
        if reason := reason_against(sending):
            drop(sending, reason)
            refused.add(sending.pk)
    return [copy for copy in copies if copy.sending_id not in refused]


def _disturbs(copy: Delivery, now: datetime, had: int) -> _Outcome | None:
    """What becomes of a copy that does not leave now for its reader's sake; None where it leaves.

    In quiet hours breaking news is left out, which is none in the morning; the rest waits for their end.
    """
    sending, subscriber = copy.sending, copy.subscriber
    quiet = quiet_of(subscriber)
    is_quiet = quiet is not None and quiet.covers(now)
    if sending.kind == Kind.WITHDRAWN:
        return None
    if sending.kind == Kind.BREAKING:
        return _Outcome(copy, Copy.SKIPPED) if is_quiet and not subscriber.breaking_always else None
    if had >= settings.PUSH_A_DAY:
        return _Outcome(copy, Copy.SKIPPED)
    if quiet is None or not is_quiet:
        return None
    end = quiet.end(now)
    if sending.ends_at is not None and end >= sending.ends_at:
        return _Outcome(copy, Copy.SKIPPED)
    return _Outcome(copy, Copy.WAITING, end)


def _had_lately(readers: list[int], now: datetime) -> Counter[int]:
    """How many notifications of what they follow each of the readers had in the last 24 hours."""
    rows = Delivery.objects.filter(
        subscriber__in=one_of(readers),
        sending__kind=Kind.FOLLOWED,
        state__in=PERHAPS_SEEN,
        taken_at__gt=now - timedelta(days=1),
    )
    return Counter(rows.values_list("subscriber_id", flat=True))


def _write_down(outcomes: list[_Outcome]) -> None:
    """Write what became of copies, of the browsers they were for, and the sums of their notifications."""
    now = clock.now()
    gone = [outcome.copy.subscriber_id for outcome in outcomes if outcome.is_gone]
    for state in _COUNTED:
        ended = [one.copy.pk for one in outcomes if one.state == state and not one.is_gone]
        Delivery.objects.filter(pk__in=one_of(ended)).update(state=state)
    for outcome in outcomes:
        if outcome.state == Copy.WAITING:
            tries = outcome.copy.tries + bool(outcome.why)
            Delivery.objects.filter(pk=outcome.copy.pk).update(
                state=Copy.WAITING, due_at=outcome.again, taken_at=None, tries=tries
            )
    reached = [one.copy.subscriber_id for one in outcomes if one.state == Copy.SENT]
    Subscriber.objects.filter(pk__in=one_of(reached)).update(last_success_at=now, failing_since=None)
    refused = [one.copy.subscriber_id for one in outcomes if one.why and one.copy.subscriber_id not in gone]
    Subscriber.objects.filter(pk__in=one_of(refused), failing_since=None).update(failing_since=now)
    _count(outcomes)
    Subscriber.objects.filter(pk__in=one_of(gone)).delete()


def _count(outcomes: list[_Outcome]) -> None:
    sums: dict[int, Counter[str]] = {}
    reasons: dict[int, str] = {}
    for outcome in outcomes:
        named = "gone" if outcome.is_gone else _COUNTED.get(outcome.state)
        if named:
            sums.setdefault(outcome.copy.sending_id, Counter())[named] += 1
        if outcome.why:
            reasons[outcome.copy.sending_id] = outcome.why[:300]
    for pk in sums.keys() | reasons.keys():
        said = {"reason": reasons[pk]} if pk in reasons else {}
        added = {name: F(name) + of for name, of in sums.get(pk, Counter()).items()}
        Sending.objects.filter(pk=pk).update(**added, **said)


def _host(subscriber: Subscriber) -> str:
    return urlsplit(subscriber.endpoint).netloc
