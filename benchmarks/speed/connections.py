"""Readers served while thousands of connections sit idle and slow clients drip their requests.

    python -m benchmarks.speed.connections --url http://localhost:8000
    python -m benchmarks.speed.connections            starts `khabar up` with the demo edition

Loopback only, ends by itself. Idle connections ask once and then stay silent; slow clients send one byte of a
request head per second (the "slowloris" way). Needs wrk and a file limit above the number of connections.
"""

import argparse
import contextlib
import resource
import socket
import sys
import threading
import time
from urllib.parse import urlsplit

from benchmarks.speed.serving import Run, khabar, wrk

_REQUEST = "GET / HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: br\r\n\r\n"


def main() -> None:
    """Measure quiet, then crowded; exit code 1 when a reader was not served."""
    options = _options()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, options.idle + options.slow + 1_000), hard))
    with contextlib.ExitStack() as stack:
        site = (options.url or stack.enter_context(khabar())).rstrip("/")
        address = (urlsplit(site).hostname or "localhost", urlsplit(site).port or 80)
        print(f"{'situation':44}{'req/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'failed':>8}")
        runs = [_row("nothing else", wrk(f"{site}/", options.seconds, 32))]
        idle, opened = idle_connections(address, options.idle)
        stack.callback(_close, idle)
        runs.append(_row(f"{opened} of {options.idle} idle connections", wrk(f"{site}/", options.seconds, 32)))
        dripping = Dripping(address, options.slow)
        stack.callback(dripping.end)
        time.sleep(1)
        runs.append(_row(f"and {options.slow} slow clients", wrk(f"{site}/", options.seconds, 32)))
        cut = dripping.wait_until_cut(options.patience)
        print(f"\nslow clients cut off by the server within {options.patience} s: {cut} of {options.slow}")
    sys.exit(1 if opened < options.idle or any(run.failed for run in runs) else 0)


def idle_connections(address: tuple[str, int], count: int) -> tuple[list[socket.socket], int]:
    """Connections that were answered once and are kept open; with how many of them were."""
    request = _REQUEST.format(host=address[0]).encode()
    kept, answered = [], 0
    for _ in range(count):
        try:
            connection = socket.create_connection(address, timeout=10)
        except OSError:
            continue
        kept.append(connection)
        with contextlib.suppress(OSError):
            connection.sendall(request)
            answered += connection.recv(16).startswith(b"HTTP/1.1 200")
    return kept, answered


class Dripping:
    """Clients that send their request head one byte per second."""

    def __init__(self, address: tuple[str, int], count: int) -> None:
        self._open = [socket.create_connection(address, timeout=10) for _ in range(count)]
        self._cut = 0
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._drip, daemon=True)
        self._thread.start()

    def wait_until_cut(self, seconds: float) -> int:
        """How many of them the server has disconnected after at most so many seconds."""
        end = time.monotonic() + seconds
        while self._open and time.monotonic() < end:
            time.sleep(0.2)
        return self._cut

    def end(self) -> None:
        """Stop and disconnect."""
        self._ending.set()
        self._thread.join(timeout=5)
        _close(self._open)

    def _drip(self) -> None:
        head = ("GET / HTTP/1.1\r\nX-Slow: " + "a" * 10_000).encode()
        for at in range(len(head)):
            for connection in list(self._open):
                if not _send(connection, head[at : at + 1]):
                    self._open.remove(connection)
                    connection.close()
                    self._cut += 1
            if self._ending.wait(1):
                return


def _send(connection: socket.socket, data: bytes) -> bool:
    """Send; False when the other side has hung up."""
    try:
        connection.sendall(data)
        connection.setblocking(False)
        return connection.recv(1, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            connection.settimeout(10)


def _row(situation: str, run: Run) -> Run:
    print(f"{situation:44}{run.rate:>10,.0f}{run.p50:>9.2f}{run.p99:>9.2f}{run.failed:>8}", flush=True)
    return run


def _close(connections: list[socket.socket]) -> None:
    for connection in connections:
        connection.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="a running Khabar; without it one is started")
    parser.add_argument("--idle", type=int, default=10_000)
    parser.add_argument("--slow", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--patience", type=int, default=30, help="seconds to wait for slow clients to be cut off")
    return parser.parse_args()


if __name__ == "__main__":
    main()
