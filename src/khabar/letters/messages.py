"""Letters as mails with their headers: both forms of the text, who they are from, how to leave."""

from email.charset import BASE64, Charset
from email.header import Header
from email.message import Message
from email.utils import formataddr, formatdate
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from khabar.letters.letter import Letter
from khabar.letters.links import leaving
from khabar.letters.models import Newsletter, Reader

# Arabic in quoted-printable takes three times its bytes, and not every server on the way passes eight bits.
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = BASE64


class _Whole(Header):
    """A header on one line: an address is not cut."""

    def encode(self, *_: Any, **__: Any) -> str:
        return str(self)


class _Mail(EmailMultiAlternatives):
    """A mail whose headers begin on the line of their names: the usual fold leaves it empty where a word is long, which
    filters mark and some programs read as part of the address."""

    def message(self, **options: Any) -> Any:
        mime: Any = super().message(**options)
        del mime["Subject"]
        Message.__setitem__(mime, "Subject", Header(str(self.subject), "utf-8", header_name="Subject"))
        if leave := mime["List-Unsubscribe"]:
            del mime["List-Unsubscribe"]
            Message.__setitem__(mime, "List-Unsubscribe", _Whole(leave))
        return mime


def to_one(letter: Letter, address: str, mark: str) -> EmailMultiAlternatives:
    """A mail to one person who asked for it just now."""
    return _mail(letter, address, mark, {})


def of_issue(letter: Letter, newsletter: Newsletter, reader: Reader, mark: str) -> EmailMultiAlternatives:
    """A mail of an issue, which its reader's program can end by itself (RFC 2369, RFC 2919, RFC 8058)."""
    leave = leaving(reader.key, newsletter)
    ways = [f"<{leave}>"]
    if settings.LETTERS_LEAVE_AT:
        subject = quote(f"leave {reader.key} {newsletter.pk}")
        ways.append(f"<mailto:{settings.LETTERS_LEAVE_AT}?subject={subject}>")
    headers = {
        "List-Id": f"<letter-{newsletter.pk}.{_host()}>",
        "List-Unsubscribe": ", ".join(ways),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return _mail(letter.to(reader.key), reader.address, mark, headers)


def _mail(letter: Letter, address: str, mark: str, headers: dict[str, str]) -> EmailMultiAlternatives:
    """`mark` makes the Message-ID: the same mail has the same one, however often it is tried."""
    mail = _Mail(
        subject=" ".join(letter.subject.split()),
        body=letter.text,
        from_email=formataddr((settings.SITE_NAME, settings.LETTERS_FROM)),
        to=[address],
        reply_to=[settings.LETTERS_REPLY_TO] if settings.LETTERS_REPLY_TO else None,
        headers={
            "Message-ID": f"<{mark}@{_host()}>",
            "Date": formatdate(localtime=False),
            "Auto-Submitted": "auto-generated",
            **headers,
        },
        alternatives=[(letter.html, "text/html")],
    )
    mail.encoding = _UTF8
    return mail


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
