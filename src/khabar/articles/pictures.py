"""Pictures and the articles that show them: who may see a picture, and which stored answers follow a change of one."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.signals import post_save, pre_delete
from django.utils import timezone

from khabar.articles import publishing
from khabar.articles.enums import ChangeKind, NoAlt, ObjectType
from khabar.articles.galleries import Value, picture_values
from khabar.articles.models import Article, ArticlePicture, record
from khabar.media import gate
from khabar.media.models import Picture
from khabar.media.signals import picture_changed


def connect() -> None:
    """Called once the applications are loaded."""
    gate.register(shown_until)
    publishing.register(reasons_against)
    picture_changed.connect(_record_change, dispatch_uid="articles.picture_changed")
    post_save.connect(_link_after_save, sender=Article, dispatch_uid="articles.link_pictures")
    pre_delete.connect(_release_before_delete, sender=Article, dispatch_uid="articles.release_pictures")


def shown_until(picture_id: int) -> datetime | None:
    """Until when a public article shows the picture; None where none does, `gate.FOREVER` where no end is set."""
    public = Article.objects.public()
    ends = [
        _last_end(public.filter(lead_picture_id=picture_id)),
        _last_end(public.filter(pictures__picture_id=picture_id)),
    ]
    return max((end for end in ends if end is not None), default=None)


def reasons_against(article: Article, revision: Any, at: datetime) -> list[str]:
    """Why this revision may not be published at `at`, as far as its pictures are concerned.

    A picture that readers of the story have seen already does not hold it up when its rights are over: it is gone from
    the page anyway, and a correction must not wait. Nor does its missing text, where no person made the revision.
    """
    shown = _of_content(revision.content)
    if not shown:
        return []
    found: dict[int, Picture] = Picture.objects.in_bulk({value["picture"] for value in shown})
    seen = set(article.pictures.values_list("picture_id", flat=True)) if article.live else set()
    over = [one for pk, one in found.items() if pk not in seen and not one.may_be_shown(at)]
    asked = found if revision.user_id is not None else {pk: one for pk, one in found.items() if pk not in seen}
    return [*map(_rights_are_over, over), *_without_words(shown, asked)]


def rights_ending(article: Article, by: datetime) -> list[Picture]:
    """The pictures of an article in memory that we may show no longer than `by`, the first to end first."""
    ending = Picture.objects.filter(pk__in=picture_ids(article), rights_until__lte=by)
    return list(ending.order_by("rights_until", "pk"))


def _rights_are_over(picture: Picture) -> str:
    end = timezone.localtime(picture.rights_until)
    return f"انتهى حقنا في نشر الصورة «{picture}» في {end:%Y-%m-%d %H:%M}: ضع غيرها، أو مدّد الموعد في صفحتها."


def _of_content(content: Mapping[str, Any]) -> list[Value]:
    """The pictures of a revision: the lead and those of the body, read without building the article and its blocks."""
    body = content.get("body") or []
    lead = {
        "picture": content.get("lead_picture"),
        "alt": content.get("lead_alt"),
        "no_alt": content.get("lead_no_alt"),
        "caption": content.get("lead_caption"),
    }
    values = (lead, *picture_values(json.loads(body) if isinstance(body, str) else body))
    return [value for value in values if value["picture"]]


def _without_words(shown: list[Value], asked: Mapping[int, Picture]) -> list[str]:
    """A reason for each picture that has neither words nor a reason for having none."""
    found = [_silence(one, asked[one["picture"]]) for one in shown if one["picture"] in asked]
    return [reason for reason in dict.fromkeys(found) if reason]


def _silence(value: Value, picture: Picture) -> str:
    """What is wrong with a picture that has neither words nor a reason that holds; empty where it has."""
    reason = value.get("no_alt")
    if (value.get("alt") or picture.default_alt_text).strip():
        return ""
    if reason == NoAlt.CAPTIONED and not (value.get("caption") or picture.caption).strip():
        return f"الصورة «{picture}» بلا شرح يصفها: اكتب شرحها أو نصها البديل، أو اختر سببًا آخر."
    return "" if reason else f"الصورة «{picture}» بلا نص بديل: صفها لمن لا يراها، أو اختر سبب ترك النص."


def link(article: Article) -> None:
    """Make the links of an article those of what is stored of it; what it no longer shows is told to the change log.

    A save of the article calls this; after a bulk write of articles with pictures, call it for each.
    """
    shown = set(Picture.objects.filter(pk__in=picture_ids(article)).values_list("pk", flat=True))
    linked = set(article.pictures.values_list("picture_id", flat=True))
    if gone := linked - shown:
        article.pictures.filter(picture_id__in=gone).delete()
        _tell(gone)
    new = [ArticlePicture(article=article, picture_id=pk) for pk in shown - linked]
    ArticlePicture.objects.bulk_create(new, ignore_conflicts=True)


def _last_end(articles: QuerySet[Article]) -> datetime | None:
    latest = articles.order_by(F("expire_at").desc(nulls_first=True)).values_list("expire_at", flat=True)[:1]
    return next((end or gate.FOREVER for end in latest), None)


def picture_ids(article: Article) -> set[int]:
    """The pictures an article in memory shows: its lead, those in its body and those of its galleries."""
    body = {value["picture"] for value in picture_values(article.body.raw_data)}
    return {pk for pk in (article.lead_picture_id, *body) if pk}


def _tell(changed: Iterable[int]) -> None:
    for picture_id in changed:
        record(ChangeKind.CHANGED, ObjectType.PICTURE, picture_id)


def _record_change(sender: Any, picture_id: int, **kwargs: Any) -> None:
    """A picture that a public article shows became different: the stored answers that carry it must go."""
    if shown_until(picture_id) is not None:
        _tell([picture_id])


def _link_after_save(sender: Any, instance: Article, update_fields: Any = None, **kwargs: Any) -> None:
    if update_fields is None or {"body", "lead_picture"} & set(update_fields):
        link(instance)


def _release_before_delete(sender: Any, instance: Article, **kwargs: Any) -> None:
    """A deleted article no longer says which pictures it showed, so they are told of one by one."""
    if instance.live:
        _tell(picture_ids(instance))
