"""Reads of the wire desk: the list of items, alerts with their comparison, held bytes, the health of feeds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from khabar.articles.models import Article, Section
from khabar.ingest import labels, words
from khabar.ingest import pictures as wire_pictures
from khabar.ingest.catalogue import Entry
from khabar.ingest.models import (
    Feed,
    HeldItem,
    Lineage,
    Provider,
    WireAlert,
    WireItem,
    WireLabel,
    WireNotice,
    WirePicture,
    WireVersion,
)
from khabar.ingest.seam import Record
from khabar.ingest.states import OPEN_ITEMS, FeedState, HeldState, ItemState, LabelKind, NoticeState

_RECORDLESS = ("record", "text", "reasons")


@dataclass(frozen=True)
class Wanted:
    """What a list of items is narrowed to; an empty part narrows nothing.

    `grouped` leaves of each event the newest of its items that the rest lets through; `also_from` gives the others.
    """

    provider: Provider | None = None
    agency: str = ""  # code
    subject: str = ""  # code or name
    urgency_up_to: int = 9
    section: Section | None = None
    language: str = ""
    desk: str = ""
    words: str = ""
    states: frozenset[ItemState] = OPEN_ITEMS
    grouped: bool = False


@dataclass(frozen=True)
class Comparison:
    """An article's item at the version that was used and as the agency has it now."""

    used: Record
    now: Record


def items(wanted: Wanted | None = None) -> "QuerySet[WireItem]":
    """Items as a list shows them, newest first, without their records."""
    wanted = wanted or Wanted()
    rows = _narrowed(WireItem.objects.select_related("provider", "section").defer(*_RECORDLESS), wanted)
    if wanted.grouped:
        rows = rows.filter(Q(event=None) | ~Exists(_newer_of_its_event(wanted)))
    return _labelled(rows, wanted)


def _narrowed(rows: "QuerySet[WireItem]", wanted: Wanted) -> "QuerySet[WireItem]":
    """All of the filter but its labels."""
    rows = _in_states(rows, wanted.states)
    exact: dict[str, Any] = {
        "provider": wanted.provider, "section": wanted.section, "language": wanted.language, "desk": wanted.desk,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.urgency_up_to < 9:
        rows = rows.filter(urgency__lte=wanted.urgency_up_to)
    return words.matching(rows, wanted.words) if wanted.words else rows


def _newer_of_its_event(wanted: Wanted) -> "QuerySet[WireItem]":
    """Items of the outer item's event that the filter lets through and that came after it."""
    came = Q(received_at__gt=OuterRef("received_at")) | Q(received_at=OuterRef("received_at"), pk__gt=OuterRef("pk"))
    rows = _narrowed(WireItem.objects.filter(came, event=OuterRef("event")), wanted)
    for kind, value in _labels(wanted):
        rows = rows.filter(Exists(WireLabel.objects.filter(item=OuterRef("pk"), kind=kind, value=value)))
    return rows


def also_from(rows: Sequence[WireItem]) -> dict[int, list[WireItem]]:
    """The other items of the same event, oldest first, by the key of each given item; one query for any number."""
    events = {row.event_id for row in rows if row.event_id}
    found = WireItem.objects.filter(event__in=events, state__in=sorted(OPEN_ITEMS))
    found = found.annotate(signals=KT("record__signals"), place=KT("record__dateline__place"))
    found = found.select_related("provider", "section").defer(*_RECORDLESS)
    by_event: dict[int, list[WireItem]] = {}
    for other in found.order_by("received_at", "id"):
        by_event.setdefault(other.event_id or 0, []).append(other)
    return {row.pk: [other for other in by_event.get(row.event_id or 0, []) if other.pk != row.pk] for row in rows}


def item(pk: int) -> WireItem:
    """One item with its record.

    Raises:
        WireItem.DoesNotExist: there is none of that number.
    """
    return WireItem.objects.select_related("provider__agency", "section", "feed").get(pk=pk)


def open_alerts(article: Article | None = None) -> "QuerySet[WireAlert]":
    """Alerts that nobody has dealt with, newest first; those of one article, if one is given."""
    rows = WireAlert.objects.filter(resolved_at=None).select_related("article", "item__provider")
    rows = rows.defer("article__body", "item__record", "item__text")
    return rows.filter(article=article) if article else rows


def open_notices() -> "QuerySet[WireNotice]":
    """Kill messages that name no story for certain and wait for a person, newest first."""
    return WireNotice.objects.filter(state=NoticeState.OPEN).select_related("item__provider")


def candidates(notice: WireNotice) -> list[WireItem]:
    """The stories that a kill message may mean, the likest first."""
    found = WireItem.objects.defer(*_RECORDLESS).in_bulk(notice.candidates)
    return [found[pk] for pk in notice.candidates if pk in found]


def comparison(alert: WireAlert) -> Comparison:
    """The item as it was when the article was made, and as it is now; the same twice where the old is not kept."""
    newest = WireItem.objects.values_list("record", flat=True).get(pk=alert.item_id)
    kept = WireVersion.objects.filter(item_id=alert.item_id, version=alert.used_version).order_by("-id").first()
    return Comparison(used=kept.record if kept else newest, now=newest)


def pictures(article: Article) -> list[WirePicture]:
    """The pictures of the items that an article was made from, whether they are here or not."""
    return wire_pictures.of_article(article)


def wants_picture(article: Article) -> bool:
    """Whether the article waits for a picture that is to lead it by itself."""
    return Lineage.objects.filter(article=article, wants_picture=True).exists()


def held() -> "QuerySet[HeldItem]":
    """Bytes that wait for a decision, newest first, without the bytes."""
    return HeldItem.objects.filter(state=HeldState.HELD).select_related("provider", "feed").defer("data")


def troubled_feeds(at: datetime) -> list[Feed]:
    """Feeds that need a person: closed after errors, failing now, or silent for longer than expected."""
    rows = Feed.objects.exclude(state=FeedState.CLOSED).select_related("provider")
    return [feed for feed in rows if feed.state == FeedState.FAILED or feed.failures or feed.is_idle(at)]


def headline_of(record: Record) -> str:
    """The headline a person is shown for a record; the first words of an alert that came without one."""
    return labels.shown_headline(record)


def _in_states(rows: "QuerySet[WireItem]", states: frozenset[ItemState]) -> "QuerySet[WireItem]":
    """Several states are told by those that are left out: most rows are in them, and the order's own index serves."""
    if len(states) == 1:
        return rows.filter(state__in=states)
    return rows.exclude(state__in=sorted(set(ItemState) - states))


def _labelled(rows: "QuerySet[WireItem]", wanted: Wanted) -> "QuerySet[WireItem]":
    """Narrow to labels; the first one also gives the order, from its own index."""
    asked = _labels(wanted)
    for kind, value in asked[1:]:
        rows = rows.filter(Exists(WireLabel.objects.filter(item=OuterRef("pk"), kind=kind, value=value)))
    if asked:
        kind, value = asked[0]
        rows = rows.filter(Q(labels__kind=kind, labels__value=value)).order_by(
            F("labels__received_at").desc(), F("labels__item_id").desc()
        )
    return rows


def providers_of(entries: Iterable[Entry]) -> dict[str, Provider]:
    """The providers that agencies of the catalogue have already, by the agency's code."""
    codes = {entry.known.name: entry.agency for entry in entries}
    rows = Provider.objects.filter(Q(agency__slug__in=codes.values()) | Q(name__in=codes)).select_related("agency")
    return {row.agency.slug if row.agency else codes[row.name]: row for row in rows}


def _labels(wanted: Wanted) -> list[tuple[LabelKind, str]]:
    asked = [(LabelKind.SUBJECT, wanted.subject), (LabelKind.AGENCY, wanted.agency)]
    return [(kind, value) for kind, value in asked if value]
