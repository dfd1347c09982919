"""The background process: django-q2's pusher, worker and monitor in one process, with the change-log follower.

django-q2's own cluster forks five processes for one worker. Here its parts run as threads around the worker, which
keeps the main thread because its time limits are alarm signals.
"""

import logging
import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, connections
from django_q.brokers import get_broker
from django_q.conf import Conf
from django_q.monitor import monitor
from django_q.pusher import pusher
from django_q.scheduler import scheduler
from django_q.worker import worker

from khabar.announcing import follower as announcing
from khabar.articles.outlets import page_store
from khabar.ingest import dispatch
from khabar.letters import follower as letters
from khabar.media.embeds import worker as embeds
from khabar.media.videos import worker as videos
from khabar.ops import follower
from khabar.pagestore import packing
from khabar.recommendations import tally

logger = logging.getLogger("khabar.work")

_SCHEDULE_EVERY = 30.0
# Tasks (pictures above all) take only the time that readers and the follower leave; added to the nice value.
_YIELDING = 10
_STOP = "STOP"


def run_background() -> None:
    """Work until SIGTERM; a task that is running is finished, one that was taken but not begun comes again."""
    _keep_no_pages()
    tasks: queue.Queue[Any] = queue.Queue(maxsize=1)
    results: queue.Queue[Any] = queue.Queue()
    ending = threading.Event()

    def wait_for_the_end() -> None:
        signal.sigwait({signal.SIGTERM})
        ending.set()
        tasks.put(_STOP)

    # A thread waits for the signal: a handler could interrupt the worker while it holds the lock of its queue.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    _thread("signal", wait_for_the_end, ending)
    _thread("pusher", lambda: pusher(tasks, ending, get_broker()), ending)
    _thread("scheduler", lambda: _schedule(ending), ending)
    _thread("follower", lambda: follower.run(lambda: not ending.is_set()), ending)
    _thread("feeds", lambda: _feeds(ending), ending)
    _thread("statements", lambda: _statements(ending), ending)
    _thread("videos", lambda: _videos(ending), ending)
    _thread("embeds", lambda: _embeds(ending), ending)
    counting = _thread("readings", lambda: _readings(ending), ending)
    _thread("announcing", lambda: _announcing(ending), ending)
    _thread("letters", lambda: _letters(ending), ending)
    _thread("packing", lambda: _packing(ending), ending)
    saving = _thread("monitor", lambda: monitor(results, get_broker()), ending)
    _yield_to_readers()
    worker(tasks, results, multiprocessing.Value("f", -1), Conf.TIMEOUT)
    ending.set()
    results.put(_STOP)
    saving.join(timeout=5)
    counting.join(timeout=3)


def _keep_no_pages() -> None:
    """Have every look open the database anew: with SQLite each thread's connection keeps up to 20 MB of its pages."""
    if connection.vendor == "sqlite":
        connections.settings["default"]["CONN_MAX_AGE"] = 0


def _feeds(ending: threading.Event) -> None:
    """Have feeds looked at, in threads that yield to readers as this one does."""
    _yield_to_readers()
    dispatch.run(lambda pause: not ending.wait(pause))


def _statements(ending: threading.Event) -> None:
    """Read the statements of what came in bulk, yielding to readers as well."""
    _yield_to_readers()
    follower.read_on(lambda pause: not ending.wait(pause))


def _videos(ending: threading.Event) -> None:
    """Transcode videos; the work itself is done by programs that yield more than this thread."""
    _yield_to_readers()
    videos.run(lambda pause: not ending.wait(pause))


def _embeds(ending: threading.Event) -> None:
    """Ask other sites about what of them stands in stories."""
    _yield_to_readers()
    embeds.run(lambda pause: not ending.wait(pause))


def _readings(ending: threading.Event) -> None:
    """Count what readers read, yielding to them."""
    _yield_to_readers()
    tally.run(lambda: not ending.is_set())


def _announcing(ending: threading.Event) -> None:
    """Tell hubs and search engines what changed."""
    _yield_to_readers()
    announcing.run(lambda pause: not ending.wait(pause))


def _letters(ending: threading.Event) -> None:
    """Send newsletters."""
    _yield_to_readers()
    letters.run(lambda pause: not ending.wait(pause))


def _packing(ending: threading.Event) -> None:
    """Pack stored pages smaller."""
    _yield_to_readers()
    packing.run(page_store(), lambda pause: not ending.wait(pause))


def _schedule(ending: threading.Event) -> None:
    """Turn schedules that are due into tasks."""
    while not ending.is_set():
        scheduler(get_broker())
        ending.wait(_SCHEDULE_EVERY)


def _yield_to_readers() -> None:
    """Lower the priority of this thread, and of those it starts from now on; Linux alone has one for each thread."""
    if sys.platform == "linux":
        mine = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, mine, os.getpriority(os.PRIO_PROCESS, mine) + _YIELDING)


def _thread(name: str, work: Callable[[], None], ending: threading.Event) -> threading.Thread:
    """A thread whose unexpected end is the end of the process: the supervisor starts all of it anew."""

    def run() -> None:
        try:
            work()
        except BaseException:
            logger.exception("the %s failed", name)
        if name != "monitor" and not ending.is_set():
            os._exit(1)

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread
