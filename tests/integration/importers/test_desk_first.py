"""What people did at the desk comes before what a source says again, on the bulk path and on the careful one."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from tests.factories.accounts import UserFactory

from khabar.articles.actions import kill, publish, unpublish
from khabar.articles.models import Article
from khabar.importers.jsonl import import_jsonl
from khabar.importers.pages import import_pages
from khabar.importers.report import Report

pytestmark = pytest.mark.django_db

Source = Callable[[str], Report]


@pytest.fixture(params=["jsonl", "pages"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Source:
    """Imports one published article whose text ends with the given words."""

    def jsonl(words: str) -> Report:
        line = {"id": 1, "headline": "المكتبة تفتح قاعة جديدة", "body": [f"افتتحت المكتبة قاعتها {words}."]}
        return import_jsonl(BytesIO(json.dumps(line).encode()))

    def pages(words: str) -> Report:
        file = tmp_path / "page.txt"
        paragraph = f"افتتحت المكتبة العامة قاعة جديدة للقراءة صباح اليوم أمام جمهور كبير {words}."
        file.write_text(f"المكتبة تفتح قاعة جديدة\n\n10:00 ص الأحد 1 مارس 2026\n\n{paragraph}\n\n{paragraph}\n")
        return import_pages([file], published=True)

    return jsonl if request.param == "jsonl" else pages


def _public_text() -> str:
    return str(Article.objects.public().get().body)


def test_what_nobody_touched_is_replaced_in_public(source: Source) -> None:
    source("الأولى")
    report = source("الثانية")
    assert (report.updated, report.warnings) == (1, [])
    assert "الثانية" in _public_text()
    assert Article.objects.get().updated_at is not None


def test_an_editors_published_words_stay_however_often_the_source_changes(source: Source) -> None:
    source("الأولى")
    article = Article.objects.get()
    article.headline = "عنوان المحرر"
    article.save_revision(user=UserFactory()).publish()
    for words in ("الثانية", "الثالثة"):
        report = source(words)
        article.refresh_from_db()
        assert (report.updated, len(report.warnings)) == (1, 1)
        assert article.headline == "عنوان المحرر"
        assert "الأولى" in _public_text()
        assert words in str(article.get_latest_revision_as_object().body)
    assert source("الثالثة").unchanged == 1


def test_an_editors_open_draft_is_left_and_the_source_tried_again_later(source: Source) -> None:
    source("الأولى")
    article = Article.objects.get()
    article.headline = "مسودة المحرر"
    draft = article.save_revision(user=UserFactory())
    report = source("الثانية")
    article = Article.objects.get()
    assert (report.updated, report.unchanged, len(report.warnings)) == (0, 1, 1)
    assert article.latest_revision == draft
    draft.publish()
    assert source("الثانية").updated == 1


def test_a_locked_article_is_left(source: Source) -> None:
    source("الأولى")
    Article.objects.update(locked=True)
    report = source("الثانية")
    assert (report.unchanged, len(report.warnings)) == (1, 1)
    assert "الأولى" in _public_text()


@pytest.mark.parametrize("withdraw", [kill, unpublish])
@pytest.mark.parametrize("words", ["الأولى", "الثانية"])
def test_what_the_desk_took_down_does_not_come_back(
    source: Source, withdraw: Callable[..., Article], words: str
) -> None:
    source("الأولى")
    withdraw(article=Article.objects.get())
    report = source(words)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 1)
    assert not Article.objects.public().exists()
    assert bool(report.warnings) is (words == "الثانية")


def test_what_the_desk_brings_back_follows_its_source_again(source: Source) -> None:
    source("الأولى")
    kill(article=Article.objects.get())
    publish(article=Article.objects.get())
    assert source("الثانية").updated == 1
    assert "الثانية" in _public_text()
