"""A real SMTP server on the loopback address: keeps what it takes, and answers as a test says."""

import asyncio
import email
import email.policy
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from tests.running import free_port

USER, PASSWORD = "khabar", "sirr-khafi-9"
HANG_UP = "hang up"
"""An answer that is none: the connection breaks."""


@dataclass
class Taken:
    """One mail as it came."""

    sender: str
    to: list[str]
    raw: bytes
    over_tls: bool

    @property
    def message(self) -> EmailMessage:
        found = email.message_from_bytes(self.raw, policy=email.policy.default)
        assert isinstance(found, EmailMessage)
        return found

    def part(self, kind: str) -> str:
        """The text of the part of this kind, `html` or `plain`."""
        found = self.message.get_body((kind,))
        assert found is not None
        text: str = found.get_content()
        return text


@dataclass
class MailServer:
    """What was taken, and the answers to come: by recipient at RCPT and at the end of DATA, or to all at MAIL."""

    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    at_rcpt: dict[str, str] = field(default_factory=dict)
    at_data: dict[str, list[str]] = field(default_factory=dict)
    at_mail: str = ""
    sessions: int = 0
    slow: float = 0.0

    @property
    def settings(self) -> dict[str, Any]:
        """Arguments of Django's `get_connection`."""
        backend = "django.core.mail.backends.smtp.EmailBackend"
        return {"backend": backend, "host": "localhost", "port": self.port, "timeout": 30}

    @property
    def url(self) -> str:
        """As a setting says it."""
        return f"smtp://localhost:{self.port}?plain=1"

    def to(self, address: str) -> list[Taken]:
        """The mails that one address got."""
        return [mail for mail in self.taken if mail.to == [address]]

    def wait_for(self, address: str, number: int = 1, seconds: float = 90) -> Taken:
        """The mail of that number to an address, once it is there."""
        end = time.monotonic() + seconds
        while len(self.to(address)) < number:
            assert time.monotonic() < end, [mail.to for mail in self.taken]
            time.sleep(0.05)
        return self.to(address)[number - 1]

    async def handle_EHLO(
        self, server: Any, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.at_mail:
            return self.at_mail
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.at_rcpt:
            return self.at_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        if self.slow:
            await asyncio.sleep(self.slow)
        answers = self.at_data.get(envelope.rcpt_tos[0], [])
        answer = answers.pop(0) if answers else "250 2.0.0 OK"
        if answer == HANG_UP:
            server.transport.abort()
            return "250 never heard"
        if answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            sender = envelope.mail_from or ""
            self.taken.append(Taken(sender, list(envelope.rcpt_tos), content, session.ssl is not None))
        return answer


@contextmanager
def mail_server(*, authority: trustme.CA | None = None) -> Iterator[MailServer]:
    """A server for the length of the block; with an authority it takes mail after STARTTLS and log-in alone."""
    server = MailServer(port=free_port())
    options: dict[str, Any] = {}
    if authority is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("localhost").configure_cert(context)
        options = {
            "tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": _known,
        }  # fmt: skip
    controller = Controller(
        server, hostname="127.0.0.1", port=server.port, decode_data=False, ready_timeout=60, **options
    )
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def _known(server: Any, session: Session, envelope: Envelope, mechanism: str, login: Any) -> AuthResult:
    right = isinstance(login, LoginPassword) and (login.login, login.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)
