"""Colours of the demo pictures: parsing, mixing and gradients."""

from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from PIL import Image

Colour = tuple[int, int, int]
Stops = Sequence[tuple[float, str]]


def rgb(code: str) -> Colour:
    """The colour of a ``#rrggbb`` code as three values from 0 to 255."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """The ``#rrggbb`` code that lies ``share`` (0 to 1) of the way from ``first`` to ``second``."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def gradient(
    size: tuple[int, int], stops: Stops, *, sideways: bool = False, part: tuple[float, float] = (0, 1)
) -> Image.Image:
    """A gradient of ``size`` pixels, top to bottom or left to right; ``part`` is the share of it to show."""
    steps = 64
    strip = Image.new("RGB", (1, steps))
    strip.putdata(_ramp(tuple(stops), steps))
    length = size[0] if sideways else size[1]
    shown = (0, part[0] * steps, 1, part[1] * steps)
    column = strip.resize((1, length), Image.Resampling.BILINEAR, box=shown)
    if sideways:
        column = column.transpose(Image.Transpose.TRANSPOSE)
    return column.resize(size, Image.Resampling.NEAREST)


@lru_cache(maxsize=512)
def _ramp(stops: tuple[tuple[float, str], ...], steps: int) -> list[Colour]:
    ramp = []
    colours = [(place, rgb(code)) for place, code in (*stops, (1.0, stops[-1][1]))]
    for step in range(steps):
        share = step / (steps - 1)
        low, first = max((stop for stop in colours if stop[0] <= share), key=itemgetter(0))
        high, last = min((stop for stop in colours if stop[0] >= share), key=itemgetter(0))
        part = (share - low) / (high - low) if high > low else 0.0
        red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, last, strict=True))
        ramp.append((red, green, blue))
    return ramp
