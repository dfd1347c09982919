"""Issues before they go out: the next one of each newsletter, an editor's hand in it, and its beginning."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from khabar.accounts.models import User
from khabar.core import clock
from khabar.letters.enums import OPEN, IssueState
from khabar.letters.errors import CannotChange
from khabar.letters.gathering import Block, count, frozen, gather
from khabar.letters.models import Issue, Newsletter, in_force

LATE_AFTER = timedelta(hours=6)
"""An issue whose hour passed so long ago, because nothing ran, is not sent any more."""


def upcoming(newsletter: Newsletter) -> Issue:
    """The issue that is due next, made or moved as the newsletter's days and hour want it now."""
    now = clock.now()
    planned = newsletter.issues.filter(state=IssueState.PLANNED).order_by("due_at").first()
    if planned is not None and planned.due_at <= now:
        return planned
    due = newsletter.next_due(now)
    over = newsletter.issues.exclude(state=IssueState.PLANNED).filter(day__gte=timezone.localdate(now))
    taken = set(over.values_list("day", flat=True))
    while timezone.localtime(due).date() in taken:
        due = newsletter.next_due(due)
    day = timezone.localtime(due).date()
    if planned is None:
        return Issue.objects.get_or_create(newsletter=newsletter, day=day, defaults={"due_at": due})[0]
    if planned.due_at != due:
        planned.day, planned.due_at = day, due
        planned.save(update_fields=["day", "due_at"])
    return planned


def begin_due() -> None:
    """Begin every issue whose hour has come."""
    for newsletter in Newsletter.objects.filter(active=True):
        upcoming(newsletter)
    due = Issue.objects.filter(state=IssueState.PLANNED, due_at__lte=clock.now(), newsletter__active=True)
    for issue in due.select_related("newsletter"):
        _begin(issue)


def _begin(issue: Issue) -> None:
    now = clock.now()
    blocks: list[Block] = []
    if now - issue.due_at > LATE_AFTER:
        state = IssueState.LATE
    elif count(blocks := gather(issue, now)) < issue.newsletter.minimum:
        state = IssueState.FEW
    elif not issue.newsletter.subscriptions.filter(in_force()).exists():
        state = IssueState.NOBODY
    else:
        state = IssueState.SENDING
    out = {"gathered_at": now, "blocks": frozen(blocks)} if state == IssueState.SENDING else {"ended_at": now}
    Issue.objects.filter(pk=issue.pk, state=IssueState.PLANNED).update(state=state, **out)


@transaction.atomic
def arrange(*, issue: Issue, choices: dict[str, object], opening: str, user: User) -> None:
    """Keep an editor's opening paragraph and choice of stories.

    Raises:
        CannotChange: it has gone out.
    """
    rows = Issue.objects.filter(pk=issue.pk, state=IssueState.PLANNED)
    if not rows.update(choices=choices, opening=opening.strip()):
        raise CannotChange("خرج هذا العدد أو أُوقف قبل أن يُحفظ تعديلك.")
    log(instance=issue.newsletter, action="khabar.letters.arrange", user=user, data={"day": str(issue.day)})


@transaction.atomic
def stop(*, issue: Issue, user: User) -> None:
    """Stop an issue before its hour, or while it is sent: what has not left yet stays.

    Raises:
        CannotChange: it is over.
    """
    if not Issue.objects.filter(pk=issue.pk, state__in=OPEN).update(state=IssueState.STOPPED, ended_at=clock.now()):
        raise CannotChange("انتهى إرسال هذا العدد قبل أن تُوقفه.")
    log(instance=issue.newsletter, action="khabar.letters.stop", user=user, data={"day": str(issue.day)})


def moved(blocks: list[Block], pk: int, act: str) -> dict[str, object]:
    """The lead and order after a story was moved: `lead`, or one place `up` or `down` in its block."""
    order = [article.pk for block in blocks for article in block.articles]
    mine = next(([one.pk for one in block.articles] for block in blocks if pk in {a.pk for a in block.articles}), [])
    if act == "lead" or not mine:
        return {"lead": pk, "order": [pk, *(one for one in order if one != pk)]}
    place = mine.index(pk)
    other = place + (-1 if act == "up" else 1)
    if 0 <= other < len(mine):
        a, b = order.index(pk), order.index(mine[other])
        order[a], order[b] = order[b], order[a]
    return {"order": order}


def missed(issue: Issue, at: datetime) -> bool:
    """Whether the hour passed without the issue going out."""
    return issue.state == IssueState.PLANNED and at - issue.due_at > timedelta(minutes=10)
