"""A newsroom whose search is in PostgreSQL: publishing, loss, other versions, and several writers."""

import threading
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.factories.articles import published
from tests.factories.stories import story

from khabar.articles.actions import unpublish
from khabar.articles.consumers import follow
from khabar.articles.outlets import _search_engine, search_engine
from khabar.search.engine import IndexBusy, IndexUnavailable
from khabar.search.postgres_engine import PostgresEngine
from khabar.search.query import Query

pytestmark = pytest.mark.skipif(
    "postgresql" not in str(settings.DATABASES["default"]["ENGINE"]),
    reason="the database has no search of ours",
)


@pytest.fixture
def in_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "SEARCH_IN_DATABASE", True)
    _search_engine.cache_clear()
    yield
    _search_engine.cache_clear()


@pytest.fixture
def swept(transactional_db: None) -> Iterator[None]:
    """No index before and after: it is no table of Django's, which would be emptied."""
    _drop()
    yield
    _drop()


def _drop() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS khabar_search CASCADE")


def _shown(client: Client, text: str) -> str:
    return client.get("/search/", {"q": text}).content.decode()


@pytest.mark.django_db
def test_a_story_is_found_while_it_is_public(client: Client, in_database: None) -> None:
    article = published(headline="افتتاح المرصد الفلكي")
    follow(rebuild=True)
    assert isinstance(search_engine(), PostgresEngine)
    assert article.get_absolute_url() in _shown(client, "المرصد")
    unpublish(article=article, user=None)
    follow()
    assert article.get_absolute_url() not in _shown(client, "المرصد")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_a_lost_index_is_said_and_built_again(client: Client, in_database: None) -> None:
    article = published(headline="افتتاح المرصد الفلكي")
    follow(rebuild=True)
    _drop()
    assert client.get("/readyz").json()["failed"] == ["index"]
    assert client.get("/").status_code == 200
    follow(rebuild=True)
    assert [hit.id for hit in search_engine().search(Query("مرصد")).hits] == [article.pk]


@pytest.mark.django_db
def test_an_index_of_another_version_is_not_read() -> None:
    engine = PostgresEngine()
    engine.rebuild([story(1)], cursor=3)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE khabar_search.state SET version = version - 1")
    with pytest.raises(IndexUnavailable, match="إصدار آخر"):
        engine.search(Query("عنوان"))
    engine.create()
    assert not engine.health().usable


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(swept: None) -> None:
    engine = PostgresEngine()
    engine.rebuild([story(1, "قطار الليل")], cursor=3)

    def broken() -> Iterator[object]:
        yield story(2)
        raise OSError("the source of the stories has gone")

    with pytest.raises(OSError, match="gone"):
        engine.rebuild(broken())  # type: ignore[arg-type]
    assert (engine.ids(), engine.cursor) == ({1}, 3)
    assert engine.rebuild([story(5)]) == 1


def test_writers_wait_for_each_other_and_nothing_is_lost(swept: None) -> None:
    PostgresEngine().create()

    def write(first: int) -> None:
        for number in range(first, first + 10):
            PostgresEngine().apply([story(number, f"نبأ قصير {number}")], [], cursor=number)
        connection.close()

    threads = [threading.Thread(target=write, args=(first,)) for first in (1, 101, 201)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine = PostgresEngine()
    assert engine.count() == len(engine.ids()) == 30
    assert engine.search(Query("نبأ", limit=50)).total == 30


def test_a_writer_gives_up_after_its_time(swept: None) -> None:
    PostgresEngine().create()
    held, done = threading.Event(), threading.Event()

    def slow() -> Iterator[object]:
        held.set()
        done.wait(300)
        yield story(1)

    def rebuild() -> None:
        PostgresEngine().rebuild(slow())  # type: ignore[arg-type]
        connection.close()

    thread = threading.Thread(target=rebuild)
    thread.start()
    assert held.wait(60)
    with pytest.raises(IndexBusy):
        PostgresEngine(timeout=0.2).rebuild([])
    # What is published meanwhile does not wait for the rebuild.
    assert PostgresEngine(timeout=0.2).apply([story(2)], []) == 1
    done.set()
    thread.join()
    assert PostgresEngine().ids() == {1}
