"""Agency contracts hold at publishing and at reading, by themselves."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.factories.wires import ProviderFactory, arrived
from tests.integration.ingest.conftest import stored

from khabar.articles import actions as articles
from khabar.articles.consumers import follow
from khabar.articles.models import Agency, Article, ArticleAgency
from khabar.articles.publishing import PublishRefused
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.ingest import actions
from khabar.ingest.errors import ItemNotUsable
from khabar.ingest.models import Provider

pytestmark = pytest.mark.django_db


def _published(provider: Provider) -> Article:
    return articles.publish(article=actions.make_draft(item=arrived(provider)))


def _end(article: Article) -> datetime:
    end: datetime = article.rights_until
    return end


def test_a_story_is_gone_when_its_retention_ends_without_any_job(client: Client) -> None:
    article = _published(ProviderFactory(retention_days=30))
    end = _end(article)
    assert timedelta(days=29, hours=23) < end - clock.now() <= timedelta(days=30)
    assert Article.objects.public(end - timedelta(seconds=1)).exists()
    assert not Article.objects.public(end).exists()
    assert article.is_public(end - timedelta(seconds=1))
    assert not article.is_public(end)


def test_stored_pages_do_not_outlive_the_rights(client: Client) -> None:
    article = _published(ProviderFactory(retention_days=30))
    follow()
    ends = {}
    for path in (article.get_absolute_url(), "/", article.section.get_absolute_url()):
        assert client.get(path).status_code == 200
        entry = stored(path)
        assert entry is not None
        ends[path] = entry.expires
    # What to read next and what is read most make the others end sooner.
    assert ends[article.section.get_absolute_url()] == pytest.approx(_end(article).timestamp(), abs=2)
    assert all(end <= _end(article).timestamp() + 2 for end in ends.values())


def test_no_edit_prolongs_the_rights() -> None:
    article = _published(ProviderFactory(retention_days=30))
    article.expire_at = None
    article.rights_until = None
    article.save_revision()
    articles.publish(article=Article.objects.get(pk=article.pk))
    article = Article.objects.get(pk=article.pk)
    assert article.expire_at == _end(article)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(expire_at=None)


def test_an_earlier_end_of_the_editors_own_stays() -> None:
    article = actions.make_draft(item=arrived(ProviderFactory(retention_days=30)))
    tomorrow = clock.now() + timedelta(days=1)
    article.expire_at = tomorrow
    article.save_revision()
    assert articles.publish(article=article).expire_at == tomorrow


def test_a_changed_contract_reaches_what_is_published(client: Client) -> None:
    provider = ProviderFactory(retention_days=30)
    article = _published(provider)
    follow()
    client.get(article.get_absolute_url())
    assert stored(article.get_absolute_url()) is not None
    Provider.objects.update(retention_days=10)
    assert actions.apply_contract(provider=provider) == 1
    follow()
    article.refresh_from_db()
    assert _end(article) - clock.now() <= timedelta(days=10)
    assert stored(article.get_absolute_url()) is None
    Provider.objects.update(retention_days=None)
    actions.apply_contract(provider=provider)
    article.refresh_from_db()
    assert (article.rights_until, article.expire_at) == (None, None)


def test_an_item_past_its_retention_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    item = arrived(ProviderFactory(retention_days=1))
    article = actions.make_draft(item=item)
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(ItemNotUsable):
        actions.make_draft(item=item)
    with pytest.raises(PublishRefused, match="انتهت مدة"):
        articles.publish(article=article)


def _without_credit(provider: Provider) -> Article:
    article = actions.make_draft(item=arrived(provider))
    article.credits = []
    article.save_revision()
    return article


def test_publishing_without_the_required_credit_is_refused_in_arabic() -> None:
    article = _without_credit(ProviderFactory(mandatory_credit="د ب أ", name="الألمانية"))
    with pytest.raises(PublishRefused, match="عقد الألمانية يوجب إسناد الخبر إليها: أضف «د ب أ»"):
        articles.publish(article=article)
    assert not Article.objects.public().exists()


def test_the_credit_may_be_the_agency_or_the_words_in_any_spelling() -> None:
    provider = ProviderFactory(mandatory_credit="د ب أ")
    article = _without_credit(provider)
    article.credits = [ArticleAgency(agency=Agency.objects.get(slug="dpa"))]
    article.save_revision()
    assert articles.publish(article=article).live
    other = _without_credit_again(provider)
    other.body = [paragraph("المصدر: (د.ب.ا)")]
    other.save_revision()
    assert articles.publish(article=other).live


def _without_credit_again(provider: Provider) -> Article:
    article = actions.make_draft(item=arrived(provider, guid="urn:newsml:agency.example:20260301:9"))
    article.credits = []
    article.save_revision()
    return article


def test_no_archive_needs_an_end() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ProviderFactory(no_archive=True, retention_days=None)


def _linked(link: str, **contract: object) -> Article:
    item = arrived(ProviderFactory(name="الرابطة", canonical_link=True, **contract))
    item.record["link"] = link
    item.save()
    return actions.make_draft(item=item)


def test_where_the_original_must_be_named_it_is_taken_from_the_item() -> None:
    article = articles.publish(article=_linked("https://agency.example/ar/7"))
    assert Article.objects.public().get().canonical_url == "https://agency.example/ar/7" == article.canonical_url


@pytest.mark.parametrize("link", ["", "urn:agency:7", "javascript:alert(1)", "https://agency.example/" + "a" * 1000])
def test_where_it_is_missing_nothing_is_published_until_somebody_enters_it(link: str) -> None:
    article = _linked(link)
    with pytest.raises(PublishRefused, match="عقد الرابطة يوجب ذكر رابط الأصل"):
        articles.publish(article=article)
    article.canonical_url = "https://agency.example/ar/7"
    article.save_revision()
    assert articles.publish(article=article).live


def test_a_contract_without_that_clause_leaves_the_story_its_own_original() -> None:
    item = arrived()
    item.record["link"] = "https://agency.example/ar/7"
    item.save()
    assert actions.make_draft(item=item).canonical_url == ""
