"""Counting in memory: what is written, what is kept when it cannot be, who is not counted, what repeats."""

import threading
from collections.abc import Mapping

import pytest

from khabar.core import tally
from khabar.core.tally import Beacon, Repeats, Tally

READER = Beacon("", "192.0.2.7", "Mozilla/5.0 (Android 14; Mobile) Firefox/127.0", "same-origin")


class Written:
    """What a tally wrote; refuses while `broken`."""

    def __init__(self) -> None:
        self.sums: dict[str, int] = {}
        self.broken = False
        self.once = threading.Event()

    def __call__(self, sums: Mapping[str, int]) -> None:
        if self.broken:
            raise OSError("no database")
        for key, times in sums.items():
            self.sums[key] = self.sums.get(key, 0) + times
        self.once.set()


def test_sums_are_written_by_themselves_a_moment_after_the_first() -> None:
    written = Written()
    counted: Tally[str] = Tally(written, pause=0.01)
    counted.add("أ")
    counted.add("أ", 2)
    assert written.once.wait(60)
    counted.flush()
    assert written.sums == {"أ": 3}


def test_what_cannot_be_written_is_kept_and_written_later() -> None:
    written = Written()
    written.broken = True
    counted: Tally[str] = Tally(written, pause=60)
    counted.add("أ")
    counted.flush()
    counted.add("أ")
    assert written.sums == {}
    written.broken = False
    counted.flush()
    counted.flush()
    assert written.sums == {"أ": 2}


def test_many_threads_lose_nothing() -> None:
    written = Written()
    counted: Tally[str] = Tally(written, pause=0.001)
    threads = [threading.Thread(target=lambda: [counted.add("أ") for _ in range(500)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted.flush()
    assert written.sums == {"أ": 2000}


def test_a_flood_of_different_things_stays_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "IN_MEMORY", 3)
    written = Written()
    counted: Tally[str] = Tally(written, pause=60)
    for number in range(9):
        counted.add(f"{number}")
    counted.add("0")
    counted.flush()
    assert written.sums == {"0": 2, "1": 1, "2": 1}


def test_the_end_of_a_process_writes_everything() -> None:
    written = Written()
    counted: Tally[str] = Tally(written, pause=60)
    counted.add("أ")
    tally.write_all()
    assert written.sums == {"أ": 1}


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0.0.0 Safari/537.36",
        "curl/8.5.0",
        "python-httpx/0.27",
        "facebookexternalhit/1.1",
    ],
)
def test_programs_are_no_readers(agent: str) -> None:
    assert not READER._replace(agent=agent).is_from_reader


def test_readers_are_readers_and_another_sites_page_is_not() -> None:
    assert READER.is_from_reader
    assert READER._replace(site="").is_from_reader
    assert not READER._replace(site="cross-site").is_from_reader


def test_a_repeat_is_the_same_reader_the_same_thing_and_soon() -> None:
    now = [1000.0]
    repeats = Repeats(10, clock=lambda: now[0])
    assert not repeats.again(READER, "5")
    assert repeats.again(READER, "5")
    assert not repeats.again(READER, "6")
    assert not repeats.again(READER._replace(address="192.0.2.8"), "5")
    assert not repeats.again(READER._replace(agent="Mozilla/5.0 (iPhone)"), "5")
    now[0] += 9.9
    assert repeats.again(READER, "5")
    now[0] += 0.2
    assert not repeats.again(READER, "5")


def test_a_repeat_is_noticed_across_the_change_of_salt_and_forgotten_after() -> None:
    now = [1000.0]
    repeats = Repeats(10, clock=lambda: now[0])
    now[0] += 9
    assert not repeats.again(READER, "5")
    now[0] += 5  # another salt
    assert repeats.again(READER, "5")
    now[0] += 5.1
    assert not repeats.again(READER, "5")
    now[0] += 100
    assert not repeats.again(READER, "5")
