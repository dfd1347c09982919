"""What the index does among several processes, with damage, and across rebuilds."""

import multiprocessing
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from khabar.search.documents import Document
from khabar.search.engine import IndexBusy, IndexUnavailable
from khabar.search.folder import IndexFolder
from khabar.search.query import Query
from khabar.search.tantivy_engine import TantivyEngine

from .conftest import Make


def made(number: int, headline: str) -> Document:
    return Document(number, f"x{number}", f"/n/{number}", headline, "نص.", datetime(2024, 1, 1, tzinfo=UTC))


def add_several(root: str, first: int) -> None:
    engine = TantivyEngine(Path(root), timeout=60)
    for number in range(first, first + 8):
        engine.apply([made(number, f"نبأ {number}")], [])
    engine.close()


def test_no_writer_loses_an_update(engine: TantivyEngine, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    root = str(tmp_path / "index")
    writers = [context.Process(target=add_several, args=(root, first)) for first in (100, 200, 300)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert engine.count() == 24


def test_a_reader_sees_commits_and_rebuilds_of_others(engine: TantivyEngine, story: Make, tmp_path: Path) -> None:
    reader = TantivyEngine(tmp_path / "index")
    assert reader.count() == 0
    engine.apply([story(1, "أول")], [], cursor=4)
    assert (reader.count(), reader.cursor) == (1, 4)
    engine.rebuild([story(2, "ثان"), story(3, "ثالث")], cursor=9)
    assert [hit.id for hit in reader.search(Query("ثالث")).hits] == [3]
    assert (reader.count(), reader.cursor) == (2, 9)
    engine.apply([story(4, "رابع")], [])
    assert (reader.count(), reader.cursor) == (3, 9)


def test_a_rebuild_leaves_one_generation(engine: TantivyEngine, story: Make, tmp_path: Path) -> None:
    for number in range(3):
        engine.rebuild([story(number + 1)])
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1


def test_a_folder_copied_with_its_links_followed_is_rebuilt(engine: TantivyEngine, story: Make, tmp_path: Path) -> None:
    engine.rebuild([story(1, "أول")], cursor=4)
    shutil.copytree(tmp_path / "index", tmp_path / "copy", symlinks=False)
    copied = TantivyEngine(tmp_path / "copy")
    copied.rebuild([story(2, "ثان")], cursor=9)
    assert (copied.count(), copied.cursor) == (1, 9)
    assert [hit.id for hit in copied.search(Query("ثان")).hits] == [2]


def test_a_failed_rebuild_changes_nothing(engine: TantivyEngine, story: Make) -> None:
    engine.apply([story(1, "باق")], [])

    def failing() -> object:
        yield story(2)
        raise RuntimeError("source failed")

    with pytest.raises(RuntimeError):
        engine.rebuild(failing())  # type: ignore[arg-type]
    assert engine.count() == 1


def test_a_failed_apply_changes_nothing_and_frees_the_lock(engine: TantivyEngine, story: Make) -> None:
    engine.apply([story(1, "باق")], [])
    with pytest.raises((AttributeError, TypeError)):
        engine.apply([story(2, published_at="ليس وقتًا")], [])
    engine.apply([story(3, "تال")], [])
    assert engine.count() == 2


def test_a_writer_gives_up_after_its_timeout(tmp_path: Path, engine: TantivyEngine, story: Make) -> None:
    impatient = TantivyEngine(tmp_path / "index", timeout=0.05)
    with IndexFolder(tmp_path / "index").locked("write", 1):
        started = time.monotonic()
        with pytest.raises(IndexBusy):
            impatient.apply([story(1)], [])
        assert time.monotonic() - started < 5
    impatient.apply([story(1)], [])
    impatient.close()
    assert engine.count() == 1


def test_a_writer_never_finds_itself_busy(tmp_path: Path, engine: TantivyEngine, story: Make) -> None:
    writer = TantivyEngine(tmp_path / "index", timeout=0)
    for first in range(0, 900, 90):
        writer.apply([story(number, f"نبأ {number}") for number in range(first, first + 90)], [])
    writer.close()
    assert engine.count() == 900


def test_create_keeps_what_is_there(engine: TantivyEngine, story: Make) -> None:
    engine.apply([story(1)], [])
    engine.create()
    assert engine.count() == 1


def test_create_does_not_hide_a_damaged_index(engine: TantivyEngine, tmp_path: Path) -> None:
    (IndexFolder(tmp_path / "index").generation / "meta.json").unlink()
    fresh = TantivyEngine(tmp_path / "index")
    fresh.create()
    with pytest.raises(IndexUnavailable):
        fresh.count()


def test_a_missing_index_is_said_to_be_missing(tmp_path: Path, story: Make) -> None:
    engine = TantivyEngine(tmp_path / "nothing")
    for use in (lambda: engine.search(Query("خبر")), engine.count, lambda: engine.apply([story(1)], [])):
        with pytest.raises(IndexUnavailable):
            use()
    health = engine.health()
    assert not health.usable
    assert "reindex" in health.reason


@pytest.mark.parametrize("damage", ["meta.json", "state.json", "segments", "version"])
def test_a_damaged_index_is_said_to_be_damaged_and_can_be_rebuilt(
    engine: TantivyEngine, story: Make, tmp_path: Path, damage: str
) -> None:
    engine.rebuild([story(number, f"نبأ {number}") for number in range(1, 30)])
    generation = IndexFolder(tmp_path / "index").generation
    if damage == "segments":
        for path in generation.iterdir():
            if path.suffix in {".term", ".idx", ".store", ".fast", ".pos", ".fieldnorm"}:
                path.write_bytes(b"damaged")
    elif damage == "version":
        (generation / "state.json").write_text('{"version": -1, "cursor": null, "tail": []}')
    else:
        (generation / damage).write_text("{not json")
    fresh = TantivyEngine(tmp_path / "index")
    with pytest.raises(IndexUnavailable):
        fresh.search(Query("نبأ"))
    assert not fresh.health().usable
    fresh.rebuild([story(1, "نبأ")])
    assert fresh.search(Query("نبأ")).total == 1
    fresh.close()


def test_settling_merges_what_bulk_work_left_and_changes_nothing_else(engine: TantivyEngine) -> None:
    for first in range(0, 1200, 240):
        engine.apply([made(number, f"نبأ {number}") for number in range(first, first + 240)], [], cursor=first)
    assert engine.health().segments == 5
    engine.settle()
    assert engine.health().segments == 1
    assert (engine.count(), engine.cursor) == (1200, 960)
    assert all(
        [hit.id for hit in engine.search(Query(f"نبأ {number}")).hits][:1] == [number] for number in (0, 700, 1199)
    )


def test_a_day_of_single_stories_leaves_few_segments(engine: TantivyEngine) -> None:
    for number in range(60):
        engine.apply([made(number, f"نبأ {number}")], [])
    engine.close()
    assert engine.count() == 60
    assert engine.health().segments < 9
