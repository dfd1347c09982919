"""Articles as the search index knows them, read in batches without building an object for each row."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from khabar.articles import additions
from khabar.articles.models import Article, ArticleAgency, ArticleAuthor, ArticleTopic
from khabar.articles.queries import related_values
from khabar.articles.text import plain_text
from khabar.core.paths import path_to
from khabar.search.documents import Document, agency_key

_COLUMNS = (
    "pk", "source_key", "headline", "kicker", "abstract", "lead_caption", "slug", "section__slug",
    "section__name", "dateline_place", "first_published_at",
)  # fmt: skip
# The body as the database keeps it: a StreamValue for each row would cost more than all the rest.
_BODY = Cast("body", TextField())


def documents(ids: Iterable[int] | None = None, batch: int = 500) -> Iterator[Document]:
    """Search documents of the public articles among `ids`, or of every public article."""
    public = Article.objects.public().order_by("pk").values(*_COLUMNS, body_json=_BODY)
    if ids is not None:
        wanted = sorted(ids)
        for start in range(0, len(wanted), batch):
            yield from _batch(list(public.filter(pk__in=wanted[start : start + batch])))
        return
    last = 0
    while rows := list(public.filter(pk__gt=last)[:batch]):
        yield from _batch(rows)
        last = rows[-1]["pk"]


def _batch(rows: list[dict[str, Any]]) -> Iterator[Document]:
    ids = [row["pk"] for row in rows]
    topics = related_values(ArticleTopic, "topic__name", ids)
    agencies = related_values(ArticleAgency, "agency__name", ids)
    slugs = related_values(ArticleAgency, "agency__slug", ids)
    authors = related_values(ArticleAuthor, "author__name", ids)
    bodies = {row["pk"]: json.loads(row["body_json"]) for row in rows}
    added = additions.of_documents(bodies)
    for row in rows:
        pk = row["pk"]
        yield Document(
            id=pk,
            external_id=(row["source_key"] or "").partition(":")[2],
            url=path_to("front:article", row["section__slug"], pk, row["slug"]),
            headline=row["headline"],
            kicker=row["kicker"],
            standfirst=row["abstract"],
            body=plain_text(bodies[pk]),
            caption=row["lead_caption"],
            section=row["section__slug"],
            section_name=row["section__name"],
            topics=tuple(topics[pk]),
            agencies=tuple(agencies[pk]),
            authors=tuple(authors[pk]),
            place=row["dateline_place"],
            published_at=row["first_published_at"],
            names=added[pk].names,
            said_by=added[pk].said_by,
            through=(*added[pk].through, *(agency_key(slug) for slug in slugs[pk])),
        )
