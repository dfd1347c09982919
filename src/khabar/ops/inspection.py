"""`khabar doctor`: compares database, page store, index, pictures and videos and names what disagrees."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.models import Count, Max, Min
from django.test import Client

from khabar.announcing.queries import failing
from khabar.arabic.plurals import time_since
from khabar.articles.consumers import latest_seq
from khabar.articles.enums import ObjectType
from khabar.articles.models import Article, Change
from khabar.articles.outlets import page_store, search_engine
from khabar.core import clock
from khabar.core.errors import KhabarError
from khabar.media.models import Picture, Video
from khabar.media.videos import storage
from khabar.media.videos.transcode import MASTER, MP4
from khabar.push.queries import troubled

_NAMED = 5
"""Ids named in one finding; the rest are counted."""
_COMPARED = 100
"""Stored pages rendered again and compared, the newest first."""
_ROOM = 256 * 2**20
"""Free bytes below which publishing will soon fail."""
_MADE = (MASTER, MP4)
"""Files of a video that readers can be sent to."""
_RESTORE, _RENDER, _REINDEX = "khabar restore", "khabar render", "khabar reindex"
_BOTH = f"{_RENDER} ثم {_REINDEX}"


@dataclass(frozen=True)
class Finding:
    """One inconsistency and the command that mends it."""

    what: str
    remedy: str


def inspect() -> list[Finding]:
    """Every inconsistency found; an empty list means all agree."""
    checks: list[tuple[Callable[[], Iterable[Finding]], str]] = [
        (_database, _RESTORE),
        (_change_log, _BOTH),
        (_store, _RENDER),
        (_index, _REINDEX),
        (_pictures, _RESTORE),
        (_videos, _RESTORE),
        (_room, _RESTORE),
        (_announcing, _RESTORE),
        (_notifications, _RESTORE),
    ]
    return [finding for check, remedy in checks for finding in _findings(check, remedy)]


def _findings(check: Callable[[], Iterable[Finding]], remedy: str) -> list[Finding]:
    """What one check finds; that it cannot be made is a finding too, and the others are made all the same."""
    try:
        return list(check())
    except (DatabaseError, KhabarError, OSError) as error:
        return [Finding(str(error), remedy)]


def _database() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return  # PostgreSQL holds its own constraints
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(3)")
        for (problem,) in cursor.fetchall():
            if problem != "ok":
                yield Finding(f"قاعدة البيانات: {problem}", _RESTORE)
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, parent, _ in cursor.fetchmany(_NAMED):
            yield Finding(f"قاعدة البيانات: الصف {row} من {table} يشير إلى صف مفقود من {parent}", _RESTORE)


def _change_log() -> Iterator[Finding]:
    logged = Change.objects.filter(object_type=ObjectType.ARTICLE).values("object_id")
    silent = set(Article.objects.public().exclude(pk__in=logged).values_list("pk", flat=True))
    if silent:
        yield Finding(f"مواد منشورة لا يذكرها سجل التغييرات: {_some(silent)}", _BOTH)
    if connection.vendor == "sqlite":  # PostgreSQL skips a number whenever a transaction is given up
        log = Change.objects.aggregate(rows=Count("seq"), first=Min("seq"), last=Max("seq"))
        missing = (log["last"] or 0) - (log["first"] or 1) + 1 - log["rows"]
        if missing:
            yield Finding(f"سجل التغييرات ينقصه {missing} من صفوفه", _BOTH)


def _store() -> Iterator[Finding]:
    store, end = page_store(), latest_seq()
    if store.cursor != end:
        yield Finding(f"مخزن الصفحات عند التغيير {store.cursor} وسجل التغييرات عند {end}", _RENDER)
        return
    shown = {int(key.removeprefix("article:")) for key in store.purge_keys() if key.startswith("article:")}
    hidden = shown - set(Article.objects.public().filter(pk__in=shown).values_list("pk", flat=True))
    if hidden:
        yield Finding(f"في مخزن الصفحات مواد ليست منشورة: {_some(hidden)}", _RENDER)
    for address in _stale():
        yield Finding(f"صفحة مخزنة تخالف قاعدة البيانات: {address}", _RENDER)


def _stale() -> Iterator[str]:
    """Addresses whose stored page is not what would be rendered now."""
    client = Client(SERVER_NAME=urlsplit(settings.SITE_URL).hostname or "localhost")
    for address, entry in page_store().latest(_COMPARED):
        path, _, query = address.partition("?")
        status, headers, body = entry.answers["identity"]
        if not dict(headers).get("content-type", "").startswith("text/html"):
            continue  # an empty feed tells the time, a news sitemap moves with it
        # Whoever sends credentials is answered past the store, and nothing of it is stored.
        now = client.get(quote(path), QUERY_STRING=query, secure=settings.TLS, HTTP_AUTHORIZATION="doctor")
        told = b"".join(now) if now.streaming else now.content
        if (now.status_code, told) != (status, body):
            yield address


def _index() -> Iterator[Finding]:
    engine, end = search_engine(), latest_seq()
    health = engine.health()
    if not health.usable:
        yield Finding(health.reason, _REINDEX)
        return
    if health.cursor != end:
        yield Finding(f"فهرس البحث عند التغيير {health.cursor} وسجل التغييرات عند {end}", _REINDEX)
    public, indexed = set(Article.objects.public().values_list("pk", flat=True)), engine.ids()
    if missing := public - indexed:
        yield Finding(f"مواد منشورة ليست في فهرس البحث: {_some(missing)}", _REINDEX)
    if left := indexed - public:
        yield Finding(f"في فهرس البحث مواد ليست منشورة: {_some(left)}", _REINDEX)


def _pictures() -> Iterator[Finding]:
    kinds = ((Picture, "الصورة"), (Picture.get_rendition_model(), "نسخة الصورة"))
    for model, name in kinds:
        for pk, file in model.objects.values_list("pk", "file").iterator():
            if not default_storage.exists(file):
                yield Finding(f"{name} {pk}: ملفها {file} مفقود من {settings.MEDIA_ROOT}", _RESTORE)


def _videos() -> Iterator[Finding]:
    for video in Video.objects.iterator():
        folder = storage.folder_of(video.pk) / video.made
        made = [folder / name for name in _MADE] if video.made else []
        for path in (one for one in (video.original_path(), *made) if not one.exists()):
            yield Finding(f"الفيديو {video.pk}: ملفه {path.name} مفقود من {path.parent}", _RESTORE)


def _room() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < _ROOM:
        yield Finding(f"لم يبق على قرص {settings.DATA_DIR} إلا {free // 2**20} ميغابايت", "أفرغ مكانًا على القرص")


def _announcing() -> Iterator[Finding]:
    for one in failing():
        yield Finding(
            f"إبلاغ {one.address} بما نُشر يفشل {time_since(one.failing_since, clock.now())}: {one.error}"
            f" (عناوين تنتظر: {one.waiting})",
            one.remedy,
        )


def _notifications() -> Iterator[Finding]:
    for one in troubled():
        yield Finding(f"إشعار القراء بالخبر {one.story} لم يصل: {one.reason}", "راجع docs/how-to/web-push.md")


def _some(ids: set[int]) -> str:
    """The first few ids and how many more there are."""
    first = "، ".join(str(pk) for pk in sorted(ids)[:_NAMED])
    return first if len(ids) <= _NAMED else f"{first}… وعددها {len(ids)}"
