"""Damage anywhere in the files is noticed, and a rebuild that dies or runs beside others loses nothing."""

import itertools
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from khabar.search.documents import Document
from khabar.search.engine import IndexUnavailable
from khabar.search.folder import IndexFolder
from khabar.search.query import Query
from khabar.search.tantivy_engine import TantivyEngine

from .conftest import Make
from .test_index_folder import made


@pytest.fixture
def filled(engine: TantivyEngine) -> TantivyEngine:
    """An index of thirty stories at position 9 of the log."""
    engine.rebuild([made(number, f"نبأ {number}") for number in range(1, 31)], cursor=9)
    return engine


def current(engine_root: Path) -> Path:
    return IndexFolder(engine_root).generation


@pytest.mark.parametrize("suffix", [".idx", ".term", ".store", ".fast", ".pos", ".fieldnorm"])
@pytest.mark.parametrize("harm", ["a bit", "the end", "all"])
def test_damage_in_any_file_is_found(filled: TantivyEngine, tmp_path: Path, suffix: str, harm: str) -> None:
    filled.check()
    (file,) = current(tmp_path / "index").glob(f"*{suffix}")
    data = bytearray(file.read_bytes())
    if harm == "a bit":
        data[len(data) // 3] ^= 1
    file.unlink()  # not written over: the engine has it mapped
    file.write_bytes(b"" if harm == "all" else bytes(data[:-5] if harm == "the end" else data))
    with pytest.raises(IndexUnavailable, match="reindex"):
        TantivyEngine(tmp_path / "index").check()


@pytest.mark.parametrize("name", ["dictionary", "meta.json", "state.json"])
def test_a_missing_file_is_found(filled: TantivyEngine, tmp_path: Path, name: str) -> None:
    (current(tmp_path / "index") / name).unlink()
    with pytest.raises(IndexUnavailable, match="reindex"):
        TantivyEngine(tmp_path / "index").check()


def test_deleted_stories_are_no_damage(filled: TantivyEngine, tmp_path: Path) -> None:
    filled.apply([], [4, 5])
    filled.close()
    assert list(current(tmp_path / "index").glob("*.del"))
    filled.check()
    assert filled.count() == 28


def rebuild_without_end(root: str) -> None:
    TantivyEngine(Path(root)).rebuild(made(number, f"نبأ {number}") for number in itertools.count(1000))


def test_a_rebuild_that_is_killed_leaves_the_index_and_no_rubbish(filled: TantivyEngine, tmp_path: Path) -> None:
    root = tmp_path / "index"
    worker = multiprocessing.get_context("spawn").Process(target=rebuild_without_end, args=(str(root),))
    worker.start()
    while len({store.parent for store in root.glob("generation-*/*.store")}) < 2:
        assert worker.is_alive()
        time.sleep(0.05)
    os.kill(worker.pid or 0, signal.SIGKILL)
    worker.join()
    assert len(list(root.glob("generation-*"))) == 2
    assert (filled.search(Query("نبأ")).total, filled.cursor) == (30, 9)
    filled.rebuild([made(1, "نبأ وحيد")], cursor=12)
    assert len(list(root.glob("generation-*"))) == 1
    assert (filled.search(Query("نبأ")).total, filled.cursor) == (1, 12)


def test_what_is_applied_to_a_new_index_does_not_hide_what_it_lacks(filled: TantivyEngine, tmp_path: Path) -> None:
    follower = TantivyEngine(tmp_path / "index")
    assert follower.cursor == 9
    filled.rebuild([made(1, "قديم")], cursor=5)
    follower.apply([made(2, "جديد")], [], cursor=11)
    follower.close()
    assert filled.cursor == 5  # what came between 5 and 9 is still to be applied
    assert follower.cursor == 5
    follower.apply([made(2, "جديد")], [], cursor=11)
    assert (filled.cursor, filled.count()) == (11, 2)


def test_a_story_prepared_before_a_rebuild_can_be_read_after_it(engine: TantivyEngine, tmp_path: Path) -> None:
    body = "افتتح الوزير المعرض السنوي للكتاب في العاصمة صباح اليوم أمام جمهور كبير."
    other = TantivyEngine(tmp_path / "index")

    def rebuilt_meanwhile() -> Iterator[Document]:
        yield made(1, body)
        other.rebuild([made(2, body)])

    engine.apply(rebuilt_meanwhile(), [])
    assert {hit.headline for hit in engine.search(Query("المعرض")).hits} == {body}
    assert engine.count() == 2


def test_words_stay_known_when_the_first_stories_with_them_are_deleted(engine: TantivyEngine, story: Make) -> None:
    engine.rebuild([story(number, f"زيارة لوكاشينكو {number}") for number in range(1, 40)])
    engine.apply([], [1, 2])
    assert engine.search(Query("لوكشنكو")).total == 37


def test_hits_are_counted_as_they_are_found(engine: TantivyEngine, story: Make) -> None:
    headlines = ["على الجبل", "علي الجبل", "جبال عالية", "نيو يورك", "نيويورك", "مدينة نيويورك الجبلية"]
    engine.apply([story(number, headline) for number, headline in enumerate(headlines, 1)], [])
    for text in ("علي", "على", "الجبل", "نيو يورك", "نيويورك جبل", '"علي الجبل"', "جبل OR نيويورك", "الجبل -علي"):
        found = engine.search(Query(text, limit=50))
        assert found.total == len(found.hits), text
