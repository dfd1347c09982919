"""Real processes look at feeds: a killed one loses and doubles nothing, a feed that hangs keeps no other waiting."""

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from tests.factories.wires import newsml
from tests.feeds import Answer, Handler, site
from tests.running import Newsroom

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
    done = subprocess.run(command, env=newsroom.environment, capture_output=True, text=True, check=True, timeout=300)
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
        assert process.wait(timeout=300) == -signal.SIGKILL
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
http.TIMEOUT = 600.0  # the one that hangs outlasts the test, however busy the machine is
port = int(sys.argv[1])
client = Client(resolver=lambda host, _: [ip_address("127.0.0.1")], allows=lambda _: True, ports=frozenset({port}))
dispatch.run(lambda pause: not time.sleep(pause), Looks(partial(poll, client=client)))
"""


def _failures(newsroom: Newsroom) -> list[int]:
    with closing(sqlite3.connect(newsroom.data / "khabar.sqlite3", timeout=20)) as database:
        return [row[0] for row in database.execute("SELECT failures FROM ingest_feed WHERE last_success_at IS NULL")]


def test_a_feed_that_hangs_does_not_keep_another_waiting(newsroom: Newsroom) -> None:
    let_go = threading.Event()

    def hang(_: Handler) -> None:
        let_go.wait(400)

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
            _until(lambda: len(_failures(newsroom)) == 1, "the second look has not come to its end")
            assert _failures(newsroom) == [0]  # the first one's has not yet
            assert sorted(asked.path for asked in server.asked) == ["/feed", "/hang"]
        finally:
            process.kill()
            process.wait()
            let_go.set()


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
    _until(lambda: _count(newsroom) >= items, f"fewer than {items} items in the end")


def _until(holds: Callable[[], bool], otherwise: str) -> None:
    ends = time.monotonic() + 300
    while not holds():
        assert time.monotonic() < ends, otherwise
        time.sleep(0.1)
