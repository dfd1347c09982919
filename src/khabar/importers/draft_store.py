"""The careful path into the database: one article at a time through drafts and revisions, as an editor would."""

from typing import Any

from django.db import transaction

from khabar.articles.actions import publish
from khabar.articles.enums import PubStatus
from khabar.articles.models import Article
from khabar.importers.content import content
from khabar.importers.filing import RELATIONS, Filing
from khabar.importers.incoming import Incoming
from khabar.importers.report import Report
from khabar.importers.rules import Fate, Standing, fate


class DraftStore:
    """Creates articles as drafts, or published; what people did at the desk is never overwritten."""

    def __init__(self, filing: Filing, *, published: bool, dry_run: bool = False) -> None:
        self._published = published
        self._filing = filing
        self._dry_run = dry_run

    def write(self, incoming: Incoming, report: Report) -> bool:
        """Create or update one article, in one transaction. Returns whether it now is what the source says.

        In a dry run everything is done and then rolled back, so that the report says what would have happened.
        """
        try:
            with transaction.atomic():
                written = self._write(incoming, report)
                transaction.set_rollback(self._dry_run)
        except Exception:
            self._filing.forget()
            raise
        if self._dry_run:
            self._filing.forget()
        return written and not self._dry_run

    def _write(self, incoming: Incoming, report: Report) -> bool:
        article = self._existing(incoming)
        if article is None:
            article = self._save(Article(live=False, has_unpublished_changes=True), incoming)
            if self._published:
                publish(article=article)
            report.created += 1
            return True
        changed = article.source_hash != incoming.fingerprint
        verdict, reason = fate(standing(article), changed=changed, publish=self._published)
        if reason:
            report.warn(incoming.source_key, reason)
        if verdict in (Fate.SAME, Fate.LEAVE):
            report.unchanged += 1
            return False
        article = self._save(article.get_latest_revision_as_object(), incoming)
        if verdict is Fate.REPLACE and (self._published or article.live):
            publish(article=article)
        report.updated += 1
        return verdict is Fate.REPLACE

    def _existing(self, incoming: Incoming) -> Article | None:
        """The article of this source, or of the same kind of source with the very same content: a copied page."""
        kind = incoming.source_key.partition(":")[0]
        found: Article | None = Article.objects.filter(source_key=incoming.source_key).first()
        return found or (
            Article.objects.filter(source_hash=incoming.fingerprint, source_key__startswith=f"{kind}:").first()
        )

    def _save(self, article: Article, incoming: Incoming) -> Article:
        for name, value in content(incoming, self._filing).items():
            setattr(article, name, value)
        for model, ids in self._filing.rows(incoming).items():
            name, column = RELATIONS[model]
            rows: list[Any] = [model(**{column: pk}, sort_order=place) for place, pk in enumerate(ids)]
            setattr(article, name, rows)
        article.full_clean()
        return keep_draft(article)


def keep_draft(article: Article) -> Article:
    """Save the article in memory as its newest draft; what readers see stays until that is published."""
    if article.live:
        Article.objects.filter(pk=article.pk).update(source_hash=article.source_hash, source_key=article.source_key)
    else:
        article.save()
    article.save_revision(clean=False)
    return article


def standing(article: Article) -> Standing:
    """How the article stands at the desk now."""
    newest = article.latest_revision
    pending = newest is not None and newest.user_id is not None and newest.pk != article.live_revision_id
    return Standing(
        live=article.live,
        usable=article.pub_status == PubStatus.USABLE,
        was_public=article.was_public,
        edited=article.revisions.filter(user__isnull=False).exists(),
        work_open=pending or article.locked or bool(article.workflow_in_progress),
    )
