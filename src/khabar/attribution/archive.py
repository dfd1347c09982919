"""Reading the archive's statements, first or again: in batches, each followed by pages and index; safe to interrupt."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef

from khabar.articles.consumers import follow
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article
from khabar.articles.models.change_log import record_many
from khabar.attribution import readings, seam
from khabar.attribution.models import Reading

logger = logging.getLogger(__name__)

BATCH = 100


@dataclass
class Report:
    """How many texts were read, in how many something changed, and which could not be read."""

    read: int = 0
    changed: int = 0
    failed: list[int] = field(default_factory=list)


def unread(ids: Sequence[int] = (), *, again: bool = False) -> list[int]:
    """The published articles, all or those of `ids`, newest first; without `again` those this engine has not read."""
    rows = Article.objects.filter(live=True)
    if ids:
        rows = rows.filter(pk__in=ids)
    if not again:
        known = Reading.objects.filter(article=OuterRef("pk"), live=True, engine=seam.ENGINE)
        rows = rows.exclude(Exists(known))
    return list(rows.order_by("-first_published_at", "-pk").values_list("pk", flat=True))


def read_archive(
    wanted: Sequence[int], *, again: bool = False, told: Callable[[int], object] = lambda _: None
) -> Report:
    """Read the texts of the articles; what goes wrong with one is told and holds up no other.

    Args:
        again: also where this engine has read the text before.
        told: called with the number of articles after each batch.
    """
    report = Report()
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        touched = [pk for pk in batch if _read(pk, again, report)]
        if touched:
            with transaction.atomic():
                record_many(ChangeKind.CHANGED, ObjectType.ARTICLE, touched)
            report.changed += len(touched)
            follow()
        told(len(batch))
    return report


def _read(pk: int, again: bool, report: Report) -> bool:
    try:
        changed = readings.read_live(pk, again=again)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("the statements of article %s could not be read", pk)
        report.failed.append(pk)
        return False
    report.read += 1
    return changed
