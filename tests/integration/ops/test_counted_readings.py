"""Readings through real processes: counted across workers, and kept when the counting process is killed."""

import fcntl
import http.client
import json
import os
import re
import sqlite3
import struct
import termios
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from tests.running import Newsroom

from khabar.recommendations.tally import WRITTEN_EVERY


def _import_one(newsroom: Newsroom, folder: Path) -> None:
    story = {"id": 1, "headline": "القافلة تصل الواحة", "body": ["وصلت القافلة."], "section": "مدن"}
    file = folder / "one.jsonl"
    file.write_text(json.dumps(story, ensure_ascii=False), encoding="utf-8")
    newsroom.run("import", "jsonl", str(file))


def _beacon(address: str) -> str:
    with urllib.request.urlopen(f"{address}/n/1", timeout=60) as answer:
        found = re.search(r'data-read="([^"]+)"', answer.read().decode())
    assert found is not None
    return found[1]


def _read(address: str, path: str, browsers: range, **headers: str) -> set[int]:
    statuses = set()
    for number in browsers:
        with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)) as connection:
            own = {"User-Agent": f"Mozilla/5.0 (X11; Linux x86_64) Firefox/{number}", "Sec-Fetch-Site": "same-origin"}
            connection.request("POST", path, headers=own | {k.replace("_", "-"): v for k, v in headers.items()})
            statuses.add(connection.getresponse().status)
    return statuses


def _counted(newsroom: Newsroom) -> int:
    with closing(sqlite3.connect(newsroom.data / "khabar.sqlite3", timeout=20)) as database:
        row = database.execute("SELECT coalesce(sum(reads), 0) FROM recommendations_reads WHERE width = 'h'")
        return int(row.fetchone()[0])


def _until(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return False


def _on_the_way(newsroom: Newsroom) -> int:
    """How many bytes of readings the counting process has not taken yet."""
    pipe = os.open(newsroom.data / "run" / "reads", os.O_RDONLY | os.O_NONBLOCK)
    try:
        left: int = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0]
        return left
    finally:
        os.close(pipe)


def test_readings_are_counted_once_across_workers_and_survive_a_kill(newsroom: Newsroom, tmp_path: Path) -> None:
    _import_one(newsroom, tmp_path)
    with newsroom.serving("--no-demo") as address:
        path = _beacon(address)
        assert _read(address, path, range(10)) == {204}
        assert _read(address, path, range(10)) == {204}  # the same readers again, in whichever worker
        assert _read(address, path, range(10, 12), Sec_Fetch_Site="cross-site") == {403}
        assert _read(address, "/seen/2.abcdefabcdef", range(1)) == {404}
        assert _until(lambda: _counted(newsroom) == 10, WRITTEN_EVERY + 10)

        work = newsroom.background()
        work.kill()
        work.wait(timeout=60)
        _read(address, path, range(20, 25))
        assert _until(lambda: _counted(newsroom) == 15, WRITTEN_EVERY + 40)
    assert _counted(newsroom) == 15


def test_an_orderly_end_writes_what_was_counted(newsroom: Newsroom, tmp_path: Path) -> None:
    _import_one(newsroom, tmp_path)
    with newsroom.serving("--no-demo") as address:
        _read(address, _beacon(address), range(3))
        assert _until(lambda: _on_the_way(newsroom) == 0, 60)
    assert _counted(newsroom) == 3
