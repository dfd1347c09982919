"""The archive: a month's calendar and the stories of a day."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Min
from django.db.models.functions import TruncDate
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from khabar.arabic.editions import edition_of
from khabar.articles.models import Article
from khabar.articles.queries import listing, on_day
from khabar.core import clock
from khabar.front.dates import written
from khabar.front.head import Head
from khabar.front.pages import number, page, unstored
from khabar.front.views.lists import in_list
from khabar.pagestore.views import expire_at, stored


@dataclass(frozen=True)
class Day:
    """A day of the calendar; `path` is empty where no story was published."""

    day: date
    path: str


@dataclass(frozen=True)
class Life:
    """The days the archive covers, from the oldest public story to today; crawlers would walk on for ever."""

    oldest: date
    today: date

    @classmethod
    def now(cls) -> "Life":
        """As things are; an empty archive covers today."""
        today = timezone.localdate(clock.now())
        oldest = Article.objects.public().aggregate(at=Min("first_published_at"))["at"]
        return cls(timezone.localdate(oldest) if oldest else today, today)

    def covers(self, first: date, last: date) -> bool:
        """True when any of the days from `first` to `last` is covered."""
        return first <= self.today and last >= self.oldest


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """`/archive/` leads to the current month."""
    today = timezone.localdate()
    return HttpResponseRedirect(reverse("front:month", args=[today.year, today.month]))


@require_safe
@stored()
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """A month: which of its days have stories."""
    life = Life.now()
    first = _date(year, month, 1)
    following = _next_month(first)
    if not life.covers(first, following - timedelta(days=1)):
        raise Http404("outside the archive")
    weeks = _weeks(first, _days_with_stories(first))
    head = Head(
        title=f"أرشيف {written(first, 'month')}",
        path=_month_path(first),
        index=any(day and day.path for week in weeks for day in week),
    )
    previous = (first - timedelta(days=1)).replace(day=1)
    response = page(
        request,
        "month.html",
        head,
        keys=[f"month:{first:%Y-%m}"],
        weeks=weeks,
        month=first,
        previous=(previous, _month_path(previous)) if life.covers(previous, first - timedelta(days=1)) else None,
        following=(following, _month_path(following)) if following <= life.today else None,
    )
    return _until_tomorrow(response, first <= life.today < following)


@require_safe
@stored(query=("before",))
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """A day's stories, newest first."""
    life = Life.now()
    found = _date(year, month, day)
    if not life.covers(found, found):
        raise Http404("outside the archive")
    before = number(request.GET.get("before"))
    try:
        rows = listing(on_day(found), before)
    except Article.DoesNotExist as error:
        raise Http404("no such article to go on from") from error
    path = _day_path(found)
    head = Head(
        title=f"أخبار {written(found, 'day')}",
        path=f"{path}?before={before}" if before else path,
        older=f"{path}?before={rows.before}" if rows.before else "",
        index=bool(rows.articles),
    )
    neighbours = [(near, _day_path(near)) for near in (found - timedelta(days=1), found + timedelta(days=1))]
    previous, following = (near if life.covers(near[0], near[0]) else None for near in neighbours)
    response = page(
        request,
        "day.html",
        head,
        articles=rows.articles,
        keys=[f"day:{found:%Y-%m-%d}"],
        day=found,
        day_path=path,
        month_path=_month_path(found),
        listing=rows,
        first_page=before is None,
        previous=previous,
        following=following,
    )
    if not in_list(on_day(found), before):
        return unstored(response)
    return _until_tomorrow(response, found == life.today)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Http404("no such date") from error


def _days_with_stories(first: date) -> set[date]:
    start = timezone.make_aware(datetime.combine(first, time.min))
    end = timezone.make_aware(datetime.combine(_next_month(first), time.min))
    published = Article.objects.public().filter(first_published_at__gte=start, first_published_at__lt=end)
    return set(published.order_by().values_list(TruncDate("first_published_at"), flat=True).distinct())


def _weeks(first: date, filled: set[date]) -> list[list[Day | None]]:
    """The month's weeks, from the day on which the country's week begins; None for days of another month."""
    weeks = calendar.Calendar(edition_of(settings.COUNTRY).first_weekday).monthdatescalendar(first.year, first.month)
    return [
        [Day(d, _day_path(d) if d in filled else "") if d.month == first.month else None for d in week]
        for week in weeks
    ]


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _day_path(value: date) -> str:
    return reverse("front:day", args=[value.year, value.month, value.day])


def _month_path(value: date) -> str:
    return reverse("front:month", args=[value.year, value.month])


def _until_tomorrow(response: HttpResponse, current: bool) -> HttpResponse:
    """A page about today has a neighbour tomorrow that it does not have yet."""
    if current:
        tomorrow = timezone.localdate(clock.now()) + timedelta(days=1)
        expire_at(response, timezone.make_aware(datetime.combine(tomorrow, time.min)))
    return response
