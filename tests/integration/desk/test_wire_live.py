"""The wire desk over HTTP: what an open list is told of what changed since it was read."""

from datetime import timedelta

import pytest
from tests.factories.wires import ProviderFactory, arrived, newsml
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.desk.wire_pages import EDITOR, Desk, Person, cursor_of, event_of, live, page

from khabar.core import clock
from khabar.ingest import actions, listing
from khabar.ingest.models import WireItem
from khabar.ingest.store import Payload, take

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]


def test_a_live_list_is_told_of_new_changed_spiked_and_killed_items(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    provider = ProviderFactory()
    changed, spiked, killed = (arrived(provider, guid=f"urn:{name}") for name in "abc")
    WireItem.objects.update(changed_at=clock.now() - timedelta(hours=1))
    cursor = cursor_of(page(client))
    assert live(client, cursor).json()["rows"] != []  # what is at the cursor is told again
    WireItem.objects.update(changed_at=clock.now() - timedelta(hours=2))
    assert live(client, cursor).json()["rows"] == []
    new = arrived(provider, guid="urn:new", headline="وصل الآن")
    take(Payload("x", newsml("urn:a", 2, "صيغة ثانية")), provider=provider)
    actions.spike(item=spiked)
    take(Payload("x", newsml("urn:c", 2, status="canceled")), provider=provider)
    answer = live(client, cursor).json()
    rows = {row["id"]: row for row in answer["rows"]}
    assert rows.keys() == {new.pk, changed.pk, killed.pk}
    assert "صيغة ثانية" in rows[changed.pk]["html"]
    assert rows[killed.pk]["killed"]
    assert "سحبته الوكالة" in rows[killed.pk]["html"]
    assert answer["gone"] == [spiked.pk]
    assert answer["whole"] is False


def test_a_row_that_is_sent_again_carries_the_same_stamp_until_it_changes(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    item = arrived()
    cursor = cursor_of(page(client))
    first, again = (live(client, cursor).json()["rows"][0]["stamp"] for _ in range(2))
    assert first == again
    take(Payload("x", newsml(version=2, headline="صيغة ثانية")), provider=item.provider)
    assert live(client, cursor).json()["rows"][0]["stamp"] != first


def test_items_of_one_moment_and_those_whose_transaction_ended_late_are_not_missed(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    provider = ProviderFactory()
    arrived(provider, guid="urn:1")
    cursor = cursor_of(page(client))
    same = arrived(provider, guid="urn:same")
    late = arrived(provider, guid="urn:late")
    seen_at = WireItem.objects.get(guid="urn:1").changed_at
    WireItem.objects.filter(pk=same.pk).update(changed_at=seen_at)
    WireItem.objects.filter(pk=late.pk).update(changed_at=seen_at - listing.OVERLAP / 2)
    assert {same.pk, late.pk} <= {row["id"] for row in live(client, cursor).json()["rows"]}


def test_nothing_new_is_answered_without_a_body(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    item = arrived()
    cursor = cursor_of(page(client))
    tag = live(client, cursor)["ETag"]
    same = live(client, cursor, **{"if-none-match": tag})
    assert (same.status_code, same.content) == (304, b"")
    actions.spike(item=item)
    assert live(client, cursor, **{"if-none-match": tag}).json()["gone"] == [item.pk]


def test_after_a_long_absence_the_first_page_comes_whole(desk_of: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_CHANGES", 3)
    client = desk_of(EDITOR)
    provider = ProviderFactory()
    cursor = cursor_of(page(client))
    made = [arrived(provider, guid=f"urn:{number}").pk for number in range(5)]
    answer = live(client, cursor).json()
    assert answer["whole"] is True
    assert [row["id"] for row in answer["rows"]] == made[::-1]
    assert live(client, answer["cursor"] + "nonsense").json()["whole"] is True


def test_a_live_list_keeps_to_its_filters(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    provider = ProviderFactory()
    item = arrived(provider, guid="urn:1", urgency=2)
    cursor = cursor_of(page(client, "urgency=3"))
    arrived(provider, guid="urn:2", urgency=6)
    take(Payload("x", newsml("urn:1", 2, urgency=6)), provider=provider)
    answer = live(client, cursor, "urgency=3").json()
    assert answer["rows"] == []
    assert item.pk in answer["gone"]


def test_an_event_that_grows_is_told_as_one_row(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    first = arrived(ProviderFactory(), guid="urn:1")
    cursor = cursor_of(page(client))
    second = arrived(ProviderFactory(), guid="urn:2")
    event_of(first, second)
    answer = live(client, cursor).json()
    assert [row["id"] for row in answer["rows"]] == [second.pk]
    assert f'data-under="{second.pk}"' in answer["rows"][0]["html"]
    assert answer["gone"] == []
    actions.spike(item=second)
    answer = live(client, cursor).json()
    assert [row["id"] for row in answer["rows"]] == [first.pk]
    assert second.pk in answer["gone"]


def test_a_draft_by_a_colleague_shows_in_every_open_list(desk_of: Desk, person: Person) -> None:
    client = desk_of(EDITOR)
    item = arrived()
    cursor = cursor_of(page(client))
    actions.make_draft(item=item, user=person(EDITOR, first_name="ليلى", last_name="حداد"))
    assert "استعمله ليلى حداد" in live(client, cursor).json()["rows"][0]["html"]
