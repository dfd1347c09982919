"""The one way in for a picture: bytes are checked, decoded, bounded and encoded anew without metadata."""

import hashlib
import threading
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from PIL import Image, ImageCms

from khabar.media import embedded
from khabar.media.errors import PictureRefused

MAX_BYTES = 20 * 2**20
MAX_PIXELS = 60_000_000
LONG_SIDE = 2560  # pixels; enough for a lead picture on a double-density desktop screen
JPEG_QUALITY = 90
WEBP_QUALITY = 90
GRAPHIC_COLOURS, GRAPHIC_GREYS = 256, 64  # at most; a grey photograph has more levels than a grey drawing

# Pillow's name of each format we decode, the suffixes it goes by, and its name for people.
# MPO is a JPEG with further frames behind it, as phones write them; Pillow opens it as a JPEG and then tells.
_FORMATS = {
    "JPEG": ((".jpg", ".jpeg", ".jpe", ".jfif"), "JPEG"),
    "MPO": ((".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"), "JPEG"),
    "PNG": ((".png", ".apng"), "PNG"),
    "WEBP": ((".webp",), "WebP"),
    "AVIF": ((".avif",), "AVIF"),
    "GIF": ((".gif",), "GIF"),
}
_OPENED = tuple(name for name in _FORMATS if name != "MPO")
_SUFFIXES = frozenset(suffix for suffixes, _ in _FORMATS.values() for suffix in suffixes)
_ACCEPTED = "JPEG أو PNG أو WebP أو AVIF أو GIF"
# Words of another kind of file, which no encoder of pictures writes.
_FOREIGN = (b"<script", b"<?php", b"<html", b"<!doctype html", b"<!entity")
# A 60-megapixel decode takes up to 240 MB: one at a time in a process.
_one_at_a_time = threading.BoundedSemaphore(1)


@dataclass(frozen=True)
class Intake:
    """A picture ready to be stored."""

    data: bytes
    suffix: str  # ".jpg", ".png" or ".webp"
    width: int
    height: int
    input_hash: str  # SHA-256 of the bytes that arrived, hexadecimal
    embedded: embedded.Embedded


def take(data: bytes, name: str, *, strict: bool = False) -> Intake:
    """Check and re-encode a picture that arrived as `data` under the file name `name`.

    The result is turned upright, in sRGB, at most `LONG_SIDE` pixels long, and carries no Exif, GPS, profile or
    comment. Of an animation the first frame is kept.

    Args:
        strict: refuse a picture whose suffix belongs to another accepted format too, as on the desk. Servers
            name their pictures loosely, so importers are not strict.

    Raises:
        PictureRefused: for any reason that makes it unfit; the text is Arabic and says which.
    """
    _check_bytes(data)
    suffix = _check_name(name)
    with _one_at_a_time:
        image = _open(data)
        suffixes, format_name = _FORMATS[str(image.format)]
        if strict and suffix not in suffixes:
            given = suffix or "بلا امتداد"
            raise PictureRefused(f"امتداد الملف «{given}» لا يطابق محتواه: الصورة بصيغة {format_name}.")
        texts = embedded.read(image)
        upright = _decode(image)
        encoded, kind = _encode(upright)
    return Intake(encoded, kind, *upright.size, hash_of(data), texts)


def hash_of(data: bytes) -> str:
    """The SHA-256 by which the same upload is known again."""
    return hashlib.sha256(data).hexdigest()


def _check_bytes(data: bytes) -> None:
    if not data:
        raise PictureRefused("الملف فارغ.")
    if len(data) > MAX_BYTES:
        raise PictureRefused(f"حجم الملف {len(data) / 2**20:.0f} ميغابايت، والحد الأقصى {MAX_BYTES // 2**20} ميغابايت.")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml")) or b"<svg" in head:
        raise PictureRefused(f"ملفات SVG غير مقبولة لأنها قد تحمل برامج؛ ارفع الصورة بصيغة {_ACCEPTED}.")
    lowered = data.lower()
    if any(word in lowered for word in _FOREIGN) or b"%PDF-" in data[:1024] or zipfile.is_zipfile(BytesIO(data)):
        raise PictureRefused("في الملف محتوى من نوع آخر غير الصورة، فلم يُقبل.")


def _check_name(name: str) -> str:
    """The suffix in lower case; a name without one is left to its content."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if suffix and suffix not in _SUFFIXES and suffix[1:].isalpha():
        raise PictureRefused(f"الامتداد «{suffix}» غير مقبول؛ ارفع الصورة بصيغة {_ACCEPTED}.")
    return suffix if suffix in _SUFFIXES else ""


def _open(data: bytes) -> Image.Image:
    """The picture with its header read and nothing decoded; its size is checked here, before any decoding."""
    try:
        image = Image.open(BytesIO(data), formats=_OPENED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(_too_many_pixels()) from error
    except Exception as error:  # Pillow's parsers raise many kinds of error on hostile bytes
        raise PictureRefused(f"الملف ليس صورة مقروءة؛ الصيغ المقبولة: {_ACCEPTED}.") from error
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PictureRefused(_too_many_pixels(width, height))
    return image


def _too_many_pixels(width: int = 0, height: int = 0) -> str:
    size = f" ({width} × {height})" if width else ""
    return f"أبعاد الصورة كبيرة جدا{size}؛ الحد الأقصى {MAX_PIXELS // 1_000_000} مليون بكسل."


def _decode(image: Image.Image) -> Image.Image:
    """Every byte decoded, so that a damaged file is found; then bounded, upright, sRGB and 8 bits deep."""
    try:
        image.seek(0)
        profile = image.info.get("icc_profile")
        orientation = image.getexif().get(0x0112, 1)
        # JPEGs are decoded at a half or a quarter of their size when that is still larger than needed.
        image.draft(None, (LONG_SIDE, LONG_SIDE))
        image.load()
        picture = _eight_bits(image)
        picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
        picture = _upright(_to_srgb(picture, profile), orientation)
    except Exception as error:  # as above
        raise PictureRefused("الصورة ناقصة أو تالفة، ولم يمكن فتحها كاملة.") from error
    return picture


def _eight_bits(image: Image.Image) -> Image.Image:
    """The picture as RGB, RGBA or CMYK with 8 bits a channel."""
    if image.mode in ("RGB", "RGBA", "CMYK"):
        return image
    if image.mode.startswith("I"):  # 16-bit grey: scale, do not clip
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _to_srgb(image: Image.Image, profile: Any) -> Image.Image:
    """Colours as sRGB; a profile that is broken or of another colour space is ignored."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
            image = turned or image
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return image.convert("RGB") if image.mode == "CMYK" else image


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip


def _upright(image: Image.Image, orientation: Any) -> Image.Image:
    """Turned as the Exif orientation says (Exif 2.32, tag 0x0112)."""
    turn = _TURNS.get(orientation)
    return image.transpose(turn) if turn is not None else image


def _encode(image: Image.Image) -> tuple[bytes, str]:
    """JPEG for photographs, PNG for graphics of few colours, WebP for photographs with transparency."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    image.info.clear()
    out = BytesIO()
    if _is_graphic(image):
        image.save(out, "PNG", optimize=True)
        return out.getvalue(), ".png"
    if image.mode == "RGBA":
        image.save(out, "WEBP", quality=WEBP_QUALITY, method=4)
        return out.getvalue(), ".webp"
    image.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, subsampling="4:2:0")
    return out.getvalue(), ".jpg"


def _is_graphic(image: Image.Image) -> bool:
    """True for a drawing, chart or logo, which JPEG would blur: it has few colours."""
    colours: Any = image.getcolors(GRAPHIC_COLOURS)
    if colours is None:
        return False
    grey = all(colour[0] == colour[1] == colour[2] for _, colour in colours)
    return len(colours) <= (GRAPHIC_GREYS if grey else GRAPHIC_COLOURS)
