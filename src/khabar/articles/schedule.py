"""What happens when its time comes: scheduled revisions go live, expired articles come down."""

from wagtail.models import Revision

from khabar.articles.models import Article
from khabar.core import clock


def run_due() -> int:
    """Publish every revision whose hour has come and take down what has expired. Returns how many were acted on."""
    now = clock.now()
    expired = list(Article.objects.filter(live=True, expire_at__lte=now))
    for article in expired:
        article.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    due = list(Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at"))
    for revision in due:
        revision.publish(log_action="wagtail.publish.scheduled")
    return len(expired) + len(due)
