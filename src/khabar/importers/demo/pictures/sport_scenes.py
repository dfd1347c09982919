"""Pictures of sport: a stadium, an arena, a ball in the net, a cup, runners."""

import itertools
import math
from random import Random

from khabar.importers.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, box, circle, smooth
from khabar.importers.demo.pictures.colour import mix
from khabar.importers.demo.pictures.nature import clouds, crags, dune, ground, sun

CROWD = ("#e9d8a6", "#ee9b00", "#94d2bd", "#f4f1de", "#e07a5f", "#81b29a", "#f2cc8f", "#d0d6e8")


def crowd(canvas: Canvas, rng: Random, top: float, bottom: float, rows: int, dark: str) -> None:
    """Rows of spectators' heads, dimmer towards the back."""
    for row in range(rows):
        share = row / rows
        y = top + (bottom - top) * share
        size = 4.5 + 5.5 * share
        x = rng.uniform(0, size * 2)
        while x < WIDTH:
            tone = mix(dark, rng.choice(CROWD), 0.18 + 0.5 * share * rng.uniform(0.4, 1))
            canvas.disc(x, y + rng.uniform(-2, 2), size, tone)
            x += size * rng.uniform(2.1, 3.0)


def stadium(canvas: Canvas, rng: Random) -> None:
    """A football pitch in the evening under four floodlights."""
    canvas.wash([(0, "#0f1c46"), (0.3, "#31508c"), (0.48, "#e79a82"), (1, "#e79a82")])
    clouds(canvas, rng, 7, (90, 250), "#f6b7a0", 0.35)
    canvas.fill([(-10, 330), (400, 372), (1200, 372), (1610, 330), (1610, 560), (-10, 560)], "#1b2546")
    crowd(canvas, rng, 385, 510, 9, "#1b2546")
    canvas.fill(
        [(-10, 300), (400, 352), (1200, 352), (1610, 300), (1610, 332), (1200, 376), (400, 376), (-10, 332)], "#e8ecf4"
    )
    canvas.rect(-10, 512, WIDTH + 10, 546, "#24335f")
    for index in range(16):
        tone = ("#e4572e", "#f3f0e6", "#2a9d8f")[index % 3]
        canvas.rect(index * 104 - 8, 516, index * 104 + 88, 542, tone, 3)
    _pitch(canvas)
    for x, lean in ((150, 1), (560, 1), (1040, -1), (1450, -1)):
        _floodlight(canvas, x, lean)
    canvas.disc(800, 716, 12, "#ffffff")
    canvas.disc(803, 719, 5, "#27304f")


def _pitch(canvas: Canvas) -> None:
    def at(across: float, deep: float) -> Point:
        """A pitch position (-1 to 1 across, 0 far to 1 near) on the picture."""
        y = 546 + 380 * deep**1.25
        return 800 + across * (560 + 620 * deep), y

    for stripe in range(10):
        near, far = stripe / 10, (stripe + 1) / 10
        tone = ("#2f8f4e", "#3aa05a")[stripe % 2]
        canvas.fill([at(-2, near), at(2, near), at(2, far), at(-2, far)], tone)
    white = "#eef7ee"
    canvas.line([at(-1, 0.02), at(1, 0.02), at(1, 1.2)], white, 4)
    canvas.line([at(-1, 0.02), at(-1, 1.2)], white, 4)
    canvas.line([at(-1.2, 0.48), at(1.2, 0.48)], white, 5)
    ring = [at(0.26 * math.cos(t / 20 * math.tau), 0.48 + 0.2 * math.sin(t / 20 * math.tau)) for t in range(21)]
    canvas.line(smooth(ring, 4), white, 5)
    canvas.line([at(-0.36, 0.02), at(-0.36, 0.17), at(0.36, 0.17), at(0.36, 0.02)], white, 4)
    canvas.line([(724, 548), (724, 500), (876, 500), (876, 548)], "#ffffff", 5)
    for step in range(1, 12):
        canvas.line([(724 + step * 12.7, 502), (724 + step * 12.7, 548)], "#c7d2de", 1)
    for step in range(1, 4):
        canvas.line([(724, 500 + step * 12), (876, 500 + step * 12)], "#c7d2de", 1)


def _floodlight(canvas: Canvas, x: float, lean: int) -> None:
    top = 92 if x in (150, 1450) else 170
    canvas.line([(x, 360), (x, top)], "#10183a", 12)
    beam = [(x - 50, top + 30), (x + 50, top + 30), (x + lean * 620 + 340, 900), (x + lean * 620 - 240, 900)]
    canvas.blur([beam], "#fdf6d8", 26, 0.14)
    canvas.rect(x - 66, top - 34, x + 66, top + 34, "#10183a", 5)
    for column in range(5):
        for row in range(3):
            canvas.disc(x - 48 + column * 24, top - 20 + row * 20, 8, "#fffbe8")
    canvas.glow(x, top, 210, "#fff6d0", 0.8)


def arena(canvas: Canvas, rng: Random) -> None:
    """A full indoor court seen from behind one goal."""
    canvas.wash([(0, "#0b1030"), (1, "#1d2858")])
    for row in range(5):
        canvas.line([(0, 40 + row * 34), (800, 70 + row * 26), (1600, 40 + row * 34)], "#2a3670", 4)
    for x in range(120, WIDTH, 170):
        canvas.rect(x - 40, 92, x + 40, 106, "#fff8dc", 5)
        canvas.glow(x, 100, 150, "#fff2c4", 0.55)
        canvas.blur([[(x - 30, 104), (x + 30, 104), (x + 150, 860), (x - 150, 860)]], "#cfd9ff", 24, 0.05)
    crowd(canvas, rng, 200, 452, 15, "#161d47")
    canvas.rect(-10, 458, WIDTH + 10, 500, "#f1efe6")
    for index in range(14):
        canvas.rect(index * 118 + 6, 464, index * 118 + 106, 494, ("#ef6f3c", "#2364aa", "#3da5a0")[index % 3], 4)
    _court(canvas)
    canvas.line([(668, 560), (668, 470), (932, 470), (932, 560)], "#f5f5f5", 12)
    for index in range(6):
        canvas.rect(674 + index * 44, 464, 696 + index * 44, 476, "#d1343b")
    for index in range(3):
        for x in (662, 926):
            canvas.rect(x, 480 + index * 30, x + 12, 494 + index * 30, "#d1343b")
    orange, white = "#ef6f3c", "#f5f1e6"
    players = (
        (440, 640, orange),
        (545, 682, orange),
        (690, 706, white),
        (905, 704, white),
        (1060, 686, white),
        (1165, 640, white),
        (620, 770, orange),
        (985, 784, orange),
        (804, 570, "#37b26b"),
    )
    for x, y, shirt in sorted(players, key=lambda player: player[1]):
        _player(canvas, (x, y), 0.42 + (y - 540) / 430, shirt, rng)
    canvas.disc(792, 636, 10, "#f6d84b")


def _court(canvas: Canvas) -> None:
    canvas.shade([(-10, 498), (1610, 498), (1610, 910), (-10, 910)], [(0, "#2f6fb0"), (1, "#1d4a8c")])
    area = [(430, 560), (470, 622), (620, 668), (980, 668), (1130, 622), (1170, 560)]
    canvas.shade([(430, 560), *smooth(area), (1170, 560)], [(0, "#f0a04b"), (1, "#e2813a")])
    canvas.line(smooth(area), "#ffffff", 5)
    canvas.line([(150, 560), (1450, 560)], "#ffffff", 5)
    canvas.line([(150, 560), (-160, 910)], "#ffffff", 6)
    canvas.line([(1450, 560), (1760, 910)], "#ffffff", 6)
    outer = smooth([(330, 570), (400, 668), (600, 744), (1000, 744), (1200, 668), (1270, 570)])
    for index in range(0, len(outer) - 4, 8):
        canvas.line(outer[index : index + 4], "#ffffff", 5)
    canvas.blur([circle(800, 800, 420, 70)], "#bcd7ff", 40, 0.25)


def _player(canvas: Canvas, foot: Point, size: float, shirt: str, rng: Random) -> None:
    x, y = foot
    skin = rng.choice(("#a8714b", "#8a5a3a", "#c58c62"))
    lift = rng.choice((-1, 1))

    def points(*pairs: Point) -> list[Point]:
        return [(x + lift * px * size, y + py * size) for px, py in pairs]

    canvas.tint(circle(x, y + 4 * size, 46 * size, 9 * size), "#0a1030", 0.4)
    canvas.line(points((-10, -78), (-24, -40), (-20, 0)), skin, 15 * size)
    canvas.line(points((10, -78), (30, -44), (22, -2)), skin, 15 * size)
    canvas.fill(points((-24, -92), (24, -92), (30, -56), (2, -60), (-28, -56)), "#1b2446")
    canvas.fill(smooth(points((-26, -88), (-30, -150), (0, -160), (30, -150), (26, -88)), 4), shirt)
    canvas.line(points((28, -142), (56, -176), (66, -214)), skin, 13 * size)
    canvas.line(points((-28, -142), (-54, -120), (-62, -90)), skin, 13 * size)
    canvas.line(points((26, -144), (48, -166)), shirt, 18 * size)
    canvas.disc(x, y - 180 * size, 19 * size, skin)
    canvas.fill(circle(x, y - 188 * size, 20 * size, 14 * size), "#20140f")


def goal(canvas: Canvas, rng: Random) -> None:
    """A handball bulging the net of a striped goal."""
    canvas.wash([(0, "#101a46"), (0.55, "#1f4a8a"), (1, "#2d6cb0")])
    for _ in range(46):
        canvas.glow(rng.uniform(0, WIDTH), rng.uniform(0, 420), rng.uniform(20, 70), rng.choice(CROWD), 0.35)
    canvas.glow(980, 420, 620, "#ffd9a0", 0.45)
    ball = (990.0, 430.0)
    _net(canvas, ball)
    canvas.glow(ball[0] + 24, ball[1] + 40, 240, "#0a1030", 0.5)
    canvas.shade(circle(*ball, 118, steps=90), [(0, "#ffe08a"), (0.5, "#f2a541"), (1, "#a85a24")])
    _seams(canvas, ball)
    _frame(canvas)
    canvas.shade(box(-10, 850, WIDTH + 10, HEIGHT), [(0, "#e58a3c"), (1, "#b8602a")])
    canvas.rect(-10, 848, WIDTH + 10, 858, "#ffffff")


def _net(canvas: Canvas, ball: Point) -> None:
    def bulge(x: float, y: float) -> Point:
        away = math.hypot(x - ball[0], y - ball[1])
        push = 70 * math.exp(-((away / 210) ** 2))
        return x + push * (x - ball[0]) / (away + 60), y + push * (y - ball[1]) / (away + 60) - push * 0.2

    for column in range(3, 42):
        canvas.line([bulge(column * 42, y * 20) for y in range(4, 44)], "#cfdcf2", 3)
    for row in range(2, 24):
        canvas.line([bulge(x * 20, row * 40) for x in range(6, 82)], "#e6eefc", 3)


def _seams(canvas: Canvas, ball: Point) -> None:
    x, y = ball
    tone = "#7d3f1c"
    centre = [
        (x + 44 * math.cos(a), y - 6 + 44 * math.sin(a)) for a in (i * math.tau / 5 - math.pi / 2 for i in range(5))
    ]
    canvas.fill(centre, "#2b3a78")
    for index, corner in enumerate(centre):
        angle = index * math.tau / 5 - math.pi / 2
        edge = (x + 84 * math.cos(angle), y - 4 + 84 * math.sin(angle))
        canvas.line([corner, edge], tone, 4)
        for side in (-0.42, 0.42):
            rim = (x + 113 * math.cos(angle + side), y + 113 * math.sin(angle + side))
            canvas.line([edge, rim], tone, 4)
    canvas.glow(x - 40, y - 56, 70, "#fffbe6", 0.75)


def _frame(canvas: Canvas) -> None:
    for index in range(18):
        tone = ("#d4373e", "#f6f3ec")[index % 2]
        canvas.shade(
            box(100 + index * 90, 60, 190 + index * 90, 112),
            [(0, mix(tone, "#ffffff", 0.3)), (0.5, tone), (1, mix(tone, "#1a1a3a", 0.5))],
        )
    for index in range(9):
        tone = ("#f6f3ec", "#d4373e")[index % 2]
        stops = [(0, mix(tone, "#ffffff", 0.3)), (0.5, tone), (1, mix(tone, "#1a1a3a", 0.5))]
        canvas.shade(box(100, 112 + index * 84, 156, 196 + index * 84), stops, sideways=True)


def trophy(canvas: Canvas, rng: Random) -> None:
    """A silver cup on its stand under falling paper."""
    canvas.wash([(0, "#1a0f3c"), (0.6, "#4a1f5e"), (1, "#7d2f5c")])
    for lamp in (180, 500, 1100, 1420):
        canvas.blur(
            [
                [
                    (lamp - 14, -20),
                    (lamp + 14, -20),
                    (800 + (lamp - 800) * 0.2 + 170, 900),
                    (800 + (lamp - 800) * 0.2 - 170, 900),
                ]
            ],
            "#ffe6b8",
            22,
            0.17,
        )
        canvas.glow(lamp, 0, 170, "#fff3d4", 0.8)
    canvas.glow(800, 430, 560, "#ffb86b", 0.5)
    for _ in range(70):
        canvas.glow(rng.uniform(0, WIDTH), rng.uniform(520, 800), rng.uniform(14, 44), rng.choice(CROWD), 0.28)
    canvas.shade([(380, 800), (1220, 800), (1300, 910), (300, 910)], [(0, "#3a1c4e"), (1, "#1c0d2c")])
    canvas.oval(800, 800, 420, 40, "#5b2f6b")
    canvas.oval(800, 796, 400, 34, "#7a4283")
    _cup(canvas)
    for _ in range(150):
        x, y, size, turn = rng.uniform(0, WIDTH), rng.uniform(0, 860), rng.uniform(6, 13), rng.uniform(0, math.pi)
        cos, sin = math.cos(turn) * size, math.sin(turn) * size
        canvas.fill(
            [(x - cos, y - sin), (x - sin * 0.4, y + cos * 0.4), (x + cos, y + sin), (x + sin * 0.4, y - cos * 0.4)],
            rng.choice(("#ffd166", "#ef476f", "#06d6a0", "#f8f4e3", "#4cc9f0")),
        )


def _cup(canvas: Canvas) -> None:
    x = 800
    metal = [(0, "#7d879c"), (0.18, "#eef3fa"), (0.4, "#a9b4c8"), (0.62, "#f7fafd"), (0.82, "#8a94aa"), (1, "#4f5870")]
    for side in (-1, 1):
        loop = smooth([(x + side * 150, 270), (x + side * 262, 262), (x + side * 250, 400), (x + side * 96, 468)], 14)
        canvas.line(loop, "#6d768c", 26)
        canvas.line(loop, "#dfe6f0", 14)
    bowl = smooth([(x - 176, 214), (x - 168, 330), (x - 116, 470), (x - 34, 548), (x - 26, 620)], 12)
    canvas.shade([*bowl, *[(2 * x - px, py) for px, py in bowl[::-1]]], metal, sideways=True)
    canvas.oval(x, 214, 178, 30, "#eef3fa")
    canvas.oval(x, 217, 164, 23, "#6b7489")
    canvas.shade(
        box(x - 150, 330, x + 150, 356),
        [(0, "#b98a2e"), (0.3, "#ffe08a"), (0.6, "#d9a441"), (1, "#8a5f1c")],
        sideways=True,
    )
    canvas.oval(x, 622, 52, 16, "#c3ccda")
    foot = smooth([(x - 30, 620), (x - 44, 664), (x - 120, 706)], 8)
    canvas.shade([*foot, *[(2 * x - px, py) for px, py in foot[::-1]]], metal, sideways=True)
    canvas.shade(
        box(x - 140, 704, x + 140, 796),
        [(0, "#2b1a18"), (0.3, "#6b4436"), (0.7, "#4a2d26"), (1, "#1c100f")],
        sideways=True,
    )
    canvas.rect(x - 152, 698, x + 152, 716, "#8a5c47", 4)
    canvas.rect(x - 70, 732, x + 70, 778, "#e6c873", 5)
    wave = [(x - 56 + step * 4, 755 + 8 * math.sin(step / 2.2)) for step in range(29)]
    canvas.line(wave, "#7d5a1c", 5)
    canvas.glow(x - 70, 300, 90, "#ffffff", 0.7)


def runners(canvas: Canvas, rng: Random) -> None:
    """Five runners on the crest of a dune at sunrise."""
    canvas.wash([(0, "#3d5a98"), (0.35, "#e58f7b"), (0.6, "#ffcb87"), (1, "#ffe4b0")])
    clouds(canvas, rng, 6, (100, 260), "#ffd9bd", 0.45)
    sun(canvas, 930, 440, 120, "#fff3c9", "#ffbf70", 6)
    ground(canvas, crags(rng, 600, 60), [(0, "#cf8370"), (1, "#f0ad7c")])
    far = smooth([(-80, 700), (300, 640), (700, 610), (1100, 640), (1700, 560)])
    ground(canvas, far, [(0, "#e8965f"), (1, "#b5604a")])
    crest = smooth([(-80, 790), (240, 740), (640, 690), (1000, 672), (1240, 640), (1700, 700)])
    spine = smooth([(1240, 640), (1200, 730), (1300, 820), (1230, 940)])
    dune(canvas, crest, spine, [(0, "#f0a565"), (1, "#9d4b3e")], [(0, "#6a3350"), (1, "#331a3c")])
    for index, x in enumerate((330, 520, 690, 850, 1040)):
        y = min(crest, key=lambda point: abs(point[0] - x))[1]
        _runner(canvas, (x, y + 4), 0.92 + 0.05 * index, index)


def _runner(canvas: Canvas, foot: Point, size: float, phase: int) -> None:
    x, y = foot
    shade = "#2a1533"

    def limb(*joints: tuple[float, float, float]) -> None:
        """A limb through joints, each with its thickness there."""
        for (x0, y0, w0), (x1, y1, w1) in itertools.pairwise(joints):
            away = math.hypot(x1 - x0, y1 - y0)
            nx, ny = (y1 - y0) / away / 2, (x0 - x1) / away / 2
            quad = [
                (x0 + nx * w0, y0 + ny * w0),
                (x1 + nx * w1, y1 + ny * w1),
                (x1 - nx * w1, y1 - ny * w1),
                (x0 - nx * w0, y0 - ny * w0),
            ]
            canvas.fill([(x + px * size, y + py * size) for px, py in quad], shade)
        for px, py, wide in joints:
            canvas.disc(x + px * size, y + py * size, wide * size / 2, shade)

    swing = (1.0, 0.75, 1.1, 0.85, 0.95)[phase]
    limb((0, -88, 26), (34 * swing, -66, 19), (26 * swing, -28, 11), (25 * swing, -22, 8), (42 * swing, -20, 7))
    limb((-2, -88, 26), (-18 * swing, -50, 19), (-54 * swing, -44, 11), (-60 * swing, -44, 8), (-66 * swing, -30, 7))
    limb((0, -90, 27), (5, -112, 25), (10, -134, 33), (13, -146, 20), (15, -156, 12))
    limb((4, -140, 14), (-24 * swing, -122, 11), (-10 * swing, -102, 8))
    limb((17, -140, 14), (36 * swing, -116, 11), (58 * swing, -132, 8))
    canvas.oval(x + 18 * size, y - 168 * size, 11.5 * size, 14.5 * size, shade)


SCENES = {"stadium": stadium, "arena": arena, "goal": goal, "trophy": trophy, "runners": runners}
