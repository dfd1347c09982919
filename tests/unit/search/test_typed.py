"""The ways to read what is being typed, and headlines for it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from khabar.search.documents import Document
from khabar.search.engine import IndexUnavailable
from khabar.search.tantivy_engine import TantivyEngine
from khabar.search.typed import MAX_TYPED, read

HEADLINES = ("بوتين يزور القاهرة", "القاهرة تستضيف معرض الكتاب", "Microsoft تطلق إصدارًا", "كأس العالم 2026")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> TantivyEngine:
    made = TantivyEngine(tmp_path_factory.mktemp("index"))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made.rebuild(
        Document(number, "", f"/{number}", headline, "", start + timedelta(days=number))
        for number, headline in enumerate(HEADLINES)
    )
    return made


def first(engine: TantivyEngine, text: str) -> tuple[int, ...]:
    return next((ids for typed in engine.readings(text) if (ids := engine.complete(typed, 5))), ())


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("القاه", (1, 0)),
        ("قاهر", (1, 0)),
        ("بوتين يز", (0,)),
        ("بوتين كت", ()),
        ("putin", (0,)),
        ("poutin", (0,)),
        ("f,jd", (0,)),
        ("micros", (2,)),
        ("202", (3,)),
        ("العالم 2026", (3,)),
        ("القاهزة", (1, 0)),
        ("زرافة", ()),
    ],
)
def test_headlines_of_an_unfinished_query(engine: TantivyEngine, text: str, ids: tuple[int, ...]) -> None:
    assert first(engine, text) == ids


@pytest.mark.parametrize("text", ["", " ", "ا", "ال", "؟", "\ud800", "\x00", "%", "…"])
def test_what_says_nothing_has_no_reading(text: str) -> None:
    assert read(text) == []


def test_long_text_is_read_to_a_limit() -> None:
    assert all(len(typed.text) <= MAX_TYPED for typed in read("كلمة " * 5_000))


def test_without_an_index_it_is_said(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    with pytest.raises(IndexUnavailable):
        list(engine.readings("القاهرة"))


def test_the_version_changes_with_the_index(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.create()
    before = engine.version()
    assert engine.version() == before
    engine.apply([Document(1, "", "/1", "سمك", "", datetime(2026, 1, 1, tzinfo=UTC))], ())
    assert engine.version() != before
