"""The short way through Django: the same answers as by the long one, for those without a session alone."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory
from django.utils.module_loading import import_string
from tests.factories.articles import published

from khabar.articles.consumers import follow
from khabar.front.short_path import LEFT_OUT, ShortPath

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connections_stay() -> Iterator[None]:
    """As Django's own test client has it: the end of a request closes no connection of the test."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


Answer = tuple[str, dict[str, Any], bytes]


def ask(application: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> Answer:
    started: list[Any] = []
    result = application(environ, lambda status, headers: started.extend([status, dict(headers)]))
    headers = {name: set(value.split("; ")) for name, value in started[1].items()}  # a policy has no order
    return started[0], headers, b"".join(result)


def nowhere(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("200 OK", [])
    return [b"the long way"]


@pytest.mark.parametrize("path", ["/search/?q=الميناء", "/search/", "/search/?q=غائب", "/search/suggest/?q=الم"])
def test_both_ways_give_the_same_answer(path: str) -> None:
    published(headline="افتتاح الميناء الجديد")
    follow()
    short = ask(ShortPath(nowhere), RequestFactory().get(path).environ)
    assert short[0] == "200 OK"
    assert "Content-Security-Policy" in short[1]
    assert short == ask(WSGIHandler(), RequestFactory().get(path).environ)


def test_results_are_compressed_on_the_short_way_too() -> None:
    published(headline="افتتاح الميناء الجديد")
    follow()
    request = RequestFactory().get("/search/?q=الميناء", headers={"accept-encoding": "gzip, br"})
    _, headers, body = ask(ShortPath(nowhere), request.environ)
    assert (headers["Content-Encoding"], headers["Content-Length"]) == ({"br"}, {str(len(body))})
    assert "افتتاح" in brotli.decompress(body).decode()


def test_nothing_that_looks_at_views_or_exceptions_is_passed_by() -> None:
    kept = [import_string(name) for name in settings.MIDDLEWARE if name not in LEFT_OUT]
    assert kept
    hooks = ("process_view", "process_exception", "process_template_response")
    assert [one for one in kept if any(hasattr(one, hook) for hook in hooks)] == []


def test_another_host_is_refused() -> None:
    status, headers, _ = ask(ShortPath(nowhere), RequestFactory(SERVER_NAME="other.example").get("/search/").environ)
    assert status == "400 Bad Request"
    assert headers["Content-Security-Policy"] == {"default-src 'none'"}


@pytest.mark.parametrize(
    "request_",
    [
        RequestFactory(HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}=one").get("/search/?q=الميناء"),
        RequestFactory().post("/search/"),
        RequestFactory().get("/search/other/"),
        RequestFactory().get("/"),
    ],
    ids=["session", "post", "other search", "home"],
)
def test_everything_else_goes_the_long_way(request_: Any) -> None:
    assert ask(ShortPath(nowhere), request_.environ)[2] == b"the long way"
