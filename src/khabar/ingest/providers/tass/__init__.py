"""TASS: NewsML 1.2 with the story two components down and times on Moscow's clock."""

from zoneinfo import ZoneInfo

from khabar.formats.wire import Profile

PROFILES = (
    Profile(
        name="tass",
        agency="tass",
        ids=("tass.com", "tass", "tass.ru", "itar-tass", "itar-tass.com"),
        zone=ZoneInfo("Europe/Moscow"),
    ),
)
