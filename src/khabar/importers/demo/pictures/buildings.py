"""Pieces of towns that several demo pictures share: towers, minarets, domes, lit windows."""

import math
from collections.abc import Sequence
from random import Random

from khabar.importers.demo.pictures.canvas import WIDTH, Canvas, Point, box, smooth
from khabar.importers.demo.pictures.colour import mix


def tower_row(
    canvas: Canvas, rng: Random, base: float, heights: tuple[float, float], widths: tuple[float, float], colour: str
) -> None:
    """A row of plain towers across the whole picture, all of one tone: the far part of a skyline."""
    x = -20.0
    while x < WIDTH + 20:
        wide, high = rng.uniform(*widths), rng.uniform(*heights)
        tower(canvas, rng, (x, base), wide, high, mix(colour, "#ffffff", rng.uniform(0, 0.07)))
        x += wide + rng.uniform(-6, 26)


def tower(canvas: Canvas, rng: Random, foot: Point, wide: float, high: float, colour: str) -> None:
    """One tower with one of a few tops."""
    x, base = foot
    top = base - high
    canvas.rect(x, top, x + wide, base, colour)
    kind = rng.randrange(5)
    if kind == 0:
        canvas.fill([(x, top), (x + wide, top), (x + wide, top - wide * 0.55)], colour)
    elif kind == 1:
        canvas.rect(x + wide * 0.3, top - high * 0.07, x + wide * 0.7, top, colour)
        canvas.line([(x + wide / 2, top - high * 0.2), (x + wide / 2, top)], colour, 3)
    elif kind == 2:
        canvas.oval(x + wide / 2, top, wide / 2, wide * 0.32, colour)
    elif kind == 3:
        canvas.fill(smooth([(x, top), (x + wide * 0.2, top - wide * 0.7), (x + wide, top)]), colour)


def windows(
    canvas: Canvas,
    rng: Random,
    area: tuple[float, float, float, float],
    grid: tuple[int, int],
    colours: Sequence[str],
    share: float,
) -> None:
    """Lit windows on a regular grid (columns, rows) inside an area, ``share`` of them lit."""
    left, top, right, bottom = area
    step, rise = (right - left) / grid[0], (bottom - top) / grid[1]
    for column in range(grid[0]):
        for row in range(grid[1]):
            if rng.random() < share:
                x, y = left + column * step, top + row * rise
                canvas.rect(x + step * 0.25, y + rise * 0.25, x + step * 0.75, y + rise * 0.72, rng.choice(colours))


def minaret(canvas: Canvas, x: float, base: float, high: float, colour: str, dark: str) -> None:
    """A slender minaret with two balconies and a crescent, lit from the left."""
    wide = high * 0.085
    levels = ((1.0, 0.0, 0.52), (0.74, 0.52, 0.80), (0.5, 0.80, 0.92))
    for scale, low, up in levels:
        half = wide * scale
        stops = [(0, mix(colour, "#ffffff", 0.15)), (0.5, colour), (1, dark)]
        canvas.shade(box(x - half, base - high * up, x + half, base - high * low), stops, sideways=True)
        edge = base - high * up
        canvas.rect(x - half * 1.45, edge - high * 0.012, x + half * 1.45, edge + high * 0.012, dark)
    tip = base - high * 0.92
    cap = smooth([(x - wide * 0.55, tip), (x - wide * 0.3, tip - high * 0.04), (x, tip - high * 0.08)], 6)
    canvas.fill([*cap, *[(2 * x - px, py) for px, py in cap[::-1]]], colour)
    canvas.line([(x, tip - high * 0.08), (x, tip - high * 0.13)], dark, max(1.0, wide * 0.12))
    canvas.ring(x, tip - high * 0.145, wide * 0.26, dark, max(1.0, wide * 0.12))


def dome(canvas: Canvas, x: float, base: float, radius: float, colour: str, dark: str) -> None:
    """A pointed dome on a low drum."""
    canvas.shade(box(x - radius, base - radius * 0.3, x + radius, base), [(0, colour), (1, dark)], sideways=True)
    half = smooth(
        [
            (x - radius, base - radius * 0.28),
            (x - radius * 0.98, base - radius * 0.72),
            (x - radius * 0.5, base - radius * 1.2),
            (x, base - radius * 1.48),
        ],
        8,
    )
    whole = [*half, *[(2 * x - px, py) for px, py in half[::-1]]]
    canvas.shade(whole, [(0, mix(colour, "#ffffff", 0.2)), (0.45, colour), (1, dark)], sideways=True)
    canvas.line([(x, base - radius * 1.48), (x, base - radius * 1.75)], dark, max(1.5, radius * 0.04))


def arch(x: float, base: float, half: float, high: float) -> list[Point]:
    """The outline of a pointed arch standing on ``base``."""
    left = smooth([(x - half, base - high * 0.55), (x - half * 0.8, base - high * 0.8), (x, base - high)], 8)
    return [(x - half, base), *left, *[(2 * x - px, py) for px, py in left[::-1]], (x + half, base)]


def crescent(canvas: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    """A waxing moon with its soft light."""
    canvas.glow(x, y, radius * 6, colour, 0.35)
    turns = [math.radians(-110 + step * 5) for step in range(45)]
    outer = [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
    inner = [(x + radius * (0.62 * math.cos(turn) - 0.13), y + radius * math.sin(turn)) for turn in turns]
    canvas.fill([*outer, *inner[::-1]], colour)


def wheel(canvas: Canvas, x: float, y: float, radius: float, tyre: str, rim: str) -> None:
    """A road wheel with five spokes."""
    canvas.disc(x, y, radius, tyre)
    canvas.disc(x, y, radius * 0.6, rim)
    for spoke in range(5):
        turn = spoke * math.tau / 5
        tip = (x + math.cos(turn) * radius * 0.52, y + math.sin(turn) * radius * 0.52)
        canvas.line([(x, y), tip], mix(rim, "#000000", 0.35), radius * 0.12)
    canvas.disc(x, y, radius * 0.16, mix(rim, "#000000", 0.4))
