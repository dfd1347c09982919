"""What the intake lets in, what it makes of it, and what it refuses and why."""

import zipfile
from io import BytesIO

import pytest
from PIL import Image, ImageCms
from tests.factories.pictures import jpeg, opened, photo, png_claiming, saved, xmp

from khabar.media.errors import PictureRefused
from khabar.media.intake import LONG_SIDE, MAX_BYTES, hash_of, take


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (saved(photo(), "JPEG"), "a.jpg"),
        (saved(photo(), "PNG"), "a.png"),
        (saved(photo(), "WEBP"), "a.webp"),
        (saved(photo(), "AVIF"), "a.avif"),
        (saved(photo(mode="CMYK"), "JPEG"), "a.jpeg"),
        (saved(photo(mode="L"), "JPEG"), "A.JPG"),
    ],
)
def test_a_photograph_of_any_kind_becomes_a_jpeg(data: bytes, name: str) -> None:
    taken = take(data, name, strict=True)
    result = opened(taken.data)
    assert (taken.suffix, result.format, result.mode) == (".jpg", "JPEG", "RGB")
    assert result.size == (1200, 800) == (taken.width, taken.height)
    assert taken.input_hash == hash_of(data)


def test_the_long_side_is_bounded_and_the_shape_kept() -> None:
    wide = take(jpeg(4000, 1000), "wide.jpg")
    tall = take(jpeg(1000, 4000), "tall.jpg")
    assert opened(wide.data).size == (LONG_SIDE, LONG_SIDE // 4)
    assert opened(tall.data).size == (LONG_SIDE // 4, LONG_SIDE)


def test_a_line_of_pixels_keeps_at_least_one() -> None:
    assert opened(take(jpeg(9000, 1), "line.jpg").data).size == (LONG_SIDE, 1)


def test_a_small_picture_is_not_enlarged() -> None:
    assert opened(take(jpeg(30, 20), "small.jpg").data).size == (30, 20)


def test_no_metadata_is_left() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera Maker"
    exif.get_ifd(0x8825)[2] = (30.0, 2.0, 0.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    packet = xmp("<photoshop:City>القاهرة</photoshop:City>")
    data = jpeg(exif=exif, icc_profile=profile, xmp=packet, comment=b"secret note")
    assert b"Camera Maker" in data
    taken = take(data, "a.jpg")
    assert set(opened(taken.data).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not any(word in taken.data for word in (b"Camera", b"secret", b"adobe", b"Exif", b"ICC_PROFILE"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_orientation_is_applied(orientation: int) -> None:
    upright = photo(300, 200)
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(upright.transpose(undo) if undo is not None else upright, "JPEG", quality=95, exif=exif)
    result = opened(take(data, "a.jpg").data)
    assert result.size == (300, 200)
    for point in ((20, 20), (280, 180), (280, 20)):
        expected, seen = upright.getpixel(point), result.getpixel(point)
        assert all(abs(a - b) < 12 for a, b in zip(expected, seen, strict=True)), point


def test_a_wide_gamut_picture_is_turned_to_srgb() -> None:
    # A profile whose green and red are swapped shows that the profile is used, not dropped.
    lab = ImageCms.createProfile("LAB")
    srgb = ImageCms.createProfile("sRGB")
    orange = Image.new("RGB", (64, 64), (230, 120, 30))
    as_lab = ImageCms.profileToProfile(orange, srgb, lab, outputMode="LAB")
    assert as_lab is not None
    back = take(saved(orange, "PNG", icc_profile=ImageCms.ImageCmsProfile(srgb).tobytes()), "a.png")
    assert opened(back.data).convert("RGB").getpixel((5, 5)) == (230, 120, 30)


def test_a_broken_profile_is_ignored() -> None:
    assert opened(take(jpeg(icc_profile=b"not a profile"), "a.jpg").data).size == (1200, 800)


def test_transparency_is_kept() -> None:
    image = photo(600, 400).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize((600, 400)))
    result = opened(take(saved(image, "PNG"), "a.png").data)
    assert (result.format, result.mode) == ("WEBP", "RGBA")
    assert result.getpixel((300, 5))[3] < 20 < 235 < result.getpixel((300, 395))[3]


def test_an_opaque_alpha_channel_is_dropped() -> None:
    assert take(saved(photo().convert("RGBA"), "PNG"), "a.png").suffix == ".jpg"


def test_a_graphic_of_few_colours_stays_exact() -> None:
    chart = Image.new("RGB", (400, 300), "white")
    chart.paste((200, 30, 40), (50, 50, 350, 120))
    taken = take(saved(chart, "PNG"), "chart.png")
    assert taken.suffix == ".png"
    assert opened(taken.data).convert("RGB").tobytes() == chart.tobytes()


def test_sixteen_bits_of_grey_are_scaled() -> None:
    deep = Image.new("I;16", (40, 40), 128 * 257)
    result = opened(take(saved(deep, "PNG"), "scan.png").data).convert("RGB")
    assert all(abs(value - 128) <= 1 for value in result.getpixel((3, 3)))


@pytest.mark.parametrize("format_name", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_kept(format_name: str) -> None:
    frames = [Image.new("RGB", (200, 100), colour) for colour in ("red", "green", "blue")]
    data = saved(frames[0], format_name, save_all=True, append_images=frames[1:], duration=80)
    taken = take(data, f"a.{format_name.lower()}")
    result = opened(taken.data)
    red, green, blue = result.convert("RGB").getpixel((10, 10))
    assert getattr(result, "n_frames", 1) == 1
    assert red > 240
    assert max(green, blue) < 15


def test_a_phone_picture_with_a_second_frame_is_a_jpeg() -> None:
    data = saved(photo(), "MPO", save_all=True, append_images=[photo(seed=3)])
    assert opened(take(data, "IMG_1.jpg", strict=True).data).format == "JPEG"


def test_the_same_bytes_give_the_same_result() -> None:
    data = jpeg()
    assert take(data, "a.jpg") == take(data, "a.jpg")


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"", "a.jpg", "فارغ"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "SVG"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "a.png", "SVG"),
        (b"hello", "a.jpg", "ليس صورة"),
        (b"%PDF-1.7 text", "a.jpg", "نوع آخر"),
        (jpeg(), "a.php", ".php"),
        (jpeg(), "a.svg", ".svg"),
        (jpeg(), "a.heic", ".heic"),
        (png_claiming(10_000, 10_000), "a.png", "مليون"),
        (png_claiming(60_000, 60_000), "a.png", "مليون"),
        (png_claiming(2_000_000_000, 2_000_000_000), "a.png", "مليون"),
        (png_claiming(500, 500), "a.png", "تالفة"),
        (jpeg() + b"\0" * MAX_BYTES, "a.jpg", "ميغابايت"),
        (jpeg() + b"<script>alert(1)</script>", "a.jpg", "نوع آخر"),
        (jpeg() + b"<?PHP system($_GET[0]); ?>", "a.jpg", "نوع آخر"),
    ],
)
def test_what_is_refused_and_why(data: bytes, name: str, word: str) -> None:
    with pytest.raises(PictureRefused, match=word):
        take(data, name)


def test_an_archive_behind_a_picture_is_refused() -> None:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as handle:
        handle.writestr("index.html", "x")
    with pytest.raises(PictureRefused, match="نوع آخر"):
        take(jpeg() + archive.getvalue(), "a.jpg")


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_a_file_cut_short_is_refused(format_name: str, part: float) -> None:
    data = saved(photo(), format_name)
    with pytest.raises(PictureRefused):
        take(data[: int(len(data) * part)], f"a.{format_name.lower()}")


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_damaged_bytes_never_raise_anything_else(format_name: str) -> None:
    data = saved(photo(120, 80), format_name)
    for start in range(0, len(data), max(1, len(data) // 60)):
        broken = data[:start] + b"\xff\x00\x7f\x80" + data[start + 4 :]
        try:
            result = opened(take(broken, "a").data)
        except PictureRefused:
            continue
        assert max(result.size) <= LONG_SIDE


def test_on_the_desk_the_suffix_must_be_the_contents() -> None:
    data = saved(photo(), "PNG")
    with pytest.raises(PictureRefused, match="PNG"):
        take(data, "a.jpg", strict=True)
    with pytest.raises(PictureRefused, match="بلا امتداد"):
        take(data, "a", strict=True)
    assert take(data, "a.jpg").suffix == ".jpg"
    assert take(data, "image").suffix == ".jpg"
