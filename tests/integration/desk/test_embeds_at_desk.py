"""The desk says what other sites said of what stands in a story, and has them asked again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.articles import published
from tests.integration.accounts.conftest import desk_of, person

from khabar.accounts.enums import RoleCode
from khabar.articles.models import Article
from khabar.media.embeds.models import Embed, EmbedState

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode
URL = "https://films.example/1"


@pytest.fixture
def story(db: None) -> Article:
    return published(body=[{"type": "embed", "value": {"url": URL, "title": ""}}])


def fail() -> None:
    later = timezone.now() + timedelta(days=7)
    Embed.objects.update(state=EmbedState.LINK, reason="لم يعد موجودًا (ردّ الموقع بالرمز 404)", next_at=later)


def test_the_form_says_why_there_is_only_a_link(story: Article, desk_of: Desk) -> None:
    fail()
    form = desk_of(EDITOR).get(f"/desk/articles/edit/{story.pk}/").content.decode()
    assert "لم يعد موجودًا (ردّ الموقع بالرمز 404)" in form
    assert f"/desk/articles/embeds/{story.pk}/" in form


def test_a_story_without_embeds_has_no_such_panel(desk_of: Desk) -> None:
    plain = published()
    assert "desk-embeds" not in desk_of(EDITOR).get(f"/desk/articles/edit/{plain.pk}/").content.decode()


def test_an_editor_has_the_site_asked_now(story: Article, desk_of: Desk) -> None:
    fail()
    assert not Embed.objects.due().exists()
    answer = desk_of(EDITOR).post(f"/desk/articles/embeds/{story.pk}/", follow=True)
    assert "ستُسأل المواقع الآن" in answer.content.decode()
    row = Embed.objects.due().get()
    assert (row.state, row.tries) == (EmbedState.WAITING, 0)


def test_nobody_else_sees_or_asks(story: Article, desk_of: Desk) -> None:
    fail()
    client = desk_of(ADVERTISING)
    for ask in (client.get, client.post):
        assert ask(f"/desk/articles/embeds/{story.pk}/").status_code in (302, 403)
    assert not Embed.objects.due().exists()
