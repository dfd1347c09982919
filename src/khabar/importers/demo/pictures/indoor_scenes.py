"""Pictures of rooms and tables: coffee, an old library, a clinic's corridor, a bedroom at night."""

import math
from random import Random

from khabar.importers.demo.pictures.buildings import arch, crescent, dome, minaret
from khabar.importers.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, box, circle, diamond, smooth
from khabar.importers.demo.pictures.colour import mix


def coffee(canvas: Canvas, rng: Random) -> None:
    """A brass coffee pot, a small cup and roasted beans on a tray."""
    canvas.wash([(0, "#4a2a22"), (0.6, "#7d4a30"), (1, "#3a1f1a")])
    canvas.glow(520, 260, 820, "#ffc27a", 0.65)
    for _ in range(26):
        canvas.glow(rng.uniform(0, WIDTH), rng.uniform(0, 420), rng.uniform(20, 60), "#ffdfa6", 0.22)
    canvas.shade(box(-10, 640, WIDTH + 10, HEIGHT), [(0, "#8a5232"), (0.1, "#6f3f28"), (1, "#2a1512")])
    for index in range(7):
        canvas.line(
            [(-10, 668 + index * 36 + index * index), (WIDTH + 10, 660 + index * 38 + index * index)], "#5b3220", 2
        )
    canvas.blur([circle(760, 800, 620, 80)], "#140806", 22, 0.6)
    for reach, tone in ((1.0, "#8a5f22"), (0.985, "#e2b45a"), (0.93, "#b98a35"), (0.915, "#d9a94a")):
        canvas.oval(760, 778, 600 * reach, 92 * reach, tone)
    for index in range(36):
        angle = index * math.tau / 36
        canvas.disc(760 + 574 * math.cos(angle), 778 + 87 * math.sin(angle), 6, "#f6dc98")
    _pot(canvas, (560, 780))
    _cup(canvas, (960, 806), 1.0)
    _cup(canvas, (1150, 772), 0.82)
    for _ in range(74):
        _bean(canvas, rng, (rng.gauss(830, 80), rng.gauss(828, 12)), rng.uniform(11, 16))
    for _ in range(30):
        _bean(canvas, rng, (rng.uniform(1240, 1560), rng.uniform(840, 890)), rng.uniform(12, 18))
    for x, y, high in ((960, 690, 300), (1150, 672, 230), (772, 380, 280)):
        _steam(canvas, (x, y), high)


def _pot(canvas: Canvas, foot: Point) -> None:
    x, base = foot
    brass = [(0, "#6b4216"), (0.2, "#f6d488"), (0.36, "#c98f35"), (0.62, "#ffeebc"), (0.8, "#b57c28"), (1, "#5b3612")]
    canvas.blur([circle(x + 60, base + 6, 210, 26)], "#2a140a", 12, 0.65)
    handle = smooth([(x - 90, base - 380), (x - 236, base - 400), (x - 226, base - 200), (x - 104, base - 120)], 14)
    canvas.line(handle, "#5b3612", 30)
    canvas.line(handle, "#d9a245", 20)
    spout = [
        *smooth([(x + 70, base - 400), (x + 150, base - 450), (x + 236, base - 470), (x + 222, base - 420)], 8),
        *smooth([(x + 222, base - 420), (x + 150, base - 340), (x + 76, base - 318)], 8),
    ]
    canvas.shade(spout, [(0, "#f6d488"), (0.5, "#c98f35"), (1, "#7d4f1a")])
    half = smooth([(66, -440), (74, -392), (58, -330), (60, -292), (128, -200), (152, -110), (118, -24), (104, 0)], 10)
    canvas.shade(
        [*[(x - px, base + py) for px, py in half], *[(x + px, base + py) for px, py in half[::-1]]],
        brass,
        sideways=True,
    )
    for level, reach in ((-330, 60), (-292, 62), (-150, 146), (-40, 126)):
        canvas.arc(x, base + level - 12, reach, 20, (6, 174), "#7d4f1a", 6)
        canvas.arc(x, base + level - 16, reach, 20, (6, 174), "#ffe9b0", 2.5)
    for index in range(-4, 5):
        canvas.fill(diamond(x + index * 29, base - 92 + 7 * math.cos(index / 3), 11, 26), "#8a5a1f")
    lid = smooth(
        [(x - 74, base - 436), (x - 50, base - 500), (x, base - 560), (x + 50, base - 500), (x + 74, base - 436)], 8
    )
    canvas.shade(lid, brass, sideways=True)
    canvas.oval(x, base - 438, 78, 14, "#a8722a")
    canvas.line([(x, base - 560), (x, base - 604)], "#c98f35", 10)
    canvas.disc(x, base - 612, 15, "#f6d488")


def _cup(canvas: Canvas, foot: Point, size: float) -> None:
    x, base = foot
    canvas.blur([circle(x + 30 * size, base + 4, 100 * size, 16 * size)], "#3a1c0a", 8, 0.6)
    half = smooth([(84, -112), (80, -60), (56, -14), (36, 0)], 8)
    outline = [
        *[(x - px * size, base + py * size) for px, py in half],
        *[(x + px * size, base + py * size) for px, py in half[::-1]],
    ]
    canvas.shade(outline, [(0, "#d9cbb8"), (0.3, "#ffffff"), (0.65, "#f3e8d8"), (1, "#a8907a")], sideways=True)
    for index in range(-3, 4):
        height = base + (-62 + 6 * math.cos(index / 2)) * size
        tone = "#2a7f8a" if index % 2 else "#c2502f"
        canvas.fill(diamond(x + index * 23 * size, height, 9 * size, 13 * size), tone)
    canvas.oval(x, base - 112 * size, 84 * size, 21 * size, "#fffaf0")
    canvas.oval(x, base - 110 * size, 76 * size, 17 * size, "#5b2f18")
    canvas.oval(x - 12 * size, base - 112 * size, 50 * size, 9 * size, "#8a5228")


def _bean(canvas: Canvas, rng: Random, at: Point, size: float) -> None:
    x, y = at
    turn = rng.uniform(0, math.pi)
    cos, sin = math.cos(turn), math.sin(turn)
    outline = [(x + px * cos - py * sin, y + px * sin + py * cos) for px, py in circle(0, 0, size, size * 0.66, 16)]
    tone = mix("#4a2415", "#7d4526", rng.random())
    canvas.tint(circle(x + 3, y + 6, size, size * 0.6, 12), "#1a0a06", 0.5)
    canvas.fill(outline, tone)
    canvas.tint(
        [
            (x + px * cos - py * sin - 2, y + px * sin + py * cos - 2)
            for px, py in circle(0, -size * 0.2, size * 0.7, size * 0.3, 12)
        ],
        "#c98f5f",
        0.35,
    )
    canvas.line(
        [
            (x - size * 0.8 * cos, y - size * 0.8 * sin),
            (x + sin * 2, y - cos * 2),
            (x + size * 0.8 * cos, y + size * 0.8 * sin),
        ],
        "#260f08",
        2.4,
    )


def _steam(canvas: Canvas, foot: Point, high: float) -> None:
    x, y = foot
    shapes = []
    for strand in (-16, 14):
        left = [
            (x + strand + 26 * math.sin(step / 2.6 + strand) * (0.3 + step / 16), y - high * step / 16)
            for step in range(17)
        ]
        shapes.append(
            [
                *left,
                *[(px + 30 * math.sin(math.pi * (index + 1) / 18), py) for index, (px, py) in enumerate(left)][::-1],
            ]
        )
    canvas.blur(shapes, "#fff4e0", 12, 0.42)


def library(canvas: Canvas, rng: Random) -> None:
    """Tall wooden shelves of old books, a ladder, and an open book under a lamp."""
    canvas.wash([(0, "#3a2018"), (1, "#2a1512")])
    for shelf in range(6):
        floor = 128 + shelf * 130
        canvas.shade(box(-10, floor - 118, WIDTH + 10, floor), [(0, "#1a0b09"), (1, "#38201a")])
        x = -8.0
        while x < WIDTH:
            x += _volume(canvas, rng, (x, floor), rng.uniform(13, 34), rng.uniform(70, 108))
        canvas.shade(box(-10, floor, WIDTH + 10, floor + 14), [(0, "#b57f4a"), (1, "#5f3822")])
    for x in (-6, 392, 800, 1208, 1580):
        canvas.shade(box(x - 4, -10, x + 26, 800), [(0, "#8a5a36"), (0.4, "#b98450"), (1, "#4a2a1a")], sideways=True)
    canvas.glow(460, 420, 760, "#ffc878", 0.5)
    canvas.glow(1600, 0, 800, "#0d0505", 0.8)
    canvas.glow(-50, 0, 600, "#0d0505", 0.6)
    _ladder(canvas)
    canvas.shade(box(-10, 760, WIDTH + 10, HEIGHT), [(0, "#a8703f"), (0.06, "#7d4d2c"), (1, "#2a1510")])
    _open_book(canvas, (620, 806))
    _desk_lamp(canvas, (300, 790))
    for index, (tone, wide) in enumerate((("#7d2f2a", 230), ("#2f4f5f", 200), ("#8a6a2f", 216))):
        top = 772 - index * 36
        canvas.rect(1130 + index * 12, top, 1130 + index * 12 + wide, top + 34, tone, 5)
        canvas.rect(1138 + index * 12, top + 6, 1126 + index * 12 + wide, top + 28, "#e9d9b5", 2)
        canvas.rect(1130 + index * 12, top, 1164 + index * 12, top + 34, mix(tone, "#000000", 0.15), 5)


def _volume(canvas: Canvas, rng: Random, foot: Point, thick: float, high: float) -> float:
    x, base = foot
    tone = rng.choice(("#7d2f2a", "#5f3a22", "#2f4a4f", "#8a6232", "#4a2430", "#6b4a2a", "#394a2f", "#a8763f"))
    tone = mix(tone, "#1a0a08", rng.uniform(0, 0.3))
    if rng.random() < 0.07:
        canvas.fill([(x, base), (x + thick, base), (x + thick + 22, base - high * 0.92), (x + 22, base - high)], tone)
        return thick + 26
    canvas.shade(
        box(x, base - high, x + thick, base),
        [(0, mix(tone, "#000000", 0.3)), (0.4, mix(tone, "#ffe2b0", 0.2)), (1, mix(tone, "#000000", 0.35))],
        sideways=True,
    )
    for level in (0.14, 0.22, 0.8):
        canvas.rect(x + 1, base - high * level - 2, x + thick - 1, base - high * level + 1, "#d9ab55")
    if thick > 22:
        canvas.rect(x + 5, base - high * 0.62, x + thick - 5, base - high * 0.44, mix(tone, "#e8cf9a", 0.55), 1)
    return thick + 1.5


def _ladder(canvas: Canvas) -> None:
    for step in range(9):
        share = step / 9
        left, y = 1010 + 120 * share, 740 - 700 * share
        canvas.line([(left, y), (left + 130 - 30 * share, y)], "#d9a566", 13)
        canvas.line([(left, y + 7), (left + 130 - 30 * share, y + 7)], "#6b4326", 4)
    canvas.line([(1000, 800), (1134, -10)], "#c08a50", 18)
    canvas.line([(1136, 800), (1236, -10)], "#a8733f", 18)


def _open_book(canvas: Canvas, at: Point) -> None:
    x, y = at
    canvas.blur([circle(x, y + 34, 300, 34)], "#140806", 14, 0.7)
    canvas.fill(
        [(x - 290, y + 34), (x, y + 46), (x + 290, y + 34), (x + 270, y - 66), (x, y - 50), (x - 270, y - 66)],
        "#5f2a20",
    )
    for side in (-1, 1):
        page = [
            *smooth([(x, y + 34), (x + side * 120, y + 6), (x + side * 272, y + 22)], 8),
            *smooth([(x + side * 252, y - 70), (x + side * 120, y - 86), (x, y - 58)], 8),
        ]
        canvas.shade(page, [(0, "#fff6dc"), (1, "#e2c796")])
        for row in range(6):
            line = smooth(
                [
                    (x + side * 34, y - 46 + row * 13),
                    (x + side * 120, y - 68 + row * 13.5),
                    (x + side * 232, y - 56 + row * 13),
                ],
                5,
            )
            canvas.line(line, "#8a6a4a", 2.2)
    canvas.line([(x, y - 58), (x, y + 38)], "#b08a5c", 4)


def _desk_lamp(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.blur([[(x - 60, y - 220), (x + 120, y - 220), (x + 560, y + 40), (x - 160, y + 40)]], "#ffdf9a", 24, 0.4)
    canvas.oval(x, y + 8, 90, 18, "#8a6226")
    canvas.oval(x, y + 2, 86, 15, "#d9a94a")
    canvas.line([(x, y), (x, y - 210)], "#c08f38", 14)
    shade = [*smooth([(x - 118, y - 200), (x - 92, y - 286), (x, y - 312), (x + 92, y - 286), (x + 118, y - 200)], 8)]
    canvas.shade(shade, [(0, "#2f7a5a"), (0.4, "#4fae7f"), (1, "#1f5540")])
    canvas.oval(x, y - 200, 118, 16, "#fff3c4")
    canvas.glow(x, y - 190, 190, "#fff0c0", 0.75)


def clinic(canvas: Canvas, rng: Random) -> None:
    """A bright corridor with blue chairs, a plant, and a window at its end."""
    canvas.wash([(0, "#f3f8f6"), (1, "#dcebea")])
    canvas.fill([(-10, -10), (560, 250), (1040, 250), (1610, -10)], "#fbfdfc")
    canvas.shade([(-10, 910), (560, 620), (1040, 620), (1610, 910)], [(0, "#d5e8e6"), (1, "#9fc4c6")])
    canvas.shade([(-10, -10), (560, 250), (560, 620), (-10, 910)], [(0, "#d9ebe8"), (1, "#bcd9d8")], sideways=True)
    canvas.shade([(1040, 250), (1610, -10), (1610, 910), (1040, 620)], [(0, "#cbe2e1"), (1, "#e9f4f2")], sideways=True)
    canvas.rect(560, 250, 1040, 620, "#e9f3f0")
    canvas.wash([(0, "#8fd0e8"), (0.6, "#dff2ee"), (1, "#bfe0b0")], (650, 296, 950, 560))
    for _ in range(30):
        leaf = rng.choice(("#6fae6a", "#8fc47d", "#4f9560"))
        canvas.disc(rng.uniform(680, 920), rng.uniform(500, 532), rng.uniform(12, 26), leaf)
    canvas.rect(640, 556, 960, 572, "#ffffff")
    for x in (650, 800, 950):
        canvas.rect(x - 6, 290, x + 6, 560, "#ffffff")
    canvas.glow(800, 430, 480, "#fffef0", 0.65)
    canvas.tint([(650, 620), (950, 620), (1260, 910), (340, 910)], "#ffffff", 0.4)
    for index in range(4):
        share = (index + 0.5) / 4
        y, half = 236 - 220 * share, 44 + 150 * share
        top, wide = y - 10 - 24 * share, half * 1.16
        canvas.fill([(800 - half, y), (800 + half, y), (800 + wide, top), (800 - wide, top)], "#ffffff")
        canvas.glow(800, y - 8, 80 + 190 * share, "#ffffff", 0.6)
    for side in (-1, 1):
        _stripe(canvas, side)
        for near, far in ((0.04, 0.2), (0.42, 0.62)):
            _door(canvas, side, near, far)
    for index in range(4):
        _seat(canvas, 1.0 - index * 0.16)
    _plant(canvas, rng, (1220, 800))


def _wall(side: int, depth: float, height: float) -> Point:
    """A point on a corridor wall: depth 0 (far end) to 1 (near), height 0 (floor) to 1 (ceiling)."""
    x = 800 + side * (240 + 570 * depth)
    floor, roof = 620 + 290 * depth, 250 - 260 * depth
    return x, floor + (roof - floor) * height


def _stripe(canvas: Canvas, side: int) -> None:
    for low, high, tone in ((0.30, 0.36, "#3f9aa8"), (0.36, 0.375, "#f2a65a")):
        canvas.fill([_wall(side, 0, low), _wall(side, 1, low), _wall(side, 1, high), _wall(side, 0, high)], tone)
    canvas.fill([_wall(side, 0, 0), _wall(side, 1, 0), _wall(side, 1, 0.03), _wall(side, 0, 0.03)], "#8fb5b8")


def _door(canvas: Canvas, side: int, near: float, far: float) -> None:
    frame = [
        _wall(side, near - 0.015, 0),
        _wall(side, near - 0.015, 0.72),
        _wall(side, far + 0.015, 0.72),
        _wall(side, far + 0.015, 0),
    ]
    canvas.fill(frame, "#ffffff")
    leaf = [_wall(side, near, 0), _wall(side, near, 0.7), _wall(side, far, 0.7), _wall(side, far, 0)]
    canvas.shade(leaf, [(0, "#e0b98a"), (1, "#c99a68")])
    middle = (near + far) / 2
    canvas.fill(
        [
            _wall(side, middle - 0.02, 0.42),
            _wall(side, middle - 0.02, 0.6),
            _wall(side, middle + 0.03, 0.6),
            _wall(side, middle + 0.03, 0.42),
        ],
        "#dff0f4",
    )
    canvas.disc(*_wall(side, far - 0.02, 0.32), 5, "#7d8a90")


def _seat(canvas: Canvas, depth: float) -> None:
    x, floor = _wall(-1, depth * 0.86, 0)
    size = 0.34 + 0.72 * depth
    x += 70 * size

    def points(*pairs: Point) -> list[Point]:
        return [(x + px * size, floor + py * size) for px, py in pairs]

    canvas.tint(circle(x + 30 * size, floor + 8 * size, 110 * size, 16 * size), "#5f8a90", 0.35)
    for leg in (-52, 70):
        canvas.line(points((leg, -90), (leg + 6, 8)), "#7d8f98", 8 * size)
    canvas.shade(points((-76, -250), (-40, -262), (-22, -112), (-62, -100)), [(0, "#4f9fd0"), (1, "#2f74a8")])
    canvas.shade(points((-62, -112), (-22, -124), (104, -104), (74, -82)), [(0, "#6fb8e0"), (1, "#3f8fc4")])
    canvas.fill(points((-62, -104), (74, -82), (74, -70), (-62, -90)), "#245f8c")


def _plant(canvas: Canvas, rng: Random, foot: Point) -> None:
    x, y = foot
    canvas.tint(circle(x, y + 8, 90, 14), "#5f8a90", 0.4)
    for index in range(15):
        angle = math.pi * (0.12 + 0.76 * index / 14)
        reach = rng.uniform(170, 260)
        tip = (x + math.cos(angle) * reach, y - 110 - math.sin(angle) * reach)
        bend = (x + math.cos(angle) * reach * 0.5, y - 110 - math.sin(angle) * reach * 0.72)
        wide = 17
        leaf = [
            (x, y - 106),
            *smooth([(x - wide * 0.4, y - 110), (bend[0] - wide, bend[1]), tip], 6),
            *smooth([tip, (bend[0] + wide, bend[1] + 6), (x + wide * 0.4, y - 106)], 6),
        ]
        canvas.fill(leaf, mix("#2f7d4f", "#8fc46a", rng.random()))
        canvas.line(smooth([(x, y - 110), bend, tip], 6), "#cfe6a8", 2)
    canvas.shade(
        [(x - 66, y - 120), (x + 66, y - 120), (x + 48, y + 6), (x - 48, y + 6)],
        [(0, "#ffffff"), (0.5, "#f0ece4"), (1, "#c4b8aa")],
        sideways=True,
    )
    canvas.rect(x - 72, y - 134, x + 72, y - 112, "#ffffff", 6)


def night_window(canvas: Canvas, rng: Random) -> None:
    """A quiet bedroom at night; through an arched window, the moon over rooftops."""
    canvas.wash([(0, "#1b2148"), (1, "#141834")])
    canvas.glow(820, 380, 760, "#5f74b8", 0.5)
    _night_view(canvas, rng)
    for side in (-1, 1):
        for fold in range(6):
            x = 800 + side * (330 + fold * 36)
            tone = mix("#3a3f78", "#5b62a8", 0.5 + 0.5 * math.sin(fold * 2.2))
            canvas.shade(
                [(x, 30), (x + side * 38, 30), (x + side * (54 + fold * 7), 700), (x + side * fold * 7, 700)],
                [(0, tone), (1, mix(tone, "#12152f", 0.5))],
            )
    canvas.line([(330, 34), (1270, 34)], "#c9a566", 12)
    for x in (330, 1270):
        canvas.disc(x, 34, 14, "#e0c080")
    canvas.tint([(620, 640), (980, 640), (1200, 910), (420, 910)], "#9fb4f0", 0.12)
    _bed(canvas)
    _night_table(canvas)


def _night_view(canvas: Canvas, rng: Random) -> None:
    canvas.fill(arch(800, 660, 330, 610), "#e8dcc4")
    inner = arch(800, 640, 304, 570)
    canvas.shade(inner, [(0, "#0f1a4a"), (0.55, "#2f3f86"), (0.85, "#7d6fa8"), (1, "#a888a8")])
    for _ in range(90):
        x, y = rng.uniform(520, 1080), rng.uniform(120, 460)
        if y > 100 + abs(x - 800) * 0.9:
            canvas.disc(x, y, rng.choice((0.8, 1.1, 1.8)), "#f4efe2")
    crescent(canvas, 900, 270, 46, "#fff3cf")
    for x, top, wide in (
        (500, 560, 90),
        (584, 536, 70),
        (650, 572, 96),
        (880, 548, 84),
        (960, 570, 70),
        (1024, 540, 80),
    ):
        canvas.rect(x, top, x + wide, 640, "#2a2a5c")
        if wide > 75:
            canvas.rect(x + 24, top + 24, x + 40, top + 46, "#ffd98f", 2)
    dome(canvas, 790, 640, 54, "#39397a", "#20204a")
    minaret(canvas, 706, 640, 250, "#39397a", "#20204a")
    canvas.line([(800, 74), (800, 640)], "#e8dcc4", 12)
    canvas.line([(498, 420), (1102, 420)], "#e8dcc4", 12)
    canvas.shade(box(446, 640, 1154, 672), [(0, "#f6ecd8"), (1, "#a8987f")])


def _bed(canvas: Canvas) -> None:
    canvas.shade(box(250, 560, 300, 900), [(0, "#6b4a3a"), (1, "#2f2028")], sideways=True)
    canvas.shade(
        smooth([(270, 900), (276, 700), (520, 690), (900, 704), (1330, 740), (1400, 900)], 8),
        [(0, "#4f5fa8"), (1, "#232a5c")],
    )
    canvas.shade(
        smooth([(296, 720), (310, 650), (400, 628), (520, 644), (548, 700), (480, 740), (340, 744), (296, 720)], 8),
        [(0, "#f3f0fa"), (1, "#9a9cc4")],
    )
    blanket = [
        *smooth([(470, 770), (560, 690), (720, 662), (900, 690), (1120, 716), (1330, 748), (1420, 910)], 10),
        (440, 910),
    ]
    canvas.shade(blanket, [(0, "#7d8fd9"), (0.5, "#4f5fae"), (1, "#2a3270")])
    for index in range(7):
        start = (560 + index * 118, 706 + index * 6)
        canvas.line(smooth([start, (start[0] + 40, start[1] + 90), (start[0] + 20, 910)], 8), "#5f6fc0", 5)
    canvas.fill(
        [
            *smooth([(470, 770), (560, 690), (720, 662)], 8),
            (740, 696),
            *smooth([(740, 696), (590, 724), (500, 806)], 8),
        ],
        "#e6e6f8",
    )


def _night_table(canvas: Canvas) -> None:
    canvas.shade(box(80, 730, 236, 910), [(0, "#7d5644"), (1, "#3a2630")])
    canvas.rect(66, 714, 250, 734, "#a8755a", 4)
    canvas.rect(104, 766, 212, 830, "#5f3f38", 4)
    canvas.disc(158, 798, 7, "#e0c080")
    canvas.disc(160, 668, 46, "#e9edf6")
    canvas.disc(160, 668, 38, "#2a3270")
    for hour in range(12):
        angle = hour * math.tau / 12
        canvas.disc(160 + 31 * math.cos(angle), 668 + 31 * math.sin(angle), 2.2, "#e9edf6")
    canvas.line([(160, 668), (160, 644)], "#ffd98f", 4)
    canvas.line([(160, 668), (178, 676)], "#ffd98f", 4)
    for side in (-1, 1):
        canvas.disc(160 + side * 32, 628, 13, "#c9cfe0")
        canvas.line([(160 + side * 26, 704), (160 + side * 36, 716)], "#c9cfe0", 7)


SCENES = {"coffee": coffee, "library": library, "clinic": clinic, "night_window": night_window}
