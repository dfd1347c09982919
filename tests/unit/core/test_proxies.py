"""Whose word is taken for a reader's address."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from khabar.core.proxies import TrustedProxies

FORGED = {
    "HTTP_X_FORWARDED_FOR": "198.51.100.1",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_FORWARDED_PORT": "1",
    "HTTP_X_REAL_IP": "198.51.100.1",
    "HTTP_FORWARDED": "for=198.51.100.1",
}


def through(trusted: list[str], peer: str, **meta: str) -> HttpRequest:
    """The request as the rest of the program sees it."""
    seen: list[HttpRequest] = []

    def rest(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    with override_settings(TRUSTED_PROXIES=trusted):
        TrustedProxies(rest)(RequestFactory().get("/", REMOTE_ADDR=peer, **meta))
    return seen[0]


@pytest.mark.parametrize("trusted", [[], ["10.0.0.0/8"]])
def test_a_stranger_is_believed_nothing(trusted: list[str]) -> None:
    request = through(trusted, "192.0.2.7", **FORGED)
    assert request.META["REMOTE_ADDR"] == "192.0.2.7"
    assert not set(FORGED) & set(request.META)


@pytest.mark.parametrize(
    ("chain", "reader"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("198.51.100.1, 192.0.2.7", "192.0.2.7"),  # what a reader forged stands to the left
        ("192.0.2.7, 10.1.1.1", "192.0.2.7"),  # two proxies of ours
        ("192.0.2.7:4711", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("[2001:db8::7]:4711", "2001:db8::7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("10.1.1.1", "10.1.1.1"),
        ("", "10.0.0.1"),
        ("unknown", "10.0.0.1"),
        ("192.0.2.7, garbage", "10.0.0.1"),
        ("192.0.2.7, garbage, 10.1.1.1", "10.1.1.1"),
    ],
)
def test_a_trusted_proxy_is_believed_as_far_as_the_first_stranger(chain: str, reader: str) -> None:
    request = through(["10.0.0.0/8"], "10.0.0.1", HTTP_X_FORWARDED_FOR=chain, HTTP_X_FORWARDED_PROTO="https")
    assert request.META["REMOTE_ADDR"] == reader
    assert request.META["HTTP_X_FORWARDED_PROTO"] == "https"


@pytest.mark.parametrize(
    ("peer", "address"),
    [("192.0.2.7:5000", "192.0.2.7"), ("[2001:db8::7]:5000", "2001:db8::7"), ("", "0.0.0.0"), ("nonsense", "0.0.0.0")],
)
def test_the_servers_way_of_writing_the_peer_is_understood(peer: str, address: str) -> None:
    assert through([], peer).META["REMOTE_ADDR"] == address


def test_a_single_address_can_be_trusted() -> None:
    assert through(["127.0.0.1"], "127.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.7").META["REMOTE_ADDR"] == "192.0.2.7"


def test_what_is_no_network_is_said_at_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="KHABAR_TRUSTED_PROXIES"):
        through(["the-proxy"], "127.0.0.1")
