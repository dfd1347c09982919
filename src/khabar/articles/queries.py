"""Reads that the public site, the feeds and the desk share; all of them pass the gate."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q
from django.utils import timezone
from wagtail.models import Revision

from khabar.articles.enums import ChangeKind, ObjectType, PubStatus
from khabar.articles.models import Agency, Amendment, Article, ArticleTopic, Author, Change, Section, Topic
from khabar.articles.models.article import ArticleQuerySet
from khabar.articles.rules import listing_keys
from khabar.core import clock

PAGE_SIZE = 20
_WITHDRAWN = 1_000
# What the gate looks at, and what is told of a story it keeps back.
_GATE = (
    "live", "pub_status", "first_published_at", "last_published_at", "go_live_at", "expire_at", "rights_until",
    "version",
)  # fmt: skip
_CARD_RELATIONS = ("section", "lead_picture")
_FULL_RELATIONS = (
    "bylines__author", "credits__agency", "filings__topic", Prefetch("amendments", Amendment.objects.listed()),
)  # fmt: skip


@dataclass(frozen=True)
class Listing:
    """One page of a list, cut by an article and not by a number, so that it does not shift as stories arrive."""

    articles: list[Article]
    before: int | None  # the id to ask for the next, older page with; None on the last page
    newest: datetime | None  # the time this page starts below; None on the first page

    def keys(self, name: str) -> set[str]:
        """The purge keys of this page as a page of the list `name`, such as `section:7`, and of its articles."""
        oldest = timezone.localtime(self.articles[-1].first_published_at) if self.before else None
        newest = timezone.localtime(self.newest) if self.newest else None
        return listing_keys(name, newest, oldest) | {f"article:{article.pk}" for article in self.articles}


def cards() -> ArticleQuerySet:
    """Public articles, newest first, with what a card in a list needs."""
    queryset: ArticleQuerySet = Article.objects.public().newest().select_related(*_CARD_RELATIONS).defer("body")
    return queryset


def full() -> ArticleQuerySet:
    """Articles, public or not, with everything an article page needs."""
    queryset: ArticleQuerySet = Article.objects.select_related(*_CARD_RELATIONS).prefetch_related(*_FULL_RELATIONS)
    return queryset


def whole(articles: ArticleQuerySet) -> ArticleQuerySet:
    """The articles of a list of cards with everything an article page needs."""
    queryset: ArticleQuerySet = articles.defer(None).prefetch_related(*_FULL_RELATIONS)
    return queryset


def told_of(article: Article) -> list[Amendment]:
    """The clarifications and corrections of an article, newest first: what its page prints with words and date."""
    return [amendment for amendment in article.amendments.all() if amendment.is_told]


def in_section(section: Section) -> ArticleQuerySet:
    return cards().filter(section=section)


def on_topic(topic: Topic) -> ArticleQuerySet:
    return cards().filter(filings__topic=topic)


def by_author(author: Author) -> ArticleQuerySet:
    return cards().filter(bylines__author=author)


def from_agency(agency: Agency) -> ArticleQuerySet:
    return cards().filter(credits__agency=agency)


def on_day(day: date) -> ArticleQuerySet:
    """Articles first published on a day of the edition's time zone."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return cards().filter(first_published_at__gte=start, first_published_at__lt=end)


def listing(articles: ArticleQuerySet, before: int | None = None, size: int = PAGE_SIZE) -> Listing:
    """A page of `articles` (newest first): the first one, or the one after the article with the id `before`.

    Raises:
        Article.DoesNotExist: there never was an article with that id.
    """
    published = None
    if before is not None:
        published = Article.objects.values_list("first_published_at", flat=True).get(pk=before)
        articles = articles.filter(Q(first_published_at__lt=published) | Q(first_published_at=published, pk__lt=before))
    rows = list(articles[: size + 1])
    return Listing(articles=rows[:size], before=rows[size - 1].pk if len(rows) > size else None, newest=published)


class Withdrawal(NamedTuple):
    """A story that readers could open and no longer can."""

    pk: int
    version: int
    at: datetime
    withheld: bool = False


def withdrawals(since: datetime, **filed: Any) -> list[Withdrawal]:
    """What was taken down, killed, withheld, deleted or ran out since then, newest first.

    Args:
        filed: only stories filed there (`section`, `filings__topic`). Of a deleted one nobody knows where it was.
    """
    log = Change.objects.filter(kind=ChangeKind.WITHDRAWN, object_type=ObjectType.ARTICLE, at__gte=since)
    # By time, as the index of withdrawals is: ordered otherwise, SQLite reads the whole log, and every story below.
    at = dict(reversed(log.order_by("-at", "-seq").values_list("object_id", "at")[:_WITHDRAWN]))
    rows = Article.objects.filter(**filed).only(*_GATE).order_by("expire_at")
    gone = {row.pk: row for row in rows.filter(pk__in=list(at))}
    gone |= {row.pk: row for row in rows.filter(expire_at__gt=since, expire_at__lte=clock.now())}
    found = [
        Withdrawal(pk, row.version, at.get(pk) or row.expire_at, row.pub_status == PubStatus.WITHHELD)
        for pk, row in gone.items()
        if row.was_public and not row.is_public()
    ]
    if not filed:
        left = set(Article.objects.filter(pk__in=list(at)).values_list("pk", flat=True))
        # Above any number its versions had: there will be none after it.
        found += [Withdrawal(pk, int(moment.timestamp()), moment) for pk, moment in at.items() if pk not in left]
    return sorted(found, key=lambda one: one.at, reverse=True)[:_WITHDRAWN]


def next_due() -> datetime | None:
    """When something opens, changes or ends by itself next: an hour that was set, a date ahead, an end."""
    hours = [
        Revision.objects.filter(approved_go_live_at__isnull=False)
        .order_by("approved_go_live_at")
        .values_list("approved_go_live_at", flat=True)
        .first(),
        Article.objects.ahead_of_their_date()
        .order_by("first_published_at")
        .values_list("first_published_at", flat=True)
        .first(),
        Article.objects.filter(live=True, expire_at__isnull=False)
        .order_by("expire_at")
        .values_list("expire_at", flat=True)
        .first(),
    ]
    return min((hour for hour in hours if hour), default=None)


def filed_last(topics: Iterable[int], size: int = 10) -> list[int]:
    """Ids of the articles filed last under each of the topics.

    A topic of many years is never read whole: sorting it would make a page cost more as the archive grows.
    """
    found: dict[int, None] = {}
    for topic in topics:
        filed = ArticleTopic.objects.filter(topic_id=topic).order_by("-pk")
        found |= dict.fromkeys(filed.values_list("article_id", flat=True)[:size])
    return list(found)


def related_values(model: Any, column: str, article_ids: Iterable[int]) -> dict[int, list[Any]]:
    """For each of the articles, the values of `column` in its rows of `model`, in order.

    A fiftieth of the cost of Django's prefetching, which makes a manager and a query for each article.
    """
    found: dict[int, list[Any]] = defaultdict(list)
    rows = model.objects.filter(article_id__in=list(article_ids)).order_by(*model._meta.ordering, "pk")
    for article_id, value in rows.values_list("article_id", column):
        found[article_id].append(value)
    return found
