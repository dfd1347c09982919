"""What the engine in files and the engine in PostgreSQL answer to the same questions."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.factories.stories import story

from khabar.search.alike import Wish
from khabar.search.documents import Document
from khabar.search.engine import Hit
from khabar.search.postgres_engine import PostgresEngine
from khabar.search.query import Query, Sort
from khabar.search.tantivy_engine import TantivyEngine

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the database has no search of ours"),
]

WHO = ["الوزيرة", "الرئيس", "المدرب", "اللاعبون", "المزارعون", "البلدية", "الشركة", "المحكمة", "الجامعة", "الأطباء"]
DID = ["أعلنت", "يناقش", "افتتح", "ترفض", "يستعدون", "بحثت", "تؤجل", "حكمت", "درست", "حذروا"]
WHAT = [
    "موازنة الري", "قطارات المدينة", "مباراة الكأس", "أسعار الزيتون", "مشروع الجسر", "اللقاحات الجديدة", "قضية الميناء",
]  # fmt: skip
WHERE = ["في القاهرة", " في بيروت", " بمدينة عمّان", " من الرباط", " في مينسك", " وسط بغداد", " قرب الخرطوم"]
QUESTIONS = (
    "موازنة الري", "القطارات", "مباراه الكاس", "مدينة", '"مشروع الجسر"', "الزيتون -القاهرة", "بيروت OR الرباط",
    "القسم:رياضة", "الكأس من:2023-02", "المدينه القطارت", "hgldkhx", "minsk", "لقاح جديد", "الطبيب حذر",
    "موازنة موازنة", "أعلنت الوزيرة في القاهرة موازنة الري وقطارات المدينة ومباراة الكأس", "قضايا موانئ",
    "غواصة", "الاردن عمان",
)  # fmt: skip


def stories(count: int) -> Iterator[Document]:
    chance = random.Random(11)
    for number in range(1, count + 1):
        sentences = [" ".join(map(chance.choice, (DID, WHO, WHAT, WHERE))) for _ in range(chance.randint(2, 12))]
        sport = chance.random() < 0.3
        yield story(
            number,
            " ".join(map(chance.choice, (WHO, DID, WHAT))) + f" {number % 17}",
            ".\n".join(sentences),
            published_at=datetime(2023, 1, 1, tzinfo=UTC) + timedelta(hours=7 * number),
            section="sport" if sport else "world",
            section_name="الرياضة" if sport else "العالم",
            topics=tuple(chance.sample(["ماء", "نقل", "صحة"], chance.randint(0, 2))),
        )


@pytest.fixture
def engines(tmp_path: Path, db: None) -> Iterator[tuple[TantivyEngine, PostgresEngine]]:
    """Both engines over the same stories, some written at once, some changed and dropped afterwards."""
    files, database = TantivyEngine(tmp_path / "index"), PostgresEngine()
    for engine in (files, database):
        engine.rebuild(stories(120), cursor=1)
        engine.apply([story(7, "الجسر القديم"), story(200, "قطار الليل")], [9, 11, 4000], cursor=2)
    yield files, database
    files.close()


def every_hit(engine: TantivyEngine | PostgresEngine, text: str, sort: Sort = Sort.RELEVANCE) -> list[Hit]:
    """The hits of two pages: of two stories that differ in length alone, engines may end the first with either."""
    found = [engine.search(Query(text, sort=sort, limit=100, offset=offset)) for offset in (0, 100)]
    hits = [hit for one in found for hit in one.hits]
    assert len(hits) == len({hit.id for hit in hits}) == found[0].total
    return hits


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("sort", list(Sort))
def test_the_same_hits_counts_and_reading(engines: tuple[TantivyEngine, PostgresEngine], text: str, sort: Sort) -> None:
    files, database = (engine.search(Query(text, sort=sort, facets=True, limit=100)) for engine in engines)
    assert database.total == files.total
    shown = [{hit.id for hit in every_hit(engine, text, sort)} for engine in engines]
    assert shown[0] == shown[1]
    assert (database.suggestion, database.understood, database.facets) == (
        files.suggestion,
        files.understood,
        files.facets,
    )


@pytest.mark.parametrize("text", QUESTIONS)
def test_nearly_the_same_scores(engines: tuple[TantivyEngine, PostgresEngine], text: str) -> None:
    files, database = ({hit.id: hit.score for hit in every_hit(engine, text)} for engine in engines)
    # One engine keeps the length of a field in a byte.
    assert database == pytest.approx(files, rel=0.1)


@pytest.mark.parametrize("text", QUESTIONS)
def test_the_first_hit_of_one_is_as_good_to_the_other(engines: tuple[TantivyEngine, PostgresEngine], text: str) -> None:
    files, database = ({hit.id: hit.score for hit in engine.search(Query(text, limit=100)).hits} for engine in engines)
    # Stories that differ in length alone may change places: one engine keeps the length of a field in a byte.
    assert not files or files[next(iter(database))] >= 0.95 * max(files.values())


def test_changes_and_rebuilding_come_to_the_same_vocabulary(engines: tuple[TantivyEngine, PostgresEngine]) -> None:
    _, database = engines
    with connection.cursor() as cursor:
        cursor.execute("SELECT term, stories FROM khabar_search.term WHERE stories <> 0 ORDER BY term")
        changed = cursor.fetchall()
        left = {doc.id: doc for doc in stories(120) if doc.id not in (9, 11)}
        left |= {7: story(7, "الجسر القديم"), 200: story(200, "قطار الليل")}
        database.rebuild(left.values())
        cursor.execute("SELECT term, stories FROM khabar_search.term WHERE stories <> 0 ORDER BY term")
        assert cursor.fetchall() == changed


def test_they_find_the_same_stories_alike(engines: tuple[TantivyEngine, PostgresEngine]) -> None:
    files, database = engines
    begun = int(datetime(2023, 1, 10, tzinfo=UTC).timestamp())
    stems = dict.fromkeys(("زيتون", "قطار", "غواص", "لقاح"), 1.0)
    for wish in (
        Wish(stems, limit=150),
        Wish(stems, first=begun, end=begun + 30 * 86_400, limit=150),
        Wish(stems, marked={"الاطباء", "القديم"}, limit=150),
        Wish({"غواص": 1.0}),
    ):
        one, other = files.alike(wish), database.alike(wish)
        assert set(one.ids) == set(other.ids)
        # An index in files counts what was deleted until it merges.
        assert one.rarity == pytest.approx(other.rarity, abs=0.02)
        assert one.rarity["غواص"] == 1.0
