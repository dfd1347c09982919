"""Which clock a country's press keeps: ISO 3166 country code to IANA time zone."""

from datetime import tzinfo
from zoneinfo import ZoneInfo

_COUNTRY_ZONES = {
    "EG": "Africa/Cairo", "SA": "Asia/Riyadh", "AE": "Asia/Dubai", "KW": "Asia/Kuwait", "QA": "Asia/Qatar",
    "BH": "Asia/Bahrain", "OM": "Asia/Muscat", "YE": "Asia/Aden", "IQ": "Asia/Baghdad", "LB": "Asia/Beirut",
    "SY": "Asia/Damascus", "JO": "Asia/Amman", "PS": "Asia/Gaza", "IL": "Asia/Jerusalem",
    "LY": "Africa/Tripoli", "TN": "Africa/Tunis", "DZ": "Africa/Algiers", "MA": "Africa/Casablanca",
    "MR": "Africa/Nouakchott", "SD": "Africa/Khartoum", "SO": "Africa/Mogadishu", "DJ": "Africa/Djibouti",
    "KM": "Indian/Comoro", "TD": "Africa/Ndjamena", "SS": "Africa/Juba", "ER": "Africa/Asmara",
    "TR": "Europe/Istanbul", "IR": "Asia/Tehran", "RU": "Europe/Moscow", "GB": "Europe/London",
    "UK": "Europe/London", "FR": "Europe/Paris", "DE": "Europe/Berlin", "ES": "Europe/Madrid",
    "IT": "Europe/Rome", "CH": "Europe/Zurich", "BE": "Europe/Brussels", "NL": "Europe/Amsterdam",
    "SE": "Europe/Stockholm", "US": "America/New_York", "CN": "Asia/Shanghai", "IN": "Asia/Kolkata",
    "JP": "Asia/Tokyo", "KR": "Asia/Seoul",
}  # fmt: skip

DEFAULT_COUNTRY = "EG"


def is_known_country(country: str) -> bool:
    """Say whether `country` (ISO 3166 alpha-2, any case) has a clock here."""
    return country.upper() in _COUNTRY_ZONES


def zone_for_country(country: str) -> tzinfo:
    """Return the zone of `country` (ISO 3166 alpha-2). Raises ValueError for a country not known here."""
    name = _COUNTRY_ZONES.get(country.upper())
    if name is None:
        raise ValueError(f"unknown country code: {country!r}")
    return ZoneInfo(name)
