"""Reading wires with what is known of their providers."""

from datetime import datetime

from khabar.formats.wire import WireReading
from khabar.formats.wire import read_wire as read_plainly
from khabar.ingest.providers import profile_for


def read_wire(data: bytes, *, source: str, now: datetime | None = None) -> WireReading:
    """Read one document as `khabar.formats.wire.read_wire` does, each item by its provider's profile."""
    return read_plainly(data, source=source, profile_for=profile_for, now=now)
