"""Word counts of the stories received lately, taken every hour; in between every comparison uses the same."""

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction

from khabar.core import clock
from khabar.events import Fingerprint, Rarity
from khabar.events.rarity import FLOOR
from khabar.ingest.models import WireTrace, WordCounts

_NEWEST = 10_000
_FRESH = timedelta(seconds=30)
_held: tuple[datetime, Rarity] | None = None


def current() -> Rarity:
    """The counts as they were last taken, looked up again after half a minute."""
    global _held
    now = clock.now()
    if _held is None or not timedelta(0) <= now - _held[0] < _FRESH:
        row = WordCounts.objects.order_by("-pk").first()
        _held = (now, Rarity(row.stories, row.counts) if row else Rarity())
    return _held[1]


def count(now: datetime) -> Rarity:
    """Count the words of the newest stories and keep the counts of those that are not rare."""
    counts: Counter[str] = Counter()
    stories = 0
    for text in WireTrace.objects.order_by("-at").values_list("fingerprint", flat=True)[:_NEWEST].iterator():
        counts.update(Fingerprint.load(text).words.keys())
        stories += 1
    kept = {word: found for word, found in sorted(counts.items()) if found >= max(2, stories * FLOOR)}
    with transaction.atomic():
        WordCounts.objects.all().delete()
        WordCounts.objects.create(at=now, stories=stories, counts=kept)
    forget()
    return current()


def forget() -> None:
    """Have the next comparison look the counts up."""
    global _held
    _held = None
