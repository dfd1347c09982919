"""How many requests an address may make."""

from khabar.core import rate
from khabar.core.rate import Limit


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_the_average_rate() -> None:
    clock = Clock()
    limit = Limit(3, clock)
    assert [limit.allows("192.0.2.1") for _ in range(8)] == [True] * 6 + [False] * 2
    assert limit.allows("192.0.2.2")
    clock.now += 1
    assert [limit.allows("192.0.2.1") for _ in range(4)] == [True] * 3 + [False]


def test_a_network_of_ipv6_is_one_reader() -> None:
    limit = Limit(1, Clock())
    assert [limit.allows(f"2001:db8:1:2::{host}") for host in range(1, 4)] == [True, True, False]
    assert limit.allows("2001:db8:1:3::1")


def test_addresses_are_remembered_up_to_a_number() -> None:
    limit = Limit(1, Clock())
    for number in range(rate._MOST_ADDRESSES + 50):
        limit.allows(f"10.{number // 65536}.{number // 256 % 256}.{number % 256}")
    assert len(limit._left) == rate._MOST_ADDRESSES
