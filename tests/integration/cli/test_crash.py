"""kill -9 during an import: nothing acknowledged is lost, nothing is doubled, store and index agree afterwards."""

import json
import os
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.running import Newsroom

LINES = 6_000


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    file = tmp_path / "wire.jsonl"
    with file.open("w", encoding="utf-8") as handle:
        for number in range(LINES):
            body = [f"وصلت القافلة رقم {number} إلى الواحة بعد رحلة طويلة في الصحراء. " * 6] * 3
            story = {"id": number, "headline": f"القافلة رقم {number} تصل الواحة", "body": body, "section": "مدن"}
            handle.write(json.dumps(story, ensure_ascii=False) + "\n")
    return file


def _articles(newsroom: Newsroom) -> int:
    with closing(sqlite3.connect(newsroom.data / "khabar.sqlite3", timeout=20)) as database:
        return int(database.execute("SELECT count(*) FROM articles_article").fetchone()[0])


def _kill_when_half_done(newsroom: Newsroom, wire: Path) -> int:
    process = newsroom.start("import", "jsonl", str(wire))
    while (done := _articles(newsroom)) < LINES // 4 and process.poll() is None:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return done


def test_an_import_killed_half_way_goes_on_and_everything_agrees(newsroom: Newsroom, wire: Path) -> None:
    acknowledged = _kill_when_half_done(newsroom, wire)
    after_crash = _articles(newsroom)
    assert acknowledged <= after_crash < LINES

    report = json.loads(newsroom.run("import", "jsonl", str(wire), "--json").stdout)
    assert report == {"created": LINES - after_crash, "updated": 0, "unchanged": after_crash, "refused": []}
    assert _articles(newsroom) == LINES
    assert newsroom.search("القافلة")["total"] == LINES
    checked = newsroom.run("doctor", check=False)
    assert checked.returncode == 0, checked.stdout
