"""Makes articles and what they are filed under."""

from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from khabar.articles.actions import publish
from khabar.articles.models import Agency, Article, ArticleAgency, ArticleAuthor, ArticleTopic, Author, Section, Topic
from khabar.articles.text import paragraph


class SectionFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"قسم {n}")
    slug = factory.Sequence(lambda n: f"قسم-{n}")

    class Meta:
        model = Section


class TopicFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"موضوع {n}")
    slug = factory.Sequence(lambda n: f"موضوع-{n}")

    class Meta:
        model = Topic


class AuthorFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"كاتبة {n}")
    slug = factory.Sequence(lambda n: f"كاتبة-{n}")

    class Meta:
        model = Author


class ArticleFactory(DjangoModelFactory):
    """A draft; `published()` makes one that readers see."""

    headline = factory.Sequence(lambda n: f"افتتاح مكتبة الحي رقم {n}")
    abstract = "مقدمة قصيرة عن المكتبة."
    body = factory.LazyFunction(lambda: [paragraph("افتتحت البلدية مكتبة جديدة في الحي القديم.")])
    section = factory.SubFactory(SectionFactory)
    live = False

    class Meta:
        model = Article


def published(
    *,
    at: datetime | None = None,
    topics: list[Topic] | None = None,
    authors: list[Author] | None = None,
    agencies: list[Agency] | None = None,
    **fields: Any,
) -> Article:
    """A published article, filed as asked, first published at `at` (a fixed past day unless given)."""
    if "lead_picture" in fields:
        fields.setdefault("lead_alt", "باب المكتبة من الشارع")
    article = ArticleFactory.build(**fields)
    if article.section_id is None:
        article.section = fields.get("section") or SectionFactory()
    article.first_published_at = at or datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    article.filings = [ArticleTopic(topic=topic, sort_order=i) for i, topic in enumerate(topics or [])]
    article.bylines = [ArticleAuthor(author=author, sort_order=i) for i, author in enumerate(authors or [])]
    article.credits = [ArticleAgency(agency=agency, sort_order=i) for i, agency in enumerate(agencies or [])]
    article.save()
    return publish(article=article)
