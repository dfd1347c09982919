"""Pictures of towns: rooftops in the rain, a skyline, a market, a bridge, a train, a van of books."""

import math
from random import Random

from khabar.importers.demo.pictures.buildings import arch, dome, minaret, tower, tower_row, wheel, windows
from khabar.importers.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, Points, box, circle, smooth
from khabar.importers.demo.pictures.colour import mix
from khabar.importers.demo.pictures.nature import (
    birds,
    clouds,
    crags,
    crown,
    glitter,
    ground,
    palm,
    ridge,
    ripples,
    stars,
    sun,
)


def skyline(canvas: Canvas, rng: Random) -> None:
    """Minarets, domes and towers one behind the other under an orange sky, trees in front."""
    canvas.wash([(0, "#f6b46a"), (0.5, "#fbd9a0"), (1, "#fbe9c6")])
    sun(canvas, 1180, 300, 80, "#fffdf0", "#ffe6a8", 7)
    tower_row(canvas, rng, 720, (180, 360), (50, 100), "#eebf8a")
    canvas.haze(380, 740, "#fbdcaa", (0, 0.4, 0.6, 0.3))
    for x, wide, high in (
        (90, 88, 470),
        (260, 70, 380),
        (1290, 96, 520),
        (1440, 76, 420),
        (820, 80, 450),
        (960, 66, 360),
    ):
        tower(canvas, rng, (x, 760), wide, high, "#cf8f68")
        windows(canvas, rng, (x + 8, 770 - high, x + wide - 8, 740), (4, int(high / 22)), ("#e8b48a", "#b5765a"), 0.6)
    canvas.haze(420, 780, "#f6c58e", (0, 0.25, 0.45, 0.2))
    for x, radius in ((560, 92), (420, 54), (690, 54)):
        canvas.rect(x - radius * 1.3, 640, x + radius * 1.3, 800, "#a0644f")
        dome(canvas, x, 642, radius, "#c58a66", "#84483f")
    for x in (352, 760):
        minaret(canvas, x, 800, 470, "#c08560", "#7d443c")
    for index in range(7):
        canvas.fill(arch(420 + index * 46, 800, 15, 92), "#6d3a38")
    ground(canvas, ridge(rng, 790, 8), [(0, "#5b3a3c"), (1, "#2f2230")])
    for x in range(-20, WIDTH + 60, 108):
        _street_tree(canvas, rng, (x + rng.uniform(-20, 20), 850), rng.uniform(120, 175))
    canvas.rect(-10, 848, WIDTH + 10, HEIGHT, "#33262f")
    canvas.rect(-10, 848, WIDTH + 10, 856, "#6a4a48")


def _street_tree(canvas: Canvas, rng: Random, foot: Point, size: float) -> None:
    x, y = foot
    canvas.line([(x, y), (x + rng.uniform(-6, 6), y - size * 0.6)], "#2e1f2a", size * 0.07)
    for layer in range(3):
        tone = ("#27402f", "#3f6140", "#6d8a4c")[layer]
        for _ in range(7):
            cx = x + rng.gauss(0, size * 0.2) - layer * size * 0.05
            cy = y - size * (0.72 + 0.1 * layer) + rng.gauss(0, size * 0.11)
            canvas.disc(cx, cy, size * rng.uniform(0.11, 0.2) * (1 - 0.22 * layer), tone)


def rain(canvas: Canvas, rng: Random) -> None:
    """Stone houses on a hill on a rainy night, their windows lit."""
    canvas.wash([(0, "#141c38"), (0.5, "#2c3d5e"), (1, "#4a5f7a")])
    clouds(canvas, rng, 12, (20, 220), "#5a6c8c", 0.5)
    for row in range(6):
        share = row / 5
        base = 380 + 108 * row
        x = rng.uniform(-80, -20)
        while x < WIDTH:
            wide, high = rng.uniform(90, 190), rng.uniform(110, 210)
            hill = 120 * (1 - share) * math.sin((x + 200) / 520)
            _house(canvas, rng, (x, base - hill), wide, high, mix("#5d7088", "#2a2c40", share))
            x += wide + rng.uniform(-8, 8)
        canvas.haze(260, 900, "#42587a", (0, 0.1, 0.16 - 0.03 * row, 0))
    for _ in range(520):
        x, y, long = rng.uniform(-40, WIDTH), rng.uniform(-40, HEIGHT), rng.uniform(14, 46)
        tone = rng.choice(("#aebfd6", "#8ea3c0", "#6d83a3"))
        canvas.line([(x, y), (x - long * 0.22, y + long)], tone, rng.choice((0.6, 0.8, 1.2)))
    canvas.haze(0, HEIGHT, "#3b4f70", (0.05, 0.12, 0.05))


def _house(canvas: Canvas, rng: Random, foot: Point, wide: float, high: float, tone: str) -> None:
    x, base = foot
    top = base - high
    canvas.shade(
        box(x, top, x + wide, base + 170),
        [(0, mix(tone, "#c9b79a", 0.3)), (0.45, tone), (1, mix(tone, "#10121f", 0.5))],
    )
    canvas.rect(x - 4, top - 7, x + wide + 4, top + 4, mix(tone, "#e8dcc8", 0.42))
    canvas.fill(
        [(x + wide * 0.84, top + 4), (x + wide, top + 4), (x + wide, base + 170), (x + wide * 0.84, base + 170)],
        mix(tone, "#0c0f1e", 0.3),
    )
    for column in range(max(1, int(wide / 62))):
        lit = rng.random() < 0.55
        left, sill = x + 18 + column * 56, top + 62
        if lit:
            canvas.glow(left + 12, sill - 14, 60, "#ffbf6b", 0.45)
        canvas.fill(arch(left + 12, sill, 12, 40), "#ffd58a" if lit else mix(tone, "#0a0d1a", 0.55))
        canvas.line([(left + 12, sill), (left + 12, sill - 38)], mix(tone, "#10121f", 0.4), 2)
    if rng.random() < 0.6:
        tank = x + wide * rng.uniform(0.15, 0.55)
        canvas.rect(tank, top - 40, tank + 38, top - 7, mix(tone, "#dbe4ee", 0.4), 5)
        canvas.line([(tank + 38, top - 20), (tank + 50, top - 20), (tank + 50, base)], mix(tone, "#dbe4ee", 0.25), 4)


def market(canvas: Canvas, rng: Random) -> None:
    """Market stalls with striped awnings and lamps at the end of the day."""
    canvas.wash([(0, "#24305e"), (0.4, "#7d4d74"), (0.62, "#ef9a70"), (1, "#ef9a70")])
    stars(canvas, rng, 60, 200)
    tower_row(canvas, rng, 620, (90, 220), (90, 170), "#5b3f63")
    minaret(canvas, 1330, 620, 400, "#6f4a6b", "#452c50")
    canvas.haze(300, 640, "#f0a07a", (0, 0.3, 0.45, 0))
    canvas.wash([(0, "#8a5a52"), (1, "#3a2436")], (0, 600, WIDTH, HEIGHT))
    for index in range(7):
        _stall(canvas, rng, -90 + index * 262, 0.72, 640, ("#8a4a52", "#b9806a"))
    canvas.haze(420, 720, "#c9706a", (0, 0.25, 0.2, 0))
    pairs = (("#d1493f", "#f6ead7"), ("#2a7f7a", "#f6ead7"), ("#e0a030", "#fff3d6"), ("#3a5ba0", "#f3e7d8"))
    for index in range(5):
        _stall(canvas, rng, -120 + index * 384, 1.1, 820, pairs[index % 4])
    _garland(canvas)
    for x, tone in ((318, "#1d2545"), (706, "#3a1f33"), (1108, "#1f3040")):
        _shopper(canvas, (x, 892), tone)


def _stall(canvas: Canvas, rng: Random, x: float, size: float, base: float, tones: tuple[str, str]) -> None:
    wide, top = 330 * size, base - 250 * size
    for post in (0.05, 0.95):
        canvas.line([(x + wide * post, top), (x + wide * post, base)], "#3a2430", 9 * size)
    canvas.shade(
        box(x + wide * 0.05, top + 10 * size, x + wide * 0.95, base - 60 * size), [(0, "#38223a"), (1, "#6d3f45")]
    )
    canvas.glow(x + wide / 2, top + 100 * size, 170 * size, "#ffcf87", 0.75)
    for index in range(10):
        left, right = x + wide * index / 10, x + wide * (index + 1) / 10
        pinch = [
            (x + wide * (0.06 + 0.88 * index / 10), top - 46 * size),
            (x + wide * (0.06 + 0.88 * (index + 1) / 10), top - 46 * size),
        ]
        tone = tones[index % 2]
        canvas.shade(
            [*pinch, (right, top + 26 * size), (left, top + 26 * size)],
            [(0, mix(tone, "#ffffff", 0.12)), (1, mix(tone, "#2a1030", 0.22))],
        )
        canvas.oval((left + right) / 2, top + 26 * size, (right - left) / 2, 15 * size, mix(tone, "#2a1030", 0.15))
    goods = ("#e8833a", "#d9483b", "#8fb04a", "#f2c14e", "#cfd98a", "#7a4a86")
    for crate in range(4):
        left = x + wide * (0.07 + 0.22 * crate)
        tone = rng.choice(goods)
        for row in range(3):
            for item in range(6 - row):
                centre = (left + (10 + item * 11.5 + row * 6) * size, base - (66 + row * 10) * size)
                canvas.disc(*centre, 7.5 * size, mix(tone, "#ffffff", rng.uniform(0, 0.3)))
        canvas.rect(left, base - 62 * size, left + wide * 0.2, base - 8 * size, "#8a5a3a", 2)
        for slat in (44, 26):
            canvas.line([(left, base - slat * size), (left + wide * 0.2, base - slat * size)], "#5f3a2a", 3 * size)


def _garland(canvas: Canvas) -> None:
    for left in (-60, 480, 1020):
        rope = [(left + t * 30, 300 + 74 * math.sin(math.pi * t / 20)) for t in range(21)]
        canvas.line(rope, "#2a1a33", 3)
        for x, y in rope[1:-1:3]:
            canvas.glow(x, y + 12, 62, "#ffd98f", 0.75)
            canvas.disc(x, y + 12, 9, "#fff0c4")


def _shopper(canvas: Canvas, foot: Point, tone: str) -> None:
    x, y = foot
    robe = smooth(
        [
            (x - 40, y + 20),
            (x - 34, y - 80),
            (x - 24, y - 150),
            (x, y - 166),
            (x + 24, y - 150),
            (x + 34, y - 80),
            (x + 40, y + 20),
        ],
        6,
    )
    canvas.shade(robe, [(0, mix(tone, "#ffffff", 0.22)), (1, tone)])
    canvas.oval(x, y - 188, 20, 24, "#7d5238")
    canvas.fill(
        smooth([(x - 24, y - 164), (x - 24, y - 204), (x, y - 220), (x + 24, y - 204), (x + 24, y - 164)], 5),
        mix(tone, "#e8dcd0", 0.5),
    )
    canvas.line([(x + 30, y - 116), (x + 48, y - 62)], mix(tone, "#ffffff", 0.15), 14)
    canvas.fill([(x + 30, y - 60), (x + 68, y - 60), (x + 62, y - 8), (x + 36, y - 8)], "#c98a4a")


def bridge(canvas: Canvas, rng: Random) -> None:
    """A suspension bridge between two cliffs with houses, mist below."""
    canvas.wash([(0, "#6fa3c8"), (0.45, "#f3d3b4"), (0.7, "#f8e4c8"), (1, "#e9d6c4")])
    sun(canvas, 800, 350, 54, "#fffbe8", "#ffe3b0")
    ground(canvas, crags(rng, 470, 110), [(0, "#a9b3c4"), (1, "#d9c9c0")])
    ground(canvas, crags(rng, 560, 90), [(0, "#8f9db2"), (1, "#cdbfbb")])
    canvas.haze(440, 900, "#f6e6d2", (0, 0.5, 0.75, 0.9))
    left = [
        (-10, 400),
        (150, 396),
        (330, 410),
        (392, 440),
        (372, 520),
        (410, 600),
        (380, 700),
        (420, 800),
        (400, 910),
        (-10, 910),
    ]
    _cliff(canvas, rng, left)
    _cliff(canvas, rng, [(WIDTH - x, y + 6) for x, y in left])
    canvas.blur(
        [circle(rng.uniform(360, 1240), rng.uniform(760, 880), rng.uniform(120, 240), 42) for _ in range(16)],
        "#fff4e6",
        26,
        0.75,
    )
    for side in (0, 1):
        for index in range(7):
            x = -20 + index * 58 if side == 0 else 1220 + index * 58
            _block(canvas, rng, (x, 420 + rng.uniform(-6, 10)), rng.uniform(54, 74), rng.uniform(70, 150))
    minaret(canvas, 120, 400, 250, "#efdcc0", "#b08a6a")
    dome(canvas, 1480, 330, 46, "#e8c9a0", "#a87c5c")
    _span(canvas)
    birds(canvas, rng, (820, 560), 12, "#4a4a5e", 150)


def _cliff(canvas: Canvas, rng: Random, edge: Points) -> None:
    canvas.shade(edge, [(0, "#b98a68"), (0.4, "#8f6655"), (1, "#6a5563")])
    low, high = min(x for x, _ in edge), max(x for x, _ in edge)
    for _ in range(60):
        x, y, long = rng.uniform(low + 10, high - 60), rng.uniform(450, 880), rng.uniform(16, 80)
        canvas.tint(
            [(x, y), (x + rng.uniform(8, 22), y + 4), (x + rng.uniform(-4, 12), y + long)],
            rng.choice(("#5b3f3f", "#d9ab84")),
            0.3,
        )


def _block(canvas: Canvas, rng: Random, foot: Point, wide: float, high: float) -> None:
    x, base = foot
    tone = rng.choice(("#f2dcc0", "#e6bf9a", "#d9a583", "#f6ead8", "#cfa48c"))
    canvas.shade(
        box(x, base - high, x + wide, base),
        [(0, mix(tone, "#ffffff", 0.2)), (0.7, tone), (1, mix(tone, "#5b4050", 0.4))],
        sideways=True,
    )
    canvas.rect(x - 3, base - high - 6, x + wide + 3, base - high, "#a8674f")
    windows(
        canvas,
        rng,
        (x + 5, base - high + 10, x + wide - 5, base - 8),
        (3, max(2, int(high / 30))),
        ("#6f5a66", "#8a7078"),
        0.85,
    )


def _span(canvas: Canvas) -> None:
    deck = 440
    for x in (400, 1200):
        for leg in (-16, 16):
            canvas.shade(box(x + leg - 9, 210, x + leg + 9, 480), [(0, "#8d5248"), (1, "#5a2f35")], sideways=True)
        for level in (240, 330):
            canvas.rect(x - 24, level, x + 24, level + 14, "#6d3c3c")
        canvas.fill(arch(x, 236, 25, 52), "#6d3c3c")
    cable = [(x, 218 + 198 * (1 - ((x - 800) / 400) ** 2)) for x in range(400, 1201, 20)]
    canvas.line(cable, "#4a2a33", 6)
    canvas.line([(400, 218), (60, 420)], "#4a2a33", 6)
    canvas.line([(1200, 218), (1540, 420)], "#4a2a33", 6)
    for x, y in cable[1:-1]:
        canvas.line([(x, y), (x, deck)], "#5f3d44", 2)
    canvas.shade(box(330, deck, 1270, deck + 18), [(0, "#7d4a44"), (1, "#4a2a33")])
    canvas.line([(330, deck - 14), (1270, deck - 14)], "#5f3d44", 2)
    for index in range(48):
        canvas.line(
            [(336 + index * 20, deck + 18), (346 + index * 20, deck + 32), (356 + index * 20, deck + 18)], "#4a2a33", 2
        )
    for x, tone in ((560, "#33415f"), (584, "#8a3b3b"), (760, "#3f5f4a"), (1010, "#5b3b62"), (1034, "#2f3b55")):
        canvas.line([(x, deck), (x, deck - 22)], tone, 8)
        canvas.disc(x, deck - 28, 5.5, "#6b4633")


def train(canvas: Canvas, rng: Random) -> None:
    """A green train on a stone viaduct beside the sea."""
    canvas.wash([(0, "#5aa6cf"), (0.4, "#bfe0e6"), (0.55, "#fbeed6"), (1, "#fbeed6")])
    sun(canvas, 300, 190, 48, "#fffdf0", "#fff2c4")
    clouds(canvas, rng, 8, (110, 300), "#ffffff", 0.7)
    canvas.wash([(0, "#3f9cbf"), (0.4, "#2378a3"), (1, "#1a5580")], (0, 470, WIDTH, HEIGHT))
    glitter(canvas, rng, 300, (474, 760), "#f4ffff", 120)
    ripples(canvas, rng, (480, 760), "#cdeef5", 90)
    canvas.fill([(150, 472), (196, 400), (222, 472)], "#ffffff")
    canvas.fill([(199, 472), (205, 414), (240, 472)], "#e9f0f2")
    ground(
        canvas,
        smooth([(900, 480), (1060, 440), (1240, 400), (1420, 330), (1700, 270)]),
        [(0, "#8fae7d"), (1, "#5d8560")],
    )
    ground(canvas, smooth([(1120, 560), (1300, 500), (1460, 470), (1700, 400)]), [(0, "#6f9a5e"), (1, "#3f6b49")])
    for _ in range(70):
        x = rng.uniform(1150, 1600)
        _bush(canvas, rng, (x, 560 - (x - 1120) * 0.28 + rng.uniform(10, 120)), rng.uniform(14, 24))
    _viaduct(canvas)
    for index in range(2):
        _carriage(canvas, 330 + index * 420)
    ground(
        canvas, smooth([(-80, 780), (260, 830), (700, 868), (1100, 850), (1700, 790)]), [(0, "#7fa65e"), (1, "#2f5a3c")]
    )
    for _ in range(60):
        x = rng.uniform(0, WIDTH)
        _bush(canvas, rng, (x, rng.uniform(850, 900)), rng.uniform(18, 36))


def _bush(canvas: Canvas, rng: Random, at: Point, size: float) -> None:
    tone = rng.choice(("#3f7a45", "#4f8a4a", "#2f6640"))
    canvas.disc(*at, size, tone)
    canvas.disc(at[0] - size * 0.3, at[1] - size * 0.3, size * 0.6, mix(tone, "#d6e88a", 0.3))
    for _ in range(4):
        canvas.disc(at[0] + rng.gauss(0, size * 0.4), at[1] + rng.gauss(0, size * 0.4), size * 0.13, "#ffd447")


def _viaduct(canvas: Canvas) -> None:
    top, pitch = 590, 226
    stone = [(0, "#e6cfa8"), (0.35, "#cfae86"), (1, "#8a6f63")]
    canvas.shade(box(-10, top, WIDTH + 10, 900), stone)
    for index in range(-1, 8):
        centre = 110 + index * pitch
        hole = arch(centre, 910, 84, 250)
        canvas.shade(hole, [(0, "#3c88ad"), (0.5, "#3f7f96"), (1, "#3f6b49")])
        canvas.line(arch(centre, 910, 88, 256)[1:-1], "#f0dfc0", 9)
        canvas.tint([(centre - 84, 910), (centre - 84, 770), (centre - 60, 720), (centre - 60, 910)], "#4a3a3f", 0.35)
    for row in range(5):
        canvas.line([(-10, top + 22 + row * 26), (WIDTH + 10, top + 22 + row * 26)], "#b89872", 1.4)
    canvas.rect(-10, top - 14, WIDTH + 10, top + 8, "#f2e2c4")
    canvas.rect(-10, top - 20, WIDTH + 10, top - 14, "#6b5a55")


def _carriage(canvas: Canvas, left: float) -> None:
    base, right = 562, left + 404
    canvas.shade(box(left, 430, right, base - 14), [(0, "#5fae7a"), (0.45, "#2f7d55"), (1, "#1d5a40")])
    canvas.fill([(left - 8, 434), (left + 12, 404), (right - 12, 404), (right + 8, 434)], "#e9e2d0")
    canvas.rect(left, 504, right, 512, "#f2e2b0")
    for window in range(6):
        x = left + 26 + window * 61
        canvas.rect(x, 448, x + 48, 494, "#234a52", 6)
        canvas.rect(x + 3, 451, x + 45, 491, "#bfe3e8", 5)
        canvas.fill([(x + 8, 491), (x + 26, 451), (x + 38, 451), (x + 20, 491)], "#e6f7f7")
        canvas.disc(x + 16, 482, 9, ("#6b4633", "#3a2a2a", "#8a5a40")[window % 3])
    canvas.rect(left - 6, base - 20, right + 6, base - 4, "#2a2f38", 3)
    for axle in (60, 118, 290, 348):
        wheel(canvas, left + axle, base - 2, 18, "#20242c", "#8d97a3")
    canvas.line([(right + 6, base - 14), (right + 20, base - 14)], "#20242c", 8)


def book_van(canvas: Canvas, rng: Random) -> None:
    """A yellow van full of books under a tree on the steppe."""
    canvas.wash([(0, "#8cc7dc"), (0.5, "#e9efd8"), (0.66, "#fbe7bd"), (1, "#fbe7bd")])
    clouds(canvas, rng, 8, (90, 260), "#ffffff", 0.75)
    ground(canvas, ridge(rng, 540, 46), [(0, "#c7bd94"), (1, "#e0cf9c")])
    ground(canvas, ridge(rng, 610, 24), [(0, "#dcc488"), (1, "#c79a5c")])
    for index in range(6):
        _block(canvas, rng, (60 + index * 74, 600 + rng.uniform(-4, 8)), rng.uniform(46, 66), rng.uniform(40, 70))
    palm(canvas, rng, (520, 612), 120, "#8a7350", "#7d9a5c")
    canvas.line(smooth([(1370, 800), (1360, 640), (1390, 480)]), "#6b4a35", 46)
    canvas.line(smooth([(1366, 600), (1280, 500), (1200, 440)]), "#6b4a35", 22)
    crown(canvas, rng, (1350, 320), (215, 140), ("#3f6b3c", "#5a8a48", "#86ab58"))
    canvas.tint(circle(860, 806, 560, 34), "#6b4a2a", 0.4)
    _van(canvas, rng)
    for x, count in ((250, 5), (1190, 4)):
        _crate(canvas, rng, x, count)


def _van(canvas: Canvas, rng: Random) -> None:
    body = [
        *smooth([(420, 790), (420, 400), (460, 352), (560, 340)], 8),
        *smooth([(1000, 340), (1070, 380), (1120, 540), (1170, 570), (1184, 640), (1184, 790)], 8),
    ]
    canvas.shade(body, [(0, "#ffdf70"), (0.45, "#f7bf3a"), (1, "#cf8a1f")])
    canvas.shade(box(418, 690, 1186, 740), [(0, "#fff3d0"), (1, "#e9d3a0")])
    canvas.fill(smooth([(1000, 410), (1046, 420), (1088, 540), (1000, 544)], 3), "#bfe3ea")
    canvas.fill([(1010, 540), (1040, 424), (1058, 440), (1034, 540)], "#e9f8f8")
    canvas.shade(box(480, 420, 950, 660), [(0, "#5b3a2a"), (1, "#3a2420")])
    for shelf in range(3):
        _shelf(canvas, rng, (488, 494 + shelf * 78), 454)
    for index in range(12):
        left = 466 + index * 42
        tone = ("#d9483b", "#fff6e2")[index % 2]
        canvas.shade(
            [(left + 14, 366), (left + 50, 366), (left + 42, 424), (left, 424)],
            [(0, mix(tone, "#ffffff", 0.2)), (1, mix(tone, "#5b2020", 0.2))],
        )
        canvas.oval(left + 21, 424, 21, 13, mix(tone, "#5b2020", 0.12))
    canvas.rect(468, 660, 962, 678, "#8a5a33", 4)
    canvas.rect(1150, 650, 1190, 682, "#fff7d6", 8)
    for x in (560, 1040):
        canvas.disc(x, 790, 76, "#a86a18")
        wheel(canvas, x, 796, 64, "#2a2a30", "#d9dde2")
    canvas.line([(700, 340), (700, 306)], "#8a5a33", 6)
    canvas.shade(circle(700, 296, 40, 20), [(0, "#fff3d0"), (1, "#d9a04a")])


def _shelf(canvas: Canvas, rng: Random, left: Point, wide: float) -> None:
    x, base = left
    end = x + wide - 14
    while x < end:
        thick, high = rng.uniform(9, 20), rng.uniform(44, 64)
        tone = rng.choice(("#d1493f", "#2a7f9e", "#e8a33d", "#3f8f5f", "#7d4f8f", "#f0e2c4", "#e27a5a", "#35507d"))
        canvas.rect(x, base - high, x + thick, base, tone, 1)
        canvas.rect(x + 1.5, base - high * 0.82, x + thick - 1.5, base - high * 0.72, mix(tone, "#ffffff", 0.45))
        x += thick + 1
    canvas.rect(left[0] - 6, base, left[0] + wide, base + 8, "#a8703f")


def _crate(canvas: Canvas, rng: Random, x: float, count: int) -> None:
    for index in range(count):
        left = x + 12 + index * 32
        tone = rng.choice(("#d1493f", "#2a7f9e", "#e8a33d", "#3f8f5f", "#7d4f8f"))
        canvas.rect(left, 728 + rng.uniform(-16, 8), left + 26, 800, tone, 2)
    canvas.rect(x, 768, x + 24 + count * 32, 838, "#b57f48", 3)
    for slat in (790, 814):
        canvas.line([(x, slat), (x + 24 + count * 32, slat)], "#8a5a33", 4)


SCENES = {"skyline": skyline, "rain": rain, "market": market, "bridge": bridge, "train": train, "book_van": book_van}
