"""Draws the demo edition's house ad, which tells that its place is to be had."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_PAPER, _INK, _ACCENT = "#b3260f", "#fffdf9", "#ffe3a3"
_WORDS = ("هذا", "المكان", "لإعلانك")


def house_ad(width: int, height: int, font: Path) -> bytes:
    """The ad as a PNG, twice as fine as its size in CSS pixels.

    Args:
        font: a font with Arabic letters, in any format FreeType reads.
    """
    image = Image.new("RGB", (2 * width, 2 * height), _PAPER)
    draw = ImageDraw.Draw(image)
    edge = height // 10
    draw.rectangle((edge, edge, 2 * width - edge, 2 * height - edge), outline=_ACCENT, width=max(2, height // 40))
    face = ImageFont.truetype(str(font), min(height, width // 4))
    # Word by word: the font of letters alone has no space of its own.
    gap = height // 3
    lengths = [draw.textlength(word, font=face, direction="rtl", language="ar") for word in _WORDS]
    right = width + (sum(lengths) + gap * (len(_WORDS) - 1)) / 2
    for word, length in zip(_WORDS, lengths, strict=True):
        draw.text((right, height), word, font=face, fill=_INK, anchor="rm", direction="rtl", language="ar")
        right -= length + gap
    with BytesIO() as kept:
        image.save(kept, "PNG", optimize=True)
        return kept.getvalue()
