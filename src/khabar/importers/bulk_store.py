"""The bulk path into the database: batches of articles straight into the tables, published or as drafts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from khabar.arabic.slugs import slugify
from khabar.articles.amending import fitting
from khabar.articles.comparing import parts_of
from khabar.articles.embeds import link_stored
from khabar.articles.enums import ChangeKind, ObjectType, PubStatus
from khabar.articles.models import Amendment, Article, record_many
from khabar.articles.models.amendment import packed
from khabar.core import clock
from khabar.core.rows import insert_rows
from khabar.importers.content import content
from khabar.importers.draft_store import DraftStore
from khabar.importers.filing import RELATIONS, Filing
from khabar.importers.incoming import Incoming
from khabar.importers.report import Report
from khabar.importers.rules import Fate, Standing, fate

_FIELDS = [field for field in Article._meta.concrete_fields if not field.primary_key]
_COLUMNS = [field.column for field in _FIELDS]
# These need a word with the database's adapter; everything else but the body goes in as it is.
_ADAPTED = ("dateline_date", "first_published_at", "last_published_at")
_KNOWN = ("pk", "source_key", "source_hash", "live", "pub_status", "last_published_at")


class BulkStore:
    """Writes batches, each in one transaction with its change-log rows: all there or not at all.

    An article that was never opened at the desk is written without revisions; one that was takes the careful path.
    """

    def __init__(self, *, published: bool) -> None:
        self._published = published
        self._filing = Filing(make_sections=True)
        self._careful = DraftStore(self._filing, published=published)
        self._defaults = {f.attname: f.get_db_prep_save(f.get_default(), connection) for f in _FIELDS}
        self._adapters = [(name, Article._meta.get_field(name).get_db_prep_save) for name in _ADAPTED]

    def write(self, batch: list[Incoming], report: Report) -> set[str]:
        """Write a batch. Returns the source keys of the articles that now are what their source says anew."""
        counts = Report()
        try:
            with transaction.atomic():
                written = self._write({item.source_key: item for item in batch}, counts)
        except Exception:
            self._filing.forget()
            raise
        report.created += counts.created
        report.updated += counts.updated
        report.unchanged += len(batch) - counts.created - counts.updated
        report.warnings += counts.warnings
        return written

    def _write(self, batch: dict[str, Incoming], report: Report) -> set[str]:
        rows = Article.objects.filter(source_key__in=list(batch))
        known = {row["source_key"]: row for row in rows.values(*_KNOWN)}
        opened = set(rows.exclude(latest_revision=None, locked=False).values_list("source_key", flat=True))
        replaced = [row for key, row in known.items() if key not in opened and self._is_due(row, batch[key], report)]
        written = {key for key in opened if self._careful.write(batch[key], report)}
        fresh = [item for key, item in batch.items() if key not in known]
        live = [*self._create(fresh), *self._replace(replaced, batch)]
        record_many(ChangeKind.PUBLISHED, ObjectType.ARTICLE, live)
        report.created += len(fresh)
        report.updated += len(replaced)
        return written | {item.source_key for item in fresh} | {row["source_key"] for row in replaced}

    def _is_due(self, row: dict[str, Any], item: Incoming, report: Report) -> bool:
        """Whether an article that has no revisions is to be written again."""
        now = Standing(
            live=row["live"],
            usable=row["pub_status"] == PubStatus.USABLE,
            was_public=row["last_published_at"] is not None,
        )
        verdict, reason = fate(now, changed=row["source_hash"] != item.fingerprint, publish=self._published)
        if reason:
            report.warn(item.source_key, reason)
        return verdict is Fate.REPLACE

    def _create(self, fresh: list[Incoming]) -> list[int]:
        """Insert new articles; returns the ids of those that are live."""
        if not fresh:
            return []
        now = clock.now()
        insert_rows(Article, _COLUMNS, [self._row(item, now) for item in fresh])
        keys = [item.source_key for item in fresh]
        ids = dict(Article.objects.filter(source_key__in=keys).values_list("source_key", "pk"))
        self._relate((ids[item.source_key], item) for item in fresh)
        return sorted(ids.values()) if self._published else []

    def _row(self, item: Incoming, now: datetime) -> list[Any]:
        values = {
            **self._defaults,
            **content(item, self._filing),
            **self._state(item, now),
            "slug": slugify(item.headline),
        }
        for name, adapt in self._adapters:
            if values[name] is not None:
                values[name] = adapt(values[name], connection)
        values["body"] = item.blocks_json
        return [values[field.attname] for field in _FIELDS]

    def _state(self, item: Incoming, now: datetime) -> dict[str, Any]:
        if not self._published:
            return {"live": False, "has_unpublished_changes": True}
        first = item.published_at or now
        published = {"first_published_at": first, "last_published_at": now, "version": 1}
        return {"live": True, "has_unpublished_changes": False, **published}

    def _replace(self, rows: list[dict[str, Any]], batch: dict[str, Incoming]) -> list[int]:
        """Write articles again; returns the ids of those that are live."""
        now = clock.now()
        shown = Article.objects.public().in_bulk([row["pk"] for row in rows if row["live"]])
        changed: list[Amendment] = []
        for row in rows:
            item = batch[row["source_key"]]
            values = content(item, self._filing)
            if not row["live"]:
                values |= self._state(item, now)
            elif row["pk"] in shown:
                values |= _amended(shown[row["pk"]], values, now, changed)
            Article.objects.filter(pk=row["pk"]).update(**values | {"version": F("version") + 1})
        Amendment.objects.bulk_create(changed)
        for model in RELATIONS:
            model._default_manager.filter(article_id__in=[row["pk"] for row in rows]).delete()
        self._relate((row["pk"], batch[row["source_key"]]) for row in rows)
        return [row["pk"] for row in rows if row["live"] or self._published]

    def _relate(self, pairs: Iterable[tuple[int, Incoming]]) -> None:
        rows: dict[Any, list[tuple[int, int, int]]] = {model: [] for model in RELATIONS}
        bodies: dict[int, str] = {}
        for article_id, item in pairs:
            bodies[article_id] = item.blocks_json
            for model, ids in self._filing.rows(item).items():
                rows[model] += ((article_id, pk, place) for place, pk in enumerate(ids))
        for model, found in rows.items():
            insert_rows(model, ("article_id", RELATIONS[model][1], "sort_order"), found)
        link_stored(bodies)


def _amended(article: Article, values: dict[str, Any], now: datetime, changed: list[Amendment]) -> dict[str, Any]:
    """Add what kind of change the new words are to `changed`. Returns the columns that follow from it."""
    before = parts_of(article)
    for name, value in values.items():
        setattr(article, name, value)
    after = parts_of(article)
    if before == after:
        return {}
    amendment = Amendment(article_id=article.pk, kind=fitting(before, after), at=now, was=packed(before))
    changed.append(amendment)
    return {"updated_at": now} if amendment.moves_time else {}
