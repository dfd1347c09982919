"""Real processes on a real port: answers, restarts, orderly ends, no orphans."""

import contextlib
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.running import free_port

from khabar.ops.serve_bridge import THREADS

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A running tiny site."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        data.mkdir(exist_ok=True)
        self.process = self.start()

    def start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "tests.integration.tiny_site", str(self.port)],
            env=os.environ | {"TINY_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "tests.integration.tiny_site"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_ready(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def ask(
        self, path: str, method: str = "GET", body: Any = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers=named)
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()

    def raw(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65_536), b""))

    def ask_slowly(self) -> socket.socket:
        """A connection with a request that ends when `let_go` is called."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection.sendall(b"GET /slow/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return connection

    def has_begun(self, number: int) -> bool:
        """Whether so many slow requests have reached their view."""
        begun = self.data / "begun"
        return begun.exists() and begun.stat().st_size >= number

    def let_go(self) -> None:
        (self.data / "go-on").touch()

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.communicate(timeout=60)


def until(check: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site for tests that only ask it something."""
    site = Site(tmp_path_factory.mktemp("serve") / "data")
    site.wait_ready()
    yield site
    site.end()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site for tests that harm it."""
    running = Site(tmp_path / "data")
    running.wait_ready()
    yield running
    running.end()


# --- what readers and editors get -------------------------------------------------------------------------------
def test_a_page_is_rendered_once_and_then_stored(shared: Site) -> None:
    shared.ask("/")
    status, headers, body = shared.ask("/", Accept_Encoding="br")
    assert (status, headers["content-encoding"], int(headers["content-length"])) == (200, "br", len(body))
    assert shared.ask("/", Accept_Encoding="br", If_None_Match=headers["etag"])[0] == 304
    head = shared.ask("/", "HEAD", Accept_Encoding="br")
    assert (head[0], head[1]["content-length"], head[2]) == (200, headers["content-length"], b"")


def test_django_sees_the_request_as_it_was_sent(shared: Site) -> None:
    status, _, body = shared.ask(
        "/echo/%D8%AE%D8%A8%D8%B1?a=%20b", X_Forwarded_For="1.2.3.4", Cookie="a=1", Accept="text/html"
    )
    meta = json.loads(body)["meta"]
    assert status == 200
    assert meta["PATH_INFO"] == "/echo/خبر"
    assert (meta["QUERY_STRING"], meta["REMOTE_ADDR"], meta["REQUEST_METHOD"]) == ("a=%20b", "127.0.0.1", "GET")
    assert (meta["HTTP_HOST"], meta["HTTP_COOKIE"]) == (f"127.0.0.1:{shared.port}", "a=1")
    assert (meta["SERVER_PORT"], meta["SERVER_PROTOCOL"]) == (str(shared.port), "HTTP/1.1")


def test_letters_sent_without_escaping_are_read_as_utf_8(shared: Site) -> None:
    answer = shared.raw("GET /echo/خبر?q=نووي HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    read = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert (read["meta"]["PATH_INFO"], read["query"]) == ("/echo/خبر", {"q": "نووي"})


def test_a_header_with_underscores_cannot_pass_for_another(shared: Site) -> None:
    answer = shared.raw(
        b"GET /echo/ HTTP/1.1\r\nHost: localhost\r\nX_Forwarded_For: 6.6.6.6\r\nConnection: close\r\n\r\n"
    )
    assert b" 200 " in answer
    assert b"6.6.6.6" not in answer


@pytest.mark.parametrize("size", [1, 100_000, 5_000_000])
def test_a_body_arrives_whole(shared: Site, size: int) -> None:
    sent = os.urandom(size)
    for body in (sent, iter([sent[: size // 2], sent[size // 2 :]])):
        answer = json.loads(shared.ask("/echo/", "POST", body)[2])
        assert (answer["size"], answer["sha256"]) == (size, hashlib.sha256(sent).hexdigest())


def test_a_body_that_breaks_off_reaches_no_view(shared: Site) -> None:
    with socket.create_connection(("127.0.0.1", shared.port), timeout=60) as connection:
        connection.sendall(b"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc")
    assert shared.ask("/readyz")[0] == 200


def test_a_body_larger_than_allowed_is_refused_before_it_is_sent(shared: Site) -> None:
    answer = shared.raw(b"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"x-content-type-options: nosniff" in answer.lower()


def test_files_and_streams_arrive_whole(shared: Site) -> None:
    content = os.urandom(3_000_000)
    (shared.data / "large.bin").write_bytes(content)
    status, headers, body = shared.ask("/file/")
    assert (status, headers["content-length"], body == content) == (200, "3000000", True)
    assert shared.ask("/stream/")[2] == b"".join(str(number).encode() * 10_000 for number in range(10))


def test_a_header_the_server_cannot_send_does_not_break_the_answer(shared: Site) -> None:
    status, headers, body = shared.ask("/headers/")
    assert (status, headers["x-name"], body) == (200, "?", b"x")


def test_a_view_that_fails_answers_500(shared: Site) -> None:
    assert shared.ask("/failing/")[0] == 500


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /%FF%FE HTTP/1.1",
        b"GET /\xff HTTP/1.1",
        b"GET /?q=%FF&before=%00 HTTP/1.1",
        b"GET /echo/?q=\xd8\xae&\xff HTTP/1.1",
        b"GET http://evil.example/ HTTP/1.1",
        b"OPTIONS * HTTP/1.1",
        b"BREW / HTTP/1.1",
        b"GET / HTTP/9.9",
        b"\x00\x01\x02",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1",
    ],
)
@pytest.mark.parametrize(
    "header",
    [b"", b"If-None-Match: \xff\xfe", b"Accept-Encoding: ;q=;,br;q=", b"Cookie: \xd8\xae; =;;", b"X: " + b"a" * 90_000],
)
def test_no_bytes_a_stranger_sends_answer_500(shared: Site, request_line: bytes, header: bytes) -> None:
    head = request_line + b"\r\nHost: localhost\r\nConnection: close\r\n" + (header + b"\r\n" if header else b"")
    answer = shared.raw(head + b"\r\n")
    assert not answer.startswith(b"HTTP/1.1 5")
    assert shared.ask("/readyz")[0] == 200


def test_stored_pages_do_not_wait_for_slow_views(shared: Site) -> None:
    shared.ask("/")
    with contextlib.ExitStack() as stack:
        stack.callback(shared.let_go)
        slow = [stack.enter_context(contextlib.closing(shared.ask_slowly())) for _ in range(30)]
        assert until(lambda: shared.has_begun(2 * THREADS))  # every thread of both workers is taken
        assert all(shared.ask("/", Accept_Encoding="br")[0] == 200 for _ in range(20))
        assert not (shared.data / "go-on").exists()
        shared.let_go()
        assert all(connection.recv(1_000).startswith(b"HTTP/1.1 200 ") for connection in slow)


# --- the processes ----------------------------------------------------------------------------------------------
def test_it_is_ready_only_when_readyz_says_so(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "not-ready").touch()
    site = Site(data)
    assert until(lambda: len(site.workers()) == 2)
    time.sleep(1)
    assert site.process.poll() is None
    (data / "not-ready").unlink()
    assert site.wait_ready() == f"ready http://localhost:{site.port}/"
    site.end()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_order_and_lets_requests_finish(site: Site, number: signal.Signals) -> None:
    workers = site.workers()
    with contextlib.closing(site.ask_slowly()) as connection:
        assert until(lambda: site.has_begun(1))
        site.process.send_signal(number)
        time.sleep(0.5)  # it is ending, and the request still runs
        site.let_go()
        assert connection.recv(1_000).startswith(b"HTTP/1.1 200 ")
    assert site.process.wait(timeout=60) == 0
    assert not any(worker.is_running() for worker in workers)


def test_a_request_that_never_ends_does_not_stop_the_end(site: Site) -> None:
    with contextlib.closing(site.ask_slowly()):
        assert until(lambda: site.has_begun(1))
        site.process.terminate()
        assert site.process.wait(timeout=60) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux deals connections out to several listeners")
def test_connections_that_come_at_once_reach_every_worker(shared: Site) -> None:
    with contextlib.ExitStack() as opened:
        for _ in range(64):
            opened.enter_context(socket.create_connection(("127.0.0.1", shared.port), timeout=60))
        assert until(lambda: len(established(shared)) == 2 and sum(established(shared)) >= 64)
        assert min(established(shared)) >= 8


def established(site: Site) -> list[int]:
    """How many readers each worker holds a connection of."""
    held = ([one.status for one in worker.net_connections("tcp")] for worker in site.workers())
    return [states.count(psutil.CONN_ESTABLISHED) for states in held]


def test_dead_workers_are_replaced_and_nobody_is_refused(site: Site) -> None:
    for _ in range(2):
        before = {worker.pid for worker in site.workers()}
        assert len(before) == 2
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        assert site.ask("/readyz")[0] == 200
        assert until(lambda: len({worker.pid for worker in site.workers()} - before) == 2)  # noqa: B023
    assert site.ask("/")[0] == 200


def test_no_worker_outlives_a_killed_parent(site: Site) -> None:
    workers = site.workers()
    site.process.kill()
    site.process.communicate(timeout=60)
    assert until(lambda: not any(worker.is_running() for worker in workers))
    site.process = site.start()
    assert site.wait_ready().startswith("ready ")


def test_the_supervisor_is_small(site: Site) -> None:
    parent = psutil.Process(site.process.pid)
    assert until(lambda: parent.memory_info().rss < 30 * 2**20)
    assert len(site.workers()) == 2


def test_a_port_in_use_is_said_plainly(shared: Site, tmp_path: Path) -> None:
    second = Site(tmp_path / "second")
    second.end()
    second.port = shared.port
    second.process = second.start()
    _, errors = second.process.communicate(timeout=60)
    assert second.process.returncode == 1
    assert f"المنفذ {shared.port}" in errors
    assert f"Port {shared.port} is already in use" in errors
    assert "Traceback" not in errors
