"""Arranges fronts for tests."""

from datetime import datetime, timedelta
from typing import Any

from khabar.articles.models import Article, Section
from khabar.core import clock
from khabar.curation.actions import NOBODY, arrange, raise_bar
from khabar.curation.enums import Level
from khabar.curation.models import Arrangement, Bar
from khabar.curation.queries import standing
from khabar.curation.zones import Arranged, Placed
from khabar.media.models import Video


def zones(until: datetime | None = None, **zones: list[Article] | list[Video]) -> dict[str, tuple[Placed, ...]]:
    """Stories and videos in zones, all pinned until the same moment if one is given."""
    return {key: tuple(Placed(one.pk, until) for one in things) for key, things in zones.items()}


def put(section: Section | None = None, until: datetime | None = None, **things: Any) -> Arrangement:
    """Put an arrangement in force that has these stories in these zones."""
    now = standing(section).arrangement
    base = now.pk if now else NOBODY
    return arrange(section=section, arranged=Arranged(zones(until, **things)), base=base, user=None)


def breaking(text: str = "زلزال خفيف يُحس به في ثلاث مدن", **values: Any) -> Bar:
    """Raise a bar for an hour."""
    given = {"level": Level.BREAKING, "until": clock.now() + timedelta(hours=1), "seen": NOBODY, "user": None} | values
    return raise_bar(text=text, **given)
