"""In a large index hits are counted on another thread while they are ranked: nobody can tell from the answers."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from khabar.search import answer, reader
from khabar.search.beside import begun
from khabar.search.documents import Document
from khabar.search.engine import IndexUnavailable, Results
from khabar.search.query import Query, Sort
from khabar.search.tantivy_engine import TantivyEngine

from .conftest import Make

TEXTS = (
    "مصنع الزجاج",
    "مصنع الزجاج يشغل الأفران",
    "مصنع الزجاح يشغل الأفرن",
    "وهؤلاء مصنع الورق",
    "معرض لكتاب",
    "معرض OR مصنع",
    '"معرض الكتاب" -زجاج',
    "لا خبر كهذا أبدا",
    "زار الجمهور معرض الكتاب ومصنع الزجاج في المدينة",
)
QUERIES = [
    query
    for text in TEXTS
    for query in (
        Query(text, facets=True),
        Query(text, facets=True, section="culture"),
        Query(text, sort=Sort.DATE),
        Query(text, facets=True, offset=10),
    )
]


@pytest.fixture
def archive(engine: TantivyEngine, story: Make, monkeypatch: pytest.MonkeyPatch) -> TantivyEngine:
    """An index of 130 stories that is taken for a large one; more than 50 hits are very many."""

    def written() -> Iterator[Document]:
        yield story(1, "مصنع الزجاج يشغل الأفران", "نص.", section="economy")
        for number in range(2, 40):
            yield story(number, f"مصنع الزجاج يشغل عمالا {number}", "هؤلاء من المدينة.", section="economy")
        for number in range(40, 60):
            yield story(number, f"مصنع الورق مغلق {number}", "نص.", section="world")
        for number in range(60, 131):
            yield story(number, f"معرض الكتاب {number}", "زار الجمهور المعرض.", section="culture")

    monkeypatch.setattr(answer, "_MANY_HITS", 50)
    monkeypatch.setattr(reader, "_LARGE", 0)
    engine.apply(list(written()), [])
    return engine


def told(engine: TantivyEngine, query: Query) -> Results:
    """Return an answer without how long it took, and scores without what they lose to age meanwhile."""
    found = engine.search(query)
    return replace(found, took_ms=0.0, hits=tuple(hit._replace(score=round(hit.score, 3)) for hit in found.hits))


def test_answers_are_those_of_one_question_after_the_other(
    archive: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = [told(archive, query) for query in QUERIES]
    archive.close()
    monkeypatch.setattr(reader, "_LARGE", 1_000)
    assert beside == [told(archive, query) for query in QUERIES]


def test_readers_who_ask_at_once_get_the_answers_of_one_alone(archive: TantivyEngine) -> None:
    alone = [told(archive, query) for query in QUERIES]
    with ThreadPoolExecutor(4) as readers:
        assert list(readers.map(lambda query: told(archive, query), QUERIES * 4)) == alone * 4


def test_damage_that_the_other_thread_meets_is_told(archive: TantivyEngine, tmp_path: Path) -> None:
    archive.close()
    (file,) = (tmp_path / "index").glob("generation-*/*.fast")
    data = file.read_bytes()
    file.unlink()  # not written over: the engine has it mapped
    file.write_bytes(b"\xff" * (len(data) - 200) + data[-200:])
    with pytest.raises(IndexUnavailable, match="reindex"):
        TantivyEngine(tmp_path / "index").search(Query("مصنع", facets=True, fresh=False, snippets=False))


def test_a_process_that_was_forked_off_counts_too(archive: TantivyEngine) -> None:
    before = archive.search(QUERIES[0]).total
    if not (child := os.fork()):
        os._exit(0 if archive.search(QUERIES[0]).total == before else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt])
def test_whoever_waits_gets_what_asking_raised(kind: type[BaseException]) -> None:
    def fails() -> int:
        raise kind("المثال")

    with pytest.raises(kind, match="المثال"):
        begun(fails)()


def test_whoever_waits_asks_where_no_thread_has_come_to_it() -> None:
    answers = [begun(lambda number=number: number) for number in range(50)]
    assert [ask() for ask in answers] == list(range(50))
