"""`khabar doctor` is silent about a sound newsroom and names each thing that was planted into it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.factories.articles import SectionFactory, published
from tests.factories.pictures import jpeg
from tests.factories.videos import prepared

from khabar.articles.consumers import follow, latest_seq
from khabar.articles.models import Article, Change
from khabar.articles.outlets import page_store, search_engine
from khabar.media.actions import add_picture
from khabar.media.videos import storage
from khabar.ops.inspection import inspect

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(client: Client) -> Iterator[Article]:
    """A published story with a picture, indexed, its page and the front page stored."""
    picture = add_picture(data=jpeg(), name="مرصد.jpg", caption="المرصد", credit="خبر", alt="قبة مرصد")
    article = published(headline="افتتاح المرصد", section=SectionFactory(slug="علوم"), lead_picture=picture)
    published(headline="معرض الكتاب", section=article.section)
    follow(rebuild=True)
    for address in ("/", article.get_absolute_url(), "/feed/"):
        assert client.get(address).status_code == 200
    yield article
    shutil.rmtree(Path(settings.MEDIA_ROOT), ignore_errors=True)


def _lose_document(story: Article) -> None:
    search_engine().apply(add=(), delete=[story.pk], cursor=latest_seq())


def _leave_document(story: Article) -> None:
    Article.objects.filter(pk=story.pk).update(live=False)


def _change_behind_the_log(story: Article) -> None:
    Article.objects.filter(pk=story.pk).update(headline="عنوان آخر")


def _lag_store(story: Article) -> None:
    page_store().purge((), cursor=latest_seq() - 1)


def _lose_picture(story: Article) -> None:
    assert story.lead_picture is not None
    Path(story.lead_picture.file.path).unlink()


def _lose_changes(story: Article) -> None:
    Change.objects.filter(object_id=story.pk).delete()


@pytest.mark.parametrize(
    ("plant", "named", "remedy"),
    [
        (_lose_document, "مواد منشورة ليست في فهرس البحث: {pk}", "khabar reindex"),
        (_leave_document, "في فهرس البحث مواد ليست منشورة: {pk}", "khabar reindex"),
        (_leave_document, "في مخزن الصفحات مواد ليست منشورة: {pk}", "khabar render"),
        (_change_behind_the_log, "صفحة مخزنة تخالف قاعدة البيانات: /علوم/{pk}/", "khabar render"),
        (_lag_store, "مخزن الصفحات عند التغيير", "khabar render"),
        (_lose_picture, "الصورة {picture}: ملفها", "khabar restore"),
        (_lose_changes, "مواد منشورة لا يذكرها سجل التغييرات: {pk}", "khabar render ثم khabar reindex"),
    ],
)
def test_each_disagreement_is_named_with_what_mends_it(
    story: Article, plant: Callable[[Article], None], named: str, remedy: str
) -> None:
    assert inspect() == []
    plant(story)
    expected = named.format(pk=story.pk, picture=story.lead_picture_id)
    assert [f.remedy for f in inspect() if f.what.startswith(expected)] == [remedy]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its constraints itself")
def test_a_row_that_points_to_nothing_is_named(story: Article) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute("UPDATE articles_article SET section_id = 99999 WHERE id = %s", [story.pk])
        found = [finding.what for finding in inspect()]
        cursor.execute("UPDATE articles_article SET section_id = %s WHERE id = %s", [story.section_id, story.pk])
    assert f"قاعدة البيانات: الصف {story.pk} من articles_article يشير إلى صف مفقود من articles_section" in found


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL skips numbers of transactions given up")
def test_a_gap_in_the_change_log_is_named(story: Article) -> None:
    Change.objects.filter(seq=Change.objects.order_by("seq")[1].seq).delete()
    assert "سجل التغييرات ينقصه 1 من صفوفه" in [finding.what for finding in inspect()]


def test_one_check_that_cannot_be_made_does_not_stop_the_others(
    story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError("القرص لا يُقرأ")

    monkeypatch.setattr("khabar.ops.inspection.page_store", broken)
    _lose_document(story)
    assert [finding.what for finding in inspect()] == [
        "القرص لا يُقرأ",
        f"مواد منشورة ليست في فهرس البحث: {story.pk}",
    ]


def test_a_lost_file_of_a_video_is_named(story: Article) -> None:
    video = prepared()
    assert inspect() == []
    for lost in (storage.folder_of(video.pk) / video.made / "video.mp4", video.original_path()):
        lost.unlink()
    found = [finding.what.partition(" مفقود")[0] for finding in inspect()]
    assert found == [f"الفيديو {video.pk}: ملفه {name}" for name in ("original.mp4", "video.mp4")]
