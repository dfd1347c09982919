"""What a reader does about her notifications: choose, follow, move to another address of her browser, end all.

Whoever sends `endpoint` and `auth` holds the subscription: both are random, known to her browser and us alone.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction

from khabar.articles.models import Section, Topic
from khabar.push.errors import NotHeld, PushError
from khabar.push.keys import current_key
from khabar.push.models import Follow, Subscriber
from khabar.push.rules import DAY_MINUTES, is_push_service

MOST_FOLLOWED = 100
_MOST_LETTERS = 1000


@dataclass(frozen=True)
class Held:
    """What a browser calls a subscription: where it is reached, and its two keys (RFC 8291), base64url.

    Raises:
        PushError: the endpoint is at no push service that is allowed, or a key is none.
    """

    endpoint: str
    auth: str
    p256dh: str

    def __post_init__(self) -> None:
        fits = len(self.endpoint) <= _MOST_LETTERS and is_push_service(self.endpoint, settings.PUSH_SERVICES)
        if not fits:
            raise PushError("خدمة الإشعارات في متصفحك ليست من التي نرسل إليها.")
        if len(_bytes(self.auth)) != 16 or not _is_point(_bytes(self.p256dh)):
            raise PushError("مفاتيح الاشتراك غير صالحة.")


@dataclass(frozen=True)
class Choice:
    """What a reader wants. Quiet hours are minutes of her day, none where `quiet` is None.

    Raises:
        PushError: no such zone or hours.
    """

    breaking: bool = False
    quiet: tuple[int, int] | None = None
    breaking_always: bool = False
    zone: str = "UTC"
    topics: list[int] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.zone not in _zones() or len(self.zone) > 40:
            raise PushError("منطقتك الزمنية غير معروفة.")
        if self.quiet and not all(0 <= minute < DAY_MINUTES for minute in self.quiet):
            raise PushError("ساعات الهدوء غير صالحة.")
        if self.quiet and self.quiet[0] == self.quiet[1]:
            raise PushError("لساعات الهدوء بداية ونهاية مختلفتان.")
        if len(self.topics) + len(self.sections) > MOST_FOLLOWED:
            raise PushError(f"أكثر ما يُتابَع {MOST_FOLLOWED} من الموضوعات والأقسام.")


def held(endpoint: str, auth: str) -> Subscriber:
    """The subscription that is named.

    Raises:
        NotHeld: there is none, or `auth` is not its secret.
    """
    found = Subscriber.objects.filter(mark=_mark(endpoint)).first()
    if found is None or not hmac.compare_digest(found.auth.encode(), auth.encode()):
        raise NotHeld
    return found


@transaction.atomic
def choose(*, browser: Held, choice: Choice) -> Subscriber:
    """Subscribe a browser, or change what it is notified of; it follows what is chosen and nothing else.

    Raises:
        NotHeld: the endpoint is somebody else's.
    """
    found = _own(browser)
    begins, ends = choice.quiet or (None, None)
    found.breaking, found.breaking_always, found.zone = choice.breaking, choice.breaking_always, choice.zone
    found.quiet_from, found.quiet_until = begins, ends
    _write(found, browser)
    found.follows.all().delete()
    wanted = [Follow(subscriber=found, topic=one) for one in Topic.objects.filter(pk__in=choice.topics)]
    wanted += [Follow(subscriber=found, section=one) for one in Section.objects.filter(pk__in=choice.sections)]
    Follow.objects.bulk_create(wanted)
    return found


@transaction.atomic
def follow(*, browser: Held, choice: Choice, filed: Topic | Section, follows: bool) -> Subscriber:
    """Follow a topic or section, or follow it no more; a browser that is new is subscribed with `choice` to this alone.

    Raises:
        NotHeld: the endpoint is somebody else's.
        PushError: it follows too many.
    """
    found = _own(browser)
    if found.pk is None:
        begins, ends = choice.quiet or (None, None)
        found.quiet_from, found.quiet_until, found.zone = begins, ends, choice.zone
    _write(found, browser)
    which: dict[str, Any] = {"topic": filed} if isinstance(filed, Topic) else {"section": filed}
    if not follows:
        found.follows.filter(**which).delete()
    elif found.follows.count() >= MOST_FOLLOWED:
        raise PushError(f"أكثر ما يُتابَع {MOST_FOLLOWED} من الموضوعات والأقسام.")
    else:
        found.follows.get_or_create(**which)
    return found


@transaction.atomic
def move(*, endpoint: str, auth: str, browser: Held) -> Subscriber:
    """The browser got another address: all that was chosen goes with it.

    Raises:
        NotHeld: the old subscription is not known, or the new endpoint is somebody else's.
    """
    found = held(endpoint, auth)
    other = Subscriber.objects.filter(mark=_mark(browser.endpoint)).exclude(pk=found.pk).first()
    if other is not None:
        held(browser.endpoint, browser.auth).delete()
    _write(found, browser)
    return found


def end(*, endpoint: str, auth: str) -> None:
    """Forget the subscription with all that belongs to it.

    Raises:
        NotHeld: there is none such.
    """
    held(endpoint, auth).delete()


def _own(browser: Held) -> Subscriber:
    """The browser's row, or a new one that is not stored yet."""
    if Subscriber.objects.filter(mark=_mark(browser.endpoint)).exists():
        return held(browser.endpoint, browser.auth)
    return Subscriber(mark=_mark(browser.endpoint))


def _write(found: Subscriber, browser: Held) -> None:
    found.mark, found.endpoint = _mark(browser.endpoint), browser.endpoint
    found.auth, found.p256dh, found.key = browser.auth, browser.p256dh, current_key()
    found.save()


@cache
def _zones() -> set[str]:
    return available_timezones()  # which walks through folders


def _mark(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()


def _bytes(text: str) -> bytes:
    """What base64url says, with its padding or without; nothing where it is none."""
    if len(text) > 100 or not text.isascii():
        return b""
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return b""


def _is_point(raw: bytes) -> bool:
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError:
        return False
    return len(raw) == 65
