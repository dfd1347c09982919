"""Feeds by IMAP: messages of one folder, in the order they came; the mailbox is only read, never changed."""

import contextlib
import imaplib
import re
import socket
import ssl
from collections.abc import Iterator

from khabar.core.outgoing import Client
from khabar.ingest.credentials import unseal
from khabar.ingest.errors import FetchFailed, HardFetchError
from khabar.ingest.fetch.found import (
    KEPT_BYTES,
    MAX_BYTES,
    MAX_DOCUMENTS,
    TIMEOUT,
    Found,
    Place,
    cut_off,
    distrusted,
    guarded,
    place_of,
)
from khabar.ingest.models import Feed

_PORTS = {"imaps": 993, "imap": 143}
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_QUOTED = str.maketrans({"\\": "\\\\", '"': '\\"'})


def collect(feed: Feed, client: Client) -> Iterator[Found]:
    """Messages newer than the feed's cursor (UIDVALIDITY and UID, RFC 3501); a new folder is read whole."""
    place = place_of(feed, _PORTS)
    credentials = unseal(feed.credentials)
    folder = place.path.strip("/") or "INBOX"
    with guarded():
        connection = client.connect(place.host, place.port, timeout=TIMEOUT)
    with _errors(place), cut_off(connection):
        mailbox = _secured(place, connection, client)
        try:
            _log_in(mailbox, place, credentials.username, credentials.password)
            validity = _opened(mailbox, folder)
            known, _, last = feed.cursor.partition(":")
            start = int(last) if known == validity and last.isdecimal() else 0
            for uid in _newer(mailbox, start)[:MAX_DOCUMENTS]:
                yield _message(mailbox, uid, f"{place.host}/{folder}/{uid}", f"{validity}:{uid}")
        finally:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                mailbox.logout()


class _Mailbox(imaplib.IMAP4):
    """imaplib connects by name; here it is given a connection to an address that was checked."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        super().__init__(timeout=TIMEOUT)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._connection


def _secured(place: Place, connection: socket.socket, client: Client) -> imaplib.IMAP4:
    """The mailbox over TLS: from the first byte for imaps, else wherever the server offers it."""
    context = client.tls()
    if place.scheme == "imaps":
        return _Mailbox(context.wrap_socket(connection, server_hostname=place.host))
    mailbox = _Mailbox(connection)
    if "STARTTLS" in mailbox.capabilities:
        mailbox.host = place.host
        mailbox.starttls(context)
    return mailbox


def _log_in(mailbox: imaplib.IMAP4, place: Place, username: str, password: str) -> None:
    if not username:
        raise HardFetchError("أدخل اسم المستخدم وكلمة المرور لصندوق البريد")
    try:
        mailbox.login(username, password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise HardFetchError(f"رفض {place.host} الدخول: راجع اسم المستخدم وكلمة المرور") from error


def _opened(mailbox: imaplib.IMAP4, folder: str) -> str:
    """Open a folder for reading; returns its UIDVALIDITY."""
    status, _ = mailbox.select(f'"{folder.translate(_QUOTED)}"', readonly=True)
    if status != "OK":
        raise HardFetchError(f"لا مجلد «{folder}» في الصندوق")
    _, found = mailbox.response("UIDVALIDITY")
    value = found[0] if found else None
    return value.decode("ascii") if isinstance(value, bytes) else "0"


def _newer(mailbox: imaplib.IMAP4, start: int) -> list[int]:
    status, found = mailbox.uid("SEARCH", f"UID {start + 1}:*")
    if status != "OK":
        raise FetchFailed("تعذر البحث في صندوق البريد")
    uids = {int(uid) for part in found if part for uid in part.split() if uid.isdigit()}
    return sorted(uid for uid in uids if uid > start)  # `n:*` names the last message even where it is older


def _message(mailbox: imaplib.IMAP4, uid: int, name: str, cursor: str) -> Found:
    size = _SIZE.search(_bytes_of(mailbox.uid("FETCH", str(uid), "(RFC822.SIZE)")))
    large = size is not None and int(size[1]) > MAX_BYTES
    part = f"(BODY.PEEK[]<0.{KEPT_BYTES if large else MAX_BYTES}>)"
    _, answer = mailbox.uid("FETCH", str(uid), part)
    literals = [piece[1] for piece in answer if isinstance(piece, tuple)]
    return Found(name, literals[0] if literals else b"", changes={"cursor": cursor}, too_large=large)


def _bytes_of(answer: tuple[str, list[object]]) -> bytes:
    return b" ".join(piece if isinstance(piece, bytes) else b"" for piece in answer[1])


@contextlib.contextmanager
def _errors(place: Place) -> Iterator[None]:
    """The library's errors in the feed's words."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise distrusted(place.host, error) from error
    except (imaplib.IMAP4.error, OSError, EOFError) as error:
        raise FetchFailed(f"انقطع الاتصال مع {place.host}: {str(error)[:200]}") from error
