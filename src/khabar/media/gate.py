"""Who may see a picture: everyone while something public shows it, otherwise the desk alone.

What shows pictures lives above this folder and registers here when the applications are loaded.
"""

from collections.abc import Callable
from datetime import UTC, datetime

# What `until` answers where no end is set.
FOREVER = datetime.max.replace(tzinfo=UTC)

_showing: list[Callable[[int], datetime | None]] = []


def register(shown_until: Callable[[int], datetime | None]) -> None:
    """Add a question that is asked with a picture's id: until when does something public show it?

    The answer is None where nothing does now, and `FOREVER` where no end is set.
    """
    if shown_until not in _showing:
        _showing.append(shown_until)


def until(picture_id: int) -> datetime | None:
    """Until when anyone may see the picture; None where only the desk may."""
    ends = [end for shown_until in _showing if (end := shown_until(picture_id)) is not None]
    return max(ends, default=None)
