"""Draws the picture of a story for social cards: its headline, set in Arabic, over its photo or on paper."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.arabic.bidi import isolate_text

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630  # pixels, the 1.91 to 1 that Open Graph's readers show whole
_MARGIN = 64
_SIZES = range(104, 47, -4)  # of the headline, the largest that fits first
_LEADING = 1.15
_MOST_LINES = 4
_SMALL = 44
_PAPER, _INK, _SOFT, _ACCENT = "#fffdf9", "#1c1815", "#6d635a", "#b3260f"
_FONT = Path(__file__).parent / "static" / "khabar" / "fonts" / "card.ttf"


@dataclass(frozen=True)
class Card:
    """What stands on the picture. `rtl` is the direction of the headline; `photo` a whole picture file or nothing."""

    headline: str
    kicker: str
    site: str
    rtl: bool = True
    photo: bytes = b""


def draw(card: Card) -> bytes:
    """The picture as a JPEG of 1200 by 630 pixels.

    Raises:
        OSError: the photo cannot be read.
    """
    from PIL import Image, ImageDraw

    image = _ground(card.photo) if card.photo else Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(image)
    ink, soft = ("#ffffff", "#f1ebe3") if card.photo else (_INK, _SOFT)
    lines, size = _set(card.headline, card.rtl)
    step = int(size * _LEADING)
    direction, anchor, at = ("rtl", "rs", WIDTH - _MARGIN) if card.rtl else ("ltr", "ls", _MARGIN)
    base = HEIGHT - _MARGIN - step * (len(lines) - 1) - size // 4
    if not card.photo:  # in the middle of the paper
        base = (HEIGHT - step * (len(lines) - 1)) // 2 + size // 3
    for number, line in enumerate(lines):
        pen.text((at, base + step * number), line, ink, _font(size), anchor, direction=direction)
    pen.rectangle((WIDTH - _MARGIN - 8, _MARGIN - 28, WIDTH - _MARGIN, _MARGIN + 24), _ACCENT)
    top, name = _MARGIN + 14, "#ffffff" if card.photo else _ACCENT
    pen.text((WIDTH - _MARGIN - 28, top), isolate_text(card.site), name, _font(_SMALL + 8), "rs", direction="rtl")
    pen.text((_MARGIN, top), isolate_text(card.kicker), soft, _font(_SMALL), "ls", direction="rtl")
    out = BytesIO()
    image.save(out, "JPEG", quality=82, progressive=True, optimize=True)
    return out.getvalue()


def _ground(photo: bytes) -> "Image":
    """The photo cut to the card, darkened towards its lower edge so that white letters can be read on it."""
    from PIL import Image, ImageOps

    image = ImageOps.fit(Image.open(BytesIO(photo)).convert("RGB"), (WIDTH, HEIGHT), centering=(0.5, 0.35))
    shade = Image.linear_gradient("L").resize((WIDTH, HEIGHT)).point(lambda value: min(235, 60 + value))
    return Image.composite(Image.new("RGB", image.size, "#151311"), image, shade)


def _set(text: str, rtl: bool) -> tuple[list[str], int]:
    """The headline in lines, in the largest size in which it has at most four; cut with an ellipsis at the smallest."""
    for size in _SIZES:
        lines = _lines(text, size, rtl)
        if len(lines) <= _MOST_LINES:
            return lines, size
    kept = lines[:_MOST_LINES]
    kept[-1] = f"{kept[-1].rsplit(' ', 1)[0]}…"
    return kept, size


def _lines(text: str, size: int, rtl: bool) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, size, rtl) <= WIDTH - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return [isolate_text(line) if rtl else line for line in lines]


def _width(text: str, size: int, rtl: bool) -> float:
    return _font(size).getlength(text, direction="rtl" if rtl else "ltr")


@lru_cache
def _font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(str(_FONT), size, layout_engine=ImageFont.Layout.RAQM)
