"""Packs stored pages a second time, as small as they get, once they have stayed for a while.

A reader who waits for a page gets it packed quickly; those after the first seconds get fewer bytes of it.
"""

import logging
import time
from collections.abc import Callable

from khabar.pagestore.errors import DamagedEntry, PageStoreError
from khabar.pagestore.page import modified_of, packed, serial_of
from khabar.pagestore.store import PageStore

logger = logging.getLogger(__name__)

STAYED = 10.0
"""Seconds a page must have stayed: what the next publishing drops is not worth the work."""
PAUSE, RETRY = 5.0, 30.0
"""Seconds between two looks; after a failure."""
_AT_ONCE = 20


def run(store: PageStore, goes_on: Callable[[float], bool]) -> None:
    """Pack until `goes_on`, which waits the seconds it is given, says no. Needs a thread of low priority."""
    packer, pause = Packer(store), 0.0
    while goes_on(pause):
        try:
            pause = 0.0 if packer.look() else PAUSE
        except (PageStoreError, DamagedEntry):
            logger.exception("stored pages could not be packed; it is tried again")
            pause = RETRY


class Packer:
    """Goes through one store in the order in which its pages were written."""

    def __init__(self, store: PageStore, now: Callable[[], float] = time.time) -> None:
        self._store, self._now, self._seen = store, now, 0

    def look(self) -> bool:
        """Pack some pages that have stayed; whether there may be more of them already."""
        if self._store.writes() < self._seen:
            self._seen = 0  # the file was thrown away, and numbers begin anew
        pages = self._store.stored_after(self._seen, _AT_ONCE)
        for key, raw in pages:
            if modified_of(raw) > self._now() - STAYED:
                return False
            smaller = packed(raw)
            if smaller is not None:
                self._store.replace(key, smaller)
            self._seen = serial_of(raw)
        return len(pages) == _AT_ONCE
