"""What people do at the wire desk, and who may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories.articles import ArticleFactory, SectionFactory
from tests.factories.wires import FeedFactory, ProviderFactory, arrived, newsml
from tests.integration.accounts.conftest import person
from wagtail.models import ModelLogEntry

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import User
from khabar.articles.models import Agency
from khabar.articles.starter import default_section
from khabar.core import clock
from khabar.ingest import actions, queries, retention
from khabar.ingest.credentials import Credentials, renew, seal, unseal
from khabar.ingest.errors import BadCredentials, ItemNotUsable
from khabar.ingest.models import Feed, HeldItem, Lineage, WireItem, WireVersion
from khabar.ingest.queries import Wanted
from khabar.ingest.states import ItemState, LineageKind
from khabar.ingest.store import Payload, take

pytestmark = pytest.mark.django_db
__all__ = ["person"]
Person = Callable[..., User]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode


def test_several_items_become_one_draft_that_remembers_each() -> None:
    first = arrived(headline="معرض الكتاب يفتح أبوابه")
    second = arrived(
        ProviderFactory(agency=Agency.objects.get(slug="afp")),
        guid="urn:afp:1",
        headline="إقبال كبير على معرض الكتاب",
        paragraphs=("القاهرة (أ ف ب) - قال زوار إنهم انتظروا ساعة.",),
    )
    article = actions.merge(items=[first, second])
    assert article.headline == "معرض الكتاب يفتح أبوابه"
    assert [block["type"] for block in article.body.raw_data] == ["paragraph", "paragraph", "subheading", "paragraph"]
    assert [agency.slug for agency in article.agencies] == ["dpa", "afp"]
    assert set(Lineage.objects.values_list("item_id", "kind")) == {
        (first.pk, LineageKind.MERGE),
        (second.pk, LineageKind.MERGE),
    }
    with pytest.raises(ItemNotUsable):
        actions.merge(items=[first, first])


def test_an_alert_without_a_headline_makes_a_draft_with_its_first_words() -> None:
    item = arrived(headline="", paragraphs=("عاجل: هزة أرضية خفيفة في الساحل",), urgency=1)
    article = actions.make_draft(item=item)
    assert "هزة أرضية خفيفة" in article.headline
    assert article.urgency == 1


def test_a_draft_is_filed_where_asked_or_where_the_feed_says() -> None:
    section, asked = SectionFactory(), SectionFactory()
    provider = ProviderFactory()
    take(Payload("x", newsml()), provider=provider, feed=FeedFactory(provider=provider, section=section))
    item = WireItem.objects.get()
    assert actions.make_draft(item=item).section == section
    assert actions.make_draft(item=item, section=asked).section == asked
    assert actions.make_draft(item=arrived(guid="urn:2")).section == default_section()


def test_a_spiked_item_leaves_the_list_until_it_is_taken_back() -> None:
    item = arrived()
    actions.spike(item=item)
    assert not queries.items().exists()
    with pytest.raises(ItemNotUsable):
        actions.make_draft(item=item)
    actions.unspike(item=item)
    assert queries.items().get() == item
    assert set(ModelLogEntry.objects.values_list("action", flat=True)) == {"khabar.wire.spike", "khabar.wire.unspike"}


def test_a_spiked_item_that_the_agency_updates_stays_spiked() -> None:
    item = arrived()
    actions.spike(item=item)
    take(Payload("x", newsml(version=2, headline="عنوان محدَّث")), provider=item.provider)
    item.refresh_from_db()
    assert (item.state, item.version) == (ItemState.SPIKED, 2)


@pytest.mark.parametrize("role", [REPORTER, EDITOR, CHIEF, ADMINISTRATOR])
def test_each_act_needs_its_right(person: Person, role: RoleCode) -> None:
    user = person(role)
    item, feed = arrived(), FeedFactory()
    article = ArticleFactory()
    take(Payload("bad", b"not a wire"), provider=item.provider)
    held = HeldItem.objects.get()
    acts: dict[str, tuple[Callable[[], Any], set[RoleCode]]] = {
        "draft": (lambda: actions.make_draft(item=item, user=user), set(RoleCode)),
        "attach": (
            lambda: actions.attach(article=article, item=item, kind=LineageKind.REWRITE, user=user),
            set(RoleCode),
        ),
        "spike": (lambda: actions.spike(item=arrived(guid="urn:9"), user=user), {EDITOR, CHIEF, ADMINISTRATOR}),
        "retry": (lambda: actions.retry_held(held=held, user=user), {EDITOR, CHIEF, ADMINISTRATOR}),
        "drop": (lambda: actions.drop_held(held=held, user=user), {EDITOR, CHIEF, ADMINISTRATOR}),
        "close": (lambda: actions.close_feed(feed=feed, user=user), {ADMINISTRATOR}),
        "open": (lambda: actions.reopen_feed(feed=feed, user=user), {ADMINISTRATOR}),
        "credentials": (
            lambda: actions.set_credentials(feed=feed, given=Credentials("a", "b"), user=user),
            {ADMINISTRATOR},
        ),
        "contract": (lambda: actions.apply_contract(provider=item.provider, user=user), {ADMINISTRATOR}),
    }
    done = set()
    for name, (act, _) in acts.items():
        try:
            act()
        except PermissionDenied:
            continue
        done.add(name)
    assert done == {name for name, (_, allowed) in acts.items() if role in allowed}


def test_a_user_without_a_role_does_nothing(person: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.make_draft(item=arrived(), user=person())
    assert not Lineage.objects.exists()


def test_the_list_is_narrowed_by_what_an_editor_asks_for() -> None:
    provider = ProviderFactory()
    culture = arrived(provider, guid="urn:1", urgency=2)
    sport = arrived(provider, guid="urn:2", urgency=6, subject="medtop:15000000", language="en")
    wanted = {
        "agency": (Wanted(agency="dpa"), [sport, culture]),
        "subject": (Wanted(subject="medtop:15000000"), [sport]),
        "subject and agency": (Wanted(subject="medtop:01000000", agency="dpa"), [culture]),
        "urgency": (Wanted(urgency_up_to=3), [culture]),
        "language": (Wanted(language="en"), [sport]),
        "provider": (Wanted(provider=ProviderFactory()), []),
        "state": (Wanted(states=frozenset({ItemState.SPIKED})), []),
        "nothing": (Wanted(), [sport, culture]),
    }
    for name, (asked, expected) in wanted.items():
        assert list(queries.items(asked)) == expected, name


def test_troubled_feeds_are_the_failing_the_closed_and_the_silent() -> None:
    FeedFactory()
    FeedFactory(state="closed")
    failing = FeedFactory(failures=1)
    closed = FeedFactory(state="failed")
    silent = FeedFactory(idle_after=5, opened_at=clock.now() - timedelta(hours=1))
    assert set(queries.troubled_feeds(clock.now())) == {failing, closed, silent}


def test_credentials_are_unreadable_at_rest_and_follow_a_changed_key(settings: Any) -> None:
    given = Credentials("wire", "قلم-27", "KEY")
    feed = actions.set_credentials(feed=FeedFactory(), given=given)
    assert not any(secret in feed.credentials for secret in ("wire", "قلم", "KEY"))
    assert "قلم" not in repr(given)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a-new-secret-key-of-more-than-32-characters"
    with pytest.raises(BadCredentials):
        unseal(feed.credentials)
    assert renew() == 1
    settings.SECRET_KEY_FALLBACKS = [old]
    assert renew() == 0
    settings.SECRET_KEY_FALLBACKS = []
    feed.refresh_from_db()
    assert unseal(feed.credentials) == given
    assert seal(Credentials()) == ""


def test_unreadable_credentials_close_the_feed_in_the_end_and_say_so(settings: Any) -> None:
    from khabar.ingest.poll import poll

    feed = FeedFactory(kind="http", address="https://agency.example/feed", credentials="damaged")
    assert "أدخلها من جديد" in poll(feed.pk).error
    assert Feed.objects.get().hard_errors == 1


def test_raw_copy_is_wiped_where_no_archive_may_be_kept_and_a_kill_still_arrives() -> None:
    kept, wiped = arrived(guid="urn:kept"), arrived(ProviderFactory(no_archive=True, retention_days=2), guid="urn:w")
    article = actions.make_draft(item=wiped)
    take(Payload("x", newsml(guid="urn:w", version=2, headline="عنوان محدَّث")), provider=wiped.provider)
    assert retention.wipe(clock.now() + timedelta(days=1)) == 0
    assert retention.wipe(clock.now() + timedelta(days=3)) == 1
    assert retention.wipe(clock.now() + timedelta(days=3)) == 0
    wiped.refresh_from_db()
    kept.refresh_from_db()
    assert (wiped.text, wiped.record["body"], WireVersion.objects.count()) == ("", [], 0)
    assert kept.text
    take(Payload("x", newsml(guid="urn:w", version=3, status="canceled")), provider=wiped.provider)
    assert queries.open_alerts(article).filter(kind="kill").exists()


def test_arabic_is_stored_as_it_is_written() -> None:
    from django.db import connection

    arrived()
    with connection.cursor() as cursor:
        cursor.execute("SELECT record FROM ingest_wireitem")
        stored = cursor.fetchone()[0]
    assert "مكتبة" in str(stored)
