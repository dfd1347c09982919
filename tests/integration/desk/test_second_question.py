"""The desk asks before an event is published twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.articles import ArticleFactory, SectionFactory, published
from tests.factories.events import FLOOD
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.accounts.test_roles import draft_form
from wagtail.models import ModelLogEntry

from khabar.accounts.enums import RoleCode
from khabar.articles.models import Article
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.ingest import rarities

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    rarities.forget()


def _words(slug: str) -> dict[str, Any]:
    headline, paragraphs = FLOOD[slug]
    return {"headline": headline, "abstract": "", "body": [paragraph(text) for text in paragraphs]}


@pytest.fixture
def earlier() -> Article:
    return published(at=clock.now(), **_words("afp"))


def _form(section: Any, slug: str = "dpa", **extra: Any) -> dict[str, Any]:
    headline, paragraphs = FLOOD[slug]
    return draft_form(section, headline=headline, abstract=" ".join(paragraphs), **extra)


def test_publishing_saves_the_draft_and_asks_first(desk_of: Desk, earlier: Article) -> None:
    client = desk_of(EDITOR)
    answer = client.post("/desk/articles/add/", _form(earlier.section, **{"action-publish": "1"}), follow=True)
    page = answer.content.decode()
    draft = Article.objects.exclude(pk=earlier.pk).get()
    assert not draft.live
    assert draft.get_latest_revision_as_object().headline == FLOOD["dpa"][0]
    assert answer.redirect_chain[-1][0] == f"/desk/articles/second/{draft.pk}/"
    assert FLOOD["afp"][0] in page
    assert earlier.get_absolute_url() in page
    assert f"{timezone.localtime(earlier.first_published_at):%H:%M}" in page
    assert f"/desk/articles/edit/{earlier.pk}/" in page

    answer = client.post(f"/desk/articles/second/{draft.pk}/", follow=True)
    draft.refresh_from_db()
    assert draft.live
    entry = ModelLogEntry.objects.get(action="khabar.event.second")
    assert entry.data == {"articles": [earlier.pk]}
    again = client.post(f"/desk/articles/edit/{draft.pk}/", _form(earlier.section, **{"action-publish": "1"}))
    assert "second" not in again["Location"]


def test_the_text_can_be_added_to_what_is_public(desk_of: Desk, earlier: Article) -> None:
    draft = ArticleFactory(**_words("dpa"))
    answer = desk_of(EDITOR).post(f"/desk/articles/second/{draft.pk}/", {"add_to": earlier.pk})
    assert answer["Location"] == f"/desk/articles/edit/{earlier.pk}/"
    draft.refresh_from_db()
    assert not draft.live
    revised = Article.objects.get(pk=earlier.pk).get_latest_revision_as_object()
    assert "نصف عام" in str(revised.body.raw_data)


def test_nothing_is_added_to_an_article_that_was_not_shown(desk_of: Desk, earlier: Article) -> None:
    draft = ArticleFactory(**_words("dpa"))
    unrelated = published(at=clock.now())
    desk_of(EDITOR).post(f"/desk/articles/second/{draft.pk}/", {"add_to": unrelated.pk})
    draft.refresh_from_db()
    assert not draft.live
    assert "نصف عام" not in str(Article.objects.get(pk=unrelated.pk).get_latest_revision_as_object().body.raw_data)


def test_other_news_is_published_without_a_question(desk_of: Desk, earlier: Article) -> None:
    desk_of(EDITOR).post("/desk/articles/add/", draft_form(earlier.section, **{"action-publish": "1"}))
    assert Article.objects.exclude(pk=earlier.pk).get().live


def test_a_reporter_publishes_nothing_by_the_question(desk_of: Desk, earlier: Article) -> None:
    draft = ArticleFactory(**_words("dpa"))
    client = desk_of(REPORTER)
    assert "انشره على أي حال" not in client.get(f"/desk/articles/second/{draft.pk}/").content.decode()
    client.post(f"/desk/articles/second/{draft.pk}/")
    draft.refresh_from_db()
    assert not draft.live


@pytest.mark.parametrize("way", ["form", "list", "modal"])
def test_an_approval_that_publishes_asks_first_and_goes_on(desk_of: Desk, earlier: Article, way: str) -> None:
    section = SectionFactory()
    reporter, editor = desk_of(REPORTER), desk_of(EDITOR)
    reporter.post("/desk/articles/add/", _form(section, **{"action-submit": "1"}))
    draft = Article.objects.exclude(pk=earlier.pk).get()
    state = draft.current_workflow_task_state
    question = f"/desk/articles/second/{draft.pk}/"
    if way == "form":
        approving = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        answer = editor.post(f"/desk/articles/edit/{draft.pk}/", _form(section, **approving))
        assert answer["Location"] == question
    else:
        headers = {"x-requested-with": "XMLHttpRequest"} if way == "modal" else {}
        approve = f"/desk/articles/workflow/action/{draft.pk}/approve/{state.pk}/"
        answer = editor.post(approve, headers=headers)
        assert question in (answer.content.decode() if way == "modal" else answer["Location"])
    assert not Article.objects.get(pk=draft.pk).live
    editor.post(question)
    draft = Article.objects.get(pk=draft.pk)
    assert draft.live
    assert not draft.workflow_in_progress
