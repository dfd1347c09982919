"""The signed list that a page's browser chooses from, and what its signature says when an ad was seen."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core import signing

from khabar.ads.enums import Kind, Screen
from khabar.ads.models import Creative
from khabar.ads.queries import ad_of, offered
from khabar.ads.rules import fits
from khabar.core.paths import path_to

LIST_AGE = 300
"""Seconds that a list is stored at most: its signature is never much older than that when a page takes it."""
TOKEN_AGE = 6 * 3600
"""Seconds that a page may be open before what was seen on it counts no more."""
_SALT = "khabar.ads.list"

Token = dict[str, Any]
"""`page`: the kind of page; `ads`: by id, as text, when each begins and ends (or null), and its places there."""


def list_of(page: str, section: int | None) -> tuple[dict[str, Any], list[Creative]]:
    """What browsers on such a page choose from, signed, and the creatives in it.

    `ads[]{id, campaign, slots, from, to, weight, house, on, cap, hours, frame | (phone, desktop, link, alt)}`; times
    are epoch seconds.
    """
    rows, standing = offered(page, section)
    entries, signed = [], {}
    for one in rows:
        there = [place for place in standing if fits(ad_of(one), place, section)]
        entry = _entry(one) | {"slots": [place.id for place in there]}
        entries.append(entry)
        signed[str(one.pk)] = [entry["from"], entry["to"], [place.position for place in there]]
    return {"token": signing.dumps({"page": page, "ads": signed}, salt=_SALT), "ads": entries}, rows


@lru_cache(maxsize=256)
def _signed(token: str) -> Token | None:
    try:
        found: Token = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return found


def read_token(token: str) -> Token | None:
    """What the signature of a list says; None when it is not ours or too old."""
    try:
        signing.TimestampSigner(salt=_SALT).unsign(token, max_age=TOKEN_AGE)
    except signing.BadSignature:
        return None
    return _signed(token)


def _entry(creative: Creative) -> dict[str, Any]:
    ad, booked = ad_of(creative), creative.campaign
    entry: dict[str, Any] = {
        "id": ad.id,
        "campaign": ad.campaign,
        "from": int(ad.starts),
        "to": int(ad.ends) if ad.ends is not None else None,
        "weight": ad.weight,
        "house": ad.house,
        "on": sorted(ad.screens),
        "cap": booked.cap,
        "hours": booked.cap_hours,
    }
    if ad.framed:
        return entry | {"frame": frame_path(creative)}
    pictures = {screen: picture_path(creative, screen) for screen in sorted(ad.screens)}
    return entry | pictures | {"link": creative.link, "alt": creative.alt}


def picture_path(creative: Creative, screen: str) -> str:
    """Where the creative's picture for the screen is had; its address changes with its bytes."""
    return path_to("ads:picture", creative.pk, creative.picture(Screen(screen)).rpartition("/")[2])


def frame_path(creative: Creative) -> str:
    """Where the creative's frame is had, from the origin that is set for frames."""
    view = "ads:google" if creative.kind == Kind.GAM else "ads:frame"
    return f"{settings.ADS_ORIGIN}{path_to(view, creative.pk, creative.mark)}"
