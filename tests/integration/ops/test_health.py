"""`/healthz` and `/readyz` say what works, and what is damaged under way is mended by the follower."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.factories.articles import published

from khabar.articles.consumers import follow
from khabar.articles.outlets import search_engine
from khabar.ops import follower
from khabar.search.query import Query

pytestmark = pytest.mark.django_db


def _fill_with_noise() -> None:
    for file in (Path(settings.SEARCH_INDEX_DIR) / "current").resolve().iterdir():
        if file.suffix in (".idx", ".term", ".store", ".fast", ".pos"):
            with file.open("r+b") as handle:
                handle.write(os.urandom(file.stat().st_size))


def _remove() -> None:
    (Path(settings.SEARCH_INDEX_DIR) / "current").unlink()


def _one_round() -> Callable[[], bool]:
    rounds = iter((True, False))
    return lambda: next(rounds)


@pytest.mark.parametrize("damage", [_fill_with_noise, _remove])
def test_a_damaged_index_is_said_and_then_mended(
    client: Client, damage: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The test's own transaction lives on the connection.
    monkeypatch.setattr("khabar.ops.follower.close_old_connections", lambda: None)
    story = published(headline="افتتاح المرصد")
    follow(rebuild=True)
    assert client.get("/readyz").json() == {"status": "ok", "failed": []}
    damage()
    assert client.get("/healthz").status_code == 200
    broken = client.get("/readyz")
    assert (broken.status_code, broken.json()["failed"]) == (503, ["index"])
    follower.run(_one_round())
    assert client.get("/readyz").status_code == 200
    assert [hit.id for hit in search_engine().search(Query("المرصد")).hits] == [story.pk]


def test_a_store_that_cannot_be_opened_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    follow(rebuild=True)

    def broken() -> None:
        raise OSError("no space")

    monkeypatch.setattr("khabar.ops.views.page_store", broken)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["failed"]) == (503, ["store"])
