"""A row of the wire desk as it is shown: what marks it, in words, and how long ago it came."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

from khabar.arabic.plurals import Noun, counted, time_since
from khabar.core import clock
from khabar.ingest.listing import Line
from khabar.ingest.models import WireItem
from khabar.ingest.states import ItemState

URGENT = 3
"""The last urgency that stands out."""
_CLOCK = 1_000
"""Versions from here on are times: some agencies number by the clock."""
_LOUD = {"flash": "خبر خاطف", "alert": "عاجل"}
_OTHERS = Noun("", "مصدر آخر", "مصدران آخران", "مصادر أخرى", "مصدرًا آخر", "مصدر آخر")


@dataclass(frozen=True)
class Mark:
    """One word about an item; `kind` is what the style sheet calls it."""

    kind: str
    text: str


@dataclass(frozen=True)
class Row:
    """A line with everything the template prints."""

    line: Line
    now: datetime
    level: int = 1

    @property
    def item(self) -> WireItem:
        return self.line.item

    @property
    def headline(self) -> str:
        """The headline; an item without words is called by its provider."""
        return self.item.headline or f"خبر بلا نص من {self.item.provider}"

    @property
    def place(self) -> str:
        """Where it was filed, if the list has loaded that."""
        place = getattr(self.item, "place", None)
        return place if place and place != "null" else ""  # JSON's null, as text

    @property
    def language(self) -> str:
        """Its language, where that is not the newsroom's own."""
        return "" if self.item.language.startswith("ar") else self.item.language

    @property
    def is_urgent(self) -> bool:
        """True for what has to stand out."""
        return self.item.urgency <= URGENT or bool(set(_LOUD) & set(signals_of(self.item)))

    @property
    def is_dead(self) -> bool:
        """True for what no draft may be made from any more."""
        return self.item.state == ItemState.KILLED

    @property
    def marks(self) -> list[Mark]:
        """What is to be known before opening it, the weightiest first."""
        return marks_of(self.item, self.now)

    @property
    def used(self) -> str:
        """Who made the first article of it, or an empty text."""
        uses = self.line.uses
        return f"استعمله {uses[0].by}" if uses and uses[0].by else "مستعمل" if uses else ""

    @property
    def also_from(self) -> str:
        """The other providers of the event, each once: `رويترز، د ب أ`."""
        own = self.item.provider
        providers = (other.item.provider for other in self.line.others)
        return "، ".join(dict.fromkeys(str(provider) for provider in providers if provider != own))

    @property
    def more(self) -> str:
        """How many items the event has beside this one."""
        count = len(self.line.others)
        return counted(count, _OTHERS) if count else ""

    @property
    def children(self) -> "list[Row]":
        """The rows that unfold below this one."""
        return [Row(other, self.now, level=2) for other in reversed(self.line.others)]

    @property
    def ago(self) -> str:
        return time_since(self.item.received_at, self.now)


def marks_of(item: WireItem, now: datetime) -> list[Mark]:
    """The marks of an item as its agency and the newsroom left it."""
    signals = signals_of(item)
    marks: list[Mark] = []
    if item.state == ItemState.KILLED:
        marks.append(Mark("killed", "سحبته الوكالة"))
    if item.state == ItemState.SPIKED:
        marks.append(Mark("spiked", "مستبعد"))
    loud = next((text for name, text in _LOUD.items() if name in signals), "")
    if loud or item.urgency <= URGENT:
        marks.append(Mark("urgent", loud or f"أولوية {item.urgency}"))
    if not item.publishable and item.state != ItemState.KILLED:
        marks.append(Mark("closed", "ليس للنشر"))
    if embargo := _embargo(item, now):
        marks.append(Mark("embargo", embargo))
    if item.expires_at and item.expires_at <= now:
        marks.append(Mark("closed", "انتهت مدته"))
    if "correction" in signals:
        marks.append(Mark("correction", "تصحيح"))
    if 1 < item.version < _CLOCK:
        marks.append(Mark("version", f"النسخة {item.version}"))
    elif "update" in signals:
        marks.append(Mark("version", "محدَّث"))
    return marks


def signals_of(item: WireItem) -> list[str]:
    """The signals of an item, from what a list has loaded of it or from its record."""
    loaded = item.__dict__.get("signals")
    if loaded is None:
        return [] if "record" in item.get_deferred_fields() else list(item.record["signals"])
    return list(json.loads(loaded)) if isinstance(loaded, str) else list(loaded)


def rows_of(lines: list[Line]) -> list[Row]:
    """The lines as they are shown now."""
    now = clock.now()
    return [Row(line, now) for line in lines]


def _embargo(item: WireItem, now: datetime) -> str:
    if item.embargoed_until and item.embargoed_until > now:
        return f"محظور حتى {date_format(localtime(item.embargoed_until), 'j F، g:i A')}"
    return "محظور بلا موعد" if item.embargoed and item.embargoed_until is None else ""
