"""What stories are about, as the pure parts compare it: words, topics and names of the authority file."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from khabar.articles.models import Article, ArticleTopic
from khabar.articles.queries import related_values
from khabar.articles.text import leading_text
from khabar.attribution.models import Reading
from khabar.events import Fingerprint
from khabar.recommendations.choice import Candidate, explains, told
from khabar.recommendations.related import Document, words_of

_COLUMNS = ("pk", "headline", "kicker", "abstract", "dateline_place", "language", "first_published_at")
_BODY = Cast("body", TextField())
_READ = 900
"""Letters of a body that tell which event it is of: what follows is mostly background."""


def names_of(articles: Iterable[int]) -> dict[int, frozenset[int]]:
    """The names of the authority file that stand in each story."""
    found: dict[int, set[int]] = {pk: set() for pk in articles}
    rows = Reading.names.through.objects.filter(reading__live=True, reading__article__in=found)
    for article_id, name_id in rows.values_list("reading__article_id", "name_id"):
        found[article_id].add(name_id)
    return {pk: frozenset(ids) for pk, ids in found.items()}


def document_of(article: Article) -> Document:
    """A story as it is compared with others."""
    topics = frozenset(row.topic_id for row in article.filings.all())
    return Document(article.pk, words_of(text_of(article)), topics, names_of([article.pk])[article.pk])


def text_of(article: Article) -> str:
    """The words that say what a story is about."""
    return f"{article.headline}\n{article.kicker}\n{article.abstract}"


def candidate_of(article: Article) -> Candidate:
    """A story in memory as one to be compared."""
    row = {name: getattr(article, name) for name in _COLUMNS}
    return _candidate(row, document_of(article), partial(leading_text, article.body.raw_data, _READ))


def candidates(ids: Iterable[int]) -> list[Candidate]:
    """Those of the stories that anyone may read, in the order given."""
    wanted = list(dict.fromkeys(ids))
    public = Article.objects.public().filter(pk__in=wanted).values(*_COLUMNS, body_json=_BODY)
    rows = {row["pk"]: row for row in public}
    topics, names = related_values(ArticleTopic, "topic_id", rows), names_of(rows)
    found = []
    for pk in (pk for pk in wanted if pk in rows):
        row = rows[pk]
        words = words_of(f"{row['headline']}\n{row['kicker']}\n{row['abstract']}")
        document = Document(pk, words, frozenset(topics[pk]), names[pk])
        found.append(_candidate(row, document, partial(leading_text, row["body_json"], _READ)))
    return found


def _candidate(row: dict[str, Any], document: Document, text: Any) -> Candidate:
    def fingerprint() -> Fingerprint:
        return told(row["headline"], (row["abstract"], text()), row["dateline_place"], row["language"])

    return Candidate(document, row["first_published_at"], explains(row["headline"], row["kicker"]), fingerprint)
