"""Notices wait for the page store, are tried again while a receiver is down, and end where it refuses them."""

import logging
from datetime import timedelta

import pytest
from pytest_django import Settings
from tests.factories.articles import SectionFactory, published
from tests.hubs import Reply
from tests.integration.announcing.conftest import Desk

from khabar.announcing import gathering
from khabar.announcing.models import Notice, Receiver
from khabar.announcing.queries import failing
from khabar.articles import actions
from khabar.ops.inspection import inspect

pytestmark = pytest.mark.django_db

DAY = 24 * 3600


def test_nothing_is_told_before_the_page_store_has_followed(to_hub: Desk) -> None:
    published()
    for _ in range(3):
        to_hub.look(60, followed=False)
    assert to_hub.server.told == []
    to_hub.tell()
    assert to_hub.server.told


def test_what_was_published_before_a_receiver_was_set_is_not_told(to_hub: Desk, settings: Settings) -> None:
    settings.WEBSUB_HUBS = []
    to_hub.restart()
    to_hub.look()
    published()
    settings.WEBSUB_HUBS = [to_hub.server.url("/hub")]
    to_hub.restart()
    to_hub.tell()
    assert to_hub.server.told == []


def test_a_hub_that_is_down_is_tried_again_ever_more_rarely(to_hub: Desk) -> None:
    to_hub.server.reply = lambda _: Reply(503)
    published()
    to_hub.look()
    for _ in range(600):
        to_hub.look(10)
    assert 5 < len(to_hub.server.told) < 12
    to_hub.server.reply = lambda _: Reply()
    to_hub.server.told.clear()
    to_hub.look(3700)
    assert len(to_hub.server.feeds) == 6
    assert not Notice.objects.exists()


def test_a_hub_that_is_down_holds_up_no_other(to_hub: Desk, settings: Settings) -> None:
    settings.WEBSUB_HUBS = [to_hub.server.url("/down"), to_hub.server.url("/hub")]
    to_hub.server.reply = lambda told: Reply(500 if told.path == "/down" else 202)
    to_hub.restart()
    to_hub.look()
    published()
    to_hub.tell()
    paths = [told.path for told in to_hub.server.told if told.path == "/hub"]
    assert len(paths) == 6
    assert len(set(Receiver.objects.values_list("cursor", flat=True))) == 1
    assert Receiver.objects.get(failures=0).notices.count() == 0


def test_after_a_day_it_is_given_up(to_hub: Desk, caplog: pytest.LogCaptureFixture) -> None:
    to_hub.server.reply = lambda _: Reply(503)
    published()
    to_hub.look()
    to_hub.look(DAY - 60)
    assert Notice.objects.count() == 6
    to_hub.look(4000)
    assert Notice.objects.count() == 0
    assert "6 notices could not be told in time" in caplog.text


def test_a_receiver_says_when_it_wants_to_be_asked_again(to_engine: Desk) -> None:
    to_engine.server.reply = lambda _: Reply(429, {"Retry-After": "7000"})
    published()
    to_engine.tell()
    to_engine.look(6900)
    assert len(to_engine.server.told) == 1
    to_engine.look(200)
    assert len(to_engine.server.told) == 2


@pytest.mark.parametrize("status", [400, 403, 422])
def test_a_refusal_ends_the_notice_and_is_logged(
    to_engine: Desk, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    to_engine.server.reply = lambda _: Reply(status)
    story = published()
    with caplog.at_level(logging.WARNING):
        to_engine.tell()
    to_engine.look(DAY / 2)
    assert len(to_engine.server.told) == 1
    assert story.get_absolute_url() in caplog.text
    assert str(status) in caplog.text


def test_one_refused_feed_does_not_keep_the_others_back(to_hub: Desk) -> None:
    to_hub.server.reply = lambda told: Reply(404 if told.form["hub.url"].endswith("/feed/") else 204)
    published()
    to_hub.tell()
    assert len(to_hub.server.told) == 6
    assert not Notice.objects.exists()


def test_a_feed_at_which_the_hub_fails_does_not_keep_the_others_back(to_hub: Desk) -> None:
    bad = "http://testserver/feed/"
    to_hub.server.reply = lambda told: Reply(500 if told.form["hub.url"] == bad else 204)
    published()
    to_hub.tell()
    to_hub.tell()
    assert len({feed for feed in to_hub.server.feeds if feed != bad}) == 5
    assert [notice.address for notice in Notice.objects.all()] == [bad]


def test_a_hub_is_not_flooded(to_hub: Desk) -> None:
    for _ in range(20):
        published(section=SectionFactory())
    to_hub.look()
    to_hub.look(3)
    assert len(to_hub.server.told) == 20
    to_hub.look(1)
    assert len(to_hub.server.told) == 20
    for _ in range(3):
        to_hub.look(10)
    assert len(to_hub.server.told) == 63


def test_the_outbox_is_bounded(
    to_engine: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(gathering, "MOST", 2)
    stories = [published() for _ in range(3)]
    to_engine.tell()
    assert to_engine.server.addresses == [[f"http://testserver{one.get_absolute_url()}" for one in stories[1:]]]
    assert "1 notices were dropped" in caplog.text


def test_a_redirect_into_our_own_network_is_refused(to_hub: Desk) -> None:
    inner = to_hub.server.url("/inner", host="10.0.0.7")
    to_hub.server.reply = lambda told: Reply(307, {"Location": inner})
    published()
    to_hub.tell()
    assert {told.path for told in to_hub.server.told} == {"/hub"}
    assert "شبكة داخلية" in Receiver.objects.get().error


def test_the_doctor_names_what_failed_for_an_hour(to_hub: Desk) -> None:
    to_hub.server.reply = lambda _: Reply(503)
    published()
    to_hub.tell()
    to_hub.now += timedelta(minutes=50)
    with to_hub.clock():
        assert failing() == []
    to_hub.now += timedelta(minutes=20)
    with to_hub.clock():
        (named,) = [one for one in inspect() if to_hub.server.url("/hub") in one.what]
    assert "503" in named.what
    assert "منذ ساعة" in named.what
    assert "KHABAR_WEBSUB_HUBS" in named.remedy
    to_hub.server.reply = lambda _: Reply()
    to_hub.look(DAY / 10)
    assert failing() == []


def test_a_database_older_than_the_cursor_does_not_silence_it(to_engine: Desk) -> None:
    Receiver.objects.update(cursor=10_000)
    to_engine.look()
    story = published()
    actions.unpublish(article=story)
    to_engine.tell()
    assert to_engine.server.addresses == [[f"http://testserver{story.get_absolute_url()}"]]
