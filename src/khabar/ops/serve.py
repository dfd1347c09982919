"""`khabar up`'s processes: web workers and background work, forked from one loaded parent and kept alive."""

import errno
import http.client
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from django.utils.module_loading import import_string

from khabar.ops.serve_process import Child, raise_file_limit, reap, settle_memory, start, stop
from khabar.ops.serve_web import BACKLOG, run_worker

logger = logging.getLogger("khabar.serve")

GRACE = 5.0
"""Seconds that running requests and tasks have to finish once Khabar is told to stop."""
READY_WITHIN = 60.0
_LOOK = 0.5


def serve(
    *,
    host: str,
    port: int,
    data_dir: Path,
    workers: int = 2,
    background: bool = True,
    on_ready: Callable[[str], None] | None = None,
) -> int:
    """Serve site, desk and background work until SIGINT or SIGTERM. Django must be set up.

    Args:
        workers: web processes.
        background: run tasks and follow the change log as well.
        on_ready: called once with the site's address when `/readyz` answers; by default it is printed.

    Returns:
        The exit code: 0 after an orderly stop, 1 when the address cannot be had or the site does not come up.
    """
    raise_file_limit()
    try:
        listener = _listen(host, port)
    except OSError as exc:
        print(_refusal(host, port, exc), file=sys.stderr, flush=True)
        return 1
    with listener:
        application = import_string(settings.WSGI_APPLICATION)
        _warm()
        children = [
            Child(f"web-{number}", partial(run_worker, number, listener, application.front, application.application))
            for number in range(1, workers + 1)
        ]
        if background:
            children.append(Child("work", _background))
        address = f"http://{'localhost' if host in _ANY else host}:{listener.getsockname()[1]}/"
        return _Supervisor(children, listener, address, on_ready or _announce).run()


class _Supervisor:
    """Keeps the children alive until told to stop."""

    def __init__(
        self, children: list[Child], listener: socket.socket, address: str, on_ready: Callable[[str], None]
    ) -> None:
        self._children, self._listener, self._address, self._on_ready = children, listener, address, on_ready
        self._stopping = False
        self._wake = threading.Event()

    def run(self) -> int:
        kept = {number: signal.signal(number, self._end) for number in (signal.SIGINT, signal.SIGTERM)}
        kept[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: self._wake.set())
        settle_memory()
        begun, ready = time.monotonic(), False
        try:
            while not self._stopping:
                self._tend()
                if not ready and (ready := _ready(self._listener)):
                    self._on_ready(self._address)
                elif not ready and time.monotonic() - begun > READY_WITHIN:
                    print("لم يصبح خبر جاهزا؛ راجع السجل أعلاه. Khabar did not become ready.", file=sys.stderr)
                    return 1
                self._wake.wait(_LOOK if ready else 0.05)
                self._wake.clear()
            return 0
        finally:
            stop(self._children, grace=GRACE)
            for number, handler in kept.items():
                signal.signal(number, handler)

    def _tend(self) -> None:
        for child in self._children:
            reap(child)
            if not child.pid and time.monotonic() >= child.due:
                start(child)

    def _end(self, _number: int, _frame: object) -> None:
        self._stopping = True
        self._wake.set()


_ANY = ("127.0.0.1", "0.0.0.0", "::", "::1", "localhost")  # noqa: S104


def _listen(host: str, port: int) -> socket.socket:
    """A socket that all workers accept from; connections wait in it while a worker is restarted."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    listener.setblocking(False)
    return listener


def _refusal(host: str, port: int, exc: OSError) -> str:
    if exc.errno == errno.EADDRINUSE:
        return (
            f"المنفذ {port} يستعمله برنامج آخر؛ اختر غيره بالخيار ‎--port‎.\n"
            f"Port {port} is already in use; choose another with --port."
        )
    reason = exc.strerror or str(exc)
    return f"تعذر الاستماع على {host}:{port} ({reason}).\nCannot listen on {host}:{port}: {reason}."


def _warm() -> None:
    """Load what every request needs once, before forking; leave nothing open that a child must not share."""
    list(get_resolver().url_patterns)
    connections.close_all()


def _background() -> None:
    from khabar.ops.serve_work import run_background

    run_background()


def _ready(listener: socket.socket) -> bool:
    """Whether `/readyz` answers 200 on the port."""
    host, port = listener.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(name, port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _announce(address: str) -> None:
    print(f"خبر جاهز: {address}   غرفة الأخبار: {address}desk/   (pid {os.getpid()})", flush=True)
