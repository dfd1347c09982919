"""Only once pages are fresh, not in quiet hours, tried again where a service fails, and never twice to one reader."""

from datetime import timedelta
from threading import Barrier
from typing import Any
from urllib.parse import unquote

import pytest
from pytest_django import Settings
from tests.factories.articles import SectionFactory
from tests.hubs import Reply
from tests.integration.push.conftest import Newsroom, Readers, subscribers
from tests.push_service import PushService, b64

from khabar.articles import actions as articles
from khabar.articles.consumers import follow
from khabar.articles.outlets import page_store
from khabar.ops.inspection import inspect
from khabar.pagestore.page import build_page
from khabar.pagestore.store import page_key
from khabar.push import keys, outbox, sending
from khabar.push.enums import Copy, State
from khabar.push.models import Delivery, Sending, Subscriber

pytestmark = pytest.mark.django_db
HOUR = 3600.0


def _store(path: str, text: str) -> None:
    """Put something else into the page store than what would be rendered, as if a purge had missed it."""
    store = page_store()
    page = build_page(200, [("content-type", "text/html; charset=utf-8")], text.encode(), query=(), expires_at=None)
    assert store.put(store.ticket(), page_key(path, ""), page, {"article:0"})


def test_nothing_is_sent_before_the_page_store_has_followed(
    newsroom: Newsroom, readers: Readers, server: PushService
) -> None:
    readers()
    newsroom.breaking()
    for _ in range(3):
        newsroom.look(10, followed=False)
    assert server.pushed == []
    newsroom.send()
    assert len(server.pushed) == 1


@pytest.mark.parametrize("which", ["page", "front", "feed"])
def test_a_store_that_still_answers_the_old_page_holds_it_back(
    newsroom: Newsroom, readers: Readers, server: PushService, which: str
) -> None:
    browser = readers()
    story = newsroom.breaking()
    newsroom.look(1)
    path = {"page": story.get_absolute_url(), "front": "/", "feed": "/feed/"}[which]
    _store(unquote(path), "<p>قبل النشر</p>")
    for _ in range(4):
        newsroom.look(5)
    assert server.pushed == []
    held = Sending.objects.get()
    assert held.state == State.RIPE
    assert path in held.reason
    with newsroom.clock():
        page_store().purge({"article:0"}, cursor=page_store().cursor)
    newsroom.look(60)
    assert len(server.to(browser)) == 1


def test_the_doctor_names_what_is_held_back_and_it_ends_with_its_time(
    newsroom: Newsroom, readers: Readers, server: PushService
) -> None:
    readers()
    newsroom.breaking()
    newsroom.look(1)
    _store("/", "<p>قبل النشر</p>")
    for _ in range(8):
        newsroom.look(61)
    with newsroom.clock():
        assert [one for one in inspect() if "ما زالت الصفحة كما كانت: /" in one.what]
    newsroom.look(5 * HOUR)
    assert Sending.objects.get().state == State.DROPPED
    assert server.pushed == []


def test_whoever_is_called_finds_the_pages_in_the_store(
    newsroom: Newsroom, readers: Readers, server: PushService
) -> None:
    readers()
    found: list[bool] = []

    def reply(_: Any) -> Reply:
        found.extend(page_store().get(page_key(path, "")) is not None for path in ("/", "/feed/"))
        return Reply(201)

    server.reply = reply
    newsroom.breaking()
    newsroom.send()
    assert found == [True, True]


def test_breaking_news_of_the_night_is_left_out_unless_she_says_so(
    newsroom: Newsroom, readers: Readers, server: PushService
) -> None:
    quiet = {"quiet": [1380, 420], "zone": "Africa/Cairo"}
    asleep, awake, abroad = readers("asleep", **quiet), readers("awake", **quiet, always=True), readers("abroad")
    newsroom.now = newsroom.now.replace(hour=22)  # midnight in Cairo
    newsroom.breaking()
    newsroom.send()
    assert [len(server.to(one)) for one in (asleep, awake, abroad)] == [0, 1, 1]
    newsroom.look(10 * HOUR)
    assert server.to(asleep) == []
    done = Sending.objects.get()
    assert (done.state, done.sent, done.skipped) == (State.DONE, 2, 1)


def test_what_is_followed_waits_for_the_morning(
    newsroom: Newsroom, readers: Readers, server: PushService, settings: Settings
) -> None:
    settings.PUSH_FOLLOWED = True
    section = SectionFactory()
    browser = readers(breaking=False, sections=[section.pk], quiet=[1380, 420], zone="Africa/Cairo")
    newsroom.now = newsroom.now.replace(hour=22)
    newsroom.story(section=section)
    gone = newsroom.story(section=section)
    newsroom.send()
    assert server.pushed == []
    with newsroom.clock():
        articles.unpublish(article=gone)
    newsroom.now = newsroom.now + timedelta(days=1)
    newsroom.now = newsroom.now.replace(hour=4, minute=59, second=50)
    newsroom.look()
    assert server.pushed == []
    newsroom.look(11)
    assert len(server.to(browser)) == 1  # not the one that is gone
    assert {one.state for one in Sending.objects.all()} == {State.DONE, State.DROPPED}


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_ended_is_forgotten(
    newsroom: Newsroom, readers: Readers, server: PushService, status: int
) -> None:
    readers("gone")
    stays = readers("stays")
    server.reply = lambda pushed: Reply(status if pushed.path == "/gone" else 201)
    newsroom.breaking()
    newsroom.send()
    assert subscribers() == 1
    assert len(server.to(stays)) == 1
    done = Sending.objects.get()
    assert (done.sent, done.gone, done.failed) == (1, 1, 0)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_wants_to_be_left_alone_is_tried_when_it_says(
    newsroom: Newsroom, readers: Readers, server: PushService, status: int
) -> None:
    browser = readers()
    server.reply = lambda _: Reply(status, {"Retry-After": "600"})
    newsroom.breaking()
    newsroom.send()
    newsroom.look(590)
    assert len(server.pushed) == 1
    server.reply = lambda _: Reply(201)
    newsroom.look(20)
    newsroom.look(20)
    assert len(server.to(browser)) == 2
    assert server.to(browser)[0] == server.to(browser)[1]
    assert Sending.objects.get().sent == 1


def test_a_busy_service_holds_back_all_that_is_for_it(
    newsroom: Newsroom, readers: Readers, server: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    for number in range(6):
        readers(f"r{number}")
    server.reply = lambda _: Reply(429, {"Retry-After": "300"})
    newsroom.breaking()
    newsroom.send()
    assert len(server.pushed) == 2
    server.reply = lambda _: Reply(201)
    newsroom.look(310)
    newsroom.look(310)
    assert Sending.objects.get().sent == 6


def test_after_its_time_it_is_given_up(newsroom: Newsroom, readers: Readers, server: PushService) -> None:
    readers()
    server.reply = lambda _: Reply(503)
    newsroom.breaking()
    newsroom.send()
    for _ in range(30):
        newsroom.look(600)
    assert 3 < len(server.pushed) < 14
    done = Sending.objects.get()
    assert (done.sent, done.failed, done.state, done.reason) == (0, 1, State.DONE, "أجاب 503")


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_a_refusal_ends_it_and_is_named(
    newsroom: Newsroom, readers: Readers, server: PushService, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    readers()
    server.reply = lambda _: Reply(status)
    newsroom.breaking()
    newsroom.send()
    newsroom.look(HOUR)
    assert len(server.pushed) == 1
    done = Sending.objects.get()
    assert (done.failed, done.reason) == (1, f"أجاب {status}")
    assert str(status) in caplog.text
    with newsroom.clock():
        assert [one for one in inspect() if str(status) in one.what]
    assert subscribers() == 1
    newsroom.now += timedelta(days=15)
    with newsroom.clock():
        outbox.Outbox()._tidy()
    assert subscribers() == 0


def test_what_was_taken_when_a_process_died_is_never_sent_again(
    newsroom: Newsroom, readers: Readers, server: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        readers(f"r{number}")

    all_posted = Barrier(3)

    def dies(*_: Any) -> None:
        all_posted.wait(300)
        raise SystemExit

    newsroom.breaking()
    newsroom.look(1)
    monkeypatch.setattr(sending, "_read", dies)  # after the service had them all, before that was written down
    with pytest.raises(SystemExit):
        newsroom.look(3)
    assert set(Delivery.objects.values_list("state", flat=True)) == {Copy.TAKEN}
    monkeypatch.undo()
    newsroom.restart()
    newsroom.look(5)
    newsroom.look(500)
    assert len(server.pushed) == 3
    done = Sending.objects.get()
    assert (done.state, done.unsure) == (State.DONE, 3)


def test_an_answer_that_never_came_is_not_asked_for_again(
    newsroom: Newsroom, readers: Readers, server: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers()

    def closes(_: Any) -> Reply:
        raise ConnectionAbortedError

    monkeypatch.setattr(server, "handle_error", lambda *_: None)
    server.reply = closes
    newsroom.breaking()
    newsroom.send()
    server.reply = lambda _: Reply(201)
    newsroom.look(HOUR)
    assert len(server.pushed) == 1
    assert Sending.objects.get().unsure == 1


def test_a_service_that_cannot_be_reached_is_tried_again(
    newsroom: Newsroom, readers: Readers, server: PushService, settings: Settings
) -> None:
    settings.PUSH_SERVICES = [server.name, "push.test"]
    down = server.browser("down")
    down.endpoint = "https://push.test/down"
    assert readers.tell("choose", {**down.held, "choice": {"breaking": True, "zone": "UTC"}}).status_code == 200
    up = readers("up")
    newsroom.breaking()
    newsroom.send()
    assert len(server.to(up)) == 1
    waiting = Delivery.objects.get(state=Copy.WAITING)
    assert waiting.tries == 1
    assert Subscriber.objects.filter(failing_since__isnull=False).count() == 1


def test_an_endpoint_in_our_own_network_is_never_asked(
    newsroom: Newsroom, readers: Readers, server: PushService, settings: Settings
) -> None:
    settings.PUSH_SERVICES = [server.name, "10.0.0.7"]  # somebody set it so
    inner = server.browser("x")
    inner.endpoint = "https://10.0.0.7/x"
    assert readers.tell("choose", {**inner.held, "choice": {"breaking": True, "zone": "UTC"}}).status_code == 200
    newsroom.breaking()
    newsroom.send()
    assert server.pushed == []
    assert Delivery.objects.get().tries == 1


def test_a_redirect_is_not_followed(newsroom: Newsroom, readers: Readers, server: PushService) -> None:
    readers()
    server.reply = lambda _: Reply(307, {"Location": f"https://{server.name}/other"})
    newsroom.breaking()
    newsroom.send()
    assert [one.path for one in server.pushed] == ["/a"]


def test_many_readers_are_reached_over_few_connections(
    newsroom: Newsroom, readers: Readers, server: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "AT_ONCE", 40)
    template = readers("r0")
    Subscriber.objects.bulk_create(
        Subscriber(
            mark=f"{n}", endpoint=f"https://{server.name}/r{n}", p256dh=template.p256dh, auth=template.auth,
            key=keys.current_key(), breaking=True, zone="UTC",
        )
        for n in range(1, 150)
    )  # fmt: skip
    newsroom.breaking()
    newsroom.send()
    newsroom.look(1)
    assert len({one.path for one in server.pushed}) == len(server.pushed) == 150
    assert server.connections <= sending.CONNECTIONS
    assert Sending.objects.get().sent == 150


def test_a_browser_of_a_former_key_is_sent_to_under_it_while_it_is_set(
    newsroom: Newsroom, readers: Readers, server: PushService, settings: Settings
) -> None:
    browser = readers()
    former, old = keys.public_key(), keys._private()
    new = b64(bytes(31) + b"\x07")
    settings.PUSH_KEY, settings.PUSH_OLD_KEYS = [new], [old]
    newsroom.breaking()
    newsroom.send()
    assert [one.key for one in server.pushed] == [former]
    renewed = server.browser("renewed")
    assert readers.tell("move", {**renewed.held, "old": browser.held}).status_code == 200
    settings.PUSH_OLD_KEYS = []
    newsroom.breaking()
    newsroom.send()
    assert server.pushed[-1].key == keys.public_key() != former


def test_a_browser_of_a_key_that_is_gone_fails_by_itself(
    newsroom: Newsroom, readers: Readers, server: PushService, settings: Settings
) -> None:
    readers("old")
    settings.PUSH_KEY = [b64(bytes(31) + b"\x09")]
    fresh = readers("fresh")
    newsroom.breaking()
    newsroom.send()
    assert len(server.pushed) == len(server.to(fresh)) == 1
    assert Sending.objects.get().failed == 1


def test_which_reader_had_what_is_forgotten_after_three_days(
    newsroom: Newsroom, readers: Readers, server: PushService
) -> None:
    readers()
    newsroom.breaking()
    newsroom.send()
    assert Delivery.objects.count() == 1
    newsroom.now += timedelta(days=3, hours=1)
    with newsroom.clock():
        follow()
        outbox.Outbox()._tidy()
    assert Delivery.objects.count() == 0
    assert Sending.objects.get().sent == 1
