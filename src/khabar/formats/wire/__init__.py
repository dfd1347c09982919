"""Wire items in every format agencies send, to normalised records."""

from datetime import datetime

from khabar.formats.wire.errors import WireError
from khabar.formats.wire.record import PLAIN, Profile, ProfileFor, Refusal, WireReading, WireRecord, plain_profile

__all__ = [
    "PLAIN",
    "Profile",
    "ProfileFor",
    "Refusal",
    "WireError",
    "WireReading",
    "WireRecord",
    "plain_profile",
    "read_wire",
]


def read_wire(
    data: bytes, *, source: str, profile_for: ProfileFor = plain_profile, now: datetime | None = None
) -> WireReading:
    """Read one document: one record for each of its items, one refusal for each part that is no news.

    `source` names the input in the records; `profile_for` gives what is known of a provider by its
    identifiers; `now` decides whether embargoes and expiries hold. Raises WireError when nothing can be read.
    """
    from khabar.formats.wire.dispatch import drafts_of
    from khabar.formats.wire.finish import finish

    reading = WireReading()
    for found in drafts_of(data, source=source, profile_for=profile_for):
        if isinstance(found, Refusal):
            reading.refused.append(found)
        else:
            reading.records.append(finish(found, profile_for([*found.providers, *found.credits]), now=now))
    return reading
