"""When to look at a feed again: pure arithmetic."""

import random
from datetime import datetime, timedelta

HARD_LIMIT = 5
"""Consecutive hard errors after which a feed is closed."""
_LONGEST = 3600.0


def next_look(now: datetime, interval: float, failures: int, retry_after: float | None = None) -> datetime:
    """The moment of the next look.

    Doubles the interval with each failure, an hour at most (never below the interval itself), and spreads looks by a
    tenth so that feeds do not fall into step. What the server asks for is the least.

    Args:
        interval: seconds between looks when all is well.
        failures: consecutive ones, 0 after a success.
        retry_after: seconds the server asked us to stay away.
    """
    wait = interval if not failures else min(interval * 2 ** min(failures, 12), max(_LONGEST, interval))
    wait *= random.uniform(1.0, 1.1)  # noqa: S311
    return now + timedelta(seconds=max(wait, retry_after or 0.0))
