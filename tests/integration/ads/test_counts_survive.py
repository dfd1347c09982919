"""What was counted is in the database within ten seconds, whatever becomes of the process; an end loses nothing."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

from tests.factories.ads import DESKTOP_AGENT
from tests.running import Newsroom

ROOT = Path(__file__).parents[3]
MAKE = (
    "import django; django.setup()\n"
    "from tests.factories.ads import CampaignFactory, picture_ad, slot\n"
    "slot(); print(picture_ad(CampaignFactory()).pk)"
)


def make_ad(newsroom: Newsroom) -> str:
    command = [sys.executable, "-c", MAKE]
    done = subprocess.run(command, env=newsroom.environment, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def tell(address: str, query: str) -> int:
    headers = {"User-Agent": DESKTOP_AGENT, "Sec-Fetch-Site": "same-origin"}
    request = urllib.request.Request(f"{address}/ads/seen?{query}", method="POST", headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return int(answer.status)


def seen(newsroom: Newsroom) -> int:
    with closing(sqlite3.connect(newsroom.data / "khabar.sqlite3", timeout=60)) as database:
        return int(database.execute("select coalesce(sum(seen), 0) from ads_count").fetchone()[0])


def beacon_of(address: str, ad: str) -> str:
    with urllib.request.urlopen(f"{address}/ads/list/article.json", timeout=60) as answer:
        return f"t={json.load(answer)['token']}&a={ad}&p=foot"


def test_counts_outlive_a_crash_and_an_orderly_end(newsroom: Newsroom) -> None:
    ad = make_ad(newsroom)
    with newsroom.serving() as address:
        query = beacon_of(address, ad)
        assert [tell(address, query) for _ in range(5)] == [204] * 5
        deadline = time.monotonic() + 10
        while seen(newsroom) < 5 and time.monotonic() < deadline:
            time.sleep(0.2)
        os.kill(newsroom.process.pid, signal.SIGKILL)
        newsroom.process.wait(timeout=60)
        assert seen(newsroom) == 5
    with newsroom.serving() as address:
        assert [tell(address, beacon_of(address, ad)) for _ in range(3)] == [204] * 3
    assert seen(newsroom) == 8
