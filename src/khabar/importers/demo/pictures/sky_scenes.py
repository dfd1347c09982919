"""Pictures of the night sky and of space: a satellite over the sea, an observatory in the desert."""

import math
from collections.abc import Callable
from random import Random

from khabar.importers.demo.pictures.canvas import Canvas, Point, Points, box, circle, smooth
from khabar.importers.demo.pictures.colour import mix
from khabar.importers.demo.pictures.nature import crags, ground, ridge, stars


def satellite(canvas: Canvas, rng: Random) -> None:
    """A cube satellite with open panels over a blue planet at sunrise."""
    canvas.wash([(0, "#060b1f"), (0.6, "#0c1b3f"), (1, "#123a66")])
    stars(canvas, rng, 260, 620)
    _planet(canvas, rng)
    _cube(canvas, (1010, 330), 0.32)


def _planet(canvas: Canvas, rng: Random) -> None:
    x, y, radius = 560, 1700, 1180
    canvas.glow(x, y, radius * 1.34, "#6fd0ff", 0.9)
    canvas.glow(150, 600, 620, "#e8894a", 0.75)
    canvas.glow(120, 600, 260, "#fff0c8", 0.95)
    canvas.shade(circle(x, y, radius, steps=200), [(0, "#3fa0d8"), (0.12, "#1f6bb0"), (0.4, "#0d3670")])
    _coasts(canvas, rng)
    for _ in range(13):
        turn = rng.uniform(-2.25, -0.95)
        depth = radius - rng.uniform(60, 210)
        cx, cy = x + depth * math.cos(turn), y + depth * math.sin(turn)
        swirls = [circle(cx + rng.gauss(0, 60), cy + rng.gauss(0, 9), rng.uniform(30, 110), 13) for _ in range(4)]
        canvas.blur(swirls, "#ffffff", 10, 0.6)
    canvas.arc(x, y, radius + 2, radius + 2, (180, 360), "#bfeaff", 4)
    canvas.glow(1420, 1060, 900, "#030818", 0.85)
    canvas.glow(60, 640, 420, "#ffe3b0", 0.45)


def _coasts(canvas: Canvas, rng: Random) -> None:
    south = [(-40, 700), (70, 716), (150, 690), (250, 712), (330, 742), (420, 736), (500, 760), (590, 752)]
    south += [(650, 776), (760, 790), (800, 840), (850, 920), (-40, 920)]
    north = [(560, 560), (620, 552), (690, 560), (740, 580), (800, 588), (850, 612), (820, 622), (770, 606)]
    north += [(720, 618), (660, 596), (610, 600), (560, 560)]
    canvas.shade(_rough(rng, south), [(0, "#e9cd92"), (0.5, "#cf9f5e"), (1, "#a8763f")])
    canvas.shade(_rough(rng, north), [(0, "#b9b27a"), (1, "#84945a")])
    canvas.shade(
        _rough(rng, [(960, 720), (1020, 712), (1080, 760), (1110, 830), (1090, 920), (900, 920), (940, 800)]),
        [(0, "#dfbd80"), (1, "#b07d45")],
    )
    for x, y in ((400, 668), (470, 690), (690, 690)):
        across, down = rng.uniform(12, 24), rng.uniform(5, 8)
        canvas.fill(_rough(rng, circle(x, y, across, down, 8)), "#c9b27a")


def _rough(rng: Random, points: Points) -> list[Point]:
    return [(x + rng.uniform(-5, 5), y + rng.uniform(-3, 3)) for x, y in smooth(points, 6)]


def _cube(canvas: Canvas, centre: Point, tilt: float) -> None:
    def place(x: float, y: float) -> Point:
        cos, sin = math.cos(tilt), math.sin(tilt)
        return centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos

    def quad(left: float, top: float, right: float, bottom: float) -> list[Point]:
        return [place(*corner) for corner in box(left, top, right, bottom)]

    for side in (-1, 1):
        canvas.line([place(side * 80, 0), place(side * 118, 0)], "#c9ccd6", 8)
        _panel(canvas, quad, side)
    canvas.shade(quad(-84, -92, 84, 92), [(0, "#f2e3bd"), (0.55, "#d3a75c"), (1, "#8d6430")])
    canvas.fill([place(84, -92), place(116, -116), place(116, 68), place(84, 92)], "#6f4c27")
    canvas.fill([place(-84, -92), place(-52, -116), place(116, -116), place(84, -92)], "#fff3d4")
    for row in range(3):
        canvas.line([place(-84, -46 + row * 46), place(84, -46 + row * 46)], "#a87c40", 3)
    lens = place(-10, 4)
    canvas.disc(*lens, 46, "#3a3d4d")
    canvas.disc(*lens, 37, "#12182e")
    canvas.disc(lens[0] - 4, lens[1] - 4, 25, "#2a4f8c")
    canvas.disc(lens[0] - 12, lens[1] - 12, 8, "#bfe2ff")
    canvas.line([place(40, -104), place(66, -220)], "#e5e7ee", 4)
    canvas.line([place(-40, 92), place(-66, 204)], "#e5e7ee", 4)
    canvas.disc(*place(66, -220), 7, "#ff7a59")


def _panel(canvas: Canvas, quad: Callable[[float, float, float, float], list[Point]], side: int) -> None:
    near, far = side * 118, side * 400
    left, right = min(near, far), max(near, far)
    canvas.shade(quad(left, -70, right, 70), [(0, "#3f7fd0"), (0.5, "#234f9c"), (1, "#142f66")])
    for column in range(1, 6):
        x = left + (right - left) * column / 6
        canvas.fill(quad(x - 1.6, -70, x + 1.6, 70), "#8fb6ea")
    for row in (-24, 24):
        canvas.fill(quad(left, row - 1.6, right, row + 1.6), "#8fb6ea")


def observatory(canvas: Canvas, rng: Random) -> None:
    """A white dome with its slit open under the Milky Way."""
    canvas.wash([(0, "#0a0e2a"), (0.45, "#1b2352"), (0.75, "#4a3f74"), (1, "#c07a6a")])
    _milky_way(canvas, rng)
    stars(canvas, rng, 420, 700)
    for left, top, length in ((300, 120, 190), (560, 250, 120), (240, 330, 90)):
        for step in range(24):
            share = step / 24
            x, y = left + length * share, top + length * 0.42 * share
            canvas.disc(x, y, 0.5 + 2 * share, mix("#2a2f60", "#ffffff", share))
    ground(canvas, crags(rng, 690, 120), [(0, "#4d3f6b"), (1, "#38305a")])
    ground(canvas, ridge(rng, 740, 26), [(0, "#3a2d4e"), (1, "#1d1832")])
    _dome(canvas)
    ground(canvas, ridge(rng, 826, 12), [(0, "#1f1930"), (1, "#0f0c1c")])


def _milky_way(canvas: Canvas, rng: Random) -> None:
    arms = []
    for _ in range(90):
        share = rng.random()
        x, y = 120 + 1300 * share, 640 - 640 * share
        arms.append(circle(x + rng.gauss(0, 60), y + rng.gauss(0, 60), rng.uniform(25, 85), rng.uniform(20, 50)))
    canvas.blur(arms[:60], "#8e86c9", 42, 0.34)
    canvas.blur(arms[60:], "#f2c9c4", 30, 0.20)
    for _ in range(700):
        share = rng.random()
        x, y = 120 + 1300 * share + rng.gauss(0, 70), 640 - 640 * share + rng.gauss(0, 70)
        canvas.disc(x, y, rng.uniform(0.5, 1.1), mix("#8d88c4", "#ffffff", rng.random()))


def _dome(canvas: Canvas) -> None:
    x, base, radius = 1070, 792, 190
    canvas.glow(x - 40, 600, 420, "#ffcf9e", 0.28)
    canvas.shade(
        box(x - 172, 610, x + 172, base + 40), [(0, "#e9dfe2"), (0.5, "#b3a3bf"), (1, "#5c4f7c")], sideways=True
    )
    canvas.rect(x - 30, 712, x + 30, base + 40, "#3a2f52", 6)
    canvas.rect(x - 22, 722, x + 22, base + 40, "#ffcf87", 4)
    dome = [(x + radius * math.cos(a / 30 * math.pi), 612 - radius * math.sin(a / 30 * math.pi)) for a in range(31)]
    canvas.shade(dome, [(0, "#cdbfd4"), (0.4, "#f6eef0"), (0.75, "#a695b8"), (1, "#6d5f8e")][::1], sideways=True)
    slit = [(x - 96 + 40 * t / 10, 612 - 60 - 122 * (t / 10) ** 0.8) for t in range(11)]
    other = [(px + 46 + 20 * (1 - i / 10), py + 6) for i, (px, py) in enumerate(slit)]
    canvas.fill([*slit, *other[::-1]], "#241c3d")
    canvas.line([(x - 58, 520), (x - 118, 372)], "#d9cfe2", 22)
    canvas.line([(x - 104, 408), (x - 122, 362)], "#8b7ca6", 30)
    canvas.rect(x - 200, 604, x + 200, 626, "#d8cbd8", 8)
    canvas.rect(x - 200, 618, x + 200, 626, "#8f80a6", 4)
    for step in range(8):
        canvas.line([(x - 150 + step * 43, 642), (x - 150 + step * 43, 690)], "#a293b5", 3)


SCENES = {"satellite": satellite, "observatory": observatory}
