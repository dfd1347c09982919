"""Many stories are worked on in helper processes: in order, whatever happens to a helper, and none is left over."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

import pytest
from tests.factories.stories import story

from khabar.search import spread as spreading
from khabar.search.postgres_rows import row
from khabar.search.query import Query
from khabar.search.spread import spread
from khabar.search.tantivy_engine import TantivyEngine

HEADLINE = attrgetter("headline")
STORIES = [story(number, headline=f"افتتاح المتحف {number}") for number in range(300)]
HEADLINES = [doc.headline for doc in STORIES]
KILLED = """
import itertools, operator
from khabar.search import spread
from tests.factories.stories import story
spread.ALONE, spread._cores = 1, lambda: 2
made = spread.spread(operator.attrgetter("headline"), (story(n, headline="افتتاح") for n in itertools.count()))
print(next(made), flush=True)
input()
"""


@pytest.fixture
def _helped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "ALONE", 1)
    monkeypatch.setattr(spreading, "_cores", lambda: 2)


def children(pid: int) -> set[int]:
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread that ended meanwhile
            found.update(map(int, task.read_text().split()))
    return found


def is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.fixture
def before() -> set[int]:
    return children(os.getpid())


def test_few_stories_need_no_helper(before: set[int]) -> None:
    made = spread(HEADLINE, STORIES)
    assert next(made) == HEADLINES[0]
    assert children(os.getpid()) == before
    assert list(made) == HEADLINES[1:]


@pytest.mark.usefixtures("_helped")
def test_helpers_give_all_in_order_and_end(before: set[int]) -> None:
    made = spread(HEADLINE, STORIES)
    first = next(made)
    assert len(children(os.getpid()) - before) == 2
    assert [first, *made] == HEADLINES
    assert children(os.getpid()) == before


@pytest.mark.usefixtures("_helped")
def test_helpers_end_when_nobody_wants_the_rest(before: set[int]) -> None:
    made = spread(HEADLINE, STORIES)
    next(made)
    made.close()
    assert children(os.getpid()) == before


@pytest.mark.usefixtures("_helped")
def test_what_killed_helpers_leave_is_done_without_them(before: set[int]) -> None:
    made = spread(HEADLINE, STORIES)
    first = next(made)
    for helper in children(os.getpid()) - before:
        os.kill(helper, signal.SIGKILL)
    assert [first, *made] == HEADLINES


@pytest.mark.usefixtures("_helped")
def test_an_error_in_the_work_is_raised_here(before: set[int]) -> None:
    with pytest.raises(AttributeError, match="missing"):
        list(spread(attrgetter("missing"), STORIES))
    assert children(os.getpid()) == before


@pytest.mark.usefixtures("_helped")
def test_an_error_of_the_source_is_raised_here(before: set[int]) -> None:
    def broken() -> Iterator[object]:
        yield from STORIES[:200]
        raise OSError("no database")

    with pytest.raises(OSError, match="no database"):
        list(spread(HEADLINE, broken()))
    assert children(os.getpid()) == before


@pytest.mark.usefixtures("_helped")
def test_helpers_make_the_rows_of_the_database_too() -> None:
    assert list(spread(row, STORIES)) == list(map(row, STORIES))


@pytest.mark.usefixtures("_helped")
def test_an_index_built_with_helpers_is_that_built_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    helped, alone = TantivyEngine(tmp_path / "helped"), TantivyEngine(tmp_path / "alone")
    assert helped.rebuild(STORIES, cursor=7) == len(STORIES)
    monkeypatch.setattr(spreading, "_cores", lambda: 1)
    alone.rebuild(STORIES, cursor=7)
    for text in ("متاحف", "افتتاح 17", "المتجف"):
        answers = [engine.search(Query(text, facets=True)) for engine in (helped, alone)]
        assert answers[0].hits
        assert answers[0].hits == answers[1].hits
        assert (answers[0].total, answers[0].suggestion) == (answers[1].total, answers[1].suggestion)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for the children")
def test_no_helper_outlives_a_killed_builder() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as builder:
        assert builder.stdout is not None
        assert builder.stdout.readline()
        helpers = children(builder.pid)
        builder.kill()
    deadline = time.monotonic() + 60
    while any(map(is_running, helpers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(helpers) == 2
    assert not any(map(is_running, helpers))
