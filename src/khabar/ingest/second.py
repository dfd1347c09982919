"""Whether readers have a public article about the same event already, asked before another one is published.

Articles are compared by their words, whoever wrote them and however they came in, and by the events of the wire items
they were made from. It runs in web processes too: signatures, and with them numpy, are not made here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from khabar.articles.models import Article
from khabar.articles.models.article import ArticleQuerySet
from khabar.articles.text import plain_text
from khabar.core import clock
from khabar.events import Fingerprint, Relation, Story, Verdict, compare, fingerprint
from khabar.events.compare import WINDOW_HOURS
from khabar.ingest import rarities
from khabar.ingest.models import ArticleTrace, Lineage, WireItem, WireTie

_WINDOW = timedelta(hours=WINDOW_HOURS)
_NEWEST = 500
_SHOWN = 5
_LOCK = 0x7365636F  # "seco": stories that rules publish ask one after the other on PostgreSQL


@dataclass(frozen=True)
class Earlier:
    """A public article about the event, and what speaks for it."""

    article: Article
    score: float = 1.0
    reasons: tuple[str, ...] = ("بُني على خبر وكالة عن الحدث نفسه",)


def public_on_same_event(article: Article, draft: Article | None = None) -> list[Earlier]:
    """Public articles of the last two days that tell of the event of this one, the likest first.

    Args:
        draft: the article with the words that are to be published, when they are not stored on it yet.

    An article that readers have already is an update of itself: nothing is found for it.
    """
    if article.pk and article.live:
        return []
    now = clock.now()
    trace_public(now)
    found = _by_words(draft or article, now)
    items = _items_of(article)
    if items:
        found = {pk: verdict for pk, verdict in found.items() if not _held_apart(items, pk)}
    ranked = dict.fromkeys(_by_events(items, now) if items else [])
    ranked |= dict.fromkeys(sorted(found, key=lambda pk: (-found[pk].score, pk)))
    ranked.pop(article.pk, None)
    rows = _recent(now).select_related("section").defer("body").in_bulk(list(ranked)[:_SHOWN])
    return [_earlier(rows[pk], found.get(pk)) for pk in ranked if pk in rows]


def trace_public(now: datetime) -> int:
    """Fingerprint what became public and has none yet; drop those of articles too old to matter. Returns how many."""
    stored = dict(ArticleTrace.objects.values_list("article_id", "published_at"))
    newest = dict(_recent(now).newest().values_list("pk", "last_published_at")[:_NEWEST])
    wanted = [pk for pk, at in newest.items() if stored.get(pk) != at]
    for article in Article.objects.filter(pk__in=wanted):
        values = {"published_at": newest[article.pk], "fingerprint": _fingerprint(article).dump()}
        ArticleTrace.objects.update_or_create(article=article, defaults=values)
    ArticleTrace.objects.filter(article__in=stored.keys() - newest.keys()).delete()
    return len(wanted)


def take_turns() -> None:
    """Until the transaction ends, no other rule publishes: of two stories of one event the second finds the first."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _recent(now: datetime) -> ArticleQuerySet:
    rows: ArticleQuerySet = Article.objects.public(now).filter(
        first_published_at__gt=now - _WINDOW, last_published_at__isnull=False
    )
    return rows


def _earlier(article: Article, verdict: Verdict | None) -> Earlier:
    return Earlier(article, verdict.score, tuple(verdict.reasons)) if verdict else Earlier(article)


def _by_words(draft: Article, now: datetime) -> dict[int, Verdict]:
    mine, rarity = _fingerprint(draft), rarities.current()
    rows = ArticleTrace.objects.exclude(article=draft.pk) if draft.pk else ArticleTrace.objects.all()
    found = {}
    for pk, at, text in rows.values_list("article_id", "published_at", "fingerprint"):
        verdict = compare(mine, Fingerprint.load(text), (now - at).total_seconds() / 3600, rarity)
        if verdict.relation != Relation.DIFFERENT:
            found[pk] = verdict
    return found


def _fingerprint(article: Article) -> Fingerprint:
    story = Story(
        headline=article.headline,
        paragraphs=[article.abstract, *plain_text(article.body).split("\n")],
        place=article.dateline_place,
        language=article.language,
    )
    return fingerprint(story, signed=False)


def _items_of(article: Article) -> list[int]:
    return list(Lineage.objects.filter(article=article.pk).values_list("item_id", flat=True)) if article.pk else []


def _by_events(items: Iterable[int], now: datetime) -> list[int]:
    """Public articles made from the same items, or from others of their events."""
    events = WireItem.objects.filter(pk__in=items, event__isnull=False).values("event")
    lines = Lineage.objects.filter(Q(item__in=items) | Q(item__event__in=events))
    return list(_recent(now).filter(pk__in=lines.values("article")).values_list("pk", flat=True))


def _held_apart(items: list[int], article: int) -> bool:
    """Whether a person said that the items of the two articles tell of two events."""
    theirs = list(Lineage.objects.filter(article=article).values_list("item_id", flat=True))
    said = WireTie.objects.filter(said=False)
    return said.filter(Q(one__in=items, other__in=theirs) | Q(one__in=theirs, other__in=items)).exists()
