"""The site's keys: made once, in the data folder or by a setting; former ones serve the browsers that know them."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from khabar.core.once import write_once

if TYPE_CHECKING:
    from py_vapid import Vapid02

FILE = "push-key"


def public_key() -> str:
    """The public key (an uncompressed P-256 point, base64url) that browsers subscribe with."""
    return _public(_private())


def key_name(public: str) -> str:
    """The short name under which a subscriber remembers the key."""
    return hashlib.sha256(public.encode()).hexdigest()[:16]


def current_key() -> str:
    """The name of the key that browsers subscribe with now."""
    return key_name(public_key())


def signers() -> "dict[str, Vapid02]":
    """Who signs, by the name of the key: the present one and the former ones that are still set (RFC 8292)."""
    return {key_name(_public(one)): _signer(one) for one in (_private(), *settings.PUSH_OLD_KEYS)}


def _private() -> str:
    """The private key: 32 bytes, base64url."""
    return settings.PUSH_KEY[0] if settings.PUSH_KEY else _kept(Path(settings.DATA_DIR) / FILE)


@lru_cache(maxsize=4)
def _kept(file: Path) -> str:
    if not file.exists():
        write_once(file, _new_key())
    return file.read_text(encoding="ascii").strip()


def _new_key() -> str:
    from cryptography.hazmat.primitives.asymmetric import ec

    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")


@lru_cache(maxsize=8)
def _signer(private: str) -> "Vapid02":
    from py_vapid import Vapid02

    found: Vapid02 = Vapid02.from_raw(private.encode())
    found.conf = {"no-strict": True}  # the site's address is who we are, also where it is not https
    return found


@lru_cache(maxsize=8)
def _public(private: str) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    point = _signer(private).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).decode().rstrip("=")
