"""What the front page and the sections' fronts have in common: the breaking bar, the strip of videos, their ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from khabar.articles.models import Article, Section
from khabar.core import clock
from khabar.curation import queries
from khabar.curation.models import Bar, key_of
from khabar.curation.queries import Edition, Standing
from khabar.front.videos import fetch_posters, follow
from khabar.pagestore.views import carry, expire_at

BAR_KEY = "bar:0"


@dataclass(frozen=True)
class Breaking:
    """The bar as readers see it, and when the page with it must be made anew."""

    bar: Bar | None
    changes_at: datetime | None

    @classmethod
    def now(cls) -> "Breaking":
        """The bar of this moment; none while the story it speaks of is not public."""
        bar = queries.bar()
        if bar is None:
            return cls(None, None)
        story = bar.article
        if story is None:
            return cls(bar, bar.until)
        if not story.is_public():
            return cls(None, opens_at(story))
        return cls(bar, min(end for end in (bar.until, story.expire_at) if end))


def opens_at(story: Article) -> datetime | None:
    """When a live story that waits for its hour will be public; None for any other."""
    moments = [at for at in (story.first_published_at, story.go_live_at) if at and at > clock.now()]
    return max(moments, default=None) if story.live else None


def kept(
    response: HttpResponse, section: Section | None, standing: Standing, edition: Edition, breaking: Breaking
) -> HttpResponse:
    """Have a stored front end when its arrangement, a pin, its bar or a video on it does, and go with what it names."""
    carry(response, f"front:{key_of(section)}", BAR_KEY, *(f"article:{pk}" for pk in edition.named))
    carry(response, *(f"name:author:{author.pk}" for _, authors in edition.opinion for author in authors))
    if breaking.bar and breaking.bar.article_id:
        carry(response, f"article:{breaking.bar.article_id}")
    for end in (standing.until, edition.until, breaking.changes_at, *_openings(edition)):
        if end:
            expire_at(response, end)
    carry(response, "videos")
    return follow(response, [], edition.films)


def _openings(edition: Edition) -> Iterable[datetime | None]:
    """When placed stories that wait for their hour will be public."""
    waiting = edition.named - {article.pk for article in edition.stories}
    if not waiting:
        return ()
    rows = Article.objects.filter(pk__in=waiting, live=True).only("live", "first_published_at", "go_live_at")
    return [opens_at(row) for row in rows]


def prepare(edition: Edition) -> None:
    """Fetch what the cards of the strip show."""
    if edition.films:
        fetch_posters(edition.films)
