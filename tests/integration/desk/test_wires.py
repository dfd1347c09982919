"""Agencies at the desk: who may set them up, what is shown of them, and what is never shown."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.factories.articles import SectionFactory
from tests.factories.wires import FeedFactory, ProviderFactory, arrived, newsml
from tests.feeds import Answer, Site, site
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.accounts.test_roles import draft_form
from wagtail.models import ModelLogEntry

from khabar.accounts.enums import RoleCode
from khabar.articles import actions as articles
from khabar.articles.enums import PubStatus
from khabar.articles.models import Agency, Article
from khabar.core import clock
from khabar.desk.wires.forms import FeedForm
from khabar.ingest import actions
from khabar.ingest.credentials import Credentials, unseal
from khabar.ingest.models import Feed, HeldItem, Provider, Rule, WireAlert, WireItem
from khabar.ingest.states import FeedKind, FeedState, OnKill, RuleAction
from khabar.ingest.store import Payload, take

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with site() as running:
        monkeypatch.setattr("khabar.core.outgoing.Client", running.client)
        yield running


def _feed_form(provider: Provider, **extra: Any) -> dict[str, Any]:
    return {
        "name": "الخدمة العربية", "provider": provider.pk, "kind": "http", "interval": 60,
        "address": "https://agency.example/feed", "section": "", "language": "ar", "idle_after": "", "host_key": "",
        "username": "", "password": "", "private_key": "", **extra,
    }  # fmt: skip


def _may(client: Client, path: str) -> bool:
    return client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/desk/wire_providers/", {CHIEF, ADMINISTRATOR}),
        ("/desk/wire_providers/add/", {ADMINISTRATOR}),
        ("/desk/wire_feeds/", {CHIEF, ADMINISTRATOR}),
        ("/desk/wire_feeds/add/", {ADMINISTRATOR}),
        ("/desk/wire_rules/add/", {CHIEF, ADMINISTRATOR}),
        ("/desk/wire_held/", {EDITOR, CHIEF, ADMINISTRATOR}),
        ("/desk/wire_alerts/", {EDITOR, CHIEF, ADMINISTRATOR}),
        ("/desk/wire_notices/", {EDITOR, CHIEF, ADMINISTRATOR}),
    ],
)
@pytest.mark.parametrize("role", [REPORTER, EDITOR, CHIEF, ADMINISTRATOR])
def test_who_sees_what(desk_of: Desk, role: RoleCode, path: str, allowed: set[RoleCode]) -> None:
    assert _may(desk_of(role), path) is (role in allowed)


def test_a_provider_and_a_feed_are_set_up_in_arabic(desk_of: Desk) -> None:
    client = desk_of(ADMINISTRATOR)
    contract = {
        "name": "الألمانية", "agency": Agency.objects.get(slug="dpa").pk, "mandatory_credit": "د ب أ",
        "profile": "dpa", "retention_days": 30, "photo_use": "with_story", "on_kill": "take_down", "on_update": "alert",
    }  # fmt: skip
    assert client.post("/desk/wire_providers/add/", contract).status_code == 302
    provider = Provider.objects.get()
    assert (provider.mandatory_credit, provider.retention_days) == ("د ب أ", 30)
    form = _feed_form(provider, username="wire", password="قلم-27")
    assert client.post("/desk/wire_feeds/add/", form).status_code == 302
    feed = Feed.objects.get()
    assert unseal(feed.credentials) == Credentials("wire", "قلم-27")
    assert feed.state == FeedState.OPEN
    listing = client.get("/desk/wire_feeds/").content.decode()
    assert "الخدمة العربية" in listing
    assert f"/desk/wire_feeds/health/{feed.pk}/" in listing


def test_kept_credentials_are_never_shown_and_stay_when_nothing_is_written(desk_of: Desk) -> None:
    client = desk_of(ADMINISTRATOR)
    feed = actions.set_credentials(feed=FeedFactory(kind="http"), given=Credentials("wire-user", "qalam-27"))
    page = client.get(f"/desk/wire_feeds/edit/{feed.pk}/").content.decode()
    health = client.get(f"/desk/wire_feeds/health/{feed.pk}/").content.decode()
    for secret in ("wire-user", "qalam-27", feed.credentials):
        assert secret not in page
        assert secret not in health
    client.post(f"/desk/wire_feeds/edit/{feed.pk}/", _feed_form(feed.provider))
    feed.refresh_from_db()
    assert unseal(feed.credentials) == Credentials("wire-user", "qalam-27")
    client.post(f"/desk/wire_feeds/edit/{feed.pk}/", _feed_form(feed.provider, password="other"))
    feed.refresh_from_db()
    assert unseal(feed.credentials) == Credentials("wire-user", "other")
    client.post(f"/desk/wire_feeds/edit/{feed.pk}/", _feed_form(feed.provider, forget_credentials="on"))
    feed.refresh_from_db()
    assert feed.credentials == ""
    assert not any("qalam-27" in str(entry.data) for entry in ModelLogEntry.objects.all())
    changes = ModelLogEntry.objects.filter(action="khabar.feed.credentials").order_by("timestamp")
    assert [entry.user is not None for entry in changes] == [False, True, True]  # an untouched form changes nothing


def test_a_folder_outside_the_allowed_ones_is_refused_in_the_form(desk_of: Desk) -> None:
    form = _feed_form(ProviderFactory(), kind="folder", address="/etc")
    answer = desk_of(ADMINISTRATOR).post("/desk/wire_feeds/add/", form)
    assert "خارج المجلدات" in answer.content.decode()
    assert not Feed.objects.exists()


def test_a_trial_shows_samples_and_writes_nothing(desk_of: Desk, server: Site) -> None:
    server.answers["/feed"] = Answer(body=newsml(headline="افتتاح الميناء الجديد"), headers={"ETag": '"1"'})
    feed = FeedFactory(kind=FeedKind.HTTP, address=server.url())
    before = Feed.objects.values().get()
    page = desk_of(ADMINISTRATOR).post(f"/desk/wire_feeds/health/{feed.pk}/", {"trial": "1"}).content.decode()
    assert "افتتاح الميناء الجديد" in page
    assert "القاهرة" in page
    assert Feed.objects.values().get() == before
    assert not WireItem.objects.exists()


def test_a_trial_says_in_arabic_what_is_wrong(desk_of: Desk, server: Site) -> None:
    server.answers["/feed"] = Answer(401)
    feed = FeedFactory(kind=FeedKind.HTTP, address=server.url())
    client = desk_of(ADMINISTRATOR)
    assert "راجع اسم المستخدم" in client.post(f"/desk/wire_feeds/health/{feed.pk}/", {"trial": "1"}).content.decode()
    Feed.objects.update(address="http://127.0.0.9/feed")
    assert "شبكة داخلية" in client.post(f"/desk/wire_feeds/health/{feed.pk}/", {"trial": "1"}).content.decode()
    assert not HeldItem.objects.exists()


def test_a_trial_of_a_folder_leaves_its_files(
    desk_of: Desk, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WIRE_FOLDERS = [tmp_path]
    (tmp_path / "dpa").mkdir()
    file = tmp_path / "dpa" / "item.xml"
    file.write_bytes(newsml())
    feed = FeedFactory()
    monkeypatch.setattr("khabar.ingest.fetch.folder.SETTLED", 0.0)
    page = desk_of(ADMINISTRATOR).post(f"/desk/wire_feeds/health/{feed.pk}/", {"trial": "1"}).content.decode()
    assert "مكتبة جديدة" in page
    assert file.exists()


@pytest.mark.parametrize("act", ["trial", "open", "close"])
def test_a_chief_sees_a_feed_and_changes_nothing(desk_of: Desk, act: str) -> None:
    feed = FeedFactory(kind=FeedKind.HTTP, address="http://127.0.0.1/", state=FeedState.FAILED)
    client = desk_of(CHIEF)
    path = f"/desk/wire_feeds/health/{feed.pk}/"
    assert client.get(path).status_code == 200
    assert client.post(path, {act: "1"}).status_code == 302
    feed.refresh_from_db()
    assert feed.state == FeedState.FAILED


def test_a_feed_is_closed_and_opened_by_hand_with_an_audit_record(desk_of: Desk) -> None:
    feed = FeedFactory(kind=FeedKind.HTTP, hard_errors=5, failures=5, state=FeedState.FAILED, last_error="خطأ")
    client, path = desk_of(ADMINISTRATOR), f"/desk/wire_feeds/health/{feed.pk}/"
    client.post(path, {"open": "1"})
    feed.refresh_from_db()
    assert (feed.state, feed.hard_errors, feed.last_error) == (FeedState.OPEN, 0, "")
    client.post(path, {"close": "1"})
    feed.refresh_from_db()
    assert feed.state == FeedState.CLOSED
    assert set(ModelLogEntry.objects.values_list("action", flat=True)) >= {"khabar.feed.open", "khabar.feed.close"}


def test_a_silent_feed_says_so(desk_of: Desk) -> None:
    feed = FeedFactory(kind=FeedKind.HTTP, idle_after=30, last_item_at=clock.now() - timedelta(hours=1))
    Feed.objects.update(opened_at=clock.now() - timedelta(days=1))
    assert "صامت أطول من المعتاد" in desk_of(CHIEF).get(f"/desk/wire_feeds/health/{feed.pk}/").content.decode()


def test_held_bytes_are_shown_harmlessly_and_dropped(desk_of: Desk) -> None:
    take(Payload("bad.xml", b"<script>alert(1)</script>\x00\xff" * 3), provider=ProviderFactory())
    held = HeldItem.objects.get()
    client = desk_of(EDITOR)
    assert f'href="/desk/wire_held/page/{held.pk}/"' in client.get("/desk/wire_held/").content.decode()
    page = client.get(f"/desk/wire_held/page/{held.pk}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    client.post(f"/desk/wire_held/page/{held.pk}/", {"retry": "1"})
    held.refresh_from_db()
    assert (held.state, held.retries) == ("held", 1)
    client.post(f"/desk/wire_held/page/{held.pk}/", {"drop": "1"})
    assert "bad.xml" not in client.get("/desk/wire_held/").content.decode()


def _alerted(on_kill: OnKill = OnKill.WITHHOLD) -> tuple[WireAlert, Article]:
    item = arrived(ProviderFactory(on_kill=on_kill))
    article = articles.publish(article=actions.make_draft(item=item))
    take(Payload("x", newsml(version=2, status="canceled", headline="سُحب الخبر")), provider=item.provider)
    return WireAlert.objects.get(), article


def test_an_alert_is_compared_and_dealt_with(desk_of: Desk) -> None:
    alert, article = _alerted()
    client = desk_of(EDITOR)
    listing = client.get("/desk/wire_alerts/").content.decode()
    assert article.headline in listing
    assert f'href="/desk/wire_alerts/page/{alert.pk}/"' in listing
    page = client.get(f"/desk/wire_alerts/page/{alert.pk}/").content.decode()
    assert "<del>مكتبة جديدة في الحي القديم</del>" in page
    assert "<ins>سُحب الخبر</ins>" in page
    client.post(f"/desk/wire_alerts/page/{alert.pk}/", {"restore": "1"})
    alert.refresh_from_db()
    article.refresh_from_db()
    assert alert.resolved_by is not None
    assert (article.pub_status, article.live) == (PubStatus.USABLE, True)
    assert article.headline not in client.get("/desk/wire_alerts/").content.decode()


def test_a_reporter_deals_with_no_alert(desk_of: Desk) -> None:
    alert, _ = _alerted()
    desk_of(REPORTER).post(f"/desk/wire_alerts/page/{alert.pk}/", {"resolve": "1"})
    alert.refresh_from_db()
    assert alert.resolved_at is None


def test_publishing_without_the_credit_keeps_the_draft_and_says_why(desk_of: Desk) -> None:
    item = arrived(ProviderFactory(name="الألمانية", mandatory_credit="د ب أ"))
    article = actions.make_draft(item=item, section=SectionFactory())
    article.credits = []
    article.save_revision()
    form = draft_form(article.section, headline="عنوان بلا إسناد", **{"action-publish": "1"})
    answer = desk_of(EDITOR).post(f"/desk/articles/edit/{article.pk}/", form, follow=True)
    assert "حُفظت المسودة ولم تُنشر" in answer.content.decode()
    assert "عقد الألمانية" in answer.content.decode()
    article.refresh_from_db()
    assert not article.live
    assert article.get_latest_revision_as_object().headline == "عنوان بلا إسناد"


def test_a_rule_is_written_and_a_senseless_one_refused(desk_of: Desk) -> None:
    client = desk_of(CHIEF)
    form = {
        "name": "عاجل الثقافة", "order": 10, "active": "on", "provider": "", "in_section": "", "subject": "ثقافة",
        "urgency_up_to": 4, "words": "", "from_hour": "", "to_hour": "", "action": RuleAction.DESK, "desk": "",
        "section": "",
    }  # fmt: skip
    assert "اكتب اسم القسم" in client.post("/desk/wire_rules/add/", form).content.decode()
    assert client.post("/desk/wire_rules/add/", {**form, "desk": "ثقافة"}).status_code == 302
    assert Rule.objects.get().subject == "ثقافة"


def test_saving_a_feed_leaves_alone_what_the_collector_writes_and_another_address_is_read_anew(desk_of: Desk) -> None:
    until = clock.now() + timedelta(minutes=2)
    kept = {"etag": '"1"', "cursor": "7:5", "moved_to": "https://agency.example/new"}
    feed = FeedFactory(kind="http", address="https://agency.example/feed", **kept)
    client = desk_of(ADMINISTRATOR)
    path = f"/desk/wire_feeds/edit/{feed.pk}/"

    def leased(request: Any = None, **kwargs: Any) -> None:
        """Another process takes the feed between the form's reading and its writing."""
        Feed.objects.update(lease_until=until, lease_owner="elsewhere:1", failures=3)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("khabar.desk.wires.forms.FeedForm._post_clean", _then(FeedForm._post_clean, leased))
        client.post(path, _feed_form(feed.provider, interval=300))
    feed.refresh_from_db()
    assert (feed.interval, feed.lease_until, feed.failures, feed.etag) == (300, until, 3, '"1"')
    client.post(path, _feed_form(feed.provider, address="https://agency.example/other"))
    feed.refresh_from_db()
    assert (feed.address, feed.etag, feed.cursor, feed.moved_to) == ("https://agency.example/other", "", "", "")


def _then(first: Callable[..., Any], second: Callable[..., Any]) -> Callable[..., Any]:
    def both(self: Any) -> None:
        first(self)
        second()

    return both


def test_an_articles_form_shows_its_alerts(desk_of: Desk) -> None:
    alert, article = _alerted()
    page = desk_of(EDITOR).get(f"/desk/articles/edit/{article.pk}/").content.decode()
    assert "لخبر بُني عليه هذا" in page
    assert f"/desk/wire_alerts/page/{alert.pk}/" in page


def test_an_approval_that_a_contract_is_against_leaves_the_review_open_and_says_why(desk_of: Desk) -> None:
    item = arrived(ProviderFactory(name="الألمانية", mandatory_credit="د ب أ"))
    article = actions.make_draft(item=item, section=SectionFactory())
    article.credits = []
    article.save_revision()
    form = draft_form(article.section, **{"action-submit": "1"})
    desk_of(REPORTER).post(f"/desk/articles/edit/{article.pk}/", form)
    state = Article.objects.get(pk=article.pk).current_workflow_task_state
    approve = f"/desk/articles/workflow/action/{article.pk}/approve/{state.pk}/"
    answer = desk_of(EDITOR).post(approve, follow=True)
    assert "عقد الألمانية" in answer.content.decode()
    article = Article.objects.get(pk=article.pk)
    assert not article.live
    assert article.current_workflow_task_state.pk == state.pk
    assert article.current_workflow_task_state.status == "in_progress"


def test_a_withdrawn_story_is_not_restored_past_its_alert(desk_of: Desk) -> None:
    _, article = _alerted(OnKill.TAKE_DOWN)
    answer = desk_of(CHIEF).post(f"/desk/articles/restore/{article.pk}/", follow=True)
    assert "عالج التنبيه أولًا" in answer.content.decode()
    article.refresh_from_db()
    assert (article.pub_status, article.live) == (PubStatus.CANCELED, False)
