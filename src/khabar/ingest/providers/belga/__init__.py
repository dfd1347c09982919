"""Belga: NewsML 1.2 whose inner components are stories of their own, times on Brussels' clock."""

from zoneinfo import ZoneInfo

from khabar.formats.wire import Profile

PROFILES = (
    Profile(
        name="belga",
        agency="belga",
        ids=("belga.be", "belga", "belga.news"),
        zone=ZoneInfo("Europe/Brussels"),
        split_components=True,
    ),
)
