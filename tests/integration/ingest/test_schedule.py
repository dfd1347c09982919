"""Feeds are looked at when due, by one process at a time, and what a killed process held is taken over."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from django_q.models import OrmQ
from tests.factories.wires import FeedFactory, newsml
from tests.feeds import Answer, Handler, site
from tests.integration.ingest.conftest import Drop
from tests.running import Newsroom

from khabar.core import clock
from khabar.ingest import dispatch, tasks
from khabar.ingest.models import Feed, WireItem
from khabar.ingest.poll import owner_is_gone, poll
from khabar.ingest.states import FeedState


@pytest.mark.django_db
def test_a_due_feed_is_queued_once() -> None:
    feed = FeedFactory()
    FeedFactory(next_at=clock.now() + timedelta(minutes=5))
    FeedFactory(state=FeedState.CLOSED)
    assert dispatch.queue_due() == 1
    assert dispatch.queue_due() == 0
    assert [task.task["args"] for task in OrmQ.objects.all()] == [(feed.pk,)]


@pytest.mark.django_db
def test_a_task_delivered_twice_looks_once(drop: Drop) -> None:
    drop(newsml())
    feed = FeedFactory()
    assert "جديد 1" in tasks.look(feed.pk)
    assert tasks.look(feed.pk) == "غير مستحق"
    feed.refresh_from_db()
    assert feed.next_at > clock.now()


@pytest.mark.django_db
def test_a_feed_that_another_process_looks_at_is_left_alone_until_the_lease_ends(drop: Drop) -> None:
    drop(newsml())
    feed = FeedFactory(lease_until=clock.now() + timedelta(minutes=1), lease_owner="elsewhere:1")
    assert poll(feed.pk).busy
    assert dispatch.queue_due() == 0
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
    feeds = {owner: FeedFactory(lease_until=until, lease_owner=owner, queued_until=until) for owner in owners}
    assert owner_is_gone(f"{host}:{gone.pid}")
    dispatch.begin()
    for owner, expected in owners.items():
        feeds[owner].refresh_from_db()
        assert feeds[owner].lease_until == expected, owner


LOOK = """
import sys
import django
django.setup()
from ipaddress import ip_address
from khabar.core.outgoing import Client
from khabar.ingest import dispatch
from khabar.ingest.poll import poll
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
        command = [sys.executable, "-c", LOOK, feed, str(server.port)]
        process = subprocess.Popen(command, env=newsroom.environment, stdout=subprocess.DEVNULL)
        while process.poll() is None and not (server.asked if asked["slow"] else _count(newsroom)):
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        asked["slow"] = False
        before = _count(newsroom)
        assert before < ITEMS
        assert _run(newsroom, LOOK, feed, str(server.port)).split() == ["False", str(ITEMS - before), str(before)]
    assert _count(newsroom) == ITEMS


@pytest.mark.timeout(300)
def test_khabar_up_takes_what_is_dropped_into_a_watched_folder(newsroom: Newsroom) -> None:
    folder = newsroom.data / "wires" / "dpa"
    folder.mkdir(parents=True)
    script = SET_UP.replace('kind="http"', 'kind="folder", interval=5')
    _run(newsroom, script, "dpa")
    with newsroom.serving():
        _drop(folder, 1)
        _wait(newsroom, 1)
        work = _background(newsroom)
        os.kill(work, signal.SIGKILL)
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


def _background(newsroom: Newsroom) -> int:
    """The process that works beside the site: the one started last."""
    return max(child.pid for child in psutil.Process(newsroom.process.pid).children(recursive=True))


@pytest.mark.django_db
def test_an_item_is_counted_as_the_feeds_last_arrival(drop: Drop) -> None:
    drop(newsml())
    feed = FeedFactory(idle_after=60, opened_at=clock.now() - timedelta(days=2))
    assert feed.is_idle()
    poll(feed.pk)
    feed.refresh_from_db()
    assert not feed.is_idle()
    assert WireItem.objects.get().feed == feed
