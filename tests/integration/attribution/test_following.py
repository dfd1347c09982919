"""Texts are read behind the change log: what came in bulk, what another engine should read; the archive on demand."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from click.testing import CliRunner
from tests.factories.accounts import UserFactory
from tests.factories.articles import ArticleFactory
from tests.factories.attribution import BRIDGE, PLAIN, RIVER, attributed, body, bridge, river, statement

from khabar.articles.actions import publish
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, Change
from khabar.attribution import actions, archive, queries, seam
from khabar.attribution.follower import follow
from khabar.attribution.models import Position, Reading, Statement
from khabar.attribution.states import State
from khabar.core import clock
from khabar.importers.jsonl import import_jsonl

pytestmark = pytest.mark.django_db


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """An engine that finds the engineer's and the minister's words; the texts it was asked about."""
    asked: list[list[str]] = []

    def extract(texts: list[str]) -> list[seam.Said]:
        asked.append(texts)
        joined = " ".join(texts)
        if "تعطّل" in joined:
            raise RuntimeError("engine")
        return [make(texts) for words, make in ((RIVER, river), (BRIDGE, bridge)) if words in joined]

    monkeypatch.setattr(seam, "extract", extract)
    return asked


def to_the_end() -> None:
    while follow():
        pass


def bulk(*texts: str) -> list[Article]:
    """Articles imported in bulk, one for each text."""
    lines = [json.dumps({"id": f"n{n}", "headline": f"خبر {n}", "body": [text]}) for n, text in enumerate(texts)]
    report = import_jsonl(BytesIO("\n".join(lines).encode()))
    assert report.created == len(texts)
    return list(Article.objects.order_by("pk"))


def test_a_bulk_import_waits_for_no_engine(engine: list[list[str]]) -> None:
    first, second = bulk(RIVER, PLAIN)
    assert engine == []
    assert queries.for_readers(first) == []
    to_the_end()
    assert engine == [[RIVER], [PLAIN]]
    assert [row.text for row in queries.for_readers(first)] == [river().text]
    assert queries.for_readers(second) == []


def test_pages_and_index_follow_where_readers_see_a_difference(engine: list[list[str]]) -> None:
    first, _second = bulk(RIVER, PLAIN)
    before = Change.objects.count()
    to_the_end()
    told = Change.objects.order_by("seq")[before:]
    assert [(row.kind, row.object_type, row.object_id) for row in told] == [
        (ChangeKind.CHANGED, ObjectType.ARTICLE, first.pk)
    ]
    to_the_end()
    assert Change.objects.count() == before + 1
    assert len(engine) == 2


def test_one_text_that_cannot_be_read_holds_up_no_other(engine: list[list[str]]) -> None:
    _bad, good = bulk("تعطّل المحرك.", RIVER)
    to_the_end()
    assert [row.text for row in queries.for_readers(good)] == [river().text]


def test_who_holds_the_lease_reads_alone(engine: list[list[str]]) -> None:
    bulk(RIVER)
    Position.objects.create(pk=1, leased_until=clock.now() + timedelta(seconds=30))
    assert follow() == 0
    Position.objects.update(leased_until=clock.now() - timedelta(seconds=1))
    assert follow() > 0
    assert engine == [[RIVER]]


def test_the_archive_is_read_once(engine: list[list[str]]) -> None:
    bulk(RIVER, BRIDGE, PLAIN)
    report = archive.read_archive(archive.unread())
    assert (report.read, report.changed, report.failed) == (3, 2, [])
    assert archive.unread() == []
    to_the_end()
    assert len(engine) == 3


def test_a_better_engine_reads_again_and_keeps_decisions(
    engine: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = bulk(RIVER, BRIDGE)
    archive.read_archive(archive.unread())
    actions.reject(statement=statement(first), user=UserFactory())
    monkeypatch.setattr(seam, "ENGINE", "next")
    assert archive.unread() == [second.pk, first.pk]
    report = archive.read_archive(archive.unread())
    assert (report.read, report.changed) == (2, 0)
    assert set(Reading.objects.values_list("engine", flat=True)) == {"next"}
    assert list(Statement.objects.filter(article=first).values_list("state", flat=True)) == [State.REJECTED]


def test_the_command_reads_what_it_is_told(engine: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    from khabar.cli import statements

    monkeypatch.setattr(statements, "use_django", lambda: None)
    first, _bad = bulk(RIVER, "تعطّل المحرك.")
    answer = CliRunner().invoke(statements.isnad, [str(first.pk)])
    assert answer.exit_code == 0
    assert len(engine) == 1
    answer = CliRunner().invoke(statements.isnad, [])
    assert answer.exit_code == 1
    assert f"تعذّرت قراءة {_bad.pk}" in answer.output
    CliRunner().invoke(statements.isnad, ["--again", str(first.pk)])
    assert len(engine) == 3


def test_what_is_read_on_demand_at_the_desk_is_no_business_of_readers(engine: list[list[str]]) -> None:
    article = ArticleFactory(body=body(RIVER))
    assert [row.text for row in queries.for_desk(article)] == [river().text]
    assert not queries.public().exists()
    assert not Change.objects.filter(object_type=ObjectType.ARTICLE).exists()


def test_a_story_shown_again_is_not_told_twice(engine: list[list[str]]) -> None:
    attributed(river())
    before = Change.objects.count()
    to_the_end()
    assert Change.objects.count() == before


@pytest.mark.parametrize(
    ("text", "told"), [(RIVER, [ChangeKind.PUBLISHED, ChangeKind.CHANGED]), (PLAIN, [ChangeKind.PUBLISHED])]
)
def test_who_followed_a_publication_before_it_was_read_looks_again(
    engine: list[list[str]], text: str, told: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    article = ArticleFactory(body=body(text), live=False)
    with django_capture_on_commit_callbacks(execute=True):
        publish(article=article)
    kinds = Change.objects.filter(object_type=ObjectType.ARTICLE, object_id=article.pk).order_by("seq")
    assert list(kinds.values_list("kind", flat=True)) == told


def test_a_text_read_as_a_draft_is_published_with_its_statements(
    engine: list[list[str]], django_capture_on_commit_callbacks: Any
) -> None:
    article = ArticleFactory(body=body(RIVER), live=False)
    queries.for_desk(article)
    with django_capture_on_commit_callbacks(execute=True):
        publish(article=article)
    assert [row.text for row in queries.for_readers(article)] == [river().text]
    assert Change.objects.get(object_type=ObjectType.ARTICLE, object_id=article.pk).kind == ChangeKind.PUBLISHED
