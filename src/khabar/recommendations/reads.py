"""Readings in the database: numbers by story and time, and the rankings worked out of them every few minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max, Sum

from khabar.articles import queries
from khabar.articles.models import Article
from khabar.articles.outlets import page_store
from khabar.core import clock
from khabar.recommendations.models import MostRead, Reads, Span, Width

KEY = "most-read"
"""The purge key of every page that shows a ranking."""
RENEWED = timedelta(minutes=5)
"""How old a ranking may grow."""
_KEPT = 40
"""Stories of each ranking: more than are shown, as some may be taken down before the next one."""
_LENGTHS = {Width.MINUTES: timedelta(minutes=10), Width.HOUR: timedelta(hours=1)}
_SPANS = {
    Span.HOUR: (Width.MINUTES, timedelta(hours=1)),
    Span.DAY: (Width.HOUR, timedelta(days=1)),
    Span.WEEK: (Width.HOUR, timedelta(days=7)),
}
_ADD = """
INSERT INTO {table} (width, start, story, reads) VALUES (%s, %s, %s, %s)
ON CONFLICT (width, start, story) DO UPDATE SET reads = {table}.reads + excluded.reads
"""


@dataclass(frozen=True)
class Ranking:
    """The most read public stories of a span, the first first."""

    span: Span
    articles: list[Article]
    reads: list[int]


@dataclass(frozen=True)
class Rankings:
    """The rankings that have any story, and until when they are the newest."""

    found: list[Ranking]
    until: datetime

    @property
    def articles(self) -> list[Article]:
        """Every story of them, once."""
        return list({article.pk: article for one in self.found for article in one.articles}.values())


def add(counts: Mapping[int, int], now: datetime) -> None:
    """Add readings to the numbers of this moment, all or none."""
    start = Reads._meta.get_field("start")
    rows = [
        (width.value, start.get_db_prep_save(_begin(now, length), connection), story, reads)
        for story, reads in sorted(counts.items())
        for width, length in _LENGTHS.items()
    ]
    sql = _ADD.replace("{table}", connection.ops.quote_name(Reads._meta.db_table))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def rank(now: datetime) -> None:
    """Work the rankings out anew and drop the numbers that none needs any more."""
    rows = [row for span in Span for row in _ranked(span, now)]
    with transaction.atomic():
        MostRead.objects.all().delete()
        MostRead.objects.bulk_create(rows)
        for width, length in _LENGTHS.items():
            longest = max(over for needed, over in _SPANS.values() if needed == width)
            Reads.objects.filter(width=width, start__lt=now - longest - length).delete()


def rank_if_due(now: datetime) -> bool:
    """`rank`, unless the rankings are young enough or nothing was ever counted; other nodes may have done it.

    The pages of this node that show them go at once; those of other nodes end when the rankings they show do.
    """
    newest = MostRead.objects.aggregate(at=Max("at"))["at"]
    if newest is not None and timedelta(0) <= now - newest < RENEWED:
        return False
    if newest is None and not Reads.objects.exists():
        return False
    rank(now)
    page_store().purge({KEY})
    return True


def rankings(size: int) -> Rankings:
    """The rankings as they stand, through the gate, each with at most `size` stories."""
    rows = list(MostRead.objects.all())
    cards = queries.cards().in_bulk({row.story for row in rows})
    found = []
    for span in Span:
        there = [(cards[row.story], row.reads) for row in rows if row.span == span and row.story in cards][:size]
        if there:
            found.append(Ranking(span, [article for article, _ in there], [reads for _, reads in there]))
    now = clock.now()
    at = max((row.at for row in rows), default=now)
    return Rankings(found, max(at + RENEWED, now + RENEWED / 10))


def _ranked(span: Span, now: datetime) -> list[MostRead]:
    width, over = _SPANS[span]
    numbers = Reads.objects.filter(width=width, start__gt=now - over - _LENGTHS[width])
    most = numbers.values("story").annotate(total=Sum("reads")).order_by("-total", "-story")
    found = [(row["story"], row["total"]) for row in most[: 2 * _KEPT]]
    public = set(Article.objects.public().filter(pk__in=[pk for pk, _ in found]).values_list("pk", flat=True))
    shown = [(pk, total) for pk, total in found if pk in public][:_KEPT]
    return [
        MostRead(span=span, place=place, story=pk, reads=total, at=now) for place, (pk, total) in enumerate(shown, 1)
    ]


def _begin(moment: datetime, length: timedelta) -> datetime:
    seconds = moment.timestamp() // length.total_seconds() * length.total_seconds()
    return datetime.fromtimestamp(seconds, tz=moment.tzinfo)
