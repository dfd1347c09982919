"""The thread that announces: one node of all at a time, from the cursors in the database."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction

from khabar.announcing import beside
from khabar.announcing.enums import Way
from khabar.announcing.gathering import Allowance, gather
from khabar.announcing.models import Receiver
from khabar.announcing.sending import send_due
from khabar.articles.consumers import latest_seq
from khabar.articles.one_node import only_node
from khabar.core.errors import KhabarError
from khabar.core.outgoing import Client

PAUSE, RETRY, NOBODY_TO_TELL = 1.0, 5.0, 5.0
"""Seconds between two looks; after a failure; where there is nobody to tell."""
_LOCK = 0x6B68616E  # "khan": the announcing node, on PostgreSQL

logger = logging.getLogger(__name__)


def run(goes_on: Callable[[float], bool], client: Client | None = None) -> None:
    """Announce until `goes_on`, which waits the seconds it is given, says no."""
    announcer = Announcer(client or Client())
    pause = 0.0
    while goes_on(pause):
        try:
            close_old_connections()
            pause = announcer.look()
        except (DatabaseError, KhabarError, OSError):
            logger.exception("announcing failed and will be tried again")
            pause = RETRY


class Announcer:
    """Takes from the log what is to be told, and tells it."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._agreed: set[tuple[str, str]] | None = None
        self._allowances: dict[int, Allowance] = {}

    def look(self) -> float:
        """Do what is due now, unless another node does. Returns the seconds until the next look."""
        others = beside.wanted()
        wanted = receivers() | {(one.way.value, beside.OWN) for one in others}
        if not wanted and self._agreed == wanted:
            return NOBODY_TO_TELL
        more: list[bool] = []
        with only_node("announcing", _LOCK) as ours:
            if ours and self._agreed != wanted:
                agree(wanted)
                self._agreed = wanted
            if ours and wanted:
                gather(self._allowances)
                send_due(self._client)
                more = [one.send(self._client) for one in others]
        return 0.0 if any(more) else PAUSE


def receivers() -> set[tuple[str, str]]:
    """Whom the settings name, with the way in which each is told."""
    found = {(Way.WEBSUB.value, hub) for hub in settings.WEBSUB_HUBS}
    return found | ({(Way.INDEXNOW.value, settings.INDEXNOW)} if settings.INDEXNOW else set())


@transaction.atomic
def agree(wanted: set[tuple[str, str]]) -> None:
    """Forget whom the settings name no more; who is new is told from now on, nothing of before."""
    for receiver in Receiver.objects.all():
        if (receiver.way, receiver.address) in wanted:
            wanted = wanted - {(receiver.way, receiver.address)}
        else:
            receiver.delete()
    end = latest_seq()
    Receiver.objects.bulk_create([Receiver(way=way, address=address, cursor=end) for way, address in sorted(wanted)])
