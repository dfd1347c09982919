"""The sizes and formats of a picture that readers get: made once, off the request, found in one query for a page.

    renditions.prefetch(pictures)            one query for all the pictures of a page
    renditions.offer(picture, "card")        what a `<picture>` is made of (see `khabar.media.markup`)
    renditions.share(picture)                the JPEG for social cards, feeds and structured data

A picture gets the JPEG of each set the moment it is stored; WebP and AVIF follow in the background, and the pages
that show the picture are rendered again when they are there.
"""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.core.cache import cache, caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django_q.tasks import async_task
from PIL import Image
from wagtail.images.models import Filter

from khabar.core import clock
from khabar.pagestore.views import ends_with

if TYPE_CHECKING:
    from khabar.media.models import Picture

_ASKED_SECONDS = 600
_LOCKS = 64


@dataclass(frozen=True)
class RenditionSet:
    """The sizes made for one kind of place on a page."""

    widths: tuple[int, ...]  # pixels, ascending
    ratio: Fraction | None  # width to height of the crop around the focal point; None keeps the whole picture
    fallback: int  # the width of the one JPEG, for browsers that know neither AVIF nor WebP


SETS = {
    "lead": RenditionSet((400, 800, 1200, 1600), Fraction(3, 2), 1200),
    "card": RenditionSet((200, 400, 600), Fraction(3, 2), 400),
    "thumb": RenditionSet((96, 192), Fraction(1), 192),
    "body": RenditionSet((400, 800, 1200), None, 800),
}
SUFFIXES = {"avif": ".avif", "webp": ".webp", "jpeg": ".jpg"}  # in the order a browser should choose
MIME = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}


class Made(NamedTuple):
    """A rendition that exists."""

    spec: str
    crop: str  # Wagtail's key of the focal point it was cropped around
    file: str  # its name in the storage
    width: int
    height: int

    @property
    def url(self) -> str:
        return str(default_storage.url(self.file))


@dataclass(frozen=True)
class Offer:
    """What a `<picture>` is made of: renditions by format, ascending in width, and the JPEG of the `<img>`."""

    by_format: dict[str, list[Made]]
    fallback: Made


@dataclass(frozen=True)
class Encoded:
    """A rendition in memory."""

    spec: str
    crop: str
    data: bytes
    width: int
    height: int
    suffix: str


def prefetch(pictures: Iterable["Picture | None"]) -> None:
    """Fetch the renditions of all the given pictures in one query, so that offering them needs none."""
    shown = [picture for picture in pictures if picture is not None]
    if not shown:
        return
    found: dict[int, list[Made]] = {picture.pk: [] for picture in shown}
    rows = type(shown[0]).get_rendition_model().objects.filter(image_id__in=found)
    for pk, *rest in rows.values_list("image_id", "filter_spec", "focal_point_key", "file", "width", "height"):
        found[pk].append(Made(*rest))
    for picture in shown:
        picture.made = found[picture.pk]


def offer(picture: "Picture | None", set_name: str) -> Offer | None:
    """The renditions of a picture for one kind of place, as many as there are now.

    Where there is none yet, the JPEG is made on the spot; what else is missing is asked for in the background.
    None where there is no picture, our right to show it is over, or its file cannot be read. The page that is being
    made ends with that right.
    """
    if picture is None or not picture.may_be_shown():
        return None
    if picture.rights_until:
        ends_with(picture.rights_until)
    wanted = specs(picture, set_name)
    found = _found(picture, wanted)
    if len(found) < len(wanted):
        _ask_for(picture)
    if not any(spec.endswith("jpeg") for spec in found):
        try:
            make(picture, [set_name], formats=("jpeg",))
        except OSError:
            return None
        found = _found(picture, wanted)
    by_format = {name: [m for s, m in found.items() if s.endswith(name)] for name in SUFFIXES}
    return Offer(by_format, by_format["jpeg"][-1]) if by_format["jpeg"] else None


def share(picture: "Picture | None") -> Made | None:
    """The JPEG for social cards, feeds and structured data: 1200 pixels wide where the picture is that large."""
    found = offer(picture, "lead")
    return found.fallback if found else None


def make(picture: "Picture", set_names: Iterable[str] = tuple(SETS), formats: Iterable[str] = tuple(SUFFIXES)) -> int:
    """Make what is missing, one process at a time for a picture. Returns how many were made.

    Raises:
        OSError: the original cannot be read.
    """
    wanted = list(dict.fromkeys(s for name in set_names for s in specs(picture, name, formats)))
    with _alone(picture.pk):
        prefetch([picture])
        missing = [spec for spec in wanted if spec not in _found(picture, wanted)]
        if missing:
            store(picture, encode(picture, missing))
            prefetch([picture])
    return len(missing)


def missing_first(picture: "Picture") -> list[str]:
    """What a picture gets before anything else, as far as it is not there: the JPEG of each set."""
    wanted = list(dict.fromkeys(s for name in SETS for s in specs(picture, name, ("jpeg",))))
    return wanted if picture.pk is None else [s for s in wanted if s not in _found(picture, wanted)]


def specs(picture: "Picture", set_name: str, formats: Iterable[str] = tuple(SUFFIXES)) -> list[str]:
    """Wagtail's names of a set's renditions; nothing larger than the picture has pixels for."""
    return list(_specs(picture.width, picture.height, set_name, tuple(formats)))


@lru_cache(maxsize=1_000)
def _specs(width: int, height: int, set_name: str, formats: tuple[str, ...]) -> tuple[str, ...]:
    wanted = SETS[set_name]
    ratio = wanted.ratio or Fraction(width, height)
    most = min(width, int(height * ratio))
    # One size above what there is gives the picture at its own size.
    widths = [w for i, w in enumerate(wanted.widths) if i == 0 or wanted.widths[i - 1] < most * 0.95]
    found = []
    for name in formats:
        for across in [w for w in widths if w >= wanted.fallback][:1] or widths[-1:] if name == "jpeg" else widths:
            size = f"fill-{across}x{round(across / wanted.ratio)}" if wanted.ratio else f"width-{across}"
            found.append(f"{size}|format-{name}")
    return tuple(found)


def encode(picture: "Picture", wanted: Iterable[str]) -> list[Encoded]:
    """Cut, scale and encode renditions of a picture in memory; the original is decoded once.

    Raises:
        OSError: the original cannot be read.
    """
    with picture.open_file() as handle:
        opened = Image.open(BytesIO(handle.read()))
    original = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    scaled: dict[str, Image.Image] = {}
    found = []
    for spec in wanted:
        size, format_name = spec.split("|format-")
        rule = Filter(spec=spec)
        if size not in scaled:
            transform = rule.get_transform(picture, original.size)
            box = _within(original.size, transform.get_rect().round())
            scaled[size] = original.resize(
                tuple(map(round, transform.size)), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0
            )
        image = scaled[size]
        data = _encoded(image, format_name)
        found.append(Encoded(spec, rule.get_cache_key(picture), data, *image.size, SUFFIXES[format_name]))
    return found


def _within(size: tuple[int, int], box: Iterable[float]) -> tuple[float, float, float, float]:
    """The part of a box that lies in the picture: rounding can put its edge a pixel outside."""
    left, top, right, bottom = box
    return max(0, left), max(0, top), min(size[0], right), min(size[1], bottom)


def store(picture: "Picture", encoded: Iterable[Encoded]) -> None:
    """Write the files and their rows; a row that another process made meanwhile stays."""
    model = type(picture).get_rendition_model()
    rows = [
        model(
            image=picture,
            filter_spec=one.spec,
            focal_point_key=one.crop,
            width=one.width,
            height=one.height,
            file=ContentFile(one.data, name=f"new{one.suffix}"),
        )
        for one in encoded
    ]
    model.objects.bulk_create(rows, ignore_conflicts=True)


def _encoded(image: Image.Image, format_name: str) -> bytes:
    out = BytesIO()
    if format_name == "avif":
        # Speed 8 takes about half the time of Pillow's 6 for 5 to 10 % more bytes; one thread, so that the
        # background work leaves the other processors to the readers.
        image.save(out, "AVIF", quality=settings.WAGTAILIMAGES_AVIF_QUALITY, speed=8, max_threads=1)
    elif format_name == "webp":
        image.save(out, "WEBP", quality=settings.WAGTAILIMAGES_WEBP_QUALITY, method=4)
    else:
        if image.mode == "RGBA":
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
        quality = settings.WAGTAILIMAGES_JPEG_QUALITY
        image.convert("RGB").save(out, "JPEG", quality=quality, progressive=True, optimize=True)
    return out.getvalue()


def _found(picture: "Picture", wanted: Iterable[str]) -> dict[str, Made]:
    """Those of the wanted renditions that exist for the picture's present crop, in the order wanted."""
    if picture.made is None:
        prefetch([picture])
    crop = _crop(*(getattr(picture, f"focal_point_{name}") for name in ("x", "y", "width", "height")))
    made = {m.spec: m for m in picture.made or () if m.crop == (crop if m.spec.startswith("fill-") else "")}
    return {spec: made[spec] for spec in wanted if spec in made}


@lru_cache(maxsize=1_000)
def _crop(x: int | None, y: int | None, width: int | None, height: int | None) -> str:
    """Wagtail's key of a focal point."""
    point = SimpleNamespace(focal_point_x=x, focal_point_y=y, focal_point_width=width, focal_point_height=height)
    return str(Filter(spec="fill-1x1").get_cache_key(point))


def _ask_for(picture: "Picture") -> None:
    """Ask the background for what a page missed; a new picture's own work is already on its way."""
    if clock.now() - picture.created_at < timedelta(seconds=_ASKED_SECONDS):
        return
    asked = f"renditions-asked:{picture.pk}"
    # This process's own memory first: the shared one is a write to the database, for each picture of a page.
    if caches["local"].add(asked, True, _ASKED_SECONDS) and cache.add(asked, True, _ASKED_SECONDS):
        async_task("khabar.media.tasks.prepare", picture.pk)


@contextmanager
def _alone(picture_id: int) -> Iterator[None]:
    """One process of this node at a time makes renditions of a picture."""
    folder: Any = settings.RUN_DIR
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f"renditions-{picture_id % _LOCKS}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
