"""Colours of the demo pictures: parsing, mixing and gradients."""

from collections.abc import Sequence

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


def at(stops: Stops, share: float) -> Colour:
    """The colour at ``share`` (0 to 1) of a gradient given by its stops, lowest first."""
    low = stops[0]
    for high in stops:
        if share <= high[0]:
            span = high[0] - low[0]
            return rgb(mix(low[1], high[1], (share - low[0]) / span if span else 1.0))
        low = high
    return rgb(stops[-1][1])


def gradient(
    size: tuple[int, int], stops: Stops, *, sideways: bool = False, part: tuple[float, float] = (0, 1)
) -> Image.Image:
    """A gradient of ``size`` pixels, top to bottom or left to right; ``part`` is the share of it to show."""
    steps = 256
    strip = Image.new("RGB", (1, steps))
    strip.putdata([at(stops, step / (steps - 1)) for step in range(steps)])
    shown: tuple[float, float, float, float] = (0, part[0] * steps, 1, part[1] * steps)
    if sideways:
        strip = strip.transpose(Image.Transpose.TRANSPOSE)
        shown = (shown[1], 0, shown[3], 1)
    return strip.resize(size, Image.Resampling.BILINEAR, box=shown)
