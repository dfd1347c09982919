"""A sender that is killed in the midst and starts again sends nobody two mails, and everybody else one."""

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tests.mail_server import mail_server
from tests.running import Newsroom

ROOT = Path(__file__).parents[3]
READERS = 120
_MATERIAL = f"""
import django; django.setup()
from tests.factories.letters import issue_due, news, subscribed
from khabar.letters.models import Newsletter
letter = Newsletter.objects.get()
news(5)
for number in range({READERS}):
    subscribed(letter, f"reader{{number}}@example.com")
issue_due(letter)
"""
_SENDER = """
import django; django.setup()
import time
from khabar.letters.follower import run
run(lambda pause: time.sleep(pause) or True)
"""


def states(newsroom: Newsroom) -> dict[str, int]:
    with sqlite3.connect(newsroom.data / "khabar.sqlite3", timeout=20) as database:
        return dict(database.execute("select state, count(*) from letters_delivery group by state"))


def wait_until(newsroom: Newsroom, sender: subprocess.Popen[bytes], ready) -> None:
    end = time.monotonic() + 120
    while not ready(states(newsroom)):
        assert time.monotonic() < end, states(newsroom)
        assert sender.poll() is None, "the sender ended by itself"
        time.sleep(0.02)


def test_kill_nine_in_the_midst(newsroom: Newsroom) -> None:
    with mail_server() as server:
        server.slow = 0.01
        newsroom.environment |= {"KHABAR_LETTERS_URL": server.url, "KHABAR_LETTERS_PER_MINUTE": "1000000"}

        def start(code: str) -> "subprocess.Popen[bytes]":
            return subprocess.Popen([sys.executable, "-c", code], env=newsroom.environment, cwd=ROOT)

        assert start(_MATERIAL).wait(timeout=120) == 0
        for least in (20, 60):
            sender = start(_SENDER)
            wait_until(newsroom, sender, lambda found, least=least: found.get("sent", 0) >= least)
            sender.kill()
            sender.wait()
        sender = start(_SENDER)
        done = {"sent", "unclear"}
        wait_until(
            newsroom, sender,
            lambda found: set(found) <= done and sum(found.values()) == READERS,
        )  # fmt: skip
        sender.kill()
        sender.wait()
        got = [mail.to[0] for mail in server.taken]
    assert len(got) == len(set(got)), "nobody has two"
    unclear = states(newsroom).get("unclear", 0)
    assert unclear <= 2, "one in flight for each kill at most"
    assert READERS - unclear <= len(got) <= READERS
