"""Pictures of the sea: a harbour, a corniche, a lighthouse, a coral reef."""

import math
from random import Random

from khabar.importers.demo.pictures.buildings import tower, tower_row, windows
from khabar.importers.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, box, circle, smooth
from khabar.importers.demo.pictures.colour import mix
from khabar.importers.demo.pictures.nature import birds, clouds, crags, glitter, ground, ridge, ripples, stars, sun


def harbour(canvas: Canvas, rng: Random) -> None:
    """Gantry cranes over a loaded container ship at sunset."""
    canvas.wash([(0, "#2d4a73"), (0.4, "#c9737a"), (0.62, "#ffb27a"), (1, "#ffd9a4")])
    clouds(canvas, rng, 7, (90, 280), "#ffd3b0", 0.4)
    sun(canvas, 420, 470, 56, "#fff2cc", "#ffb46e")
    ground(canvas, ridge(rng, 560, 14), [(0, "#a96a78"), (1, "#d08d7c")])
    for x in (1010, 1220, 1430):
        _crane(canvas, (x, 640), 0.72, "#8a5566")
    canvas.haze(460, 650, "#ffc08a", (0, 0.4, 0.45, 0))
    canvas.wash([(0, "#f3a878"), (0.25, "#9a6a7d"), (1, "#1e3354")], (0, 640, WIDTH, HEIGHT))
    glitter(canvas, rng, 420, (644, 890), "#ffe7b8", 150)
    _ship(canvas, rng)
    for x in (560, 900):
        _crane(canvas, (x, 700), 1.15, "#2b2946")
    canvas.shade(box(-10, 842, WIDTH + 10, HEIGHT), [(0, "#262643"), (1, "#15162c")])
    for x in range(40, WIDTH, 190):
        canvas.rect(x, 824, x + 26, 846, "#191a33", 6)
    birds(canvas, rng, (700, 150), 11, "#4b3556", 190)


def _crane(canvas: Canvas, foot: Point, size: float, colour: str) -> None:
    x, y = foot

    def bar(start: Point, end: Point, width: float) -> None:
        points = [(x + px * size, y + py * size) for px, py in (start, end)]
        canvas.line(points, colour, width * size)

    for leg in (-70, 70):
        bar((leg, 0), (leg * 0.72, -330), 15)
    bar((-66, -110), (66, -110), 11)
    bar((-66, -110), (52, -320), 6)
    bar((-170, -330), (360, -330), 18)
    bar((-20, -330), (10, -490), 12)
    bar((40, -330), (10, -490), 8)
    bar((10, -486), (350, -334), 4)
    bar((10, -486), (190, -334), 4)
    bar((10, -486), (-165, -334), 4)
    canvas.rect(x - 168 * size, y - 376 * size, x - 90 * size, y - 330 * size, colour)
    bar((230, -330), (230, -210), 3)
    canvas.rect(x + 196 * size, y - 212 * size, x + 264 * size, y - 178 * size, "#d9694f")
    canvas.rect(x + 205 * size, y - 340 * size, x + 255 * size, y - 312 * size, mix(colour, "#ffffff", 0.2))


def _ship(canvas: Canvas, rng: Random) -> None:
    colours = ("#c8553d", "#e0a458", "#3d7ea6", "#588b8b", "#f0d9b5", "#8c4a5e", "#2f5d73")
    for column in range(13):
        for level in range(rng.randint(3, 6)):
            left, bottom = 660 + column * 62, 716 - level * 31
            tone = rng.choice(colours)
            canvas.rect(left, bottom - 29, left + 59, bottom, tone)
            canvas.rect(left, bottom - 29, left + 59, bottom - 24, mix(tone, "#ffffff", 0.25))
            for rib in range(1, 6):
                canvas.line(
                    [(left + rib * 10, bottom - 22), (left + rib * 10, bottom - 2)], mix(tone, "#000000", 0.18), 1.2
                )
    canvas.rect(1478, 520, 1560, 716, "#f1e4d3", 4)
    canvas.rect(1462, 540, 1576, 558, "#d8c4b0", 3)
    for row in range(4):
        canvas.rect(1490, 574 + row * 32, 1548, 586 + row * 32, "#40506e", 3)
    canvas.rect(1500, 478, 1530, 522, "#c8553d")
    hull = [(590, 708), (1640, 708), (1640, 812), (700, 812), (640, 780)]
    canvas.shade(hull, [(0, "#30456b"), (0.72, "#1b2947"), (0.73, "#9c3f38"), (1, "#6e2b2e")])
    canvas.line([(590, 710), (1640, 710)], "#e9c9a0", 4)
    canvas.tint(circle(1130, 818, 520, 10), "#0f1a33", 0.5)


def corniche(canvas: Canvas, rng: Random) -> None:
    """Towers across a bay at dusk, their lights in the water, and a sailing dhow."""
    canvas.wash([(0, "#1c2150"), (0.4, "#6a3f80"), (0.62, "#e58a86"), (0.7, "#ffc79c"), (1, "#ffc79c")])
    stars(canvas, rng, 90, 300)
    tower_row(canvas, rng, 600, (60, 200), (40, 80), "#8a5f8e")
    canvas.haze(420, 610, "#ffb896", (0, 0.35, 0.5, 0.2))
    x = 380.0
    while x < 1500:
        wide, high = rng.uniform(46, 84), 120 + 300 * math.exp(-(((x - 980) / 330) ** 2)) * rng.uniform(0.7, 1.1)
        tower(canvas, rng, (x, 604), wide, high, mix("#3b2f63", "#5b4480", rng.random()))
        area = (x + 6, 604 - high + 10, x + wide - 6, 600)
        windows(canvas, rng, area, (int(wide / 11), int(high / 15)), ("#ffd98f", "#ffefc4", "#9fd0e6"), 0.42)
        x += wide + rng.uniform(-4, 22)
    canvas.mirror(604, HEIGHT, 0.75)
    canvas.rect(-10, 596, WIDTH + 10, 608, "#1d1640")
    for x in range(10, WIDTH, 34):
        canvas.disc(x, 597, 2.4, "#ffe3a8")
    canvas.haze(604, HEIGHT, "#2a2458", (0.2, 0.4, 0.6, 0.85))
    ripples(canvas, rng, (612, 890), "#f7b6a0", 150)
    _dhow(canvas, (360, 748), 1.0)
    for index in range(9):
        x = index * 200 + 20
        canvas.line([(x, 905), (x, 850)], "#140f2d", 9)
        canvas.disc(x, 842, 12, "#ffe3a8")
        canvas.glow(x, 842, 80, "#ffd38a", 0.6)
    canvas.rect(-10, 872, WIDTH + 10, 884, "#140f2d")
    canvas.rect(-10, 892, WIDTH + 10, HEIGHT, "#140f2d")


def _dhow(canvas: Canvas, at: Point, size: float) -> None:
    x, y = at

    def points(*pairs: Point) -> list[Point]:
        return [(x + px * size, y + py * size) for px, py in pairs]

    canvas.tint(circle(x, y + 30 * size, 220 * size, 18 * size), "#120e2c", 0.5)
    canvas.line(points((0, 0), (10, -290)), "#2a1a33", 10 * size)
    canvas.line(points((-150, -70), (150, -370)), "#2a1a33", 7 * size)
    leech = smooth(points((150, -370), (190, -200), (140, -30)), 8)
    canvas.shade([*points((-146, -72)), *leech, *points((0, -22))], [(0, "#ffdcb8"), (1, "#e59a86")])
    hull = [
        *smooth(points((-230, -30), (-120, 0), (60, 2), (250, -64)), 8),
        *smooth(points((210, 10), (90, 40), (-120, 40), (-200, 10)), 8),
    ]
    canvas.shade(hull, [(0, "#6a3d3f"), (1, "#26152a")])
    canvas.line(smooth(points((-230, -30), (-120, 0), (60, 2), (250, -64)), 8), "#e8b27c", 5 * size)
    canvas.rect(x - 200 * size, y - 62 * size, x - 120 * size, y - 12 * size, "#4a2a38", 4)


def lighthouse(canvas: Canvas, rng: Random) -> None:
    """A lighthouse on a headland as the evening begins."""
    canvas.wash([(0, "#21356b"), (0.4, "#6d6fa8"), (0.6, "#f0ab9a"), (0.68, "#ffd7a8"), (1, "#ffd7a8")])
    stars(canvas, rng, 120, 320)
    clouds(canvas, rng, 6, (200, 420), "#f9b9a8", 0.45)
    ground(canvas, crags(rng, 570, 60), [(0, "#8d86b0"), (1, "#c9a2ad")], 612)
    canvas.wash([(0, "#f5bfa0"), (0.2, "#8f8fb8"), (1, "#24457a")], (0, 606, WIDTH, HEIGHT))
    glitter(canvas, rng, 380, (610, 890), "#ffe3c0", 110)
    ripples(canvas, rng, (614, 890), "#dfe6f5", 140)
    beam = [(1136, 240), (1136, 252), (-40, 290), (-40, 130)]
    canvas.blur([beam], "#fff2c0", 14, 0.34)
    canvas.blur([[(1140, 238), (1140, 250), (1700, 290), (1700, 190)]], "#fff2c0", 14, 0.3)
    head = [
        (760, 910),
        (800, 800),
        (880, 742),
        (960, 690),
        (1040, 640),
        (1130, 622),
        (1230, 616),
        (1400, 640),
        (1640, 600),
    ]
    ground(canvas, smooth(head), [(0, "#6f7f6a"), (0.25, "#4d5a5c"), (1, "#232a42")])
    _rocks(canvas, rng)
    _lamp_tower(canvas, (1140, 630))


def _rocks(canvas: Canvas, rng: Random) -> None:
    for _ in range(46):
        x = rng.uniform(760, 1620)
        y = rng.uniform(760, 900) if x > 860 else rng.uniform(830, 900)
        size = rng.uniform(16, 58)
        shape = [
            (x - size, y),
            (x - size * 0.5, y - size * rng.uniform(0.4, 0.9)),
            (x + size * 0.5, y - size * 0.6),
            (x + size, y),
        ]
        canvas.fill(shape, mix("#2b3049", "#59607a", rng.random()))
        canvas.fill([shape[1], shape[2], (x, y - size * 0.1)], mix("#59607a", "#9a94a8", rng.random() * 0.6))
    for _ in range(40):
        x = rng.uniform(640, 900)
        canvas.tint(circle(x, 872 + (900 - x) * 0.06 + rng.uniform(-12, 12), rng.uniform(10, 40), 3), "#ffffff", 0.5)


def _lamp_tower(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    for step in range(5):
        low, high = y - step * 68, y - (step + 1) * 68
        half, upper = 62 - step * 6, 62 - (step + 1) * 6
        tone = ("#f6ede2", "#c94f4a")[step % 2]
        stops = [(0, mix(tone, "#ffffff", 0.25)), (0.4, tone), (1, mix(tone, "#2a2a55", 0.55))]
        canvas.shade([(x - half, low), (x + half, low), (x + upper, high), (x - upper, high)], stops, sideways=True)
    canvas.rect(x - 46, y - 352, x + 46, y - 338, "#2d2f4c", 3)
    canvas.rect(x - 24, y - 410, x + 24, y - 352, "#ffeeb0", 2)
    for post in (-24, -8, 8, 24):
        canvas.line([(x + post, y - 410), (x + post, y - 352)], "#2d2f4c", 3)
    canvas.fill([(x - 34, y - 408), (x + 34, y - 408), (x, y - 450)], "#2d2f4c")
    canvas.glow(x, y - 382, 150, "#fff6cf", 0.95)
    canvas.rect(x - 14, y - 60, x + 14, y + 6, "#3b3654", 10)
    canvas.rect(x + 70, y - 70, x + 190, y + 14, "#efe4d8")
    canvas.fill([(x + 58, y - 68), (x + 202, y - 68), (x + 176, y - 112), (x + 84, y - 112)], "#a8433f")
    for window in (88, 146):
        canvas.rect(x + window, y - 50, x + window + 26, y - 20, "#ffd98f", 2)


def reef(canvas: Canvas, rng: Random) -> None:
    """A coral garden with fishes, and sunbeams through the surface."""
    canvas.wash([(0, "#8fe0e0"), (0.25, "#37b0c4"), (0.65, "#14709a"), (1, "#0b3d6b")])
    canvas.glow(760, -60, 700, "#f2ffe6", 0.75)
    beams = [[(x, -20), (x + 60, -20), (x * 1.5 - 200, 820), (x * 1.5 - 420, 820)] for x in range(420, 1240, 130)]
    canvas.blur(beams, "#eaffef", 20, 0.22)
    ground(canvas, ridge(rng, 640, 70), [(0, "#2b7f9e"), (1, "#16527c")])
    ground(canvas, ridge(rng, 745, 45), [(0, "#2a6a86"), (1, "#0e3c62")])
    for _ in range(12):
        _branching(canvas, rng, (rng.uniform(0, WIDTH), rng.uniform(740, 800)), rng.uniform(60, 110), "#4f86a3")
    canvas.haze(560, 860, "#1d7ba0", (0, 0.25, 0.25, 0))
    ground(canvas, ridge(rng, 832, 26), [(0, "#e2cf9f"), (0.3, "#a8a184"), (1, "#4a5b6b")])
    for index in range(26):
        x = index * 64 + rng.uniform(-30, 30)
        _coral(canvas, rng, (x, rng.uniform(800, 880)), abs(x - 800) / 800)
    _fishes(canvas, rng)


def _coral(canvas: Canvas, rng: Random, foot: Point, edge: float) -> None:
    tone = rng.choice(("#ff7f6a", "#ffb24d", "#f05d8b", "#b779d0", "#ffd36b", "#57c2a8"))
    size = rng.uniform(60, 110) * (0.7 + 0.9 * edge)
    kind = rng.randrange(3)
    if kind == 0:
        _branching(canvas, rng, foot, size, tone)
    elif kind == 1:
        x, y = foot
        canvas.shade(
            circle(x, y, size * 0.62, size * 0.5), [(0, mix(tone, "#ffffff", 0.35)), (1, mix(tone, "#123a66", 0.6))]
        )
        for row in range(1, 5):
            canvas.arc(x, y, size * 0.13 * row, size * 0.46, (190, 350), mix(tone, "#123a66", 0.3), 3)
    else:
        _fan(canvas, foot, size, tone)


def _branching(canvas: Canvas, rng: Random, foot: Point, size: float, tone: str) -> None:
    def grow(start: Point, angle: float, length: float, width: float) -> None:
        end = (start[0] + math.cos(angle) * length, start[1] - math.sin(angle) * length)
        canvas.line([start, end], tone, width)
        canvas.disc(*end, width / 2, mix(tone, "#ffffff", 0.35) if width < size * 0.1 else tone)
        if width > size * 0.06:
            for turn in (-0.5, 0.08, 0.52):
                grow(end, angle + turn + rng.uniform(-0.15, 0.15), length * rng.uniform(0.6, 0.8), width * 0.68)

    grow(foot, math.pi / 2, size * 0.42, size * 0.16)


def _fan(canvas: Canvas, foot: Point, size: float, tone: str) -> None:
    for index in range(23):
        angle = math.pi * (0.12 + 0.76 * index / 22)
        tip = (foot[0] + math.cos(angle) * size, foot[1] - math.sin(angle) * size * 1.15)
        canvas.line([foot, tip], mix(tone, "#ffffff", 0.15 * (index % 2)), 4)
    for ring in (0.4, 0.6, 0.8, 1.0):
        canvas.arc(foot[0], foot[1], size * ring, size * 1.15 * ring, (202, 338), mix(tone, "#ffffff", 0.2), 3)


def _fishes(canvas: Canvas, rng: Random) -> None:
    for _ in range(34):
        _fish(canvas, rng.gauss(980, 210), rng.gauss(330, 90), rng.uniform(11, 18), "#ffd95c", "#f0912f")
    _fish(canvas, 420, 520, 74, "#ff8a3c", "#fff3e2")
    _fish(canvas, 620, 610, 52, "#ff8a3c", "#fff3e2")
    _fish(canvas, 250, 330, 40, "#6fd3f2", "#2659a8")
    for _ in range(40):
        canvas.ring(rng.gauss(1330, 26), rng.uniform(80, 760), rng.uniform(3, 9), "#d9fbff", 1.6)


def _fish(canvas: Canvas, x: float, y: float, size: float, tone: str, stripe: str) -> None:
    canvas.fill(
        [(x - size * 0.8, y), (x - size * 1.5, y - size * 0.5), (x - size * 1.35, y), (x - size * 1.5, y + size * 0.5)],
        mix(tone, "#7a2f10", 0.2),
    )
    canvas.fill(
        smooth([(x - size * 0.4, y - size * 0.4), (x, y - size * 0.85), (x + size * 0.5, y - size * 0.35)], 5),
        mix(tone, "#7a2f10", 0.2),
    )
    canvas.oval(x, y, size, size * 0.52, tone)
    for share in (-0.35, 0.35):
        half = 0.5 * math.sqrt(1 - share**2) * size
        canvas.line([(x + share * size, y - half), (x + share * size + size * 0.05, y + half)], stripe, size * 0.18)
    canvas.disc(x + size * 0.68, y - size * 0.1, size * 0.12, "#ffffff")
    canvas.disc(x + size * 0.7, y - size * 0.1, size * 0.07, "#14213d")


SCENES = {"harbour": harbour, "corniche": corniche, "lighthouse": lighthouse, "reef": reef}
