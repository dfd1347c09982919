"""Takes what was collected into the database: new, newer, withdrawn or nothing; what cannot be read is held."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from khabar.articles import actions as articles
from khabar.articles.models import Article
from khabar.core import clock
from khabar.core.errors import KhabarError
from khabar.formats.errors import FormatError
from khabar.formats.wire.errors import NotNews
from khabar.ingest import acting, beside, contract, labels, notices, routing, seam, second
from khabar.ingest.decide import Decision
from khabar.ingest.drafts import draft_of
from khabar.ingest.enums import Outcome
from khabar.ingest.errors import SecondPublication
from khabar.ingest.models import Feed, HeldItem, Lineage, Provider, Rule, WireEvent, WireItem, WireVersion
from khabar.ingest.seam import Arrival
from khabar.ingest.states import AlertKind, FeedKind, HeldState, ItemState, LineageKind, RuleAction

logger = logging.getLogger(__name__)

_ALERTS = {Outcome.CORRECTION: AlertKind.CORRECTION, Outcome.KILL: AlertKind.KILL}  # any other is an update


_COUNTED = {
    Outcome.NEW: "new",
    Outcome.NEW_VERSION: "changed",
    Outcome.CORRECTION: "changed",
    Outcome.EMBARGOED: "changed",
    Outcome.EXPIRED: "changed",
    Outcome.KILL: "killed",
}


@dataclass(frozen=True)
class Payload:
    """One document of a feed: its bytes and a name a person can find it by."""

    name: str
    data: bytes


@dataclass
class Taken:
    """What became of the items of one or more documents."""

    new: int = 0
    changed: int = 0
    killed: int = 0
    unchanged: int = 0
    held: int = 0

    @property
    def moved(self) -> int:
        """Items that brought anything."""
        return self.new + self.changed + self.killed

    def count(self, outcome: Outcome) -> None:
        """One item more."""
        name = _COUNTED.get(outcome, "unchanged")
        setattr(self, name, getattr(self, name) + 1)

    def add(self, other: "Taken") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def take(payload: Payload, *, provider: Provider, feed: Feed | None = None, unsure: bool = False) -> Taken | None:
    """Take one document. It may be taken again at any time: what is known already changes nothing.

    Args:
        unsure: the document may be unfinished: where it cannot be read, leave it and return None.
    """
    if beside.is_picture(payload.data):  # it comes beside a text that names it
        beside.keep(provider, beside.file_name(payload.name), payload.data)
        return Taken()
    taken = Taken()
    try:
        reading = seam.read(
            payload.data, source=payload.name, provider=provider, language=feed.language if feed else ""
        )
    except NotNews:  # agencies' catalogues and plans come by the same feed; nobody has to look at them
        return Taken()
    except FormatError as error:
        if unsure:
            return None
        # A feed on the web is one document that keeps changing: only its newest unreadable copy is held.
        one = payload.name if feed and feed.kind == FeedKind.HTTP else ""
        hold(payload, provider=provider, feed=feed, reason=error.reason, guid=one)
        return Taken(held=1)
    except Exception as error:  # a fault of ours in reading one document must not stop the feed
        logger.exception("%s cannot be read", payload.name)
        hold(payload, provider=provider, feed=feed, reason=f"خلل في قراءته ({type(error).__name__})")
        return Taken(held=1)
    beside.keep_attached(provider, payload.data, letter=_letter(reading))
    known = _known(provider, reading.arrivals)
    for arrival in reading.arrivals:
        try:
            taken.count(_take_one(arrival, known.get(arrival.guid), provider, feed))
        except (KhabarError, ValidationError, ValueError) as error:
            hold(payload, provider=provider, feed=feed, reason=_reason(error), guid=arrival.guid)
            taken.held += 1
    for part in reading.unread:
        hold(payload, provider=provider, feed=feed, reason=part.reason, guid=part.guid)
        taken.held += 1
    return taken


def _letter(reading: seam.Reading) -> str:
    """The identity of a letter that is the story itself; empty where it only carried one."""
    return next((arrival.guid for arrival in reading.arrivals if arrival.record["format"] == "email"), "")


def hold(payload: Payload, *, provider: Provider, feed: Feed | None, reason: str, guid: str = "") -> HeldItem:
    """Keep bytes that could not be read. The same bytes, or the same item of a feed, are kept once, the newest copy."""
    whole = hashlib.sha256(payload.data).hexdigest()
    digest = hashlib.sha256(f"{feed and feed.pk} {guid}".encode()).hexdigest() if guid else whole
    values = {"data": payload.data, "reason": reason[:500], "name": payload.name[:500], "feed": feed}
    held, new = HeldItem.objects.update_or_create(
        provider=provider, digest=digest, defaults=values, create_defaults=values | {"received_at": clock.now()}
    )
    if not new and held.state == HeldState.TAKEN:
        HeldItem.objects.filter(pk=held.pk).update(state=HeldState.HELD)
    return held


def _known(provider: Provider, arrivals: list[Arrival]) -> dict[str, WireItem]:
    found = WireItem.objects.filter(provider=provider, guid__in=[arrival.guid for arrival in arrivals])
    return {item.guid: item for item in found.defer("record", "text")}


def _take_one(arrival: Arrival, known: WireItem | None, provider: Provider, feed: Feed | None) -> Outcome:
    """One item in one transaction; most items of a poll are known already and need none."""
    if not _brings_anything(known, seam.judge(known, arrival, clock.now()), arrival):
        return Outcome.DUPLICATE
    try:
        return _write(arrival, provider, feed)
    except IntegrityError:  # another feed of the provider brought the same item at the same moment
        return _write(arrival, provider, feed)


def _brings_anything(known: WireItem | None, decision: Decision, arrival: Arrival) -> bool:
    """False for what we have, and for what nobody wants. An advisory or a test is kept once, with the reason."""
    if decision.outcome == Outcome.REFUSED:
        return known is None and arrival.incoming.withdraws
    return decision.outcome != Outcome.DUPLICATE


@transaction.atomic
def _write(arrival: Arrival, provider: Provider, feed: Feed | None) -> Outcome:
    """Decide again with the item locked, and write everything that follows in the same transaction."""
    now = clock.now()
    item = WireItem.objects.select_for_update().filter(provider=provider, guid=arrival.guid).first()
    decision = seam.judge(item, arrival, now)
    if not _brings_anything(item, decision, arrival):
        return Outcome.DUPLICATE
    if item is None:
        created = _create(arrival, decision, provider, feed, now)
        notices.follow(created, now)
        _route(created, now)
        return Outcome.KILL if decision.outcome == Outcome.KILL else Outcome.NEW
    item.provider = provider
    _replace(item, arrival, decision, now)
    acting.tell_articles(item, _ALERTS.get(decision.outcome, AlertKind.UPDATE), now)
    contract.renew_rights(Lineage.objects.filter(item=item).values_list("article_id", flat=True))
    return decision.outcome


def _create(arrival: Arrival, decision: Decision, provider: Provider, feed: Feed | None, now: datetime) -> WireItem:
    item = WireItem(
        provider=provider,
        feed=feed,
        guid=arrival.guid,
        section=feed.section if feed else None,
        received_at=now,
        changed_at=now,
        **labels.columns(arrival),
    )
    _set_state(item, decision)
    item.save(force_insert=True)
    labels.relabel(item, arrival.record, now)
    return item


def _replace(item: WireItem, arrival: Arrival, decision: Decision, now: datetime) -> None:
    """Put the new version in the place of the old one, which is kept beside it."""
    WireVersion.objects.create(item=item, version=item.version, received_at=item.changed_at, record=item.record)
    for name, value in labels.columns(arrival).items():
        setattr(item, name, value)
    item.changed_at = now
    item.grouped = False
    _set_state(item, decision)
    item.save()
    labels.relabel(item, arrival.record, item.received_at)
    if item.event_id:
        WireEvent.objects.filter(pk=item.event_id).update(changed_at=now)


def _set_state(item: WireItem, decision: Decision) -> None:
    """A kill marks the item; a later version for use takes the mark away again."""
    if decision.outcome == Outcome.KILL:
        item.state = ItemState.KILLED
    elif item.state == ItemState.KILLED:
        item.state = ItemState.USED if item.lineage.exists() else ItemState.NEW


def _route(item: WireItem, now: datetime) -> None:
    """Send a new item where the first matching rule says. A rule that cannot be carried out says so on the item."""
    if not item.publishable or item.state == ItemState.KILLED:
        return
    facts = routing.Facts(
        provider_id=item.provider_id,
        section_id=item.section_id,
        urgency=item.urgency,
        subjects=frozenset(labels.subjects_of(item.record)),
        text=f"{item.headline}\n{item.text}",
        hour=timezone.localtime(now).time(),
    )
    rule = routing.first_match(Rule.objects.filter(active=True).select_related("section"), facts)
    if rule is None:
        return
    item.desk = rule.desk
    item.routed = rule.name
    try:
        _carry_out(rule, item)
    except (KhabarError, ValidationError) as error:
        item.routed = f"{rule.name}: {_reason(error)}"[:500]
    item.save(update_fields=["desk", "routed", "state"])


def _carry_out(rule: Rule, item: WireItem) -> None:
    """Make the draft, and publish it where the rule says so; a draft that may not be published stays one."""
    if rule.action == RuleAction.DESK:
        return
    with transaction.atomic():
        article = draft_of([item], kind=LineageKind.COPY, section=rule.section, user=None)
        Lineage.objects.filter(article=article).update(automatic=True)
        item.state = ItemState.USED
    if rule.action == RuleAction.PUBLISH:
        with transaction.atomic():
            second.take_turns()
            _refuse_second(article)
            articles.publish(article=article)


def _refuse_second(article: Article) -> None:
    """A rule does not publish an event twice: the story stays a draft, and its item says why.

    Raises:
        SecondPublication: readers have an article about the event.
    """
    if found := second.public_on_same_event(article):
        raise SecondPublication(f"بقي مسودة لأن خبرًا عن الحدث نفسه منشور: «{found[0].article.headline}»")


def _reason(error: Exception) -> str:
    messages = getattr(error, "messages", None)
    return "؛ ".join(messages) if messages else str(error) or type(error).__name__
