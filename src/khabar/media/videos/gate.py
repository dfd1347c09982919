"""Who may see a video: everyone while something public shows it and its rights last, otherwise the desk alone.

What shows videos lives above this folder and registers here when the applications are loaded.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from khabar.core import clock
from khabar.media.gate import FOREVER

if TYPE_CHECKING:
    from khabar.media.videos.models import Video

_showing: list[Callable[[int], datetime | None]] = []


def register(shown_until: Callable[[int], datetime | None]) -> None:
    """Add a question that is asked with a video's id, as `khabar.media.gate.register` is with a picture's."""
    if shown_until not in _showing:
        _showing.append(shown_until)


def until(video: "Video") -> datetime | None:
    """Until when anyone may see the video; None where only the desk may."""
    ends = [end for shown_until in _showing if (end := shown_until(video.pk)) is not None]
    if not ends or not video.is_ready:
        return None
    end = min(max(ends), video.rights_until or FOREVER)
    return end if end > clock.now() else None


def poster_shown_until(picture_id: int) -> datetime | None:
    """A poster may be seen as long as one of the videos it stands for; registered with the gate of pictures."""
    from khabar.media.videos.models import Video

    ends = [until(video) for video in Video.objects.with_poster(picture_id)]
    return max((end for end in ends if end is not None), default=None)
