"""What happens when its time comes: scheduled revisions go live, expired articles come down."""

import logging
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from wagtail.log_actions import log
from wagtail.models import Revision

from khabar.articles.consumers import follow, remember_due
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article
from khabar.articles.models.change_log import record_many
from khabar.articles.outlets import page_store
from khabar.articles.publishing import PublishRefused
from khabar.articles.rebuilding import alone
from khabar.core import clock

logger = logging.getLogger(__name__)


def run_due() -> int:
    """Publish every revision whose hour has come, open stories that were published ahead of their date, and take down
    what has expired. Returns how many were acted on."""
    now = clock.now()
    opened = _open(now)
    # The order of the index: in the order of ids SQLite reads every story with its text, each time.
    expired = list(Article.objects.filter(live=True, expire_at__lte=now).order_by("expire_at"))
    for article in expired:
        article.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    due = list(Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at"))
    for revision in due:
        _publish(revision)
    return opened + len(expired) + len(due)


def catch_up() -> None:
    """Do what is due now and say when something is due next.

    The background process does so twice a second; a reader who comes first does it for all, so that a story opens on
    time when that process stands still.
    """
    with alone("schedule"):
        due = page_store().due()
        if due is not None and due > clock.now().timestamp():
            return  # another reader was first
        run_due()
        follow()
        with alone("follow"):
            remember_due()


def _publish(revision: Revision) -> None:
    """Publish what was scheduled; what cannot be published loses its schedule, is logged, and the others go on.

    Only where the database is busy or away it keeps its schedule and is tried again.
    """
    try:
        with transaction.atomic():
            _at_its_hour(revision)
    except (OperationalError, InterfaceError):
        raise
    except Exception as refusal:
        if not isinstance(refusal, PublishRefused):
            logger.exception("revision %s could not be published at its hour", revision.pk)
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        log(instance=revision.content_object, action="khabar.refused", data={"reason": str(refusal)})


def _at_its_hour(revision: Revision) -> None:
    """Publish; a story that readers get for the first time carries the hour that was set, however late that is done."""
    hour = revision.approved_go_live_at
    revision.publish(log_action="wagtail.publish.scheduled")
    if isinstance(revision.content_object, Article):
        late = Article.objects.filter(pk=revision.object_id, first_published_at=F("last_published_at"))
        late.filter(first_published_at__gt=hour).update(first_published_at=hour)


@transaction.atomic
def _open(now: datetime) -> int:
    """Tell the log of live stories whose date has come: what was stored and indexed before could not hold them."""
    due = Article.objects.ahead_of_their_date().filter(first_published_at__lte=now).order_by("first_published_at")
    ids = list(due.values_list("pk", flat=True))
    if ids:
        Article.objects.filter(pk__in=ids).update(last_published_at=now)
        record_many(ChangeKind.PUBLISHED, ObjectType.ARTICLE, ids)
    return len(ids)
