"""Reads of statements: for the desk in every state, for readers what is shown of what is public, and by source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from khabar.articles.models import Article
from khabar.articles.models.article import ArticleQuerySet
from khabar.articles.queries import cards
from khabar.articles.rules import listing_keys
from khabar.attribution.exports import Quoted, Via
from khabar.attribution.models import Link, Name, Reading, Statement
from khabar.attribution.paragraphs import paragraphs, text_hash
from khabar.attribution.readings import read_draft
from khabar.attribution.rules import is_shown

STORIES = 10
"""Stories on one page of a source."""
COUNTED = 1_000
"""The newest statements of a source whose relays are counted."""
_RELATED = ("speaker__agency", "chain__name__agency")


def for_desk(article: Article, body: Iterable[Any] | None = None) -> list[Statement]:
    """The statements of the text the desk works on, in every state, in its order; the text is read if need be.

    Args:
        body: the text, where it is not that of the newest draft.
    """
    return of_reading(desk_reading(article, body))


def desk_reading(article: Article, body: Iterable[Any] | None = None) -> Reading:
    """The reading of the text the desk works on, made if need be. Arguments as in `for_desk`."""
    if body is None:
        newest = article.latest_revision
        body = newest.as_object().body if newest else article.body
    return read_draft(article, body)


def of_reading(reading: Reading) -> list[Statement]:
    """The statements of a reading in every state, in the order of its text."""
    return list(_full(reading.statements.all()))


def for_readers(article: Article) -> list[Statement]:
    """The shown statements of a public article's text, in its order; none where the article is not public.

    Nothing is shown of a text that has changed since it was read: the new one is read within moments.
    """
    return shown_in([article]).get(article.pk, [])


def shown_in(articles: Iterable[Article]) -> dict[int, list[Statement]]:
    """What `for_readers` gives of each article, in a few queries for all of them; articles without any are left out."""
    public = {article.pk: article for article in articles if article.is_public()}
    found: dict[int, list[Statement]] = {}
    for row in _full(Statement.objects.filter(reading__live=True, article__in=public, shown_at__isnull=False)):
        found.setdefault(row.article_id, []).append(row)
    current = _current({pk: public[pk] for pk in found}) if found else {}
    return {pk: rows for pk, rows in found.items() if pk in current}


def for_preview(article: Article) -> list[Statement]:
    """What readers would see of the article's text, saved or not, were it published as it is."""
    digest = text_hash(paragraphs(article.body))
    rows = _full(Statement.objects.filter(reading__article=article.pk, reading__text_hash=digest))
    return [row for row in rows if is_shown(row.state, row.confidence, changed=row.changed)]


def _full(rows: QuerySet[Statement]) -> QuerySet[Statement]:
    return rows.select_related("speaker__agency").prefetch_related("chain__name__agency")


def public() -> QuerySet[Statement]:
    """The gate: statements that anyone may read now."""
    return Statement.objects.filter(
        Exists(Article.objects.public().filter(pk=OuterRef("article_id"))), shown_at__isnull=False
    )


def quoted(rows: Iterable[Statement]) -> list[Quoted]:
    """Statements as they are exported."""
    return [
        Quoted(
            paragraph=row.par + 1,
            text=row.text,
            quoting=row.quoting,
            speaker=row.speaker.title if row.speaker else row.speaker_name or row.mention,
            kind=row.kind,
            source=row.speaker.address if row.speaker else "",
            cue=row.cue,
            chain=tuple(_via(link) for link in row.chain.all()),
            figures=tuple(row.figures),
        )
        for row in rows
    ]


def _via(link: Link) -> Via:
    return Via(link.name.title if link.name else link.label, link.role, link.name.address if link.name else "")


@dataclass(frozen=True)
class Told:
    """What a source says, or passes on, in one story."""

    article: Article
    statements: list[Statement]


@dataclass(frozen=True)
class SourcePage:
    """One page of what a source says or passes on, newest story first; cut by an article, as every list is."""

    stories: list[Told]
    before: int | None
    newest: datetime | None

    def keys(self, name: str) -> set[str]:
        """The purge keys of the page as one of the list `name`."""
        oldest = timezone.localtime(self.stories[-1].article.first_published_at) if self.before else None
        newest = timezone.localtime(self.newest) if self.newest else None
        return listing_keys(name, newest, oldest)


def said_by(name: Name, before: int | None = None, size: int = STORIES) -> SourcePage:
    """A page of what a record's bearer says: the newest stories, or those after the article with the id `before`.

    Raises:
        Article.DoesNotExist: there never was an article with that id.
    """
    return _page_of(Q(speaker=name), before, size)


def came_through(name: Name, size: int = STORIES) -> SourcePage:
    """The newest stories with words of others that a record's bearer passed on or was told."""
    return _page_of(Q(pk__in=Link.objects.filter(name=name).values("statement")) & ~Q(speaker=name), None, size)


def _page_of(which: Q, before: int | None, size: int) -> SourcePage:
    rows = public().filter(which)
    newest = None
    if before is not None:
        newest = Article.objects.values_list("first_published_at", flat=True).get(pk=before)
        # The first condition says nothing new to us; it is the one the index can begin at.
        rows = rows.filter(Q(shown_at__lt=newest) | Q(shown_at=newest, article__lt=before), shown_at__lte=newest)
    order = ("-shown_at", "-article_id")
    ids = list(rows.order_by(*order).values_list("article_id", "shown_at").distinct()[: size + 1])
    wanted = [article_id for article_id, _ in ids[:size]]
    stories = _current(Article.objects.select_related("section").in_bulk(wanted))
    told: dict[int, list[Statement]] = {}
    for row in _full(Statement.objects.filter(which, article__in=stories, shown_at__isnull=False)):
        told.setdefault(row.article_id, []).append(row)
    shown = [Told(stories[pk], told[pk]) for pk in wanted if pk in stories and pk in told]
    return SourcePage(shown, wanted[-1] if len(ids) > size and shown else None, newest)


def naming(name: Name) -> ArticleQuerySet:
    """Cards of the public stories whose text names a record's bearer, newest first."""
    return cards().filter(readings__live=True, readings__names=name)


def _current(found: Mapping[int, Article]) -> dict[int, Article]:
    """Those whose text is the one their statements are of."""
    hashes = Reading.objects.filter(live=True, article__in=found).values_list("article_id", "text_hash")
    return {pk: found[pk] for pk, digest in hashes if text_hash(paragraphs(found[pk].body)) == digest}


def relays_of(name: Name) -> list[tuple[Name | str, int]]:
    """Through whom the newest `COUNTED` statements of a source came, the most frequent first."""
    newest = public().filter(speaker=name).order_by("-shown_at", "-article_id").values("pk")[:COUNTED]
    rows = Link.objects.filter(statement__in=[row["pk"] for row in newest])
    counts = rows.values_list("name_id", "label").annotate(times=Count("pk")).order_by("-times", "label")
    names = Name.objects.select_related("agency").in_bulk([pk for pk, _, _ in counts if pk])
    totals: dict[Name | str, int] = {}
    for pk, label, times in counts:
        relay: Name | str = names[pk] if pk else label
        totals[relay] = totals.get(relay, 0) + times
    return sorted(totals.items(), key=lambda pair: -pair[1])


def source(slug: str) -> Name | None:
    """The record whose page has this address; a merged one as it is, with where it went in `merged_into`."""
    rows = Name.objects.select_related("agency", "merged_into__agency")
    found: Name | None = rows.filter(Q(slug=slug) | Q(agency__slug=slug)).first()
    return found
