"""What a provider's contract means for articles made from its items: until when, with which credit, not before what."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from khabar.arabic.normalise import normalise_search
from khabar.articles import actions as articles
from khabar.articles.models import Article
from khabar.articles.pictures import picture_ids
from khabar.articles.text import plain_text
from khabar.ingest.models import Lineage, Provider, WireAlert, WireItem, WirePicture
from khabar.ingest.states import AlertKind, ItemState, PhotoUse
from khabar.media import gate
from khabar.media.models import Picture

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def rights_end(items: Iterable[WireItem]) -> datetime | None:
    """Until when an article made from these items may be shown: the earliest end that any of them sets."""
    ends: list[datetime] = []
    for item in items:
        if item.expires_at:
            ends.append(item.expires_at)
        if item.provider.retention_days:
            ends.append(item.received_at + timedelta(days=item.provider.retention_days))
    return min(ends, default=None)


def may_pass_on(items: Iterable[WireItem]) -> bool | None:
    """Whether others may take the text of an article made from these items; None for one made from none."""
    allowed = [item.provider.pass_on for item in items]
    return all(allowed) if allowed else None


def renew_rights(articles_ids: Iterable[int]) -> None:
    """Set each article's rights, for us and for those who take from us, from its items and their contracts now."""
    for article in Article.objects.filter(pk__in=list(articles_ids)):
        items = _items_of(article.pk)
        articles.limit_rights(article=article, until=rights_end(items))
        articles.limit_passing_on(article=article, allowed=may_pass_on(items))


def reasons_against(article: Article, revision: Any, at: datetime) -> list[str]:
    """Why this revision may not be published at `at`, as far as agencies are concerned."""
    items = _items_of(article.pk)
    if not items and not WirePicture.objects.filter(brought=True).exists():
        return []
    draft = revision.as_object()
    reasons = [reason for item in items if (reason := _reason(item, draft, at))]
    pictures = _against_pictures(picture_ids(draft), {item.pk for item in items}, at)
    return list(dict.fromkeys([*_killed(article, items), *reasons, *pictures]))


def pictures_end(picture_id: int) -> datetime:
    """Until when the contracts under which a picture came here let us show it, whichever story it stands in."""
    rows = list(_brought([picture_id]))
    return max((_picture_end(row.item) for row in rows), default=gate.FOREVER)


def renew_picture_rights(picture_id: int) -> None:
    """Write down, in the picture itself, until when the contracts it came under let us show it."""
    end = pictures_end(picture_id)
    until = None if end == gate.FOREVER else max(end, _LONG_AGO)
    Picture.objects.filter(pk=picture_id).update(rights_until=until)


def demands_canonical(article: Article) -> bool:
    """Whether a contract wants the article to name the address it first appeared at."""
    if article.pk is None:
        return False
    return Lineage.objects.filter(article_id=article.pk, item__provider__canonical_link=True).exists()


def has_mandatory_credit(article: Article, provider: Provider) -> bool:
    """True when the article credits the provider's agency, or carries the required words."""
    if not provider.mandatory_credit:
        return True
    credited = article.agencies
    if provider.agency_id in {agency.pk for agency in credited}:
        return True
    words = " ".join([*(f"{a.credit} {a.name}" for a in credited), plain_text(article.body)])
    return f" {_bare(provider.mandatory_credit)} " in f" {_bare(words)} "


def _bare(text: str) -> str:
    """The words alone, as a reader compares them: no marks, dots or brackets."""
    return " ".join(re.findall(r"\w+", normalise_search(text)))


def _brought(ids: Iterable[int]) -> "QuerySet[WirePicture]":
    rows = WirePicture.objects.filter(picture__in=list(ids), brought=True).select_related("item__provider", "picture")
    return rows.defer("item__record", "item__text")


def _picture_end(item: WireItem) -> datetime:
    if item.provider.photo_use == PhotoUse.NONE:
        return datetime.min.replace(tzinfo=UTC)
    return rights_end([item]) or gate.FOREVER


def _against_pictures(ids: Iterable[int], item_ids: set[int], at: datetime) -> list[str]:
    """Why pictures of agencies may not stand in a story made from these items."""
    by_picture: dict[int | None, list[WirePicture]] = {}
    for row in _brought(ids):
        by_picture.setdefault(row.picture_id, []).append(row)
    against = ([_against(row, item_ids, at) for row in rows] for rows in by_picture.values())
    return [reasons[0] for reasons in against if all(reasons)]


def _against(row: WirePicture, item_ids: set[int], at: datetime) -> str:
    provider = row.item.provider
    if provider.photo_use == PhotoUse.NONE:
        return f"عقد {provider} لا يسمح باستعمال صورها: أزل الصورة «{row.picture}»."
    if provider.photo_use == PhotoUse.WITH_STORY and row.item_id not in item_ids:
        return f"صورة {provider} «{row.picture}» لا تُنشر إلا مع خبرها: ضع غيرها."
    if _picture_end(row.item) <= at:
        return f"انتهت مدة استعمال صورة {provider} «{row.picture}»: ضع غيرها."
    return ""


def _items_of(article_id: int) -> list[WireItem]:
    rows = Lineage.objects.filter(article_id=article_id).select_related("item__provider__agency").defer("item__record")
    return [row.item for row in rows]


def _killed(article: Article, items: list[WireItem]) -> list[str]:
    killed = [item for item in items if item.state == ItemState.KILLED]
    if not killed:
        return []
    open_alerts = WireAlert.objects.filter(
        article_id=article.pk, item__in=killed, kind=AlertKind.KILL, resolved_at=None
    ).exists()
    return [f"سحبت {killed[0].provider} الخبر الذي بُني عليه هذا؛ عالج التنبيه أولًا."] if open_alerts else []


def _reason(item: WireItem, draft: Article, at: datetime) -> str:
    provider = item.provider
    if item.embargoed_until and item.embargoed_until > at:
        return f"تحظر {provider} نشره قبل {timezone.localtime(item.embargoed_until):%Y-%m-%d %H:%M}."
    if item.embargoed and item.embargoed_until is None:
        return f"تحظر {provider} نشره بلا موعد معلن."
    if provider.canonical_link and not draft.canonical_url:
        return f"عقد {provider} يوجب ذكر رابط الأصل: اكتبه في حقل «رابط الأصل» من إعدادات الخبر."
    end = rights_end([item])
    if end and end <= at:
        return f"انتهت مدة استعمال خبر {provider}، فلا يُنشر."
    if not has_mandatory_credit(draft, provider):
        return f"عقد {provider} يوجب إسناد الخبر إليها: أضف «{provider.mandatory_credit}» إلى الوكالات أو إلى النص."
    return ""
