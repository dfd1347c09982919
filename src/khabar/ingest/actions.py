"""What people do at the wire desk, each one atomic act with its audit record.

`user` None is the program itself, or somebody at a terminal; a given user needs the right that the act names.
"""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from wagtail.blocks import StreamValue
from wagtail.log_actions import log

from khabar.accounts.models import User
from khabar.articles import actions as articles
from khabar.articles.enums import ChangeKind, ObjectType, PubStatus
from khabar.articles.models import Agency, Article, Section, record
from khabar.articles.starter import ensure_starters
from khabar.core import clock
from khabar.ingest import contract, credentials, grouping, notices, pictures, store
from khabar.ingest.catalogue import Entry
from khabar.ingest.credentials import Credentials
from khabar.ingest.drafts import draft_of, remember, sources
from khabar.ingest.errors import FeedIncomplete, ItemNotUsable, ItemTaken
from khabar.ingest.models import (
    Feed,
    HeldItem,
    Lineage,
    Provider,
    WireAlert,
    WireEvent,
    WireItem,
    WireNotice,
    WirePicture,
    WireTie,
)
from khabar.ingest.states import FeedState, HeldState, ItemState, LineageKind, NoticeState, PictureState
from khabar.ingest.store import Taken


@transaction.atomic
def make_draft(
    *, item: WireItem, user: User | None = None, section: Section | None = None, only_first: bool = False
) -> Article:
    """A draft with the item's headline, text, dateline and agencies, which remembers the item.

    Args:
        section: where it is filed; else the item's section, or the site's default.
        only_first: make none where an article was made from the item already.

    Raises:
        ItemNotUsable: the item was killed, spiked, or is not meant for readers.
        ItemTaken: with `only_first`, somebody was faster.
        PermissionDenied: `user` may not write articles or see wires.
    """
    _require(user, "articles.add_article", "ingest.view_wireitem")
    usable = _usable([item])
    _only_first(usable, only_first)
    return draft_of(usable, kind=LineageKind.COPY, section=section, user=user)


@transaction.atomic
def merge(
    *, items: Sequence[WireItem], user: User | None = None, section: Section | None = None, only_first: bool = False
) -> Article:
    """One draft of several items, in the order given, that remembers each of them.

    Args:
        section: where it is filed; else the first item's section, or the site's default.
        only_first: make none where an article was made from one of them already.

    Raises:
        ItemNotUsable: there are fewer than two, or one of them may not be used.
        ItemTaken: with `only_first`, somebody was faster.
        PermissionDenied: `user` may not write articles or see wires.
    """
    _require(user, "articles.add_article", "ingest.view_wireitem")
    if len({item.pk for item in items}) < 2:
        raise ItemNotUsable("الدمج يحتاج خبرين على الأقل.")
    usable = _usable(items)
    _only_first(usable, only_first)
    return draft_of(usable, kind=LineageKind.MERGE, section=section, user=user)


@transaction.atomic
def attach(*, article: Article, item: WireItem, kind: LineageKind, user: User | None = None) -> Article:
    """Write down that an article written by hand (a rewrite, a translation) came from an item.

    Raises:
        ItemNotUsable: the item may not be used.
        PermissionDenied: `user` may not change articles or see wires.
    """
    _require(user, "articles.change_article", "ingest.view_wireitem")
    usable = _usable([item])
    remember(article, usable, kind=kind)
    contract.renew_rights([article.pk])
    log(instance=article, action="khabar.from_wire", user=user, data={"kind": kind, "sources": sources([item])})
    return article


@transaction.atomic
def add_as_update(*, article: Article, to: Article, user: User | None = None) -> Article:
    """Put the text of a draft under that of a published article, as a draft of the latter, to be edited and published.

    The published article then came from the draft's items too, so that what their agencies do to them reaches it.

    Raises:
        ItemNotUsable: one of the draft's items may not be used.
        PermissionDenied: `user` may not change articles.
    """
    _require(user, "articles.change_article")
    draft, target = article.get_latest_revision_as_object(), to.get_latest_revision_as_object()
    body = [*target.body.raw_data, {"type": "subheading", "value": draft.headline}, *draft.body.raw_data]
    target.body = StreamValue(target.body.stream_block, body, is_lazy=True)
    items = _usable([line.item for line in Lineage.objects.filter(article=article).select_related("item")])
    remember(to, items, kind=LineageKind.MERGE)
    contract.renew_rights([to.pk])
    target.rights_until = Article.objects.values_list("rights_until", flat=True).get(pk=to.pk)
    target.save_revision(user=user, clean=False)
    log(instance=to, action="khabar.event.update", user=user, data={"article": article.pk, "headline": draft.headline})
    return to


@transaction.atomic
def retry_pictures(*, article: Article, user: User | None = None) -> int:
    """Fetch again, from the next second on, the pictures of its items that did not come. Returns how many there are.

    Raises:
        PermissionDenied: `user` may not change articles.
    """
    _require(user, "articles.change_article")
    ids = [row.pk for row in pictures.of_article(article) if row.state != PictureState.KEPT]
    WirePicture.objects.filter(pk__in=ids).update(state=PictureState.WAITING, next_at=clock.now(), tries=0, reason="")
    return len(ids)


@transaction.atomic
def use_picture(*, article: Article, picture: WirePicture, user: User | None = None) -> Article:
    """Make an item's picture the lead of the article's newest draft, in place of any other.

    Raises:
        ItemNotUsable: it is not here, or belongs to another story.
        PermissionDenied: `user` may not change articles, or not this one now.
    """
    _require(user, "articles.change_article")
    lock = article.get_lock()
    if user is not None and lock is not None and lock.for_user(user):
        raise PermissionDenied
    row = next((row for row in pictures.of_article(article) if row.pk == picture.pk), None)
    if row is None or row.picture is None:
        raise ItemNotUsable("لم تصل هذه الصورة بعد.")
    return pictures.put(article, row, user)


@transaction.atomic
def spike(*, item: WireItem, user: User | None = None) -> WireItem:
    """Put an item aside: it leaves the list and no draft is made from it until it is taken back.

    Raises:
        ItemNotUsable: it is killed already.
        PermissionDenied: `user` may not decide on wires.
    """
    return _set_state(item, ItemState.SPIKED, user, "khabar.wire.spike")


@transaction.atomic
def unspike(*, item: WireItem, user: User | None = None) -> WireItem:
    """Take a spiked item back into the list.

    Raises:
        ItemNotUsable: it is killed.
        PermissionDenied: `user` may not decide on wires.
    """
    state = ItemState.USED if item.lineage.exists() else ItemState.NEW
    return _set_state(item, state, user, "khabar.wire.unspike")


@transaction.atomic
def split_from_event(*, item: WireItem, user: User | None = None) -> WireItem:
    """Say that an item tells of another event than the items it stands with; it is not put with them again.

    Raises:
        ItemNotUsable: it stands with no other item.
        PermissionDenied: `user` may not decide on wires.
    """
    _require(user, "ingest.change_wireitem")
    grouping.lock()
    item = WireItem.objects.get(pk=item.pk)
    others = list(WireItem.objects.filter(event=item.event_id).exclude(pk=item.pk)) if item.event_id else []
    if not others:
        raise ItemNotUsable("ليس هذا الخبر مع غيره في حدث واحد.")
    _say(item, others, False, user)
    log(instance=item, action="khabar.event.split", user=user, data={"from": [other.guid for other in others]})
    item.refresh_from_db()
    return item


@transaction.atomic
def join_event(*, items: Sequence[WireItem], user: User | None = None) -> WireEvent:
    """Say that items, with those they stand with already, tell of one event; they are kept together.

    Raises:
        ItemNotUsable: there are fewer than two, or the agency killed one of them.
        PermissionDenied: `user` may not decide on wires.
    """
    _require(user, "ingest.change_wireitem")
    grouping.lock()
    given = list(WireItem.objects.filter(pk__in=[item.pk for item in items]).order_by("pk"))
    if len(given) < 2:
        raise ItemNotUsable("الجمع في حدث واحد يحتاج خبرين على الأقل.")
    if any(item.state == ItemState.KILLED for item in given):
        raise ItemNotUsable("سحبت الوكالة أحد هذه الأخبار.")
    with_them = WireItem.objects.filter(event__in={item.event_id for item in given if item.event_id})
    first, *others = {item.pk: item for item in [*given, *with_them] if item.state != ItemState.KILLED}.values()
    _unsay([first, *others])
    _say(first, others, True, user)
    log(instance=first, action="khabar.event.join", user=user, data={"with": [other.guid for other in others]})
    first.refresh_from_db()
    assert first.event is not None  # noqa: S101
    return first.event


@transaction.atomic
def resolve_alert(*, alert: WireAlert, user: User | None = None, restore: bool = False) -> WireAlert:
    """Say that an alert was dealt with; the article counts as checked against the version the alert is about.

    Args:
        restore: also publish again an article that the alert withheld or took down.

    Raises:
        PermissionDenied: `user` may not deal with alerts, or with `restore` not publish.
        PublishRefused: with `restore`, a contract is against it.
    """
    _require(user, "ingest.change_wirealert")
    alert = WireAlert.objects.select_for_update(of=("self",)).select_related("article").get(pk=alert.pk)
    if alert.resolved_at is None:
        alert.resolved_at, alert.resolved_by = clock.now(), user
        alert.save(update_fields=["resolved_at", "resolved_by"])
        Lineage.objects.filter(article_id=alert.article_id, item_id=alert.item_id, version__lt=alert.version).update(
            version=alert.version
        )
        log(instance=alert.article, action="khabar.alert.resolve", user=user, data={"kind": alert.kind})
    if restore and alert.article.pub_status != PubStatus.USABLE:
        _require(user, "articles.publish_article")
        articles.publish(article=alert.article, user=user)
    return alert


@transaction.atomic
def resolve_notice(*, notice: WireNotice, item: WireItem | None = None, user: User | None = None) -> WireNotice:
    """Say which story a kill message means, which then is killed as by its own agency; or, with none, that none is.

    Raises:
        ItemNotUsable: the story is of another provider than the message.
        PermissionDenied: `user` may not deal with alerts.
    """
    _require(user, "ingest.change_wirenotice")
    notice = WireNotice.objects.select_for_update(of=("self",)).select_related("item__provider").get(pk=notice.pk)
    if notice.state != NoticeState.OPEN:
        return notice
    if item is not None:
        if item.provider_id != notice.item.provider_id:
            raise ItemNotUsable("الخبر من مزوّد آخر.")
        notices.kill(notice, item.pk, clock.now(), user)
    notice.state = NoticeState.RESOLVED
    notice.resolved_at, notice.resolved_by = clock.now(), user
    notice.save()
    log(instance=notice.item, action="khabar.notice.resolve", user=user)
    return notice


@transaction.atomic
def close_feed(*, feed: Feed, user: User | None = None) -> Feed:
    """Stop collecting a feed.

    Raises:
        PermissionDenied: `user` may not change feeds.
    """
    _require(user, "ingest.change_feed")
    Feed.objects.filter(pk=feed.pk).update(state=FeedState.CLOSED)
    log(instance=feed, action="khabar.feed.close", user=user)
    feed.refresh_from_db()
    return feed


@transaction.atomic
def reopen_feed(*, feed: Feed, user: User | None = None) -> Feed:
    """Collect a feed again, from the next second on, with its errors forgotten.

    Raises:
        FeedIncomplete: it has no address.
        PermissionDenied: `user` may not change feeds.
    """
    _require(user, "ingest.change_feed")
    if not feed.address:
        raise FeedIncomplete("لا عنوان لهذا البث بعد: اكتبه في صفحة التعديل أولًا.")
    now = clock.now()
    Feed.objects.filter(pk=feed.pk).update(
        state=FeedState.OPEN, next_at=now, opened_at=now, failures=0, hard_errors=0, last_error=""
    )
    log(instance=feed, action="khabar.feed.open", user=user)
    feed.refresh_from_db()
    return feed


@transaction.atomic
def set_credentials(*, feed: Feed, given: Credentials, user: User | None = None) -> Feed:
    """Keep a feed's credentials, encrypted; empty ones remove what was kept. They are never in the audit record.

    Raises:
        PermissionDenied: `user` may not change feeds.
    """
    _require(user, "ingest.change_feed")
    feed.credentials = credentials.seal(given)
    feed.save(update_fields=["credentials"])
    log(instance=feed, action="khabar.feed.credentials", user=user)
    return feed


@transaction.atomic
def retry_held(*, held: HeldItem, user: User | None = None) -> Taken:
    """Read held bytes again, and take what can be read now.

    Raises:
        PermissionDenied: `user` may not deal with held items.
    """
    _require(user, "ingest.change_helditem")
    held = HeldItem.objects.select_for_update(of=("self",)).select_related("provider", "feed").get(pk=held.pk)
    taken = store.take(store.Payload(held.name, bytes(held.data)), provider=held.provider, feed=held.feed)
    changes = {"retries": held.retries + 1, "retried_at": clock.now()}
    if taken is not None and not taken.held:
        changes["state"] = HeldState.TAKEN
    HeldItem.objects.filter(pk=held.pk).update(**changes)
    log(instance=held, action="khabar.held.retry", user=user)
    return taken or Taken()


@transaction.atomic
def drop_held(*, held: HeldItem, user: User | None = None) -> HeldItem:
    """Give held bytes up; they are not shown again, whatever the feed sends.

    Raises:
        PermissionDenied: `user` may not deal with held items.
    """
    _require(user, "ingest.change_helditem")
    held.state = HeldState.DROPPED
    held.save(update_fields=["state"])
    log(instance=held, action="khabar.held.drop", user=user)
    return held


@transaction.atomic
def apply_contract(*, provider: Provider, user: User | None = None) -> int:
    """Bring articles made from the provider's items under its contract as it stands now. Returns how many there are.

    Raises:
        PermissionDenied: `user` may not change providers.
    """
    _require(user, "ingest.change_provider")
    ids = set(Lineage.objects.filter(item__provider=provider).values_list("article_id", flat=True))
    contract.renew_rights(ids)
    brought = WirePicture.objects.filter(item__provider=provider, brought=True).exclude(picture=None)
    for picture_id in brought.values_list("picture_id", flat=True).distinct():
        contract.renew_picture_rights(picture_id)
        record(ChangeKind.CHANGED, ObjectType.PICTURE, picture_id)
    return len(ids)


@transaction.atomic
def add_from_catalogue(*, entry: Entry, user: User | None = None) -> Provider | None:
    """A provider and a closed feed set up as the agency's usually are, for the operator to complete.

    Returns None, and changes nothing, where the agency has a provider already.

    Raises:
        PermissionDenied: `user` may not add providers and feeds.
    """
    _require(user, "ingest.add_provider", "ingest.add_feed")
    name = entry.known.name
    if Provider.objects.filter(Q(agency__slug=entry.agency) | Q(name=name)).exists():
        return None
    ensure_starters()
    agency = Agency.objects.get(slug=entry.agency)
    provider = Provider.objects.create(name=name, agency=agency, profile=entry.profile)
    taken = Feed.objects.filter(name=name).exists()
    feed = Feed.objects.create(
        provider=provider,
        name=f"{name} – من الدليل" if taken else name,
        kind=entry.kind,
        interval=entry.interval,
        idle_after=entry.idle_after,
        language=entry.language,
        state=FeedState.CLOSED,
    )
    for instance in (provider, feed):
        log(instance=instance, action="wagtail.create", user=user)
    return provider


def _say(item: WireItem, others: Sequence[WireItem], together: bool, user: User | None) -> None:
    """Write down what a person says of an item and each of the others, and group them by it."""
    for other in others:
        one, two = sorted((item.pk, other.pk))
        WireTie.objects.update_or_create(one_id=one, other_id=two, defaults={"said": together, "by": user})
    grouping.regroup({item.pk, *(other.pk for other in others)}, clock.now())


def _unsay(items: Sequence[WireItem]) -> None:
    """Forget that somebody held these items apart."""
    keys = [item.pk for item in items]
    WireTie.objects.filter(one__in=keys, other__in=keys, said=False).update(said=None, by=None)


def _set_state(item: WireItem, state: ItemState, user: User | None, action: str) -> WireItem:
    _require(user, "ingest.change_wireitem")
    item = WireItem.objects.select_for_update().get(pk=item.pk)
    if item.state == ItemState.KILLED:
        raise ItemNotUsable("سحبت الوكالة هذا الخبر.")
    item.state = state
    item.changed_at = clock.now()
    item.save(update_fields=["state", "changed_at"])
    if item.event_id:
        WireEvent.objects.filter(pk=item.event_id).update(changed_at=item.changed_at)
    log(instance=item, action=action, user=user)
    return item


def _usable(items: Sequence[WireItem]) -> list[WireItem]:
    """The items as they are now, locked in a fixed order against a kill that comes at the same moment.

    Raises:
        ItemNotUsable: one of them may not become an article.
    """
    rows = WireItem.objects.select_for_update(of=("self",)).select_related("provider__agency", "section")
    found = {item.pk: item for item in rows.filter(pk__in=[item.pk for item in items]).order_by("pk")}
    usable = list(dict.fromkeys(found[item.pk] for item in items))
    for item in usable:
        if item.state == ItemState.KILLED:
            raise ItemNotUsable(f"سحبت {item.provider} هذا الخبر: {item.headline}")
        if item.state == ItemState.SPIKED:
            raise ItemNotUsable(f"الخبر مستبعد؛ أعده أولًا: {item.headline}")
        if not item.publishable:
            raise ItemNotUsable("؛ ".join([f"ليس للنشر: {item.headline}", *item.reasons]))
        end = contract.rights_end([item])
        if end and end <= clock.now():
            raise ItemNotUsable(f"انتهت مدة استعماله: {item.headline}")
    return usable


def _only_first(items: Sequence[WireItem], asked: bool) -> None:
    """Items are locked by now, so of two editors one comes second."""
    if asked and (made := Lineage.objects.filter(item__in=items).select_related("article").first()):
        raise ItemTaken(f"من هذا الخبر مسودة أو خبر من قبل: {made.article}")


def _require(user: User | None, *permissions: str) -> None:
    if user is not None and not user.has_perms(permissions):
        raise PermissionDenied
