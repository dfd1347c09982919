"""`khabar publish`, `kill`, `unpublish` and `receipt`: kinds are asked for, receipts printed, red ends with 1."""

import pytest
from click.testing import CliRunner, Result
from django.test import Client
from tests.factories.articles import ArticleFactory, SectionFactory, published

from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.articles.outlets import page_store
from khabar.cli import acts, main
from khabar.pagestore.page import build_page
from khabar.pagestore.store import page_key

pytestmark = pytest.mark.django_db
HEADLINE = "افتتاح المرصد الفلكي في الجبل"


@pytest.fixture(autouse=True)
def _already_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "use_django", lambda **_: None)


@pytest.fixture
def story() -> Article:
    article = published(headline=HEADLINE)
    follow()
    return article


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


@pytest.mark.parametrize("act", ["kill", "unpublish"])
def test_a_takedown_prints_its_receipt(story: Article, act: str) -> None:
    result = _run(act, str(story.pk))
    assert result.exit_code == 0, result.output
    assert "✓ صفحة الخبر: خالٍ" in result.output
    assert "لا أثر للخبر في أي مكان" in result.output
    assert story.receipts.get().empty


def test_what_is_left_is_named_and_ends_with_1_until_it_is_gone(story: Article, client: Client) -> None:
    page = build_page(200, [("Content-Type", "text/html")], client.get("/").content)
    assert _run("kill", str(story.pk)).exit_code == 0
    store = page_store()
    assert store.put(store.ticket(), page_key("/"), page, {"left-behind"})
    result = _run("receipt", str(story.pk))
    assert result.exit_code == 1
    assert "✗ الصفحة الأولى: بقي فيه" in result.output
    assert "    / — فيه رابط الخبر، من مخزن الصفحات (200)" in result.output
    store.purge({"left-behind"})
    assert _run("receipt", str(story.pk)).exit_code == 0


def test_a_public_story_has_no_receipt(story: Article) -> None:
    result = _run("receipt", str(story.pk))
    assert result.exit_code == 1
    assert "الخبر منشور الآن" in result.output


def test_a_change_is_published_with_its_kind_only(story: Article) -> None:
    story.headline = "إغلاق المرصد الفلكي"
    story.save_revision()
    refused = _run("publish", str(story.pk))
    assert refused.exit_code == 1
    assert "حدد نوع التغيير" in refused.output
    assert Article.objects.get(pk=story.pk).headline == HEADLINE
    silent = _run("publish", str(story.pk), "--kind", "correction")
    assert silent.exit_code == 1
    told = _run("publish", str(story.pk), "--kind", "correction", "--notice", "المرصد أُغلق ولم يُفتتح.")
    assert told.exit_code == 0, told.output
    assert [(one.kind, one.notice) for one in story.amendments.all()] == [("correction", "المرصد أُغلق ولم يُفتتح.")]


def test_a_draft_needs_no_kind_and_an_unknown_number_is_said() -> None:
    draft = ArticleFactory(section=SectionFactory())
    assert _run("publish", str(draft.pk)).exit_code == 0
    missing = _run("kill", "999999")
    assert missing.exit_code == 1
    assert "لا خبر برقم 999999" in missing.output
