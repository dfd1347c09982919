"""Pages into drafts: never doubled, an editor's work never overwritten, one bad file never stops the rest."""

import os
from pathlib import Path

import pytest
from tests.factories.accounts import UserFactory

from khabar.articles.actions import publish
from khabar.articles.enums import ObjectType
from khabar.articles.models import Article, Change
from khabar.importers.pages import import_pages

pytestmark = pytest.mark.django_db

PAGE = """إعلان

افتتاح الجسر المعلق بعد ثلاث سنوات من العمل

09:15 ص الثلاثاء 3 مارس 2026

الجسر المعلق فوق الوادي

الرباط - (د ب أ)

افتتحت وزارة النقل، اليوم الثلاثاء، الجسر المعلق فوق الوادي بعد ثلاث سنوات من العمل المتواصل.

وقالت الوزارة في بيان إن الجسر يختصر الطريق بين المدينتين إلى 20 دقيقة، وإنه يتسع لأربع حارات.

وأضاف البيان أن العبور سيكون مجانيا خلال الأشهر الثلاثة الأولى.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "bridge.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_a_page_becomes_a_draft_with_its_credit_and_place(page: Path) -> None:
    report = import_pages([page])
    article = Article.objects.get()
    assert (report.created, report.refused) == (1, [])
    assert article.headline == "افتتاح الجسر المعلق بعد ثلاث سنوات من العمل"
    assert article.dateline_place == "الرباط"
    assert [agency.slug for agency in article.agencies] == ["dpa"]
    assert article.first_published_at is not None
    assert article.first_published_at.isoformat() == "2026-03-03T07:15:00+00:00"
    assert not Article.objects.public().exists()
    assert article.latest_revision is not None


def test_publish_makes_it_public_with_its_own_date(page: Path) -> None:
    import_pages([page], published=True)
    assert Article.objects.public().get().first_published_at.isoformat() == "2026-03-03T07:15:00+00:00"


def test_the_same_page_again_is_unchanged_wherever_it_lies(page: Path, tmp_path: Path) -> None:
    import_pages([page])
    copy = tmp_path / "copy.txt"
    copy.write_text(PAGE, encoding="utf-8")
    report = import_pages([page, copy])
    assert (report.created, report.updated, report.unchanged) == (0, 0, 2)


def test_a_changed_page_updates_its_article(page: Path) -> None:
    import_pages([page], published=True)
    page.write_text(PAGE.replace("20 دقيقة", "25 دقيقة"), encoding="utf-8")
    report = import_pages([page])
    assert (report.created, report.updated) == (0, 1)
    assert "25 دقيقة" in str(Article.objects.public().get().body)


def test_what_an_editor_changed_stays_public_and_the_new_page_waits_as_a_draft(page: Path) -> None:
    import_pages([page], published=True)
    article = Article.objects.get()
    article.headline = "الجسر المعلق يفتتح اليوم"
    article.save_revision(user=UserFactory()).publish()
    page.write_text(PAGE.replace("20 دقيقة", "25 دقيقة"), encoding="utf-8")
    report = import_pages([page], published=True)
    article.refresh_from_db()
    assert article.headline == "الجسر المعلق يفتتح اليوم"
    assert article.has_unpublished_changes
    assert "25 دقيقة" in str(article.get_latest_revision_as_object().body)
    assert report.warnings


def test_a_file_that_is_no_page_is_refused_with_a_reason_and_the_rest_go_on(page: Path, tmp_path: Path) -> None:
    binary = tmp_path / "a.bin"
    binary.write_bytes(bytes(range(256)) * 50)
    empty = tmp_path / "b.html"
    empty.write_bytes(b"")
    missing = tmp_path / "c.html"
    report = import_pages([binary, empty, missing, page])
    assert report.created == 1
    assert {Path(source).name for source, _ in report.refused} == {"a.bin", "b.html", "c.html"}
    assert all(reason for _, reason in report.refused)


def test_a_dry_run_says_what_would_become_of_each_page_and_writes_nothing(page: Path) -> None:
    first = import_pages([page], published=True, dry_run=True)
    assert (first.created, first.updated, first.unchanged, first.refused) == (1, 0, 0, [])
    assert not Article.objects.exists()
    assert not Change.objects.filter(object_type=ObjectType.ARTICLE).exists()
    import_pages([page], published=True)
    page.write_text(PAGE.replace("20 دقيقة", "25 دقيقة"), encoding="utf-8")
    second = import_pages([page], published=True, dry_run=True)
    assert (second.created, second.updated, second.unchanged) == (0, 1, 0)
    assert "25 دقيقة" not in str(Article.objects.public().get().body)


def test_a_draft_that_was_published_since_is_updated_in_public(page: Path) -> None:
    import_pages([page])
    publish(article=Article.objects.get())
    page.write_text(PAGE.replace("20 دقيقة", "30 دقيقة"), encoding="utf-8")
    import_pages([page])
    assert "30 دقيقة" in str(Article.objects.public().get().body)


def test_a_file_whose_name_is_no_text_is_refused_in_words_that_can_be_printed(tmp_path: Path) -> None:
    file = tmp_path / "bad\udcff.html"
    file.write_bytes(b"")
    [(source, reason)] = import_pages([file]).refused
    assert source.encode()
    assert reason


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert len(import_pages([pipe]).refused) == 1
