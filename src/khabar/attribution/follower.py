"""When texts are read: a draft when it is saved, a published text at the latest after its commit, what comes in bulk
behind the log.

Bulk imports write the change log and nothing else; the background process follows that log from a position of its
own, a little at a time, so that neither the import nor the pages wait for it.
"""

import json
import logging
import time
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models.signals import post_save
from wagtail.models import Revision
from wagtail.signals import published

from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, Change
from khabar.articles.models.change_log import record_many
from khabar.attribution import readings
from khabar.attribution.models import Position
from khabar.core import clock

logger = logging.getLogger(__name__)

BUDGET = 0.25
"""Seconds of one look at the log: whoever publishes is let by in between."""
BATCH = 200
_LEASE = timedelta(seconds=60)
_READ = (ChangeKind.PUBLISHED, ChangeKind.CHANGED)


def connect() -> None:
    """Have texts read as they are saved and published."""
    post_save.connect(_draft_saved, sender=Revision, dispatch_uid="attribution.draft")
    published.connect(_published, sender=Article, dispatch_uid="attribution.published")


def follow(budget: float = BUDGET) -> int:
    """Read the texts of the next changes of the log. Returns how many changes were passed; 0 at the end of the log.

    One process at a time reads on, whichever has the lease; one that died loses it after a minute. Doing it twice
    changes nothing.
    """
    position, _made = Position.objects.get_or_create(pk=1)
    now = clock.now()
    free = models.Q(leased_until=None) | models.Q(leased_until__lt=now)
    behind = Change.objects.filter(seq__gt=position.seq).order_by("seq")
    changes = list(behind.values_list("seq", "kind", "object_type", "object_id")[:BATCH])
    if not changes or not Position.objects.filter(free, pk=1, seq=position.seq).update(leased_until=now + _LEASE):
        return 0
    passed, reached, touched = 0, position.seq, set()
    try:
        end = time.monotonic() + budget
        done: set[int] = set()
        for seq, kind, object_type, object_id in changes:
            if object_type == ObjectType.ARTICLE and kind in _READ and object_id not in done:
                done.add(object_id)
                if _read(object_id):
                    touched.add(object_id)
            passed, reached = passed + 1, seq
            if time.monotonic() > end:
                break
    finally:
        with transaction.atomic():
            if touched:
                record_many(ChangeKind.CHANGED, ObjectType.ARTICLE, sorted(touched))
            Position.objects.filter(pk=1).update(seq=reached, leased_until=None)
    return passed


def _read(article_id: int) -> bool:
    """Read one article; what goes wrong with one text is logged and holds up no other."""
    try:
        return readings.read_live(article_id)
    except Exception:
        logger.exception("the statements of article %s could not be read", article_id)
        return False


def _draft_saved(sender: Any, instance: Revision, created: bool, **kwargs: Any) -> None:
    """A revision is made by a save and overwritten by those that the editor's page makes by itself."""
    if issubclass(instance.base_content_type.model_class() or object, Article):
        transaction.on_commit(lambda: _read_draft(instance, created), robust=True)


def _read_draft(revision: Revision, created: bool) -> None:
    """What was published in the transaction that saved it is read as the text readers see."""
    rows = Article.objects.filter(pk=revision.object_id).exclude(live_revision=revision.pk)
    if not created:
        rows = rows.filter(latest_revision=revision.pk)
    article = rows.only("pk", "first_published_at").first()
    if article is not None:
        readings.read_draft(article, json.loads(revision.content["body"]))


def _published(sender: Any, instance: Article, **kwargs: Any) -> None:
    """A text that was read as a draft is shown with its statements from the commit on; another is read after it."""
    try:
        with transaction.atomic():
            known = readings.show_known(instance)
    except IntegrityError:  # another process has just read the same text
        known = False
    if not known:
        transaction.on_commit(lambda: _read_published(instance.pk), robust=True)


def _read_published(article_id: int) -> None:
    """Another process may have followed the publication before its statements were there: it has to look again."""
    if _read(article_id):
        record_many(ChangeKind.CHANGED, ObjectType.ARTICLE, [article_id])
