"""While the index is built anew the site is up, search says so, and nothing that is published meanwhile is lost."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.factories.articles import published

from khabar.articles import rebuilding
from khabar.articles.consumers import follow, rebuild_index
from khabar.articles.documents import documents
from khabar.articles.models import Article
from khabar.articles.outlets import search_engine
from khabar.ops import follower
from khabar.search.documents import Document
from khabar.search.query import Query

pytestmark = pytest.mark.django_db


def lose_index() -> None:
    (Path(settings.SEARCH_INDEX_DIR) / "current").unlink()


def found(text: str) -> list[int]:
    return [hit.id for hit in search_engine().search(Query(text)).hits]


@pytest.fixture
def while_building(client: Client, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the site says half way through the building of an index that was lost."""
    seen: dict[str, Any] = {}

    def half() -> Iterator[Document]:
        stories = list(documents())
        yield from stories[:1]
        monkeypatch.setattr(rebuilding, "_TOLD_EVERY", 0.0)
        yield from stories[1:2]
        seen["ready"] = client.get("/readyz")
        seen["page"] = client.get("/search/", {"q": "المرصد"})
        seen["json"] = client.get("/search/", {"q": "المرصد", "format": "json"})
        seen["front"] = client.get("/")

    for number in range(4):
        published(headline=f"افتتاح المرصد {number}")
    follow(rebuild=True)
    lose_index()
    monkeypatch.setattr(rebuilding, "documents", half)
    rebuild_index()
    return seen


def test_the_site_is_up_and_search_says_it_is_being_built(while_building: dict[str, Any]) -> None:
    page, front = while_building["page"], while_building["front"]
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "يُبنى فهرس البحث من جديد، وقد تم منه" in page.content.decode()
    assert "أحدث الأخبار" in page.content.decode()
    assert front.status_code == 200


def test_the_answer_for_programs_says_how_far_it_is(while_building: dict[str, Any]) -> None:
    answer = while_building["json"]
    assert answer.status_code == 503
    assert answer.json()["rebuilding"] == {"done": 1, "total": 4}


def test_the_node_is_ready_meanwhile_and_says_what_is_not(while_building: dict[str, Any]) -> None:
    ready = while_building["ready"]
    assert ready.status_code == 200
    told = ready.json()
    assert told == {"status": "rebuilding", "failed": ["index"], "index": {"done": 1, "total": 4}}


def test_without_anybody_building_it_is_not_ready(client: Client) -> None:
    published(headline="افتتاح المرصد")
    follow(rebuild=True)
    lose_index()
    assert client.get("/readyz").status_code == 503
    assert "البحث متوقف الآن" in client.get("/search/", {"q": "المرصد"}).content.decode()


def test_what_is_published_and_withdrawn_meanwhile_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = published(headline="افتتاح المرصد"), published(headline="إغلاق المرصد")
    follow(rebuild=True)
    new: list[Article] = []

    def slowly() -> Iterator[Document]:
        yield from list(documents())
        new.append(published(headline="المرصد من جديد"))
        second.unpublish()
        follow()  # as the publishing process does, against the old index
        assert sorted(found("المرصد")) == sorted([first.pk, new[0].pk])

    monkeypatch.setattr(rebuilding, "documents", slowly)
    assert rebuild_index() == 2
    assert sorted(found("المرصد")) == sorted([first.pk, new[0].pk])


def test_an_index_that_was_mended_is_not_built_again(monkeypatch: pytest.MonkeyPatch) -> None:
    published(headline="افتتاح المرصد")
    follow(rebuild=True)
    lose_index()
    built: list[int] = []
    whole = rebuilding.build
    monkeypatch.setattr("khabar.articles.consumers.build", lambda cursor: (built.append(cursor), whole(cursor)))
    follow()
    follow()
    assert len(built) == 1


def test_damage_that_no_search_meets_is_found_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.ops.follower.close_old_connections", lambda: None)
    story = published(headline="افتتاح المرصد")
    follow(rebuild=True)
    search_engine().close()
    (file,) = (Path(settings.SEARCH_INDEX_DIR) / "current").resolve().glob("*.pos")
    data = bytearray(file.read_bytes())
    data[0] ^= 1
    file.unlink()
    file.write_bytes(data)
    rounds = iter((True, False))
    follower.run(lambda: next(rounds))
    search_engine().check()
    assert found("المرصد") == [story.pk]


def test_damage_that_only_a_writer_meets_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.ops.follower.close_old_connections", lambda: None)
    first = published(headline="افتتاح المرصد")
    follow(rebuild=True)
    assert found("المرصد") == [first.pk]  # the files are open from here on
    for file in (Path(settings.SEARCH_INDEX_DIR) / "current").resolve().glob("*.term"):
        file.unlink()
        file.write_bytes(b"damaged")
    second = published(headline="المرصد من جديد")
    rounds = iter((True, False))
    follower.run(lambda: next(rounds))
    assert sorted(found("المرصد")) == [first.pk, second.pk]


@pytest.mark.django_db(transaction=True)
def test_a_large_index_is_built_beside_the_follower(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follower, "SMALL", 0)
    story = published(headline="افتتاح المرصد")
    follow(rebuild=True)
    lose_index()
    threads: list[str] = []

    def told() -> Iterator[Document]:
        threads.append(threading.current_thread().name)
        yield from documents()

    monkeypatch.setattr(rebuilding, "documents", told)
    mender = follower.Mender()
    mender.look()
    mender.wait()
    assert threads == ["mender"]
    assert found("المرصد") == [story.pk]


def test_a_large_index_of_another_log_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.articles.consumers.SMALL", 0)
    story = published(headline="افتتاح المرصد")
    search_engine().rebuild([], cursor=10_000)  # as after a database was put back from a backup
    follow()
    assert found("المرصد") == []
    follower.Mender().look()
    assert found("المرصد") == [story.pk]
