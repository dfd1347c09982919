"""Who may see a picture: everyone while something public shows it, otherwise the desk alone.

What shows pictures lives above this folder and registers here when the applications are loaded.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from khabar.core import clock

# What `until` answers where no end is set.
FOREVER = datetime.max.replace(tzinfo=UTC)

_showing: list[Callable[[int], datetime | None]] = []
_allowing: list[Callable[[int], datetime]] = []


def register(shown_until: Callable[[int], datetime | None]) -> None:
    """Add a question that is asked with a picture's id: until when does something public show it?

    The answer is None where nothing does now, and `FOREVER` where no end is set.
    """
    if shown_until not in _showing:
        _showing.append(shown_until)


def limit(allowed_until: Callable[[int], datetime]) -> None:
    """Add a question that is asked with the id of a picture that is shown: until when may it be, whoever shows it?

    The answer is `FOREVER` where no end is set.
    """
    if allowed_until not in _allowing:
        _allowing.append(allowed_until)


def rights_last_until(picture_id: int) -> datetime:
    """Until when the picture's own rights let us show it; registered as a limit."""
    from khabar.media.models import Picture

    return Picture.objects.filter(pk=picture_id).values_list("rights_until", flat=True).first() or FOREVER


def until(picture_id: int) -> datetime | None:
    """Until when anyone may see the picture; None where only the desk may."""
    ends = [end for shown_until in _showing if (end := shown_until(picture_id)) is not None]
    if not ends:
        return None
    end = min([max(ends), *(allowed_until(picture_id) for allowed_until in _allowing)])
    return end if end > clock.now() else None
