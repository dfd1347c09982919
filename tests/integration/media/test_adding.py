"""Pictures on their way in: by function, by the desk's forms, by several at once."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.factories.pictures import jpeg, photo, png_claiming, saved, with_iptc

from khabar.media.actions import add_picture
from khabar.media.errors import PictureRefused
from khabar.media.models import Picture

pytestmark = pytest.mark.django_db

AGENCY = {(1, 90): b"\x1b%G", (2, 110): "د ب أ".encode(), (2, 120): "ميناء في الصباح".encode(), (2, 105): b"Port"}


def stored(picture: Picture) -> Image.Image:
    with picture.file.open("rb") as handle:
        image = Image.open(BytesIO(handle.read()))
    image.load()
    return image


def files() -> set[str]:
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def gps() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (30.0, 2.0, 0.0)
    return exif


def test_the_function_stores_a_clean_original_and_the_first_renditions() -> None:
    picture = add_picture(data=jpeg(3000, 2000, exif=gps()), name="صورة الميناء.jpg", caption="الميناء", alt="سفن")
    picture.refresh_from_db()
    image = stored(picture)
    assert not image.getexif()
    assert (picture.width, picture.height) == image.size == (1707, 2560)
    assert (picture.title, picture.caption, picture.description) == ("الميناء", "الميناء", "سفن")
    assert picture.file_size == picture.file.size
    specs = {row.filter_spec for row in picture.renditions.all()}
    sizes = ("fill-1200x800", "fill-400x267", "fill-192x192", "width-800")
    assert specs == {f"{size}|format-jpeg" for size in sizes}


def test_the_same_bytes_are_the_same_picture() -> None:
    first = add_picture(data=jpeg(seed=1), name="a.jpg")
    before = files()
    assert add_picture(data=jpeg(seed=1), name="b.jpg", caption="آخر").pk == first.pk
    assert files() == before
    assert add_picture(data=jpeg(seed=2), name="a.jpg").pk != first.pk


def test_what_the_agency_wrote_fills_only_what_is_blank() -> None:
    data = with_iptc(jpeg(), AGENCY)  # type: ignore[arg-type]
    picture = add_picture(data=data, name="a.jpg", caption="شرحنا نحن")
    picture.refresh_from_db()
    assert (picture.caption, picture.credit, picture.description) == ("شرحنا نحن", "د ب أ", "Port")


def test_a_long_caption_is_cut_at_a_word() -> None:
    data = with_iptc(jpeg(), {(2, 120): ("كلمة " * 300).encode()})
    picture = add_picture(data=data, name="a.jpg")
    assert len(picture.caption) <= 500
    assert picture.caption.endswith("كلمة…")


def test_a_refused_picture_leaves_nothing() -> None:
    with pytest.raises(PictureRefused):
        add_picture(data=b"<svg/>", name="a.svg")
    assert not Picture.objects.exists()
    assert files() == set()


@pytest.mark.parametrize("name", ["../../etc/passwd.jpg", "a\0b.jpg", "", "https://x.example/i.jpg?w=3", "ص" * 400])
def test_any_name_is_safe(name: str) -> None:
    picture = add_picture(data=jpeg(60, 40), name=name, caption="شرح\0 الصورة", alt="سفن\x07")
    picture.refresh_from_db()
    assert picture.title
    assert (picture.caption, picture.description) == ("شرح الصورة", "سفن")
    assert Path(picture.file.path).parent == Path(settings.MEDIA_ROOT) / "original_images"
    assert stored(picture).size == (60, 40)


def test_the_model_itself_takes_nothing_raw() -> None:
    picture = Picture(title="x")
    picture.file = ContentFile(jpeg(exif=gps()), name="x.jpg")
    picture.save()
    assert not stored(picture).getexif()
    with pytest.raises(PictureRefused):
        Picture(title="y").file.save("y.jpg", ContentFile(b"GIF89a"), save=False)


def upload(data: bytes, name: str = "a.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=kind)


def form(**fields: Any) -> dict[str, Any]:
    return {"title": "ميناء", "description": "", "tags": "", "caption": "", "credit": "", **fields}


def test_the_desk_form_stores_clean_pictures(editor_client: Client) -> None:
    data = with_iptc(jpeg(1500, 1000, exif=gps()), AGENCY)  # type: ignore[arg-type]
    answer = editor_client.post("/desk/images/add/", form(file=upload(data), caption="من عندنا"))
    assert answer.status_code == 302, answer.content.decode()
    picture = Picture.objects.get()
    assert not stored(picture).getexif()
    assert (picture.width, picture.height) == stored(picture).size == (1000, 1500)
    assert (picture.caption, picture.credit) == ("من عندنا", "د ب أ")
    assert picture.uploaded_by_user is not None


@pytest.mark.parametrize(
    ("file", "word"),
    [
        (upload(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg", "image/svg+xml"), "SVG"),
        (upload(png_claiming(30_000, 30_000), "a.png", "image/png"), "أبعاد الصورة كبيرة جدا"),
        (upload(jpeg()[:3000]), "ناقصة أو تالفة"),
        (upload(saved(photo(), "PNG"), "a.jpg"), "لا يطابق محتواه"),
        (upload(jpeg(), "a.jpg", "text/html"), "text/html"),
        (upload(jpeg() + b"<script>"), "محتوى من نوع آخر"),
        (upload(b""), "الملف فارغ"),
        (upload(jpeg() + b"\0" * (20 * 2**20)), "ميغابايت"),
        ("", "اختر ملف الصورة"),
    ],
)
def test_the_form_says_in_arabic_why_and_keeps_the_rest(editor_client: Client, file: Any, word: str) -> None:
    answer = editor_client.post("/desk/images/add/", form(file=file, caption="شرح كتبه المحرر", credit="مصدره"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert word in page
    assert "شرح كتبه المحرر" in page
    assert "مصدره" in page
    assert not Picture.objects.exists()
    assert files() == set()


def test_several_at_once_one_of_them_bad(editor_client: Client) -> None:
    def send(file: SimpleUploadedFile) -> dict[str, Any]:
        answer = editor_client.post("/desk/images/multiple/add/", {"files[]": file, "title": file.name})
        result: dict[str, Any] = json.loads(answer.content)
        return result

    good = send(upload(with_iptc(jpeg(exif=gps()), AGENCY)))  # type: ignore[arg-type]
    bad = send(upload(jpeg()[:5000]))
    assert good["success"]
    assert "ميناء في الصباح" in good["form"]
    assert not bad["success"]
    assert "تالفة" in bad["error_message"]
    assert not stored(Picture.objects.get()).getexif()


def test_another_file_replaces_the_old_one_and_its_renditions(
    editor_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    picture = add_picture(data=jpeg(seed=1), name="a.jpg", caption="قديم")
    old = files()
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor_client.post(
            f"/desk/images/{picture.pk}/", form(file=upload(jpeg(900, 600, seed=5), "b.jpg"), caption="قديم")
        )
    assert answer.status_code == 302, answer.content.decode()
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (900, 600)
    assert not old & files()
    assert {row.image.file_hash[:10] in row.file.name for row in picture.renditions.all()} == {True}


def test_deleting_a_picture_deletes_its_files(django_capture_on_commit_callbacks: Any) -> None:
    picture = add_picture(data=jpeg(), name="a.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert files() == set()


def test_the_choosers_upload_goes_the_same_way(editor_client: Client) -> None:
    answer = editor_client.post(
        "/desk/images/chooser/create/",
        {f"image-chooser-upload-{name}": value for name, value in form(file=upload(jpeg(exif=gps()))).items()},
    )
    assert answer.status_code == 200, answer.content.decode()
    assert not stored(Picture.objects.get()).getexif()
