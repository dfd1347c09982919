"""Sending under the guard: method and content arrive, redirects are followed only where both may go along."""

from collections.abc import Iterator

import pytest
from tests.hubs import Hub, Reply, hub

from khabar.core.outgoing import MAX_REDIRECTS
from khabar.core.outgoing_errors import BadAddress, RefusedAddress, TooManyRedirects


@pytest.fixture
def server() -> Iterator[Hub]:
    with hub() as running:
        yield running


def _post(server: Hub, url: str) -> int:
    return server.client(**{"inner.test": "192.168.1.9"}).post(url, "خبر".encode(), content_type="text/x-news").status


def test_the_content_arrives_as_it_was_given(server: Hub) -> None:
    assert _post(server, server.url("/in?a=1")) == 204
    (told,) = server.told
    assert (told.path, told.content_type, told.body.decode()) == ("/in?a=1", "text/x-news", "خبر")


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirect_that_keeps_the_method_is_followed_with_the_content(server: Hub, status: int) -> None:
    there = server.url("/there", host="other.test")
    server.reply = lambda told: Reply(status, {"Location": there}) if told.path == "/in" else Reply(202)
    assert _post(server, server.url("/in")) == 202
    assert [(told.path, told.body.decode()) for told in server.told] == [("/in", "خبر"), ("/there", "خبر")]


@pytest.mark.parametrize("status", [301, 302, 303])
def test_any_other_redirect_is_the_answer(server: Hub, status: int) -> None:
    server.reply = lambda _: Reply(status, {"Location": server.url("/there")})
    assert _post(server, server.url("/in")) == status
    assert len(server.told) == 1


@pytest.mark.parametrize("host", ["inner.test", "10.1.2.3", "localhost"])
def test_no_redirect_leads_into_our_network(server: Hub, host: str) -> None:
    server.reply = lambda _: Reply(307, {"Location": server.url("/inner", host=host)})
    with pytest.raises(RefusedAddress):
        _post(server, server.url("/in"))
    assert [told.path for told in server.told] == ["/in"]


def test_a_circle_and_a_port_that_is_not_allowed_end(server: Hub) -> None:
    server.reply = lambda _: Reply(308, {"Location": server.url("/in")})
    with pytest.raises(TooManyRedirects):
        _post(server, server.url("/in"))
    assert len(server.told) == MAX_REDIRECTS + 1
    with pytest.raises(BadAddress):
        _post(server, "http://site.test:25/")
