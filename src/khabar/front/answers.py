"""Answers of the index kept for a moment: in a busy hour many readers ask for the same."""

import threading
import time
from collections import OrderedDict
from collections.abc import Hashable

from khabar.articles.outlets import search_engine
from khabar.search.engine import Results
from khabar.search.query import Query

_KEPT = 100
"""Answers kept in each process, about 3 MB."""
_SECONDS = 30.0
"""How long one is good while the index stays the same: freshness counts in the order."""


class Answers:
    """The newest answers of one process; each is of one commit of the index."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Query, tuple[Hashable, float, Results]] = OrderedDict()

    def to(self, query: Query) -> Results:
        """The answer to a query; whether its stories are still public is for the caller to ask.

        Raises:
            IndexUnavailable: there is no index to ask.
        """
        engine = search_engine()
        version, now = engine.version(), time.monotonic()
        with self._lock:
            kept = self._kept.get(query)
        if kept is not None and kept[0] == version and now - kept[1] < _SECONDS:
            return kept[2]
        found = engine.search(query)
        with self._lock:
            self._kept[query] = (version, now, found)
            self._kept.move_to_end(query)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found


answers = Answers()
