"""The wire desk's filters as its address holds them, and the address of a list with other filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from django.urls import reverse

from khabar.articles.models import Section
from khabar.ingest.models import Provider
from khabar.ingest.queries import Wanted
from khabar.ingest.states import OPEN_ITEMS, ItemState

_Row = TypeVar("_Row", Provider, Section)

OPEN = "open"
FILTERS = ("q", "urgency", "section", "subject", "agency", "provider", "language", "desk", "state")
"""The parameters that narrow the list, in the order of the form."""
LONGEST = 200


@dataclass(frozen=True)
class Params:
    """The filters of one request: those that are set, as they stand in the address."""

    values: Mapping[str, str]

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Params":
        """Those of an address or a saved view; what is not a filter is left out."""
        found = {name: " ".join(str(given.get(name, "")).replace("\x00", "").split())[:LONGEST] for name in FILTERS}
        return cls({name: value for name, value in found.items() if value and (name, value) != ("state", OPEN)})

    def wanted(self) -> Wanted:
        """What the list is asked for. A value that means nothing narrows nothing."""
        state = self.values.get("state", "")
        return Wanted(
            provider=_row(Provider, self.values.get("provider", "")),
            agency=self.values.get("agency", ""),
            subject=self.values.get("subject", ""),
            urgency_up_to=_urgency(self.values.get("urgency", "")),
            section=_row(Section, self.values.get("section", "")),
            language=self.values.get("language", ""),
            desk=self.values.get("desk", ""),
            words=self.values.get("q", ""),
            states=frozenset({ItemState(state)}) if state in ItemState.values else OPEN_ITEMS,
        )

    def query(self, **extra: object) -> str:
        """The parameters as an address has them after its `?`, never empty: an empty one opens the default view."""
        parts = {**self.values, **{name: value for name, value in extra.items() if value}}
        return urlencode(parts or {"state": OPEN})

    def address(self, **extra: object) -> str:
        """The list with these filters."""
        return f"{reverse('wires:list')}?{self.query(**extra)}"


def _row(model: type[_Row], number: str) -> _Row | None:
    if not (number.isascii() and number.isdecimal() and len(number) < 18):
        return None
    return model._default_manager.filter(pk=int(number)).first()


def _urgency(number: str) -> int:
    return int(number) if number in tuple("12345678") else 9
