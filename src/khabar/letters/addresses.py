"""Mail addresses as they are kept: one spelling for each mailbox, and nothing that could be two headers; no Django."""

import re
import unicodedata

from khabar.letters.errors import BadAddress

_LONGEST, _LONGEST_LOCAL = 254, 64  # RFC 5321, 4.5.3.1
_ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_TOP = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")
# Keyboards and copying put these around an address: marks of direction, joiners, no-break and zero-width spaces.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00a0]")


def normalise(text: str) -> str:
    """The address as it is kept and written to: in small letters, its domain in ASCII (IDNA 2008).

    `user+word@` and `u.ser@` stay what they are: whose mailboxes they are is the provider's affair.

    Raises:
        BadAddress: it is none. A local part beyond ASCII (EAI, RFC 6531) is none here either: most mail servers on
            the way refuse it, so that the confirmation would never come.
    """
    address = _UNSEEN.sub("", text).strip(" ")
    local, at, domain = unicodedata.normalize("NFKC", address).rpartition("@")
    if not (at and local and domain) or len(text) > 2 * _LONGEST:
        raise BadAddress("اكتب العنوان كاملًا، مثل: name@example.com")
    if not local.isascii():
        raise BadAddress("ما قبل علامة @ يجب أن يكون بحروف لاتينية؛ لا تصل الرسائل بعد إلى غيرها.")
    if not _LOCAL.fullmatch(local) or len(local) > _LONGEST_LOCAL:
        raise BadAddress("في ما قبل علامة @ حرف لا يكون في عنوان بريد.")
    found = f"{local}@{_domain(domain)}".lower()
    if len(found) > _LONGEST:
        raise BadAddress("هذا العنوان أطول مما تقبله خوادم البريد.")
    return found


def _domain(text: str) -> str:
    """Raises `BadAddress` for what is no name on the internet; addresses in brackets are none."""
    import idna  # its tables are half a megabyte that few web processes ever need

    try:
        domain = idna.encode(text, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise BadAddress("ما بعد علامة @ ليس اسم موقع صحيحًا.") from error
    labels = domain.split(".")
    if len(labels) < 2 or not _TOP.fullmatch(labels[-1]):
        raise BadAddress("ما بعد علامة @ ليس اسم موقع صحيحًا، مثل: example.com")
    return domain


def masked(address: str) -> str:
    """The address as it may be shown to whoever holds a link of it: `s…@example.com`."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}…@{domain}"
