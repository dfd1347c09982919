"""Statements stand and fall with their article and with an editor's word, in every form and in what was stored."""

import json
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client, RequestFactory
from tests.factories.accounts import UserFactory
from tests.factories.attribution import BRIDGE, RIVER, attributed, body, bridge, river, statement

from khabar.articles import actions as articles
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.articles.outlets import page_store
from khabar.attribution import actions, queries
from khabar.attribution.models import Name
from khabar.core import clock
from khabar.formats.record import ISNAD
from khabar.front.views import article_preview

pytestmark = pytest.mark.django_db

SOURCE = "/source/سلمى-الراوي/"
SPEAKER = "سلمى الراوي"


def paths(article: Article) -> dict[str, str]:
    """Everything readers and programs see of an article's statements."""
    short = f"/n/{article.pk}"
    return {
        "page": article.get_absolute_url(),
        "json": f"{short}/isnad.json",
        "ninjs": f"{short}/ninjs/",
        "newsml-g2": f"{short}/newsml-g2/",
        "feed": "/feed/ninjs/",
        "source": SOURCE,
        "source feed": f"{SOURCE}feed/",
    }


def naming(client: Client, article: Article) -> set[str]:
    """Those that name the speaker of the river's statement, who stands in the text too, in the panel or as a source."""
    follow()
    signs = {"page": 'id="q1"', "json": f'"speaker": "{SPEAKER}"'}
    found = set()
    for name, path in paths(article).items():
        answer = client.get(path)
        content = unquote(answer.content.decode()) if answer.status_code == 200 else ""
        sign = signs.get(name, f"{ISNAD}speaker" if name in ("ninjs", "newsml-g2", "feed") else SPEAKER)
        found |= {name} if sign in content else set()
    return found


EVERYWHERE = {"page", "json", "ninjs", "newsml-g2", "feed", "source", "source feed"}


@pytest.mark.parametrize("act", ["unpublish", "kill", "withhold"])
def test_what_is_withdrawn_is_gone_everywhere_though_it_was_stored(client: Client, act: str) -> None:
    article = attributed()
    assert naming(client, article) == EVERYWHERE
    getattr(articles, act)(article=article)
    assert naming(client, article) == set()
    assert SPEAKER not in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize("field", ["go_live_at", "first_published_at"])
def test_an_embargo_holds_the_statements_too(client: Client, field: str) -> None:
    article = attributed()
    Article.objects.filter(pk=article.pk).update(**{field: clock.now() + timedelta(days=1)})
    assert naming(client, article) == set()


def test_expired_and_never_published_stories_say_nothing(client: Client) -> None:
    article = attributed()
    Article.objects.filter(pk=article.pk).update(expire_at=clock.now() - timedelta(seconds=1))
    assert naming(client, article) == set()
    Article.objects.filter(pk=article.pk).update(expire_at=None, live=False)
    assert naming(client, article) == set()


def test_an_editor_s_word_is_on_stored_pages_at_once(client: Client) -> None:
    article = attributed(river(confidence=0.1))
    assert naming(client, article) == set()
    stored = page_store().stats().pages
    assert stored >= 3
    actions.accept(statement=statement(article), user=UserFactory())
    assert naming(client, article) == EVERYWHERE
    actions.reject(statement=statement(article), user=UserFactory())
    assert naming(client, article) == set()


def test_a_decision_about_a_draft_leaves_the_public_page_alone(client: Client) -> None:
    article = attributed()
    actions.accept(statement=statement(article), user=UserFactory())
    draft = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    draft.body = body(RIVER, "فقرة جديدة.")
    draft.save_revision()
    (row,) = queries.for_desk(Article.objects.get(pk=article.pk))
    assert not row.reading.live
    assert naming(client, article) == EVERYWHERE
    actions.reject(statement=row, user=UserFactory())
    assert naming(client, article) == EVERYWHERE


def test_a_record_renamed_is_named_anew_in_what_was_stored(client: Client) -> None:
    article = attributed()
    assert naming(client, article) == EVERYWHERE
    name = Name.objects.get(name=SPEAKER)
    name.name = "سلمى عبد الله الراوي"
    name.save()
    actions.tell(name)
    follow()
    for path in (article.get_absolute_url(), f"/n/{article.pk}/isnad.json", f"/n/{article.pk}/ninjs/"):
        assert "سلمى عبد الله الراوي" in client.get(path).content.decode(), path


def test_ninjs_names_speakers_and_relays_with_their_pages(client: Client) -> None:
    article = attributed(river((RIVER, BRIDGE)), bridge(), texts=(RIVER, BRIDGE))
    (node,) = json.loads(client.get(f"/n/{article.pk}/ninjs/").content)
    assert [(one["name"], one["role"].removeprefix(ISNAD)) for one in node["infoSources"]] == [
        (SPEAKER, "speaker"),
        ("كمال الشاذلي", "speaker"),
        ("وكالة تاس للأنباء", "relay"),
    ]
    assert unquote(node["infoSources"][0]["uri"]) == f"http://testserver{SOURCE}"


def test_what_may_not_leave_whole_leaves_without_its_statements(client: Client) -> None:
    article = attributed()
    Article.objects.filter(pk=article.pk).update(passing_on=False)
    assert "infoSources" not in client.get(f"/n/{article.pk}/ninjs/").content.decode()


def preview(article: Article) -> str:
    return article_preview(RequestFactory().get("/"), article).content.decode()


def test_the_preview_shows_what_an_editor_stands_behind_in_the_very_text() -> None:
    article = attributed(river(confidence=0.1))
    articles.unpublish(article=article)
    draft = Article.objects.get(pk=article.pk)
    assert "isnad" not in preview(draft)
    (row,) = queries.for_desk(draft)
    actions.accept(statement=row, user=UserFactory())
    assert 'id="q1"' in preview(draft)
    draft.body = body("نص آخر.")
    assert "isnad" not in preview(draft)
