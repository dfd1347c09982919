"""`khabar up`'s processes: web workers and background work, forked from one loaded parent and kept alive."""

import contextlib
import ctypes
import errno
import gc
import socket
import sys
from collections.abc import Callable

from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from django.utils.module_loading import import_string

from khabar.ops.serve_process import raise_file_limit
from khabar.ops.serve_supervisor import Service, Supervisor

BACKLOG = 8_192
"""Connections that may wait to be accepted; the kernel's `somaxconn` may allow fewer."""
_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
_LOCAL = ("127.0.0.1", "::1", *_ANY)


def serve(
    *,
    host: str,
    port: int,
    workers: int = 2,
    background: bool = True,
    on_ready: Callable[[str], None] | None = None,
) -> int:
    """Serve site, desk and background work until SIGINT or SIGTERM. Django must be set up.

    Once the site is ready the process is replaced by a small supervisor, so that nothing after this call runs
    then; the process ends with exit code 0 when it is told to stop.

    Args:
        workers: web processes.
        background: run tasks and follow the change log as well.
        on_ready: called once with the site's address when `/readyz` answers; by default it is printed.

    Returns:
        The exit code: 0 after an orderly stop, 1 when the address cannot be had or the site does not come up.
    """
    raise_file_limit()
    try:
        listeners = _listeners(host, port, workers)
    except OSError as exc:
        print(_refusal(host, port, exc), file=sys.stderr, flush=True)
        return 1
    with contextlib.ExitStack() as opened:
        descriptors = [opened.enter_context(listener).fileno() for listener in listeners]
        _preload()
        at, number = listeners[0].getsockname()[:2]
        names = [f"web-{index}" for index in range(1, workers + 1)] + ["work"] * background
        supervisor = Supervisor(Service(descriptors, _ANY.get(at, at), number, dict.fromkeys(names, 0)))
        if not supervisor.until_ready():
            if supervisor.told_to_stop:
                return 0
            print("لم يصبح خبر جاهزا؛ السبب في السجل أعلاه.\nKhabar did not become ready.", file=sys.stderr)
            return 1
        (on_ready or _announce)(f"http://{'localhost' if host in _LOCAL else host}:{number}/")
        supervisor.become_small()
        supervisor.keep()
        return 0


def refusal(host: str, port: int) -> str:
    """Why the address cannot be had, in Arabic and English; empty when it can."""
    try:
        _listen(host, port).close()
    except OSError as exc:
        return _refusal(host, port, exc)
    return ""


def _listeners(host: str, port: int, workers: int) -> list[socket.socket]:
    """A socket for each worker, where the kernel deals connections out; elsewhere one that all accept from.

    From a shared socket, whichever worker wakes first takes all connections that come at once: a proxy's, which are
    then kept. Connections wait in a worker's own while it is restarted.
    """
    listener = _listen(host, port)
    if not sys.platform.startswith("linux"):
        return [listener]
    with listener:  # a port that another program listens on was refused: with SO_REUSEPORT it might not be
        number = listener.getsockname()[1]
    with contextlib.ExitStack() as opened:
        found = [opened.enter_context(_listen(host, number, shared=True)) for _ in range(max(workers, 1))]
        opened.pop_all()
        return found


def _listen(host: str, port: int, shared: bool = False) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=BACKLOG, reuse_port=shared)
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


def _preload() -> None:
    """Load what every request needs once, and leave nothing open that a child must not share."""
    import_string(settings.WSGI_APPLICATION)
    list(get_resolver().url_patterns)
    connections.close_all()
    # Free memory goes back, and the collector never touches, and so copies, what the children share.
    gc.collect()
    gc.freeze()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)


def _announce(address: str) -> None:
    print(f"خبر جاهز: {address}   غرفة الأخبار: {address}desk/", flush=True)
