"""The states of an article as the newsroom speaks of them, and the rows that are in each."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet, TextChoices
from wagtail.models import Revision, WorkflowState

from khabar.articles.enums import PubStatus
from khabar.articles.models import Article

# Earlier than any schedule: a range over the indexed column, which "is not null" would not use on SQLite.
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


class DeskState(TextChoices):
    """What an editor calls the state of an article; each article is in exactly one."""

    DRAFT = "draft", "مسودة"
    REVIEW = "review", "قيد المراجعة"
    SCHEDULED = "scheduled", "مجدول"
    LIVE = "live", "منشور"
    CHANGED = "changed", "منشور مع تعديلات"
    WITHDRAWN = "withdrawn", "مسحوب"
    CANCELED = "canceled", "ملغى من مصدره"
    WITHHELD = "withheld", "محجوب"


ON_THE_SITE = frozenset({DeskState.LIVE, DeskState.CHANGED})


def state_of(article: Article, *, scheduled: bool, in_review: bool) -> DeskState:
    """The state to show for one article; what stops readers from seeing it comes before what editors do with it."""
    if article.pub_status == PubStatus.CANCELED:
        return DeskState.CANCELED
    if article.pub_status == PubStatus.WITHHELD:
        return DeskState.WITHHELD
    if in_review:
        return DeskState.REVIEW
    if scheduled:
        return DeskState.SCHEDULED
    if article.live:
        return DeskState.CHANGED if article.has_unpublished_changes else DeskState.LIVE
    return DeskState.WITHDRAWN if article.last_published_at else DeskState.DRAFT


def in_state(articles: "QuerySet[Article]", state: str) -> "QuerySet[Article]":
    """The articles for which `state_of` gives `state`."""
    if state in (DeskState.CANCELED, DeskState.WITHHELD):
        return articles.filter(pub_status=state)
    usable = articles.filter(pub_status=PubStatus.USABLE)
    reviewed, scheduled = reviewed_ids(), scheduled_ids()
    if state == DeskState.REVIEW:
        return usable.filter(pk__in=reviewed)
    usable = usable.exclude(pk__in=reviewed)
    if state == DeskState.SCHEDULED:
        return usable.filter(pk__in=scheduled)
    usable = usable.exclude(pk__in=scheduled)
    if state == DeskState.WITHDRAWN:
        return usable.filter(live=False, last_published_at__isnull=False)
    if state == DeskState.DRAFT:
        return usable.filter(live=False, last_published_at=None)
    return usable.filter(live=True, has_unpublished_changes=state == DeskState.CHANGED)


def scheduled_ids(among: Iterable[int] | None = None) -> set[int]:
    """Articles with a version that waits for its hour. There are few, so a set is cheaper than a join."""
    rows = Revision.objects.filter(content_type=_article_type(), approved_go_live_at__gt=_EVER)
    return _ids(rows, among)


def reviewed_ids(among: Iterable[int] | None = None) -> set[int]:
    """Articles in a workflow that is under way."""
    rows = WorkflowState.objects.filter(content_type=_article_type(), status=WorkflowState.STATUS_IN_PROGRESS)
    return _ids(rows, among)


def _ids(rows: "QuerySet[Revision] | QuerySet[WorkflowState]", among: Iterable[int] | None) -> set[int]:
    if among is not None:
        rows = rows.filter(object_id__in=[str(pk) for pk in among])
    return {int(pk) for pk in rows.values_list("object_id", flat=True)}


def _article_type() -> ContentType:
    return ContentType.objects.get_for_model(Article)


def filed_today(at: datetime) -> Q:
    """Published since the midnight that began the day of `at`, which is in the edition's zone."""
    return Q(live=True, first_published_at__gte=at.replace(hour=0, minute=0, second=0, microsecond=0))
