"""What of other sites stands in articles: asked about in the background, its thumbnail as public as the story."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.signals import post_save, pre_delete
from wagtail.models import Revision

from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, ArticleEmbed, record
from khabar.core.rows import one_of
from khabar.media import gate
from khabar.media.embeds.models import Embed, addresses_in, note
from khabar.media.signals import embed_changed, picture_changed

_MARK = '"embed"'


def connect() -> None:
    """Called once the applications are loaded."""
    gate.register(shown_until)
    embed_changed.connect(_record_change, dispatch_uid="articles.embed_changed")
    picture_changed.connect(_thumbnail_changed, dispatch_uid="articles.thumbnail_changed")
    post_save.connect(_link_after_save, sender=Article, dispatch_uid="articles.link_embeds")
    post_save.connect(_note_of_draft, sender=Revision, dispatch_uid="articles.note_embeds")
    pre_delete.connect(_release_before_delete, sender=Article, dispatch_uid="articles.release_embeds")


def shown_until(picture_id: int) -> datetime | None:
    """Until when a public article shows the picture as a thumbnail; None where none does."""
    public = Article.objects.public().filter(embeds__embed__picture=picture_id)
    latest = public.order_by(F("expire_at").desc(nulls_first=True)).values_list("expire_at", flat=True)[:1]
    return next((end or gate.FOREVER for end in latest), None)


def link(article: Article) -> None:
    """Make the links of an article those of what is stored of it; thumbnails it no longer shows are told of."""
    shown = set(note(addresses_in(article.body.raw_data)))
    linked = set(article.embeds.values_list("embed_id", flat=True))
    if gone := linked - shown:
        _tell_of_thumbnails(gone)
        article.embeds.filter(embed_id__in=gone).delete()
    new = [ArticleEmbed(article=article, embed_id=pk) for pk in shown - linked]
    ArticleEmbed.objects.bulk_create(new, ignore_conflicts=True)


def link_stored(bodies: Mapping[int, str]) -> None:
    """The same for articles written without being saved one by one.

    Args:
        bodies: the JSON of each one's body as it is stored now, by id.
    """
    had = set(ArticleEmbed.objects.filter(article_id__in=one_of(bodies)).values_list("article_id", flat=True))
    wanted = {pk for pk, body in bodies.items() if _MARK in body} | had
    for article in Article.objects.filter(pk__in=one_of(wanted)):
        link(article)


def embed_ids(articles: Iterable[Article]) -> list[int]:
    """The ids of the embeds of stored articles."""
    rows = ArticleEmbed.objects.filter(article__in=[article.pk for article in articles])
    return list(rows.order_by("embed_id").values_list("embed_id", flat=True).distinct())


def of_article(article: Article) -> list[Embed]:
    """What is known of the embeds of an article in memory, in the order of its text."""
    urls = addresses_in(article.body.raw_data)
    known = Embed.objects.of(urls)
    return [known[url] for url in urls if url in known]


def _tell_of_thumbnails(embeds: Iterable[int]) -> None:
    pictures = Embed.objects.filter(pk__in=list(embeds), picture__isnull=False).values_list("picture_id", flat=True)
    for pk in pictures:
        record(ChangeKind.CHANGED, ObjectType.PICTURE, pk)


def _record_change(sender: Any, embed_id: int, **kwargs: Any) -> None:
    """What a public article shows of another site became different: the stored answers that carry it must go."""
    if Article.objects.public().filter(embeds__embed=embed_id).exists():
        record(ChangeKind.CHANGED, ObjectType.EMBED, embed_id)


def _thumbnail_changed(sender: Any, picture_id: int, **kwargs: Any) -> None:
    """A thumbnail got more renditions, another crop, or an end of its rights."""
    if shown_until(picture_id) is not None:
        record(ChangeKind.CHANGED, ObjectType.PICTURE, picture_id)


def _link_after_save(sender: Any, instance: Article, update_fields: Any = None, **kwargs: Any) -> None:
    if update_fields is None or "body" in update_fields:
        link(instance)


def _note_of_draft(sender: Any, instance: Revision, **kwargs: Any) -> None:
    """A draft's embeds are asked about while it is being written, so that they are there when it is published."""
    body = instance.content.get("body") if instance.base_content_type_id and instance.content else None
    if isinstance(body, str) and _MARK in body:
        note(addresses_in(json.loads(body)))


def _release_before_delete(sender: Any, instance: Article, **kwargs: Any) -> None:
    if instance.live:
        _tell_of_thumbnails(instance.embeds.values_list("embed_id", flat=True))
