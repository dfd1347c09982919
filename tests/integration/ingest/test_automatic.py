"""Stories that rules made follow their item by themselves, until a person touches them."""

from typing import Any

import pytest
from django.test import Client
from tests.factories.accounts import UserFactory
from tests.factories.articles import SectionFactory
from tests.factories.wires import PARAGRAPHS, ProviderFactory, newsml
from tests.integration.ingest.conftest import stored

from khabar.articles import actions as articles
from khabar.articles.consumers import follow
from khabar.articles.enums import AmendmentKind, PubStatus
from khabar.articles.models import Article
from khabar.articles.outlets import search_engine
from khabar.attribution import queries
from khabar.attribution.actions import accept
from khabar.attribution.states import State
from khabar.ingest import actions
from khabar.ingest.models import Lineage, Provider, Rule, WireAlert, WireItem
from khabar.ingest.states import AlertKind, OnUpdate, RuleAction
from khabar.ingest.store import Payload, take
from khabar.search.query import Query

pytestmark = pytest.mark.django_db
_NEW = ("القاهرة (د ب أ) - أغلقت البلدية المكتبة يوما واحدا لجردها.", "وتفتح المكتبة أبوابها غدا كالمعتاد.")


def _send(provider: Provider, **parts: Any) -> None:
    take(Payload("wire.xml", newsml(**parts)), provider=provider)


def _updated(provider: Provider, **parts: Any) -> None:
    fields = {
        "version": 2,
        "headline": "المكتبة تُغلق يومًا",
        "paragraphs": _NEW,
        "modified": "2026-03-01T11:00:00+02:00",
    }
    _send(provider, **fields | parts)


def _automatic(action: RuleAction = RuleAction.PUBLISH, **contract: Any) -> tuple[Article, Provider]:
    Rule.objects.create(name="آلي", action=action, section=SectionFactory())
    provider = ProviderFactory(**contract)
    _send(provider)
    return Article.objects.get(), provider


def test_an_update_replaces_a_published_story_that_nobody_touched(client: Client) -> None:
    before, provider = _automatic()
    client.get(before.get_absolute_url())
    follow()
    _updated(provider)
    follow()
    after = Article.objects.public().get()
    assert (after.headline, after.slug, after.section) == ("المكتبة تُغلق يومًا", before.slug, before.section)
    assert after.first_published_at == before.first_published_at
    assert after.updated_at is not None
    assert [one.kind for one in after.amendments.all()] == [AmendmentKind.UPDATE]
    assert after.revisions.count() == 2
    assert not WireAlert.objects.exists()
    assert Lineage.objects.get().version == 2
    assert stored(before.get_absolute_url()) is None
    page = client.get(after.get_absolute_url()).content.decode()
    assert "لجردها" in page
    assert "مكتبة جديدة" not in page
    assert [hit.id for hit in search_engine().search(Query(text="لجردها")).hits] == [after.pk]


def test_a_correction_is_told_to_readers_and_stays_told(client: Client) -> None:
    _, provider = _automatic()
    _updated(provider, signal="sig:correction")
    told = Article.objects.get().amendments.get()
    assert told.kind == AmendmentKind.CORRECTION
    assert told.notice == "صُحح هذا الخبر بعد تصحيح من وكالة الأنباء الألمانية."
    _updated(provider, version=3, headline="المكتبة تفتح من جديد", modified="2026-03-01T12:00:00+02:00")
    _updated(
        provider, version=4, headline="المكتبة تفتح مساء", signal="sig:correction", modified="2026-03-01T13:00+02:00"
    )
    article = Article.objects.get()
    assert article.headline == "المكتبة تفتح مساء"
    assert [one.kind for one in article.amendments.all()] == ["correction", "update", "correction"]
    assert client.get(article.get_absolute_url()).content.decode().count("بعد تصحيح من") >= 2


def test_a_draft_that_a_rule_made_is_replaced_and_stays_a_draft() -> None:
    _, provider = _automatic(RuleAction.DRAFT)
    _updated(provider)
    article = Article.objects.get()
    assert (article.headline, article.live) == ("المكتبة تُغلق يومًا", False)
    assert article.get_latest_revision_as_object().headline == article.headline


def _edited(article: Article, person: Any) -> None:
    article.kicker = "ثقافة"
    article.save_revision(user=person)


def _published_again(article: Article, person: Any) -> None:
    articles.publish(article=article, user=person)


def _locked(article: Article, person: Any) -> None:
    Article.objects.filter(pk=article.pk).update(locked=True, locked_by=person)


def _unpublished(article: Article, person: Any) -> None:
    articles.unpublish(article=article, user=person)


@pytest.mark.parametrize("touch", [_edited, _published_again, _locked, _unpublished])
def test_a_story_that_a_person_touched_gets_an_alert_and_stays_as_it_is(touch: Any) -> None:
    article, provider = _automatic()
    touch(article, UserFactory(is_superuser=True))
    _updated(provider)
    assert Article.objects.get().headline == "مكتبة جديدة في الحي القديم"
    assert WireAlert.objects.get().kind == AlertKind.UPDATE


def test_a_decision_about_a_statement_stays_and_the_story_follows_its_item() -> None:
    article, provider = _automatic()
    (said,) = queries.for_desk(article)
    accept(statement=said, user=UserFactory())
    _updated(provider, paragraphs=(*_NEW, PARAGRAPHS[1]), signal="sig:correction")
    article = Article.objects.get()
    assert article.headline == "المكتبة تُغلق يومًا"
    assert not WireAlert.objects.exists()
    (kept,) = (one for one in queries.for_desk(article) if one.state == State.ACCEPTED)
    assert (kept.text, kept.par, kept.changed) == (said.text, 2, False)


def test_a_copy_that_a_person_made_is_never_replaced() -> None:
    provider = ProviderFactory()
    _send(provider)
    articles.publish(article=actions.make_draft(item=WireItem.objects.get()))
    _updated(provider)
    assert Article.objects.get().headline == "مكتبة جديدة في الحي القديم"
    assert WireAlert.objects.count() == 1


@pytest.mark.parametrize("rule", [OnUpdate.ALERT, OnUpdate.WITHHOLD_CORRECTED])
def test_a_provider_may_be_set_to_alert_instead(rule: OnUpdate) -> None:
    _, provider = _automatic(on_update=rule)
    _updated(provider, signal="sig:correction")
    assert WireAlert.objects.count() == 1
    article = Article.objects.get()
    assert article.headline == "مكتبة جديدة في الحي القديم"
    assert (article.pub_status == PubStatus.WITHHELD) is (rule == OnUpdate.WITHHOLD_CORRECTED)


def test_a_new_version_that_may_not_be_published_yet_leaves_the_old_one_and_an_alert() -> None:
    _, provider = _automatic()
    _updated(provider, embargoed="2099-01-01T00:00:00+00:00")
    article = Article.objects.public().get()
    assert article.headline == "مكتبة جديدة في الحي القديم"
    assert article.revisions.count() == 1
    assert WireAlert.objects.count() == 1


def test_after_a_kill_a_new_version_does_not_publish_itself() -> None:
    _, provider = _automatic()
    _send(provider, version=2, status="canceled")
    _updated(provider, version=3)
    assert not Article.objects.public().exists()
    assert set(WireAlert.objects.values_list("kind", flat=True)) == {AlertKind.KILL, AlertKind.UPDATE}
