"""The wire desk's list: a page of it, what changed since, and what stands beside each item, in few queries."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.utils.dateparse import parse_datetime
from wagtail.models import ModelLogEntry

from khabar.articles.models import Agency, Article
from khabar.core import clock
from khabar.ingest import queries
from khabar.ingest.models import Lineage, Provider, WireEvent, WireItem, WireLabel
from khabar.ingest.queries import Wanted
from khabar.ingest.states import ItemState, LabelKind

PAGE = 50
"""Items of one page."""
OVERLAP = timedelta(seconds=60)
"""How far behind its cursor a live list reads again: a change may carry an earlier time than one seen before it,
because its transaction took longer."""
MOST_CHANGES = 100
"""Changes that are told one by one; where there are more, the list is drawn anew."""
_COUNTED_UP_TO = 100
_CHOICES_FOR = 60  # seconds that the filters' choices are remembered in one process


@dataclass(frozen=True)
class Use:
    """An article made from an item, and who made it; an empty name is the program's own rule."""

    article: Article
    by: str
    at: datetime


@dataclass
class Line:
    """One row of the list: an item, the others of its event, and the articles made from it."""

    item: WireItem
    others: "list[Line]" = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)

    @property
    def stamp(self) -> str:
        """What tells one state of this row from another."""
        parts = [(line.item.pk, line.item.version, line.item.changed_at) for line in (self, *self.others)]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Page:
    """Rows newest first, the cursor from which the list is kept up to date, and where the next page begins."""

    lines: list[Line]
    cursor: str
    before: str = ""


@dataclass(frozen=True)
class Changes:
    """What a live list has to show anew, what it has to take out, and whether `lines` are its whole first page."""

    lines: list[Line]
    gone: list[int]
    cursor: str
    whole: bool = False


def page(wanted: Wanted, before: str = "") -> Page:
    """One page of the list.

    Args:
        before: `Page.before` of the page before it; one that cannot be read gives the first page.
    """
    cursor = newest_change()
    rows = queries.items(replace(wanted, grouped=True))
    if place := _place(before):
        at, pk = place
        rows = rows.filter(Q(received_at__lt=at) | Q(received_at=at, pk__lt=pk), received_at__lte=at)
    ids = list(rows.values_list("pk", flat=True)[: PAGE + 1])
    found = _loaded(ids[:PAGE])
    last = found[-1] if len(ids) > PAGE else None
    return Page(
        lines=_lines(found),
        cursor=cursor,
        before=f"{last.received_at.isoformat()}_{last.pk}" if last else "",
    )


def changes(wanted: Wanted, cursor: str) -> Changes:
    """What has changed since the cursor of a page or of the changes before."""
    touched = touched_since(cursor)
    if touched is None or len(touched) > MOST_CHANGES:
        whole = page(wanted)
        return Changes(whole.lines, [], whole.cursor, whole=True)
    ids = [pk for pk, _ in touched]
    newest = touched[-1][1].isoformat() if touched else cursor
    events = list(WireItem.objects.filter(pk__in=ids, event__isnull=False).values_list("event", flat=True))
    leads = queries.items(replace(wanted, grouped=True)).filter(Q(pk__in=ids) | Q(event__in=events))
    matching = set(leads.values_list("pk", flat=True))
    killed = set(WireItem.objects.filter(pk__in=ids, state=ItemState.KILLED).values_list("pk", flat=True))
    lines = _lines(_loaded(matching) + _loaded(killed - matching))
    told = {told.item.pk for line in lines for told in (line, *line.others)}
    return Changes(lines, [pk for pk in ids if pk not in told], newest)


def touched_since(cursor: str) -> list[tuple[int, datetime]] | None:
    """Items by the moment of their or their event's last change, oldest first, from shortly before the cursor.

    None: it cannot be told.
    """
    since = parse_datetime(cursor) if cursor else None
    if since is None or since.tzinfo is None:
        return None
    from_then = since - OVERLAP
    moved = dict(_newest(WireItem.objects.filter(event__changed_at__gte=from_then), "event__changed_at"))
    for pk, at in _newest(WireItem.objects.filter(changed_at__gte=from_then), "changed_at"):
        moved[pk] = max(at, moved.get(pk, at))
    return sorted(moved.items(), key=lambda change: (change[1], change[0]))


def newest_change() -> str:
    """The cursor of a list that is read now."""
    newest = (rows.aggregate(at=Max("changed_at"))["at"] for rows in (WireItem.objects, WireEvent.objects))
    return max(filter(None, newest), default=clock.now()).isoformat()


def count_since(wanted: Wanted, moment: datetime) -> int:
    """How many items arrived after `moment`, counted up to 100."""
    return len(queries.items(wanted).filter(received_at__gt=moment).values_list("pk")[:_COUNTED_UP_TO])


def line_of(item: WireItem) -> Line:
    """One item as the list would show it."""
    return _lines([item])[0]


def uses_of(ids: Iterable[int]) -> dict[int, list[Use]]:
    """The articles made from each item, oldest first, with who made them; two queries for any number."""
    rows = list(Lineage.objects.filter(item__in=list(ids)).select_related("article__section").defer("article__body"))
    makers = _makers({row.article_id for row in rows})
    found: dict[int, list[Use]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(Use(row.article, makers.get(row.article_id, ""), row.at))
    return found


def choices() -> dict[str, list[tuple[str, str]]]:
    """What each filter can be set to, as value and name, from what has arrived; remembered for a minute."""
    found: dict[str, list[tuple[str, str]]] | None = caches["local"].get("wire-choices")
    if found is None:
        found = {
            "provider": [(str(pk), name) for pk, name in Provider.objects.values_list("pk", "name")],
            "agency": _agencies(),
            "language": [(code, code) for code in _distinct("language")],
            "desk": [(name, name) for name in _distinct("desk")],
            "subject": _subjects(),
        }
        caches["local"].set("wire-choices", found, _CHOICES_FOR)
    return found


def _newest(rows: "QuerySet[WireItem]", moment: str) -> list[tuple[int, datetime]]:
    """Rows by the moment of a change, oldest first; one more than can be told says that there are too many."""
    return list(rows.order_by(moment, "pk").values_list("pk", moment)[: MOST_CHANGES + 1])


def _place(before: str) -> tuple[datetime, int] | None:
    moment, _, number = before.partition("_")
    try:
        at = parse_datetime(moment)
        return (at, int(number)) if at and at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _loaded(ids: Iterable[int]) -> list[WireItem]:
    """The rows, newest first, with the few parts of their records that a list shows."""
    rows = queries.items(Wanted(states=frozenset(ItemState))).filter(pk__in=list(ids))
    return list(rows.annotate(signals=KT("record__signals"), place=KT("record__dateline__place")))


def _lines(items: Sequence[WireItem]) -> list[Line]:
    others = queries.also_from(items)
    uses = uses_of([*(item.pk for item in items), *(other.pk for row in others.values() for other in row)])
    beside = {pk: [Line(other, uses=uses.get(other.pk, [])) for other in row] for pk, row in others.items()}
    return [Line(item, beside.get(item.pk, []), uses.get(item.pk, [])) for item in items]


def _makers(article_ids: set[int]) -> dict[int, str]:
    """Who made each article from a wire, by its audit record."""
    if not article_ids:
        return {}
    rows = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Article),
        object_id__in=[str(pk) for pk in article_ids],
        action="khabar.from_wire",
    ).select_related("user")
    return {
        int(row.object_id): (row.user.get_full_name() or row.user.get_username()) if row.user else ""
        for row in rows.order_by("pk")
    }


def _agencies() -> list[tuple[str, str]]:
    labels = WireLabel.objects.filter(kind=LabelKind.AGENCY, value=OuterRef("slug"))
    return list(Agency.objects.filter(Exists(labels)).order_by("name").values_list("slug", "name"))


def _distinct(column: str) -> list[str]:
    rows = WireItem.objects.order_by(column).values_list(column, flat=True).distinct()
    return [value for value in rows if value]


def _subjects() -> list[tuple[str, str]]:
    """The commonest subjects of what arrived last; any other may be typed."""
    newest = list(WireItem.objects.values_list("pk", flat=True)[:500])
    rows = WireLabel.objects.filter(kind=LabelKind.SUBJECT, item__in=newest).order_by().values("value")
    commonest = rows.annotate(times=Count("pk")).order_by("-times", "value")[:80]
    return [(row["value"], row["value"]) for row in commonest]
