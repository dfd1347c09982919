"""How many requests an address may make: counted in each process, forgotten with it, written nowhere."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address

_MOST_ADDRESSES = 4_096
_BURST_SECONDS = 2.0


class Limit:
    """`per_second` requests of one address (of one /64 in IPv6) on average, twice as many (or `at_once`) at once."""

    def __init__(
        self, per_second: float, clock: Callable[[], float] = time.monotonic, *, at_once: float | None = None
    ) -> None:
        self._rate, self._most = float(per_second), at_once or per_second * _BURST_SECONDS
        self._clock = clock
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, address: str) -> bool:
        """Count a request and tell whether it may be answered."""
        now, place = self._clock(), _network(address)
        with self._lock:
            left, seen = self._left.pop(place, (self._most, now))
            left = min(self._most, left + (now - seen) * self._rate)
            self._left[place] = (max(left - 1.0, 0.0), now)
            if len(self._left) > _MOST_ADDRESSES:
                self._left.popitem(last=False)
        return left >= 1.0


def _network(address: str) -> str:
    if ":" not in address:
        return address
    try:
        return ip_address(address).exploded[:19]
    except ValueError:
        return address
