"""Kill messages under an identity of their own: what they name for certain is killed, else a person is asked."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from wagtail.log_actions import log

from khabar.accounts.models import User
from khabar.articles.enums import PubStatus
from khabar.ingest import acting
from khabar.ingest.advisory import Known, named_by
from khabar.ingest.models import WireEvent, WireItem, WireNotice
from khabar.ingest.states import AlertKind, ItemState, NoticeState

RECENT = timedelta(days=3)
"""How old a story may be that a kill message is understood to mean."""
_SIGNAL = "kill"


def follow(item: WireItem, now: datetime) -> WireNotice | None:
    """Act on an item that has just come, if it asks to kill another. Call it inside the transaction that wrote it."""
    if _SIGNAL not in item.record["signals"]:
        return None
    record = item.record
    lines = [item.headline, record["slugline"], *(block["text"] for block in record["body"]), record["ednote"]]
    said = [line for text in lines if text for line in text.split("\n")]
    naming = named_by(said, _recent(item, now), (UTC, timezone.get_default_timezone()))
    notice = WireNotice.objects.create(item=item, candidates=list(naming.candidates), created_at=now)
    if naming.certain is not None:
        kill(notice, naming.certain, now)
        notice.state = NoticeState.LINKED
        notice.save()
    return notice


def kill(notice: WireNotice, item_pk: int, now: datetime, user: User | None = None) -> None:
    """Kill the story that a message means, with every article made from it."""
    item = WireItem.objects.select_for_update(of=("self",)).select_related("provider__agency").get(pk=item_pk)
    notice.target = item
    if item.state == ItemState.KILLED:
        return
    item.state, item.withdrawn, item.pub_status, item.changed_at = ItemState.KILLED, True, PubStatus.CANCELED, now
    item.grouped = False
    item.save(update_fields=["state", "withdrawn", "pub_status", "changed_at", "grouped"])
    if item.event_id:
        WireEvent.objects.filter(pk=item.event_id).update(changed_at=now)
    log(instance=item, action="khabar.notice.kill", user=user, data={"notice": notice.item.guid})
    acting.tell_articles(item, AlertKind.KILL, now)


def _recent(item: WireItem, now: datetime) -> list[Known]:
    """The provider's stories that the message may mean, newest first."""
    rows = WireItem.objects.filter(
        provider_id=item.provider_id, received_at__gte=now - RECENT, withdrawn=False, publishable=True
    ).exclude(pk=item.pk)
    columns = rows.order_by("-received_at").values_list(
        "pk", "guid", "headline", "record__slugline", "created_at", "modified_at"
    )
    return [
        Known(pk, guid, headline, slug or "", tuple(moment for moment in sent if moment))
        for pk, guid, headline, slug, *sent in columns
    ]
