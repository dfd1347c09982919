"""Which addresses the sitemaps name: an index by month, so that a publish touches one month only.

A story that names another address as the original is left out: a sitemap lists canonical addresses only.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.templatetags.static import static
from django.utils import timezone

from khabar.articles.models import Article, Section
from khabar.articles.models.article import ArticleQuerySet
from khabar.articles.videos import Shown
from khabar.core import clock
from khabar.front.dates import machine
from khabar.front.head import absolute
from khabar.front.models import StandingPage
from khabar.media import renditions

NEWS_WINDOW = timedelta(hours=48)  # Google News reads no older story from a news sitemap
NEWS_LIMIT = 1_000  # its limit of one news sitemap
# Addresses in one file. sitemaps.org allows 50,000; a file of the current month is written anew after each publish.
URL_LIMIT = 10_000

VIDEO_LIMIT = 1_000


@dataclass(frozen=True)
class VideoEntry:
    """What the video sitemap says of one video; the times are ISO 8601."""

    address: str
    thumbnail: str
    title: str
    description: str
    content: str
    seconds: int
    published: str
    expires: str


@dataclass(frozen=True)
class Entry:
    """One address: `changed` is ISO 8601."""

    address: str
    changed: str = ""


def months() -> list[datetime]:
    """The first moments of the months that have public stories, newest first.

    Walks from month to month along the index of publication times: one small query for each month, whatever
    the size of the archive.
    """
    return list(_months_back())


def sections() -> list[Entry]:
    """The front page, the sections that have a story (empty ones ask not to be indexed), the pages written by hand."""
    filled = Section.objects.filter(Exists(Article.objects.public().filter(section=OuterRef("pk"))))
    paths = ["/", *(section.get_absolute_url() for section in filled)]
    pages = StandingPage.objects.live()
    return [Entry(absolute(path)) for path in paths] + [
        Entry(absolute(page.get_absolute_url()), machine(page.last_published_at)) for page in pages
    ]


def parts_of(start: datetime) -> int:
    """How many files the month that begins at `start` needs, counted along the index of publication times."""
    stories: int = Article.objects.filter(first_published_at__gte=start, first_published_at__lt=_next(start)).count()
    return math.ceil(stories / URL_LIMIT)


def stories_of(start: datetime, part: int = 1) -> list[Entry]:
    """The public stories first published in the month that begins at `start`, oldest first.

    Args:
        part: which file of `URL_LIMIT` addresses, from 1.
    """
    rows = (
        Article.objects.public()
        .order_by("first_published_at", "id")
        .filter(first_published_at__gte=start, first_published_at__lt=_next(start), canonical_url="")
        .select_related("section")
        .only("slug", "section__slug", "first_published_at")
        .annotate(changed=Coalesce("updated_at", "first_published_at"))
    )
    return [
        Entry(absolute(row.get_absolute_url()), machine(row.changed))
        for row in rows[(part - 1) * URL_LIMIT : part * URL_LIMIT]
    ]


def recent_news() -> ArticleQuerySet:
    """The stories of the last two days, newest first."""
    since = clock.now() - NEWS_WINDOW
    rows: ArticleQuerySet = (
        Article.objects.public()
        .newest()
        .filter(first_published_at__gt=since, canonical_url="")
        .select_related("section")
    )
    return rows.defer("body")[:NEWS_LIMIT]


def edition_name() -> str:
    """The publication's name as the news sitemap gives it."""
    return str(settings.SITE_NAME)


def video_entry(shown: Shown) -> VideoEntry:
    """The entry of a video; Google wants a thumbnail, so one without a poster shows the site's icon."""
    video, poster = shown.video, renditions.share(shown.video.poster)
    return VideoEntry(
        address=absolute(video.get_absolute_url()),
        thumbnail=absolute(poster.url if poster else static("khabar/icons/icon-512.png")),
        title=video.title,
        description=video.caption or shown.article.abstract or video.title,
        content=absolute(video.mp4_url),
        seconds=max(1, round(video.duration)),
        published=machine(shown.since),
        expires=machine(shown.until) if shown.until else "",
    )


def _months_back() -> Iterator[datetime]:
    published = Article.objects.public().newest().values_list("first_published_at", flat=True)
    newest = published.first()
    while newest is not None:
        start = timezone.localtime(newest).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        start = timezone.make_aware(start.replace(tzinfo=None))
        yield start
        newest = published.filter(first_published_at__lt=start).first()


def _next(start: datetime) -> datetime:
    naive = timezone.localtime(start).replace(tzinfo=None)
    return timezone.make_aware((naive + timedelta(days=32)).replace(day=1))
