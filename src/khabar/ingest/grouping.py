"""Finds the items that tell of one event and keeps them together: in the background, soon after they arrive.

What is left to do is written on the items themselves (`grouped`), in the transaction that brings them: a process that
dies leaves it to the next. One process groups at a time. Reading and signing happen before the lock is taken.
"""

import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from khabar.core import clock
from khabar.core.rows import insert_rows, one_of
from khabar.events import Fingerprint, Rarity, Story, Tie, cluster, compare, fingerprint
from khabar.events.compare import SAME, WINDOW_HOURS
from khabar.ingest import rarities
from khabar.ingest.models import WireEvent, WireItem, WireKey, WireTie, WireTrace
from khabar.ingest.seam import Record
from khabar.ingest.states import ItemState

logger = logging.getLogger(__name__)

WINDOW = timedelta(hours=WINDOW_HOURS)
KEPT = timedelta(days=5)
"""How long after its arrival an item can be found as one of an event."""
_BATCH = 20
_LOCK = 0x65766E74  # "evnt": one grouper at a time on PostgreSQL
_FAINT = 0.1
"""Ties below this score are not kept: they count as 0."""
_CANDIDATES, _SHARED = 40, 2
"""How many like items are looked at closely, and how many words they must share."""
_TOGETHER_AT_MOST = 400


def catch_up(limit: int = 200) -> int:
    """Group items that arrived or changed; returns how many were looked at. May be called at any time, anywhere."""
    done = 0
    while done < limit:
        waiting = WireItem.objects.filter(grouped=False).select_related("provider").order_by("id")
        items = list(waiting[: min(_BATCH, limit - done)])
        if not items:
            break
        _group(items)
        done += len(items)
    return done


def forget(now: datetime) -> int:
    """Drop what was kept of items too old to be compared; their events stay. Returns the number of fingerprints."""
    cutoff = now - KEPT
    old = WireItem.objects.filter(received_at__lt=cutoff)
    WireKey.objects.filter(item__in=old).delete()
    WireTie.objects.filter(one__received_at__lt=cutoff, other__received_at__lt=cutoff, said=None).delete()
    return WireTrace.objects.filter(item__in=old).delete()[0]


def lock() -> None:
    """Let one transaction at a time change which items are together; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def regroup(keys: Collection[int], now: datetime) -> None:
    """Decide anew what belongs to what among these items and those tied to them. Call it with `lock` held."""
    ties = _reach(keys)
    members = {pk for pair in ties for pk in pair} | set(keys)
    rows = WireItem.objects.filter(pk__in=members).values_list("pk", "event_id", "digest", "guid", "state")
    current: dict[int, int | None] = {pk: event for pk, event, *_ in rows}
    ranks = {pk: f"{guid} {digest}" for pk, _, digest, guid, state in rows if state != ItemState.KILLED}
    wanted = dict.fromkeys(current.keys() - ranks.keys()) | _events_of(cluster(ranks, ties, SAME), current, now)
    _move({pk: event for pk, event in wanted.items() if current[pk] != event}, current, now)


def story_of(record: Record, language: str) -> Story:
    """What is compared of a wire record."""
    return Story(
        headline=record["headline"] or "",
        paragraphs=[record["abstract"] or "", *(block["text"] for block in record["body"])],
        place=record["dateline"]["place"] or "",
        language=language or "ar",
        subjects=[subject["code"] for subject in record["subjects"] if subject["code"]],
    )


@dataclass(frozen=True)
class _Traced:
    """An item as it is compared."""

    pk: int
    provider: int
    at: datetime
    print: Fingerprint


def _group(items: list[WireItem]) -> None:
    """Fingerprint and group a batch; an item that changed meanwhile waits for its next turn."""
    made = {item.pk: traced for item in items if _counts(item) and (traced := _traced(item))}
    rarity = rarities.current()
    keyed = {pk: _hashed(traced.print, rarity) for pk, traced in made.items()}
    now = clock.now()
    with transaction.atomic():
        lock()
        rows = WireItem.objects.select_for_update().filter(pk__in=[item.pk for item in items]).order_by("pk")
        changed = dict(rows.values_list("pk", "changed_at"))
        settled = [item for item in items if changed.get(item.pk) == item.changed_at]
        touched = _clear([item.pk for item in settled])
        new = [made[item.pk] for item in settled if item.pk in made]
        _keep(new, keyed)
        _tie(new, keyed, rarity)
        regroup({*touched, *(item.pk for item in settled)}, now)
        WireItem.objects.filter(pk__in=[item.pk for item in settled]).update(grouped=True)


def _counts(item: WireItem) -> bool:
    """Killed items, advisories and items whose words were wiped are of no event."""
    return item.publishable and item.state != ItemState.KILLED and bool(item.text or item.headline)


def _told_at(item: WireItem) -> datetime:
    told = item.modified_at or item.created_at or item.received_at
    return min(told, item.received_at)


def _traced(item: WireItem) -> _Traced | None:
    """The item as it is compared; None, logged, when that fails: a fault of ours must not stop the others."""
    try:
        return _Traced(item.pk, item.provider_id, _told_at(item), fingerprint(story_of(item.record, item.language)))
    except Exception:
        logger.exception("item %s has no fingerprint", item.pk)
        return None


def _hashed(found: Fingerprint, rarity: Rarity) -> dict[int, int]:
    """Keys of a fingerprint as whole numbers, with what sharing each counts for; a band alone is enough."""
    from khabar.events.signature import bands

    keys = {_hash(f"{found.language}:{key}"): 1 for key in found.keys(rarity)}
    return keys | {_hash(f"{found.language}#{band}"): _SHARED for band in bands(found.signature)}


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _clear(keys: list[int]) -> set[int]:
    """Remove what was known of these items; returns those they were tied to or together with."""
    ties = WireTie.objects.filter(Q(one__in=keys) | Q(other__in=keys))
    touched = {pk for pair in ties.values_list("one_id", "other_id") for pk in pair}
    ties.filter(said=None).delete()
    WireTrace.objects.filter(item__in=keys).delete()
    WireKey.objects.filter(item__in=keys).delete()
    return touched


def _keep(new: list[_Traced], keyed: dict[int, dict[int, int]]) -> None:
    WireTrace.objects.bulk_create(
        WireTrace(item_id=traced.pk, at=traced.at, fingerprint=traced.print.dump()) for traced in new
    )
    field = WireKey._meta.get_field("at")
    moments = {traced.pk: field.get_db_prep_save(traced.at, connection) for traced in new}
    rows = [(key, moments[traced.pk], traced.pk) for traced in new for key in keyed[traced.pk]]
    insert_rows(WireKey, ("key", "at", "item_id"), rows)


def _tie(new: list[_Traced], keyed: dict[int, dict[int, int]], rarity: Rarity) -> None:
    """Compare each new item with those like it and keep the ties."""
    like = _like(new, keyed)
    known = _loaded({pk for found in like.values() for pk in found}, new)
    ties: dict[tuple[int, int], float] = {}
    for traced in new:
        for pk in like[traced.pk]:
            pair = (min(pk, traced.pk), max(pk, traced.pk))
            if pair not in ties and (other := known.get(pk)):
                hours = (traced.at - other.at).total_seconds() / 3600
                own = traced.provider == other.provider
                ties[pair] = compare(traced.print, other.print, hours, rarity, one_source=own).score
    kept = {pair: score for pair, score in ties.items() if score >= _FAINT}
    said = WireTie.objects.filter(one__in=[pair[0] for pair in kept], other__in=[pair[1] for pair in kept])
    for tie in said:
        if (tie.one_id, tie.other_id) in kept:
            WireTie.objects.filter(pk=tie.pk).update(score=kept.pop((tie.one_id, tie.other_id)))
    WireTie.objects.bulk_create(
        WireTie(one_id=one, other_id=other, score=score) for (one, other), score in kept.items()
    )


def _like(new: list[_Traced], keyed: dict[int, dict[int, int]]) -> dict[int, list[int]]:
    """For each item the items near it in time that share the most of its keys."""
    wanted = {key for traced in new for key in keyed[traced.pk]}
    if not wanted:
        return {}
    times = [traced.at for traced in new]
    rows = WireKey.objects.filter(key__in=one_of(wanted), at__range=(min(times) - WINDOW, max(times) + WINDOW))
    holders: dict[int, list[int]] = defaultdict(list)
    for key, pk in rows.values_list("key", "item_id"):
        holders[key].append(pk)
    like = {}
    for traced in new:
        shared: Counter[int] = Counter()
        for key, counts in keyed[traced.pk].items():
            for pk in holders[key]:
                shared[pk] += counts
        del shared[traced.pk]
        like[traced.pk] = [pk for pk, count in shared.most_common(_CANDIDATES) if count >= _SHARED]
    return like


def _loaded(keys: set[int], new: list[_Traced]) -> dict[int, _Traced]:
    known = {traced.pk: traced for traced in new}
    rows = WireTrace.objects.filter(item__in=keys - known.keys())
    values = rows.values_list("item_id", "item__provider_id", "at", "fingerprint")
    return known | {pk: _Traced(pk, provider, at, Fingerprint.load(text)) for pk, provider, at, text in values}


def _reach(keys: Collection[int]) -> dict[tuple[int, int], Tie]:
    """All ties among the items that strong ties lead to from these, as far as a few hundred items."""
    members, edge = set(keys), set(keys)
    ties: dict[tuple[int, int], Tie] = {}
    while edge:
        for side in ("one__in", "other__in"):
            rows = WireTie.objects.filter(**{side: edge}).values_list("one_id", "other_id", "score", "said")
            ties |= {(one, other): Tie(score, said) for one, other, score, said in rows}
        strong = {pk for pair, tie in ties.items() if tie.said or tie.score >= SAME for pk in pair}
        edge = strong - members if len(members) < _TOGETHER_AT_MOST else set()
        members |= edge
    return {pair: tie for pair, tie in ties.items() if members.issuperset(pair)}


def _events_of(groups: list[set[int]], current: dict[int, int | None], now: datetime) -> dict[int, int | None]:
    """The event of each item: an event goes on with most of its items."""
    taken: set[int] = set()
    wanted: dict[int, int | None] = {}
    for group in sorted(groups, key=lambda one: (-len(one), min(one))):
        event = _event_for(group, current, taken, now) if len(group) > 1 else None
        wanted |= dict.fromkeys(group, event)
    return wanted


def _event_for(group: set[int], current: dict[int, int | None], taken: set[int], now: datetime) -> int:
    had = Counter(event for pk in group if (event := current[pk]) is not None and event not in taken)
    if had:
        most = max(had.values())
        event = min(event for event, count in had.items() if count == most)
    else:
        event = WireEvent.objects.create(first_at=now, last_at=now, changed_at=now).pk
    taken.add(event)
    return event


def _move(moved: dict[int, int | None], current: dict[int, int | None], now: datetime) -> None:
    """Write the new events of items; an item that stands alone again counts as changed, for the live list."""
    by_event: dict[int | None, list[int]] = defaultdict(list)
    for pk, event in moved.items():
        by_event[event].append(pk)
    for event, keys in by_event.items():
        changes = {"event": event} if event else {"event": None, "changed_at": now}
        WireItem.objects.filter(pk__in=keys).update(**changes)
    events = {event for pk, event in moved.items() if event} | {event for pk in moved if (event := current[pk])}
    refresh_events(events, now)


def refresh_events(events: Collection[int], now: datetime) -> None:
    """Set the times of events from their items; one that has a single item left is no event."""
    times: dict[int, list[datetime]] = defaultdict(list)
    for event, at in WireItem.objects.filter(event__in=events).values_list("event_id", "received_at"):
        times[event or 0].append(at)
    for event in sorted(events):
        if len(times[event]) > 1:
            WireEvent.objects.filter(pk=event).update(
                first_at=min(times[event]), last_at=max(times[event]), changed_at=now
            )
        else:
            WireItem.objects.filter(event=event).update(event=None, changed_at=now)
            WireEvent.objects.filter(pk=event).delete()
