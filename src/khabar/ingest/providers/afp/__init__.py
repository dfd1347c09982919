"""Agence France-Presse: the NewsML 1.2 wire and the journals with pictures, NewsML-G2 films."""

from zoneinfo import ZoneInfo

from khabar.formats.wire import Profile
from khabar.formats.wire.record import Draft


def _adjust(draft: Draft) -> None:
    """AFP marks an alert by its label, which is no slugline a desk could file under."""
    if draft.slugline in ("تنبيه", "ALERT", "ALERTE"):
        draft.signal("alert")


PROFILES = (
    Profile(
        name="afp",
        agency="afp",
        ids=("afp.com", "afp", "nprov:afp", "أ ف ب"),
        zone=ZoneInfo("UTC"),
        adjust=_adjust,
    ),
)
