"""From the change log to copies that are due: what is registered with `announcing`, and how that goes on.

All of it runs on one node at a time, under the lock of `announcing`.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q

from khabar.announcing.enums import Way
from khabar.announcing.gathering import FLOOD_SETTLING, SETTLING, Allowance
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, Change
from khabar.core import clock
from khabar.core.rows import one_of
from khabar.push.actions import LIVES
from khabar.push.enums import OPEN, PERHAPS_SEEN, Copy, Kind, State
from khabar.push.fresh import stale_page
from khabar.push.gate import drop, reason_against
from khabar.push.models import Delivery, Sending, Subscriber
from khabar.push.queries import audience

if TYPE_CHECKING:
    from khabar.core.outgoing import Client
    from khabar.push.sending import Post

AT_ONCE = 500
"""Copies written out in one go, and waiting at most twice as many: readers that are let go meanwhile cost nothing."""
STORIES_A_MINUTE = 30
"""Beyond it is a bulk import or a flood of the wires, of which no follower is notified."""
A_LOOK = 5.0
"""Seconds of sending before hubs have their turn again."""
_LATE = timedelta(minutes=15)
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 60.0
"""Seconds between looks at a page that is stale."""
KEPT_FOR = timedelta(days=3)
"""How long it is known which reader had which story: longer than any story is news."""
PATIENCE = timedelta(days=14)
"""How long a browser is kept that its push service refuses."""


class Outbox:
    """Notifications as `announcing` sees them."""

    way = Way.PUSH

    def __init__(self) -> None:
        self._allowance = Allowance(most=STORIES_A_MINUTE)
        self._post: Post | None = None
        self._tidied = 0.0

    def wanted(self) -> bool:
        """While somebody subscribes or a notification still moves."""
        return bool(settings.PUSH) and (Subscriber.objects.exists() or Sending.objects.filter(state__in=OPEN).exists())

    def take(self, changes: Sequence[Change]) -> None:
        """Write down which notifications the changes make ripe, begin or close."""
        published, withdrawn = dict[int, list[datetime]](), set[int]()
        for change in changes:
            if change.object_type == ObjectType.ARTICLE and change.kind == ChangeKind.PUBLISHED:
                published.setdefault(change.object_id, []).append(change.at)
            elif change.object_type == ObjectType.ARTICLE and change.kind == ChangeKind.WITHDRAWN:
                withdrawn.add(change.object_id)
        stories = list(Article.objects.public().filter(pk__in=one_of(list(published))))
        _ripen({story.pk: published[story.pk] for story in stories})
        if settings.PUSH_FOLLOWED and self._allowance.takes(len(stories)):
            _begin_followed([story for story in stories if _is_new(story, published[story.pk][0])])
        still = set(Article.objects.public().filter(pk__in=one_of(withdrawn)).values_list("pk", flat=True))
        _close(withdrawn - still)

    def send(self, client: "Client") -> bool:
        """Send what is due for some seconds; True where more is."""
        from khabar.push.sending import Post  # an HTTP client, which web processes do without

        if self._post is None or self._post.client is not client:
            self.close()
            self._post = Post(client)
        end = time.monotonic() + A_LOOK
        self._tidy()
        _bury()
        for sending in Sending.objects.filter(state=State.RIPE, due_at__lte=clock.now()).select_related("article"):
            _open(sending)
        while time.monotonic() < end:
            written = _write_out()
            if not self._post.send_batch() and not written:
                _finish()
                return False
        return True

    def close(self) -> None:
        """Give up the connections to push services."""
        if self._post is not None:
            self._post.close()
            self._post = None

    def _tidy(self) -> None:
        """Once an hour, forget which reader had what, and the browsers that were not reached for long."""
        if time.monotonic() - self._tidied < 3600 and self._tidied:
            return
        self._tidied = time.monotonic()
        before = clock.now() - KEPT_FOR
        Subscriber.objects.filter(failing_since__lt=clock.now() - PATIENCE).delete()
        Delivery.objects.filter(Q(taken_at__lt=before) | Q(taken_at=None, due_at__lt=before)).delete()


@transaction.atomic
def _bury() -> None:
    """Copies over which a process died may have been sent: they are never sent again."""
    orphans = Delivery.objects.filter(state=Copy.TAKEN)
    for row in orphans.values("sending").annotate(of=Count("pk")).order_by():
        Sending.objects.filter(pk=row["sending"]).update(unsure=F("unsure") + row["of"])
    orphans.update(state=Copy.UNSURE)


def _ripen(stories: dict[int, list[datetime]]) -> None:
    """What was planned before one of the moments at which its story was published is due once that has settled."""
    for sending in Sending.objects.filter(state=State.PLANNED, story__in=one_of(list(stories))):
        if at := next((moment for moment in stories[sending.story] if moment >= sending.asked_at), None):
            _ripe(sending, at, SETTLING)
            sending.save(update_fields=["state", "ripe_at", "due_at", "ends_at"])


def _ripe(sending: Sending, at: datetime, settling: timedelta) -> Sending:
    sending.state, sending.ripe_at, sending.due_at = State.RIPE, at, clock.now() + settling
    sending.ends_at = at + LIVES[Kind(sending.kind)]
    return sending


def _is_new(story: Article, at: datetime) -> bool:
    """Whether its publication at that moment was the first; a scheduled one may have been carried out late."""
    return story.first_published_at is not None and story.first_published_at > at - _LATE


def _begin_followed(stories: list[Article]) -> None:
    """Notify followers of new stories; of none a second time, whatever became of the first."""
    rows = Sending.objects.filter(kind=Kind.FOLLOWED, story__in=one_of([one.pk for one in stories]))
    known = set(rows.values_list("story", flat=True))
    now = clock.now()
    new = [Sending(article=one, story=one.pk, kind=Kind.FOLLOWED) for one in stories if one.pk not in known]
    Sending.objects.bulk_create([_ripe(one, now, SETTLING) for one in new], ignore_conflicts=True)


def _close(withdrawn: set[int]) -> None:
    """Replace what readers were notified of by the notice that the story is gone."""
    told = Delivery.objects.filter(sending=OuterRef("pk"), state__in=PERHAPS_SEEN)
    rows = Sending.objects.filter(Exists(told), story__in=one_of(withdrawn)).exclude(kind=Kind.WITHDRAWN)
    stories = set(rows.values_list("story", flat=True))
    there = dict(Article.objects.in_bulk(stories))
    now, settling = clock.now(), SETTLING if len(stories) <= STORIES_A_MINUTE else FLOOD_SETTLING
    made = [Sending(article=there.get(pk), story=pk, kind=Kind.WITHDRAWN) for pk in sorted(stories)]
    Sending.objects.bulk_create([_ripe(one, now, settling) for one in made], ignore_conflicts=True)


def _open(sending: Sending) -> None:
    """Begin with it, unless something is against it; wait while a page still shows what was."""
    if reason := reason_against(sending):
        drop(sending, reason)
        return
    if page := stale_page(sending):
        wait = min(_FIRST_WAIT * 2 ** min(sending.tries, 10), _LONGEST_WAIT)
        Sending.objects.filter(pk=sending.pk).update(
            due_at=clock.now() + timedelta(seconds=wait),
            tries=sending.tries + 1,
            reason=f"ما زالت الصفحة كما كانت: {page}"[:300],
        )
        return
    last = Subscriber.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    now = clock.now()
    Sending.objects.filter(pk=sending.pk).update(state=State.GOING, begun_at=now, last=last, reason="")


def _write_out() -> bool:
    """Write out copies for the next readers of what goes, unless enough wait. Returns whether that went on."""
    if Delivery.objects.filter(state=Copy.WAITING, due_at__lte=clock.now()).count() >= AT_ONCE:
        return False
    sending = Sending.objects.filter(state=State.GOING, cursor__lt=F("last")).order_by("pk").first()
    if sending is None:
        return False
    readers = audience(Kind(sending.kind), sending.story).filter(pk__gt=sending.cursor, pk__lte=sending.last)
    ids = list(readers.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    closes, now = sending.kind == Kind.WITHDRAWN, clock.now()
    copies = [Delivery(sending=sending, subscriber_id=pk, story=sending.story, closes=closes, due_at=now) for pk in ids]
    with transaction.atomic():
        Delivery.objects.bulk_create(copies, ignore_conflicts=True)
        Sending.objects.filter(pk=sending.pk).update(cursor=ids[-1] if len(ids) == AT_ONCE else sending.last)
    return True


def _finish() -> None:
    """What was written out for all and waits for none is done."""
    waits = Delivery.objects.filter(sending=OuterRef("pk"), state__in=(Copy.WAITING, Copy.TAKEN))
    going = Sending.objects.filter(~Exists(waits), state=State.GOING, cursor__gte=F("last"))
    going.update(state=State.DONE, ended_at=clock.now())
