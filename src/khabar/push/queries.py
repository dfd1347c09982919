"""Reads about notifications: whom one is for, what a subscriber chose, how it stands for the desk and the doctor."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from khabar.articles.models import Article, ArticleTopic, Section, Topic
from khabar.core import clock
from khabar.push.enums import PERHAPS_SEEN, Kind, State
from khabar.push.models import Delivery, Follow, Sending, Subscriber
from khabar.push.rules import Quiet


def audience(kind: Kind, story: int) -> "QuerySet[Subscriber]":
    """The subscribers that a notification of this kind about the story is for, whatever the hour."""
    if kind == Kind.BREAKING:
        return Subscriber.objects.filter(breaking=True)
    if kind == Kind.WITHDRAWN:
        told = Delivery.objects.filter(story=story, closes=False, state__in=PERHAPS_SEEN)
        return Subscriber.objects.filter(pk__in=told.values("subscriber"))
    topics = ArticleTopic.objects.filter(article=story).values("topic")
    section = Article.objects.filter(pk=story).values("section")
    follows = Follow.objects.filter(Q(topic__in=topics) | Q(section__in=section))
    return Subscriber.objects.filter(pk__in=follows.values("subscriber"))


def quiet_of(subscriber: Subscriber) -> Quiet | None:
    """The hours in which the subscriber is not to be disturbed."""
    if subscriber.quiet_from is None or subscriber.quiet_until is None:
        return None
    return Quiet(subscriber.quiet_from, subscriber.quiet_until, subscriber.zone)


@dataclass(frozen=True)
class Reach:
    """How many readers a notification would reach now, and how many of them are in their quiet hours."""

    readers: int
    quiet: int


def reach(kind: Kind, article: Article) -> Reach:
    """Counted by the hours that readers chose: each pair of hours and zone is looked at once."""
    rows = audience(kind, article.pk)
    readers, now = rows.count(), clock.now()
    if kind == Kind.BREAKING:
        rows = rows.filter(breaking_always=False)
    hours = rows.filter(quiet_from__isnull=False).values_list("quiet_from", "quiet_until", "zone").order_by()
    groups = hours.annotate(of=Count("pk"))
    quiet = sum(of for begins, ends, zone, of in groups if Quiet(begins or 0, ends or 0, zone).covers(now))
    return Reach(readers, quiet)


def chosen(subscriber: Subscriber) -> dict[str, Any]:
    """What a subscriber chose, as its browser shows it."""
    follows = subscriber.follows.select_related("topic", "section").order_by("pk")
    quiet = None if subscriber.quiet_from is None else [subscriber.quiet_from, subscriber.quiet_until]
    return {
        "breaking": subscriber.breaking,
        "always": subscriber.breaking_always,
        "quiet": quiet,
        "zone": subscriber.zone,
        "topics": [_named(one.topic) for one in follows if one.topic],
        "sections": [_named(one.section) for one in follows if one.section],
    }


def _named(filed: Topic | Section) -> dict[str, Any]:
    return {"id": filed.pk, "name": filed.name}


def busiest_topics(most: int, days: int = 7) -> list[Topic]:
    """The topics with the most public stories in these days."""
    recent = Article.objects.public().filter(first_published_at__gte=clock.now() - timedelta(days=days))
    counts = ArticleTopic.objects.filter(article__in=recent.values("pk")).values("topic").annotate(of=Count("pk"))
    ids = [row["topic"] for row in counts.order_by("-of", "topic")[:most]]
    found = Topic.objects.in_bulk(ids)
    return [found[pk] for pk in ids]


@dataclass(frozen=True)
class Following:
    """How many follow something; `name` is what the desk calls it."""

    name: str
    readers: int


def followings() -> list[Following]:
    """Breaking news first, then sections and topics that are followed, the most followed first."""
    found = [Following("كل المشتركين", Subscriber.objects.count())]
    found.append(Following("الأخبار العاجلة", Subscriber.objects.filter(breaking=True).count()))
    for column, label in (("section__name", "قسم"), ("topic__name", "موضوع")):
        rows = Follow.objects.exclude(**{column: None}).values(column).annotate(of=Count("pk")).order_by("-of", column)
        found += [Following(f"{label}: {row[column]}", row["of"]) for row in rows]
    return found


def troubled() -> list[Sending]:
    """Notifications of the last day that every push service refused, or whose pages stay old."""
    recent = Sending.objects.filter(asked_at__gte=clock.now() - timedelta(days=1)).select_related("article")
    refused = Q(failed__gt=0, sent=0)
    stuck = Q(state=State.RIPE, tries__gte=5)
    return list(recent.filter(refused | stuck))
