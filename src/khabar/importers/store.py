"""Writes incoming articles into the database: new, changed or the same as before, never doubled."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from wagtail.blocks import StreamValue

from khabar.arabic.slugs import slugify
from khabar.articles.actions import publish
from khabar.articles.blocks import BodyBlock
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import (
    Agency,
    Article,
    ArticleAgency,
    ArticleAuthor,
    ArticleTopic,
    Author,
    Section,
    Topic,
    record_many,
)
from khabar.articles.starter import default_section
from khabar.core import clock
from khabar.formats.errors import FormatError
from khabar.importers.incoming import Incoming, Refused

_BODY = BodyBlock()
_CONTENT = (
    "headline", "kicker", "abstract", "body", "dateline_place", "dateline_date", "section", "lead_caption",
    "lead_credit", "lead_alt", "language", "urgency", "first_published_at", "source_hash",
)  # fmt: skip


@dataclass
class Report:
    """What became of each input."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, source: str, reason: str) -> None:
        self.refused.append((source, reason))


class Filing:
    """Finds or makes the sections, topics, authors and agencies that articles are filed under, each once."""

    def __init__(self, *, make_sections: bool) -> None:
        self._make_sections = make_sections
        self._known: dict[tuple[type[Model], str], Any] = {}

    def section(self, name: str) -> Section:
        """The section called `name`; an unknown one is made only where the importer may, else the default serves."""
        find = (lambda: self._find_section(name)) if name else default_section
        section: Section = self._once(Section, name, find)
        return section

    def topics(self, names: Iterable[str]) -> list[Topic]:
        return self._each(Topic, names)

    def authors(self, names: Iterable[str]) -> list[Author]:
        return self._each(Author, names)

    def agencies(self, codes: Iterable[str]) -> list[Agency]:
        """The agencies with these codes; codes nobody knows are passed over."""
        found = [self._once(Agency, code, lambda code=code: Agency.objects.filter(slug=code).first()) for code in codes]
        return list(dict.fromkeys(agency for agency in found if agency))

    def forget(self) -> None:
        """Look everything up again; for after a transaction that was rolled back."""
        self._known.clear()

    def _once(self, model: type[Model], name: str, find: Any) -> Any:
        key = (model, name)
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]

    def _find_section(self, name: str) -> Section:
        slug = slugify(name, limit=100)
        found = Section.objects.filter(slug=slug).first() or Section.objects.filter(name=name).first()
        if found or not self._make_sections:
            return found or default_section()
        made: Section = _make(Section, name, slug)
        return made

    def _each(self, model: Any, names: Iterable[str]) -> list[Any]:
        rows = [self._once(model, name, lambda name=name: _named(model, name)) for name in names]
        return list(dict.fromkeys(rows))


def _named(model: Any, name: str) -> Any:
    slug = slugify(name, limit=100)
    return model.objects.filter(slug=slug).first() or _make(model, name, slug)


def _make(model: Any, name: str, slug: str) -> Any:
    row = model(name=name[:120], slug=slug)
    row.full_clean()
    row.save()
    return row


def fill(article: Article, incoming: Incoming, filing: Filing) -> Article:
    """Put the incoming content into `article`, in memory."""
    article.headline = incoming.headline
    article.kicker = incoming.kicker
    article.abstract = incoming.abstract
    article.body = StreamValue(_BODY, incoming.body, is_lazy=True)
    article.dateline_place = incoming.place
    article.dateline_date = incoming.dateline_date
    article.section = filing.section(incoming.section)
    article.lead_caption = incoming.caption
    article.lead_credit = incoming.credit
    article.lead_alt = incoming.alt
    article.language = incoming.language
    article.urgency = incoming.urgency
    article.slug = article.slug or slugify(incoming.headline)
    article.first_published_at = incoming.published_at or article.first_published_at
    article.source_key = incoming.source_key
    article.source_hash = incoming.fingerprint()
    return article


def _rows(article: Article, incoming: Incoming, filing: Filing) -> list[Any]:
    """The through rows of the article's byline, credit line and topics."""
    return [
        *(
            ArticleAuthor(article=article, author=a, sort_order=i)
            for i, a in enumerate(filing.authors(incoming.authors))
        ),
        *(
            ArticleAgency(article=article, agency=a, sort_order=i)
            for i, a in enumerate(filing.agencies(incoming.agencies))
        ),
        *(ArticleTopic(article=article, topic=t, sort_order=i) for i, t in enumerate(filing.topics(incoming.topics))),
    ]


class BulkStore:
    """The bulk path: batches of articles straight into the tables, published or as drafts."""

    def __init__(self, *, published: bool) -> None:
        self._published = published
        self._filing = Filing(make_sections=True)

    def write(self, batch: list[Incoming], report: Report) -> None:
        """Write one batch in one transaction with its change-log rows; a batch is all there or not at all."""
        try:
            with transaction.atomic():
                counts = self._write(list({item.source_key: item for item in batch}.values()))
        except Exception:
            self._filing.forget()
            raise
        report.created += counts[0]
        report.updated += counts[1]
        report.unchanged += len(batch) - counts[0] - counts[1]

    def _write(self, batch: list[Incoming]) -> tuple[int, int]:
        known = {
            article.source_key: article
            for article in Article.objects.filter(source_key__in=[item.source_key for item in batch])
        }
        fresh = [item for item in batch if item.source_key not in known]
        changed = [
            item
            for item in batch
            if item.source_key in known and known[item.source_key].source_hash != item.fingerprint()
        ]
        articles = self._create(fresh)
        articles += [self._update(known[item.source_key], item) for item in changed]
        record_many(ChangeKind.PUBLISHED, ObjectType.ARTICLE, [article.pk for article in articles if article.live])
        return len(fresh), len(changed)

    def _create(self, fresh: list[Incoming]) -> list[Article]:
        now = clock.now()
        articles = [fill(Article(live=False), item, self._filing) for item in fresh]
        for article in articles:
            article.live = self._published
            article.has_unpublished_changes = not self._published
            article.last_published_at = now if self._published else None
            if self._published:
                article.first_published_at = article.first_published_at or now
        Article.objects.bulk_create(articles)
        self._relate(list(zip(articles, fresh, strict=True)))
        return articles

    def _update(self, article: Article, item: Incoming) -> Article:
        """Replace the content of an article that was imported before; what is live stays live."""
        fill(article, item, self._filing)
        article.updated_at = clock.now() if article.live else None
        article.latest_revision = article.live_revision = None
        article.save(update_fields=[*_CONTENT, "updated_at", "latest_revision", "live_revision"])
        for rows in (ArticleAuthor, ArticleAgency, ArticleTopic):
            rows.objects.filter(article=article).delete()
        self._relate([(article, item)])
        return article

    def _relate(self, pairs: list[tuple[Article, Incoming]]) -> None:
        filing = self._filing
        _insert(ArticleAuthor, "author_id", [(a.pk, filing.authors(item.authors)) for a, item in pairs])
        _insert(ArticleAgency, "agency_id", [(a.pk, filing.agencies(item.agencies)) for a, item in pairs])
        _insert(ArticleTopic, "topic_id", [(a.pk, filing.topics(item.topics)) for a, item in pairs])


def _insert(model: type[Model], column: str, related: list[tuple[int, list[Any]]]) -> None:
    """Insert through rows without building an object for each: they are a quarter of a bulk import's work."""
    rows = [(article, row.pk, order) for article, found in related for order, row in enumerate(found)]
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, ("article_id", column, "sort_order")))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES (%s, %s, %s)", rows)  # noqa: S608


class DraftStore:
    """The careful path: one article at a time through drafts and revisions, as an editor would."""

    def __init__(self, *, published: bool, section: str = "") -> None:
        self._published = published
        self._section = section
        self._filing = Filing(make_sections=False)

    @transaction.atomic
    def write(self, incoming: Incoming, report: Report) -> Article:
        """Create or update one article; what people changed in the desk is never overwritten in public."""
        article = self._existing(incoming)
        if article is not None and article.source_hash == incoming.fingerprint():
            report.unchanged += 1
            return article
        is_new = article is None
        if article is None:
            article = Article(live=False, has_unpublished_changes=True)
        edited = not is_new and self._edited_by_hand(article)
        article = self._save(article if is_new else article.get_latest_revision_as_object(), incoming)
        if edited:
            report.warnings.append((incoming.source_key, "عُدّل في غرفة الأخبار: حُفظ الجديد مسودةً للمقارنة"))
        elif self._published or article.live:
            publish(article=article)
        report.created += is_new
        report.updated += not is_new
        return article

    def _existing(self, incoming: Incoming) -> Article | None:
        found: Article | None = Article.objects.filter(source_key=incoming.source_key).first()
        return (
            found
            or Article.objects.filter(
                source_hash=incoming.fingerprint(), source_key__startswith=incoming.source_key.partition(":")[0] + ":"
            ).first()
        )

    def _edited_by_hand(self, article: Article) -> bool:
        revision = article.latest_revision
        return bool(revision and revision.user_id)

    def _save(self, article: Article, incoming: Incoming) -> Article:
        fill(article, incoming, self._filing)
        article.section = self._filing.section(incoming.section or self._section)
        relations = _rows(article, incoming, self._filing)
        article.bylines = [row for row in relations if isinstance(row, ArticleAuthor)]
        article.credits = [row for row in relations if isinstance(row, ArticleAgency)]
        article.filings = [row for row in relations if isinstance(row, ArticleTopic)]
        article.full_clean()
        if article.live:
            # What readers see stays as it is until the new revision is published.
            Article.objects.filter(pk=article.pk).update(source_hash=article.source_hash, source_key=article.source_key)
        else:
            article.save()
        article.save_revision(clean=False)
        return article


def refusal(error: Exception) -> str:
    """Why one input was refused, for a person."""
    if isinstance(error, Refused | FormatError):
        return str(error)
    messages = getattr(error, "messages", None)
    return "؛ ".join(messages) if messages else f"{type(error).__name__}: {error}"
