"""A kill whose process dies between its arrival and its effect is missed by no surface after a restart."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from urllib.parse import quote

import pytest
from tests.factories.wires import newsml
from tests.running import Newsroom

PREPARE = """
import json
import sys
import django
django.setup()
from django.test import Client
from tests.factories.wires import newsml
from khabar.articles import actions as articles
from khabar.articles.consumers import follow
from khabar.ingest import actions
from khabar.ingest.models import Feed, Provider, WireItem
from khabar.ingest.store import Payload, take
provider = Provider.objects.create(name="وكالة")
feed = Feed.objects.create(provider=provider, name="بث", kind="folder", address="dpa", interval=5)
take(Payload("x", newsml()), provider=provider)
made = [articles.publish(article=actions.make_draft(item=WireItem.objects.get())) for _ in range(3)]
follow()
paths = [article.get_absolute_url() for article in made]
print(json.dumps({"feed": feed.pk, "paths": paths}))
"""

LOOK = """
import os
import signal
import sys
import django
django.setup()
from khabar.articles import consumers
from khabar.ingest import acting, dispatch, store
from khabar.ingest.fetch import folder
from khabar.ingest.poll import poll
folder.SETTLED = 0.0

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "before it is committed":
    store.contract.renew_rights = die  # the last step of its transaction
else:
    consumers.follow = die  # what the publisher does once it is committed
dispatch.begin()  # as every process that looks: the site may have been stopped in the middle of a look
poll(int(sys.argv[1]), anyway=True)
"""


def _get(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=60) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, b""


def _column(newsroom: Newsroom, query: str) -> list[object]:
    with closing(sqlite3.connect(newsroom.data / "khabar.sqlite3", timeout=20)) as database:
        return [row[0] for row in database.execute(query)]


@pytest.mark.parametrize("moment", ["before it is committed", "before store and index follow"])
def test_a_kill_interrupted_in_the_middle_takes_effect_after_a_restart(newsroom: Newsroom, moment: str) -> None:
    folder = newsroom.data / "wires" / "dpa"
    folder.mkdir(parents=True)
    command = [sys.executable, "-c", PREPARE]
    made = subprocess.run(command, env=newsroom.environment, capture_output=True, text=True, check=True, timeout=120)
    known = json.loads(made.stdout)
    with newsroom.serving() as site:
        assert [_get(site + path)[0] for path in known["paths"]] == [200, 200, 200]

    (folder / "kill.xml").write_bytes(newsml(version=2, status="canceled"))
    look = subprocess.run(
        [sys.executable, "-c", LOOK, str(known["feed"]), moment], env=newsroom.environment, check=False, timeout=120
    )
    assert look.returncode == -signal.SIGKILL
    states = _column(newsroom, "SELECT state FROM ingest_wireitem")
    assert states == (["used"] if moment == "before it is committed" else ["killed"])

    with newsroom.serving() as site:
        search = f"{site}/search/?q={quote('مكتبة الحي')}&format=json"
        ends = time.monotonic() + 120
        while (left := [path for path in known["paths"] if _get(site + path)[0] != 410]) or (
            json.loads(_get(search)[1])["total"]
        ):
            assert time.monotonic() < ends, left
            time.sleep(0.1)
        assert "مكتبة جديدة".encode() not in _get(site + "/feed/")[1]
    assert _column(newsroom, "SELECT kind FROM ingest_wirealert") == ["kill"] * 3
    assert _column(newsroom, "SELECT pub_status FROM articles_article") == ["canceled"] * 3
