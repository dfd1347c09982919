"""Videos and the articles that show them: who may see a video, what videos there are, which stored pages follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet
from django.db.models.signals import post_save, pre_delete

from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, ArticleVideo, record
from khabar.articles.models.article import ArticleQuerySet
from khabar.media.gate import FOREVER
from khabar.media.models import Video
from khabar.media.signals import video_changed
from khabar.media.videos import gate


@dataclass(frozen=True)
class Shown:
    """A video as readers find it: since when, and in which public story it was shown first."""

    video: Video
    article: Article
    since: datetime
    until: datetime | None


def connect() -> None:
    """Called once the applications are loaded."""
    gate.register(shown_until)
    video_changed.connect(_record_change, dispatch_uid="articles.video_changed")
    post_save.connect(_link_after_save, sender=Article, dispatch_uid="articles.link_videos")
    pre_delete.connect(_release_before_delete, sender=Article, dispatch_uid="articles.release_videos")


def shown_until(video_id: int) -> datetime | None:
    """Until when a public article shows the video; None where none does, `FOREVER` where no end is set."""
    public = Article.objects.public().filter(videos__video_id=video_id)
    latest = public.order_by(F("expire_at").desc(nulls_first=True)).values_list("expire_at", flat=True)[:1]
    return next((end or FOREVER for end in latest), None)


def video_ids(article: Article) -> set[int]:
    """The videos an article in memory shows: its lead and those in its body."""
    body = {block["value"].get("video") for block in article.body.raw_data if block["type"] == "video"}
    return {pk for pk in (article.lead_video_id, *body) if pk}


def link(article: Article) -> None:
    """Make the links of an article those of what is stored of it; what it no longer shows is told to the change log."""
    shown = set(Video.objects.filter(pk__in=video_ids(article)).values_list("pk", flat=True))
    linked = set(article.videos.values_list("video_id", flat=True))
    if gone := linked - shown:
        article.videos.filter(video_id__in=gone).delete()
        _tell(gone)
    new = [ArticleVideo(article=article, video_id=pk) for pk in shown - linked]
    ArticleVideo.objects.bulk_create(new, ignore_conflicts=True)


def stories_with(video: Video) -> ArticleQuerySet:
    """Public stories that show the video, oldest first."""
    rows: ArticleQuerySet = Article.objects.public().filter(videos__video=video).select_related("section")
    return rows.select_related("lead_picture").defer("body").order_by("first_published_at", "pk")


def newest(size: int, *, before: int | None = None, **stories: Any) -> list[Shown]:
    """The videos that readers may see, by when a public story first showed them, newest first.

    Args:
        before: only those that come after the video with this id in that order; none where it is not one of them.
        stories: only those in stories filed there, such as `section=`.
    """
    rows = _since(Article.objects.public().filter(**stories))
    if before is not None:
        moment = next(iter(rows.filter(video_id=before).values_list("since", flat=True)), None)
        if moment is None:
            return []
        rows = rows.filter(Q(since__lt=moment) | Q(since=moment, video_id__lt=before))
    return _shown(dict(rows.order_by("-since", "-video_id").values_list("video_id", "since")[:size]))


def among(ids: Iterable[int]) -> dict[int, Shown]:
    """Those of the videos that readers may see, by id."""
    rows = _since(Article.objects.public()).filter(video_id__in=list(ids))
    return {one.video.pk: one for one in _shown(dict(rows.values_list("video_id", "since")))}


def shown(video: Video) -> Shown | None:
    """The video as readers find it; None where no public story shows it."""
    rows = _since(Article.objects.public()).filter(video=video)
    return next(iter(_shown(dict(rows.values_list("video_id", "since")))), None)


def _since(stories: ArticleQuerySet) -> QuerySet[Any, Any]:
    """Rows of each playable video of the stories with when the first of these was published."""
    links = ArticleVideo.objects.filter(article__in=stories, video__in=Video.objects.ready())
    return links.values("video_id").annotate(since=Min("article__first_published_at"))


def _shown(since: dict[int, datetime]) -> list[Shown]:
    """The given videos, each with its first public story; the same few queries for any number, none for none."""
    if not since:
        return []
    videos = Video.objects.select_related("own_poster", "frame").in_bulk(list(since))
    links = ArticleVideo.objects.filter(video_id__in=since, article__in=Article.objects.public())
    stories: dict[int, Article] = {}
    rows = links.select_related("article__section").defer("article__body").order_by("article__first_published_at", "pk")
    ends = dict(links.values("video_id").annotate(end=Max("article__expire_at")).values_list("video_id", "end"))
    endless = set(links.filter(article__expire_at=None).values_list("video_id", flat=True))
    for row in rows:
        stories.setdefault(row.video_id, row.article)
    found = []
    for pk, moment in since.items():
        if pk in videos and pk in stories:
            ending = [end for end in (None if pk in endless else ends.get(pk), videos[pk].rights_until) if end]
            found.append(Shown(videos[pk], stories[pk], moment, min(ending, default=None)))
    return found


def _tell(changed: Iterable[int]) -> None:
    for video_id in changed:
        record(ChangeKind.CHANGED, ObjectType.VIDEO, video_id)


def _record_change(sender: Any, video_id: int, **kwargs: Any) -> None:
    """A video that a public article shows became different: the stored answers that carry it must go."""
    if shown_until(video_id) is not None:
        _tell([video_id])


def _link_after_save(sender: Any, instance: Article, update_fields: Any = None, **kwargs: Any) -> None:
    if update_fields is None or {"body", "lead_video"} & set(update_fields):
        link(instance)


def _release_before_delete(sender: Any, instance: Article, **kwargs: Any) -> None:
    if instance.live:
        _tell(video_ids(instance))
