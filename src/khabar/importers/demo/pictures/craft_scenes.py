"""Pictures of crafts and the stage: an oud, a loom, pottery, a star pattern, an empty stage."""

import math
from random import Random

from khabar.importers.demo.pictures.buildings import arch
from khabar.importers.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, box, circle, smooth
from khabar.importers.demo.pictures.colour import mix


def star(x: float, y: float, outer: float, inner: float, turn: float = 0.0, points: int = 8) -> list[Point]:
    """The outline of a star with ``points`` points."""
    corners = []
    for index in range(points * 2):
        angle = turn + index * math.pi / points
        reach = inner if index % 2 else outer
        corners.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return corners


def lattice(canvas: Canvas, side: float, line: str, width: float, fills: tuple[str, str] | None = None) -> None:
    """An eight-fold star and cross pattern over the whole picture."""
    ratio = 0.5412  # inner to outer reach of the star two equal squares make
    outer = side / 2
    for row in range(-1, math.ceil(HEIGHT / side) + 1):
        for column in range(-1, math.ceil(WIDTH / side) + 1):
            x, y = (column + 0.5) * side, (row + 0.5) * side
            outline = star(x, y, outer, outer * math.sqrt(2) * ratio, 0)
            if fills:
                canvas.fill(outline, fills[(row + column) % 2])
            canvas.line([*outline, outline[0], outline[1]], line, width)


def girih(canvas: Canvas, rng: Random) -> None:
    """Interlaced stars in gold over deep blue, lit from one corner."""
    canvas.wash([(0, "#0f2350"), (1, "#0a1434")])
    side, gold = 266.667, "#e0b252"
    for row in range(-1, 5):
        for column in range(-1, 7):
            _rosette(canvas, rng, ((column + 0.5) * side, (row + 0.5) * side - 84), side, gold)
    canvas.glow(300, 120, 900, "#ffdf9e", 0.35)
    canvas.glow(1500, 900, 800, "#050a1f", 0.75)


def _rosette(canvas: Canvas, rng: Random, at: Point, side: float, gold: str) -> None:
    x, y = at
    reach = side / 2
    tones = ("#1f5c8c", "#176b74", "#2b4a94")
    canvas.fill(star(x, y, reach, reach * 0.765), mix(rng.choice(tones), "#0a1434", 0.25))
    cross = star(x + reach, y + reach, reach * 0.62, reach * 0.30, math.pi / 4, 4)
    canvas.fill(cross, "#7c2f3c")
    canvas.line([*cross, cross[0], cross[1]], mix(gold, "#3b2410", 0.35), 9)
    canvas.line([*cross, cross[0], cross[1]], gold, 4.5)
    for outer, inner, fill in ((0.98, 0.75, None), (0.70, 0.535, "#123a6a"), (0.42, 0.322, "#c8973c")):
        outline = star(x, y, reach * outer, reach * inner)
        if fill:
            canvas.fill(outline, fill)
        shifted = [(px + 2.5, py + 3.5) for px, py in outline]
        canvas.line([*shifted, shifted[0], shifted[1]], "#071029", 8)
        canvas.line([*outline, outline[0], outline[1]], gold, 6)
        canvas.line([*outline, outline[0], outline[1]], mix(gold, "#fff4cf", 0.6), 2)
    for index in range(8):
        angle = (index + 0.5) * math.pi / 4
        cos, sin = math.cos(angle), math.sin(angle)
        petal = (x + cos * reach * 0.62, y + sin * reach * 0.62)
        kite = [
            (petal[0] + cos * 26, petal[1] + sin * 26),
            (petal[0] - sin * 11, petal[1] + cos * 11),
            (petal[0] - cos * 18, petal[1] - sin * 18),
            (petal[0] + sin * 11, petal[1] - cos * 11),
        ]
        canvas.fill(kite, "#3fa7a0")
        canvas.line([*kite, kite[0]], gold, 2.5)
    canvas.fill(star(x, y, reach * 0.2, reach * 0.12, math.pi / 8), "#fbe6a8")
    canvas.disc(x, y, reach * 0.07, "#8a2f3c")


def oud(canvas: Canvas, rng: Random) -> None:
    """An oud lying across a warm patterned cloth."""
    canvas.wash([(0, "#5b1f2a"), (1, "#3a121f")])
    lattice(canvas, 200, "#7d3a3a", 3.5, ("#531b28", "#611f2b"))
    canvas.glow(620, 380, 900, "#ffb765", 0.5)
    canvas.glow(1600, 900, 800, "#14060c", 0.7)
    body = _turned(_oud_outline(), (690, 500), -0.32)
    canvas.blur([[(x + 26, y + 44) for x, y in body]], "#12050a", 26, 0.75)
    _neck(canvas)
    canvas.shade(body, [(0, "#f7dca0"), (0.5, "#e8b868"), (1, "#bf8038")])
    for index in range(34):
        share = -0.95 + index * 0.057
        across = 268 * share
        reach = 356 * math.sqrt(max(0.02, 1 - share**2))
        grain = _turned([(-reach * 0.82, across), (reach * 0.6, across)], (690, 500), -0.32)
        canvas.line(grain, mix("#cf9650", "#f4d79c", rng.random()), 1.4)
    canvas.line([*body, body[0]], "#5f2c18", 9)
    for x, y, radius in ((40, 0, 96), (190, -92, 46), (190, 92, 46)):
        centre = _turned([(x, y)], (690, 500), -0.32)[0]
        _soundhole(canvas, centre, radius)
    _strings(canvas)


def _oud_outline() -> list[Point]:
    top = [(430, -52), (330, -118), (180, -218), (0, -282), (-180, -268), (-312, -168), (-362, 0)]
    return smooth([*top, *[(x, -y) for x, y in top[-2::-1]]], 12)


def _turned(points: list[Point], at: Point, angle: float) -> list[Point]:
    cos, sin = math.cos(angle), math.sin(angle)
    return [(at[0] + x * cos - y * sin, at[1] + x * sin + y * cos) for x, y in points]


def _neck(canvas: Canvas) -> None:
    at, angle = (690.0, 500.0), -0.32
    neck = _turned([(400, -50), (800, -36), (800, 36), (400, 50)], at, angle)
    canvas.blur([[(x + 18, y + 34) for x, y in neck]], "#12050a", 16, 0.6)
    canvas.shade(neck, [(0, "#4a2a22"), (1, "#1d0f10")])
    head = _turned([(790, -36), (830, -20), (862, 150), (812, 176), (786, 40)], at, angle)
    canvas.shade(head, [(0, "#6b3b28"), (1, "#2b1512")])
    for index in range(6):
        y = 20 + index * 24
        for side in (-1, 1):
            start = _turned([(822 + index * 4 + side * 16, y)], at, angle)[0]
            end = _turned([(822 + index * 4 + side * 64, y + side * 8)], at, angle)[0]
            canvas.line([start, end], "#e3c48f", 8)
            canvas.disc(*end, 11, "#3a1c16")


def _soundhole(canvas: Canvas, centre: Point, radius: float) -> None:
    x, y = centre
    canvas.disc(x, y, radius * 1.16, "#6b3418")
    canvas.disc(x, y, radius * 1.08, "#f0d6a0")
    canvas.disc(x, y, radius, "#2a120d")
    for reach in (1.0, 0.72, 0.44):
        outline = star(x, y, radius * reach, radius * reach * 0.765, 0.1)
        canvas.line([*outline, outline[0], outline[1]], "#d9a860", max(2.5, radius * 0.055))
    for index in range(8):
        angle = 0.1 + index * math.pi / 4
        canvas.line(
            [(x, y), (x + radius * math.cos(angle), y + radius * math.sin(angle))], "#c99650", max(1.5, radius * 0.03)
        )


def _strings(canvas: Canvas) -> None:
    at, angle = (690.0, 500.0), -0.32
    bridge = _turned(box(-236, -78, -210, 78), at, angle)
    canvas.blur([[(x + 6, y + 10) for x, y in bridge]], "#3a1c0f", 6, 0.6)
    canvas.fill(bridge, "#3b1a14")
    for index in range(6):
        y = -55 + index * 22
        for gap in (-3, 3):
            canvas.line(_turned([(-222, y + gap), (800, (y + gap) * 0.5)], at, angle), "#fdf3d8", 1.7)


def loom(canvas: Canvas, rng: Random) -> None:
    """A half-woven rug on an upright loom, warp threads above."""
    canvas.wash([(0, "#d9b48c"), (0.5, "#c79a70"), (1, "#8f6448")])
    canvas.glow(360, 120, 800, "#fff0c8", 0.65)
    for x in range(0, WIDTH, 3):
        if 210 < x < 1390 and x % 12 == 0:
            canvas.line([(x, 60), (x, 520)], "#f6ead2", 2.6)
            canvas.line([(x + 3, 60), (x + 3, 520)], "#a8825f", 1.2)
    top = 448
    cell, stitch = 20, 14
    for row in range((HEIGHT - top) // stitch + 1):
        for column in range(59):
            left, y = 210 + column * cell, top + row * stitch
            tone = mix(_rug_tone(column - 29, row), "#2a1420", rng.uniform(0, 0.16))
            canvas.rect(left, y, left + cell, y + stitch, tone)
            canvas.line([(left, y + stitch - 1), (left + cell, y + stitch - 1)], mix(tone, "#1a0c14", 0.35), 2)
            canvas.line([(left + 1, y), (left + 1, y + stitch)], mix(tone, "#ffffff", 0.12), 1.5)
    for left in (130, 1392):
        canvas.shade(box(left, -10, left + 78, 910), [(0, "#a8703f"), (0.3, "#d9a566"), (1, "#5b3420")], sideways=True)
    for y in (40, 330):
        canvas.blur([box(110, y + 24, 1490, y + 74)], "#2a1420", 14, 0.4)
        canvas.shade(box(96, y, 1504, y + 50), [(0, "#e0b274"), (0.5, "#b57f48"), (1, "#5f3822")])
    for index, tone in enumerate(("#b5332f", "#1f4f7a", "#e0a83a", "#f3e3c4", "#3f6b4a")):
        _bobbin(canvas, (320 + index * 240, 402 + (index % 2) * 12), tone)
    canvas.haze(0, HEIGHT, "#3a1a24", (0, 0, 0.1, 0.3))


def _rug_tone(column: int, row: int) -> str:
    across = abs(column)
    if across in (29, 28) or across == 24:
        return "#f0dcb4"
    if across > 24:
        return "#1f3f66" if (row + across) % 4 < 2 else "#b5332f"
    band = (row - 16) % 32 - 16
    diamond = across % 16
    away = abs(diamond - 8) + abs(band) * 0.62
    for limit, tone in (
        (1.6, "#f0dcb4"),
        (3.2, "#b5332f"),
        (4.6, "#e0a83a"),
        (6.2, "#1f3f66"),
        (7.4, "#f0dcb4"),
        (9.5, "#8a2430"),
    ):
        if away < limit:
            return tone
    return "#b5332f" if (row + column) % 6 else "#e0a83a"


def _bobbin(canvas: Canvas, at: Point, tone: str) -> None:
    x, y = at
    canvas.line([(x, 356), (x, y - 30)], tone, 3)
    canvas.shade(circle(x, y, 30, 40), [(0, mix(tone, "#ffffff", 0.3)), (1, mix(tone, "#1a0c14", 0.35))])
    for row in range(-3, 4):
        canvas.line([(x - 27, y + row * 9), (x + 27, y + row * 9 + 6)], mix(tone, "#ffffff", 0.22), 1.6)


def pottery(canvas: Canvas, rng: Random) -> None:
    """Ancient jars on a stone shelf against a mud-brick wall."""
    canvas.wash([(0, "#b98a5c"), (1, "#8a5f40")])
    for row in range(12):
        for column in range(-1, 12):
            left, top = column * 150 + (row % 2) * 75, row * 62
            tone = mix("#b88858", "#8f623f", rng.random())
            canvas.rect(left + 3, top + 3, left + 146, top + 58, tone, 7)
            for _ in range(3):
                canvas.line([(left + rng.uniform(10, 120), top + rng.uniform(12, 50))] * 2, "#6f4a30", 3)
    canvas.glow(380, 120, 860, "#ffe2ac", 0.75)
    canvas.glow(1500, 300, 700, "#2a160f", 0.6)
    canvas.shade(
        box(-10, 716, WIDTH + 10, HEIGHT), [(0, "#e2c79a"), (0.14, "#c9a676"), (0.16, "#8f6c4c"), (1, "#55392b")]
    )
    jars = (
        (190, 1.12, "#b5623c", 0),
        (420, 0.7, "#d08a54", 3),
        (640, 1.35, "#a8522f", 1),
        (905, 0.86, "#c9764a", 2),
        (1120, 1.12, "#8f4a30", 4),
        (1370, 0.8, "#d9965c", 1),
    )
    for foot, scale, tone, band in jars:
        _jar(canvas, (foot, 752 + scale * 10), scale, tone, band)
    for left, top in ((520, 800), (1010, 806), (1250, 798)):
        _lamp(canvas, (left, top))
    for _ in range(16):
        x, y, size = rng.uniform(80, 1540), rng.uniform(812, 850), rng.uniform(8, 20)
        canvas.fill(
            [(x - size, y), (x - size * 0.2, y - size), (x + size, y - size * 0.3), (x + size * 0.4, y + size * 0.4)],
            mix("#b5623c", "#6a3524", rng.random()),
        )


def _jar(canvas: Canvas, foot: Point, size: float, tone: str, band: int) -> None:
    x, base = foot
    shapes = (
        [(62, -420), (50, -372), (58, -340), (128, -270), (150, -190), (112, -80), (56, 0)],
        [(46, -430), (36, -390), (40, -330), (112, -250), (132, -160), (96, -60), (50, 0)],
        [(92, -300), (78, -262), (84, -236), (142, -170), (140, -100), (96, -30), (64, 0)],
    )
    half = smooth([(px * size, py * size) for px, py in shapes[band % 3]], 10)
    outline = [*[(x - px, base + py) for px, py in half], *[(x + px, base + py) for px, py in half[::-1]]]
    canvas.blur([circle(x + 60 * size, base + 2, 150 * size, 20 * size)], "#1f0f0a", 12, 0.6)
    stops = [
        (0, mix(tone, "#3a1810", 0.3)),
        (0.28, mix(tone, "#ffe2b4", 0.42)),
        (0.55, tone),
        (1, mix(tone, "#1c0a08", 0.68)),
    ]
    canvas.shade(outline, stops, sideways=True)
    if band % 2:
        for side in (-1, 1):
            loop = smooth(
                [
                    (x + side * 40 * size, base - 380 * size),
                    (x + side * 118 * size, base - 362 * size),
                    (x + side * 104 * size, base - 262 * size),
                ],
                8,
            )
            canvas.line(loop, mix(tone, "#1c0a08", 0.25 if side < 0 else 0.5), 16 * size)
    for level in (-230, -206, -130):
        reach = max((px for px, py in half if abs(py - level * size) < 12 * size), default=100 * size) * 0.95
        canvas.arc(x, base + (level - 16) * size, reach, 22 * size, (8, 172), mix(tone, "#2a0f0a", 0.5), 5 * size)
    zigzag = [
        (x + (index - 6) * 17 * size, base + (-186 + (14 if index % 2 else -8) + 10 * math.cos((index - 6) / 4)) * size)
        for index in range(13)
    ]
    canvas.line(zigzag, mix(tone, "#fff0cf", 0.5), 4.5 * size)
    rim = half[0][0]
    canvas.oval(x, base + half[0][1], rim, 15 * size, mix(tone, "#ffe2b4", 0.3))
    canvas.oval(x, base + half[0][1] + 2 * size, rim * 0.8, 10 * size, "#2a120c")


def _lamp(canvas: Canvas, at: Point) -> None:
    x, y = at
    canvas.tint(circle(x + 10, y + 20, 64, 8), "#1f0f0a", 0.5)
    canvas.shade(
        smooth(
            [
                (x - 50, y - 10),
                (x + 30, y - 20),
                (x + 70, y - 16),
                (x + 40, y + 14),
                (x - 30, y + 18),
                (x - 50, y - 10),
            ],
            6,
        ),
        [(0, "#e0a066"), (1, "#7d452a")],
    )
    canvas.oval(x - 10, y - 9, 20, 7, "#4a2416")


def theatre(canvas: Canvas, rng: Random) -> None:
    """Red curtains, a pool of light, and one empty chair."""
    canvas.wash([(0, "#14060f"), (0.6, "#2b0c18"), (1, "#1a0810")])
    canvas.shade([(-10, 690), (1610, 690), (1610, 910), (-10, 910)], [(0, "#6b3f2a"), (1, "#2a1512")])
    for index in range(-12, 13):
        canvas.line([(800 + index * 70, 690), (800 + index * 190, 910)], "#3f2218", 2.5)
    canvas.blur([[(770, -30), (830, -30), (1090, 770), (510, 770)]], "#fff0c4", 18, 0.42)
    canvas.blur([circle(800, 772, 300, 58)], "#fff3d0", 14, 0.8)
    for _ in range(90):
        share = rng.random()
        canvas.disc(800 + rng.uniform(-1, 1) * (40 + 220 * share), 760 * share, rng.uniform(0.8, 2.2), "#f6e2b4")
    _chair(canvas, (800, 782))
    for side in (-1, 1):
        _curtain(canvas, rng, side)
    _valance(canvas)
    canvas.shade(box(-10, 868, WIDTH + 10, HEIGHT), [(0, "#8a5a36"), (0.2, "#3a1c14"), (1, "#120609")])
    for x in range(90, WIDTH, 158):
        canvas.glow(x, 868, 90, "#ffd98f", 0.6)
        canvas.fill(arch(x, 876, 20, 24), "#ffe6ae")


def _curtain(canvas: Canvas, rng: Random, side: int) -> None:
    for index in range(12):
        left, wide = index * 40 - 14, 46
        tie = 1 - 0.55 * (index / 11) ** 1.2
        edge = []
        for step in range(21):
            share = step / 20
            pinch = 1 - (1 - tie) * math.exp(-(((share - 0.62) / 0.28) ** 2))
            edge.append((left * pinch, -10 + 890 * share))
        points = [*edge, *[(x + wide, y) for x, y in edge[::-1]]]
        fold = [(x if side < 0 else WIDTH - x, y) for x, y in points]
        light = 0.25 + 0.75 * (index / 11)
        tone = mix("#5b0f1c", "#c8283a", light * rng.uniform(0.75, 1))
        stops = [(0, mix(tone, "#2a040c", 0.65)), (0.5, tone), (1, mix(tone, "#2a040c", 0.7))]
        canvas.shade(fold, stops, sideways=True)
    rope = smooth([(0, 500), (120, 566), (262, 548)], 8)
    canvas.line([(x if side < 0 else WIDTH - x, y) for x, y in rope], "#e0b252", 16)
    x = 262 if side < 0 else WIDTH - 262
    canvas.shade([(x - 14, 552), (x + 14, 552), (x + 26, 640), (x - 26, 640)], [(0, "#f6d98a"), (1, "#a8741f")])


def _valance(canvas: Canvas) -> None:
    for index in range(8):
        x = 100 + index * 200
        swag = [(x - 104, -10), (x + 104, -10), *smooth([(x + 104, 70), (x, 172), (x - 104, 70)], 10)]
        canvas.shade(swag, [(0, "#7d1424"), (0.6, "#c2283a"), (1, "#6b0f1e")])
        canvas.line(smooth([(x + 104, 70), (x, 172), (x - 104, 70)], 10), "#e8bd5c", 9)
        for fold in (0.35, 0.62):
            canvas.line(smooth([(x + 96, 70 * fold), (x, 172 * fold), (x - 96, 70 * fold)], 8), "#5b0c1a", 4)


def _chair(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    wood, dark = "#b5763f", "#5f3820"
    canvas.blur([circle(x + 26, y + 6, 110, 14)], "#1a0a08", 8, 0.7)
    for leg in (-46, 46):
        canvas.line([(x + leg * 0.86, y - 120), (x + leg * 0.95, y - 18)], dark, 9)
    for leg in (-56, 56):
        canvas.line([(x + leg * 0.9, y - 110), (x + leg * 1.08, y)], wood, 11)
    for post in (-48, 48):
        canvas.line([(x + post, y - 120), (x + post * 0.94, y - 262)], dark, 10)
    for bar in (-250, -214, -178):
        canvas.line(smooth([(x - 46, y + bar), (x, y + bar - 10), (x + 46, y + bar)], 6), wood, 13)
    canvas.shade(
        [(x - 54, y - 132), (x + 54, y - 132), (x + 66, y - 108), (x - 66, y - 108)], [(0, "#f0c482"), (1, wood)]
    )
    canvas.rect(x - 66, y - 108, x + 66, y - 98, dark)


SCENES = {"girih": girih, "oud": oud, "loom": loom, "pottery": pottery, "theatre": theatre}
