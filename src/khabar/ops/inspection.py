"""`khabar doctor`: compares database, page store and index and names what disagrees."""

from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from khabar.articles.consumers import latest_seq
from khabar.articles.models import Article
from khabar.articles.outlets import page_store, search_engine
from khabar.media.models import Picture


@dataclass(frozen=True)
class Finding:
    """One inconsistency and the command that mends it."""

    what: str
    remedy: str


def inspect() -> list[Finding]:
    """Every inconsistency found; an empty list means all agree."""
    return [*_database(), *_store(), *_index(), *_pictures()]


def _database() -> list[Finding]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(3)")
        problems = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
    return [Finding(f"قاعدة البيانات: {problem}", "khabar restore") for problem in problems]


def _store() -> list[Finding]:
    cursor, end = page_store().cursor, latest_seq()
    if cursor == end:
        return []
    return [Finding(f"مخزن الصفحات عند التغيير {cursor} وسجل التغييرات عند {end}", "khabar render")]


def _index() -> list[Finding]:
    health, end = search_engine().health(), latest_seq()
    if not health.usable:
        return [Finding(health.reason, "khabar reindex")]
    found = []
    if health.cursor != end:
        found.append(Finding(f"فهرس البحث عند التغيير {health.cursor} وسجل التغييرات عند {end}", "khabar reindex"))
    public = Article.objects.public().count()
    if public != health.documents:
        found.append(Finding(f"المنشور {public} وفي الفهرس {health.documents}", "khabar reindex"))
    return found


def _pictures() -> list[Finding]:
    missing = [p for p in Picture.objects.only("file").iterator() if not default_storage.exists(p.file.name)]
    return [Finding(f"ملف الصورة {p.pk} مفقود من {settings.MEDIA_ROOT}", "khabar restore") for p in missing]
