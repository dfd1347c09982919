"""The guarded client against real local servers that misbehave."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from itertools import chain, repeat

import pytest

from khabar.core import outgoing
from khabar.core.addresses import Address, is_public
from khabar.core.outgoing import Client

LOOPBACK = ip_address("127.0.0.1")
Handler = Callable[[socket.socket, bytes], None]


class Server:
    """A local server that hands each connection and the request's head to a function."""

    def __init__(self, handler: Handler) -> None:
        self.requests: list[bytes] = []
        self._handler = handler
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _peer = self._socket.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                head = b""
                while b"\r\n\r\n" not in head and not head.startswith(b"\x16"):  # 0x16 opens a TLS handshake
                    piece = connection.recv(4096)
                    if not piece:
                        break
                    head += piece
                self.requests.append(head)
                self._handler(connection, head)

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(timeout=10)


@contextmanager
def serving(handler: Handler | bytes) -> Iterator[Server]:
    answer: Handler = handler if callable(handler) else lambda c, _head: c.sendall(handler)
    server = Server(answer)
    try:
        yield server
    finally:
        server.close()


def reply(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def local(server: Server, **resolved: str) -> Client:
    """A client that may reach the test server: `site.test` and whatever `resolved` names lead to it."""
    names = {"site.test": "127.0.0.1", "other.test": "127.0.0.1"} | resolved

    def resolver(host: str, _port: int) -> list[Address]:
        if host not in names:
            raise OSError(host)
        return [ip_address(names[host])]

    return Client(resolver=resolver, allows=lambda a: a == LOOPBACK, ports=frozenset({80, server.port}))


def at(server: Server, path: str = "/", host: str = "site.test") -> str:
    return f"http://{host}:{server.port}{path}"


def test_an_answer_comes_with_its_headers() -> None:
    with serving(
        reply("خبر".encode(), "Content-Type: Text/HTML; charset=utf-8", 'ETag: "1"', "Last-Modified: x")
    ) as server:
        answer = local(server).fetch(at(server, "/a?b=1"))
    assert answer.ok
    assert answer.body.decode() == "خبر"
    assert (answer.content_type, answer.etag, answer.modified) == ("text/html", '"1"', "x")
    assert answer.url == at(server, "/a?b=1")


def test_the_request_names_the_host_and_says_what_the_caller_has() -> None:
    with serving(reply(b"", status="304 Not Modified")) as server:
        answer = local(server).fetch(at(server), etag='"7"', modified="yesterday", headers={"Accept": "text/xml"})
    head = server.requests[0].decode().lower()
    assert answer.not_modified
    assert f"host: site.test:{server.port}\r\n" in head
    assert 'if-none-match: "7"\r\n' in head
    assert "if-modified-since: yesterday\r\n" in head
    assert "accept: text/xml\r\n" in head
    assert "accept-encoding: gzip\r\n" in head


def test_an_error_status_is_an_answer() -> None:
    with serving(reply(b"gone", status="410 Gone")) as server:
        answer = local(server).fetch(at(server))
    assert (answer.status, answer.ok, answer.body) == (410, False, b"gone")


def test_redirects_are_followed_and_the_final_address_is_known() -> None:
    def handler(connection: socket.socket, head: bytes) -> None:
        if head.startswith(b"GET /old"):
            connection.sendall(reply(b"", "Location: ../new#part", status="301 Moved"))
        else:
            connection.sendall(reply(b"here"))

    with serving(handler) as server:
        answer = local(server).fetch(at(server, "/old/"))
    assert answer.body == b"here"
    assert answer.url == at(server, "/new")


def test_endless_redirects_end() -> None:
    with (
        serving(reply(b"", "Location: /again", status="302 Found")) as server,
        pytest.raises(outgoing.TooManyRedirects),
    ):
        local(server).fetch(at(server))
    assert len(server.requests) == outgoing.MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://localhost/",
        "http://2130706434/", "http://inner.test/", "//10.0.0.1/",
    ],
)  # fmt: skip
def test_a_redirect_inside_is_refused(location: str) -> None:
    numeric = {
        "127.0.0.2": "127.0.0.2",
        "169.254.169.254": "169.254.169.254",
        "::1": "::1",
        "2130706434": "127.0.0.2",
    }
    with serving(reply(b"", f"Location: {location}", status="302 Found")) as server:
        client = local(server, **{"inner.test": "192.168.0.9", "10.0.0.1": "10.0.0.1"}, **numeric)
        with pytest.raises(outgoing.RefusedAddress):
            client.fetch(at(server))
    assert len(server.requests) == 1


@pytest.mark.parametrize("location", ["ftp://site.test/", "file:///etc/passwd", "http://site.test:22/"])
def test_a_redirect_to_what_cannot_be_asked_is_refused(location: str) -> None:
    with (
        serving(reply(b"", f"Location: {location}", status="302 Found")) as server,
        pytest.raises(outgoing.BadAddress),
    ):
        local(server).fetch(at(server))


def test_secrets_stay_with_the_origin_they_were_meant_for() -> None:
    def handler(connection: socket.socket, head: bytes) -> None:
        elsewhere = f"Location: http://user:pw@other.test:{server.port}/next"
        connection.sendall(reply(b"", elsewhere, status="302 Found") if b"GET / " in head else reply(b"ok"))

    with serving(handler) as server:
        url = f"http://someone:secret@site.test:{server.port}/"
        local(server).fetch(url, headers={"Authorization": "Bearer key", "Cookie": "a=b", "X-Kind": "feed"})
    first, second = (head.lower() for head in server.requests)
    assert b"authorization: bearer key" in first
    assert b"authorization" not in second
    assert b"cookie" not in second
    assert b"x-kind: feed" in second


def test_a_name_that_changes_its_address_is_asked_once() -> None:
    """DNS rebinding: the check and the connection use one and the same answer."""
    answers = chain([[LOOPBACK]], repeat([ip_address("10.0.0.1")]))
    with serving(reply(b"ok")) as server:
        client = Client(
            resolver=lambda _host, _port: next(answers),
            allows=lambda a: a == LOOPBACK,
            ports=frozenset({server.port}),
        )
        assert client.fetch(at(server, host="rebind.test")).body == b"ok"
        with pytest.raises(outgoing.RefusedAddress):
            client.fetch(at(server, host="rebind.test"))
    assert len(server.requests) == 1


def test_one_inner_address_among_public_ones_refuses_the_host() -> None:
    client = Client(resolver=lambda _h, _p: [ip_address("8.8.8.8"), ip_address("127.0.0.1")])
    with pytest.raises(outgoing.RefusedAddress):
        client.fetch("http://mixed.test/")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://0/",
        "http://localhost/", "http://LOCALHOST./", "http://a.localhost/", "http://metadata.google.internal/",
        "http://printer.local/", "http://public.example@127.0.0.1/", "http://127.0.0.1#@public.example/",
        "http://127.0.0.1?@public.example/", "http://169.254.169.254/latest/", "http://１２７.0.0.1/",
    ],
)  # fmt: skip
def test_inner_addresses_are_refused_however_they_are_written(url: str) -> None:
    with pytest.raises((outgoing.RefusedAddress, outgoing.BadAddress, outgoing.Unreachable)) as refused:
        outgoing.fetch(url, timeout=5)
    assert str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "", "khabar.example", "ftp://khabar.example/", "file:///etc/passwd", "gopher://khabar.example/",
        "http://", "http:///path", "javascript:alert(1)", "http://khabar.example:22/", "http://khabar.example:99999/",
        "http://[::1", "http://a b/", "http://khabar.example\\@127.0.0.1/", "http://\x00/", "http://" + "a" * 70000,
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(outgoing.OutgoingError):
        outgoing.fetch(url, timeout=5)


def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    with (
        serving(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n") as server,
        pytest.raises(outgoing.TooLarge),
    ):
        local(server).fetch(at(server), max_bytes=1000)


def test_an_endless_body_is_cut() -> None:
    def handler(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with serving(handler) as server, pytest.raises(outgoing.TooLarge):
        local(server).fetch(at(server), max_bytes=100_000)


def test_a_packed_body_is_unpacked() -> None:
    with serving(reply(gzip.compress("خبر ".encode() * 50_000), "Content-Encoding: gzip")) as server:
        answer = local(server).fetch(at(server))
    assert answer.body.decode() == "خبر " * 50_000


def test_a_bomb_is_cut_before_it_unfolds() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(2**20)) for _ in range(200)) + packer.flush()
    assert len(bomb) < 300_000
    with serving(reply(bomb, "Content-Encoding: gzip")) as server, pytest.raises(outgoing.TooLarge):
        local(server).fetch(at(server), max_bytes=2**20)


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"not gzip at all", "Content-Encoding: gzip"),
        reply(gzip.compress(b"x" * 9999)[:-20], "Content-Encoding: gzip"),
        reply(b"x", "Content-Encoding: br"),
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"",
    ],
)
def test_an_answer_that_makes_no_sense_is_an_error_of_ours(answer: bytes) -> None:
    with serving(answer) as server, pytest.raises(outgoing.BadResponse):
        local(server).fetch(at(server))


def test_endless_headers_are_cut() -> None:
    def handler(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-Filler: " + b"y" * 1000 + b"\r\n")

    with serving(handler) as server, pytest.raises(outgoing.OutgoingError):
        local(server).fetch(at(server))


@pytest.mark.parametrize("opening", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"])
def test_a_slow_drip_ends_at_the_deadline(opening: bytes) -> None:
    """A byte now and then keeps every single read alive; the exchange as a whole still ends."""

    def handler(connection: socket.socket, _head: bytes) -> None:
        connection.sendall(opening)
        while True:  # until the client has gone
            connection.sendall(b"H")
            time.sleep(0.05)

    with serving(handler) as server, pytest.raises(outgoing.TooSlow):
        local(server).fetch(at(server), timeout=0.5)


def test_nobody_there_is_unreachable() -> None:
    with serving(reply()) as server:
        client = local(server)
        with pytest.raises(outgoing.Unreachable):
            client.fetch(at(server, host="nowhere.test"))
    with pytest.raises(outgoing.Unreachable):
        client.fetch(at(server))


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    dead, alive = ip_address("::1"), LOOPBACK
    with serving(reply(b"ok")) as server:
        client = Client(resolver=lambda _h, _p: [dead, alive], allows=lambda _a: True, ports=frozenset({server.port}))
        assert client.fetch(at(server)).body == b"ok"


def test_a_certificate_must_belong_to_the_name() -> None:
    """Plain HTTP where TLS was asked for is no secure connection, and not a crash."""
    with serving(reply(b"ok")) as server, pytest.raises(outgoing.Unreachable):
        local(server).fetch(f"https://site.test:{server.port}/")


def test_the_default_policy_is_the_public_internet() -> None:
    client = Client(resolver=lambda _h, _p: [LOOPBACK])
    assert not is_public(LOOPBACK)
    with pytest.raises(outgoing.RefusedAddress):
        client.fetch("http://site.test/")
