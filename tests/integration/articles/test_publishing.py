"""Publishing, taking down and the gate: what is public is public everywhere at once, and nothing else is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories.accounts import UserFactory
from tests.factories.articles import ArticleFactory, SectionFactory, published
from wagtail.models import ModelLogEntry

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.articles.enums import ChangeKind, ObjectType, PubStatus
from khabar.articles.models import Article, Change
from khabar.articles.outlets import page_store, search_engine
from khabar.articles.schedule import run_due
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.search.query import Query

pytestmark = pytest.mark.django_db


def _found(text: str) -> list[int]:
    follow()
    return [hit.id for hit in search_engine().search(Query(text=text)).hits]


def test_a_draft_is_nowhere() -> None:
    article = ArticleFactory(headline="تدشين المرصد الفلكي")
    article.save_revision()
    assert not Article.objects.public().exists()
    assert _found("المرصد") == []


def test_publishing_writes_one_change_and_an_audit_record() -> None:
    editor = UserFactory(is_superuser=True)
    article = ArticleFactory()
    article.save_revision()
    actions.publish(article=article, user=editor)
    changes = Change.objects.filter(object_type=ObjectType.ARTICLE)
    assert [(change.kind, change.object_id) for change in changes] == [(ChangeKind.PUBLISHED, article.pk)]
    assert ModelLogEntry.objects.filter(action="wagtail.publish", user=editor, object_id=str(article.pk)).exists()


def test_published_is_searchable_and_unpublished_is_gone() -> None:
    article = published(headline="تدشين المرصد الفلكي")
    assert _found("المرصد") == [article.pk]
    actions.unpublish(article=article)
    assert _found("المرصد") == []
    assert not Article.objects.public().exists()


def test_publish_fails_whole_when_the_change_log_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    article = ArticleFactory()
    revision = article.save_revision()

    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("khabar.articles.models.article.record", full)
    with pytest.raises(OSError, match="disk full"):
        revision.publish()
    assert not Article.objects.public().exists()


def test_killed_article_is_withdrawn_with_its_reason_and_stays_killed_for_the_gate() -> None:
    article = published(headline="خبر سحبته وكالته")
    actions.kill(article=article, user=UserFactory(is_superuser=True), reason="طلبت الوكالة سحبه")
    article.refresh_from_db()
    assert article.pub_status == PubStatus.CANCELED
    assert not article.is_public()
    assert _found("سحبته") == []
    assert ModelLogEntry.objects.get(action="khabar.kill").data == {"reason": "طلبت الوكالة سحبه"}


def test_a_change_readers_see_moves_the_updated_time_and_a_republish_alone_does_not() -> None:
    article = published()
    actions.publish(article=article)
    assert article.updated_at is None
    article.headline = "عنوان أدق للخبر"
    article.save_revision()
    actions.publish(article=article)
    assert article.updated_at is not None


def test_an_imported_live_article_keeps_its_public_text_while_its_first_edit_is_a_draft() -> None:
    article = published()
    Article.objects.filter(pk=article.pk).update(latest_revision=None, live_revision=None)
    article = Article.objects.get(pk=article.pk)
    article.revisions.all().delete()
    article.headline = "مسودة لم تُنشر بعد"
    article.save_revision()
    assert Article.objects.public().get().headline != "مسودة لم تُنشر بعد"
    assert article.revisions.count() == 2


def test_scheduling_a_change_of_a_live_article_leaves_what_is_live() -> None:
    article = published()
    Article.objects.filter(pk=article.pk).update(latest_revision=None, live_revision=None)
    article = Article.objects.get(pk=article.pk)
    article.headline = "عنوان الغد"
    article.go_live_at = datetime.now(UTC) + timedelta(days=1)
    article.save_revision().publish()
    assert Article.objects.public().get(pk=article.pk).headline != "عنوان الغد"


@pytest.mark.parametrize(
    ("field", "value", "public"),
    [
        ("live", False, False),
        ("pub_status", PubStatus.WITHHELD, False),
        ("pub_status", PubStatus.CANCELED, False),
        ("go_live_at", timedelta(seconds=1), False),
        ("go_live_at", timedelta(seconds=-1), True),
        ("go_live_at", timedelta(0), True),
        ("expire_at", timedelta(seconds=1), True),
        ("expire_at", timedelta(0), False),
        ("first_published_at", timedelta(seconds=1), False),
    ],
)
def test_the_gate_is_the_same_in_the_database_and_in_memory(field: str, value: Any, public: bool) -> None:
    article = published()
    at = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
    setattr(article, field, at + value if isinstance(value, timedelta) else value)
    article.save()
    assert Article.objects.public(at).exists() is public
    assert article.is_public(at) is public


def test_a_renamed_section_is_found_under_its_new_address() -> None:
    section = SectionFactory(name="رياضة", slug="رياضة")
    article = published(section=section, headline="انطلاق سباق الدراجات")
    follow()
    section.slug = "ملاعب"
    section.save()
    hit = next(iter(_hits("الدراجات")))
    assert hit.url == Article.objects.get(pk=article.pk).get_absolute_url()


def _hits(text: str) -> Any:
    follow()
    return search_engine().search(Query(text=text)).hits


def test_followers_agree_with_the_log_and_a_lost_index_is_rebuilt() -> None:
    article = published(headline="معرض الخط العربي", body=[paragraph("يفتتح المعرض غدا.")])
    follow()
    end = Change.objects.latest("seq").seq
    assert (page_store().cursor, search_engine().cursor) == (end, end)
    search_engine().rebuild([], cursor=end)
    assert _found("الخط") == []
    search_engine().rebuild([], cursor=0)  # an index that lags behind
    assert _found("الخط") == [article.pk]
    search_engine().rebuild([], cursor=end + 5)  # an index from another database, ahead of this log
    assert _found("الخط") == [article.pk]


def test_deleting_an_article_leaves_no_trace_in_the_index() -> None:
    article = published(headline="نبأ يحذف")
    follow()
    article.delete()
    assert _found("يحذف") == []


def test_someone_without_the_right_cannot_publish() -> None:
    article = ArticleFactory()
    article.save_revision()
    with pytest.raises(PermissionDenied):
        actions.publish(article=article, user=UserFactory())
    assert not Article.objects.public().exists()


def test_a_story_published_ahead_of_its_date_opens_on_it_and_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    opening = clock.now() + timedelta(hours=2)
    article = published(headline="تدشين المرصد الفلكي", at=opening)
    assert _found("المرصد") == []
    assert not article.was_public
    assert run_due() == 0

    monkeypatch.setattr(clock, "now", lambda: opening + timedelta(seconds=1))
    assert run_due() == 1
    assert _found("المرصد") == [article.pk]
    article.refresh_from_db()
    assert article.was_public
    assert run_due() == 0
