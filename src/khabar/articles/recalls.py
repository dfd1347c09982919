"""What those who kept a copy of a story must hear: it was withdrawn, or corrected since."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from khabar.articles.enums import TOLD_KINDS
from khabar.articles.models import Amendment, Article
from khabar.articles.queries import withdrawals
from khabar.core import clock

DAYS = 30
MOST = 500  # of either kind
_AMENDMENTS_READ = 2_000


@dataclass(frozen=True)
class Recalls:
    """The recalls of the last days: nothing is missing after `since`.

    `corrected` maps a story to the number of its last clarification or correction, which its page tells too
    (`last_correction`).
    """

    since: datetime
    gone: list[int]
    corrected: dict[int, int]


def recalls() -> Recalls:
    """The recalls of now; of a site that has very many the newest, and `since` says how far they reach."""
    since = clock.now() - timedelta(days=DAYS)
    gone = withdrawals(since)
    if len(gone) > MOST:
        gone = gone[:MOST]
        since = gone[-1].at
    # By number, as they were made: by time the whole table would have to be read.
    rows = list(Amendment.objects.order_by("-pk").values_list("pk", "article_id", "kind", "at")[:_AMENDMENTS_READ])
    told = [(pk, article, at) for pk, article, kind, at in rows if kind in TOLD_KINDS and at >= since]
    if len(rows) == _AMENDMENTS_READ:
        since = max(since, rows[-1][3])
    if len(told) > MOST:
        told = told[:MOST]
        since = told[-1][2]
    corrected: dict[int, int] = {}
    for pk, article, _at in told:
        corrected.setdefault(article, pk)
    return Recalls(since, [one.pk for one in gone], corrected)


def last_correction(article: Article) -> int:
    """The number of the last clarification or correction of an article; 0 where there was none."""
    return max((amendment.pk for amendment in article.amendments.all() if amendment.is_told), default=0)
