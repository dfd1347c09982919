"""Pictures and the articles that show them: who may see a picture, and which stored answers follow a change of one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.signals import post_save, pre_delete

from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, ArticlePicture, record
from khabar.media import gate
from khabar.media.models import Picture
from khabar.media.signals import picture_changed


def connect() -> None:
    """Called once the applications are loaded."""
    gate.register(shown_until)
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
    """The pictures an article in memory shows: its lead and those in its body."""
    body = {block["value"].get("picture") for block in article.body.raw_data if block["type"] == "picture"}
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
