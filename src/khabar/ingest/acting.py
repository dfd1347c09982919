"""What follows, in the same transaction, when an agency updates, corrects or kills an item that articles came from."""

from datetime import datetime

from khabar.articles import actions as articles
from khabar.articles.enums import PubStatus
from khabar.articles.models import Article
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
        if line.article_id in told:
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
