"""Draws the demo edition's house ad, which tells that its place is to be had."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_PAPER, _INK, _ACCENT = "#b3260f", "#fffdf9", "#ffe3a3"
_WORDS = "هذا المكان لإعلانك"


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
    draw.text((width, height), _WORDS, font=face, fill=_INK, anchor="mm", direction="rtl", language="ar")
    with BytesIO() as kept:
        image.save(kept, "PNG", optimize=True)
        return kept.getvalue()
