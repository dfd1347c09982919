"""Bytes no browser sends, over a raw socket to the running server: no 500, no hang, and no stored page is poisoned."""

import random
import re
import socket
import urllib.request

import pytest

_HOST = b"Host: localhost\r\n"
_VALUES = [
    b"", b"\x00", b"\xff\xfe", b"A" * 60_000, b"-1", b"9" * 20, b'W/"', b'"a",' * 900, b"bytes=" + b"0-1," * 2000,
    b"Thu, 99 Foo 99999 00:00:00 GMT", b"br;q=nan", b"*;q=0", "م".encode(), b"http://evil.example/", b"<script>",
]  # fmt: skip
_NAMES = [
    b"If-None-Match", b"If-Modified-Since", b"Range", b"Accept", b"Accept-Encoding", b"Accept-Language", b"Cookie",
    b"Authorization", b"X-Forwarded-Host", b"X-Forwarded-For", b"X-Forwarded-Proto", b"Forwarded", b"X-Original-URL",
    b"X-HTTP-Method-Override", b"Expect", b"Upgrade", b"Origin", b"Referer", b"Host",
]  # fmt: skip
_FRAMES = [
    b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n",
    b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    b"Content-Length: -5\r\n\r\nhello",
    b"Content-Length: 99999999999999999999999\r\n\r\nhello",
    b"Content-Length: 999999999999\r\n\r\nhello",
]
_TARGETS = [
    b"http://evil.example/", b"//evil.example/", b"*", b"/../../etc/passwd", b"/static/..%2f..%2fkhabar.sqlite3",
    b"/media/images/..%2f..%2fkhabar.sqlite3", b"/static/%c0%ae%c0%ae/etc/passwd", b"/%ed%a0%80/", b"/%zz",
    b"/?" + b"a=b&" * 5000, b"/search/?" + b"q=a&" * 3000, b"/search/?q=" + b"%D8%A7" * 3000, b"/" + b"a/" * 3000,
    b"/search/?q=%00%FF&page=-1&limit=1e9&from=0001-01-01&to=9999-12-31&section=%00&sort=%FF", b"/n/" + b"9" * 400,
    b"/search/?q=%2B%2D%26%26%7C%7C%21%28%29%7B%7D%5B%5D%5E%22%7E%2A%3F%3A%5C%2F", b"/archive/9999/12/31/",
]  # fmt: skip


def _requests() -> list[bytes]:
    close = b"Connection: close\r\n"
    chance = random.Random(7)
    return [
        *(b"GET /search/?q=a%sb HTTP/1.1\r\n%s%s\r\n" % (bytes([byte]), _HOST, close) for byte in range(256)),
        *(b"GET %s HTTP/1.1\r\n%s%s\r\n" % (target, _HOST, close) for target in _TARGETS),
        *(b"GET / HTTP/1.1\r\n%s%s%s: %s\r\n\r\n" % (_HOST, close, n, v) for n in _NAMES for v in _VALUES),
        *(b"POST /desk/login/ HTTP/1.1\r\n%s%s%s" % (_HOST, close, frame) for frame in _FRAMES),
        *(b"%s / HTTP/1.1\r\n%s%s\r\n" % (m, _HOST, close) for m in (b"POST", b"DELETE", b"TRACE", b"FOO", b"get")),
        *(chance.randbytes(chance.randrange(1, 400)) + b"\r\n\r\n" for _ in range(100)),
    ]


def _answer(port: int, request: bytes) -> bytes:
    """What comes back; an answer that does not end within a minute raises TimeoutError."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        try:
            connection.sendall(request)
            while part := connection.recv(65_536):
                received += part
        except (ConnectionResetError, BrokenPipeError):
            pass
    return received


def _links(site: str) -> list[bytes]:
    """Every address the front page names, full or not."""
    with urllib.request.urlopen(site, timeout=60) as response:
        assert response.headers["Set-Cookie"] is None
        return re.findall(rb' (?:href|action|content)="([^"]*)"', response.read())


def test_no_request_fails_hangs_or_poisons(site: str) -> None:
    port = int(site.rpartition(":")[2])
    before = _links(site)
    for request in _requests():
        try:
            statuses = re.findall(rb"^HTTP/1\.[01] (\d{3})", _answer(port, request), re.MULTILINE)
        except TimeoutError:
            pytest.fail(f"no end of the answer to {request[:200]!r}")
        assert all(int(status) < 500 for status in statuses), request[:200]
    assert _links(site) == before
