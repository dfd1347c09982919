"""Changes of published stories: who says what they are, what is kept of them, what an upgrade makes of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.clocks import clock_at
from tests.factories.accounts import UserFactory
from tests.factories.articles import ArticleFactory, AuthorFactory, SectionFactory, published
from wagtail.models import ModelLogEntry

from khabar.articles import actions
from khabar.articles.amending import KindMissing, Note, NoticeMissing, waiting_change
from khabar.articles.enums import AmendmentKind
from khabar.articles.models import Article, ArticleAuthor
from khabar.articles.schedule import run_due
from khabar.core import clock

pytestmark = pytest.mark.django_db
TYPO, UPDATE, CLARIFICATION, CORRECTION = AmendmentKind


def edited(article: Article, **fields: Any) -> Article:
    """The article with a draft that was not published."""
    draft: Article = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    return Article.objects.get(pk=article.pk)


def kinds(article: Article) -> list[str]:
    return [one.kind for one in article.amendments.all()]


def test_a_person_has_to_say_of_what_kind_a_change_is() -> None:
    article, editor = published(), UserFactory(is_superuser=True)
    with pytest.raises(KindMissing):
        actions.publish(article=edited(article, headline="عنوان آخر تماما"), user=editor)
    article.refresh_from_db()
    assert article.headline != "عنوان آخر تماما"
    assert kinds(article) == []
    actions.publish(article=article, user=editor, note=Note(UPDATE))
    article.refresh_from_db()
    assert (article.headline, kinds(article)) == ("عنوان آخر تماما", [UPDATE])


@pytest.mark.parametrize("kind", [CLARIFICATION, CORRECTION])
def test_readers_are_told_in_words(kind: AmendmentKind) -> None:
    with pytest.raises(NoticeMissing):
        Note(kind, "  ")


@pytest.mark.parametrize("kind", [TYPO, UPDATE])
def test_what_is_not_told_has_no_words(kind: AmendmentKind) -> None:
    assert Note(kind, "لا يُقال").notice == ""


def test_a_republish_without_a_change_asks_nothing_and_leaves_nothing() -> None:
    article = published()
    actions.publish(article=article, user=UserFactory(is_superuser=True))
    assert kinds(article) == []
    assert waiting_change(article) is None


def test_the_first_publishing_and_a_draft_are_no_changes() -> None:
    article = ArticleFactory(section=SectionFactory())
    article.headline = "عنوان المسودة"
    article.save_revision()
    actions.publish(article=article, user=UserFactory(is_superuser=True))
    assert kinds(article) == []


@pytest.mark.parametrize(("headline", "kind"), [("افتتاح مكتبه الحي", TYPO), ("افتتاح حديقة الحي", UPDATE)])
def test_a_programme_that_says_nothing_publishes_what_fits(headline: str, kind: AmendmentKind) -> None:
    article = published(headline="افتتاح مكتبة الحي")
    actions.publish(article=edited(article, headline=headline))
    article.refresh_from_db()
    assert kinds(article) == [kind]
    assert (article.updated_at is not None) is (kind == UPDATE)


def test_another_author_is_a_change() -> None:
    article = published()
    actions.publish(article=edited(article, bylines=[ArticleAuthor(author=AuthorFactory(name="سلمى"), sort_order=0)]))
    assert kinds(article) == [UPDATE]


def test_each_change_keeps_the_text_before_it_and_stays_listed() -> None:
    article = published(headline="العنوان الأول")
    for number, kind in enumerate((CORRECTION, UPDATE, CORRECTION)):
        actions.publish(article=edited(article, headline=f"عنوان {number}"), note=Note(kind, "صُوّب العنوان."))
    assert kinds(article) == [CORRECTION, UPDATE, CORRECTION]
    headlines = [dict(one.parts or [])["headline"] for one in article.amendments.all()]
    assert headlines == ["العنوان الأول", "عنوان 0", "عنوان 1"]
    entries = ModelLogEntry.objects.filter(action="khabar.amend").order_by("timestamp", "pk")
    assert [entry.data["kind"] for entry in entries] == kinds(article)


def test_what_was_chosen_for_a_schedule_holds_when_its_hour_comes() -> None:
    article, hour = published(headline="قبل"), clock.now() + timedelta(hours=1)
    edited(article, headline="بعد", go_live_at=hour)
    draft = Article.objects.get(pk=article.pk)
    actions.publish(article=draft, user=UserFactory(is_superuser=True), note=Note(CORRECTION, "صُوّب العنوان."))
    assert kinds(article) == []
    with clock_at(hour + timedelta(seconds=1)):
        run_due()
    article.refresh_from_db()
    assert (article.headline, kinds(article)) == ("بعد", [CORRECTION])


def test_a_withheld_story_that_comes_back_changed_says_so() -> None:
    article = published()
    actions.withhold(article=article)
    changed = edited(article, headline="عنوان صُوّب بعد الحجب")
    assert waiting_change(changed) is not None
    actions.publish(article=changed, user=UserFactory(is_superuser=True), note=Note(CORRECTION, "كان العنوان خطأ."))
    assert kinds(article) == [CORRECTION]


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_keeps_corrections_updated_times_and_what_drafts_say() -> None:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([("articles", "0013_videos_in_articles")])
    try:
        old = executor.loader.project_state([("articles", "0013_videos_in_articles")]).apps
        article, section = old.get_model("articles", "Article"), old.get_model("articles", "Section")
        shelf = section.objects.create(name="قسم", slug="قسم")
        now = clock.now()
        base = {"section": shelf, "live": True, "first_published_at": now, "last_published_at": now, "body": "[]"}
        corrected = article.objects.create(headline="أ", slug="a", correction="صُحح الرقم.", **base)
        updated = article.objects.create(headline="ب", slug="b", updated_at=now, **base)
        article.objects.create(headline="ج", slug="c", **base)
    finally:
        MigrationExecutor(connection).migrate(leaves)
    found = Article.objects.get(pk=corrected.pk)
    told = found.amendments.get()
    assert (told.kind, told.notice, told.at, told.parts) == (CORRECTION, "صُحح الرقم.", now, None)
    assert found.updated_at == now
    assert kinds(Article.objects.get(pk=updated.pk)) == [UPDATE]
    assert sum(len(kinds(one)) for one in Article.objects.all()) == 2
