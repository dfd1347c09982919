"""A WSGI server answers beacons before the application, by a status alone."""

from collections.abc import Callable
from typing import Any

import pytest

from khabar.core.tally import Beacon
from khabar.pagestore.front import FrontedApplication


def _door(told: Beacon) -> int:
    return 204 if told.site == "same-origin" and told.address == "192.0.2.1" else 403


@pytest.fixture
def ask() -> Callable[..., tuple[str, bytes]]:
    def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK", [])
        return [b"django"]

    fronted = FrontedApplication(None, application, {"/seen/": _door, "/ads/seen": _door})

    def send(method: str, path: str, **more: str) -> tuple[str, bytes]:
        started: list[str] = []
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "REMOTE_ADDR": "192.0.2.1", **more}
        body = b"".join(fronted(environ, lambda status, headers: started.append(status)))
        return started[0], body

    return send


def test_a_beacon_never_reaches_the_application(ask: Callable[..., tuple[str, bytes]]) -> None:
    assert ask("POST", "/seen/1.a", HTTP_SEC_FETCH_SITE="same-origin") == ("204 No Content", b"")
    assert ask("POST", "/seen/1.a") == ("403 Forbidden", b"")


def test_a_path_without_a_slash_at_its_end_is_one_address(ask: Callable[..., tuple[str, bytes]]) -> None:
    assert ask("POST", "/ads/seen", HTTP_SEC_FETCH_SITE="same-origin") == ("204 No Content", b"")
    assert ask("POST", "/ads/seen/1") == ("200 OK", b"django")


def test_everything_else_does(ask: Callable[..., tuple[str, bytes]]) -> None:
    assert ask("POST", "/desk/login/") == ("200 OK", b"django")
    assert ask("GET", "/seen/1.a") == ("200 OK", b"django")
