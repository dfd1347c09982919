"""The starter catalogue: how the main agencies are usually set up; addresses and contracts are the operator's."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khabar.formats.agencies import Agency, agency_by_code

GROUPS = {"world": "وكالات عالمية", "region": "وكالات الإقليم", "arab": "وكالات عربية"}


@dataclass(frozen=True)
class Entry:
    """One agency of `catalogue.toml`."""

    agency: str
    group: str
    kind: str
    format: str
    language: str
    interval: int
    idle_after: int
    profile: str = ""
    note: str = "بما تتفق عليه معها: خلاصة موقعها أو خدمة المشتركين."

    @property
    def known(self) -> Agency:
        """The agency's entry in the authority file.

        Raises:
            LookupError: it has none.
        """
        found = agency_by_code(self.agency)
        if found is None:
            raise LookupError(f"{self.agency} is not in agencies.toml")
        return found


@cache
def entries() -> tuple[Entry, ...]:
    """The catalogue in its own order."""
    with files("khabar.ingest").joinpath("catalogue.toml").open("rb") as source:
        return tuple(Entry(**entry) for entry in tomllib.load(source)["provider"])
