"""Real processes: the feed is fresh when its ping arrives, and a process killed before the answer tells it again."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from tests.hubs import Hub, Reply, Told, hub
from tests.running import Newsroom

ANNOUNCE = """
import sys
import time
import django
django.setup()
from ipaddress import ip_address
from khabar.announcing import follower
from khabar.core.outgoing import Client
port = int(sys.argv[1])
client = Client(resolver=lambda host, _: [ip_address("127.0.0.1")], allows=lambda _: True, ports=frozenset({port}))
follower.run(lambda pause: not time.sleep(min(pause, 0.2)), client)
"""

PUBLISH = """
import sys
import django
django.setup()
from khabar.articles.actions import publish
from khabar.articles.models import Article, Section
from khabar.articles.text import paragraph
section, _ = Section.objects.get_or_create(slug="science", defaults={"name": "علوم"})
article = Article(headline=sys.argv[1], abstract="مقدمة.", body=[paragraph("نص.")], section=section, live=False)
article.save()
publish(article=article)
"""
FEEDS = 6


def _run(newsroom: Newsroom, script: str, *arguments: str) -> str:
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, env=newsroom.environment, capture_output=True, text=True, check=True, timeout=300)
    return done.stdout.strip()


def _rows(newsroom: Newsroom, table: str) -> int:
    with closing(sqlite3.connect(newsroom.data / "khabar.sqlite3", timeout=20)) as database:
        return int(database.execute(f"SELECT count(*) FROM announcing_{table}").fetchone()[0])


@contextmanager
def _announcing(newsroom: Newsroom, server: Hub) -> Iterator[subprocess.Popen[bytes]]:
    """A process that announces, for the length of the block; it has begun when the block does."""
    environment = {**newsroom.environment, "KHABAR_WEBSUB_HUBS": server.url("/hub")}
    process = subprocess.Popen([sys.executable, "-c", ANNOUNCE, str(server.port)], env=environment)
    try:
        _wait(lambda: _rows(newsroom, "receiver") == 1)
        yield process
    finally:
        process.kill()
        process.wait()


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 300
    while not done():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())


def test_whoever_is_told_finds_the_feed_fresh(newsroom: Newsroom) -> None:
    found: list[str] = []

    def reply(told: Told) -> Reply:
        found.append(_read(told.form["hub.topic"]))
        return Reply()

    with hub() as server, newsroom.serving() as site, _announcing(newsroom, server):
        server.reply = reply
        for number in range(3):
            assert f"خبر رقم {number}" not in _read(f"{site}/feed/")  # stored now, and stale after the next line
            _run(newsroom, PUBLISH, f"خبر رقم {number}")
            _wait(lambda expected=FEEDS * (number + 1): len(found) >= expected)  # type: ignore[misc]
            assert all(f"خبر رقم {number}" in feed for feed in found[-FEEDS:])


def test_a_process_killed_before_it_wrote_down_the_answer_tells_it_again(newsroom: Newsroom) -> None:
    let_go = threading.Event()

    def hang(_: Told) -> Reply:
        let_go.wait(300)
        return Reply()

    with hub() as server:
        server.reply = hang
        with _announcing(newsroom, server) as process:
            _run(newsroom, PUBLISH, "خبر يُبلَّغ مرتين")
            _wait(lambda: len(server.told) == 1)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        first = server.feeds[0]
        let_go.set()
        server.told.clear()
        with _announcing(newsroom, server):
            _wait(lambda: len(server.told) == FEEDS)
            _wait(lambda: _rows(newsroom, "notice") == 0)
        assert first in server.feeds
        assert len(set(server.feeds)) == FEEDS


def test_khabar_up_announces_and_asks_nothing_of_our_own_network(newsroom: Newsroom) -> None:
    with hub() as server:
        inner = f"http://127.0.0.1:{server.port}/hub"
        newsroom.environment["KHABAR_WEBSUB_HUBS"] = f"http://10.1.1.1:8080/hub, {inner}"
        with newsroom.serving() as site:
            _wait(lambda: _rows(newsroom, "receiver") == 2)
            _run(newsroom, PUBLISH, "خبر يُنشر والمجمّع داخل الشبكة")
            _wait(lambda: _rows(newsroom, "receiver WHERE failures > 0") == 2)
            assert "خبر يُنشر والمجمّع داخل الشبكة" in (feed := _read(f"{site}/feed/"))
            assert inner in feed
        assert server.told == []
