"""The list's search box: public articles through the search index, the rest by their headlines."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from khabar.articles.models import Article
from khabar.articles.outlets import search_engine
from khabar.search.engine import IndexUnavailable
from khabar.search.query import MAX_LIMIT, Query


def matching(articles: "QuerySet[Article]", text: str, *, by_relevance: bool) -> "QuerySet[Article]":
    """The articles that a search for `text` should list.

    Those come first that no reader sees and whose headline holds the text as typed, then the best hits of the
    index. A number also finds the article with that id. Without an index every headline is looked through.
    """
    try:
        hits = _hits(text)
    except IndexUnavailable:
        return articles.filter(Q(headline__icontains=text) | _numbered(text))
    found = articles.filter(pk__in={*hits, *_unseen(text)})
    if not by_relevance:
        return found
    if not hits:
        return found.order_by("-id")  # PostgreSQL would take the constant for a column's number
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(hits, start=1)]
    return found.order_by(Case(*places, default=Value(0), output_field=IntegerField()), "-id")


def _hits(text: str) -> list[int]:
    """The best hits, as many as the index gives at once; the list shows no passages of them."""
    return [hit.id for hit in search_engine().search(Query(text=text, limit=MAX_LIMIT, snippets=False)).hits]


def _unseen(text: str) -> list[int]:
    """Ids of articles that no reader sees with the text in the headline, newest first, and of the one so numbered."""
    named = Article.objects.filter(live=False, headline__icontains=text).order_by("-id")
    numbered = Article.objects.filter(_numbered(text))
    return [*named.values_list("pk", flat=True)[:MAX_LIMIT], *numbered.values_list("pk", flat=True)]


def _numbered(text: str) -> Q:
    number = text.strip()
    return Q(pk=int(number)) if number.isdecimal() and len(number) < 18 else Q(pk__in=[])
