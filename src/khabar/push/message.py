"""What a notification says to a browser, closed for it alone (RFC 8291) and signed by the site (RFC 8292)."""

import base64
import json
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.templatetags.static import static

from khabar.arabic.bidi import isolate_text
from khabar.push.enums import Kind
from khabar.push.keys import signers
from khabar.push.models import Sending, Subscriber

_TOKEN_LASTS = 12 * 3600
"""Seconds; push services take a day at most."""
_URGENCY = {Kind.BREAKING: "high", Kind.FOLLOWED: "normal", Kind.WITHDRAWN: "normal"}
_LINE = {Kind.BREAKING: "عاجل", Kind.FOLLOWED: "خبر تتابع موضوعه"}


class UnknownKey(Exception):
    """The browser subscribed with a key that is set no more."""


@dataclass(frozen=True)
class Message:
    """A request to a push service."""

    url: str
    body: bytes
    headers: dict[str, str]


def said(sending: Sending) -> dict[str, Any]:
    """What the worker shows. Notifications with the same `tag` replace each other.

    Of a story that was withdrawn nothing is said but that it was, without a sound.
    """
    tag, icon = f"story-{sending.story}", static("khabar/icons/icon-192.png")
    if sending.kind == Kind.WITHDRAWN:
        body = "الخبر الذي وصلك إشعار به لم يعد منشورًا."
        return {"title": "سُحب خبر", "body": body, "url": "/", "tag": tag, "icon": icon, "silent": True}
    article = sending.article
    assert article is not None  # noqa: S101
    url = article.get_absolute_url()
    title = isolate_text(sending.text or article.headline)  # no markup here: 3-1 would be read 1-3
    line = f"{_LINE[Kind(sending.kind)]} – {settings.SITE_NAME}"
    return {"title": title, "body": line, "url": url, "tag": tag, "icon": icon, "silent": False}


def message(sending: Sending, subscriber: Subscriber, payload: bytes, seconds: int) -> Message:
    """The request that has a push service keep the payload for the browser for so many seconds at most.

    Raises:
        UnknownKey: the browser knows a key of ours that is set no more.
        ValueError: the browser's own keys are none.
    """
    headers = {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(seconds, 0)),
        "Urgency": _URGENCY[Kind(sending.kind)],
        "Topic": f"story-{sending.story}",  # one that still waits there is replaced
        "Authorization": _token(subscriber.key, _origin(subscriber.endpoint), int(time.time()) // (_TOKEN_LASTS // 2)),
    }
    return Message(subscriber.endpoint, _closed(payload, subscriber), headers)


def packed(sending: Sending) -> bytes:
    """The payload: well below the 3,993 bytes that every push service takes (RFC 8291, 4)."""
    return json.dumps(said(sending), ensure_ascii=False, separators=(",", ":")).encode()


def _closed(payload: bytes, subscriber: Subscriber) -> bytes:
    import os

    import http_ece
    from cryptography.hazmat.primitives.asymmetric import ec

    closed: bytes = http_ece.encrypt(
        payload,
        salt=os.urandom(16),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_raw(subscriber.p256dh),
        auth_secret=_raw(subscriber.auth),
        version="aes128gcm",
    )
    return closed


@lru_cache(maxsize=64)
def _token(key: str, origin: str, period: int) -> str:
    """The signature for a push service, used for half its life."""
    signer = signers().get(key)
    if signer is None:
        raise UnknownKey(key)
    ends = (period + 2) * (_TOKEN_LASTS // 2)
    claims = {"sub": _who(), "aud": origin, "exp": ends}
    return str(signer.sign(claims)["Authorization"])


def _who() -> str:
    """Whom a push service writes to when something is wrong."""
    contact = str(settings.SECURITY_CONTACT)
    return contact if contact.startswith("mailto:") else str(settings.SITE_URL)


def _origin(endpoint: str) -> str:
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc}"


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
