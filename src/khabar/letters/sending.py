"""Sends what is due: notes to single people first, then issues in batches, each mail marked before it leaves.

The mail that a process was handing over when it died is not known to have arrived or not. It is not sent again: one
reader without a mail is better than readers with two.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Count
from django.utils.module_loading import import_string

from khabar.core import clock
from khabar.letters import messages
from khabar.letters.enums import IssueState, Left, MailState
from khabar.letters.gathering import Block, standing_blocks
from khabar.letters.letter import Letter
from khabar.letters.models import Delivery, Issue, Note, Reader, in_force
from khabar.letters.post import Answer, Fate, Post

BATCH = 100
"""Mails of one connection; stories are looked at again for each batch."""
BATCH_SECONDS = 20.0
_FILL = 500
TRIES, NOTE_TRIES = 6, 8
KEPT_FOR = timedelta(hours=24)
"""How long an issue is tried; yesterday's news is not sent."""
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=4)
REFUSED_GONE, REFUSED_OTHERWISE = 2, 3
"""Issues in a row that an address must be refused for its subscriptions to end: there is no such mailbox; other."""
REFUSED_OVER = timedelta(hours=12)
"""The least time between the first and the last of these refusals."""

logger = logging.getLogger(__name__)
Waits = Callable[[float], bool]
_FATES = {Fate.SENT: MailState.SENT, Fate.UNCLEAR: MailState.UNCLEAR, Fate.REFUSED: MailState.REFUSED}


class Pace:
    """At most so many mails in a minute, evenly."""

    def __init__(self, per_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._between, self._now = 60.0 / per_minute, now
        self._next = 0.0

    def wait(self) -> float:
        """Seconds until the next mail may leave, which is counted as leaving then."""
        now = self._now()
        at = max(self._next, now)
        self._next = at + self._between
        return at - now


def send_notes(post: Post, pace: Pace, goes_on: Waits) -> None:
    """Send what single people wait for. A note goes after its answer: twice is better than never here."""
    due = Note.objects.filter(next_at__lte=clock.now()).order_by("next_at", "pk")
    for note in due.select_related("reader", "issue__newsletter")[:BATCH]:
        if not goes_on(pace.wait()):
            return
        letter: Letter = import_string(settings.LETTER_NOTE_VIEW)(note)
        answer = post.send(messages.to_one(letter, note.address, f"note.{note.pk}"))
        if answer.fate in _FATES or note.tries + 1 >= NOTE_TRIES:
            note.delete()
        else:
            wait = _wait(note.tries) / 10
            Note.objects.filter(pk=note.pk).update(tries=note.tries + 1, next_at=clock.now() + wait, error=answer.words)
        if answer.fate == Fate.DOWN:
            logger.warning("the mail server does not take mail: %s", answer.words)
            return


def send_issues(post: Post, pace: Pace, goes_on: Waits) -> bool:
    """Send one batch of each issue that is on its way; True where more waits."""
    Delivery.objects.filter(state=MailState.TAKEN).update(state=MailState.UNCLEAR, answer="توقف البرنامج أثناء التسليم")
    more = False
    for issue in Issue.objects.filter(state=IssueState.SENDING).select_related("newsletter").order_by("due_at"):
        if issue.next_at is None or issue.next_at <= clock.now():
            more |= _Batch(issue, post, pace, goes_on).run()
    return more


class _Batch:
    """One batch of an issue."""

    def __init__(self, issue: Issue, post: Post, pace: Pace, goes_on: Waits) -> None:
        self._issue, self._post, self._pace, self._goes_on = issue, post, pace, goes_on
        self._end = time.monotonic() + BATCH_SECONDS

    def run(self) -> bool:
        """Send it; True where the next one may follow at once."""
        filled = _fill(self._issue)
        now = clock.now()
        waiting = self._issue.deliveries.filter(state=MailState.WAITING)
        if self._issue.gathered_at and now - self._issue.gathered_at > KEPT_FOR:
            waiting.update(state=MailState.DROPPED)
        due = list(waiting.filter(next_at__lte=now).select_related("subscription__reader").order_by("pk")[:BATCH])
        if due and not self._send(due):
            return False
        if not filled and not waiting.exists():
            _close(self._issue, IssueState.SENT)
        return bool(filled or due)

    def _send(self, due: list[Delivery]) -> bool:
        """False where it cannot go on now."""
        blocks = standing_blocks(self._issue)
        if not blocks:
            _close(self._issue, IssueState.WITHDRAWN)
            return False
        letter = letter_of(self._issue, blocks)
        last: tuple[Delivery, Answer] | None = None
        try:
            for mail in due:
                if time.monotonic() > self._end or not self._goes_on(self._pace.wait()):
                    return True
                taken = _next(last, mail)
                last = None
                if taken:
                    last = mail, self._post.send(self._message(letter, mail))
                    if last[1].fate == Fate.DOWN:
                        _put_off(self._issue, last[1])
                        return False
            return True
        finally:
            if last is not None:
                _note(*last)
            _count(self._issue)

    def _message(self, letter: Letter, mail: Delivery) -> EmailMessage:
        reader, newsletter = mail.subscription.reader, self._issue.newsletter
        return messages.of_issue(letter, newsletter, reader, f"issue.{self._issue.pk}.{mail.pk}")


def letter_of(issue: Issue, blocks: list[Block]) -> Letter:
    """The issue's letter, with places for its reader's links."""
    letter: Letter = import_string(settings.LETTER_ISSUE_VIEW)(issue, blocks)
    return letter


@transaction.atomic
def _fill(issue: Issue) -> bool:
    """Give the next subscriptions their mail: rows and cursor are one commit. False where all have theirs."""
    rows = issue.newsletter.subscriptions.filter(in_force(), pk__gt=issue.cursor, confirmed_at__lte=issue.gathered_at)
    pks = list(rows.order_by("pk").values_list("pk", flat=True)[:_FILL])
    if pks and issue.deliveries.filter(state=MailState.WAITING, next_at__lte=clock.now())[BATCH:].exists():
        return True  # enough are due already
    if pks:
        Delivery.objects.bulk_create([Delivery(issue=issue, subscription_id=pk) for pk in pks], ignore_conflicts=True)
        issue.cursor = pks[-1]
        Issue.objects.filter(pk=issue.pk).update(cursor=issue.cursor)
    return bool(pks)


@transaction.atomic
def _next(last: tuple[Delivery, Answer] | None, mail: Delivery) -> bool:
    """Note what became of the mail before and mark this one, in one commit; False where it must not leave."""
    if last is not None:
        _note(*last)
    mine = Delivery.objects.filter(pk=mail.pk, state=MailState.WAITING)
    going = mine.filter(subscription__left_at=None, issue__state=IssueState.SENDING)
    if going.update(state=MailState.TAKEN, tries=mail.tries + 1):
        mail.tries += 1
        return True
    mine.exclude(subscription__left_at=None).update(state=MailState.DROPPED)
    return False


@transaction.atomic
def _note(mail: Delivery, answer: Answer) -> None:
    """Write down what became of a mail, and what it says of its address."""
    rows = Delivery.objects.filter(pk=mail.pk, state=MailState.TAKEN)
    if answer.fate == Fate.DOWN:
        rows.update(state=MailState.WAITING, tries=mail.tries - 1)
    elif answer.fate == Fate.LATER and mail.tries < TRIES:
        later = clock.now() + _wait(mail.tries - 1)
        rows.update(state=MailState.WAITING, next_at=later, answer=answer.words)
    else:
        rows.update(state=_FATES.get(answer.fate, MailState.REFUSED), answer=answer.words)
    reader = mail.subscription.reader
    if answer.blames:
        _blame(reader, answer)
    elif answer.fate == Fate.SENT and reader.refusals:
        Reader.objects.filter(pk=reader.pk).update(refusals=0, refused_since=None)


def _blame(reader: Reader, answer: Answer) -> None:
    """Count a refusal, and end the subscriptions of an address that was refused often enough."""
    now = clock.now()
    since = reader.refused_since or now
    reader.refusals, reader.refused_since = reader.refusals + 1, since
    Reader.objects.filter(pk=reader.pk).update(refusals=reader.refusals, refused_since=since)
    enough = REFUSED_GONE if answer.gone else REFUSED_OTHERWISE
    if reader.refusals >= enough and now - since >= REFUSED_OVER:
        reader.subscriptions.filter(left_at=None).update(left_at=now, left=Left.REFUSED)


def _put_off(issue: Issue, answer: Answer) -> None:
    """The server takes nothing now: the whole issue waits."""
    issue.failures += 1
    issue.next_at = clock.now() + _wait(issue.failures - 1) / 5
    issue.error = answer.words
    issue.save(update_fields=["failures", "next_at", "error"])
    logger.warning("%s is put off: %s", issue, answer.words)


def _wait(tries: int) -> timedelta:
    """How long to wait after so many tries before this one."""
    return min(_FIRST_WAIT * int(3 ** min(tries, 6)), _LONGEST_WAIT)


def _close(issue: Issue, state: IssueState) -> None:
    _count(issue)
    rows = Issue.objects.filter(pk=issue.pk, state=IssueState.SENDING)
    rows.update(state=state, ended_at=clock.now(), next_at=None, **({"error": ""} if state == IssueState.SENT else {}))


def _count(issue: Issue) -> None:
    """Keep the numbers of an issue, which outlive its mails."""
    found = dict(issue.deliveries.values_list("state").annotate(n=Count("pk")).order_by())
    refused, unclear = found.get(MailState.REFUSED, 0), found.get(MailState.UNCLEAR, 0)
    Issue.objects.filter(pk=issue.pk).update(sent=found.get(MailState.SENT, 0), refused=refused, unclear=unclear)
