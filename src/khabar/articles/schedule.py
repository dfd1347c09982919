"""What happens when its time comes: scheduled revisions go live, expired articles come down."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article
from khabar.articles.models.change_log import record_many
from khabar.articles.publishing import PublishRefused
from khabar.core import clock


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


def _publish(revision: Revision) -> None:
    """Publish what was scheduled; what may no longer be published loses its schedule, and the others go on."""
    try:
        revision.publish(log_action="wagtail.publish.scheduled")
    except PublishRefused as refusal:
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        log(instance=revision.content_object, action="khabar.refused", data={"reason": str(refusal)})


@transaction.atomic
def _open(now: datetime) -> int:
    """Tell the log of live stories whose date has come: what was stored and indexed before could not hold them."""
    due = Article.objects.ahead_of_their_date().filter(first_published_at__lte=now).order_by("first_published_at")
    ids = list(due.values_list("pk", flat=True))
    if ids:
        Article.objects.filter(pk__in=ids).update(last_published_at=now)
        record_many(ChangeKind.PUBLISHED, ObjectType.ARTICLE, ids)
    return len(ids)
