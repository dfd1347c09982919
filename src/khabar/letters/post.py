"""One connection to the mail server, and what its answer to a mail means."""

import re
import smtplib
from dataclasses import dataclass
from email.utils import parseaddr
from enum import Enum
from types import TracebackType
from typing import Any

from django.core.mail import EmailMessage, get_connection

_ENHANCED = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})\b")  # RFC 3463
_NO_MAILBOX = frozenset({(1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1)})
"""Subject and detail of codes that say: there is no such mailbox or domain, or it is closed."""
_NOT_THE_READERS = frozenset({3, 4, 5, 7})
"""Subjects of codes that are about servers, protocol or policy: the next mail may be taken."""


class Fate(Enum):
    """What became of a mail."""

    SENT = "sent"
    LATER = "later"  # this mail was put off
    REFUSED = "refused"  # this mail will never be taken
    UNCLEAR = "unclear"  # the connection broke after the text had begun to leave
    DOWN = "down"  # nothing can be sent now; this mail has not left


@dataclass(frozen=True)
class Answer:
    """A fate with the server's words. `blames` says that the address was refused, `gone` that there is none."""

    fate: Fate
    words: str = ""
    blames: bool = False
    gone: bool = False


class Post:
    """Sends mails over one connection that is opened when first needed; use it in a `with` block."""

    def __init__(self, mail: dict[str, Any]) -> None:
        self._backend: Any = get_connection(fail_silently=False, **mail)

    def __enter__(self) -> "Post":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def send(self, message: EmailMessage) -> Answer:
        """Hand the mail over. Never raises for what a server or the network does."""
        try:
            self._backend.open()
            connection = getattr(self._backend, "connection", None)
            if not isinstance(connection, smtplib.SMTP):  # printed, or kept in a folder
                self._backend.send_messages([message])
                return Answer(Fate.SENT)
            mime: Any = message.message()
            content: bytes = mime.as_bytes(linesep="\r\n")
            refusal = self._envelope(connection, message)
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            return Answer(Fate.DOWN, _words(error))
        return refusal or self._text(connection, content)

    def _envelope(self, connection: smtplib.SMTP, message: EmailMessage) -> Answer | None:
        """Name sender and recipient; an answer where either is refused. Nothing has left before."""
        connection.ehlo_or_helo_if_needed()
        code, said = connection.mail(parseaddr(message.from_email)[1])
        if code != 250:
            self._close()
            return Answer(Fate.DOWN, _said(code, said))
        code, said = connection.rcpt(message.to[0])
        if code in (250, 251):
            return None
        if code == 421:
            self._close()
            return Answer(Fate.DOWN, _said(code, said))
        connection.rset()
        return _refusal(code, said, recipient=True)

    def _text(self, connection: smtplib.SMTP, content: bytes) -> Answer:
        try:
            code, said = connection.data(content)
        except smtplib.SMTPDataError as error:
            code, said = error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            return Answer(Fate.UNCLEAR, _words(error))
        if code == 421:
            self._close()
        return Answer(Fate.SENT) if code == 250 else _refusal(code, said, recipient=False)

    def _close(self) -> None:
        try:
            self._backend.close()
        except (smtplib.SMTPException, OSError):
            self._backend.connection = None


def _refusal(code: int, said: bytes, *, recipient: bool) -> Answer:
    words = _said(code, said)
    if not 500 <= code < 600:
        return Answer(Fate.LATER, words)
    found = _ENHANCED.match(said.decode("utf-8", "replace"))
    subject, detail = (int(found[2]), int(found[3])) if found else (0, 0)
    blames = recipient and subject not in _NOT_THE_READERS
    return Answer(Fate.REFUSED, words, blames=blames, gone=blames and (subject, detail) in _NO_MAILBOX)


def _said(code: int, said: bytes) -> str:
    return f"{code} {said.decode('utf-8', 'replace')}"[:200]


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _said(error.smtp_code, said if isinstance(said, bytes) else str(said).encode())
    return (str(error) or type(error).__name__)[:200]
