"""The supervisor of `khabar up`: keeps web workers and background work alive until it is told to stop.

It starts inside the process that loaded Django, so that the first children share that memory; once the site is
ready it runs itself anew without Django (same process, same children) and takes about 15 MB instead of 140.
"""

import contextlib
import json
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from khabar.ops.serve_process import Child, reap, start, stop

GRACE = 5.0
"""Seconds that running requests and tasks have to finish once Khabar is told to stop."""
READY_WITHIN = 180.0
_LOOK = 0.5
_PROBE = b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
_STOPS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Service:
    """What is being served.

    Attributes:
        listeners: the listening sockets' descriptors, inherited: one for each worker, or one for all.
        host: where a local probe connects to.
        port: where a local probe connects to.
        pids: child name ("web-1", "work") to its process; 0 before it is started.
    """

    listeners: list[int]
    host: str
    port: int
    pids: dict[str, int]


class Supervisor:
    """Starts, watches and stops the children of one service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._children = [
            Child(name, partial(_work, name, service.listeners), pid=pid, born=time.monotonic())
            for name, pid in service.pids.items()
        ]
        self._stopping = False
        # Signals wake the loop through a pipe: a lock taken in a handler may be one the loop holds.
        self._wakes, wake = os.pipe()
        os.set_blocking(self._wakes, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        for number in (*_STOPS, signal.SIGCHLD):
            signal.signal(number, self._note)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)

    def until_ready(self) -> bool:
        """Start the children and wait for `/readyz`. False when it did not come within three minutes or we were told to
        stop; the children are gone then."""
        begun = time.monotonic()
        while not self._stopping and time.monotonic() - begun < READY_WITHIN:
            self._tend()
            if _ready(self._service):
                return True
            self._pause(0.1)
        stop(self._children, grace=GRACE)
        return False

    @property
    def told_to_stop(self) -> bool:
        """Whether a signal asked for the end."""
        return self._stopping

    def keep(self) -> None:
        """Keep the children alive until SIGINT or SIGTERM, then stop them."""
        while not self._stopping:
            self._tend()
            self._pause(_LOOK)
        stop(self._children, grace=GRACE)

    def become_small(self) -> None:
        """Replace this program by a supervisor without Django; returns only when that cannot be done."""
        pids = {child.name: child.pid for child in self._children}
        state = json.dumps([self._service.listeners, self._service.host, self._service.port, pids])
        # A signal that comes now waits until the new program has its handlers.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        sys.stdout.flush()
        sys.stderr.flush()
        with contextlib.suppress(OSError):
            if not self._stopping:
                for listener in self._service.listeners:
                    os.set_inheritable(listener, True)
                os.execv(sys.executable, [sys.executable, "-m", __name__, state])  # noqa: S606
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)

    def _tend(self) -> None:
        for child in self._children:
            reap(child)
            if not child.pid and time.monotonic() >= child.due:
                start(child)

    def _pause(self, seconds: float) -> None:
        if select.select([self._wakes], [], [], seconds)[0]:
            os.read(self._wakes, 4_096)

    def _note(self, number: int, _frame: object) -> None:
        if number in _STOPS:
            self._stopping = True


def _work(name: str, listeners: list[int]) -> None:
    """What the child `name` does; loads Django where the parent has not."""
    import django

    django.setup()
    run: Callable[[], None]
    if name == "work":
        from khabar.ops.serve_work import run_background as run
    else:
        from khabar.ops.serve_web import run_site

        number = int(name.removeprefix("web-"))
        run = partial(run_site, number, listeners[(number - 1) % len(listeners)])
    run()


def _ready(service: Service) -> bool:
    """Whether `/readyz` answers 200 on the port."""
    try:
        with socket.create_connection((service.host, service.port), timeout=5) as connection:
            connection.sendall(_PROBE)
            return connection.recv(64).startswith(b"HTTP/1.1 200 ")
    except OSError:
        return False


def main(state: str) -> None:
    """Go on supervising after `become_small`."""
    Supervisor(Service(*json.loads(state))).keep()


if __name__ == "__main__":
    main(sys.argv[1])
