"""An item used in three articles is killed: how long until no reader finds them.

`python -m benchmarks.speed.wire_kill` makes a data folder of its own with N stories, starts `khabar up` on it, and
drops kills into a watched folder. What waits for the file to be written to its end and for the feed's turn is told
apart from what Khabar itself takes, which begins with the look that reads the file.
"""

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from benchmarks.speed.newsroom import bulk
from tests.running import Newsroom

_WORD = "زنبقة"
_PREPARE = """
import json, sys
import django
django.setup()
from tests.factories.wires import newsml
from khabar.articles import actions as articles
from khabar.ingest import actions
from khabar.ingest.models import Feed, Provider, WireItem
from khabar.ingest.store import Payload, take
provider = Provider.objects.create(name="وكالة")
feed = Feed.objects.create(provider=provider, name="بث", kind="folder", address="kills", interval=5)
for number in range(int(sys.argv[1])):
    word = sys.argv[2] + str(number)
    guid = f"urn:newsml:agency.example:kill:{number}"
    take(Payload("x", newsml(guid=guid, headline=f"افتتاح حديقة {word} في الحي")), provider=provider)
    item = WireItem.objects.get(guid=guid)
    made = [articles.publish(article=actions.make_draft(item=item)) for _ in range(3)]
    kill = newsml(guid=guid, version=2, status="canceled").decode()
    print(json.dumps({"guid": guid, "kill": kill, "word": word, "ids": [a.pk for a in made],
                      "paths": [a.get_absolute_url() for a in made],
                      "section": made[0].section.get_absolute_url()}))
"""


@dataclass
class Round:
    """One kill: where the three stories were, and when each surface had lost them (seconds since the epoch)."""

    guid: str
    kill: str
    ids: list[int]
    word: str
    paths: list[str]
    section: str
    dropped: float = 0.0
    gone: dict[str, float] = field(default_factory=dict)


def prepared(newsroom: Newsroom, rounds: int) -> list[Round]:
    """Items, each with three published articles."""
    command = [sys.executable, "-c", _PREPARE, str(rounds), _WORD]
    done = subprocess.run(command, env=newsroom.environment, capture_output=True, text=True, check=True)
    return [Round(**json.loads(line)) for line in done.stdout.splitlines()]


def get(address: str) -> tuple[int, str]:
    """Status and text of an answer."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def surfaces(site: str, one: Round) -> dict[str, Callable[[], bool]]:
    """What to ask of each surface: has it lost the stories?"""
    query = f"{site}/search/?q={quote(one.word)}&format=json"
    return {
        "three articles": lambda: all(get(site + path)[0] == 410 for path in one.paths),
        "search": lambda: not {hit["id"] for hit in json.loads(get(query)[1])["hits"]} & set(one.ids),
        **{
            name: lambda path=path: one.word not in get(site + path)[1]  # type: ignore[misc]
            for name, path in {"section": one.section, "front page": "/", "feed": "/feed/"}.items()
        },
    }


def kill(newsroom: Newsroom, site: str, one: Round) -> float:
    """Drop the kill and watch until every surface has lost the stories. Returns when the look at the feed began."""
    folder = newsroom.data / "wires" / "kills"
    waiting = surfaces(site, one)
    for name, lost in waiting.items():
        if lost():
            raise RuntimeError(f"{name} did not show the stories of {one.guid} before the kill")
    draft = folder / "kill.part"
    draft.write_text(one.kill, encoding="utf-8")
    one.dropped = time.time()
    draft.rename(folder / f"{one.guid.rpartition(':')[2]}.xml")
    ends = time.monotonic() + 60
    while waiting and time.monotonic() < ends:
        for name in [name for name, lost in waiting.items() if lost()]:
            one.gone[name] = time.time()
            del waiting[name]
        time.sleep(0.005)
    if waiting:
        raise RuntimeError(f"{list(waiting)} still show {one.guid} after 60 s")
    return look_began(newsroom)


def look_began(newsroom: Newsroom) -> float:
    """When the newest look at the feed began: before it listed the folder."""
    with closing(sqlite3.connect(newsroom.data / "khabar.sqlite3", timeout=20)) as database:
        text = database.execute("SELECT last_fetch_at FROM ingest_feed").fetchone()[0]
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="khabar-bench-") as scratch:
        newsroom = Newsroom(Path(scratch) / "data")
        newsroom.run("prepare", "--no-demo")
        bulk(newsroom, options.articles, Path(scratch))
        (newsroom.data / "wires" / "kills").mkdir(parents=True)
        rounds = prepared(newsroom, options.rounds)
        waits: list[float] = []
        ours: dict[str, list[float]] = {}
        with newsroom.serving() as site:
            for one in reversed(rounds):
                began = kill(newsroom, site, one)
                waits.append(began - one.dropped)
                for name, moment in {**one.gone, "all": max(one.gone.values())}.items():
                    ours.setdefault(name, []).append((moment - began) * 1000)
        print(f"{len(rounds)} kills of an item in three articles, among {options.articles} stories")
        print(f"until the feed's turn: median {statistics.median(waits):.1f} s, longest {max(waits):.1f} s")
        print("from the look that reads the kill until it is gone from")
        for name, times in ours.items():
            print(f"  {name:<15} median {statistics.median(times):6.0f} ms   slowest {max(times):6.0f} ms")


if __name__ == "__main__":
    main()
