"""Counts readings in the background process: from the pipe into memory, and into the database every few seconds.

What a killed process had not written is lost, no more than `WRITTEN_EVERY` seconds of it; what still lay in the pipe
is counted by the next.
"""

import logging
import time
from collections.abc import Callable

from django.db import Error, close_old_connections

from khabar.core import clock
from khabar.pagestore.errors import PageStoreError
from khabar.recommendations import reads
from khabar.recommendations.beacon import pipe
from khabar.recommendations.counting import Readings
from khabar.recommendations.pipe import Pipe

logger = logging.getLogger(__name__)

WRITTEN_EVERY = 8.0
_RANKED_EVERY = 30.0
"""How often it is looked whether the rankings are due, in seconds."""
_LOOK = 1.0
_GATHER = 0.2
"""Seconds in which readings gather in the pipe before they are looked at together."""


class Tally:
    """One pipe's readings on their way into the database."""

    def __init__(self, source: Pipe, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._pipe = source
        self._now = monotonic
        self._readings = Readings()
        self._written = self._ranked = monotonic()

    def look(self) -> None:
        """Count what lies in the pipe, and write or rank what is due."""
        now = self._now()
        for story, address, agent in self._pipe.receive():
            self._readings.see(story, address, agent, now)
        if now - self._written >= WRITTEN_EVERY:
            self._written = now
            self.write()
        if now - self._ranked >= _RANKED_EVERY:
            self._ranked = now
            self._try(lambda: reads.rank_if_due(clock.now()))

    def write(self) -> None:
        """Write what was counted; what the database does not take is kept for the next time."""
        counts = self._readings.take()
        if counts and not self._try(lambda: reads.add(counts, clock.now())):
            self._readings.put_back(counts)

    def _try(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except (Error, PageStoreError):
            logger.exception("readings could not be written")
            return False
        finally:
            close_old_connections()
        return True


def run(going_on: Callable[[], bool]) -> None:
    """Count until told to stop; what was counted is written then."""
    source = pipe()
    tally = Tally(source)
    while going_on():
        if source.wait(_LOOK):
            time.sleep(_GATHER)
        tally.look()
    tally.look()
    tally.write()
    source.close()
