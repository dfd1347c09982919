"""Bytes nobody would send by accident, thrown at the WSGI application: none of them answers 500."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.articles import TopicFactory, published

from khabar.accounts.actions import create_admin
from khabar.accounts.models import User
from khabar.articles.consumers import follow

pytestmark = pytest.mark.django_db
Ask = Callable[..., int]
MANY = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

PATHS = [
    "/%00",
    "/%ff",
    "/%ff%fe/",
    "/%c0%ae%c0%ae/",
    "/%ed%a0%80/",
    "/../../etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/",
    "//evil.example/",
    "///",
    "/\\evil.example/",
    "/" + "a" * 9000 + "/",
    "/" + "%d8%a7" * 3000 + "/",
    "/n/0",
    "/n/99999999999999999999999999",
    "/n/-1",
    "/n/1%00",
    "/n/%D9%A3",
    "/archive/0000/00/",
    "/archive/9999/99/99/",
    "/archive/2026/02/30/",
    "/archive/0001/01/01/",
    "/archive/9999/12/31/",
    "/archive/%D9%A2%D9%A0/01/",
    "/sitemap-0000-00.xml",
    "/sitemap-9999-12.xml",
    "/topic/%00/",
    "/author/%ff/",
    "/source/'%3B--/",
    "/feed/%00",
    "/media/%00",
    "/media/../../secret-key",
    "/media/..%2f..%2fsecret-key",
    "/media/%ff",
    "/static/%00",
    "/static/..%2f",
    "/static/%ff.css",
    "/desk/%00",
    "/desk/%ff/",
    "/desk/login/%00",
    "/desk/account/mfa/webauthn/keys/9999999999999999999/",
    "/desk/account/password/reset/key/zzzzzzzzzzzzz-x/",
    "/desk/account/password/reset/key/1-set-password/",
    "/desk/account/password/reset/key/%D9%A1-x/",
    "/desk/password_reset/%ff",
    "/desk/sprite/%00",
    "/desk/jsi18n/?x=%ff",
    "/.well-known/%00",
    "/healthz%00",
    "/readyz/..",
    "*",
    "",
]
QUERIES = [
    "%",
    "%%%",
    "%ff",
    "%00",
    "q=%00",
    "q=%ff",
    "q=" + "%d8%a7" * 5000,
    "q=" + "a" * 50_000,
    "q=%f0%9f",
    "q=\ud83d",
    "q[]=1",
    "=",
    "&" * 5000,
    "&".join(f"k{i}=v" for i in range(5000)),
    "q=a&q=b",
    "q='\"<script>",
    "q=" + "(" * 2000,
    "q=%22" * 50,
    "q=a AND OR NOT",
    "q=*:*",
    "q=headline:(",
    "limit=-1",
    "limit=99999999999999999999",
    "limit=x",
    "limit=1e9",
    "limit=%D9%A3",
    "page=0",
    "page=99999999999999999999",
    "before=-1",
    "before=99999999999999999999",
    "before=x",
    "before=%00",
    "from=0000-00-00",
    "from=x&to=9999-99-99",
    "to=99999-01-01",
    "section=%00",
    "section=%ff",
    "sort=%00",
    "format=json&q=%00",
    "format=json&q=%ed%a0%80",
    "format=%00",
    "next=%00",
    "next=//evil.example",
    "next=javascript:x",
    "next=" + "a" * 20_000,
    "next=http://[",
    "next=/desk/\r\nSet-Cookie:x=1",
    "next=%0d%0aSet-Cookie:x=1",
]
HEADERS = [
    {"HTTP_HOST": "testserver:99999"},
    {"HTTP_HOST": "\xff"},
    {"HTTP_HOST": "[::1"},
    {"HTTP_HOST": ""},
    {"HTTP_COOKIE": "\xff"},
    {"HTTP_COOKIE": "khabar_session=\x00"},
    {"HTTP_COOKIE": "khabar_session=" + "a" * 5000},
    {"HTTP_COOKIE": "khabar_session=; csrftoken="},
    {"HTTP_COOKIE": "messages=x; csrftoken=\xff"},
    {"HTTP_COOKIE": ";" * 3000},
    {"HTTP_COOKIE": "a=" * 2000},
    {"HTTP_COOKIE": 'a="\\'},
    {"HTTP_ACCEPT_LANGUAGE": "\xff;q=x"},
    {"HTTP_ACCEPT_LANGUAGE": "a" * 5000},
    {"HTTP_ACCEPT_ENCODING": "br;q=x, ,\x00"},
    {"HTTP_IF_NONE_MATCH": '"'},
    {"HTTP_IF_NONE_MATCH": "W/" * 500},
    {"HTTP_IF_MODIFIED_SINCE": "yesterday"},
    {"HTTP_IF_MODIFIED_SINCE": "Mon, 99 Nov 99999 99:99:99 GMT"},
    {"HTTP_RANGE": "bytes=-9999999999999"},
    {"HTTP_RANGE": "x"},
    {"HTTP_AUTHORIZATION": "Basic \xff"},
    {"HTTP_X_FORWARDED_FOR": "\x00,,,"},
    {"HTTP_X_FORWARDED_PROTO": "\xff"},
    {"REMOTE_ADDR": ""},
    {"REMOTE_ADDR": "x"},
    {"HTTP_USER_AGENT": "\xff" * 3000},
    {"HTTP_REFERER": "http://[\xff"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_ORIGIN": "http://["},
    {"HTTP_ACCEPT": "\x00/\xff"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_TRANSFER_ENCODING": "x"},
    {"HTTP_EXPECT": "\x00"},
    {"CONTENT_LENGTH": "x"},
    {"CONTENT_LENGTH": "-5"},
    {"CONTENT_LENGTH": "99999999999"},
    {"CONTENT_TYPE": "\xff"},
    {"CONTENT_TYPE": "text/html; charset=nonsense"},
    {"CONTENT_TYPE": "; ;;"},
    {"CONTENT_TYPE": "a" * 5000},
]
FORM = "application/x-www-form-urlencoded"
BODIES: list[tuple[str, bytes]] = [
    (FORM, b"\xff\xfe%00&&&="),
    (FORM, b"login=%00&password=%ff"),
    (FORM, b"login=\xff&password=\xff"),
    (FORM, b"login=" + b"a" * 200_000 + b"&password=" + b"b" * 200_000),
    (FORM, b"&".join(b"k%d=v" % i for i in range(5000))),
    (FORM + "; charset=utf-7", b"login=+AGE-&password=x"),
    (FORM + "; charset=nonsense", b"login=a&password=b"),
    (FORM, b"login=a%00b@x.y&password=x&next=%00"),
    (FORM, "login=١٢٣&password=كلمة".encode()),
    (FORM, b"email=%00&email=a@b"),
    (FORM, b"code=%ff%00"),
    (FORM, b"credential=%7B"),
    (FORM, b"credential=" + json.dumps({"response": {"userHandle": "x"}}).encode()),
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=", b"--\r\n\r\n"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a\xff"\r\n\r\n\x00\r\n--x--'),
    ("multipart/form-data; boundary=x", b"--x\r\n" * 2000),
    ("multipart/form-data; boundary=\xff", b"x"),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="../\x00"\r\n\r\nx\r\n--x--',
    ),
    ("application/json", b'{"a":' * 5000),
    ("application/json", b"\xff"),
    ("text/plain", b"\x00" * 1000),
    ("", b"login=a"),
]
POSTED = [
    "/",
    "/search/",
    "/desk/login/",
    "/desk/logout/",
    "/desk/account/password/reset/",
    "/desk/account/mfa/authenticate/",
    "/desk/account/mfa/webauthn/login/",
    "/desk/account/password/reset/key/1-set-password/",
    "/healthz",
]


@pytest.fixture(autouse=True)
def _no_earlier_attempts(db: None) -> None:
    cache.clear()


@pytest.fixture
def ask() -> Iterator[Ask]:
    """Sends one request to the application as a server would; returns the status of the answer."""
    application = WSGIHandler()
    # The end of a request would close the connection that holds the test's transaction (Django's client does this too).
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)

    def send(path: str = "/", query: str = "", method: str = "GET", body: bytes = b"", **environ: str) -> int:
        answered: list[str] = []
        given: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "192.0.2.5",
            "HTTP_HOST": "testserver",
            "CONTENT_TYPE": FORM if body else "",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        } | environ

        def start_response(status: str, headers: list[tuple[str, str]], _exc: Any = None) -> None:
            for name, value in headers:
                assert "\r" not in name + value
                assert "\n" not in name + value
            answered.append(status)

        response = application(given, start_response)
        b"".join(response)
        response.close()
        return int(answered[0].split()[0])

    yield send
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def stories() -> list[str]:
    """Addresses that exist, so that what is thrown reaches the views behind them."""
    topic = TopicFactory(slug="مكتبات")
    article = published(topics=[topic])
    follow()
    return [
        "/",
        "/search/",
        "/feed/",
        article.get_absolute_url(),
        article.section.get_absolute_url(),
        topic.get_absolute_url(),
        "/archive/2026/03/01/",
        "/sitemap.xml",
        "/desk/login/",
        "/desk/",
    ]


@pytest.mark.parametrize("path", PATHS)
def test_paths(ask: Ask, path: str) -> None:
    assert ask(path) < 500
    assert ask(path, method="HEAD") < 500


@pytest.mark.parametrize("query", QUERIES)
def test_queries(ask: Ask, stories: list[str], query: str) -> None:
    encoded = query.encode("utf-8", "surrogatepass").decode("latin-1")
    statuses = {path: ask(path, encoded) for path in stories}
    assert not {path: status for path, status in statuses.items() if status >= 500}


@pytest.mark.parametrize("headers", HEADERS, ids=lambda h: "-".join(f"{k}={v[:20]!r}" for k, v in h.items()))
def test_headers(ask: Ask, stories: list[str], headers: dict[str, str]) -> None:
    statuses = {path: ask(path, **headers) for path in stories}
    statuses |= {f"POST {path}": ask(path, method="POST", body=b"login=a&password=b", **headers) for path in POSTED}
    assert not {path: status for path, status in statuses.items() if status >= 500}


@pytest.mark.parametrize(("kind", "body"), BODIES)
def test_bodies(ask: Ask, kind: str, body: bytes) -> None:
    statuses = {
        (path, method): ask(path, method=method, body=body, CONTENT_TYPE=kind, HTTP_COOKIE="csrftoken=" + "a" * 32)
        for path in POSTED
        for method in ("POST", "PUT")
    }
    assert not {sent: status for sent, status in statuses.items() if status >= 500}


@pytest.mark.parametrize("kind_and_body", BODIES)
def test_bodies_with_a_valid_token(ask: Ask, kind_and_body: tuple[str, bytes]) -> None:
    """Past the token's check, so that the forms themselves see the bytes."""
    kind, body = kind_and_body
    token = "a" * 32
    for path in POSTED:
        status = ask(
            path, method="POST", body=body, CONTENT_TYPE=kind, HTTP_COOKIE=f"csrftoken={token}", HTTP_X_CSRFTOKEN=token
        )
        assert status < 500, path


@pytest.mark.parametrize(
    "method", ["OPTIONS", "TRACE", "DELETE", "PATCH", "PROPFIND", "CONNECT", "get", "\xff", "A" * 500]
)
def test_methods(ask: Ask, stories: list[str], method: str) -> None:
    statuses = {path: ask(path, method=method) for path in stories}
    assert not {path: status for path, status in statuses.items() if status >= 500}


@MANY
@given(path=st.binary(max_size=60), query=st.binary(max_size=60))
def test_any_path_and_query(ask: Ask, path: bytes, query: bytes) -> None:
    raw = "/" + "".join(f"%{byte:02x}" for byte in path)
    assert ask(raw, query.decode("latin-1")) < 500


@MANY
@given(query=st.text(max_size=80))
def test_any_search(ask: Ask, stories: list[str], query: str) -> None:
    from urllib.parse import quote

    encoded = quote(query.encode("utf-8", "surrogatepass"))
    assert ask("/search/", f"q={encoded}") < 500
    assert ask("/search/", f"q={encoded}&format=json") < 500


@MANY
@given(body=st.binary(max_size=300))
def test_any_log_in(ask: Ask, body: bytes) -> None:
    token = "a" * 32
    cookies = {"HTTP_COOKIE": f"csrftoken={token}", "HTTP_X_CSRFTOKEN": token}
    assert ask("/desk/login/", method="POST", body=body, **cookies) < 500
    assert ask("/desk/login/", method="POST", body=b"login=" + body + b"&password=x", **cookies) < 500


DESK = [
    "/desk/articles/",
    "/desk/images/",
    "/desk/users/",
    "/desk/topics/",
    "/desk/reports/site-history/",
    "/desk/account/",
    "/desk/articles/add/",
    "/desk/account/mfa/",
    "/desk/groups/",
]


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%ff",
        "p=-1",
        "p=99999999999999999999",
        "page=x",
        "ordering=%00",
        "ordering=password",
        "section=x",
        "section=99999999999999999999",
        "live=%00",
        "id=%ff",
        "q=" + "a" * 20_000,
        "agency=%00",
        "first_published_at_from=%00",
        "first_published_at_from=9999-99-99",
    ],
)
def test_the_desk_bears_odd_queries_too(client: Any, query: str) -> None:
    create_admin(username="admin")
    client.force_login(User.objects.get())
    statuses = {path: client.get(path, QUERY_STRING=query).status_code for path in DESK}
    assert not {path: status for path, status in statuses.items() if status >= 500}
