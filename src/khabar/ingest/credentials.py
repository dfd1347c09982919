"""Feeds' user names, passwords and keys, encrypted at rest with a key made from the installation's secret key."""

import base64
import json
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

from khabar.ingest.errors import BadCredentials
from khabar.ingest.models import Feed

_PURPOSE = b"khabar.ingest.credentials"


@dataclass(frozen=True)
class Credentials:
    """What a server asks for; empty parts are not sent."""

    username: str = ""
    password: str = ""
    private_key: str = ""

    def __repr__(self) -> str:
        return "Credentials(…)"  # never in a log or a traceback

    def __bool__(self) -> bool:
        return bool(self.username or self.password or self.private_key)


def seal(credentials: Credentials) -> str:
    """The credentials encrypted under the current secret key; empty for empty ones."""
    if not credentials:
        return ""
    return _fernet().encrypt(json.dumps(asdict(credentials)).encode()).decode("ascii")


def unseal(sealed: str) -> Credentials:
    """The credentials behind what `seal` returned under the current key or one of `SECRET_KEY_FALLBACKS`.

    Raises:
        BadCredentials: they were encrypted under another key, or damaged.
    """
    if not sealed:
        return Credentials()
    try:
        return Credentials(**json.loads(_fernet().decrypt(sealed.encode("ascii"))))
    except (InvalidToken, ValueError, TypeError) as error:
        raise BadCredentials("تعذر فك بيانات الدخول المحفوظة: أدخلها من جديد.") from error


def renew() -> int:
    """Encrypt every feed's credentials anew under the current key, so that an old key can be dropped.

    Returns:
        The number of feeds whose credentials no known key opens; they stay as they are.
    """
    unreadable = 0
    for feed in Feed.objects.exclude(credentials=""):
        try:
            Feed.objects.filter(pk=feed.pk).update(credentials=seal(unseal(feed.credentials)))
        except BadCredentials:
            unreadable += 1
    return unreadable


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(_derive(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derive(secret: str | bytes) -> bytes:
    """32 bytes for this purpose alone (HKDF, RFC 5869), in the form Fernet takes."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(force_bytes(secret))
    return base64.urlsafe_b64encode(key)
