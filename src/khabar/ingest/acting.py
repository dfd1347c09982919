"""What follows, in the same transaction, when an agency updates, corrects or kills an item that articles came from."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log

from khabar.articles import actions as articles
from khabar.articles.amending import Note
from khabar.articles.enums import AmendmentKind, PubStatus
from khabar.articles.models import Article
from khabar.core.errors import KhabarError
from khabar.ingest import automatic
from khabar.ingest.drafts import rewrite
from khabar.ingest.models import Lineage, WireAlert, WireItem
from khabar.ingest.states import AlertKind, OnKill, OnUpdate


def tell_articles(item: WireItem, kind: AlertKind, now: datetime) -> int:
    """Raise an alert on every article made from the item, and do to the article what the contract says.

    Call it inside the transaction that writes the item's new version, with the item locked: an alert is then there
    exactly when the new version is. Returns the number of alerts that are new.
    """
    raised = 0
    waiting = WireAlert.objects.filter(item=item, kind=AlertKind.KILL, resolved_at=None)
    told = set(waiting.values_list("article_id", flat=True)) if kind == AlertKind.KILL else set()
    for line in Lineage.objects.filter(item=item).select_related("article").order_by("pk"):
        if line.article_id in told or _replaced(line, item, kind):
            continue
        _, new = WireAlert.objects.get_or_create(
            article=line.article,
            item=item,
            kind=kind,
            version=item.version,
            defaults={"used_version": line.version, "created_at": now},
        )
        if new:
            raised += 1
            _follow_contract(line.article, item, kind)
    return raised


def _replaced(line: Lineage, item: WireItem, kind: AlertKind) -> bool:
    """Put the new version in the place of a story that a rule made and nobody touched, published where it was.

    What may not be published as it is now (embargo, missing credit) stays as it was, and an alert says so.
    """
    article = line.article
    if kind == AlertKind.KILL or item.provider.on_update != OnUpdate.REPLACE or not line.automatic:
        return False
    if article.pub_status != PubStatus.USABLE or not automatic.untouched(article):
        return False
    try:
        with transaction.atomic():
            draft = rewrite(article, item)
            if article.live:
                articles.publish(article=draft, note=_note(item, kind))
    except (KhabarError, ValidationError) as error:
        log(instance=article, action="khabar.refused", data={"reason": str(error)})
        return False
    log(instance=article, action="khabar.wire.replaced", data={"kind": kind, "version": item.version})
    return True


def _note(item: WireItem, kind: AlertKind) -> Note:
    """What readers are told of what the agency sent."""
    if kind != AlertKind.CORRECTION:
        return Note(AmendmentKind.UPDATE)
    source = item.provider.agency or item.provider
    return Note(AmendmentKind.CORRECTION, f"صُحح هذا الخبر بعد تصحيح من {source}.")


def _follow_contract(article: Article, item: WireItem, kind: AlertKind) -> None:
    provider = item.provider
    if article.pub_status == PubStatus.CANCELED:
        return
    reason = f"{kind.label} من {provider}: {item.guid}"[:300]
    if kind == AlertKind.KILL:
        act = articles.kill if provider.on_kill == OnKill.TAKE_DOWN else articles.withhold
        act(article=article, reason=reason)
    elif kind == AlertKind.CORRECTION and provider.on_update == OnUpdate.WITHHOLD_CORRECTED and article.live:
        articles.withhold(article=article, reason=reason)
