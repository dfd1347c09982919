"""Which answers of which views are stored, seen through Django and the front together."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from khabar.pagestore.front import Front
from khabar.pagestore.store import PageStore
from khabar.pagestore.views import carry, expire_at, stored

RENDERS: list[str] = []
GO_ON, BEGUN = threading.Event(), threading.Event()
GO_ON.set()


@require_safe
@stored("front", "section:{slug}", query=("before",))
def section(request: HttpRequest, slug: str) -> HttpResponse:
    RENDERS.append(slug)
    BEGUN.set()
    GO_ON.wait(60)
    response = HttpResponse(f"{slug} {request.GET.urlencode()} {request.get_full_path()} " + "خبر " * 200)
    carry(response, "article:7")
    return response


@stored("front")
def status(request: HttpRequest, code: int) -> HttpResponse:
    RENDERS.append(str(code))
    return HttpResponsePermanentRedirect("/elsewhere/") if code == 301 else HttpResponse("x", status=code)


@stored("front")
def embargoed(request: HttpRequest) -> HttpResponse:
    RENDERS.append("embargoed")
    response = HttpResponse("x")
    expire_at(response, timezone.now() + timedelta(hours=5))
    expire_at(response, timezone.now() - timedelta(seconds=1))
    return response


@stored("front", max_age=100)
def short(request: HttpRequest) -> HttpResponse:
    RENDERS.append("short")
    return HttpResponse("x")


@stored("front")
def changing(request: HttpRequest) -> HttpResponse:
    """The story is changed, and its pages purged, while this page is rendered."""
    RENDERS.append("changing")
    _store().purge(["article:9"])
    response = HttpResponse("old")
    carry(response, "article:9")
    return response


@stored("front")
@ensure_csrf_cookie
def with_cookie(request: HttpRequest) -> HttpResponse:
    RENDERS.append("cookie")
    return HttpResponse("x")


@stored("front")
def with_session(request: HttpRequest) -> HttpResponse:
    RENDERS.append("session")
    return HttpResponse(str(request.session.get("name", "")))


@stored("front")
def private(request: HttpRequest) -> HttpResponse:
    RENDERS.append("private")
    return HttpResponse("x", headers={"Cache-Control": "private"})


def undeclared(request: HttpRequest) -> HttpResponse:
    RENDERS.append("undeclared")
    return HttpResponse("x")


urlpatterns = [
    path("section/<slug>/", section),
    path("status/<int:code>/", status),
    path("embargoed/", embargoed),
    path("short/", short),
    path("changing/", changing),
    path("cookie/", with_cookie),
    path("session/", with_session),
    path("private/", private),
    path("undeclared/", undeclared),
]


@cache
def _store() -> PageStore:
    return PageStore(django_settings.PAGE_STORE_DIR, django_settings.PAGE_STORE_BYTES)


@pytest.fixture(autouse=True)
def site() -> Iterator[None]:
    RENDERS.clear()
    BEGUN.clear()
    _store().clear()
    with override_settings(
        ROOT_URLCONF=__name__,
        MIDDLEWARE=[
            "khabar.pagestore.middleware.PageStoreMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    ):
        yield
    GO_ON.set()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are rendered until the test lets them go on; whoever waits for them is as patient as the test."""
    monkeypatch.setattr("khabar.pagestore.middleware.PATIENCE", 60.0)
    GO_ON.clear()


@pytest.fixture
def front() -> Callable[..., Any]:
    def ask(path: str, query: str = "", **headers: Any) -> Any:
        return Front(_store(), ["testserver"], "khabar_session").answer(
            "GET", path, query, "testserver", headers.get("accept_encoding", "br"), headers.get("cookie")
        )

    return ask


def test_a_rendered_page_is_served_stored_from_then_on(front: Callable[..., Any]) -> None:
    first = Client().get("/section/sport/")
    status, headers, body = front("/section/sport/")
    assert (status, dict(headers)["x-frame-options"]) == (200, "SAMEORIGIN")
    assert dict(headers)["cache-control"] == first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert dict(headers)["etag"].startswith(first["ETag"][:-1])
    assert dict(headers)["content-encoding"] == "br"
    assert len(body) < len(first.content)
    assert Client().get("/section/sport/").content == first.content
    assert RENDERS == ["sport"]


@pytest.mark.parametrize("key", ["front", "section:sport", "article:7"])
def test_a_page_goes_with_any_of_its_keys(front: Callable[..., Any], key: str) -> None:
    Client().get("/section/sport/")
    Client().get("/section/culture/")
    dropped = _store().purge([key])
    assert dropped == (1 if key == "section:sport" else 2)
    assert front("/section/sport/") is None


def test_undeclared_parameters_reach_neither_the_view_nor_the_store(front: Callable[..., Any]) -> None:
    first = Client().get("/section/sport/?utm_source=x&before=4&fbclid=y").content.decode()
    assert first.startswith("sport before=4 /section/sport/?before=4 ")
    assert Client().get("/section/sport/?before=4&utm_medium=z").content.decode() == first
    assert RENDERS == ["sport"]
    assert front("/section/sport/", "before=4") is None  # until the plain page, which says what counts, is there
    Client().get("/section/sport/")
    assert front("/section/sport/", "utm_x=1&before=4") is not None


@pytest.mark.parametrize(("code", "kept"), [(200, True), (301, True), (404, False), (410, False), (500, False)])
def test_only_pages_and_permanent_redirects_are_kept(front: Callable[..., Any], code: int, kept: bool) -> None:
    Client().get(f"/status/{code}/")
    found = front(f"/status/{code}/")
    assert (found is not None) == kept
    if code == 301:
        assert dict(found[1])["location"] == "/elsewhere/"


@pytest.mark.parametrize("where", ["cookie", "session", "private", "undeclared", "embargoed"])
def test_what_is_not_for_everybody_is_not_kept(front: Callable[..., Any], where: str) -> None:
    for _ in range(2):
        assert Client().get(f"/{where}/").status_code == 200
    assert len(RENDERS) == 2
    assert front(f"/{where}/") is None


def test_a_page_lives_no_longer_than_it_may(front: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    Client().get("/short/")
    assert front("/short/") is not None
    later = time.time() + 100
    monkeypatch.setattr(time, "time", lambda: later)
    assert front("/short/") is None


def test_a_page_purged_while_it_was_rendered_is_not_kept(front: Callable[..., Any]) -> None:
    assert Client().get("/changing/").content == b"old"
    assert front("/changing/") is None


def test_someone_with_a_session_neither_gets_nor_fills_stored_pages(front: Callable[..., Any]) -> None:
    editor = Client()
    editor.cookies["khabar_session"] = "abc"
    answer = editor.get("/section/sport/")
    assert answer["Cache-Control"] == "private, no-cache"
    assert front("/section/sport/") is None
    Client().get("/section/sport/")
    editor.get("/section/sport/")
    assert RENDERS == ["sport"] * 3
    assert front("/section/sport/", cookie="khabar_session=abc") is None


def test_posting_and_head_fill_nothing(front: Callable[..., Any]) -> None:
    Client().post("/section/sport/")
    Client().head("/section/sport/")
    assert front("/section/sport/") is None


def test_of_many_readers_who_miss_together_one_renders(slow: None) -> None:
    answers: list[bytes] = []
    readers = [
        threading.Thread(target=lambda: answers.append(Client().get("/section/sport/").content)) for _ in range(6)
    ]
    for reader in readers:
        reader.start()
    assert BEGUN.wait(60)
    time.sleep(0.3)  # the others come meanwhile
    GO_ON.set()
    for reader in readers:
        reader.join()
    assert RENDERS == ["sport"]
    assert len(set(answers)) == 1
    assert len(answers) == 6


def test_a_reader_does_not_wait_for_ever(slow: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.pagestore.middleware.PATIENCE", 0.05)
    readers = [threading.Thread(target=lambda: Client().get("/section/sport/")) for _ in range(2)]
    for reader in readers:
        reader.start()
        assert BEGUN.wait(60)  # the second renders while the first still does
        BEGUN.clear()
    GO_ON.set()
    for reader in readers:
        reader.join()
    assert RENDERS == ["sport"] * 2


def test_the_site_goes_on_without_a_store(tmp_path: Any) -> None:
    (tmp_path / "file").write_text("")
    with override_settings(PAGE_STORE_DIR=tmp_path / "file" / "pages"):
        client = Client()
        assert [client.get("/section/sport/").status_code for _ in range(2)] == [200, 200]


def test_a_cdn_gets_its_life_and_the_purge_keys_when_asked_for() -> None:
    with override_settings(PAGE_STORE_S_MAXAGE=60, PAGE_STORE_KEYS_HEADER="Surrogate-Key"):
        answer = Client().get("/section/sport/")
    assert answer["Cache-Control"].endswith("s-maxage=60")
    assert answer["Surrogate-Key"] == "article:7 front section:sport"


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_the_first_reader_gets_the_same_compressed_bytes_as_the_next(front: Callable[..., Any], coding: str) -> None:
    first = Client().get("/section/news/", headers={"accept-encoding": coding})
    status, headers, body = front("/section/news/", accept_encoding=coding)
    assert (first.status_code, first.content) == (status, body)
    assert {name: first[name] for name in ("Content-Encoding", "Content-Length", "ETag", "Vary")} == {
        "Content-Encoding": coding,
        "Content-Length": str(len(body)),
        "ETag": dict(headers)["etag"],
        "Vary": dict(headers)["vary"],
    }
