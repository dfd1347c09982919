"""When an event was: its reports come within a day or two of one another, so the best hits of a headline tell."""

from collections.abc import Sequence
from dataclasses import dataclass

_BEST = 20
_SURE, _UNSURE = 10, 3
"""The power to which a hit's score against the best one is raised: what is half as good says next to nothing, or a
little where nobody knows that the best one is of the event.
"""
_HALF = 2.0
"""Days after which a hit says half as much."""
_GAIN = 0.75
_DAY = 86_400
_FAR = 60 * _DAY
"""Seconds from which a hit says nothing: less than a part in a thousand million."""


@dataclass(frozen=True)
class Moment:
    """When an event was reported: the times of the best hits, in seconds since 1970 UTC, with weights of one in all."""

    weights: tuple[tuple[float, float], ...] = ()

    @classmethod
    def of(cls, hits: Sequence[tuple[float, float]], sure: bool) -> "Moment":
        """Return the moment that hits tell of, given as score and time of publishing, the best first: one that is
        `sure` to be of the event, or only may.
        """
        best = [hit for hit in hits[:_BEST] if hit[0] > 0]
        power = _SURE if sure else _UNSURE
        shares = [(score / best[0][0]) ** power for score, _ in best]
        whole = sum(shares)
        return cls(tuple((share / whole, time) for share, (_, time) in zip(shares, best, strict=True)))

    def gain(self, time: float) -> float:
        """Return the factor by which being published then raises a score; 1 where no moment is known."""
        near = 0.0
        for share, at in self.weights:
            away = abs(time - at)
            if away < _FAR:
                near += share * 2 ** (-away / (_DAY * _HALF))
        return 1 + _GAIN * near


ANY = Moment()
