"""Wipes raw copy that a contract does not let us keep. Readers never depend on it: the gate hides stories by itself."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from khabar.ingest import words
from khabar.ingest.models import Provider, WireItem, WireVersion

_BATCH = 500


def expired(provider: Provider, now: datetime) -> "QuerySet[WireItem]":
    """Items of a no-archive provider whose time is over and whose words are still here."""
    rows: QuerySet[WireItem] = WireItem.objects.filter(provider=provider).exclude(text="")
    return rows.filter(received_at__lte=now - timedelta(days=provider.retention_days or 0))


def wipe(now: datetime) -> int:
    """Empty the words of what is past its time: identity, version and lineage stay, so that a kill still arrives.

    Returns the number of items emptied.
    """
    wiped = 0
    for provider in Provider.objects.filter(no_archive=True, retention_days__isnull=False):
        while items := list(expired(provider, now)[:_BATCH]):
            with transaction.atomic():
                wiped += sum(_empty(item) for item in items)
    return wiped


def _empty(item: WireItem) -> int:
    WireVersion.objects.filter(item=item).delete()
    item.text = ""
    item.record = {**item.record, "abstract": None, "body": [], "associations": []}
    item.save(update_fields=["text", "record"])
    words.keep(item.pk, item.headline)
    return 1
