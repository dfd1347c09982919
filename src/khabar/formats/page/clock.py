"""Whose clock a page keeps: the country that its address, its tags or its month names tell, or the one assumed."""

import re
from datetime import date, datetime, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from khabar.arabic.dates_zones import is_known_country, zone_for_country
from khabar.formats.page.outlets import outlet_country
from khabar.formats.text import key

_GENERIC_DOMAINS = {"tv", "me", "co", "io", "fm", "is", "to", "cc", "ws", "so"}
# Month names of one country's press, or of neighbours that keep one clock; those of the Levant do not decide.
_MONTHS_OF = {
    "MA": re.compile(r"\d\s(?:دجنبر|نونبر|شتنبر|غشت|يوليوز)\s\d{4}"),
    "TN": re.compile(r"\d\s(?:جانفي|فيفري|افريل|جوان|جويليه|اوت)\s\d{4}"),
}


def country_of_host(host: str) -> str | None:
    """Return the country of a known outlet's host, or of a national domain."""
    known = outlet_country(host)
    suffix = host.rsplit(".", 1)[-1]
    if known or len(suffix) != 2 or suffix in _GENERIC_DOMAINS or not is_known_country(suffix):
        return known
    return suffix.upper()


def host_of(url: str | None) -> str:
    """Return the lower-case host of an address, or an empty string."""
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""


def country_of_months(text: str) -> str | None:
    """Return the country whose month names alone date a text, or None."""
    folded = key(text)
    found = [country for country, pattern in _MONTHS_OF.items() if pattern.search(folded)]
    return found[0] if len(found) == 1 else None


def assumed_zone(country: str) -> tzinfo:
    """Return the zone of a country taken for want of a better, as an object that times on it can be known by."""
    return ZoneInfo.no_cache(str(zone_for_country(country)))


def is_assumed(moment: datetime | date | None, zone: tzinfo | None) -> bool:
    """Say whether a time stands on the clock `assumed_zone` gave, not on one the page stated."""
    return isinstance(moment, datetime) and zone is not None and moment.tzinfo is zone
