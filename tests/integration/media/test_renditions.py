"""What readers get of a picture: sizes, formats, crops, and when they are made."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django_q.models import OrmQ
from tests.factories.pictures import jpeg, opened, photo, saved

from khabar.core import clock
from khabar.media import renditions
from khabar.media.actions import add_picture
from khabar.media.markup import picture_html
from khabar.media.models import Picture
from khabar.media.signals import picture_changed
from khabar.media.tasks import prepare

pytestmark = pytest.mark.django_db


def again(picture: Picture) -> Picture:
    """The picture as another request reads it."""
    return Picture.objects.get(pk=picture.pk)


def bytes_of(file: str) -> bytes:
    with renditions.default_storage.open(file) as handle:
        data: bytes = handle.read()
    return data


def test_at_first_there_is_the_jpeg_and_after_the_background_work_everything() -> None:
    picture = add_picture(data=jpeg(2400, 1600), name="a.jpg")
    first = renditions.offer(again(picture), "lead")
    assert first is not None
    assert {name: [m.width for m in made] for name, made in first.by_format.items()} == {
        "avif": [], "webp": [], "jpeg": [1200],
    }  # fmt: skip
    assert prepare(picture.pk) == picture.renditions.count() - 4
    after = renditions.offer(again(picture), "lead")
    assert after is not None
    widths = [400, 800, 1200, 1600]
    assert {name: [m.width for m in made] for name, made in after.by_format.items()} == {
        "avif": widths, "webp": widths, "jpeg": [1200],
    }  # fmt: skip
    assert prepare(picture.pk) == 0


def test_each_file_is_what_its_row_says() -> None:
    picture = add_picture(data=jpeg(1000, 1400), name="a.jpg")
    renditions.make(picture, renditions.SETS)
    for name in renditions.SETS:
        found = renditions.offer(again(picture), name)
        assert found is not None
        for format_name, made in found.by_format.items():
            for one in made:
                image = opened(bytes_of(one.file))
                assert image.format == format_name.upper()
                assert image.size == (one.width, one.height)
                assert not {"exif", "icc_profile", "xmp"} & set(image.info)


def test_nothing_is_larger_than_the_picture() -> None:
    picture = add_picture(data=jpeg(700, 500), name="a.jpg")
    prepare(picture.pk)
    found = renditions.offer(again(picture), "lead")
    assert found is not None
    assert [m.width for m in found.by_format["webp"]] == [400, 700]
    assert found.fallback.width == 700


def test_a_whole_picture_keeps_its_shape() -> None:
    picture = add_picture(data=jpeg(600, 1800), name="a.jpg")
    found = renditions.offer(again(picture), "body")
    assert found is not None
    assert (found.fallback.width, found.fallback.height) == (600, 1800)


def test_the_crop_follows_the_focal_point() -> None:
    tall = photo(600, 1800)
    picture = add_picture(data=saved(tall, "JPEG", quality=95), name="a.jpg")
    centre = renditions.offer(again(picture), "thumb")
    picture.focal_point_x, picture.focal_point_y = 300, 100
    picture.focal_point_width = picture.focal_point_height = 100
    picture.save()
    above = renditions.offer(again(picture), "thumb")
    assert centre is not None
    assert above is not None
    assert centre.fallback.file != above.fallback.file
    # The picture's second channel grows from top to bottom.
    middle, top = (opened(bytes_of(found.fallback.file)).getpixel((96, 96))[1] for found in (centre, above))
    assert top < 60 < middle


def test_transparency_becomes_white_in_the_jpeg_and_stays_in_the_others() -> None:
    image = photo(600, 400).convert("RGBA")
    image.putalpha(0)
    image.paste((10, 20, 30, 255), (0, 0, 300, 400))
    picture = add_picture(data=saved(image, "PNG"), name="logo.png")
    prepare(picture.pk)
    found = renditions.offer(again(picture), "card")
    assert found is not None
    assert min(opened(bytes_of(found.fallback.file)).getpixel((390, 100))) > 245
    assert opened(bytes_of(found.by_format["webp"][-1].file)).getpixel((580, 100))[3] == 0


def test_a_list_of_pictures_costs_one_query(django_assert_num_queries: Any) -> None:
    for seed in range(4):
        add_picture(data=jpeg(300, 200, seed=seed), name="a.jpg")
    pictures = list(Picture.objects.all())
    with django_assert_num_queries(1):
        renditions.prefetch([*pictures, None])
        for picture in pictures:
            assert picture_html(picture, "card", sizes="50vw")
            assert renditions.share(picture) is not None
    with django_assert_num_queries(0):
        renditions.prefetch([])


def test_missing_renditions_are_made_on_the_spot_and_the_rest_asked_for_once() -> None:
    picture = add_picture(data=jpeg(900, 600), name="a.jpg")
    picture.renditions.filter(filter_spec__startswith="width-").delete()
    Picture.objects.filter(pk=picture.pk).update(created_at=clock.now() - timedelta(hours=1))
    OrmQ.objects.all().delete()
    for _ in range(3):
        found = renditions.offer(again(picture), "body")
        assert found is not None
        assert found.fallback.width == 800
    assert OrmQ.objects.count() == 1
    assert again(picture).renditions.filter(filter_spec__startswith="width-").count() == 1


def test_a_new_picture_is_queued_once(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture = add_picture(data=jpeg(900, 600), name="a.jpg")
    renditions.offer(again(picture), "lead")
    renditions.offer(again(picture), "card")
    assert [task.task["args"] for task in OrmQ.objects.all()] == [(picture.pk,)]


def test_a_lost_file_gives_no_picture_and_no_error() -> None:
    picture = add_picture(data=jpeg(900, 600), name="a.jpg")
    picture.file.storage.delete(picture.file.name)
    picture.renditions.all().delete()
    assert renditions.offer(again(picture), "lead") is None
    assert picture_html(again(picture), "lead", sizes="100vw") == ""
    assert prepare(picture.pk) == 0
    assert prepare(10**9) == 0


def test_the_markup() -> None:
    picture = add_picture(data=jpeg(900, 600), name="اسم ملف خاص.jpg")
    prepare(picture.pk)
    html = picture_html(again(picture), "card", sizes="(min-width: 40rem) 50vw, 100vw", alt='سفن "كبيرة" <3')
    types = re.findall(r'<source type="([^"]+)" srcset="[^"]+ 600w" sizes="\(min-width: 40rem\) 50vw, 100vw">', html)
    assert types == ["image/avif", "image/webp"]
    assert re.search(r'<img src="/media/images/\d+-[\w-]+\.jpg" width="400" height="267"', html)
    assert 'alt="سفن &quot;كبيرة&quot; &lt;3"' in html
    assert 'loading="lazy"' in html
    first = picture_html(again(picture), "lead", sizes="100vw", priority=True)
    assert 'fetchpriority="high"' in first
    assert "lazy" not in first
    assert 'alt=""' in first
    assert picture_html(None, "lead", sizes="100vw") == ""


def test_who_shows_a_picture_is_told_when_it_changes() -> None:
    told: list[int] = []

    def listen(picture_id: int, **kwargs: Any) -> None:
        told.append(picture_id)

    picture_changed.connect(listen)
    try:
        picture = add_picture(data=jpeg(900, 600), name="a.jpg")
        assert told == []
        prepare(picture.pk)
        assert told == [picture.pk]
        picture = again(picture)
        picture.title = "اسم آخر"
        picture.save()
        assert len(told) == 1
        picture.caption = "شرح آخر"
        picture.save()
        picture.file.save("b.jpg", ContentFile(jpeg(700, 600, seed=9)), save=True)
        picture.delete()
        assert told == [picture.pk or told[0]] * 4
    finally:
        picture_changed.disconnect(listen)
