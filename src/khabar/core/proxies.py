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


class Readers:
    """Tells where readers are from what the server sees: the peer, and what the trusted proxies say of it."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._trusted = _networks(trusted)

    def address(self, peer: str, chain: str) -> str:
        """The reader's address, without a port.

        Args:
            peer: where the connection comes from.
            chain: the X-Forwarded-For header; read only when `peer` is a trusted proxy.
        """
        found = _address(peer)
        if found is not None and self._trusts(found):
            found = self._behind(found, chain)
        return str(found) if found is not None else _UNKNOWN

    def is_proxy(self, peer: str) -> bool:
        """True when the peer's word is taken for where a request came from."""
        found = _address(peer)
        return found is not None and self._trusts(found)

    def _behind(self, peer: IPv4Address | IPv6Address, chain: str) -> IPv4Address | IPv6Address:
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


class TrustedProxies:
    """Middleware that stands first: sets `REMOTE_ADDR` to the reader's address, without a port.

    A request from a trusted proxy brings the address in X-Forwarded-For, read from the right up to the first one
    that is not a trusted proxy itself. From anybody else every forwarding header is removed, so that nothing
    behind this can believe it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._readers = Readers(settings.TRUSTED_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer = request.META.get("REMOTE_ADDR", "")
        if not self._readers.is_proxy(peer):
            for name in _FORWARDED:
                request.META.pop(name, None)
        request.META["REMOTE_ADDR"] = self._readers.address(peer, request.META.get("HTTP_X_FORWARDED_FOR", ""))
        return self._get_response(request)


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
