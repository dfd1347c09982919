"""Articles as the search index knows them, read in batches without building an object for each row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from khabar.articles.models import Article, ArticleAgency, ArticleAuthor, ArticleTopic
from khabar.articles.text import plain_text
from khabar.search.documents import Document

_COLUMNS = (
    "pk", "source_key", "headline", "kicker", "abstract", "body", "lead_caption", "slug", "section__slug",
    "section__name", "dateline_place", "first_published_at",
)  # fmt: skip


def documents(ids: Iterable[int] | None = None, batch: int = 500) -> Iterator[Document]:
    """Search documents of the public articles among `ids`, or of every public article."""
    public = Article.objects.public().order_by("pk").values(*_COLUMNS)
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
    topics = _related(ArticleTopic, "topic__name", ids)
    agencies = _related(ArticleAgency, "agency__slug", ids)
    authors = _related(ArticleAuthor, "author__name", ids)
    for row in rows:
        pk = row["pk"]
        yield Document(
            id=pk,
            external_id=(row["source_key"] or "").partition(":")[2],
            url=reverse("front:article", args=[row["section__slug"], pk, row["slug"]]),
            headline=row["headline"],
            kicker=row["kicker"],
            standfirst=row["abstract"],
            body=plain_text(row["body"]),
            caption=row["lead_caption"],
            section=row["section__slug"],
            section_name=row["section__name"],
            topics=tuple(topics[pk]),
            agencies=tuple(agencies[pk]),
            authors=tuple(authors[pk]),
            place=row["dateline_place"],
            published_at=row["first_published_at"],
        )


def _related(model: Any, column: str, ids: list[int]) -> dict[int, list[str]]:
    """For each article, the values of `column` in its rows of `model`, in order."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = model.objects.filter(article_id__in=ids).order_by("sort_order", "pk")
    for article_id, value in rows.values_list("article_id", column):
        found[article_id].append(value)
    return found
