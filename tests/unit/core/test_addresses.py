"""The address filter of outgoing requests, against the ranges that lead inside."""

from ipaddress import ip_address

import pytest

from khabar.core.addresses import is_public, system_resolver


@pytest.mark.parametrize(
    "text",
    [
        "8.8.8.8",
        "1.1.1.1",
        "151.101.1.164",
        "2606:4700:4700::1111",
        "2a00:1450:4001::200e",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)
def test_the_internet_is_reachable(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "127.255.0.3", "0.0.0.0", "0.1.2.3",  # this host
        "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",  # private
        "169.254.169.254", "169.254.170.2",  # link-local: metadata services
        "100.64.0.1", "100.100.100.200", "100.127.255.255",  # carrier-grade NAT
        "192.0.0.192", "192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1",  # special and documentation
        "224.0.0.1", "239.255.255.250", "233.252.0.1", "240.0.0.1", "255.255.255.255",  # multicast, reserved
        "192.88.99.1", "168.63.129.16",  # 6to4 relay, Azure's host agent
        "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1",  # this host, mapped
        "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",  # private, link-local, multicast
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",  # NAT64 to inside
        "2002:7f00:1::1", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2",  # 6to4 to inside, Teredo
        "2001:db8::1", "3fff::1", "100::1", "2001:20::1", "5f00::1", "4000::1",  # documentation, discard, unassigned
    ],
)  # fmt: skip
def test_everything_else_is_refused(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "017700000001", "0x7f.1", "0177.0.0.1"]
)
def test_every_way_to_write_loopback_resolves_to_a_refused_address(host: str) -> None:
    found = system_resolver(host, 80)
    assert found
    assert not any(is_public(address) for address in found)


@pytest.mark.parametrize("host", ["a" * 300, "xn--\u0627", "..", "a..b"])
def test_a_name_that_cannot_be_is_an_os_error(host: str) -> None:
    with pytest.raises(OSError, match=r"."):
        system_resolver(host, 80)
