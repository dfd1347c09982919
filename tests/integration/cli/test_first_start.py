"""A real first start from nothing: interrupted once and begun again, it serves a whole site and keeps its folder."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest
from tests.running import Newsroom, free_port

from khabar.importers.demo import load_edition


class Started(NamedTuple):
    """A site whose first start was interrupted and then went through."""

    newsroom: Newsroom
    address: str
    interrupted: int
    """The exit code of the interrupted start."""
    said: str
    """What both starts printed."""
    pid: int


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    # Spaces and Arabic in the folder, no home, a terminal that cannot show Arabic.
    newsroom = Newsroom(tmp_path_factory.mktemp("first") / "غرفة أخبار جديدة")
    newsroom.environment["PYTHONIOENCODING"] = "ascii"
    for name in ("HOME", "KHABAR_ADMIN_PASSWORD"):
        newsroom.environment.pop(name, None)
    log = newsroom.data.parent / "log"
    port = free_port()
    with log.open("wb") as sink:

        def up() -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "khabar", "up", "--port", str(port)]
            return subprocess.Popen(
                command,
                env=newsroom.environment,
                stdout=sink,
                stderr=sink,
                umask=0o022,
                # Shells have what runs in the background ignore it, and that is inherited.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
            )

        first = up()
        try:
            until(lambda: tables(newsroom.data) > 10, first)
            first.send_signal(signal.SIGINT)
            interrupted = first.wait(timeout=60)
        finally:
            first.kill()
        second = up()
        try:
            until(lambda: "خبر جاهز" in log.read_text(encoding="utf-8"), second)
            yield Started(
                newsroom, f"http://localhost:{port}", interrupted, log.read_text(encoding="utf-8"), second.pid
            )
        finally:
            second.terminate()
            second.wait(timeout=60)


def until(happened: object, process: subprocess.Popen[bytes], seconds: float = 400) -> None:
    """Wait for something while the process lives."""
    assert callable(happened)
    deadline = time.monotonic() + seconds
    while not happened():
        assert process.poll() is None, f"ended with {process.returncode}"
        assert time.monotonic() < deadline
        time.sleep(0.05)


def tables(data: Path) -> int:
    if not (data / "khabar.sqlite3").exists():
        return 0
    with closing(sqlite3.connect(data / "khabar.sqlite3", timeout=20)) as database:
        return int(database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()[0])


def fetch(address: str) -> tuple[int, str]:
    """The status and the text of what is at an address; pictures and fonts come as a little rubbish."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.status, answer.read().decode("utf-8", "replace")


class Named(HTMLParser):
    """Collects every address a page makes a browser fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in ("script", "img"):
            self.addresses.add(found.get("src", ""))
        if tag == "link" and not {"canonical", "alternate", "search"} & set(found.get("rel", "").split()):
            self.addresses.add(found.get("href", ""))
        for part in found.get("srcset", "").split(","):
            self.addresses.add(part.strip().partition(" ")[0])
        self.addresses.discard("")


def test_everything_a_first_front_page_names_is_there(started: Started) -> None:
    status, page = fetch(f"{started.address}/")
    assert status == 200
    named = Named()
    named.feed(page)
    found = {urllib.parse.urljoin(f"{started.address}/", address) for address in named.addresses}
    sheets = {address for address in found if address.endswith(".css")}
    assert sheets
    for sheet in sheets:
        inside = re.findall(r"url\([\"']?(?!data:)([^)\"']+)", fetch(sheet)[1])
        found |= {urllib.parse.urljoin(sheet, address) for address in inside}
    kinds = {address.rpartition(".")[2] for address in found}
    assert {"css", "js", "woff2", "jpg"} <= kinds
    assert {address: fetch(address)[0] for address in found} == dict.fromkeys(found, 200)
    plain = [a for a in found if a.endswith((".css", ".js", ".woff2")) and not re.search(r"\.[0-9a-f]{12}\.\w+$", a)]
    assert plain == []


def test_the_desk_has_its_own_styles_and_scripts_too(started: Started) -> None:
    named = Named()
    named.feed(fetch(f"{started.address}/desk/login/")[1])
    found = {urllib.parse.urljoin(started.address, address) for address in named.addresses}
    assert {a.rpartition(".")[2] for a in found} >= {"css", "js"}
    assert {address: fetch(address)[0] for address in found} == dict.fromkeys(found, 200)


def test_an_interrupted_first_start_goes_on_and_doubles_nothing(started: Started) -> None:
    assert started.interrupted == 1
    assert "أعد الأمر نفسه" in started.said
    assert "Traceback" not in started.said
    assert started.said.count("حساب المدير: admin  كلمة المرور: ") == 1
    with closing(sqlite3.connect(started.newsroom.data / "khabar.sqlite3", timeout=20)) as database:
        stories, users = (
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("articles_article", "accounts_user")
        )
    assert (stories, users) == (len(load_edition().articles), 1)
    assert started.newsroom.run("doctor", check=False).returncode == 0
    assert list((started.newsroom.data / "run").glob("demo*")) == []


@pytest.mark.skipif(not hasattr(os, "SCHED_BATCH"), reason="Linux alone has the policy")
def test_those_who_answer_readers_are_not_interrupted_for_each_packet(started: Started) -> None:
    policies = sorted(os.sched_getscheduler(child.pid) for child in psutil.Process(started.pid).children())
    background, *web = policies
    assert background == os.SCHED_OTHER
    assert set(web) == {os.SCHED_BATCH}


def test_other_users_of_the_machine_cannot_look_into_the_folder(started: Started) -> None:
    assert started.newsroom.data.stat().st_mode & 0o077 == 0


def test_a_second_server_on_the_same_folder_is_refused(started: Started) -> None:
    refused = started.newsroom.run("up", "--port", str(free_port()), check=False)
    assert refused.returncode == 1
    assert str(started.newsroom.data) in refused.stderr
    assert "--data" in refused.stderr
    assert fetch(f"{started.address}/readyz")[0] == 200


def test_a_port_in_use_is_said_before_the_folder_is_prepared(started: Started, tmp_path: Path) -> None:
    other = Newsroom(tmp_path / "other")
    port = started.address.rpartition(":")[2]
    refused = other.run("up", "--port", port, check=False)
    assert refused.returncode == 1
    assert f"المنفذ {port}" in refused.stderr
    assert f"Port {port} is already in use" in refused.stderr
    assert not (other.data / "khabar.sqlite3").exists()


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    closed = Newsroom(tmp_path / "closed")
    closed.data.mkdir(mode=0o500)
    # Root passes over permissions; without its capabilities it does not.
    powerless = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.getuid() == 0 else []
    command = [*powerless, sys.executable, "-m", "khabar", "up", "--no-demo"]
    refused = subprocess.run(command, env=closed.environment, capture_output=True, text=True, timeout=120)
    assert refused.returncode == 1
    assert f"لا يمكن استعمال {closed.data}" in refused.stderr
    assert "Traceback" not in refused.stderr
