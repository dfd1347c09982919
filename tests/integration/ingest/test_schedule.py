"""Feeds are looked at when due, by one process at a time, and what a killed process held is taken over."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from tests.factories.wires import FeedFactory, newsml
from tests.integration.ingest.conftest import Drop

from khabar.core import clock
from khabar.ingest import dispatch
from khabar.ingest.looks import Looks, StuckLook, due_feeds
from khabar.ingest.models import Feed, WireItem
from khabar.ingest.poll import Look, owner_is_gone, poll
from khabar.ingest.states import FeedState


@contextmanager
def _looks(at_once: int = 6) -> Iterator[tuple[Looks, list[int], threading.Event]]:
    """Looks that do nothing but wait until they are let go, and the feeds they were begun for."""
    begun: list[int] = []
    let_go = threading.Event()

    def look(pk: int) -> Look:
        begun.append(pk)
        let_go.wait(300)
        return Look()

    looks = Looks(look, at_once)
    try:
        yield looks, begun, let_go
    finally:
        let_go.set()
        looks.end(wait=True)


@pytest.mark.django_db
def test_a_due_feed_is_looked_at_once() -> None:
    feed = FeedFactory()
    FeedFactory(next_at=clock.now() + timedelta(minutes=5))
    FeedFactory(state=FeedState.CLOSED)
    with _looks() as (looks, begun, let_go):
        assert looks.begin_due() == 1
        assert looks.begin_due() == 0
        let_go.set()
    assert begun == [feed.pk]


@pytest.mark.django_db
def test_no_more_feeds_are_looked_at_than_there_are_places_those_that_wait_longest_first() -> None:
    waits = [3, 9, 6, 1]
    feeds = [FeedFactory(next_at=clock.now() - timedelta(minutes=minutes)) for minutes in waits]
    with _looks(at_once=2) as (looks, begun, let_go):
        assert looks.begin_due() == 2
        assert looks.begin_due() == 0
        let_go.set()
    assert sorted(begun) == sorted([feeds[1].pk, feeds[2].pk])


@pytest.mark.django_db
def test_a_look_that_never_ends_is_taken_from_its_feed_and_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.ingest.looks._STUCK", -1.0)
    owner = f"{socket.gethostname()}:{os.getpid()}"
    feed = FeedFactory()
    with _looks() as (looks, _, let_go):
        looks.begin_due()
        Feed.objects.update(lease_until=clock.now() + timedelta(minutes=4), lease_owner=owner)
        with pytest.raises(StuckLook):
            looks.begin_due()
        let_go.set()
    feed.refresh_from_db()
    assert (feed.lease_until, feed.hard_errors, feed.next_at > clock.now()) == (None, 1, True)
    assert "لم ينته" in feed.last_error


@pytest.mark.django_db
def test_a_feed_asked_for_twice_is_looked_at_once(drop: Drop) -> None:
    drop(newsml())
    feed = FeedFactory()
    assert poll(feed.pk).taken.new == 1
    assert poll(feed.pk).busy
    feed.refresh_from_db()
    assert feed.next_at > clock.now()


@pytest.mark.django_db
def test_a_feed_that_another_process_looks_at_is_left_alone_until_the_lease_ends(drop: Drop) -> None:
    drop(newsml())
    feed = FeedFactory(lease_until=clock.now() + timedelta(minutes=1), lease_owner="elsewhere:1")
    assert poll(feed.pk).busy
    assert not due_feeds().exists()
    Feed.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    assert poll(feed.pk).taken.new == 1
    feed.refresh_from_db()
    assert (feed.lease_until, feed.lease_owner) == (None, "")


@pytest.mark.django_db
def test_a_look_that_lost_its_lease_does_not_write_over_the_new_owner(
    drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(newsml())
    feed = FeedFactory()
    until = clock.now() + timedelta(minutes=3)

    def taken_over(*args: Any, **kwargs: Any) -> None:
        Feed.objects.update(lease_until=until, lease_owner="elsewhere:1")

    monkeypatch.setattr("khabar.ingest.poll._take_all", taken_over)
    poll(feed.pk)
    feed.refresh_from_db()
    assert (feed.lease_until, feed.lease_owner) == (until, "elsewhere:1")


@pytest.mark.django_db
def test_an_unexpected_error_frees_the_feed_and_is_not_hidden(drop: Drop, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = FeedFactory()

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("khabar.ingest.poll._take_all", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        poll(feed.pk)
    feed.refresh_from_db()
    assert (feed.lease_until, feed.failures) == (None, 1)


@pytest.mark.django_db
def test_a_new_start_frees_only_what_dead_processes_of_this_machine_held() -> None:
    host = socket.gethostname()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    until = clock.now() + timedelta(minutes=3)
    owners = {f"{host}:{gone.pid}": None, f"{host}:{os.getpid()}": until, f"elsewhere:{gone.pid}": until}
    feeds = {owner: FeedFactory(lease_until=until, lease_owner=owner) for owner in owners}
    assert owner_is_gone(f"{host}:{gone.pid}")
    dispatch.begin()
    for owner, expected in owners.items():
        feeds[owner].refresh_from_db()
        assert feeds[owner].lease_until == expected, owner


@pytest.mark.django_db
def test_an_item_is_counted_as_the_feeds_last_arrival(drop: Drop) -> None:
    drop(newsml())
    feed = FeedFactory(idle_after=60, opened_at=clock.now() - timedelta(days=2))
    assert feed.is_idle()
    poll(feed.pk)
    feed.refresh_from_db()
    assert not feed.is_idle()
    assert WireItem.objects.get().feed == feed
