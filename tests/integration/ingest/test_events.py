"""Items of one event come together, whatever happens on the way, and people can correct it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from tests.factories.events import FLOOD as FLOOD_TOLD
from tests.factories.events import agency, flood, other_flood
from tests.factories.wires import ProviderFactory, arrived, newsml
from tests.integration.accounts.conftest import person
from wagtail.models import ModelLogEntry

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import User
from khabar.core import clock
from khabar.ingest import actions, dispatch, grouping, listing, queries, rarities
from khabar.ingest.errors import ItemNotUsable
from khabar.ingest.looks import Looks
from khabar.ingest.models import WireEvent, WireItem, WireKey, WireTie, WireTrace, WordCounts
from khabar.ingest.queries import Wanted
from khabar.ingest.store import Payload, take

pytestmark = pytest.mark.django_db
__all__ = ["person"]
ARRIVALS: dict[str, Callable[[], WireItem]] = {
    "afp": lambda: flood("afp"),
    "dpa": lambda: flood("dpa"),
    "reuters": lambda: flood("reuters"),
    "other": other_flood,
}


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    rarities.forget()


def _groups() -> set[frozenset[str]]:
    """The guids that stand together; items of no event are left out."""
    found: dict[int, set[str]] = {}
    for guid, event in WireItem.objects.filter(event__isnull=False).values_list("guid", "event_id"):
        found.setdefault(event or 0, set()).add(guid)
    return {frozenset(group) for group in found.values()}


FLOOD = frozenset({"urn:afp:flood", "urn:dpa:flood", "urn:reuters:flood"})


@pytest.mark.parametrize("order", list(permutations(ARRIVALS))[::2])
@pytest.mark.parametrize("at_once", [True, False])
def test_arrivals_in_any_order_end_in_the_same_groups(order: tuple[str, ...], at_once: bool) -> None:
    for name in order:
        ARRIVALS[name]()
        if not at_once:
            grouping.catch_up()
    assert grouping.catch_up() == (4 if at_once else 0)
    assert _groups() == {FLOOD}


def test_grouping_again_changes_nothing() -> None:
    flood("afp"), flood("dpa")
    grouping.catch_up()
    before = list(WireTie.objects.values()), list(WireItem.objects.values("pk", "event", "changed_at"))
    WireItem.objects.update(grouped=False)
    assert grouping.catch_up() == 2
    after = list(WireTie.objects.values()), list(WireItem.objects.values("pk", "event", "changed_at"))
    assert [row["score"] for row in after[0]] == [row["score"] for row in before[0]]
    assert after[1] == before[1]


def test_a_process_that_dies_in_the_middle_leaves_it_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    flood("afp"), flood("dpa")

    def killed(*_: Any) -> None:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(grouping, "regroup", killed)
        with pytest.raises(OperationalError):
            grouping.catch_up()
    assert not WireTrace.objects.exists()
    assert grouping.catch_up() == 2
    assert len(_groups()) == 1


def test_an_item_that_cannot_be_read_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = arrived(ProviderFactory(), guid="urn:broken")
    WireItem.objects.filter(pk=broken.pk).update(record={"headline": 1})
    flood("afp"), flood("dpa")
    assert grouping.catch_up() == 3
    assert grouping.catch_up() == 0
    assert len(_groups()) == 1


@pytest.mark.django_db(transaction=True)  # the dispatcher lets go of its connection
def test_a_fault_in_grouping_does_not_stop_the_feeds(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = Looks()
    looked = []
    monkeypatch.setattr(looks, "begin_due", lambda: looked.append(1))
    monkeypatch.setattr(grouping, "catch_up", lambda: {}["fault"])
    turns = iter([True, True, False])
    dispatch.run(lambda pause: next(turns), looks)
    assert len(looked) == 2


def test_a_killed_item_leaves_and_what_it_alone_held_together_parts() -> None:
    first, second = flood("afp"), flood("dpa")
    grouping.catch_up()
    take(Payload("x", newsml("urn:afp:flood", version=2, status="canceled")), provider=first.provider)
    grouping.catch_up()
    assert _groups() == set()
    assert not WireEvent.objects.exists()
    assert queries.also_from([second]) == {second.pk: []}


def test_a_new_version_may_join_or_leave() -> None:
    flood("afp")
    late = arrived(agency("dpa"), guid="urn:dpa:flood", headline="نشرة مرورية", paragraphs=("ازدحام على الطرق.",))
    grouping.catch_up()
    assert _groups() == set()
    flood("dpa", version=2)
    grouping.catch_up()
    assert _groups() == {frozenset({"urn:afp:flood", "urn:dpa:flood"})}
    other_flood(guid="urn:dpa:flood", version=3)
    grouping.catch_up()
    assert _groups() == set()
    assert WireItem.objects.get(pk=late.pk).event is None


def test_advisories_and_old_events_stay_out() -> None:
    flood("afp", modified="2026-03-01T09:00:00+02:00")
    flood("dpa", modified="2026-03-05T09:00:00+02:00")
    arrived(agency("reuters"), guid="urn:test", headline="رسالة تجريبية", paragraphs=("رسالة تجريبية ليست للنشر.",))
    assert grouping.catch_up() == 3
    assert _groups() == set()
    assert WireTrace.objects.count() == 2


def test_what_is_kept_for_comparing_is_bounded_and_the_event_stays() -> None:
    flood("afp"), flood("dpa")
    grouping.catch_up()
    assert grouping.forget(clock.now() + timedelta(days=1)) == 0
    assert grouping.forget(clock.now() + timedelta(days=6)) == 2
    assert not WireKey.objects.exists()
    assert not WireTie.objects.exists()
    assert len(_groups()) == 1


def test_a_split_is_remembered_when_more_arrives_and_when_versions_change(person: Any) -> None:
    items = {slug: flood(slug) for slug in ("afp", "dpa")}
    grouping.catch_up()
    editor = person(RoleCode.EDITOR)
    actions.split_from_event(item=items["afp"], user=editor)
    assert _groups() == set()
    flood("reuters")
    flood("afp", version=2)
    grouping.catch_up()
    together = next(iter(_groups()))
    assert not {"urn:afp:flood", "urn:dpa:flood"} <= together
    assert ModelLogEntry.objects.get(action="khabar.event.split").user == editor
    with pytest.raises(ItemNotUsable):
        actions.split_from_event(item=other_flood())


def test_a_join_is_remembered_and_takes_back_a_split() -> None:
    items = [flood("afp"), flood("dpa"), other_flood()]
    grouping.catch_up()
    actions.split_from_event(item=items[0])
    event = actions.join_event(items=items)
    everything = {"urn:afp:flood", "urn:dpa:flood", "urn:dpa:other"}
    assert _groups() == {frozenset(everything)}
    other_flood(version=2)
    grouping.catch_up()
    assert _groups() == {frozenset(everything)}
    assert WireEvent.objects.get() == event
    with pytest.raises(ItemNotUsable):
        actions.join_event(items=items[:1])
    take(Payload("x", newsml("urn:dpa:other", version=3, status="canceled")), provider=items[2].provider)
    with pytest.raises(ItemNotUsable):
        actions.join_event(items=items)


def test_stories_in_two_languages_stand_together_when_a_person_says_so() -> None:
    arabic = flood("afp")
    english = arrived(
        agency("reuters"), guid="urn:en", language="en", headline="Floods sweep away bridge in Ain al-Rumman",
        paragraphs=("Floods swept away the main bridge of Ain al-Rumman on Sunday night.",),
    )  # fmt: skip
    grouping.catch_up()
    assert _groups() == set()
    actions.join_event(items=[arabic, english])
    assert len(_groups()) == 1


@pytest.mark.parametrize("role", list(RoleCode))
def test_who_may_correct_events(role: RoleCode, person: Any) -> None:
    items = [flood("afp"), flood("dpa")]
    grouping.catch_up()
    user: User = person(role)
    if role in (RoleCode.REPORTER, RoleCode.ADVERTISING):
        with pytest.raises(PermissionDenied):
            actions.split_from_event(item=items[0], user=user)
        with pytest.raises(PermissionDenied):
            actions.join_event(items=items, user=user)
    else:
        actions.split_from_event(item=items[0], user=user)
        actions.join_event(items=items, user=user)
        assert len(_groups()) == 1


def test_a_grouped_list_has_one_row_for_an_event_and_the_newest_leads() -> None:
    first, alone, last = flood("afp"), other_flood(), flood("dpa")
    grouping.catch_up()
    rows = list(queries.items(Wanted(grouped=True)))
    assert rows == [last, alone]
    assert queries.also_from(rows) == {last.pk: [first], alone.pk: []}
    assert list(queries.items()) == [last, alone, first]


def test_the_newest_that_the_filter_lets_through_leads() -> None:
    first, last = flood("afp", urgency=2), flood("dpa")
    grouping.catch_up()
    assert list(queries.items(Wanted(grouped=True, agency="afp"))) == [first]
    assert list(queries.items(Wanted(grouped=True, urgency_up_to=3))) == [first]
    assert list(queries.items(Wanted(grouped=True, subject="medtop:03000000", agency="dpa"))) == [last]
    actions.spike(item=last)
    assert list(queries.items(Wanted(grouped=True))) == [first]


def _touched_since(moment: datetime) -> set[int]:
    touched = listing.touched_since((moment + listing.OVERLAP).isoformat())
    assert touched is not None
    assert [at for _, at in touched] == sorted(at for _, at in touched)
    return {pk for pk, _ in touched}


def test_a_live_list_hears_of_an_event_whose_items_changed() -> None:
    first = flood("afp")
    grouping.catch_up()
    moment = clock.now()
    last = flood("dpa")
    assert _touched_since(moment) == {last.pk}
    moment = clock.now()
    grouping.catch_up()
    assert _touched_since(moment) == {first.pk, last.pk}
    (line,) = listing.changes(Wanted(), moment.isoformat()).lines
    assert (line.item, [other.item for other in line.others]) == (last, [first])
    moment = clock.now()
    assert not _touched_since(moment)
    actions.spike(item=last)
    assert _touched_since(moment) >= {first.pk}
    moment = clock.now()
    actions.unspike(item=last)
    actions.split_from_event(item=first)
    assert _touched_since(moment) == {first.pk, last.pk}
    assert {line.item for line in listing.changes(Wanted(), moment.isoformat()).lines} == {first, last}


def test_words_are_counted_from_what_came_in() -> None:
    flood("afp"), flood("dpa"), other_flood()
    grouping.catch_up()
    rarity = rarities.count(clock.now())
    assert rarity.stories == 3
    assert rarity.counts["جسر"] == 2
    assert WordCounts.objects.count() == 1
    assert rarities.count(clock.now()).counts == rarity.counts


def test_a_page_of_a_grouped_list_reads_no_table_whole() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan is SQLite's")
    for wanted in (Wanted(grouped=True), Wanted(grouped=True, agency="dpa"), Wanted(grouped=True, urgency_up_to=3)):
        plan = queries.items(wanted)[:50].explain()
        assert "SCAN ingest_wireitem USING INDEX" in plan or "SCAN ingest_wireitem" not in plan, plan
        assert "wire_of_event" in plan, plan


@pytest.mark.django_db(transaction=True)
def test_arrivals_at_the_same_moment_end_in_one_group() -> None:
    """Two processes take and group at once; on SQLite the tests' database knows one connection, so one does both."""
    agency("afp"), agency("dpa")
    if connection.vendor == "sqlite":
        flood("afp"), flood("dpa")
        grouping.catch_up()
    else:
        begin = threading.Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda slug: _take_and_group(slug, begin), ("afp", "dpa")))
    assert _groups() == {frozenset({"urn:afp:flood", "urn:dpa:flood"})}
    assert WireEvent.objects.count() == 1


def _take_and_group(slug: str, begin: threading.Barrier) -> None:
    headline, paragraphs = FLOOD_TOLD[slug]
    document = newsml(f"urn:{slug}:flood", headline=headline, paragraphs=paragraphs)
    try:
        begin.wait()
        take(Payload("x", document), provider=agency(slug))
        begin.wait()
        grouping.catch_up()
    finally:
        connection.close()
