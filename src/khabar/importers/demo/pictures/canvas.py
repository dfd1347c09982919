"""A supersampled canvas with the few drawing acts the demo pictures are made of.

Coordinates are in picture units: 1600 across and 900 down, whatever the pixel size inside.
"""

import math
from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from khabar.importers.demo.pictures.colour import Stops, gradient, rgb

WIDTH, HEIGHT = 1600, 900
_SCALE = 2  # every picture is drawn at twice its size and averaged down: smooth edges
_SOFT = 5  # blurred shapes are drawn at a fifth of the picture's size and enlarged

Point = tuple[float, float]
Points = Sequence[Point]


class Canvas:
    """One picture being drawn."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE))
        self._pen = ImageDraw.Draw(self.image)

    def wash(self, stops: Stops, box: tuple[float, float, float, float] = (0, 0, WIDTH, HEIGHT)) -> None:
        """Fill a box (left, top, right, bottom) with a gradient from top to bottom."""
        left, top, right, bottom = (round(value * _SCALE) for value in box)
        self.image.paste(gradient((right - left, bottom - top), stops), (left, top))

    def fill(self, points: Points, colour: str) -> None:
        """A polygon of one colour."""
        self._pen.polygon(_scaled(points), fill=rgb(colour))

    def shade(self, points: Points, stops: Stops, *, sideways: bool = False) -> None:
        """A polygon filled with a gradient over its own height (or width)."""
        whole = _bounds(points)
        seen = _clipped(whole)
        if seen is None:
            return
        mask = _mask(points, seen, 255)
        axis = 0 if sideways else 1
        length = whole[axis + 2] - whole[axis]
        part = ((seen[axis] - whole[axis]) / length, (seen[axis + 2] - whole[axis]) / length)
        self.image.paste(gradient(mask.size, stops, sideways=sideways, part=part), seen[:2], mask)

    def tint(self, points: Points, colour: str, strength: float) -> None:
        """A see-through polygon; ``strength`` runs from 0 (nothing) to 1 (opaque)."""
        seen = _clipped(_bounds(points))
        if seen is not None:
            self.image.paste(rgb(colour), seen, _mask(points, seen, round(255 * strength)))

    def rect(self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0) -> None:
        """An upright rectangle, with round corners when ``radius`` is given."""
        box = [round(value * _SCALE) for value in (left, top, right, bottom)]
        self._pen.rounded_rectangle(box, radius * _SCALE, fill=rgb(colour))

    def oval(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        """An ellipse about a centre, by its half width and half height."""
        box = [value * _SCALE for value in (x - across, y - down, x + across, y + down)]
        self._pen.ellipse(box, fill=rgb(colour))

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle."""
        self.oval(x, y, radius, radius, colour)

    def ring(self, x: float, y: float, radius: float, colour: str, width: float) -> None:
        """The outline of a circle."""
        self.arc(x, y, radius, radius, (0, 360), colour, width)

    def arc(
        self, x: float, y: float, across: float, down: float, angles: tuple[float, float], colour: str, width: float
    ) -> None:
        """A part of an ellipse's outline; angles in degrees clockwise from three o'clock."""
        box = [value * _SCALE for value in (x - across, y - down, x + across, y + down)]
        self._pen.arc(box, *angles, fill=rgb(colour), width=max(1, round(width * _SCALE)))

    def line(self, points: Points, colour: str, width: float) -> None:
        """A line through points, with round joints."""
        self._pen.line(_scaled(points), rgb(colour), max(1, round(width * _SCALE)), joint="curve")

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float) -> None:
        """A round light that fades to nothing at ``radius``."""
        side = round(2 * radius * _SCALE)
        left, top = round((x - radius) * _SCALE), round((y - radius) * _SCALE)
        seen = _clipped((left, top, left + side, top + side))
        if seen is None:
            return
        fade = Image.radial_gradient("L").point([_falloff(value, strength) for value in range(256)])
        unit = 256 / side
        part = ((seen[0] - left) * unit, (seen[1] - top) * unit, (seen[2] - left) * unit, (seen[3] - top) * unit)
        size = (seen[2] - seen[0], seen[3] - seen[1])
        self.image.paste(rgb(colour), seen, fade.resize(size, Image.Resampling.BILINEAR, box=part))

    def haze(self, top: float, bottom: float, colour: str, strength: Sequence[float]) -> None:
        """A band of air whose strengths (0 to 1) are spread evenly from top to bottom."""
        strip = Image.new("L", (1, len(strength)))
        strip.putdata([round(255 * value) for value in strength])
        size = (WIDTH * _SCALE, round((bottom - top) * _SCALE))
        corner = (0, round(top * _SCALE))
        mask = strip.resize((1, size[1]), Image.Resampling.BICUBIC).resize(size, Image.Resampling.NEAREST)
        self.image.paste(rgb(colour), (*corner, size[0], corner[1] + size[1]), mask)

    def blur(self, shapes: Iterable[Points], colour: str, radius: float, strength: float) -> None:
        """Soft polygons: shadows, clouds, beams of light. ``radius`` is the blur in picture units."""
        mask = Image.new("L", (WIDTH // _SOFT, HEIGHT // _SOFT))
        pen = ImageDraw.Draw(mask)
        for points in shapes:
            pen.polygon([(x / _SOFT, y / _SOFT) for x, y in points], fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(radius / _SOFT))
        small = mask.getbbox()
        if small is not None:
            left, top, right, bottom = (value * _SOFT * _SCALE for value in small)
            size = (right - left, bottom - top)
            soft = mask.resize(size, Image.Resampling.BICUBIC, box=small)
            self.image.paste(rgb(colour), (left, top, right, bottom), soft)

    def mirror(self, horizon: float, bottom: float, squeeze: float = 1.0) -> None:
        """Reflect what stands above ``horizon`` into the water between it and ``bottom``."""
        depth = round((bottom - horizon) * _SCALE)
        edge = round(horizon * _SCALE)
        source = max(1, round(depth / squeeze))
        part = self.image.crop((0, max(0, edge - source), self.image.width, edge))
        self.image.paste(part.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((part.width, depth)), (0, edge))

    def finish(self, rng: Random) -> Image.Image:
        """The finished picture: averaged down, darker at the edges, with a fine grain."""
        picture = self.image.reduce(_SCALE)
        edge = Image.radial_gradient("L").point([round(max(0, v - 120) * 0.32) for v in range(256)])
        picture.paste((12, 10, 24), (0, 0), edge.resize(picture.size))
        return ImageChops.add(picture, _grain(rng, picture.size), 1, -6)


def circle(x: float, y: float, across: float, down: float | None = None, steps: int = 48) -> list[Point]:
    """The outline of an ellipse as points."""
    high = across if down is None else down
    turns = (2 * math.pi * step / steps for step in range(steps))
    return [(x + across * math.cos(turn), y + high * math.sin(turn)) for turn in turns]


def box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    """The four corners of an upright rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def diamond(x: float, y: float, across: float, down: float) -> list[Point]:
    """The outline of a diamond about a centre, by its half width and half height."""
    return [(x, y - down), (x + across, y), (x, y + down), (x - across, y)]


def smooth(points: Points, steps: int = 12) -> list[Point]:
    """A Catmull-Rom curve through points."""
    padded = [points[0], *points, points[-1]]
    curve = [
        _catmull(padded[index : index + 4], step / steps) for index in range(len(points) - 1) for step in range(steps)
    ]
    return [*curve, points[-1]]


def _catmull(four: Points, t: float) -> Point:
    weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3)
    x = sum(weight * point[0] for weight, point in zip(weights, four, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, four, strict=True))
    return x / 2, y / 2


def _scaled(points: Points) -> list[Point]:
    return [(x * _SCALE, y * _SCALE) for x, y in points]


def _bounds(points: Points) -> tuple[int, int, int, int]:
    across = [x for x, _ in points]
    down = [y for _, y in points]
    left, top = math.floor(min(across) * _SCALE), math.floor(min(down) * _SCALE)
    return left, top, math.ceil(max(across) * _SCALE), math.ceil(max(down) * _SCALE)


def _clipped(bounds: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    left, top = max(0, bounds[0]), max(0, bounds[1])
    right, bottom = min(WIDTH * _SCALE, bounds[2]), min(HEIGHT * _SCALE, bounds[3])
    return (left, top, right, bottom) if left < right and top < bottom else None


def _mask(points: Points, bounds: tuple[int, int, int, int], value: int) -> Image.Image:
    left, top, right, bottom = bounds
    mask = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    ImageDraw.Draw(mask).polygon([(x * _SCALE - left, y * _SCALE - top) for x, y in points], fill=value)
    return mask


def _falloff(value: int, strength: float) -> int:
    rim = 181  # what Pillow's radial gradient holds where its circle meets the edge of the square
    return round(255 * strength * math.pow(max(0.0, 1 - value / rim), 1.9))


def _grain(rng: Random, size: tuple[int, int]) -> Image.Image:
    side = 400
    tile = Image.frombytes("L", (side, side), rng.randbytes(side * side)).point([v * 12 // 255 for v in range(256)])
    grain = Image.new("L", size)
    for left in range(0, size[0], side):
        for top in range(0, size[1], side):
            grain.paste(tile, (left, top))
    return Image.merge("RGB", (grain, grain, grain))
