"""The whole of `khabar up`: tasks are done beside the site, by one process, and again after it was killed."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil
import pytest
from tests.running import Newsroom, free_port, wait_for

ASK = """
import sys
import django
django.setup()
from django_q.tasks import async_task, result
print(result(async_task(sys.argv[1], *map(int, sys.argv[2:])), wait=120_000))
"""


@pytest.fixture
def up(newsroom: Newsroom) -> Iterator[tuple[Newsroom, "subprocess.Popen[bytes]"]]:
    """A newsroom without stories, being served."""
    port = free_port()
    process = newsroom.process = newsroom.start("up", "--no-demo", "--port", str(port))
    try:
        wait_for(f"http://localhost:{port}/readyz", process)
        yield newsroom, process
    finally:
        process.terminate()
        assert process.wait(timeout=60) == 0


def ask(newsroom: Newsroom, function: str, *numbers: int) -> str:
    """What a function returns when the background process calls it."""
    command = [sys.executable, "-c", ASK, function, *map(str, numbers)]
    done = subprocess.run(command, env=newsroom.environment, capture_output=True, text=True, check=True, timeout=150)
    return done.stdout.strip()


def children(process: "subprocess.Popen[bytes]") -> list[psutil.Process]:
    return sorted(psutil.Process(process.pid).children(recursive=True), key=lambda child: child.pid)


def test_tasks_are_done_and_survive_a_killed_worker(up: tuple[Newsroom, "subprocess.Popen[bytes]"]) -> None:
    newsroom, process = up
    assert ask(newsroom, "math.gcd", 12, 18) == "6"
    assert len(children(process)) == 3
    newsroom.background().kill()
    assert ask(newsroom, "math.gcd", 35, 49) == "7"
    assert len(children(process)) == 3


def test_tasks_leave_the_processor_to_readers(up: tuple[Newsroom, "subprocess.Popen[bytes]"]) -> None:
    newsroom, _ = up
    assert int(ask(newsroom, "os.nice", 0)) > os.nice(0)


def test_everything_together_stays_small_when_idle(up: tuple[Newsroom, "subprocess.Popen[bytes]"]) -> None:
    _, process = up
    time.sleep(1)
    everything = [psutil.Process(process.pid), *children(process)]
    assert sum(one.memory_full_info().pss for one in everything) < 400 * 2**20
