"""What follows the change log: the page store drops the pages a change touches, the index adds or deletes.

Each consumer keeps its cursor beside its own data, works at least once and may be run again: a consumer that
died goes on from its cursor, a lost store or index is rebuilt from the database.
"""

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.utils import timezone

from khabar.articles import additions
from khabar.articles.documents import documents
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import (
    Article,
    ArticleAgency,
    ArticleAuthor,
    ArticleEmbed,
    ArticlePicture,
    ArticleTopic,
    ArticleVideo,
    Change,
)
from khabar.articles.outlets import page_store, search_engine
from khabar.articles.queries import next_due, related_values
from khabar.articles.rebuilding import alone, build, building
from khabar.articles.rules import Filing, purge_keys
from khabar.media.videos.models import Video

BATCH = 5_000
# Past this many changes at once it is cheaper to empty the store than to find the pages of each.
CLEAR_STORE_FROM = 2_000
# After so many changes at once the index does its upkeep before the next publish.
SETTLE_FROM = 500
# An index of so many stories is rebuilt while a publisher waits.
SMALL = 500
_left_to_another = False


def follow(rebuild: bool = False) -> int:
    """Bring this node's page store and search index up to the end of the change log.

    Safe to call from several processes at once: one works, the others wait and then find nothing to do.

    Args:
        rebuild: also build a missing or damaged index anew, however long that takes; without it an index of
            more than `SMALL` stories is left to the background follower.

    Returns:
        The number of changes applied to the store.
    """
    with alone("follow"):
        applied = _follow_store()
        followed = _follow_index()
        if applied or page_store().due() is None:
            remember_due()
    if not followed and (rebuild or Article.objects.public().count() <= SMALL):
        mend_index()
    return applied


def remember_due() -> None:
    """Tell the page store when something opens, changes or ends by itself next; call it `alone("follow")`."""
    moment = next_due()
    page_store().set_due(moment.timestamp() if moment else math.inf)


def follow_after_commit() -> None:
    """`follow`, for whoever has just committed a change; nothing while the log is `left_to_another`."""
    if not _left_to_another:
        follow()


@contextmanager
def left_to_another() -> Iterator[None]:
    """While it lasts, commits of this process do not follow the log: another process does, or the caller at the end."""
    global _left_to_another
    _left_to_another = True
    try:
        yield
    finally:
        _left_to_another = False


def latest_seq() -> int:
    """The end of the change log."""
    return Change.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def rebuild_index() -> int:
    """Build the search index anew from the database beside the old one, then swap. Returns its document count.

    Publishing goes on meanwhile: what it changes is applied to the new index at the end.
    """
    with building():
        build(latest_seq())
    follow()
    return search_engine().count()


def mend_index() -> None:
    """Build the index anew if it is still missing or damaged once no other process builds it."""
    with building():
        if _reached(latest_seq()) is not None:
            return
        build(latest_seq())
    with alone("follow"):
        _follow_index()


def index_follows_log() -> bool:
    """Whether the index stands at a place of this log, from which it can be brought up to date."""
    return _reached(latest_seq()) is not None


def clear_store() -> None:
    """Empty the page store; pages are rendered again as they are asked for."""
    with alone("follow"):
        page_store().clear(cursor=latest_seq())


def _follow_store() -> int:
    store = page_store()
    end = latest_seq()
    start = store.cursor
    if start is None or start > end or end - start >= CLEAR_STORE_FROM:
        store.clear(cursor=end)
        return end - (start or 0)
    if start < end and not store.stats().pages:
        store.clear(cursor=end)  # nothing stored: no keys to work out
        return end - start
    for changes in _batches(start, end):
        if any(change.object_type == ObjectType.CALENDAR for change in changes):
            store.clear(cursor=changes[-1].seq)  # dates stand on every page
        else:
            store.purge(_keys(changes), cursor=changes[-1].seq)
    return end - start


def _reached(end: int) -> int | None:
    """The position of the index in the log that ends at `end`; None when the index has to be built anew."""
    health = search_engine().health()
    return health.cursor if health.usable and health.cursor is not None and health.cursor <= end else None


def _follow_index() -> bool:
    """Apply what changed; False when there is no index to apply it to."""
    engine = search_engine()
    end = latest_seq()
    start = _reached(end)
    if start is None:
        return False
    for changes in _batches(start, end):
        touched = {change.object_id for change in changes if change.object_type == ObjectType.ARTICLE}
        for change in changes:
            touched |= _filed_under(change)
        engine.apply(add=documents(touched), delete=touched, cursor=changes[-1].seq)
    if end - start >= SETTLE_FROM:
        engine.settle()
    return True


def _batches(start: int, end: int) -> Iterator[list[Change]]:
    while start < end:
        changes = list(Change.objects.filter(seq__gt=start, seq__lte=end).order_by("seq")[:BATCH])
        if not changes:
            return
        yield changes
        start = changes[-1].seq


def _keys(changes: list[Change]) -> set[str]:
    """Purge keys of a batch: from what is stored now, plus each object's own key, which its old pages carry."""
    keys: set[str] = set()
    articles = {change.object_id for change in changes if change.object_type == ObjectType.ARTICLE}
    keys |= {f"article:{pk}" for pk in articles}
    for filing in filings(articles):
        keys |= purge_keys(filing)
    for change in changes:
        if change.object_type != ObjectType.ARTICLE:
            keys |= {f"{change.object_type}:{change.object_id}", f"name:{change.object_type}:{change.object_id}"}
        if change.object_type == ObjectType.VIDEO:
            keys.add("videos")
        if change.object_type in (ObjectType.SECTION, ObjectType.PAGE):
            keys.add("chrome")
        if change.kind in (ChangeKind.DELETED, ChangeKind.WITHDRAWN):
            keys |= {"front", "feed", "sitemap", "news-sitemap", "videos"}
    return keys


def filings(ids: Iterable[int]) -> Iterator[Filing]:
    """Where each article appears now."""
    rows = list(Article.objects.filter(pk__in=list(ids)).values_list("pk", "first_published_at", "section_id"))
    found = [pk for pk, _, _ in rows]
    topics = related_values(ArticleTopic, "topic_id", found)
    authors = related_values(ArticleAuthor, "author_id", found)
    agencies = related_values(ArticleAgency, "agency_id", found)
    pictures = related_values(ArticlePicture, "picture_id", found)
    videos = related_values(ArticleVideo, "video_id", found)
    thumbnails = related_values(ArticleEmbed, "embed__picture_id", found)
    posters = _posters({pk for of_story in videos.values() for pk in of_story})
    lists = additions.lists(found)
    for pk, published, section_id in rows:
        yield Filing(
            article_id=pk,
            published_at=timezone.localtime(published) if published else None,
            section_id=section_id,
            topic_ids=topics[pk],
            author_ids=authors[pk],
            agency_ids=agencies[pk],
            picture_ids=[
                *pictures[pk],
                *(poster for video in videos[pk] for poster in posters.get(video, ())),
                *filter(None, thumbnails[pk]),
            ],
            video_ids=videos[pk],
            lists=lists[pk],
        )


def _posters(videos: set[int]) -> dict[int, list[int]]:
    """The pictures that stand for each of the videos: the one chosen and the one taken from the film."""
    rows = Video.objects.filter(pk__in=videos).values_list("pk", "own_poster_id", "frame_id") if videos else ()
    return {pk: [picture for picture in pictures if picture] for pk, *pictures in rows}


def _filed_under(change: Change) -> set[int]:
    """The articles whose documents name the section, topic, author, agency or source that changed."""
    field = {
        ObjectType.SECTION: "section",
        ObjectType.TOPIC: "filings__topic",
        ObjectType.AUTHOR: "bylines__author",
        ObjectType.AGENCY: "credits__agency",
    }.get(ObjectType(change.object_type))
    if field is None:
        return additions.articles_of(change)
    return set(Article.objects.public().filter(**{field: change.object_id}).values_list("pk", flat=True))
