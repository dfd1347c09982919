"""The links of mails: a reader's own by her key, which hold for ever, and the one that confirms, which ends."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from khabar.core.paths import path_to
from khabar.letters.errors import BadLink
from khabar.letters.models import Newsletter, Reader

PLACE = "\ufdd0"
"""Stands for a reader's key in a letter that is made once for all; no text that was cleaned has this noncharacter."""
CONFIRM_WITHIN = timedelta(days=3)
_KEY_PLACE = "-" * 22
_SALT = "khabar.letters.confirm"


def own_page(key: str) -> str:
    """The full address of a reader's own page; of `PLACE` too."""
    return _full("front:letters-own", key)


def leaving(key: str, newsletter: Newsletter) -> str:
    """The full address that ends a subscription, by one click or after a question."""
    return _full("front:letters-leave", key, newsletter.pk)


def confirming(reader: Reader, newsletters: list[int]) -> str:
    """The full address that confirms; it is good for `CONFIRM_WITHIN`."""
    token = signing.dumps([reader.pk, newsletters], salt=_SALT)
    return f"{settings.SITE_URL}{reverse('front:letters-confirm', args=[token])}"


def read_confirming(token: str) -> tuple[int, list[int]]:
    """Reader and newsletters of a token.

    Raises:
        BadLink: it was never signed here, or too long ago.
    """
    try:
        reader, newsletters = signing.loads(token, salt=_SALT, max_age=CONFIRM_WITHIN)
    except signing.SignatureExpired as error:
        raise BadLink("انتهت مدة هذا الرابط. اطلب الاشتراك من جديد فيصلك رابط غيره.") from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadLink("هذا الرابط ناقص أو غير صحيح. انسخه كاملًا من الرسالة، أو اطلب الاشتراك من جديد.") from error
    return int(reader), [int(pk) for pk in newsletters]


def _full(view: str, key: str, *more: int) -> str:
    """Each key in the place of the same one, so that the paths remembered by `path_to` are few."""
    return f"{settings.SITE_URL}{path_to(view, _KEY_PLACE, *more).replace(_KEY_PLACE, key)}"
