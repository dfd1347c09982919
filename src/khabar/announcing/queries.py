"""How announcing stands, for whoever looks after the installation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from khabar.announcing.enums import Way
from khabar.announcing.models import Receiver
from khabar.core import clock

PATIENCE = timedelta(hours=1)
_REMEDIES = {
    Way.WEBSUB: "راجع عنوان المجمّع في KHABAR_WEBSUB_HUBS",
    Way.INDEXNOW: "راجع KHABAR_INDEXNOW وKHABAR_INDEXNOW_KEY وأن ملف المفتاح يُفتح من الخارج",
}


@dataclass(frozen=True)
class Failing:
    """A receiver that could not be told for an hour, how many addresses wait for it, and what to look at."""

    address: str
    failing_since: datetime
    error: str
    waiting: int
    remedy: str


def failing() -> list[Failing]:
    """Those that failed or refused for an hour without a success."""
    rows = Receiver.objects.filter(failing_since__lte=clock.now() - PATIENCE).annotate(waiting=Count("notices"))
    return [
        Failing(row.address, row.failing_since, row.error, row.waiting, _REMEDIES[Way(row.way)])
        for row in rows
        if row.failing_since
    ]
