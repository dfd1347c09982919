"""A running story day by day: of each day its key stories, one for each event."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q
from django.utils import timezone

from khabar.articles.models import Article
from khabar.articles.models.article import ArticleQuerySet
from khabar.articles.rules import listing_keys
from khabar.recommendations.about import candidates
from khabar.recommendations.choice import Candidate, same_event

_STORIES = 60
_A_DAY = 4
"""Events of a day that are shown; the others are counted."""


@dataclass(frozen=True)
class Entry:
    """An event of a day: the last story about it, and how many others there were."""

    article: Article
    others: int


@dataclass(frozen=True)
class Day:
    """A day with its key events in the order they were told in, and the number of stories left out."""

    day: date
    entries: list[Entry]
    left_out: int


@dataclass(frozen=True)
class Timeline:
    """A part of a story's days; `after` is the id to ask for the next part with, None on the last.

    `newest` and `oldest` are the edges of the part, None where the list itself ends there.
    """

    days: list[Day]
    after: int | None
    newest: datetime | None
    oldest: datetime | None

    @property
    def articles(self) -> list[Article]:
        """The stories shown."""
        return [entry.article for day in self.days for entry in day.entries]

    def keys(self, name: str) -> set[str]:
        """The purge keys of the part, as one of the list `name`."""
        edges = [timezone.localtime(edge) if edge else None for edge in (self.newest, self.oldest)]
        return listing_keys(name, *edges)


def timeline(articles: ArticleQuerySet, *, oldest_first: bool = False, after: int | None = None) -> Timeline:
    """A part of the days of a list of stories: the first one, or the one after the story with the id `after`.

    Raises:
        Article.DoesNotExist: there never was an article with that id.
    """
    edge = None
    if after is not None:
        edge = Article.objects.values_list("first_published_at", flat=True).get(pk=after)
        articles = articles.filter(_beyond(edge, after, oldest_first))
    ordered = articles.order_by("first_published_at", "id") if oldest_first else articles
    rows = list(ordered[: _STORIES + 1])
    whole, more = _whole_days(rows), len(rows) > _STORIES
    last = whole[-1].first_published_at if more and whole else None
    newest, oldest = (last, edge) if oldest_first else (edge, last)
    return Timeline(_days(whole), whole[-1].pk if last else None, newest, oldest)


def _beyond(edge: datetime | None, after: int, oldest_first: bool) -> Q:
    if oldest_first:
        return Q(first_published_at__gt=edge) | Q(first_published_at=edge, pk__gt=after)
    return Q(first_published_at__lt=edge) | Q(first_published_at=edge, pk__lt=after)


def _whole_days(rows: list[Article]) -> list[Article]:
    """Of more stories than a part holds those of its whole days, unless the first day alone is more."""
    if len(rows) <= _STORIES:
        return rows
    cut = _day_of(rows[-1])
    return [row for row in rows if _day_of(row) != cut] or rows[:_STORIES]


def _days(rows: list[Article]) -> list[Day]:
    compared = {one.key: one for one in candidates(row.pk for row in rows)}
    return [_day(day, list(stories), compared) for day, stories in groupby(rows, key=_day_of)]


def _day(day: date, stories: list[Article], compared: dict[int, Candidate]) -> Day:
    """The events with most stories, the more urgent first among equals."""
    events = _events([story for story in stories if story.pk in compared], compared)
    key = sorted(events, key=lambda event: (-len(event), min(story.urgency for story in event)))[:_A_DAY]
    entries = [Entry(max(event, key=_order), len(event) - 1) for event in key]
    place = {story.pk: at for at, story in enumerate(stories)}
    entries.sort(key=lambda entry: place[entry.article.pk])
    return Day(day, entries, sum(map(len, events)) - sum(map(len, key)))


def _events(stories: Iterable[Article], compared: dict[int, Candidate]) -> list[list[Article]]:
    events: list[list[Article]] = []
    for story in stories:
        mine = compared[story.pk]
        found = next((event for event in events if same_event(mine, compared[event[0].pk])), None)
        if found is None:
            events.append([story])
        else:
            found.append(story)
    return events


def _order(story: Article) -> tuple[datetime, int]:
    return story.first_published_at, story.pk


def _day_of(article: Article) -> date:
    return timezone.localtime(article.first_published_at).date()
