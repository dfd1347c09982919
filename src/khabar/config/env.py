"""Typed readers of `KHABAR_*` environment variables that fail loudly instead of guessing."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from khabar.core.errors import KhabarError

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}
_LONGEST_ADDRESS = 500
HIJRI = ("none", "beside", "first")
PUSH_SERVICES = (
    "fcm.googleapis.com updates.push.services.mozilla.com *.push.services.mozilla.com *.push.apple.com"
    " *.notify.windows.com"
)
"""Google, Mozilla, Apple, Microsoft."""
_PUSH_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
_CAPITAL_ZONES = {
    "EG": "Africa/Cairo",
    "SD": "Africa/Khartoum",
    "LY": "Africa/Tripoli",
    "TN": "Africa/Tunis",
    "DZ": "Africa/Algiers",
    "MA": "Africa/Casablanca",
    "MR": "Africa/Nouakchott",
    "LB": "Asia/Beirut",
    "SY": "Asia/Damascus",
    "JO": "Asia/Amman",
    "PS": "Asia/Hebron",
    "IQ": "Asia/Baghdad",
    "SA": "Asia/Riyadh",
    "KW": "Asia/Kuwait",
    "BH": "Asia/Bahrain",
    "QA": "Asia/Qatar",
    "AE": "Asia/Dubai",
    "OM": "Asia/Muscat",
    "YE": "Asia/Aden",
    "SO": "Africa/Mogadishu",
    "DJ": "Africa/Djibouti",
    "KM": "Indian/Comoro",
}


class BadSetting(KhabarError):
    """An environment variable holds something that its setting cannot be."""


def text(name: str, default: str = "", *, choices: tuple[str, ...] = ()) -> str:
    """The variable as text.

    Raises:
        BadSetting: the value is not one of `choices`.
    """
    value = os.environ.get(name, default).strip()
    if choices and value not in choices:
        raise BadSetting(f"{name}={value!r}: expected one of {', '.join(choices)}")
    return value


def boolean(name: str, default: bool = False) -> bool:
    """The variable as a yes or no: 1/true/yes/on or 0/false/no/off.

    Raises:
        BadSetting: the value is neither.
    """
    raw = os.environ.get(name)
    if raw is None:
        return default
    value = raw.strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise BadSetting(f"{name}={raw!r}: expected yes or no")


def integer(name: str, default: int, *, low: int = 0, high: int = 2**31) -> int:
    """The variable as a whole number between `low` and `high`.

    Raises:
        BadSetting: the value is not a number in that range.
    """
    raw = os.environ.get(name)
    if raw is None or not raw.strip():
        return default
    if not raw.strip().isdecimal() or not low <= int(raw) <= high:
        raise BadSetting(f"{name}={raw!r}: expected a whole number from {low} to {high}")
    return int(raw)


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list of words separated by commas or spaces."""
    return os.environ.get(name, default).replace(",", " ").split()


def folder(name: str, default: Path) -> Path:
    """The variable as an absolute folder path; the folder need not exist yet."""
    raw = os.environ.get(name, "").strip()
    return Path(raw).expanduser().resolve() if raw else default.resolve()


def site_url(name: str, default: str) -> str:
    """The variable as the site's public origin, such as `https://khabar.example`, without a slash at the end.

    Raises:
        BadSetting: it is not an http(s) origin.
    """
    value = os.environ.get(name, default).strip().rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise BadSetting(f"{name}={value!r}: expected an address such as https://news.example")
    return value


def other_origin(name: str, site: str) -> str:
    """The variable as an origin on another host than the site's, which shares no cookie with it; empty when unset.

    Raises:
        BadSetting: it is not an http(s) origin, or is on the site's own host: cookies do not tell ports apart.
    """
    if not os.environ.get(name, "").strip():
        return ""
    value = site_url(name, "")
    if urlsplit(value).hostname == urlsplit(site).hostname:
        raise BadSetting(f"{name}={value!r}: expected another host than that of KHABAR_SITE_URL")
    return value


def time_zone_of(country: str) -> str:
    """The IANA time zone of a country's capital, such as `Africa/Cairo` for `EG`.

    Raises:
        BadSetting: the country is not one Khabar has an edition for.
    """
    try:
        return _CAPITAL_ZONES[country]
    except KeyError:
        raise BadSetting(f"KHABAR_COUNTRY={country!r}: expected one of {', '.join(_CAPITAL_ZONES)}") from None


def address(name: str) -> str:
    """The variable as a path on the site (`/principles/`) or a full http(s) address; empty where it is not set.

    Raises:
        BadSetting: it is neither.
    """
    value = os.environ.get(name, "").strip()
    parts = urlsplit(value)
    if (
        value
        and not (value.startswith("/") and not parts.netloc)
        and not (parts.scheme in ("http", "https") and parts.hostname)
    ):
        raise BadSetting(f"{name}={value!r}: expected a path such as /principles/ or an address")
    return value


def addresses(name: str) -> list[str]:
    """The variable as a list of full http(s) addresses.

    Raises:
        BadSetting: an entry is none.
    """
    found = words(name)
    for entry in found:
        parts = urlsplit(entry)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(entry) > _LONGEST_ADDRESS:
            raise BadSetting(f"{name}: {entry!r}: expected an address such as https://hub.example/")
    return list(dict.fromkeys(found))


def indexnow(name: str, key: str) -> str:
    """The variable as the address that takes IndexNow notices, for which `key` is needed; empty where it is not set.

    Raises:
        BadSetting: it is no address or several, or there is no key.
    """
    found = addresses(name)
    if len(found) > 1 or (found and not key):
        raise BadSetting(f"{name}: expected one address, and a key in KHABAR_INDEXNOW_KEY")
    return found[0] if found else ""


def indexnow_key(name: str) -> str:
    """The variable as a key of the IndexNow protocol; empty where it is not set.

    Raises:
        BadSetting: no key looks so.
    """
    value = text(name)
    if value and not re.fullmatch(r"[A-Za-z0-9-]{8,128}", value):
        raise BadSetting(f"{name}: expected 8 to 128 letters a-z or A-Z, digits and hyphens")
    return value


def editions(name: str) -> dict[str, str]:
    """The variable as other editions of the site, `SA=https://sa.example MA=https://ma.example`: origins by country.

    Raises:
        BadSetting: an entry is no Arab country and origin.
    """
    found = {}
    for entry in words(name):
        country, _, origin = entry.partition("=")
        parts = urlsplit(origin)
        if country not in _CAPITAL_ZONES or parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
            raise BadSetting(f"{name}: {entry!r}: expected a country and an address such as SA=https://sa.example")
        found[country] = origin
    return found


def mailbox(name: str, default: str = "") -> str:
    """The variable as a plain mail address, without a name; empty where it is not set.

    Raises:
        BadSetting: it is none.
    """
    value = text(name, default)
    if value and not re.fullmatch(r"[^\s<>@,;:\"]+@[^\s<>@,;:\"]+", value):
        raise BadSetting(f"{name}={value!r}: expected an address such as news@khabar.example")
    return value


def database(name: str, sqlite_file: Path) -> dict[str, object]:
    """Django's database settings: SQLite in `sqlite_file`, or the `postgresql://` address in the variable.

    Raises:
        BadSetting: the address is of another kind or names no database.
    """
    raw = os.environ.get(name, "").strip()
    if not raw:
        return _sqlite(sqlite_file)
    parts = urlsplit(raw)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise BadSetting(f"{name}: expected postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(file: Path) -> dict[str, object]:
    return {
        "ENGINE": "khabar.core.sqlite3",
        "NAME": str(file),
        # Opening the file and its pragmas took a fifth of the time of a page that asks two questions.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # A writer takes its lock at BEGIN: two writers queue instead of failing on upgrade.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged publish survives power loss (WAL with NORMAL may lose the last commits).
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
            "PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY;",
        },
    }


def push_keys(name: str, *, most: int = 10) -> list[str]:
    """The variable as private keys for web push: each 32 bytes in base64url, 43 characters.

    Raises:
        BadSetting: one is not, or there are too many; the value is not repeated.
    """
    found = words(name)
    if len(found) > most or not all(_PUSH_KEY.fullmatch(one) for one in found):
        raise BadSetting(f"{name}: expected {'one key' if most == 1 else 'keys'} of 43 characters (base64url)")
    return found
