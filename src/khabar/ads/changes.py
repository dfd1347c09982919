"""Tells the folders above when ads change: lists at once, pages only when what they show of ads is another."""

import hashlib
import json
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from khabar.ads import rules
from khabar.ads.enums import STARTERS
from khabar.ads.models import AdsTxt, Campaign, Creative, PagePlan, Slot
from khabar.ads.queries import ad_of, creatives, place_of
from khabar.ads.signals import ads_txt_changed, lists_changed, pages_changed
from khabar.core import clock


def connect() -> None:
    """Called once the applications are loaded."""
    for model in (Slot, Campaign, Creative):
        post_save.connect(_changed, sender=model, dispatch_uid=f"ads.saved.{model.__name__}")
        post_delete.connect(_changed, sender=model, dispatch_uid=f"ads.deleted.{model.__name__}")
    m2m_changed.connect(_changed, sender=Campaign.slots.through, dispatch_uid="ads.booked")
    pre_save.connect(_drop_replaced_files, sender=Creative, dispatch_uid="ads.replaced")
    post_delete.connect(_drop_files, sender=Creative, dispatch_uid="ads.files")
    post_save.connect(_ads_txt_changed, sender=AdsTxt, dispatch_uid="ads.ads_txt")


def ensure_slots(**_: Any) -> None:
    """Give a newsroom without any slot those it starts with."""
    if not Slot.objects.exists():
        Slot.objects.bulk_create(Slot(page=page, position=position, size=size) for page, position, size in STARTERS)


def _changed(sender: Any, raw: bool = False, **_: Any) -> None:
    if raw:
        return
    with transaction.atomic():
        lists_changed.send(sender=sender)
        digest = _page_plan()
        known = PagePlan.objects.select_for_update().filter(pk=1).values_list("digest", flat=True).first()
        if known != digest:
            PagePlan.objects.update_or_create(pk=1, defaults={"digest": digest})
            pages_changed.send(sender=sender)


def _page_plan() -> str:
    at = clock.now()
    standing = [(slot.page, place_of(slot)) for slot in Slot.objects.filter(shown=True)]
    told = rules.plan(standing, [ad_of(one) for one in creatives(at)], at.timestamp())
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=16).hexdigest()


def _ads_txt_changed(sender: Any, **_: Any) -> None:
    with transaction.atomic():
        ads_txt_changed.send(sender=sender)


def _drop_replaced_files(sender: Any, instance: Creative, **_: Any) -> None:
    old = Creative.objects.filter(pk=instance.pk).first() if instance.pk else None
    if old is not None:
        _drop(set(old.files()) - set(instance.files()))


def _drop_files(sender: Any, instance: Creative, **_: Any) -> None:
    _drop(set(instance.files()))


def _drop(names: set[str]) -> None:
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))
