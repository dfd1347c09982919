"""Articles as the search index knows them."""

from collections.abc import Iterable, Iterator

from khabar.articles.models import Article
from khabar.articles.models.article import ArticleQuerySet
from khabar.articles.text import plain_text
from khabar.search.documents import Document

_RELATIONS = ("bylines__author", "credits__agency", "filings__topic")


def document(article: Article) -> Document:
    """One article as a search document; its relations should be prefetched."""
    return Document(
        id=article.pk,
        external_id=article.external_id,
        url=article.get_absolute_url(),
        headline=article.headline,
        kicker=article.kicker,
        standfirst=article.abstract,
        body=plain_text(article.body),
        caption=article.lead_caption,
        section=article.section.slug,
        section_name=article.section.name,
        topics=tuple(topic.name for topic in article.topics),
        agencies=tuple(agency.slug for agency in article.agencies),
        authors=tuple(author.name for author in article.authors),
        place=article.dateline_place,
        published_at=article.first_published_at,
    )


def documents(ids: Iterable[int] | None = None, batch: int = 500) -> Iterator[Document]:
    """Search documents of the public articles among `ids`, or of every public article."""
    articles: ArticleQuerySet = Article.objects.public().select_related("section")
    if ids is not None:
        articles = articles.filter(pk__in=list(ids))
    for article in articles.order_by("pk").prefetch_related(*_RELATIONS).iterator(chunk_size=batch):
        yield document(article)
