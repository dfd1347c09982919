"""Feeds over HTTP against a real local server: changing, unchanged, slow, broken, moving, hostile."""

import gzip
import time
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

import pytest
from tests.factories.wires import FeedFactory, newsml
from tests.feeds import Answer, Asked, Handler, Site, site

from khabar.core import clock
from khabar.ingest import actions, backoff
from khabar.ingest.credentials import Credentials
from khabar.ingest.fetch import http
from khabar.ingest.models import Feed, HeldItem, WireItem
from khabar.ingest.poll import Look, poll
from khabar.ingest.states import FeedKind, FeedState

pytestmark = pytest.mark.django_db


@pytest.fixture
def server() -> Iterator[Site]:
    with site() as running:
        yield running


def _feed(server: Site, path: str = "/feed") -> Feed:
    feed: Feed = FeedFactory(kind=FeedKind.HTTP, address=server.url(path))
    return feed


def _look(feed: Feed, server: Site, **names: str) -> Look:
    look = poll(feed.pk, client=server.client(**names), anyway=True)
    feed.refresh_from_db()
    return look


def _rss(*entries: tuple[str, str]) -> bytes:
    items = "".join(
        f"<item><guid>{guid}</guid><title>{title}</title><description>نص الخبر عن {title} بقلم المحرر.</description>"
        "<pubDate>Sun, 01 Mar 2026 09:00:00 +0200</pubDate></item>"
        for guid, title in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>نشرة</title>{items}</channel></rss>'.encode()


def test_a_feed_is_asked_conditionally_and_a_304_brings_nothing(server: Site) -> None:
    headers = {"ETag": '"v1"', "Last-Modified": "Sun, 01 Mar 2026 07:00:00 GMT"}

    def answer(asked: Asked) -> Answer:
        current = asked.headers.get("if-none-match") == '"v1"'
        return Answer(304, headers=headers) if current else Answer(body=_rss(("1", "مهرجان الربيع")), headers=headers)

    server.answers["/feed"] = answer
    feed = _feed(server)
    assert _look(feed, server).taken.new == 1
    assert feed.last_item_at is not None
    look = _look(feed, server)
    assert (look.error, look.taken.moved) == ("", 0)
    assert server.asked[1].headers["if-modified-since"] == "Sun, 01 Mar 2026 07:00:00 GMT"
    assert feed.failures == 0


def test_a_changing_feed_brings_what_is_new_once(server: Site) -> None:
    feed = _feed(server)
    server.answers["/feed"] = Answer(body=_rss(("1", "مهرجان الربيع")))
    _look(feed, server)
    server.answers["/feed"] = Answer(body=_rss(("2", "سباق القوارب"), ("1", "مهرجان الربيع")))
    look = _look(feed, server)
    assert (look.taken.new, look.taken.unchanged) == (1, 1)
    assert WireItem.objects.count() == 2


def test_a_permanent_move_is_remembered_and_a_temporary_one_is_not(server: Site) -> None:
    server.answers["/feed"] = Answer(301, headers={"Location": "/new"})
    server.answers["/new"] = Answer(302, headers={"Location": "/today"})
    server.answers["/today"] = Answer(body=_rss(("1", "مهرجان الربيع")))
    feed = _feed(server)
    _look(feed, server)
    assert feed.moved_to == server.url("/new")
    _look(feed, server)
    assert [asked.path for asked in server.asked] == ["/feed", "/new", "/today", "/new", "/today"]
    assert feed.moved_to == server.url("/new")


def test_a_move_that_leads_nowhere_any_more_is_forgotten(server: Site) -> None:
    feed = _feed(server)
    Feed.objects.update(moved_to=server.url("/new"))
    server.answers |= {"/new": Answer(404), "/feed": Answer(body=_rss(("1", "مهرجان الربيع")))}
    assert _look(feed, server).taken.new == 1
    assert feed.moved_to == ""


def test_credentials_are_sent_only_to_their_own_server_and_no_move_takes_them_along(server: Site) -> None:
    feed = _feed(server)
    actions.set_credentials(feed=feed, given=Credentials("wire", "كلمة"))
    server.answers["/feed"] = Answer(301, headers={"Location": server.url("/feed2", host="other.test")})
    server.answers["/feed2"] = Answer(body=_rss(("1", "مهرجان الربيع")))
    assert _look(feed, server).taken.new == 1
    assert server.asked[0].headers["authorization"].startswith("Basic ")
    assert "authorization" not in server.asked[1].headers
    assert feed.moved_to == ""


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/",
        "http://10.0.0.5/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[fd00::1]/",
        "http://localhost/",
        "http://rebound.test/",
        "file:///etc/passwd",
        "ftp://site.test/feed",
    ],
)
def test_a_redirect_into_our_own_network_is_a_hard_error(server: Site, target: str) -> None:
    server.answers["/feed"] = Answer(302, headers={"Location": target})
    feed = _feed(server)
    look = _look(feed, server, **{"rebound.test": "192.168.1.1"})
    assert look.error
    assert feed.hard_errors == 1
    assert not WireItem.objects.exists()


def test_a_name_that_turns_to_the_inside_between_two_looks_is_refused(server: Site) -> None:
    server.answers["/feed"] = Answer(body=_rss(("1", "مهرجان الربيع")))
    feed = _feed(server)
    _look(feed, server)
    look = _look(feed, server, **{"site.test": "10.1.1.1"})
    assert "شبكة داخلية" in look.error
    assert len(server.asked) == 1


def test_a_gzip_bomb_is_refused_and_the_feed_looked_at_later(server: Site) -> None:
    bomb = gzip.compress(b"\0" * (64 * 2**20))
    server.answers["/feed"] = Answer(body=bomb, headers={"Content-Encoding": "gzip"})
    feed = _feed(server)
    look = _look(feed, server)
    assert "أكبر" in look.error
    assert (feed.failures, feed.hard_errors) == (1, 0)


def test_a_slow_server_is_given_up(server: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TIMEOUT", 0.5)

    def trickle(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for _ in range(100):
            try:
                handler.wfile.write(b"<")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    server.answers["/feed"] = Answer(write=trickle)
    feed = _feed(server)
    assert "تأخر" in _look(feed, server).error
    assert feed.next_at > clock.now() + timedelta(seconds=feed.interval)


def test_a_cut_off_answer_is_no_feed(server: Site) -> None:
    def cut(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(_rss(("1", "مهرجان الربيع"))[:200])
        handler.close_connection = True

    server.answers["/feed"] = Answer(write=cut)
    feed = _feed(server)
    assert _look(feed, server).error
    assert not WireItem.objects.exists()
    assert not HeldItem.objects.exists()


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_rest_gets_it(server: Site, status: int) -> None:
    server.answers["/feed"] = Answer(status, headers={"Retry-After": "7200"})
    feed = _feed(server)
    _look(feed, server)
    assert feed.next_at >= clock.now() + timedelta(seconds=7190)
    assert (feed.state, feed.hard_errors) == (FeedState.OPEN, 0)


def test_rest_may_be_asked_for_by_a_date_and_lasts_a_day_at_most(server: Site) -> None:
    in_a_month = clock.now() + timedelta(days=30)
    server.answers["/feed"] = Answer(503, headers={"Retry-After": format_datetime(in_a_month)})
    feed = _feed(server)
    _look(feed, server)
    assert timedelta(hours=23) < feed.next_at - clock.now() <= timedelta(hours=24)


def test_hard_errors_close_the_feed_and_it_is_opened_by_hand(server: Site) -> None:
    server.answers["/feed"] = Answer(404)
    feed = _feed(server)
    for _ in range(backoff.HARD_LIMIT):
        assert feed.state == FeedState.OPEN
        assert "404" in _look(feed, server).error
    assert feed.state == FeedState.FAILED
    assert _look(feed, server).busy
    server.answers["/feed"] = Answer(body=_rss(("1", "مهرجان الربيع")))
    actions.reopen_feed(feed=feed)
    assert _look(feed, server).taken.new == 1
    assert (feed.failures, feed.hard_errors, feed.last_error) == (0, 0, "")


def test_a_success_between_errors_starts_the_count_anew(server: Site) -> None:
    feed = _feed(server)
    for status in (404, 404, 200, 404, 404, 404):
        server.answers["/feed"] = Answer(status, body=_rss(("1", "مهرجان الربيع")))
        _look(feed, server)
    assert (feed.state, feed.hard_errors) == (FeedState.OPEN, 3)


def test_a_feed_that_is_gone_is_closed_at_once(server: Site) -> None:
    server.answers["/feed"] = Answer(410)
    feed = _feed(server)
    _look(feed, server)
    assert feed.state == FeedState.FAILED


def test_what_cannot_be_read_is_held_once_with_its_bytes_and_read_again_by_hand(
    server: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = newsml()[:-40]
    server.answers["/feed"] = Answer(body=broken)
    feed = _feed(server)
    for _ in range(2):
        assert _look(feed, server).taken.held == 1
    held = HeldItem.objects.get()
    assert bytes(held.data) == broken
    assert held.reason
    assert feed.state == FeedState.OPEN
    assert actions.retry_held(held=held).held == 1
    HeldItem.objects.update(data=newsml())
    assert actions.retry_held(held=held).new == 1
    held.refresh_from_db()
    assert (held.state, held.retries) == ("taken", 2)


def test_xml_bombs_and_external_entities_are_held_unread(server: Site) -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    bombs = [
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
        "<rss><channel><title>&l11;</title></channel></rss>",
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>'
        "<item><guid>1</guid><title>&x;</title><description>&x;</description></item></channel></rss>",
    ]
    feed = _feed(server)
    for bomb in bombs:
        server.answers["/feed"] = Answer(body=bomb.encode())
        assert _look(feed, server).taken.held == 1
    assert not WireItem.objects.exists()


def test_looks_back_off_and_never_fall_below_the_interval() -> None:
    now = clock.now()
    waits = [(backoff.next_look(now, 120, failures) - now).total_seconds() for failures in range(15)]
    assert 120 <= waits[0] <= 132
    assert 240 <= waits[1] <= 264
    assert all(3600 <= wait <= 3960 for wait in waits[5:])
    assert (backoff.next_look(now, 7200, 9) - now).total_seconds() >= 7200


def test_an_unreadable_page_that_changes_every_time_is_held_once_and_shown_as_the_feeds_error(server: Site) -> None:
    feed = _feed(server)
    for number in range(3):
        server.answers["/feed"] = Answer(body=f"صيانة {number}".encode())
        _look(feed, server)
    assert HeldItem.objects.count() == 1
    assert "المحتجزات" in feed.last_error


def test_a_fault_in_our_own_reading_holds_the_document_and_the_feed_goes_on(
    server: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*args: object, **kwargs: object) -> None:
        raise IndexError("list index out of range")

    server.answers["/feed"] = Answer(body=newsml())
    feed = _feed(server)
    with monkeypatch.context() as patch:
        patch.setattr("khabar.ingest.seam.read_wire", faulty)
        assert _look(feed, server).taken.held == 1
    assert "خلل" in HeldItem.objects.get().reason
    assert actions.retry_held(held=HeldItem.objects.get()).new == 1
