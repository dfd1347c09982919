"""Work on many stories spread over the processor's cores: helper processes that are fed through pipes.

A helper is a plain child process, so that any thread may start it, in a process that is itself a child too; it has no
connection of the one that started it, and ends when its standard input does, however that one ended.
"""

import gc
import logging
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import chain, islice
from queue import SimpleQueue
from typing import Generic, TypeVar

from khabar.search.documents import Document

Made = TypeVar("Made")

ALONE = 2_000
"""Fewer stories than this are not worth starting helpers for."""
_BATCH, _AHEAD = 32, 2
"""Stories that are handed over at once, and how many such batches are on their way for each helper."""
_MOST_HELPERS = 4
"""More would wait for the one process that writes."""
_NICENESS = 5
"""Helpers leave the processor to those who serve readers."""

logger = logging.getLogger(__name__)


def spread(work: Callable[[Document], Made], docs: Iterable[Document]) -> Generator[Made, None, None]:
    """Yield what `work` makes of each story, in their order; with many stories and several cores in helpers.

    Each helper gets a copy of `work` (pickled). Stories are taken from `docs` by the caller's thread alone, a few
    batches before they are needed.
    """
    rest = iter(docs)
    first = list(islice(rest, ALONE))
    stories, helpers = chain(first, rest), min(_cores(), _MOST_HELPERS)
    if len(first) < ALONE or helpers < 2:
        yield from map(work, stories)
        return
    del first
    with ExitStack() as opened:
        idle: SimpleQueue[_Helper[Made]] = SimpleQueue()
        for _ in range(helpers):
            helper = _Helper(work)
            opened.callback(helper.close)
            idle.put(helper)
        threads = ThreadPoolExecutor(helpers, "search-helper")
        opened.callback(threads.shutdown, cancel_futures=True)
        under_way: deque[Future[list[Made]]] = deque()
        while batch := list(islice(stories, _BATCH)):
            under_way.append(threads.submit(_by_one_of, idle, batch))
            if len(under_way) > helpers * _AHEAD:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _by_one_of(idle: "SimpleQueue[_Helper[Made]]", batch: list[Document]) -> list[Made]:
    helper = idle.get()
    try:
        return helper.make(batch)
    finally:
        idle.put(helper)


class _Helper(Generic[Made]):
    """A helper process; when it fails, its work is done in this one, where an error then shows."""

    def __init__(self, work: Callable[[Document], Made]) -> None:
        self._work = work
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._process = subprocess.Popen(  # noqa: S603  ourselves
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is for the one that started it alone
            )  # fmt: skip
            self._send(work)
        except OSError:
            logger.warning("a helper of the index could not be started", exc_info=True)
            self.close()

    def make(self, batch: list[Document]) -> list[Made]:
        """Return what the work makes of each story."""
        if self._process is not None:
            assert self._process.stdout is not None  # noqa: S101  opened above
            try:
                self._send(batch)
                made: list[Made] = pickle.load(self._process.stdout)  # noqa: S301  from our own child
                return made
            except (OSError, EOFError, pickle.UnpicklingError):
                logger.warning("a helper of the index has failed; its work is done without it", exc_info=True)
                self.close()
        return list(map(self._work, batch))

    def close(self) -> None:
        """End the process: it has nothing more to read."""
        if self._process is not None:
            with suppress(OSError), self._process:
                self._process = None

    def _send(self, what: object) -> None:
        assert self._process is not None  # noqa: S101  asked before
        assert self._process.stdin is not None  # noqa: S101  opened above
        pickle.dump(what, self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()


def _help() -> None:
    """Be a helper: read the work, then batches of stories, and write what is made of each, until there are no more."""
    gc.disable()  # nothing that is made here refers to itself
    os.nice(_NICENESS)
    given, made = sys.stdin.buffer, sys.stdout.buffer
    with suppress(EOFError, BrokenPipeError):
        work = pickle.load(given)  # noqa: S301  from the process that started this one
        while True:
            batch = pickle.load(given)  # noqa: S301
            pickle.dump(list(map(work, batch)), made, pickle.HIGHEST_PROTOCOL)
            made.flush()


if __name__ == "__main__":
    _help()
