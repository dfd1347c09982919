"""Whose word is taken for where a request came from: the proxies named in the settings, nobody else's."""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

_FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)
_UNKNOWN = "0.0.0.0"  # noqa: S104 - stands for "no address", nothing is bound to it


class TrustedProxies:
    """Middleware that stands first: sets `REMOTE_ADDR` to the reader's address, without a port.

    A request from a trusted proxy brings the address in X-Forwarded-For, read from the right up to the first one
    that is not a trusted proxy itself. From anybody else every forwarding header is removed, so that nothing
    behind this can believe it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._trusted = _networks(settings.TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer = _address(request.META.get("REMOTE_ADDR", ""))
        if peer is None or not self._trusts(peer):
            for name in _FORWARDED:
                request.META.pop(name, None)
        else:
            peer = self._reader(peer, request.META.get("HTTP_X_FORWARDED_FOR", ""))
        request.META["REMOTE_ADDR"] = str(peer) if peer is not None else _UNKNOWN
        return self._get_response(request)

    def _reader(self, peer: IPv4Address | IPv6Address, chain: str) -> IPv4Address | IPv6Address:
        for text in reversed(chain.split(",")):
            hop = _address(text)
            if hop is None:
                break
            peer = hop
            if not self._trusts(hop):
                break
        return peer

    def _trusts(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address.version == network.version and address in network for network in self._trusted)


def _networks(words: Iterable[str]) -> list[IPv4Network | IPv6Network]:
    try:
        return [ip_network(word, strict=False) for word in words]
    except ValueError as error:
        raise ImproperlyConfigured(f"KHABAR_TRUSTED_PROXIES: {error}") from error


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address in `192.0.2.1`, `192.0.2.1:5000`, `2001:db8::1` or `[2001:db8::1]:5000`; None if there is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
