"""Child processes: forked, restarted with back-off, stopped together, never orphaned.

This module and `serve_supervisor` import nothing outside the standard library: the supervisor stays small.
"""

import ctypes
import logging
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

logger = logging.getLogger("khabar.serve")

_PR_SET_PDEATHSIG = 1
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 15.0
# A child that lived this long is not in a crash loop.
_STEADY = 20.0


@dataclass(slots=True)
class Child:
    """One process to keep alive.

    Attributes:
        name: for the log.
        work: what the process does; its end is the process's end.
        failures: times it died early in a row.
        due: monotonic time from which it may be started.
    """

    name: str
    work: Callable[[], None]
    pid: int = 0
    born: float = 0.0
    failures: int = 0
    due: float = field(default=0.0)


def start(child: Child) -> None:
    """Fork the child; it dies with its parent, whatever kills the parent (Linux)."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        child.pid, child.born = pid, time.monotonic()
        return
    code = 1
    try:
        _die_with(parent)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        child.work()
        code = 0
    except SystemExit as exc:
        code = exc.code if isinstance(exc.code, int) else 1
    except BaseException:
        logger.exception("%s failed", child.name)
    finally:
        logging.shutdown()
        os._exit(code)


def reap(child: Child) -> bool:
    """Whether the child has ended; notes when it may be started again."""
    if not child.pid:
        return False
    try:
        pid, status = os.waitpid(child.pid, os.WNOHANG)
    except ChildProcessError:
        pid, status = child.pid, 0
    if not pid:
        return False
    lived = time.monotonic() - child.born
    child.failures = 0 if lived > _STEADY else child.failures + 1
    pause = min(_FIRST_PAUSE * 2 ** max(0, child.failures - 1), _LONGEST_PAUSE)
    child.pid, child.due = 0, time.monotonic() + pause
    logger.warning("%s ended (%s) after %.1f s; starting it again in %.1f s", child.name, _how(status), lived, pause)
    return True


def stop(children: list[Child], *, grace: float) -> None:
    """Ask all children to end, and end those that have not after `grace` seconds."""
    _signal(children, signal.SIGTERM)
    end = time.monotonic() + grace
    while any(_alive(child) for child in children) and time.monotonic() < end:
        time.sleep(0.02)
    _signal(children, signal.SIGKILL)
    for child in children:
        if child.pid:
            os.waitpid(child.pid, 0)
            child.pid = 0


def raise_file_limit() -> int:
    """Allow as many open files as the system grants; 10,000 idle readers need that many. Returns the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 1_048_576 if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return soft


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _alive(child: Child) -> bool:
    if child.pid and os.waitpid(child.pid, os.WNOHANG)[0]:
        child.pid = 0
    return bool(child.pid)


def _signal(children: list[Child], number: signal.Signals) -> None:
    for child in children:
        if child.pid:
            os.kill(child.pid, number)


def _how(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
