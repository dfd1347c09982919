"""The decision about an arriving wire item."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.formats.wire.documents import content_item, newsml1_item, read

from khabar.formats.wire import WireRecord
from khabar.ingest.decide import Existing, Incoming, ProviderRules, decide, digest_of, incoming_of
from khabar.ingest.enums import Outcome

NOW = datetime(2023, 11, 26, 12, tzinfo=UTC)
RULES = ProviderRules()
FIRST = Incoming(guid="urn:1", version=1, digest="a", modified_at=NOW - timedelta(hours=2), language="ar")


def version(number: int, **changes: object) -> Incoming:
    """A version of the item, its text and time its own."""
    arrived = replace(FIRST, version=number, digest=f"text {number}", modified_at=NOW - timedelta(hours=20 - number))
    return replace(arrived, **changes)  # type: ignore[arg-type]


def arrive(*arrivals: Incoming, rules: ProviderRules = RULES) -> tuple[list[Outcome], Existing | None]:
    """The outcomes of arrivals in order, and what is kept in the end."""
    kept: Existing | None = None
    outcomes = []
    for incoming in arrivals:
        decision = decide(kept, incoming, rules, NOW)
        outcomes.append(decision.outcome)
        kept = decision.kept
    return outcomes, kept


def test_a_first_arrival_is_new_and_the_same_again_a_duplicate() -> None:
    outcomes, kept = arrive(FIRST, FIRST)
    assert outcomes == [Outcome.NEW, Outcome.DUPLICATE]
    assert kept is not None
    assert (kept.guid, kept.version, kept.withdrawn) == ("urn:1", 1, False)


def test_a_later_version_replaces_and_an_earlier_never_does() -> None:
    outcomes, kept = arrive(version(1), version(3), version(2), version(4, correction=True))
    assert outcomes == [Outcome.NEW, Outcome.NEW_VERSION, Outcome.DUPLICATE, Outcome.CORRECTION]
    assert kept is not None
    assert kept.version == 4


def test_the_same_version_changed_and_dated_later_replaces() -> None:
    later = replace(FIRST, digest="b", modified_at=NOW - timedelta(hours=1))
    assert arrive(FIRST, later)[0] == [Outcome.NEW, Outcome.NEW_VERSION]
    assert arrive(later, FIRST)[0] == [Outcome.NEW, Outcome.DUPLICATE]


def test_undated_texts_of_one_version_follow_their_arrival() -> None:
    undated = replace(FIRST, modified_at=None)
    assert arrive(undated, replace(undated, digest="b"))[0] == [Outcome.NEW, Outcome.NEW_VERSION]


@pytest.mark.parametrize("change", [{"canceled": True}, {"withheld": True}])
def test_a_withdrawal_kills_and_older_versions_do_not_undo_it(change: dict[str, object]) -> None:
    kill = version(3, **change)
    outcomes, kept = arrive(version(1), kill, version(2), version(3), version(4))
    assert outcomes == [Outcome.NEW, Outcome.KILL, Outcome.DUPLICATE, Outcome.DUPLICATE, Outcome.NEW_VERSION]
    assert kept is not None
    assert not kept.withdrawn


def test_a_kill_of_what_never_came_is_kept_against_its_late_arrival() -> None:
    outcomes, kept = arrive(version(2, canceled=True), version(1))
    assert outcomes == [Outcome.KILL, Outcome.DUPLICATE]
    assert kept is not None
    assert kept.withdrawn


def test_what_the_agency_does_not_mean_for_readers_is_refused_or_withdrawn() -> None:
    notice = version(2, reasons=("ليست للنشر",))
    assert decide(None, notice, RULES, NOW).reason == "ليست للنشر"
    assert arrive(notice)[0] == [Outcome.REFUSED]
    assert arrive(version(1), notice)[0] == [Outcome.NEW, Outcome.KILL]
    assert arrive(notice, version(1))[0] == [Outcome.REFUSED, Outcome.DUPLICATE]


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"embargoed": True, "embargoed_until": NOW + timedelta(hours=1)}, Outcome.EMBARGOED),
        ({"embargoed": True, "embargoed_until": NOW - timedelta(hours=1)}, Outcome.NEW),
        ({"embargoed": True}, Outcome.EMBARGOED),
        ({"expires_at": NOW - timedelta(minutes=1)}, Outcome.EXPIRED),
        ({"expires_at": NOW + timedelta(minutes=1)}, Outcome.NEW),
        ({"guid": None}, Outcome.REFUSED),
    ],
)
def test_time_and_identity_decide(changes: dict[str, object], outcome: Outcome) -> None:
    assert decide(None, replace(FIRST, **changes), RULES, NOW).outcome is outcome  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rules", "outcome"),
    [
        (ProviderRules(open=False), Outcome.REFUSED),
        (ProviderRules(languages=frozenset({"en"})), Outcome.REFUSED),
        (ProviderRules(languages=frozenset({"ar"})), Outcome.NEW),
        (ProviderRules(max_age=timedelta(hours=1)), Outcome.REFUSED),
        (ProviderRules(retention=timedelta(hours=1)), Outcome.EXPIRED),
        (ProviderRules(retention=timedelta(hours=3)), Outcome.NEW),
    ],
)
def test_the_providers_rules_decide(rules: ProviderRules, outcome: Outcome) -> None:
    decision = decide(None, FIRST, rules, NOW)
    assert decision.outcome is outcome
    assert bool(decision.reason) is (outcome is not Outcome.NEW)


def test_no_rule_stops_a_kill() -> None:
    closed = ProviderRules(open=False, languages=frozenset({"en"}), max_age=timedelta(0))
    existing = arrive(version(1))[1]
    assert decide(existing, version(2, canceled=True), closed, NOW).outcome is Outcome.KILL


statuses = st.sampled_from([{}, {"canceled": True}, {"withheld": True}, {"correction": True}, {"reasons": ("x",)}])


@st.composite
def histories(draw: st.DrawFn) -> list[Incoming]:
    """Versions of one item, at most one each."""
    numbers = draw(st.lists(st.integers(1, 9), min_size=1, max_size=5, unique=True))
    return [version(number, **draw(statuses)) for number in numbers]


@given(histories())
def test_any_order_of_arrival_ends_in_the_same_state(history: list[Incoming]) -> None:
    ends = {arrive(*order)[1] for order in itertools.permutations(history)}
    assert len(ends) == 1
    (end,) = ends
    newest = max(history, key=lambda incoming: incoming.version)
    assert end is not None
    assert (end.version, end.withdrawn) == (newest.version, newest.withdraws)


@given(histories(), st.data())
def test_repeats_change_nothing(history: list[Incoming], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(history), max_size=4))
    assert arrive(*history, *again)[1] == arrive(*history)[1]


@given(histories(), st.data())
def test_a_kill_is_never_undone_by_an_older_version(history: list[Incoming], data: st.DataObject) -> None:
    kill = version(10, canceled=True)
    at = data.draw(st.integers(0, len(history)))
    outcomes, kept = arrive(*history[:at], kill, *history[at:])
    assert kept is not None
    assert kept.withdrawn
    assert set(outcomes[at + 1 :]) <= {Outcome.DUPLICATE}


def test_a_record_says_what_decides() -> None:
    record = WireRecord(
        source="x", format="newsml-g2", guid="urn:1", version=3, signals=["correction"], language="ar",
        modified_at="2023-11-26T10:00:00+02:00", embargoed_until="2023-11-26T11:00:00Z", embargoed=True, unfit=["سبب"],
    )  # fmt: skip
    incoming = incoming_of(record)
    assert (incoming.guid, incoming.version, incoming.correction) == ("urn:1", 3, True)
    assert incoming.modified_at == datetime(2023, 11, 26, 8, tzinfo=UTC)
    assert incoming.embargoed_until == datetime(2023, 11, 26, 11, tzinfo=UTC)
    assert (incoming.canceled, incoming.embargoed, incoming.reasons) == (False, True, ("سبب",))
    assert incoming_of(replace(record, pub_status="canceled")).canceled
    assert incoming_of(replace(record, signals=["kill"])).canceled
    assert incoming_of(replace(record, pub_status="withheld")).withheld


def test_the_digest_follows_what_readers_see() -> None:
    record = WireRecord(source="a", format="rss", headline="عنوان")
    assert digest_of(record) == digest_of(replace(record, source="b", warnings=["x"], version=2))
    assert digest_of(record) != digest_of(replace(record, headline="عنوان آخر"))


def test_revisions_of_an_agencys_item_from_bytes_to_outcome() -> None:
    usable = [newsml1_item(content_item(f"نص {number}."), revision=number) for number in (1, 2)]
    canceled = newsml1_item(content_item("نص."), management='<Status FormalName="Canceled"/>', revision=3)
    arrivals = [incoming_of(read(document)) for document in (*usable, usable[0], canceled, usable[1])]
    assert arrive(*arrivals)[0] == [
        Outcome.NEW,
        Outcome.NEW_VERSION,
        Outcome.DUPLICATE,
        Outcome.KILL,
        Outcome.DUPLICATE,
    ]
