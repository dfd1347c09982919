"""ANSA: NITF with the standfirst where the byline stands, priorities as letters and times on Rome's clock."""

from zoneinfo import ZoneInfo

from khabar.formats.wire import Profile
from khabar.formats.wire.record import Draft, Text

# Words in its byline element make a standfirst, not a name.
_LONGEST_NAME = 4


def _adjust(draft: Draft) -> None:
    if draft.byline and len(draft.byline.split()) > _LONGEST_NAME:
        draft.abstracts.append(Text(draft.byline, draft.language, main=True))
        draft.byline = None


PROFILES = (
    Profile(
        name="ansa",
        agency="ansa",
        ids=("ansa.it", "ansa"),
        zone=ZoneInfo("Europe/Rome"),
        headline_prefixes=(">>>ANSA/", ">>>", "++", "ANSA/"),
        adjust=_adjust,
    ),
)
