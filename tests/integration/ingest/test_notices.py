"""Kill messages under their own identity: linked to the story they name, or put before a person; never a guess."""

from datetime import timedelta
from typing import Any

import pytest
from tests.factories.accounts import UserFactory
from tests.factories.wires import ProviderFactory, arrived, newsml

from khabar.articles import actions as articles
from khabar.articles.enums import PubStatus
from khabar.articles.models import Article
from khabar.core import clock
from khabar.ingest import actions, notices, queries
from khabar.ingest.errors import ItemNotUsable
from khabar.ingest.models import Provider, WireAlert, WireItem, WireNotice
from khabar.ingest.states import AlertKind, ItemState, NoticeState
from khabar.ingest.store import Payload, take

pytestmark = pytest.mark.django_db
_NAME = "مكتبة جديدة في الحي القديم"


def _notice(provider: Provider, headline: str, *paragraphs: str, number: int = 9) -> WireNotice | None:
    guid = f"urn:newsml:agency.example:20260301:notice{number}"
    document = newsml(guid=guid, headline=headline, paragraphs=paragraphs or ("يرجى أخذ العلم.",))
    take(Payload("notice.xml", document), provider=provider)
    return WireNotice.objects.order_by("-pk").first()


def _published() -> tuple[WireItem, Article]:
    item = arrived()
    return item, articles.publish(article=actions.make_draft(item=item))


@pytest.mark.parametrize(
    ("headline", "paragraphs"),
    [
        (f"إلغاء خبر: {_NAME}", ()),
        ("إلغاء خبر", (_NAME, "السبب: معلومة غير دقيقة.")),
        (f"برجاء عدم استخدام خبر «{_NAME}»", ()),
        (f"KILL: {_NAME}", ("Please kill this story.",)),
        ("MANDATORY KILL", (f"Headline: {_NAME}", "The report was wrong.")),
    ],
)
def test_a_message_that_names_a_story_kills_it_and_what_was_made_from_it(headline: str, paragraphs: Any) -> None:
    item, article = _published()
    notice = _notice(item.provider, headline, *paragraphs)
    assert notice is not None
    assert (notice.state, notice.target) == (NoticeState.LINKED, item)
    item.refresh_from_db()
    article.refresh_from_db()
    assert (item.state, article.pub_status, article.live) == (ItemState.KILLED, PubStatus.CANCELED, False)
    assert WireAlert.objects.get().kind == AlertKind.KILL
    assert not queries.open_notices().exists()
    take(Payload("again.xml", newsml()), provider=item.provider)
    item.refresh_from_db()
    assert item.state == ItemState.KILLED


def test_a_message_that_names_nothing_for_certain_kills_nothing_and_waits_for_a_person() -> None:
    item, article = _published()
    notice = _notice(item.provider, "إلغاء خبر", "يرجى عدم استخدام خبر المكتبة الجديدة في الحي.")
    assert notice is not None
    assert queries.open_notices().get() == notice
    item.refresh_from_db()
    assert item.state == ItemState.USED
    assert Article.objects.public().exists()
    chief = UserFactory(is_superuser=True)
    actions.resolve_notice(notice=notice, item=item, user=chief)
    article.refresh_from_db()
    notice.refresh_from_db()
    assert article.pub_status == PubStatus.CANCELED
    assert (notice.state, notice.target, notice.resolved_by) == (NoticeState.RESOLVED, item, chief)


def test_a_likely_story_is_offered_and_none_may_be_chosen() -> None:
    item, _ = _published()
    notice = _notice(item.provider, "إلغاء خبر", "الخبر عن مكتبة جديدة في حي قديم هو الحي القديم.")
    assert notice is not None
    assert queries.candidates(notice) == [item]
    actions.resolve_notice(notice=notice, user=UserFactory(is_superuser=True))
    assert Article.objects.public().exists()
    assert not queries.open_notices().exists()


def test_a_story_of_another_agency_is_never_meant() -> None:
    item, _ = _published()
    other = ProviderFactory()
    notice = _notice(other, f"إلغاء خبر: {_NAME}")
    assert notice is not None
    assert (notice.state, notice.candidates) == (NoticeState.OPEN, [])
    with pytest.raises(ItemNotUsable):
        actions.resolve_notice(notice=notice, item=item)
    assert Article.objects.public().exists()


def test_a_story_of_last_week_is_not_meant() -> None:
    item, _ = _published()
    WireItem.objects.update(received_at=clock.now() - notices.RECENT - timedelta(minutes=1))
    notice = _notice(item.provider, f"إلغاء خبر: {_NAME}")
    assert notice is not None
    assert notice.state == NoticeState.OPEN


def test_a_kill_under_the_storys_own_identity_needs_no_message() -> None:
    item, _ = _published()
    take(Payload("x", newsml(version=2, status="canceled")), provider=item.provider)
    assert not WireNotice.objects.exists()


def test_a_story_about_a_cancellation_is_a_story() -> None:
    provider = ProviderFactory()
    take(Payload("x", newsml(headline="إلغاء رحلات القطار بسبب الأمطار", guid="urn:trains")), provider=provider)
    assert not WireNotice.objects.exists()
    assert WireItem.objects.get().state == ItemState.NEW
