"""The page store between processes: purges seen at once, one render per miss, and kill -9 in the middle of writing."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from khabar.pagestore.flight import flight
from khabar.pagestore.page import build_page
from khabar.pagestore.store import PageStore, page_key

HTML = [("Content-Type", "text/html")]
SIZE = 64 * 2**20

_START = """
import sys, time
from pathlib import Path
from khabar.pagestore.flight import flight
from khabar.pagestore.page import build_page
from khabar.pagestore.store import PageStore, page_key
folder = Path(sys.argv[1])
store = PageStore(folder, 64 * 2**20)
page = lambda text: build_page(200, [("Content-Type", "text/html")], text.encode() * 200)
print("begun", flush=True)
"""
WRITER = (
    _START
    + """
number = 0
while True:
    number += 1
    for part in range(20):
        keys = [f"article:{part}", f"section:{part % 3}", "front"]
        store.put(store.ticket(), page_key(f"/{part}"), page(f"{number}"), keys)
    store.purge([f"article:{number % 20}", "section:1"], cursor=number)
"""
)
READER = (
    _START
    + """
while True:
    with store._handle.get().env.begin():
        time.sleep(60)
"""
)
ANSWERER = (
    _START
    + """
for line in sys.stdin:
    entry = store.get(page_key(line.strip()))
    print("miss" if entry is None else entry.answers["identity"][2].decode()[:4], flush=True)
"""
)
HOLDER = (
    _START
    + """
with flight(folder / "locks", b"/", wait=1):
    print("held", flush=True)
    time.sleep(60)
"""
)


@contextmanager
def process(script: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A Python process running `script` on the store in `folder`; killed at the end."""
    running = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    assert running.stdin is not None
    assert running.stdout is not None
    try:
        assert running.stdout.readline() == "begun\n"
        yield running
    finally:
        running.kill()
        running.wait(timeout=60)
        running.stdin.close()
        running.stdout.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PageStore]:
    opened = PageStore(tmp_path / "pages", SIZE)
    yield opened
    opened.close()


def ask(running: subprocess.Popen[str], path: str) -> str:
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(path + "\n")
    running.stdin.flush()
    return running.stdout.readline().strip()


def test_what_one_process_stores_and_purges_another_sees_at_once(store: PageStore, tmp_path: Path) -> None:
    with process(ANSWERER, tmp_path / "pages") as other:
        for number in range(1000, 1100):
            text = str(number)
            store.put(store.ticket(), page_key("/a"), build_page(200, HTML, text.encode() * 200), ["article:1"])
            assert ask(other, "/a") == text
            store.purge(["article:1"])
            assert ask(other, "/a") == "miss"


def test_a_replaced_file_is_followed_within_a_second(store: PageStore, tmp_path: Path) -> None:
    store.put(store.ticket(), page_key("/a"), build_page(200, HTML, b"old old"), [])
    with process(ANSWERER, tmp_path / "pages") as other:
        assert ask(other, "/a") == "old"
        for name in ("data.mdb", "lock.mdb"):
            (tmp_path / "pages" / name).unlink()
        store.put(store.ticket(), page_key("/b"), build_page(200, HTML, b"new new"), [])
        time.sleep(1.1)
        assert (ask(other, "/a"), ask(other, "/b")) == ("miss", "new")


def test_a_killed_writer_leaves_a_whole_store(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    chance = random.Random(5)
    for _ in range(12):
        with process(WRITER, folder) as writer:
            time.sleep(chance.uniform(0.02, 0.25))
            writer.send_signal(signal.SIGKILL)
            writer.wait(timeout=60)
        store = PageStore(folder, SIZE)
        _check_whole(store)
        store.close()
    assert not (tmp_path / "pages.damaged").exists()


def _check_whole(store: PageStore) -> None:
    """Every index agrees with every other, and every entry is readable."""
    opened = store._handle.get()
    with opened.env.begin() as txn:
        pages = {key: len(raw) for key, raw in txn.cursor(db=opened.pages)}
        carried = {key for _, key in txn.cursor(db=opened.keys)}
        ordered = sorted(key for _, key in txn.cursor(db=opened.order))
    assert carried == set(pages)
    assert ordered == sorted(pages)
    assert store.stats().bytes == sum(pages.values())
    entries = [store.get(key) for key in pages]
    assert all(entry is not None and len(entry.keys) == 3 for entry in entries)


def test_a_killed_reader_does_not_hold_old_pages_for_ever(store: PageStore, tmp_path: Path) -> None:
    with process(READER, tmp_path / "pages") as reader:
        time.sleep(0.1)
        reader.send_signal(signal.SIGKILL)
        reader.wait(timeout=60)
    for number in range(3_000):
        body = str(number).encode() * 2_000
        assert store.put(store.ticket(), page_key("/a"), build_page(200, HTML, body), ["article:1"])
    # 3,000 versions of 10 KB: kept for a dead reader they would be 30 MB and more.
    assert (tmp_path / "pages" / "data.mdb").stat().st_size < 4 * 2**20


def test_a_render_lock_waits_for_its_holder_and_dies_with_it(tmp_path: Path) -> None:
    locks = tmp_path / "pages" / "locks"
    with process(HOLDER, tmp_path / "pages") as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with flight(locks, b"/", wait=0.1) as alone:
            assert not alone
        holder.kill()
        holder.wait(timeout=60)
        with flight(locks, b"/", wait=0.1) as alone:
            assert alone


def test_rendering_goes_on_where_locks_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with flight(tmp_path / "file" / "locks", b"/", wait=0.1) as alone:
        assert not alone
