"""Feeds are looked at when due, by one process at a time, and what a killed process held is taken over."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.factories.wires import FeedFactory, newsml
from tests.feeds import Answer, Handler, site
from tests.integration.ingest.conftest import Drop
from tests.running import Newsroom

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
        let_go.wait(20)
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


LOOK = """
import os
import signal
import sys
import django
django.setup()
from ipaddress import ip_address
from khabar.core.outgoing import Client
from khabar.ingest import dispatch, notices
from khabar.ingest.poll import poll
follow, followed = notices.follow, []

def die_at_some(*args):
    followed.append(args)
    if len(followed) == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)  # in the middle of its transaction
    return follow(*args)

if len(sys.argv) > 3:
    notices.follow = die_at_some
port = int(sys.argv[2])
client = Client(resolver=lambda host, _: [ip_address("127.0.0.1")], allows=lambda _: True, ports=frozenset({port}))
dispatch.begin()
look = poll(int(sys.argv[1]), client=client, anyway=True)
print(look.busy, look.error, look.taken.new, look.taken.unchanged)
"""

SET_UP = """
import sys
import django
django.setup()
from khabar.ingest.models import Feed, Provider
provider = Provider.objects.create(name="وكالة")
print(Feed.objects.create(provider=provider, name="بث", kind="http", address=sys.argv[1], state="open").pk)
"""

ITEMS = 120


def _run(newsroom: Newsroom, script: str, *arguments: str) -> str:
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, env=newsroom.environment, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.strip()


def _rss() -> bytes:
    items = "".join(
        f"<item><guid>urn:item:{n}</guid><title>القافلة رقم {n} تصل الواحة</title>"
        f"<description>وصلت القافلة رقم {n} إلى الواحة بعد رحلة طويلة.</description></item>"
        for n in range(ITEMS)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>نشرة</title>{items}</channel></rss>'.encode()


def _count(newsroom: Newsroom) -> int:
    with closing(sqlite3.connect(newsroom.data / "khabar.sqlite3", timeout=20)) as database:
        return int(database.execute("SELECT count(*) FROM ingest_wireitem").fetchone()[0])


@pytest.mark.timeout(300)
@pytest.mark.parametrize("moment", ["while fetching", "while storing"])
def test_a_look_killed_in_the_middle_loses_and_doubles_nothing(newsroom: Newsroom, moment: str) -> None:
    asked = {"slow": moment == "while fetching"}

    def answer(handler: Handler) -> None:
        body = _rss()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("ETag", '"1"')
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])
        while asked["slow"]:
            time.sleep(0.05)
        with suppress(OSError):
            handler.wfile.write(body[len(body) // 2 :])

    with site() as server:
        server.answers["/feed"] = Answer(write=answer)
        feed = _run(newsroom, SET_UP, server.url())
        command = [sys.executable, "-c", LOOK, feed, str(server.port), *([] if asked["slow"] else ["40"])]
        process = subprocess.Popen(command, env=newsroom.environment, stdout=subprocess.DEVNULL)
        if asked["slow"]:
            while process.poll() is None and not server.asked:
                time.sleep(0.01)
            process.kill()
        assert process.wait(timeout=120) == -signal.SIGKILL
        before = _count(newsroom)
        assert before == (0 if asked["slow"] else 39)
        asked["slow"] = False
        assert _run(newsroom, LOOK, feed, str(server.port)).split() == ["False", str(ITEMS - before), str(before)]
    assert _count(newsroom) == ITEMS


DISPATCH = """
import sys
import time
from functools import partial
import django
django.setup()
from ipaddress import ip_address
from khabar.core.outgoing import Client
from khabar.ingest import dispatch
from khabar.ingest.fetch import http
from khabar.ingest.looks import Looks
from khabar.ingest.poll import poll
http.TIMEOUT = 300.0  # the one that hangs outlasts the test, however busy the machine is
port = int(sys.argv[1])
client = Client(resolver=lambda host, _: [ip_address("127.0.0.1")], allows=lambda _: True, ports=frozenset({port}))
dispatch.run(lambda pause: not time.sleep(pause), Looks(partial(poll, client=client)))
"""


def _failures(newsroom: Newsroom) -> list[int]:
    with closing(sqlite3.connect(newsroom.data / "khabar.sqlite3", timeout=20)) as database:
        return [row[0] for row in database.execute("SELECT failures FROM ingest_feed WHERE last_success_at IS NULL")]


@pytest.mark.timeout(300)
def test_a_feed_that_hangs_does_not_keep_another_waiting(newsroom: Newsroom) -> None:
    let_go = threading.Event()

    def hang(_: Handler) -> None:
        let_go.wait(120)

    with site() as server:
        server.answers["/hang"] = Answer(write=hang)
        server.answers["/feed"] = Answer(body=_rss())
        _run(newsroom, SET_UP, server.url("/hang"))
        script = SET_UP.replace('name="وكالة"', 'name="أخرى"').replace('name="بث"', 'name="بث آخر"')
        _run(newsroom, script, server.url("/feed"))
        command = [sys.executable, "-c", DISPATCH, str(server.port)]
        process = subprocess.Popen(command, env=newsroom.environment, stdout=subprocess.DEVNULL)
        try:
            _wait(newsroom, ITEMS)
            assert _failures(newsroom) == [0]  # the first one's look has not come to its end yet
            assert sorted(asked.path for asked in server.asked) == ["/feed", "/hang"]
        finally:
            process.kill()
            process.wait()
            let_go.set()


@pytest.mark.timeout(300)
def test_khabar_up_takes_what_is_dropped_into_a_watched_folder(newsroom: Newsroom) -> None:
    folder = newsroom.data / "wires" / "dpa"
    folder.mkdir(parents=True)
    script = SET_UP.replace('kind="http"', 'kind="folder", interval=5')
    _run(newsroom, script, "dpa")
    with newsroom.serving():
        _drop(folder, 1)
        _wait(newsroom, 1)
        newsroom.background().kill()
        _drop(folder, 2)
        _wait(newsroom, 2)
    assert len(list((folder / "done").iterdir())) == 2


def _drop(folder: Path, number: int) -> None:
    draft = folder / f"{number}.xml.part"
    draft.write_bytes(newsml(guid=f"urn:item:{number}"))
    draft.rename(folder / f"{number}.xml")


def _wait(newsroom: Newsroom, items: int) -> None:
    ends = time.monotonic() + 90
    while _count(newsroom) < items:
        assert time.monotonic() < ends, f"{_count(newsroom)} of {items} items after 90 s"
        time.sleep(0.1)


@pytest.mark.django_db
def test_an_item_is_counted_as_the_feeds_last_arrival(drop: Drop) -> None:
    drop(newsml())
    feed = FeedFactory(idle_after=60, opened_at=clock.now() - timedelta(days=2))
    assert feed.is_idle()
    poll(feed.pk)
    feed.refresh_from_db()
    assert not feed.is_idle()
    assert WireItem.objects.get().feed == feed
