"""The one place where the tables meet the pure parts: bytes become records, and a record gets its verdict."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from khabar.formats.wire import Profile, WireRecord, read_wire
from khabar.ingest import decide
from khabar.ingest.decide import Decision, Existing, Incoming, ProviderRules
from khabar.ingest.models import Provider, WireItem
from khabar.ingest.providers import profile_for

Record = dict[str, Any]
"""A wire record as plain data, the keys of `khabar read wire --json`."""

_GUID = 500


@dataclass(frozen=True)
class Arrival:
    """One item of a document: its record, and what of it decides."""

    record: Record
    incoming: Incoming

    @property
    def guid(self) -> str:
        """Its own identity, or for an item without any, one made of its words."""
        return self.incoming.guid or ""


@dataclass(frozen=True)
class Unread:
    """A part of a document that could not be read."""

    reason: str
    guid: str = ""


@dataclass
class Reading:
    """What one document held."""

    arrivals: list[Arrival] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def read(data: bytes, *, source: str, provider: Provider, language: str = "") -> Reading:
    """The items of a document. Embargoes and expiries are looked at when an item is used, not here.

    Args:
        provider: whose ways are assumed of items that name no provider known.
        language: of items that do not name theirs.

    Raises:
        FormatError: none of it can be read.
    """
    assumed = [provider.profile] if provider.profile else []

    def known(names: list[str]) -> Profile:
        return profile_for([*names, *assumed])

    found = read_wire(data, source=source, profile_for=known)
    reading = Reading(unread=[Unread(part.reason, part.guid or "") for part in found.refused])
    for record in found.records:
        record.language = record.language or language or None
        reading.arrivals.append(_arrival(record))
    return reading


def judge(existing: WireItem | None, arrival: Arrival, now: datetime) -> Decision:
    """What to do with an arrival, given the item we have under the same identity."""
    return decide.decide(_existing(existing) if existing else None, arrival.incoming, ProviderRules(), now)


def moment(text: str | None) -> datetime | None:
    """A record's time; a plain date counts from its start in UTC."""
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _arrival(record: WireRecord) -> Arrival:
    incoming = decide.incoming_of(record)
    guid = (incoming.guid or "").strip()
    if not guid or len(guid) > _GUID:
        own = guid or f"{incoming.digest} {record.created_at}"
        guid = "urn:sha256:" + hashlib.sha256(own.encode()).hexdigest()
    return Arrival(record.to_json(), replace(incoming, guid=guid))


def _existing(item: WireItem) -> Existing:
    return Existing(item.guid, item.version, item.digest, item.modified_at, item.withdrawn)
