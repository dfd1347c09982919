"""FTPS and IMAPS: certificates are believed or the connection ends, and nothing of ours goes over an open line."""

import datetime
import ssl
from collections.abc import Callable
from contextlib import AbstractContextManager
from ipaddress import ip_address
from typing import Any

import pytest
import trustme
from tests import servers
from tests.factories.wires import FeedFactory, newsml
from tests.servers import PASSWORD, USER

from khabar.core.outgoing import Client
from khabar.ingest import actions
from khabar.ingest.credentials import Credentials
from khabar.ingest.models import Feed
from khabar.ingest.poll import Look, poll
from khabar.ingest.states import FeedKind
from khabar.ingest.trial import try_feed

pytestmark = pytest.mark.django_db
_LETTER = (
    b"From: wire@agency.example\r\nMessage-ID: <1@agency.example>\r\nSubject: =?utf-8?b?2YXZg9iq2KjYqQ==?=\r\n"
    b"Date: Sun, 01 Mar 2026 09:00:00 +0200\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: 8bit\r\n\r\n"
    + "افتتحت البلدية مكتبة جديدة في الحي القديم بعد عامين من العمل المتواصل.\r\n".encode()
)
Serve = Callable[[ssl.SSLContext | None], AbstractContextManager[Any]]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def _client(authority: trustme.CA | None) -> Client:
    """A client to which `site.test` is this machine, and which believes that authority (or the usual ones)."""

    def trusted() -> ssl.SSLContext:
        context = ssl.create_default_context()
        if authority is not None:
            authority.configure_trust(context)
        return context

    here = ip_address("127.0.0.1")
    return Client(
        resolver=lambda _host, _port: [here],
        allows=lambda address: address == here,
        trusted=trusted if authority else None,
    )


def _certified(authority: trustme.CA, *names: str, **terms: Any) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **terms).configure_cert(context)
    return context


def _files(tls: ssl.SSLContext | None) -> Any:
    return servers.ftp({"a.xml": newsml(guid="urn:a")}, tls=tls)


def _letters(tls: ssl.SSLContext | None) -> Any:
    return servers.imap({3: _LETTER}, tls=tls)


def _letters_later(tls: ssl.SSLContext | None) -> Any:
    return servers.imap({3: _LETTER}, tls=tls, at_once=False)


KINDS = pytest.mark.parametrize(
    ("serve", "kind", "scheme", "path"),
    [
        (_files, FeedKind.FTP, "ftps", "/out"),
        (_letters, FeedKind.IMAP, "imaps", "/INBOX"),
        (_letters_later, FeedKind.IMAP, "imap", "/INBOX"),
    ],
    ids=["ftps", "imaps", "imap with starttls"],
)


def _look(server: Any, kind: FeedKind, scheme: str, path: str, client: Client) -> tuple[Look, Feed]:
    feed: Feed = FeedFactory(kind=kind, address=f"{scheme}://site.test:{server.port}{path}")
    actions.set_credentials(feed=feed, given=Credentials(USER, PASSWORD))
    look = poll(feed.pk, client=client, anyway=True)
    feed.refresh_from_db()
    return look, feed


def _spoke_of_us(lines: list[str]) -> bool:
    """Whether lines give away who we are or what we ask for."""
    return any(word in line for line in lines for word in (USER, PASSWORD, "LOGIN", "PASS ", "RETR", "EXAMINE", "/out"))


@KINDS
def test_items_come_over_tls_and_nothing_of_ours_goes_in_the_open(
    authority: trustme.CA, serve: Serve, kind: FeedKind, scheme: str, path: str
) -> None:
    with serve(_certified(authority, "site.test")) as server:
        look, feed = _look(server, kind, scheme, path, _client(authority))
        assert (look.taken.new, feed.last_error) == (1, "")
        assert _spoke_of_us(server.log)
        assert not _spoke_of_us(server.open_log)


@KINDS
@pytest.mark.parametrize(
    ("names", "terms", "believes", "reason"),
    [
        (["site.test"], {}, False, "لا نثق بها"),
        (["other.test"], {}, True, "لاسم خادم آخر"),
        (["site.test"], {"not_after": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)}, True, "انتهت صلاحيتها"),
    ],
    ids=["an authority we do not know", "another server's", "expired"],
)
def test_a_certificate_that_is_not_believed_ends_it_before_anything_is_said(
    authority: trustme.CA,
    serve: Serve,
    kind: FeedKind,
    scheme: str,
    path: str,
    names: list[str],
    terms: dict[str, Any],
    believes: bool,
    reason: str,
) -> None:
    with serve(_certified(authority, *names, **terms)) as server:
        look, feed = _look(server, kind, scheme, path, _client(authority if believes else None))
        assert "شهادة site.test غير موثوقة" in look.error
        assert reason in look.error
        assert feed.hard_errors == 1
        assert not _spoke_of_us(server.log + server.open_log)


@pytest.mark.parametrize(
    ("serve", "kind", "scheme", "path"),
    [(_files, FeedKind.FTP, "ftps", "/out"), (_letters, FeedKind.IMAP, "imaps", "/INBOX")],
    ids=["ftps", "imaps"],
)
def test_a_server_that_speaks_no_tls_is_told_nothing_where_tls_was_asked_for(
    authority: trustme.CA, serve: Serve, kind: FeedKind, scheme: str, path: str
) -> None:
    with serve(None) as server:
        look, _ = _look(server, kind, scheme, path, _client(authority))
        assert look.error
        assert not _spoke_of_us(server.open_log)


def test_the_trial_of_a_feed_says_what_is_wrong_with_the_certificate(authority: trustme.CA) -> None:
    with _letters(_certified(authority, "other.test")) as server:
        feed = FeedFactory(kind=FeedKind.IMAP, address=f"imaps://site.test:{server.port}/INBOX")
        assert "صدرت لاسم خادم آخر" in try_feed(feed, client=_client(authority)).problems[0]
