"""Which network addresses an outgoing request may reach: the public internet and nothing else."""

import ipaddress
import socket
from collections.abc import Callable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# (host, port) to the addresses to try, in order; raises OSError when there are none.
Resolver = Callable[[str, int], list[Address]]
AddressPolicy = Callable[[Address], bool]

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  # RFC 4291
# IANA's special-purpose registries, spelt out: `ipaddress` knows more or less of them by Python's version.
_REFUSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "168.63.129.16/32",  # Azure's host agent: a public number that answers only from inside
        "2001::/23",  # IETF protocol assignments: Teredo, ORCHID, benchmarking
        *("2001:db8::/32", "3fff::/20"),  # documentation
    )
)


def is_public(address: Address) -> bool:
    """True for an address of the public internet, also when IPv6 only wraps an IPv4 address.

    Refused: loopback, private, link-local (cloud metadata lives there), multicast, reserved, shared (CGNAT),
    documentation, and IPv6 forms that lead to such an IPv4 address (mapped, 6to4, Teredo, NAT64).
    """
    if isinstance(address, ipaddress.IPv6Address):
        return _is_public_v6(address)
    return not _in_refused(address)


def _is_public_v6(address: ipaddress.IPv6Address) -> bool:
    if address in _NAT64:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if address not in _GLOBAL_UNICAST or _in_refused(address):
        return False
    return address.sixtofour is None or is_public(address.sixtofour)


def _in_refused(address: Address) -> bool:
    return any(address.version == network.version and address in network for network in _REFUSED)


def system_resolver(host: str, port: int) -> list[Address]:
    """The addresses of a host as the system's resolver gives them, without repeats.

    Raises:
        OSError: there is no such host, or the resolver does not answer.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(str(error)) from error
    found = (ipaddress.ip_address(str(answer[4][0])) for answer in answers)
    return list(dict.fromkeys(found))
