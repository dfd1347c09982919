"""What the agency does to an item reaches every article made from it, in the transaction that stores it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from tests.factories.accounts import UserFactory
from tests.factories.articles import ArticleFactory
from tests.factories.wires import ProviderFactory, arrived, newsml
from tests.integration.ingest.conftest import stored

from khabar.articles import actions as articles
from khabar.articles.consumers import follow
from khabar.articles.enums import PubStatus
from khabar.articles.models import Article
from khabar.articles.outlets import search_engine
from khabar.articles.publishing import PublishRefused
from khabar.articles.schedule import run_due
from khabar.core import clock
from khabar.ingest import acting, actions, queries
from khabar.ingest.errors import ItemNotUsable
from khabar.ingest.models import Lineage, Provider, WireAlert, WireItem
from khabar.ingest.states import AlertKind, ItemState, LineageKind, OnKill, OnUpdate
from khabar.ingest.store import Payload, take
from khabar.search.query import Query

pytestmark = pytest.mark.django_db


def _send(provider: Provider, **parts: Any) -> None:
    """The provider sends a document."""
    take(Payload("wire.xml", newsml(**parts)), provider=provider)


def _found(text: str) -> list[int]:
    return [hit.id for hit in search_engine().search(Query(text=text)).hits]


def _three_from(item: WireItem) -> list[Article]:
    """A copy, a merge with another item, and a translation, all published."""
    other = arrived(item.provider, guid="urn:newsml:agency.example:20260301:2", headline="موعد آخر للحي")
    translation = ArticleFactory(headline="ترجمة مكتبة الحي")
    translation.save_revision()
    actions.attach(article=translation, item=item, kind=LineageKind.TRANSLATION)
    made = [actions.make_draft(item=item), actions.merge(items=[item, other]), translation]
    return [articles.publish(article=article) for article in made]


def test_one_item_in_three_articles_killed_is_three_alerts_three_takedowns_and_nothing_left_to_read(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    item = arrived()
    with django_capture_on_commit_callbacks(execute=True):
        three = _three_from(item)
    addresses = [article.get_absolute_url() for article in three]
    lists = ["/", "/feed/", "/sitemap.xml", "/news-sitemap.xml"]
    assert all(client.get(address).status_code == 200 for address in addresses)
    assert all(stored(address) for address in addresses)
    for path in lists:
        client.get(path)
    assert set(_found("مكتبة")) == {article.pk for article in three}

    with django_capture_on_commit_callbacks(execute=True):
        _send(item.provider, version=2, status="canceled")

    alerts = list(WireAlert.objects.filter(kind=AlertKind.KILL))
    assert {alert.article_id for alert in alerts} == {article.pk for article in three}
    assert len(alerts) == 3
    assert set(Article.objects.values_list("pub_status", "live")) == {(PubStatus.CANCELED, False)}
    assert _found("مكتبة") == []
    for address in addresses:
        assert stored(address) is None
        assert client.get(address).status_code == 410
    for path in lists:
        assert "مكتبة" not in client.get(path).content.decode()


def test_alerts_and_the_new_state_are_written_together_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    item = arrived()
    article = articles.publish(article=actions.make_draft(item=item))

    def interrupted(*args: Any) -> int:
        raise DatabaseError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(acting, "tell_articles", interrupted)
        with pytest.raises(DatabaseError):
            _send(item.provider, version=2, status="canceled")
    item.refresh_from_db()
    assert (item.state, item.version) == (ItemState.USED, 1)

    _send(item.provider, version=2, status="canceled")
    assert WireAlert.objects.filter(article=article, kind=AlertKind.KILL).count() == 1


def test_a_kill_may_hold_back_instead_until_somebody_decides() -> None:
    item = arrived(ProviderFactory(on_kill=OnKill.WITHHOLD))
    article = articles.publish(article=actions.make_draft(item=item))
    _send(item.provider, version=2, status="canceled")
    article.refresh_from_db()
    assert article.pub_status == PubStatus.WITHHELD
    assert not Article.objects.public().exists()
    with pytest.raises(PublishRefused, match="عالج التنبيه"):
        articles.publish(article=article)
    chief = UserFactory(is_superuser=True)
    alert = actions.resolve_alert(alert=WireAlert.objects.get(), user=chief, restore=True)
    assert (alert.resolved_by, alert.resolved_at is not None) == (chief, True)
    assert Article.objects.public().get() == article


def test_a_draft_whose_item_was_killed_cannot_be_published_or_made_again() -> None:
    item = arrived()
    article = actions.make_draft(item=item)
    _send(item.provider, version=2, status="canceled")
    with pytest.raises(PublishRefused):
        articles.publish(article=article)
    with pytest.raises(ItemNotUsable):
        actions.make_draft(item=item)


def test_a_new_version_replaces_the_old_and_alerts_with_a_comparison() -> None:
    item = arrived()
    article = articles.publish(article=actions.make_draft(item=item))
    _send(item.provider, version=2, headline="مكتبتان جديدتان في الحي القديم")
    item.refresh_from_db()
    assert (item.version, item.headline) == (2, "مكتبتان جديدتان في الحي القديم")
    alert = queries.open_alerts(article).get()
    assert (alert.kind, alert.version, alert.used_version) == (AlertKind.UPDATE, 2, 1)
    compared = queries.comparison(alert)
    assert (compared.used["headline"], compared.now["headline"]) == (
        "مكتبة جديدة في الحي القديم",
        "مكتبتان جديدتان في الحي القديم",
    )
    assert Article.objects.public().get() == article
    actions.resolve_alert(alert=alert)
    assert not queries.open_alerts().exists()
    assert Lineage.objects.get().version == 2


def test_a_correction_holds_back_where_the_contract_says_so() -> None:
    item = arrived(ProviderFactory(on_update=OnUpdate.WITHHOLD_CORRECTED))
    articles.publish(article=actions.make_draft(item=item))
    _send(item.provider, version=2, headline="عنوان محدَّث")
    assert Article.objects.public().exists()
    _send(item.provider, version=3, headline="عنوان مصحَّح", signal="sig:correction")
    assert WireAlert.objects.filter(kind=AlertKind.CORRECTION).exists()
    assert not Article.objects.public().exists()


def test_versions_that_come_late_change_nothing() -> None:
    item = arrived(version=3, headline="النسخة الثالثة")
    articles.publish(article=actions.make_draft(item=item))
    _send(item.provider, version=2, headline="النسخة الثانية")
    item.refresh_from_db()
    assert (item.version, item.headline) == (3, "النسخة الثالثة")
    assert not WireAlert.objects.exists()


def test_a_kill_that_comes_before_its_item_is_remembered() -> None:
    provider = ProviderFactory()
    _send(provider, version=2, status="canceled")
    _send(provider, version=1)
    assert WireItem.objects.get().state == ItemState.KILLED
    assert not queries.items().exists()


def test_an_agency_that_takes_its_kill_back_gives_the_item_back() -> None:
    item = arrived()
    _send(item.provider, version=2, status="canceled")
    _send(item.provider, version=3)
    item.refresh_from_db()
    assert item.state == ItemState.NEW
    assert actions.make_draft(item=item).pk


def test_an_embargo_stops_publishing_until_its_hour() -> None:
    until = clock.now() + timedelta(hours=2)
    item = arrived(embargoed=until.isoformat(timespec="seconds"))
    article = actions.make_draft(item=item)
    with pytest.raises(PublishRefused, match="تحظر"):
        articles.publish(article=article)
    article.go_live_at = until + timedelta(minutes=1)
    article.save_revision()
    articles.publish(article=article)
    assert not Article.objects.public().exists()
    assert Article.objects.get().scheduled_revision is not None


def test_a_scheduled_story_whose_contract_changed_loses_its_schedule_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    item = arrived()
    hour = clock.now() + timedelta(hours=1)
    bound, free = actions.make_draft(item=item), ArticleFactory()
    for article in (bound, free):
        article.go_live_at = hour
        article.save_revision()
        articles.publish(article=article)
    Provider.objects.update(mandatory_credit="د ب أ", agency=None)
    monkeypatch.setattr(clock, "now", lambda: hour + timedelta(seconds=1))
    monkeypatch.setattr("django.utils.timezone.now", lambda: hour + timedelta(seconds=1))
    bound.credits.all().delete()
    revision = bound.latest_revision
    revision.content["credits"] = []
    revision.save()
    run_due()
    follow()
    assert list(Article.objects.public(hour + timedelta(minutes=1))) == [free]
    assert Article.objects.get(pk=bound.pk).scheduled_revision is None
