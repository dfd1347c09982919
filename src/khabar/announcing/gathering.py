"""What a stretch of the change log means to others: addresses of feeds and stories that are to be told."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from khabar.announcing import beside
from khabar.announcing.enums import Way
from khabar.announcing.feeds import full, section_feeds, site_feeds, topic_feeds
from khabar.announcing.models import Notice, Receiver
from khabar.articles.consumers import latest_seq
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, ArticleTopic, Change
from khabar.articles.outlets import page_store
from khabar.core import clock
from khabar.core.paths import path_to
from khabar.core.rows import one_of

BATCH = 2_000
"""Changes read at once."""
STORIES_A_MINUTE = 300
"""New and changed stories told one by one; beyond it is a bulk import, whose feeds are told once."""
SETTLING = timedelta(seconds=2)
"""Time for the page stores of other nodes, which look twice a second, and for what is published together."""
FLOOD_SETTLING = timedelta(minutes=1)
MOST = 10_000
"""Notices that wait for one receiver; the oldest beyond it are dropped."""

logger = logging.getLogger(__name__)


class Allowance:
    """How many stories may still be told one by one in this minute; counted in this process."""

    def __init__(self, now: Callable[[], float] = time.monotonic, most: int | None = None) -> None:
        self._now, self._most = now, most
        self._begun, self._taken = now(), 0

    def takes(self, stories: int) -> bool:
        """Count so many stories and tell whether there is room for all of them."""
        if self._now() - self._begun >= 60:
            self._begun, self._taken = self._now(), 0
        self._taken += stories
        return self._taken <= (STORIES_A_MINUTE if self._most is None else self._most)


@dataclass
class News:
    """Full addresses to tell, each once, in the order in which they matter."""

    feeds: dict[str, None] = field(default_factory=dict)
    changed: dict[str, None] = field(default_factory=dict)
    withdrawn: dict[str, None] = field(default_factory=dict)


def gather(allowances: dict[int, Allowance]) -> None:
    """Write notices for all that the page store of this node has followed, for each receiver from its cursor on.

    What the store has not followed waits: whoever is told would fetch the page or feed as it was.
    """
    followed = page_store().cursor
    if followed is None:
        return
    end = latest_seq()
    for receiver in Receiver.objects.all():
        if receiver.cursor > end:  # the log of another database, or of a restored one
            Receiver.objects.filter(pk=receiver.pk).update(cursor=end)
        while receiver.cursor < min(followed, end):
            _take(receiver, min(followed, end), allowances.setdefault(receiver.pk, Allowance()))


def _take(receiver: Receiver, end: int, allowance: Allowance) -> None:
    """Take the next batch of the log: its notices and the cursor are one commit."""
    log = Change.objects.filter(seq__gt=receiver.cursor, seq__lte=end).order_by("seq")
    changes = list(log[:BATCH])
    receiver.cursor = changes[-1].seq if changes else end
    if (other := beside.found(receiver.way)) is not None:
        with transaction.atomic():
            other.take(changes)
            Receiver.objects.filter(pk=receiver.pk).update(cursor=receiver.cursor)
        return
    news = news_of(changes)
    flood = not allowance.takes(len(news.changed))
    if receiver.way == Way.WEBSUB:
        told = list(news.feeds)
    else:
        told = [*news.withdrawn, *([] if flood else news.changed)]
        if flood:
            logger.warning("%s: %s stories at once are not told one by one", receiver, len(news.changed))
    with transaction.atomic():
        _write(receiver, told, FLOOD_SETTLING if flood else SETTLING)
        Receiver.objects.filter(pk=receiver.pk).update(cursor=receiver.cursor)


def news_of(changes: Iterable[Change]) -> News:
    """What the changes mean to others.

    Only what readers see or saw counts: not what is planned, not what never was public. A story that is only
    *changed* got statements or rights, and a section or topic another name: no news in either.
    """
    touched: set[int] = set()
    withdrawn: set[int] = set()
    for change in changes:
        if change.object_type == ObjectType.ARTICLE and change.kind != ChangeKind.CHANGED:
            touched.add(change.object_id)
            if change.kind == ChangeKind.WITHDRAWN:
                withdrawn.add(change.object_id)
    stories = list(Article.objects.filter(pk__in=one_of(touched)).select_related("section").order_by("pk"))
    seen = [one for one in stories if one.is_public() or (one.pk in withdrawn and one.was_public)]
    deleted = withdrawn - {one.pk for one in stories}
    news = News()
    for story in seen:
        _place(story, news)
    news.withdrawn |= dict.fromkeys(full(path_to("front:short", pk)) for pk in sorted(deleted))
    if seen or deleted:
        _feeds_of(seen, news)
    return news


def _place(story: Article, news: News) -> None:
    """Name the story's address; not one that names another address as the original, as sitemaps do not either."""
    if not story.is_public():
        news.withdrawn[full(story.get_absolute_url())] = None
    elif not story.canonical_url:
        news.changed[full(story.get_absolute_url())] = None


def _feeds_of(stories: list[Article], news: News) -> None:
    news.feeds |= dict.fromkeys(site_feeds())
    for slug in dict.fromkeys(story.section.slug for story in stories):
        news.feeds |= dict.fromkeys(section_feeds(slug))
    filed = ArticleTopic.objects.filter(article__in=one_of([story.pk for story in stories]))
    for slug in filed.order_by("topic_id").values_list("topic__slug", flat=True).distinct():
        news.feeds |= dict.fromkeys(topic_feeds(slug))


def _write(receiver: Receiver, addresses: list[str], settling: timedelta) -> None:
    now = clock.now()
    Notice.objects.bulk_create(
        [Notice(receiver=receiver, address=one, due_at=now + settling, changed_at=now) for one in addresses],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["receiver", "address"],
        update_fields=["changed_at"],
    )
    if addresses:
        _bound(receiver)


def _bound(receiver: Receiver) -> None:
    """Drop the oldest of what is too much."""
    excess = list(receiver.notices.order_by("-changed_at", "-id").values_list("pk", flat=True)[MOST:])
    if excess:
        receiver.notices.filter(pk__in=one_of(excess)).delete()
        logger.warning("%s: %s notices were dropped, more than %s wait", receiver, len(excess), MOST)


def give_up_before(receiver: Receiver, moment: datetime) -> None:
    """Drop what changed before the moment and could not be told until now."""
    dropped, _ = receiver.notices.filter(changed_at__lt=moment).delete()
    if dropped:
        logger.warning("%s: %s notices could not be told in time and were dropped", receiver, dropped)
