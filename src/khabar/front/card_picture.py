"""Draws the picture of a story for social cards: its headline, set in Arabic, over its photo or on paper."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from khabar.arabic.bidi import isolate_text

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630  # pixels, the 1.91 to 1 that Open Graph's readers show whole
_MARGIN = 64
_SIZES = range(104, 47, -4)  # of the headline, the largest that fits first
_LEADING = 1.15
_MOST_LINES = 4
_ROOM = WIDTH - 2 * _MARGIN  # of a line
_HEAD = 60  # what the head takes from the paper's middle
_MOST_HEIGHT = HEIGHT - 3 * _MARGIN - 14  # of all lines, so that they stay clear of the head
_GAP = 48  # between the site's name and the kicker
_JOINERS = "\u200c\u200d"
_NO_SIGN = "\U0010fffe"
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
    lines, size = _set(_drawable(card.headline), card.rtl)
    step = int(size * _LEADING)
    direction, anchor, at = ("rtl", "rs", WIDTH - _MARGIN) if card.rtl else ("ltr", "ls", _MARGIN)
    base = HEIGHT - _MARGIN - step * (len(lines) - 1) - size // 4
    if not card.photo:  # in the middle of the paper below its head
        base = (HEIGHT + _HEAD - step * (len(lines) - 1)) // 2 + size // 3
    for number, line in enumerate(lines):
        text = isolate_text(line) if card.rtl else line
        pen.text(
            (at, base + step * number),
            text,
            "#ffffff" if card.photo else _INK,
            _font(size),
            anchor,
            direction=direction,
        )
    _draw_head(pen, card)
    out = BytesIO()
    image.save(out, "JPEG", quality=82, progressive=True, optimize=True)
    return out.getvalue()


def _draw_head(pen: "ImageDraw", card: Card) -> None:
    """The site's name at the right, the kicker at the left in the room it leaves."""
    top, large, room = _MARGIN + 14, _SMALL + 8, WIDTH - 2 * _MARGIN - 28
    name, soft = ("#ffffff", "#f1ebe3") if card.photo else (_ACCENT, _SOFT)
    pen.rectangle((WIDTH - _MARGIN - 8, _MARGIN - 28, WIDTH - _MARGIN, _MARGIN + 24), _ACCENT)
    site = _shortened(_drawable(card.site), large, room)
    pen.text((WIDTH - _MARGIN - 28, top), isolate_text(site), name, _font(large), "rs", direction="rtl")
    kicker = _shortened(_drawable(card.kicker), _SMALL, room - _width(site, large, True) - _GAP)
    pen.text((_MARGIN, top), isolate_text(kicker), soft, _font(_SMALL), "ls", direction="rtl")


def _ground(photo: bytes) -> "Image":
    """The photo cut to the card, darkened towards its lower edge so that white letters can be read on it."""
    from PIL import Image, ImageOps

    image = ImageOps.fit(Image.open(BytesIO(photo)).convert("RGB"), (WIDTH, HEIGHT), centering=(0.5, 0.35))
    shade = Image.linear_gradient("L").resize((WIDTH, HEIGHT)).point(lambda value: min(235, 60 + value))
    return Image.composite(Image.new("RGB", image.size, "#151311"), image, shade)


def _set(text: str, rtl: bool) -> tuple[list[str], int]:
    """The headline in lines, in the largest size in which they fit; broken and cut with an ellipsis at the smallest."""
    for size in _SIZES:
        lines = _lines(text.split(), size, rtl)
        low = int(size * _LEADING) * len(lines) <= _MOST_HEIGHT
        if len(lines) <= _MOST_LINES and low and all(_width(line, size, rtl) <= _ROOM for line in lines):
            return lines, size
    lines = _lines([part for word in text.split() for part in _parts(word, size, rtl)], size, rtl)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], _shortened(" ".join(lines[_MOST_LINES - 1 :]), size, _ROOM, rtl)]
    return lines, size


def _lines(words: list[str], size: int, rtl: bool) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, size, rtl) <= _ROOM:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _parts(word: str, size: int, rtl: bool) -> list[str]:
    """The word itself, or what of it fits in a line each, where it is longer than a line."""
    parts = []
    while word:
        fits = bisect_right(range(2, len(word) + 1), _ROOM, key=lambda length: _width(word[:length], size, rtl)) + 1
        parts.append(word[:fits])
        word = word[fits:]
    return parts


def _shortened(text: str, size: int, room: int, rtl: bool = True) -> str:
    """The text, or its first words with an ellipsis, in so many pixels; empty where not even one word fits."""
    if _width(text, size, rtl) <= room:
        return text
    words = text.split()
    beginnings = (f"{' '.join(words[:count])}…" for count in range(len(words) - 1, 0, -1))
    return next((one for one in beginnings if _width(one, size, rtl) <= room), "")


def _drawable(text: str) -> str:
    """The text in the signs that the typeface has: ligatures like ﷺ as their letters, emoji left out."""
    known = "".join(char if _is_known(char) else "".join(filter(_is_known, normalize("NFKC", char))) for char in text)
    return " ".join(word for word in known.split() if word.strip(_JOINERS))


@lru_cache(maxsize=2_000)
def _is_known(char: str) -> bool:
    """Whether the typeface has the sign: what it lacks is drawn as its glyph for nothing."""
    from PIL import ImageFont

    if char in _JOINERS or char.isspace():
        return True
    plain = ImageFont.truetype(str(_FONT), 32, layout_engine=ImageFont.Layout.BASIC)
    return bytes(plain.getmask(char)) != bytes(plain.getmask(_NO_SIGN))


def _width(text: str, size: int, rtl: bool) -> int:
    return ceil(_font(size).getlength(text, direction="rtl" if rtl else "ltr"))


@lru_cache
def _font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(str(_FONT), size, layout_engine=ImageFont.Layout.RAQM)
