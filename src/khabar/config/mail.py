"""Where e-mail goes: the server named by `KHABAR_EMAIL_URL`, or nowhere."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from khabar.config.env import BadSetting

_BACKENDS = "django.core.mail.backends"
_ARGUMENTS = {
    "EMAIL_BACKEND": "backend",
    "EMAIL_FILE_PATH": "file_path",
    "EMAIL_HOST": "host",
    "EMAIL_PORT": "port",
    "EMAIL_HOST_USER": "username",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_SSL": "use_ssl",
    "EMAIL_USE_TLS": "use_tls",
    "EMAIL_TIMEOUT": "timeout",
}
_PASSWORD_FILES = {
    "KHABAR_EMAIL_URL": "KHABAR_EMAIL_PASSWORD_FILE",
    "KHABAR_LETTERS_URL": "KHABAR_LETTERS_PASSWORD_FILE",
}


def mail_settings(name: str) -> dict[str, object]:
    """Django's `EMAIL_*` settings from an address.

    `smtp://user:password@host:587` (STARTTLS), `smtps://user:password@host:465` (TLS from the start),
    `smtp://host:25?plain=1` (no encryption, for a server on the same machine), `console:` (printed), or
    `file:///folder`. Empty: no e-mail is sent, and pages that need it say so.

    Raises:
        BadSetting: the address is of another kind or names no host.
    """
    raw = os.environ.get(name, "").strip()
    if not raw:
        return {"EMAIL_BACKEND": f"{_BACKENDS}.dummy.EmailBackend"}
    parts = urlsplit(raw)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{_BACKENDS}.console.EmailBackend"}
    if parts.scheme == "file" and parts.path:
        return {
            "EMAIL_BACKEND": f"{_BACKENDS}.filebased.EmailBackend",
            "EMAIL_FILE_PATH": unquote(parts.path),
        }
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadSetting(f"{name}: expected smtp://user:password@host:587, smtps://, console: or file:///folder")
    plain = parse_qs(parts.query).get("plain") == ["1"]
    return {
        "EMAIL_BACKEND": f"{_BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25 if plain else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": _password_file(_PASSWORD_FILES.get(name, "")) or unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not plain,
        "EMAIL_TIMEOUT": 15,
    }


def connection(name: str) -> dict[str, object]:
    """The same as arguments of `django.core.mail.get_connection`, for mail that goes another way than the rest.

    Raises:
        BadSetting: as `mail_settings`.
    """
    given = mail_settings(name)
    return {argument: given[setting] for setting, argument in _ARGUMENTS.items() if setting in given}


def _password_file(name: str) -> str:
    """The first line of the file that the variable names, where a password does not belong into the environment."""
    file = os.environ.get(name, "").strip()
    if not file:
        return ""
    try:
        return Path(file).read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{name}: {error}") from error
