"""The desk asks of what kind a change is before it publishes a story that readers have."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import html
from tests.factories.articles import published
from tests.factories.wires import ProviderFactory, arrived, newsml
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.accounts.test_roles import draft_form

from khabar.accounts.enums import RoleCode
from khabar.articles import actions
from khabar.articles.models import Article
from khabar.core import clock
from khabar.ingest import actions as wires
from khabar.ingest.models import WireAlert
from khabar.ingest.states import OnKill
from khabar.ingest.store import Payload, take

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode
HEADLINE = "افتتاح حديقة جديدة في المدينة"
NOTICE = "ذكر الخبر أن الحديقة قديمة، وهي جديدة."


@pytest.fixture
def story() -> Article:
    return published(headline=HEADLINE, at=clock.now(), body=[])


def _publish(client: Client, story: Article, headline: str, **extra: Any) -> Any:
    form = draft_form(story.section, headline=headline, abstract=story.abstract, **extra, **{"action-publish": "1"})
    return client.post(f"/desk/articles/edit/{story.pk}/", form, follow=True)


def _answer(client: Client, story: Article, kind: str, notice: str = "") -> Any:
    return client.post(f"/desk/articles/amend/{story.pk}/", {"kind": kind, "notice": notice}, follow=True)


def _live(story: Article) -> tuple[str, list[str]]:
    found = Article.objects.get(pk=story.pk)
    return found.headline, [one.kind for one in found.amendments.all()]


def test_publishing_a_change_saves_the_draft_and_asks_with_nothing_chosen(desk_of: Desk, story: Article) -> None:
    answer = _publish(desk_of(EDITOR), story, "افتتاح حديقة واسعة في المدينة")
    assert answer.redirect_chain[-1][0] == f"/desk/articles/amend/{story.pk}/"
    page = html.fromstring(answer.content.decode())
    assert len(page.xpath("//input[@name='kind'][@type='radio']")) == 4
    assert not page.xpath("//input[@name='kind'][@checked]")
    assert [one.text for one in page.xpath("//del")] == ["جديدة"]
    assert [one.text for one in page.xpath("//ins")] == ["واسعة"]
    assert _live(story) == (HEADLINE, [])


def test_the_answer_publishes_and_stands_in_the_history(desk_of: Desk, story: Article) -> None:
    client = desk_of(EDITOR)
    _publish(client, story, "افتتاح حديقة واسعة في المدينة")
    _answer(client, story, "correction", NOTICE)
    assert _live(story) == ("افتتاح حديقة واسعة في المدينة", ["correction"])
    history = client.get(f"/desk/articles/history/{story.pk}/").content.decode()
    assert f"تصويب: {NOTICE}" in history


@pytest.mark.parametrize(("kind", "notice"), [("", ""), ("correction", " "), ("clarification", ""), ("other", NOTICE)])
def test_without_a_kind_or_the_words_it_asks_again(desk_of: Desk, story: Article, kind: str, notice: str) -> None:
    client = desk_of(EDITOR)
    _publish(client, story, "افتتاح حديقة واسعة في المدينة")
    answer = _answer(client, story, kind, notice)
    assert answer.status_code == 200
    assert "error-message" in answer.content.decode()
    assert _live(story) == (HEADLINE, [])


def test_nothing_is_remembered_for_the_next_change(desk_of: Desk, story: Article) -> None:
    client = desk_of(EDITOR)
    _publish(client, story, "افتتاح حديقة واسعة في المدينة")
    _answer(client, story, "update")
    answer = _publish(client, story, "افتتاح حديقة بعيدة في المدينة")
    assert answer.redirect_chain[-1][0] == f"/desk/articles/amend/{story.pk}/"
    assert not html.fromstring(answer.content.decode()).xpath("//input[@name='kind'][@checked]")


@pytest.mark.parametrize(("headline", "suggested"), [(HEADLINE.replace("حديقة", "حديقه"), True), ("غيره", False)])
def test_a_typo_is_suggested_where_a_few_letters_changed(
    desk_of: Desk, story: Article, headline: str, suggested: bool
) -> None:
    answer = _publish(desk_of(EDITOR), story, headline)
    assert ("لعله تصحيح إملائي" in answer.content.decode()) is suggested


def test_a_change_that_readers_do_not_see_is_not_asked_about(desk_of: Desk, story: Article) -> None:
    answer = _publish(desk_of(EDITOR), story, HEADLINE, urgency=3)
    assert "amend" not in answer.redirect_chain[0][0]
    found = Article.objects.get(pk=story.pk)
    assert (found.urgency, _live(story)) == (3, (HEADLINE, []))


def test_a_reporter_may_not_answer(desk_of: Desk, story: Article) -> None:
    draft = Article.objects.get(pk=story.pk)
    draft.headline = "عنوان المراسل"
    draft.save_revision()
    client = desk_of(REPORTER)
    client.post(f"/desk/articles/amend/{story.pk}/", {"kind": "update", "notice": ""})
    assert _live(story) == (HEADLINE, [])


def test_a_withheld_story_that_was_changed_comes_back_with_its_kind(desk_of: Desk, story: Article) -> None:
    actions.withhold(article=story)
    draft = Article.objects.get(pk=story.pk)
    draft.headline = "عنوان صُوّب"
    draft.save_revision()
    client = desk_of(CHIEF)
    answer = client.post(f"/desk/articles/restore/{story.pk}/")
    assert answer["Location"] == f"/desk/articles/amend/{story.pk}/"
    _answer(client, story, "correction", NOTICE)
    found = Article.objects.get(pk=story.pk)
    assert found.is_public()
    assert _live(story) == ("عنوان صُوّب", ["correction"])


def test_a_story_that_an_alert_gives_back_changed_says_its_kind_first(desk_of: Desk) -> None:
    item = arrived(ProviderFactory(on_kill=OnKill.WITHHOLD))
    story = actions.publish(article=wires.make_draft(item=item))
    take(Payload("x", newsml(version=2, status="canceled", headline="سُحب الخبر")), provider=item.provider)
    draft = Article.objects.get(pk=story.pk)
    draft.headline = "عنوان صُوّب"
    draft.save_revision()
    alert = WireAlert.objects.get()
    client = desk_of(CHIEF)
    answer = client.post(f"/desk/wire_alerts/page/{alert.pk}/", {"restore": "1"})
    assert answer["Location"] == f"/desk/articles/amend/{story.pk}/"
    assert not Article.objects.get(pk=story.pk).is_public()
    _answer(client, story, "correction", NOTICE)
    assert Article.objects.get(pk=story.pk).is_public()
    assert _live(story) == ("عنوان صُوّب", ["correction"])
