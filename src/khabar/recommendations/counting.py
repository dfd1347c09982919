"""Which readings count: one for each reader and story in an hour, none of programs; pure, all of it in memory.

A reader is a keyed hash of address and browser. The key is random, lives an hour and is written nowhere, and of the
hashes themselves only marks in a filter are kept (Bloom 1970), out of which nothing can be read.
"""

import os
from collections import Counter
from collections.abc import Callable
from hashlib import blake2b
from ipaddress import ip_address

from khabar.core.programs import is_program

WINDOW = 3600.0
"""Seconds in which one reader's reading of a story counts once."""
PER_ADDRESS, PER_STORY = 400, 30
"""Readings of one address in a window, and of one address and story: many readers may share an address."""
_MARKS = 1 << 24
"""Bits of the filter: with a million readings in an hour two of a thousand are taken for repeated."""
_HASHES = 4
_MOST_ADDRESSES = 100_000
"""Addresses counted apart; were there more, the hour's would be forgotten."""


class Readings:
    """Counts readings until they are taken away."""

    def __init__(self, random: Callable[[int], bytes] = os.urandom) -> None:
        self._random = random
        self._until = float("-inf")
        self._counts: Counter[int] = Counter()

    def see(self, story: int, address: str, agent: str, now: float) -> bool:
        """Count a reading at `now` (any clock that only goes on, seconds); tells whether it counts."""
        if now >= self._until:
            self._begin(now)
        if is_program(agent):
            return False
        places = self._places(story, address, agent)
        known = all(self._marks[place >> 3] >> (place & 7) & 1 for place in places)
        if known or not self._within_bounds(address, story):
            return False
        for place in places:
            self._marks[place >> 3] |= 1 << (place & 7)
        self._counts[story] += 1
        return True

    def take(self) -> dict[int, int]:
        """The readings counted since they were taken last, by story."""
        taken, self._counts = dict(self._counts), Counter()
        return taken

    def put_back(self, counts: dict[int, int]) -> None:
        """Return what was taken and could not be written."""
        self._counts.update(counts)

    def _begin(self, now: float) -> None:
        """A new key, and nothing remembered of the hour before."""
        self._until = now + WINDOW
        self._key = self._random(32)
        self._marks = bytearray(_MARKS // 8)
        self._by_address: Counter[int] = Counter()
        self._by_story: Counter[int] = Counter()

    def _within_bounds(self, address: str, story: int) -> bool:
        if len(self._by_story) >= _MOST_ADDRESSES:
            self._by_story.clear()
            self._by_address.clear()
        network = _network(address)
        whose, which = self._hash(network), self._hash(f"{network} {story}")
        self._by_address[whose] += 1
        self._by_story[which] += 1
        return self._by_address[whose] <= PER_ADDRESS and self._by_story[which] <= PER_STORY

    def _places(self, story: int, address: str, agent: str) -> list[int]:
        digest = self._digest(f"{story} {address} {agent}", 4 * _HASHES)
        return [int.from_bytes(digest[at : at + 4], "big") % _MARKS for at in range(0, 4 * _HASHES, 4)]

    def _hash(self, text: str) -> int:
        return int.from_bytes(self._digest(text, 8), "big")

    def _digest(self, text: str, size: int) -> bytes:
        return blake2b(text.encode("utf-8", "replace"), digest_size=size, key=self._key).digest()


def _network(address: str) -> str:
    """An address; of IPv6 the /64, which is one line's."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else found.exploded[:19]
