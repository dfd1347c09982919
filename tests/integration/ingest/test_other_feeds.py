"""Feeds by FTP, SFTP and IMAP, from small servers of the test's own."""

import io
from ipaddress import ip_address
from typing import Any

import pytest
from tests import servers
from tests.factories.wires import FeedFactory, newsml
from tests.servers import PASSWORD, USER

from khabar.core.addresses import is_public
from khabar.core.outgoing import Client
from khabar.ingest import actions
from khabar.ingest.credentials import Credentials
from khabar.ingest.fetch.sftp import fingerprint
from khabar.ingest.models import Feed, FeedMark, HeldItem, WireItem
from khabar.ingest.poll import Look, poll
from khabar.ingest.states import FeedKind, FeedState
from khabar.ingest.trial import try_feed

pytestmark = pytest.mark.django_db

LOCAL = Client(
    resolver=lambda host, _port: [ip_address({"site.test": "127.0.0.1", "inner.test": "10.0.0.9"}[host])],
    allows=lambda address: address == ip_address("127.0.0.1") or is_public(address),
)


def _feed(kind: FeedKind, scheme: str, server: Any, path: str, given: Credentials | None = None, **fields: Any) -> Feed:
    feed: Feed = FeedFactory(kind=kind, address=f"{scheme}://site.test:{server.port}{path}", **fields)
    return actions.set_credentials(feed=feed, given=given or Credentials(USER, PASSWORD))


def _look(feed: Feed) -> Look:
    look = poll(feed.pk, client=LOCAL, anyway=True)
    feed.refresh_from_db()
    return look


def _files() -> servers.Files:
    return {"a.xml": newsml(guid="urn:a"), "b.xml": newsml(guid="urn:b"), ".hidden": b"x", "c.xml.part": b"<newsItem"}


@pytest.mark.parametrize("lists", [True, False], ids=["mlsd", "nlst"])
def test_ftp_files_are_taken_once_and_stay_on_the_server(lists: bool) -> None:
    files = _files()
    with servers.ftp(files, lists=lists) as server:
        feed = _feed(FeedKind.FTP, "ftp", server, "/out")
        assert (_look(feed).taken.new, feed.last_error) == (2, "")
        retrieved = len([line for line in server.log if line.startswith("RETR")])
        assert _look(feed).taken.unchanged == 0
        assert len([line for line in server.log if line.startswith("RETR")]) == retrieved
        files["a.xml"] = newsml(guid="urn:a", version=2, headline="عنوان محدَّث للخبر")
        del files["b.xml"]
        assert _look(feed).taken.changed == 1
    assert FeedMark.objects.count() == 1


def test_an_ftp_server_cannot_send_us_to_another_machine() -> None:
    with servers.ftp(_files(), names="10,0,0,9") as server:
        feed = _feed(FeedKind.FTP, "ftp", server, "/out")
        assert _look(feed).taken.new == 2


def test_wrong_ftp_credentials_are_a_hard_error() -> None:
    with servers.ftp(_files()) as server:
        feed = _feed(FeedKind.FTP, "ftp", server, "/out", Credentials(USER, "wrong"))
        assert "رفض" in _look(feed).error
    assert feed.hard_errors == 1


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (FeedKind.FTP, "ftp://inner.test/out"),
        (FeedKind.SFTP, "sftp://inner.test/out"),
        (FeedKind.IMAP, "imaps://inner.test/INBOX"),
        (FeedKind.FTP, "ftp://localhost/out"),
        (FeedKind.FTP, "http://site.test/out"),
        (FeedKind.SFTP, "sftp://"),
        (FeedKind.IMAP, "imaps://site.test:99999/"),
    ],
)
def test_inner_and_senseless_addresses_are_hard_errors(kind: FeedKind, address: str) -> None:
    feed = FeedFactory(kind=kind, address=address, host_key="SHA256:x")
    assert _look(feed).error
    assert feed.hard_errors == 1


def test_sftp_files_are_taken_once_from_a_server_whose_key_is_known() -> None:
    with servers.sftp(_files()) as server:
        feed = _feed(FeedKind.SFTP, "sftp", server, "/out", host_key=fingerprint(servers.SERVER_KEY))
        assert (_look(feed).taken.new, feed.last_error) == (2, "")
        assert (_look(feed).taken.unchanged, feed.last_error) == (0, "")
    assert set(WireItem.objects.values_list("guid", flat=True)) == {"urn:a", "urn:b"}


def test_sftp_with_a_private_key() -> None:
    written = io.StringIO()
    servers.CLIENT_KEY.write_private_key(written)
    given = Credentials(USER, private_key=written.getvalue())
    with servers.sftp(_files()) as server:
        feed = _feed(FeedKind.SFTP, "sftp", server, "/out", given, host_key=fingerprint(servers.SERVER_KEY))
        assert _look(feed).taken.new == 2


def test_an_unknown_sftp_server_gets_no_password_and_shows_its_key() -> None:
    with servers.sftp(_files()) as server:
        feed = _feed(FeedKind.SFTP, "sftp", server, "/out")
        assert fingerprint(servers.SERVER_KEY) in try_feed(feed, client=LOCAL).problems[0]
        feed.host_key = fingerprint(servers.CLIENT_KEY)
        feed.save()
        assert "تغيّر مفتاح" in _look(feed).error
    assert feed.hard_errors == 1


def test_wrong_sftp_credentials_are_a_hard_error() -> None:
    with servers.sftp(_files()) as server:
        key = fingerprint(servers.SERVER_KEY)
        feed = _feed(FeedKind.SFTP, "sftp", server, "/out", Credentials(USER, "wrong"), host_key=key)
        assert "رفض" in _look(feed).error
    assert feed.hard_errors == 1


def _mail(subject: str) -> bytes:
    return (
        "From: wire@agency.example\r\nTo: desk@khabar.example\r\n"
        f"Message-ID: <{subject.replace(' ', '-')}@agency.example>\r\nDate: Sun, 01 Mar 2026 09:00:00 +0200\r\n"
        f"Subject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n"
        f"{subject}\r\n\r\nافتتحت البلدية مكتبة جديدة في الحي القديم بعد عامين من العمل المتواصل.\r\n"
    ).encode()


def test_mail_is_read_from_where_it_was_left_and_the_mailbox_is_not_changed() -> None:
    messages = {3: _mail("مهرجان الربيع"), 5: _mail("سباق القوارب")}
    with servers.imap(messages) as server:
        feed = _feed(FeedKind.IMAP, "imap", server, "/INBOX")
        assert (_look(feed).taken.new, feed.last_error, feed.cursor) == (2, "", "7:5")
        assert _look(feed).taken.unchanged == 0
        messages[9] = _mail("معرض الكتاب")
        assert _look(feed).taken.new == 1
        assert feed.cursor == "7:9"
        server.validity = 8
        assert _look(feed).taken.unchanged == 3
        assert feed.cursor == "8:9"
        words = {line.split(" ")[0] for line in server.log}
    assert words == {"CAPABILITY", "LOGIN", "EXAMINE", "UID", "LOGOUT"}
    assert not any("BODY[" in line for line in server.log)


def test_wrong_mail_credentials_are_a_hard_error() -> None:
    with servers.imap({}) as server:
        feed = _feed(FeedKind.IMAP, "imap", server, "/INBOX", Credentials(USER, "wrong"))
        assert "رفض" in _look(feed).error
    assert feed.hard_errors == 1


def test_a_message_too_large_is_held_with_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.ingest.fetch.imap.MAX_BYTES", 100)
    with servers.imap({3: _mail("مهرجان الربيع")}) as server:
        feed = _feed(FeedKind.IMAP, "imap", server, "/INBOX")
        assert _look(feed).taken.held == 1
    assert "أكبر من" in HeldItem.objects.get().reason
    assert feed.state == FeedState.OPEN


def test_a_server_that_hangs_up_is_asked_again_later() -> None:
    feed = FeedFactory(kind=FeedKind.FTP, address="ftp://site.test:9/out")
    assert _look(feed).error
    assert (feed.failures, feed.hard_errors) == (1, 0)
