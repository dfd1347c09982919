"""What is known of each provider's wires: one folder per provider, and the registry of them all."""

from functools import cache

from khabar.formats.wire import PLAIN, Profile
from khabar.ingest.providers import afp, ansa, belga, dpa, kyodo, stt, tass

PROFILES: tuple[Profile, ...] = (
    *afp.PROFILES,
    *ansa.PROFILES,
    *belga.PROFILES,
    *dpa.PROFILES,
    *kyodo.PROFILES,
    *stt.PROFILES,
    *tass.PROFILES,
)


@cache
def _by_id() -> dict[str, Profile]:
    return {identifier: profile for profile in PROFILES for identifier in profile.ids}


def profile_for(providers: list[str]) -> Profile:
    """Return the profile of the first identifier known here: a provider's code, name or domain, or an item's guid."""
    known = _by_id()
    for identifier in providers:
        for part in _parts(identifier):
            if part in known:
                return known[part]
    return PLAIN


def _parts(identifier: str) -> list[str]:
    """Return an identifier whole, and its parts: `urn:newsml:dpa.com:…` names dpa.com, `nprov:dpa` dpa."""
    folded = identifier.lower().strip()
    return [folded, *(piece.removeprefix("www.") for piece in folded.replace("/", ":").split(":")[:4])]
