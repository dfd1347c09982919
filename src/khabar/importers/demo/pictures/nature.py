"""Pieces of landscape that several demo pictures share: skies, hills, dunes, trees, water, birds."""

import itertools
import math
from random import Random

from khabar.importers.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, Points, circle, smooth
from khabar.importers.demo.pictures.colour import Stops, mix


def ridge(rng: Random, level: float, swing: float, step: float = 160) -> list[Point]:
    """A rolling line across the picture about ``level``, at most ``swing`` above or below it."""
    count = math.ceil(WIDTH / step) + 2
    points = [((index - 1) * step, level + rng.uniform(-swing, swing)) for index in range(count + 1)]
    return smooth(points)


def crags(rng: Random, level: float, swing: float, detail: int = 6) -> list[Point]:
    """A jagged mountain line by midpoint displacement."""
    heights = [level + rng.uniform(-swing, swing) / 2 for _ in range(4)]
    for _ in range(detail):
        between = [(a + b) / 2 + rng.uniform(-swing, swing) / 2 for a, b in itertools.pairwise(heights)]
        heights = [value for pair in zip(heights, between, strict=False) for value in pair] + [heights[-1]]
        swing *= 0.5
    step = WIDTH / (len(heights) - 1)
    return [(index * step, height) for index, height in enumerate(heights)]


def ground(canvas: Canvas, line: Points, stops: Stops, bottom: float = HEIGHT) -> None:
    """Everything below a line, filled with a gradient."""
    canvas.shade([*line, (line[-1][0], bottom), (line[0][0], bottom)], stops)


def sun(canvas: Canvas, x: float, y: float, radius: float, colour: str, halo: str, reach: float = 9.0) -> None:
    """A sun (or moon) with the glow around it."""
    canvas.glow(x, y, radius * reach, halo, 0.62)
    canvas.glow(x, y, radius * 2.6, colour, 0.7)
    canvas.disc(x, y, radius, colour)


def stars(canvas: Canvas, rng: Random, count: int, bottom: float, colour: str = "#f4efe2") -> None:
    """Stars over the upper part of a night sky, fewer and fainter towards the horizon."""
    for _ in range(count):
        x, share = rng.uniform(0, WIDTH), rng.random() ** 1.5
        size = rng.choice((0.7, 0.9, 0.9, 1.2, 1.9))
        canvas.disc(x, share * bottom, size * (1.1 - share * 0.5), mix(colour, "#5d6b93", rng.uniform(0, 0.6)))


def clouds(canvas: Canvas, rng: Random, count: int, band: tuple[float, float], colour: str, strength: float) -> None:
    """Long soft clouds within a band of heights."""
    shapes = []
    for _ in range(count):
        x, y, width = rng.uniform(-100, WIDTH + 100), rng.uniform(*band), rng.uniform(160, 420)
        shapes += [
            circle(
                x + rng.uniform(-0.7, 0.7) * width,
                y + rng.uniform(-10, 10),
                width * rng.uniform(0.25, 0.55),
                rng.uniform(9, 24),
            )
            for _ in range(4)
        ]
    canvas.blur(shapes, colour, 13, strength)


def dune(canvas: Canvas, crest: Points, spine: Points, lit: Stops, shadow: Stops) -> None:
    """A sand dune: a lit body below its crest; left of the spine that winds down from the peak, shadow."""
    ground(canvas, crest, lit)
    peak = spine[0]
    far = [point for point in crest if point[0] <= peak[0]]
    foot = spine[-1]
    canvas.shade([*far, *spine, (crest[0][0], foot[1])], shadow)


def palm(canvas: Canvas, rng: Random, foot: Point, height: float, trunk: str, leaf: str) -> None:
    """A date palm from its foot up, leaning a little, with drooping fronds."""
    lean = rng.uniform(-0.12, 0.12) * height
    top = (foot[0] + lean, foot[1] - height)
    stem = smooth([foot, (foot[0] + lean * 0.25, foot[1] - height * 0.5), top], 8)
    for index, (x, y) in enumerate(stem):
        half = height * (0.034 - 0.014 * index / len(stem))
        canvas.oval(x, y, half, height * 0.045, trunk)
        canvas.line([(x - half, y - half), (x + half, y - half)], mix(trunk, "#000000", 0.25), height * 0.008)
    for turn in range(13):
        angle = math.pi * (1.22 - 1.44 * turn / 12) + rng.uniform(-0.08, 0.08)
        tone = mix(leaf, "#000000" if turn % 2 else "#ffe9a8", 0.14)
        frond(canvas, top, angle, height * rng.uniform(0.40, 0.48), tone)


def frond(canvas: Canvas, root: Point, angle: float, length: float, colour: str) -> None:
    """One feathered palm leaf that bends down towards its tip."""
    spine = []
    for step in range(11):
        share = step / 10
        x = root[0] + math.cos(angle) * length * share
        y = root[1] - math.sin(angle) * length * share + length * 0.55 * share**2.2
        spine.append((x, y))
    canvas.line(spine, colour, length * 0.018)
    for step in range(2, 11):
        (x0, y0), (x1, y1) = spine[step - 1], spine[step]
        along = math.atan2(y1 - y0, x1 - x0)
        size = length * 0.26 * math.sin(math.pi * (0.12 + 0.8 * step / 10))
        for side in (-1, 1):
            turn = along + side * 0.85
            tip = (x1 + math.cos(turn) * size, y1 + math.sin(turn) * size + size * 0.25)
            canvas.fill([(x0, y0), tip, (x1, y1)], colour)


def crown(canvas: Canvas, rng: Random, centre: Point, size: tuple[float, float], tones: tuple[str, ...]) -> None:
    """The round leafy crown of a tree: layers of discs within an ellipse, lighter towards the upper left."""
    across, down = size
    for layer, tone in enumerate(tones):
        for _ in range(26):
            turn, reach = rng.uniform(0, math.tau), math.sqrt(rng.random())
            x = centre[0] - layer * across * 0.14 + across * reach * math.cos(turn) * (1 - 0.16 * layer)
            y = centre[1] - layer * down * 0.22 + down * reach * math.sin(turn) * (1 - 0.16 * layer)
            canvas.disc(x, y, across * rng.uniform(0.18, 0.32) * (1 - 0.2 * layer), tone)


def birds(canvas: Canvas, rng: Random, centre: Point, count: int, colour: str, spread: float = 160) -> None:
    """A loose flock seen from afar."""
    for _ in range(count):
        x, y = rng.gauss(centre[0], spread), rng.gauss(centre[1], spread * 0.3)
        size = rng.uniform(7, 14)
        wing = smooth([(x - size, y - size * 0.35), (x - size * 0.4, y - size * 0.45), (x, y)], 5)
        other = smooth([(x, y), (x + size * 0.4, y - size * 0.5), (x + size, y - size * 0.25)], 5)
        canvas.line([*wing, *other], colour, size * 0.16)


def ripples(canvas: Canvas, rng: Random, band: tuple[float, float], colour: str, count: int = 90) -> None:
    """Short level strokes on water, longer and thicker towards the viewer."""
    top, bottom = band
    for _ in range(count):
        share = rng.random() ** 1.3
        y = top + (bottom - top) * share
        x, half = rng.uniform(0, WIDTH), rng.uniform(8, 30) * (0.4 + 2.2 * share)
        thick = 0.5 + 2.4 * share
        canvas.tint(circle(x, y, half, thick, 12), colour, rng.uniform(0.15, 0.5))


def glitter(canvas: Canvas, rng: Random, x: float, band: tuple[float, float], colour: str, count: int = 120) -> None:
    """The broken path of light a low sun lays on water."""
    top, bottom = band
    for _ in range(count):
        share = rng.random()
        y = top + (bottom - top) * share
        half = rng.uniform(5, 26) * (0.35 + share)
        canvas.tint(circle(rng.gauss(x, 14 + 60 * share), y, half, 0.8 + 2.2 * share, 10), colour, 0.75 - 0.45 * share)
