"""Pictures of technology and energy: servers, a chip, sound waves, solar panels, wind turbines, glassware."""

import math
from random import Random

from khabar.importers.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, Points, box, circle, smooth
from khabar.importers.demo.pictures.colour import mix
from khabar.importers.demo.pictures.nature import birds, clouds, crags, glitter, ground, ridge, ripples, sun


def servers(canvas: Canvas, rng: Random) -> None:
    """An aisle between two rows of server cabinets."""
    canvas.wash([(0, "#0a1024"), (0.5, "#12203f"), (1, "#0a1226")])
    canvas.glow(800, 420, 520, "#8fe6ff", 0.85)
    canvas.shade([(-10, 910), (700, 500), (900, 500), (1610, 910)], [(0, "#5fa9c9"), (0.4, "#24476b"), (1, "#101b36")])
    canvas.shade([(-10, -10), (700, 330), (900, 330), (1610, -10)], [(0, "#0d1730"), (1, "#3a6f95")])
    for index in range(1, 8):
        share = (index / 8) ** 2
        y = 500 + 410 * share
        half = 100 + 710 * share
        canvas.line([(800 - half, y), (800 + half, y)], "#7fc4de", 1 + 2 * share)
        lamp = 330 - 340 * share
        canvas.fill(
            [
                (800 - half * 0.22, lamp),
                (800 + half * 0.22, lamp),
                (800 + half * 0.25, lamp - 10 - 22 * share),
                (800 - half * 0.25, lamp - 10 - 22 * share),
            ],
            "#e9fbff",
        )
        canvas.glow(800, lamp, 60 + 260 * share, "#bdeeff", 0.4)
    for across in (-0.33, 0, 0.33):
        canvas.line([(800 + across * 200, 500), (800 + across * 1640, 910)], "#4f8fb0", 2)
    for side in (-1, 1):
        for index in range(7):
            _cabinet(canvas, rng, side, 6 - index)
    canvas.haze(300, 560, "#8fdcf2", (0, 0.16, 0.16, 0))


def _cabinet(canvas: Canvas, rng: Random, side: int, index: int) -> None:
    def at(depth: float, height: float) -> Point:
        """A point on the wall: depth 0 (far) to 7 (near), height 0 (floor) to 1 (top)."""
        share = (depth / 7) ** 2
        x = 800 + side * (100 + 860 * share)
        floor, roof = 500 + 500 * share, 330 - 420 * share
        return x, floor + (roof - floor) * height

    near, far = 7 - index, 6 - index
    canvas.shade(
        [at(near, 0), at(near, 1), at(far + 0.06, 1), at(far + 0.06, 0)],
        [(0, "#1d2b4c"), (0.5, "#22365c"), (1, "#0c1428")],
    )
    tones = ("#4de1c1", "#5fb8ff", "#5fb8ff", "#a6f0ff", "#ffd166", "#3f7fd0")
    for row in range(17):
        low = 0.04 + row * 0.056
        canvas.fill(
            [at(near - 0.08, low), at(near - 0.08, low + 0.044), at(far + 0.14, low + 0.044), at(far + 0.14, low)],
            mix("#0a1226", "#24406b", rng.random() * 0.7),
        )
        for step in range(7):
            if rng.random() < 0.62:
                start = far + 0.2 + step * 0.095
                shine = [
                    at(start, low + 0.014),
                    at(start, low + 0.03),
                    at(start + 0.05, low + 0.03),
                    at(start + 0.05, low + 0.014),
                ]
                canvas.fill(shine, rng.choice(tones))


def circuit(canvas: Canvas, rng: Random) -> None:
    """A glossy chip at the centre of a green board with golden tracks."""
    canvas.wash([(0, "#0f4a41"), (1, "#07302d")])
    canvas.glow(560, 300, 900, "#2fa07f", 0.6)
    gold = "#e2b95b"
    for side in range(4):
        for index in range(15):
            _track(canvas, rng, side, index, mix("#2f8f6d", gold, rng.uniform(0.45, 1)))
    for column in range(8):
        for row in range(4):
            x, y = 90 + column * 203 + rng.uniform(-40, 40), 100 + row * 233 + rng.uniform(-50, 50)
            if abs(x - 800) > 330 and rng.random() < 0.7:
                _part(canvas, rng, (x, y))
    canvas.blur([box(602, 282, 1050, 700)], "#021a18", 26, 0.75)
    for index in range(15):
        share = 284 + index * 23.6
        canvas.rect(548, share - 6, 590, share + 6, "#f3dca0", 2)
        canvas.rect(1010, share - 6, 1052, share + 6, "#f3dca0", 2)
        across = share + 350
        canvas.rect(across - 6, 198, across + 6, 240, "#f3dca0", 2)
        canvas.rect(across - 6, 660, across + 6, 702, "#f3dca0", 2)
    canvas.shade(box(572, 222, 1028, 678), [(0, "#3b4152"), (0.5, "#1f2432"), (1, "#10131d")])
    canvas.shade(box(596, 246, 1004, 654), [(0, "#2b3040"), (1, "#171b27")])
    _die(canvas, rng)
    canvas.disc(622, 272, 9, "#4a5166")
    canvas.tint([(596, 246), (900, 246), (700, 654), (596, 654)], "#ffffff", 0.06)


def _track(canvas: Canvas, rng: Random, side: int, index: int, tone: str) -> None:
    start = (index - 7) * 23.6
    out = (index - 7) * rng.uniform(34, 56)
    first, second, end = (
        300.0 + abs(index - 7) * 14,
        300.0 + abs(index - 7) * 14 + abs(out - start),
        rng.uniform(560, 900),
    )
    path = [(start, 250.0), (start, first), (out, second), (out, max(end, second + 20))]
    turned = [_quarter(point, side) for point in path]
    canvas.line(turned, "#06281f", 9)
    canvas.line(turned, tone, 4.5)
    canvas.disc(*turned[-1], 11, tone)
    canvas.disc(*turned[-1], 5, "#06281f")
    canvas.glow(*turned[2], 34, "#ffeeb0", 0.5)


def _quarter(point: Point, side: int) -> Point:
    x, y = point
    for _ in range(side):
        x, y = -y, x
    return 800 + x, 450 + y


def _part(canvas: Canvas, rng: Random, at: Point) -> None:
    x, y = at
    kind = rng.randrange(3)
    canvas.tint(circle(x + 6, y + 10, 34, 18), "#021a18", 0.5)
    if kind == 0:
        canvas.rect(x - 30, y - 13, x + 30, y + 13, "#d9dee6", 3)
        canvas.rect(x - 18, y - 13, x + 18, y + 13, "#7d5a3f")
    elif kind == 1:
        canvas.disc(x, y, 26, "#9aa7b8")
        canvas.disc(x - 2, y - 3, 21, "#d5dde8")
        canvas.line([(x - 12, y - 14), (x + 10, y + 8)], "#9aa7b8", 3)
    else:
        canvas.rect(x - 34, y - 22, x + 34, y + 22, "#1a1f2b", 4)
        for pin in range(4):
            canvas.rect(x - 30 + pin * 17, y - 30, x - 22 + pin * 17, y - 22, "#e6ebf0")
            canvas.rect(x - 30 + pin * 17, y + 22, x - 22 + pin * 17, y + 30, "#e6ebf0")


def _die(canvas: Canvas, rng: Random) -> None:
    canvas.rect(690, 340, 910, 560, "#b98a3a", 6)
    canvas.shade(box(700, 350, 900, 550), [(0, "#7d6fc2"), (0.4, "#3f8fb0"), (0.7, "#4fb394"), (1, "#c98f6a")])
    for _ in range(70):
        left, top = rng.uniform(704, 870), rng.uniform(354, 525)
        wide, high = rng.choice((10, 16, 28)), rng.choice((6, 10, 22))
        canvas.tint(box(left, top, left + wide, top + high), rng.choice(("#ffffff", "#10203a", "#ffe9a8")), 0.3)
    canvas.glow(760, 400, 130, "#ffffff", 0.55)


def waves(canvas: Canvas, rng: Random) -> None:
    """A microphone before coloured sound waves."""
    canvas.wash([(0, "#14123a"), (0.6, "#2b1a52"), (1, "#1a1030")])
    canvas.glow(460, 430, 640, "#6f4fd0", 0.7)
    for index, tone in enumerate(("#3fd0c9", "#5f8bff", "#b06bff", "#ff6fae", "#ffb35c")):
        phase, pace = rng.uniform(0, 6), 0.010 + index * 0.0022
        line = []
        for step in range(203):
            x = step * 8.0 - 10
            swell = 40 + 170 * math.exp(-(((x - 1060) / 330) ** 2)) + 60 * math.exp(-(((x - 560) / 200) ** 2))
            line.append(
                (x, 450 + swell * (0.4 + 0.14 * index) * math.sin(x * pace + phase) * math.cos(x * 0.0035 + index))
            )
        canvas.tint([*line, (WIDTH + 10, 450), (-10, 450)], tone, 0.16)
        canvas.line(line, tone, 4)
    for index in range(94):
        x = 30 + index * 16.6
        swell = 14 + 240 * math.exp(-(((x - 1060) / 300) ** 2)) * abs(math.sin(index * 0.83)) * rng.uniform(0.5, 1)
        tone = mix("#3fd0c9", "#ff9f6b", index / 93)
        canvas.rect(x - 4, 450 - swell, x + 4, 450 + swell, mix(tone, "#1a1440", 0.25), 4)
    canvas.haze(690, HEIGHT, "#120b28", (0, 0.6, 0.9))
    _microphone(canvas)


def _microphone(canvas: Canvas) -> None:
    x = 460
    canvas.blur([circle(x + 24, 860, 190, 24)], "#05030f", 16, 0.8)
    metal = [(0, "#4a4a6b"), (0.25, "#e9e9f6"), (0.5, "#9a9ab8"), (0.75, "#d0d0e2"), (1, "#34344f")]
    canvas.shade(box(x - 12, 640, x + 12, 846), metal, sideways=True)
    canvas.shade([(x - 120, 866), (x - 84, 838), (x + 84, 838), (x + 120, 866)], metal, sideways=True)
    canvas.arc(x, 470, 158, 190, (20, 160), "#c9c9de", 16)
    capsule = [
        *smooth(
            [(x - 112, 470), (x - 112, 250), (x - 70, 170), (x, 146), (x + 70, 170), (x + 112, 250), (x + 112, 470)], 8
        ),
        *smooth([(x + 112, 470), (x + 92, 560), (x, 596), (x - 92, 560), (x - 112, 470)], 8),
    ]
    canvas.shade(
        capsule, [(0, "#3a3a58"), (0.28, "#c6c6dc"), (0.5, "#83839f"), (0.8, "#5a5a7a"), (1, "#23233a")], sideways=True
    )
    for index in range(11):
        y = 206 + index * 24
        reach = min(112, 60 + index * 26)
        canvas.arc(x, y, reach, 16, (12, 168), "#2c2c48", 4)
    for index in range(-4, 5):
        canvas.line(
            smooth([(x + index * 14, 180 + abs(index) * 9), (x + index * 24, 300), (x + index * 24, 462)], 6),
            "#2c2c48",
            2.5,
        )
    canvas.shade(
        box(x - 120, 462, x + 120, 500),
        [(0, "#8a6a2a"), (0.3, "#ffe2a0"), (0.6, "#c9983f"), (1, "#6b4a18")],
        sideways=True,
    )
    canvas.glow(x - 46, 290, 110, "#ffffff", 0.5)


def solar(canvas: Canvas, rng: Random) -> None:
    """Rows of solar panels towards snowy mountains."""
    canvas.wash([(0, "#3f8fd0"), (0.4, "#a9d6ee"), (0.6, "#f6ead0"), (1, "#f6ead0")])
    sun(canvas, 1240, 170, 60, "#fffef0", "#fff3c0")
    clouds(canvas, rng, 5, (110, 240), "#ffffff", 0.7)
    _snowy(canvas, rng, 380, 240, "#8fa6c6", "#f7fbff")
    canvas.haze(300, 560, "#e9efe9", (0, 0.3, 0.5, 0.4))
    ground(canvas, ridge(rng, 520, 14), [(0, "#c98f6a"), (1, "#a86a4a")])
    for index in range(22):
        left = -30 + index * 76 + rng.uniform(-10, 10)
        high, wide = rng.uniform(22, 62), rng.uniform(56, 90)
        tone = mix("#c9795a", "#e6b08a", rng.random())
        canvas.shade(box(left, 532 - high, left + wide, 560), [(0, tone), (1, mix(tone, "#6b3a2a", 0.4))])
        canvas.rect(left + wide * 0.4, 540 - high, left + wide * 0.55, 552 - high, "#7d4534")
    canvas.wash([(0, "#b5704f"), (1, "#7d452f")], (0, 548, WIDTH, HEIGHT))
    for row in range(6):
        _panels(canvas, 566 + 6 + 330 * (row / 5) ** 1.7, 0.26 + 1.0 * (row / 5) ** 1.5)


def _snowy(canvas: Canvas, rng: Random, level: float, swing: float, rock: str, snow: str) -> None:
    line = crags(rng, level, swing)
    ground(canvas, line, [(0, mix(rock, "#ffffff", 0.15)), (1, rock)], 620)
    top = min(y for _, y in line)
    cover = [
        (x, y + max(0.0, (level + 60 - y)) * (0.42 + 0.2 * math.sin(index * 2.1))) for index, (x, y) in enumerate(line)
    ]
    canvas.shade([*line, *cover[::-1]], [(0, snow), (1, mix(snow, rock, 0.25))])
    for index in range(2, len(line) - 2):
        x, y = line[index]
        if y < line[index - 1][1] and y < line[index + 1][1] and y < level - 20:
            canvas.tint(
                [(x, y), (x + 46 + (y - top) * 0.1, y + 130), (x + 8, y + 96), (x - 12, y + 150)],
                mix(rock, "#2f4a7d", 0.4),
                0.4,
            )


def _panels(canvas: Canvas, base: float, size: float) -> None:
    wide, high, slant = 250 * size, 104 * size, 58 * size
    x = 800 - 9.5 * (wide + 26 * size)
    canvas.tint(box(-10, base + 6 * size, WIDTH + 10, base + 44 * size), "#4a2418", 0.4)
    while x < WIDTH + 40:
        if x > -wide - 80:
            for leg in (0.2, 0.8):
                canvas.line(
                    [(x + wide * leg + slant * 0.4, base - high * 0.4), (x + wide * leg, base + 26 * size)],
                    "#d5dce4",
                    6 * size,
                )
            corners = [(x, base), (x + wide, base), (x + wide + slant, base - high), (x + slant, base - high)]
            canvas.shade(corners, [(0, "#8fc4f0"), (0.35, "#2f6fc0"), (1, "#173a7d")])
            for column in range(1, 6):
                left = x + wide * column / 6
                canvas.line([(left, base), (left + slant, base - high)], "#a6cdf0", 1.6 * size)
            for row in (1 / 3, 2 / 3):
                canvas.line(
                    [(x + slant * row, base - high * row), (x + wide + slant * row, base - high * row)],
                    "#a6cdf0",
                    1.6 * size,
                )
            canvas.line([*corners, corners[0]], "#e6eef6", 4 * size)
            canvas.tint(
                [
                    (x + wide * 0.2 + slant * 0.2, base - high * 0.2),
                    (x + wide * 0.4 + slant * 0.2, base - high * 0.2),
                    (x + wide * 0.4 + slant, base - high),
                    (x + wide * 0.26 + slant, base - high),
                ],
                "#ffffff",
                0.22,
            )
        x += wide + 26 * size


def turbines(canvas: Canvas, rng: Random) -> None:
    """White wind turbines on coastal hills, and a small drone beside one of them."""
    canvas.wash([(0, "#4a9fd4"), (0.5, "#bfe3ee"), (0.68, "#fbf3dc"), (1, "#fbf3dc")])
    clouds(canvas, rng, 9, (120, 330), "#ffffff", 0.75)
    ground(canvas, crags(rng, 540, 90), [(0, "#b9b3b8"), (1, "#e3d3c0")])
    canvas.wash([(0, "#5fb4cf"), (1, "#2f7fa8")], (0, 588, WIDTH, 740))
    glitter(canvas, rng, 1150, (592, 730), "#f4ffff", 70)
    ripples(canvas, rng, (594, 730), "#d9f2f6", 60)
    ground(
        canvas,
        smooth([(-80, 640), (200, 610), (460, 650), (760, 690), (1000, 668), (1300, 640), (1700, 600)]),
        [(0, "#e6c896"), (1, "#c79a66")],
    )
    for x, y, size, turn in (
        (140, 626, 0.42, 0.2),
        (330, 640, 0.46, 0.9),
        (1420, 636, 0.5, 0.5),
        (1230, 652, 0.44, 1.5),
        (1560, 620, 0.4, 1.1),
    ):
        _turbine(canvas, (x, y), size, turn)
    canvas.haze(480, 760, "#fbf0da", (0, 0.3, 0.35, 0))
    ground(
        canvas, smooth([(-80, 760), (300, 720), (700, 790), (1100, 750), (1700, 800)]), [(0, "#dcb274"), (1, "#9a6a42")]
    )
    _turbine(canvas, (960, 790), 0.94, 0.42)
    _turbine(canvas, (420, 770), 0.86, 1.3)
    for _ in range(70):
        pebble = (rng.uniform(0, WIDTH), rng.uniform(800, 896))
        canvas.tint(circle(*pebble, rng.uniform(14, 70), 2), rng.choice(("#f3d9a0", "#7d5232")), 0.35)
    _drone(canvas, (1190, 236))
    birds(canvas, rng, (250, 220), 7, "#4a5a6e", 90)


def _turbine(canvas: Canvas, foot: Point, size: float, turn: float) -> None:
    x, y = foot
    hub = y - 520 * size
    stops = [(0, "#ffffff"), (0.5, "#eef2f6"), (1, "#aab8c8")]
    canvas.tint(circle(x + 90 * size, y + 4, 130 * size, 8 * size), "#6b4a2f", 0.3)
    canvas.shade(
        [(x - 15 * size, y), (x + 15 * size, y), (x + 6 * size, hub), (x - 6 * size, hub)], stops, sideways=True
    )
    canvas.rect(x - 12 * size, hub - 14 * size, x + 40 * size, hub + 14 * size, "#dbe3eb", 9 * size)
    for blade in range(3):
        angle = turn + blade * math.tau / 3
        cos, sin = math.cos(angle), math.sin(angle)
        shape = [(0, -6), (46, -19), (120, -15), (290, -2), (290, 2), (40, 8), (0, 6)]
        points = [(x + (px * cos - py * sin) * size, hub + (px * sin + py * cos) * size) for px, py in shape]
        canvas.fill(points, "#f8fafc")
        canvas.fill([points[0], points[4], points[5], points[6]], "#c9d4df")
    canvas.disc(x, hub, 17 * size, "#eef2f6")
    canvas.disc(x - 3 * size, hub - 3 * size, 9 * size, "#ffffff")


def _drone(canvas: Canvas, at: Point) -> None:
    x, y = at
    for side in (-1, 1):
        canvas.line([(x, y), (x + side * 62, y - 16)], "#2b3444", 8)
        canvas.line([(x + side * 62, y - 16), (x + side * 62, y - 34)], "#2b3444", 8)
        canvas.tint(circle(x + side * 62, y - 36, 44, 5), "#2b3444", 0.5)
        canvas.line([(x + side * 20, y + 14), (x + side * 30, y + 36)], "#2b3444", 5)
    canvas.shade(
        smooth([(x - 40, y - 6), (x, y - 24), (x + 40, y - 6), (x + 30, y + 16), (x - 30, y + 16), (x - 40, y - 6)], 6),
        [(0, "#f2f5f8"), (1, "#9aa8b8")],
    )
    canvas.disc(x, y + 20, 13, "#1a2230")
    canvas.disc(x - 3, y + 18, 5, "#5fb8ff")
    canvas.disc(x + 30, y - 2, 4, "#ff5c4d")


def laboratory(canvas: Canvas, rng: Random) -> None:
    """Flasks of coloured liquid on a bench by a window."""
    canvas.wash([(0, "#e6f0ee"), (1, "#b9d3d2")])
    canvas.rect(180, 60, 1130, 560, "#ffffff", 10)
    canvas.wash([(0, "#8fcbe6"), (0.7, "#dcf0f0"), (1, "#f6eed6")], (200, 80, 1110, 540))
    ground(canvas, [(x, y) for x, y in ridge(rng, 470, 26) if 200 <= x <= 1110], [(0, "#a9c7a0"), (1, "#7fa88a")], 540)
    for x in (420, 655, 880):
        canvas.rect(x - 7, 70, x + 7, 550, "#ffffff")
    canvas.rect(190, 300, 1120, 312, "#ffffff")
    canvas.blur([[(240, 560), (1080, 560), (1500, 900), (620, 900)]], "#fffbe6", 20, 0.4)
    for level in (210, 420):
        canvas.rect(1210, level, 1570, level + 16, "#a87850", 2)
        for index in range(6):
            _bottle(
                canvas,
                (1236 + index * 56, level),
                rng.uniform(0.6, 1),
                rng.choice(("#d98a4a", "#4a9fb0", "#8a5a9a", "#e0b84a", "#5fa06a")),
            )
    canvas.shade(
        box(-10, 706, WIDTH + 10, HEIGHT), [(0, "#f4f0e6"), (0.06, "#d9cfc0"), (0.08, "#8a6f5a"), (1, "#5f4a40")]
    )
    for x, size, tone, kind in (
        (260, 1.1, "#2fa8a0", 0),
        (520, 0.9, "#e2763f", 1),
        (770, 1.3, "#f0b93a", 0),
        (1040, 1.0, "#7a5fc0", 1),
        (1270, 0.85, "#e0566f", 0),
    ):
        _flask(canvas, rng, (x, 742), size, tone, kind)
    _tubes(canvas, (1440, 744))


def _bottle(canvas: Canvas, foot: Point, size: float, tone: str) -> None:
    x, y = foot
    canvas.shade(
        box(x - 20, y - 96 * size, x + 20, y),
        [(0, mix(tone, "#ffffff", 0.5)), (0.4, tone), (1, mix(tone, "#2a2a3a", 0.4))],
        sideways=True,
    )
    canvas.rect(x - 10, y - 122 * size, x + 10, y - 94 * size, "#f6f2ea", 2)
    canvas.rect(x - 16, y - 66 * size, x + 16, y - 30 * size, "#fbf8f0")


def _flask(canvas: Canvas, rng: Random, foot: Point, size: float, tone: str, kind: int) -> None:
    x, y = foot

    def points(pairs: Points) -> list[Point]:
        left = [(x - px * size, y + py * size) for px, py in pairs]
        return [*left, *[(2 * x - px, py) for px, py in left[::-1]]]

    canvas.tint(circle(x + 30 * size, y + 4, 120 * size, 12 * size), "#5b4a44", 0.35)
    canvas.blur([circle(x + 60 * size, y + 26, 90 * size, 12)], tone, 10, 0.5)
    if kind == 0:
        glass: list[Point] = [(26, -330), (26, -210), (112, -26), (100, 0)]
        liquid: list[Point] = [(72, -112), (112, -26), (100, 0)]
    else:
        round_side = [(28, -190), (84, -160), (112, -96), (92, -34), (50, 0)]
        glass = [(28, -330), *smooth(round_side, 6)]
        liquid = smooth([(112, -96), (92, -34), (50, 0)], 6)
    canvas.tint(points(glass), "#ffffff", 0.34)
    canvas.shade(points(liquid), [(0, mix(tone, "#ffffff", 0.22)), (1, mix(tone, "#1f1a3a", 0.25))])
    top = liquid[0]
    canvas.oval(x, y + top[1] * size, top[0] * size, 13 * size, mix(tone, "#ffffff", 0.42))
    for _ in range(9):
        reach = rng.uniform(2.5, 6) * size
        canvas.disc(x + rng.uniform(-54, 54) * size, y + rng.uniform(-84, -14) * size, reach, mix(tone, "#ffffff", 0.5))
    edge = points(glass)
    canvas.line(edge, "#ffffff", 4 * size)
    canvas.rect(x - 36 * size, y - 342 * size, x + 36 * size, y - 326 * size, "#ffffff", 6 * size)
    canvas.tint(
        [
            (x - 16 * size, y - 316 * size),
            (x - 6 * size, y - 316 * size),
            (x - 8 * size, y - 200 * size),
            (x - 18 * size, y - 200 * size),
        ],
        "#ffffff",
        0.8,
    )


def _tubes(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    for index, tone in enumerate(("#2fa8a0", "#f0b93a", "#e0566f", "#7a5fc0")):
        left = x - 84 + index * 50
        canvas.tint(box(left, y - 210, left + 26, y - 20), "#ffffff", 0.5)
        canvas.shade(
            [*box(left + 2, y - 130 + index * 14, left + 24, y - 24)], [(0, mix(tone, "#ffffff", 0.3)), (1, tone)]
        )
        canvas.oval(left + 13, y - 24, 11, 12, tone)
        canvas.rect(left - 4, y - 216, left + 30, y - 206, "#ffffff", 4)
    for level in (-160, -60):
        canvas.rect(x - 104, y + level, x + 110, y + level + 18, "#b5804f", 4)
    for side in (-104, 94):
        canvas.rect(x + side, y - 160, x + side + 16, y, "#8a5c38", 3)
    canvas.rect(x - 112, y - 12, x + 118, y + 2, "#8a5c38", 4)


SCENES = {
    "servers": servers,
    "circuit": circuit,
    "waves": waves,
    "solar": solar,
    "turbines": turbines,
    "laboratory": laboratory,
}
