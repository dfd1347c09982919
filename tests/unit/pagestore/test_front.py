"""The callable in front of Django, spoken to as a WSGI server speaks to it."""

import gzip
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.pagestore.front import Front, FrontedApplication, decoded_path
from khabar.pagestore.page import build_page
from khabar.pagestore.store import PageStore, page_key

HTML = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "public, max-age=0"),
    ("Strict-Transport-Security", "max-age=60"),
]
BODY = ("<p>نص الخبر</p>" * 60).encode()
ARTICLE = "/سياسة/2026/خبر-1/"


class Answer:
    """What the reader gets."""

    def __init__(self, application: FrontedApplication, method: str, path: str, query: str, headers: dict[str, str]):
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "HTTP_HOST": "news.example",
        }
        environ |= {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items()}
        self.body = b"".join(application(environ, self._start))

    def _start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status, self.headers = int(status[:3]), dict(headers)

    @property
    def by_django(self) -> bool:
        return self.body == b"django"


Ask = Callable[..., Answer]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PageStore]:
    opened = PageStore(tmp_path / "pages", 16 * 2**20)
    for path, query in ((ARTICLE, ()), ("/سياسة/", ("before",))):
        opened.put(opened.ticket(), page_key(path), build_page(200, HTML, BODY, query=query), ["article:1"])
    older = build_page(200, HTML, b"older", query=("before",))
    opened.put(opened.ticket(), page_key("/سياسة/", "before=5"), older, ["section:1"])
    yield opened
    opened.close()


@pytest.fixture
def ask(store: PageStore) -> Ask:
    def django(_environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK", [])
        return [b"django"]

    application = FrontedApplication(Front(store, ["news.example", ".khabar.example"], "khabar_session"), django)

    def send(path: str = ARTICLE, query: str = "", method: str = "GET", **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Answer(application, method, path, query, named)

    return send


@pytest.mark.parametrize(
    ("accept", "coding", "unpack"),
    [
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("br;q=0", None, bytes),
    ],
)
def test_a_stored_page_in_the_coding_asked_for(
    ask: Ask, accept: str, coding: str | None, unpack: Callable[[bytes], bytes]
) -> None:
    answer = ask(accept_encoding=accept)
    assert (answer.status, answer.headers.get("content-encoding")) == (200, coding)
    assert unpack(answer.body) == BODY
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "Accept-Encoding" in answer.headers["vary"]


def test_head_has_the_headers_of_get_and_no_body(ask: Ask) -> None:
    get, head = ask(accept_encoding="br"), ask(method="HEAD", accept_encoding="br")
    assert head.headers == get.headers
    assert head.body == b""


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_reader_who_has_the_page_gets_304(ask: Ask, method: str) -> None:
    tag = ask(accept_encoding="br").headers["etag"]
    for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = ask(method=method, accept_encoding="br", if_none_match=sent)
        assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", tag)
        assert "content-length" not in answer.headers
        assert "cache-control" in answer.headers
        assert answer.headers["strict-transport-security"] == "max-age=60"


def test_if_modified_since_counts_only_without_if_none_match(ask: Ask) -> None:
    moment = ask().headers["last-modified"]
    assert ask(if_modified_since=moment).status == 304
    assert ask(if_modified_since="Sun, 06 Nov 1994 08:49:37 GMT").status == 200
    assert ask(if_modified_since=moment, if_none_match='"another"').status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "a=1; khabar_session=x"},
        {"host": "evil.example"},
        {"host": "news.example, evil.example"},
        {"host": ""},
    ],
)
def test_a_session_or_a_strange_host_goes_to_django(ask: Ask, headers: dict[str, str]) -> None:
    assert ask(**headers).by_django


@pytest.mark.parametrize("host", ["news.example", "NEWS.example:8000", "www.khabar.example"])
def test_every_allowed_host_is_served(ask: Ask, host: str) -> None:
    assert not ask(host=host).by_django


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "get", ""])
def test_only_get_and_head_are_answered(ask: Ask, method: str) -> None:
    assert ask(method=method).by_django


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("", BODY),
        ("utm_source=x&fbclid=1", BODY),
        ("before=5", b"older"),
        ("utm_source=x&before=5", b"older"),
        ("before=6", b"django"),
        ("before=%FF", b"django"),
    ],
)
def test_declared_parameters_choose_the_page_and_others_do_not(ask: Ask, query: str, body: bytes) -> None:
    assert ask("/سياسة/", query).body == body


def test_a_purge_shows_at_the_next_request(ask: Ask, store: PageStore) -> None:
    assert not ask().by_django
    store.purge(["article:1"])
    assert ask().by_django


def test_a_replaced_page_shows_at_the_next_request(ask: Ask, store: PageStore) -> None:
    before = ask().headers["etag"]
    store.put(store.ticket(), page_key(ARTICLE), build_page(200, HTML, b"new"), [])
    answer = ask()
    assert (answer.body, answer.headers["etag"] != before) == (b"new", True)


def test_a_page_kept_in_memory_expires_on_time(ask: Ask, store: PageStore, monkeypatch: pytest.MonkeyPatch) -> None:
    end = time.time() + 100
    store.put(store.ticket(), page_key("/x/"), build_page(200, HTML, b"x", expires_at=end), [])
    assert not ask("/x/").by_django
    monkeypatch.setattr(time, "time", lambda: end)
    assert ask("/x/").by_django


@pytest.mark.parametrize("path_info", ["/\xff\xfe/", "/\xd8", "/\ud800", "/٣"])
def test_a_path_that_is_not_utf8_is_left_to_django(path_info: str) -> None:
    assert decoded_path(path_info) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    path=st.text(max_size=50),
    query=st.text(max_size=50),
    headers=st.dictionaries(
        st.sampled_from(["host", "cookie", "accept_encoding", "if_none_match", "if_modified_since", "range"]),
        st.text(st.characters(max_codepoint=255), max_size=80),
    ),
)
def test_no_request_raises(ask: Ask, path: str, query: str, headers: dict[str, str]) -> None:
    for place in (path.encode("utf-8", "replace").decode(), ARTICLE):
        assert ask(place, query, **headers).status in (200, 304)
