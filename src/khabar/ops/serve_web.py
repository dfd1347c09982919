"""A web worker: Granian's HTTP server with the page store asked before anything else."""

import asyncio
import contextlib
import importlib
import logging
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from granian.http import HTTP1Settings

from khabar.core.tally import write_all
from khabar.ops.serve_bridge import Bridge, Wsgi
from khabar.pagestore.front import Doors, Front

logger = logging.getLogger("khabar.serve")
# By name because Granian's own stubs are behind its code.
_granian: Any = importlib.import_module("granian._granian")

# Connections one worker holds at once. Granian's default (512) is full of idle readers in no time.
CONNECTIONS = 25_000
# A request's headers must arrive within this time; also how long an idle connection is kept, milliseconds.
HEADER_TIME = 15_000
# hyper answers 431 to a head that does not fit.
LARGEST_HEAD = 64 * 1024
# Threads that wait for the interpreter ask for it this often; short, so that a stored page never waits long for a
# page being rendered; seconds.
_SWITCH = 0.001


def run_site(number: int, listener: int) -> None:
    """Serve `settings.WSGI_APPLICATION` on the listening socket with descriptor `listener` until SIGTERM."""
    application = import_string(settings.WSGI_APPLICATION)
    front = getattr(application, "front", None)
    doors = getattr(application, "doors", None)
    run_worker(number, listener, front, application.application if front is not None else application, doors)
    write_all()


def run_worker(number: int, listener: int, front: Front | None, application: Wsgi, doors: Doors | None = None) -> None:
    """Serve until SIGTERM: `doors` and `front` first, `application` when they have no answer.

    Granian's public entry point starts processes of its own and runs one coroutine per request in an event loop.
    Here its worker runs in this process, and stored pages are answered in the thread that received them: a third
    less work per request. Only this module knows those parts of Granian.
    """
    sys.setswitchinterval(_SWITCH)
    _answer_in_batches()
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    bridge = Bridge(application, loop)
    end = _granian.WorkerSignal()
    finished = asyncio.Event()
    end.add_cb(lambda: loop.call_soon_threadsafe(finished.set))
    loop.add_signal_handler(signal.SIGTERM, end.set)
    worker = _granian.RSGIWorker(
        number,
        (None, _granian.SocketHolder(listener, False, CONNECTIONS)),
        None,  # metrics pipe
        1,  # runtime threads
        8,  # threads for files
        1,  # threads that run Python: the scheduler below never blocks
        30,
        CONNECTIONS,
        "1",  # HTTP/1.1; a proxy in front speaks HTTP/2 to browsers
        HTTP1Settings(header_read_timeout=HEADER_TIME, max_buffer_size=LARGEST_HEAD),
        None,
        False,  # no websockets
        None,  # no static files: WhiteNoise serves them
        *(False, None, None, None, "tls1.3", None, [], False),  # TLS ends at the proxy
        (None, None),
    )
    scheduler = _Scheduler(loop, None, None, None, None)
    scheduler._schedule_fn = answering(front, bridge, doors)
    worker.serve_mtr(scheduler, loop, end)
    loop.run_until_complete(finished.wait())
    bridge.close()


def answering(front: Front | None, bridge: Bridge, doors: Doors | None = None) -> Callable[[Any], None]:
    """What is done with each request: a beacon or a stored page at once, everything else through Django."""
    answer = front.answer if front is not None else _nothing
    dispatch = bridge.dispatch
    take = doors.answer if doors is not None else _nothing

    def schedule(watcher: Any) -> None:
        scope, proto = watcher.scope, watcher.proto
        try:
            header, method = scope.headers.get, scope.method
            if method == "POST":
                found = take(
                    scope.path,
                    scope.query_string,
                    scope.client.rpartition(":")[0].strip("[]"),
                    header("x-forwarded-for"),
                    header("user-agent"),
                    header("sec-fetch-site"),
                    header("cookie"),
                )
            else:
                found = answer(
                    method,
                    scope.path,
                    scope.query_string,
                    header("host"),
                    header("accept-encoding"),
                    header("cookie"),
                    header("if-none-match"),
                    header("if-modified-since"),
                )
            if found is None:
                dispatch(scope, proto, watcher.done)
                return
            status, headers, body = found
            if body:
                proto.response_bytes(status, headers, body)
            else:
                proto.response_empty(status, headers)
        except Exception:
            logger.exception("a request failed before Django")
            proto.response_empty(500, [])
        watcher.done()

    return schedule


def _answer_in_batches() -> None:
    """Have threads started from now on finish what they are at when another wakes, instead of making room for it.

    A request goes through two threads. Where a network packet interrupts the one that answers the packet before, they
    change places for every request, which costs as much as the answer: with both cores busy half as many requests
    again are answered without it. What waits for a core that background work holds, waits some milliseconds longer.
    """
    if hasattr(os, "SCHED_BATCH"):
        with contextlib.suppress(OSError):  # a container may refuse it
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


class _Scheduler(_granian.CallbackScheduler):  # type: ignore[misc]
    """Granian calls `_schedule_fn` with each request."""

    def __init__(self, *_unused: object) -> None:
        super().__init__()
        self._schedule_fn: Callable[[Any], None]


def _nothing(*_request: object) -> None:
    return None
