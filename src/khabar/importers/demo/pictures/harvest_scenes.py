"""Pictures of what land and sea give: wheat, dates, boats on a fishing beach."""

import math
from random import Random

from khabar.importers.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, box, circle, diamond, smooth
from khabar.importers.demo.pictures.colour import mix
from khabar.importers.demo.pictures.nature import birds, clouds, crown, frond, glitter, ground, ridge, ripples, sun


def wheat(canvas: Canvas, rng: Random) -> None:
    """Ripe ears of wheat before a field, hills and a lone tree."""
    canvas.wash([(0, "#6fb2d4"), (0.35, "#f0dcb4"), (0.55, "#ffd592"), (1, "#ffd592")])
    sun(canvas, 380, 330, 66, "#fffbe0", "#ffe2a0")
    clouds(canvas, rng, 7, (90, 240), "#fff8ec", 0.65)
    ground(canvas, ridge(rng, 470, 36), [(0, "#a9a889"), (1, "#d9c08a")])
    ground(canvas, ridge(rng, 530, 20), [(0, "#b5b070"), (1, "#dcb45f")])
    _lone_tree(canvas, rng, (1220, 536))
    canvas.haze(430, 620, "#ffe6b0", (0, 0.4, 0.3, 0))
    canvas.shade(box(-10, 560, WIDTH + 10, HEIGHT), [(0, "#eec368"), (0.4, "#d9a03f"), (1, "#8a5a22")])
    for layer in range(6):
        share = layer / 5
        for _ in range(round(150 - 84 * share)):
            foot = (rng.uniform(-30, WIDTH + 30), 630 + 330 * share)
            tone = mix("#efc76e", "#bf7f28", share * rng.uniform(0.4, 1))
            _ear(canvas, rng, foot, (60 + 190 * share) * rng.uniform(0.8, 1.15), tone)
    for _ in range(26):
        x = rng.choice((rng.gauss(60, 130), rng.gauss(1480, 150), rng.uniform(0, WIDTH)))
        high = 330 + 300 * min(1.0, abs(x - 760) / 760) ** 1.5
        _ear(canvas, rng, (x, 960), high * rng.uniform(0.8, 1.1), mix("#f3cf78", "#c98a2f", rng.random()))


def _ear(canvas: Canvas, rng: Random, foot: Point, high: float, tone: str) -> None:
    x, y = foot
    lean = high * rng.uniform(0.05, 0.24)
    stem = smooth([(x, y), (x + lean * 0.25, y - high * 0.5), (x + lean, y - high * 0.86)], 5)
    canvas.line(stem, mix(tone, "#7d5a1f", 0.3), max(1.0, high * 0.011))
    size = high * 0.032
    top = stem[-1]
    for index in range(7):
        centre = (top[0] + index * size * 0.55, top[1] - index * size * 1.35)
        shade = mix(tone, "#fff0b8" if index % 2 else "#9a6420", 0.25)
        for side in (-1, 1):
            tip = (centre[0] + side * size * 1.05 + size * 0.3, centre[1] - size * 1.7)
            canvas.fill(
                [
                    centre,
                    (centre[0] + side * size * 1.25, centre[1] - size * 0.6),
                    tip,
                    (centre[0] + size * 0.2, centre[1] - size * 1.2),
                ],
                shade,
            )
            if high > 150:
                canvas.line(
                    [tip, (tip[0] + side * size * 0.9 + size, tip[1] - size * 4.2)],
                    mix(tone, "#fff4c8", 0.4),
                    max(0.8, high * 0.004),
                )


def _lone_tree(canvas: Canvas, rng: Random, foot: Point) -> None:
    x, y = foot
    canvas.line([(x, y), (x + 4, y - 70)], "#5b4a34", 13)
    crown(canvas, rng, (x, y - 112), (66, 46), ("#4f6f3f", "#6f8f4a", "#9aae62"))


def dates(canvas: Canvas, rng: Random) -> None:
    """Heavy clusters of dates under palm leaves."""
    canvas.wash([(0, "#bfe0c4"), (0.5, "#f3eab8"), (1, "#e2b968")])
    canvas.glow(1120, 240, 760, "#fffbe0", 0.9)
    for _ in range(34):
        canvas.glow(
            rng.uniform(0, WIDTH),
            rng.uniform(0, HEIGHT),
            rng.uniform(40, 120),
            rng.choice(("#8fb56a", "#fff3c0", "#d9c878")),
            0.3,
        )
    for index in range(20):
        angle = math.pi * (1.3 - 1.6 * index / 19)
        frond(canvas, (800, 40), angle, rng.uniform(760, 980), mix("#8fb070", "#c9cf8a", rng.random()))
    for index in range(15):
        angle = math.pi * (1.42 - 1.84 * index / 14)
        frond(canvas, (800, 10), angle, rng.uniform(640, 900), mix("#2a6b45", "#5f9a4f", rng.random()))
    for x, y, size, tone in ((430, 150, 0.82, "#c9822f"), (1170, 140, 0.9, "#b5622a"), (800, 170, 1.18, "#a8501f")):
        _cluster(canvas, rng, (x, y), size, tone)
    for index in range(5):
        frond(
            canvas,
            (800, -30),
            math.pi * (0.92 - 0.84 * index / 4) + math.pi * 0.04,
            rng.uniform(520, 640),
            mix("#1d5238", "#3f7d48", rng.random()),
        )
    canvas.shade([(690, -10), (910, -10), (860, 130), (740, 130)], [(0, "#4a3424"), (1, "#7d5a38")])


def _cluster(canvas: Canvas, rng: Random, at: Point, size: float, tone: str) -> None:
    x, y = at
    canvas.line(smooth([(800, 20), ((x + 800) / 2, y - 90), (x, y)], 8), "#e0a83f", 24 * size)
    fruits = []
    for strand in range(17):
        spread = (strand - 8) / 8
        end = (x + spread * 190 * size, y + (480 - 170 * spread * spread) * size + rng.uniform(-30, 30))
        line = smooth([(x, y - 10), (x + spread * 120 * size, y + 120 * size), end], 10)
        canvas.line(line, "#e2b04a", 4 * size)
        fruits += [(px + rng.uniform(-13, 13) * size, py) for px, py in line[5::1] if rng.random() < 0.9]
    for px, py in sorted(fruits, key=lambda fruit: fruit[1]):
        _date(canvas, (px, py), 21 * size, mix(tone, rng.choice(("#f0b04a", "#5b240f")), rng.uniform(0, 0.45)))


def _date(canvas: Canvas, at: Point, size: float, tone: str) -> None:
    x, y = at
    canvas.oval(x + 2, y + 4, size * 0.74, size * 1.12, mix(tone, "#2a0f08", 0.6))
    canvas.oval(x, y, size * 0.7, size * 1.08, tone)
    canvas.oval(x - size * 0.2, y - size * 0.28, size * 0.26, size * 0.5, mix(tone, "#ffe6b0", 0.45))
    canvas.oval(x, y - size * 0.98, size * 0.36, size * 0.2, "#e8c268")


def boats(canvas: Canvas, rng: Random) -> None:
    """Painted fishing boats drawn up on a beach in the afternoon."""
    canvas.wash([(0, "#4f9fc9"), (0.4, "#cfe6e0"), (0.56, "#fbe3b8"), (1, "#fbe3b8")])
    sun(canvas, 1230, 250, 56, "#fffbe6", "#ffe9b4")
    clouds(canvas, rng, 7, (90, 260), "#ffffff", 0.65)
    canvas.wash([(0, "#7dc0c9"), (0.4, "#3f93ab"), (1, "#5fb0b4")], (0, 468, WIDTH, 680))
    glitter(canvas, rng, 1230, (472, 600), "#fffbe0", 110)
    ripples(canvas, rng, (474, 600), "#d9f0ee", 80)
    for x, size in ((180, 0.26), (420, 0.3), (700, 0.24), (940, 0.32)):
        _pirogue(canvas, (x, 512), size, ("#c9483a", "#f2c14e", "#2f8f6a")[int(x) % 3], rng)
    for row in range(3):
        wave = smooth([(x, 606 + row * 26 + rng.uniform(-8, 8)) for x in range(-80, 1760, 150)])
        canvas.line(wave, "#f6fbf6", 9 - row)
    shore = smooth([(-80, 650), (260, 672), (640, 640), (1040, 668), (1360, 644), (1700, 672)])
    ground(canvas, [(x, y - 12) for x, y in shore], [(0, "#f3f6ea"), (0.1, "#cfc09a"), (1, "#cfa56c")])
    ground(canvas, shore, [(0, "#d9bd8a"), (0.3, "#e8c88f"), (1, "#b58a55")])
    for x, y, size, tone in (
        (260, 726, 0.72, "#2f8f6a"),
        (760, 716, 0.66, "#d9483a"),
        (1270, 730, 0.74, "#2a6fa8"),
        (470, 842, 1.05, "#f2b63a"),
        (1140, 856, 1.1, "#c9483a"),
    ):
        _pirogue(canvas, (x, y), size, tone, rng)
    for x, y in ((90, 850), (820, 868), (1500, 842)):
        _fish_crate(canvas, rng, (x, y))
    birds(canvas, rng, (560, 300), 16, "#5f6f7d", 200)


def _pirogue(canvas: Canvas, at: Point, size: float, tone: str, rng: Random) -> None:
    x, y = at

    def points(*pairs: Point) -> list[Point]:
        return [(x + px * size, y + py * size) for px, py in pairs]

    canvas.tint(circle(x, y + 16 * size, 300 * size, 18 * size), "#5f4a38", 0.4)
    rail = smooth(points((-350, -150), (-250, -92), (-90, -64), (100, -64), (250, -96), (360, -170)), 8)
    keel = smooth(points((330, -132), (230, -16), (100, 16), (-110, 16), (-230, -14), (-326, -120)), 8)
    canvas.shade([*rail, *keel], [(0, mix(tone, "#ffffff", 0.25)), (0.5, tone), (1, mix(tone, "#1a1a2f", 0.45))])
    inner = smooth(points((-310, -132), (-90, -78), (100, -78), (316, -148)), 8)
    canvas.fill(
        [*inner, *smooth(points((250, -96), (100, -64), (-90, -64), (-250, -92)), 8)], mix(tone, "#1a1016", 0.6)
    )
    stripes = ("#fff6e0", "#f2c14e", "#2a6fa8", "#fff6e0")
    for index, band in enumerate(stripes):
        drop = 16 + index * 14
        line = smooth(
            points(
                (-322 + index * 9, -128 + drop * 0.9),
                (-240, -84 + drop),
                (-90, -56 + drop),
                (100, -56 + drop),
                (240, -88 + drop),
                (330 - index * 10, -146 + drop),
            ),
            8,
        )
        canvas.line(line, band if band != tone else "#ffffff", (9 if index % 2 else 5) * size)
    for index in range(-5, 6):
        height = y - (22 + 1.1 * index**2) * size
        canvas.fill(diamond(x + index * 42 * size, height, 12 * size, 12 * size), "#fff6e0")
    for prow in (-1, 1):
        tip = points((prow * 356, -160 if prow < 0 else -180))[0]
        canvas.line([tip, (tip[0] + prow * 40 * size, tip[1] - 46 * size)], mix(tone, "#1a1a2f", 0.2), 16 * size)
    if size > 0.6:
        mast = points((-30, -70), (-26, -250))
        canvas.line(mast, "#6b4a33", 8 * size)
        canvas.fill(points((-26, -250), (60, -226), (-26, -200)), rng.choice(("#f2c14e", "#2f8f6a", "#d9483a")))


def _fish_crate(canvas: Canvas, rng: Random, at: Point) -> None:
    x, y = at
    canvas.tint(circle(x + 50, y + 34, 100, 12), "#5f4a38", 0.4)
    for _ in range(18):
        fx, fy = x + rng.uniform(0, 96), y - rng.uniform(6, 26)
        tone = mix("#8fa8b8", "#dfeaf0", rng.random())
        canvas.oval(fx, fy, 20, 6, tone)
        canvas.fill([(fx - 16, fy), (fx - 28, fy - 8), (fx - 28, fy + 8)], tone)
        canvas.disc(fx + 13, fy - 1, 1.6, "#1a2230")
    canvas.rect(x - 14, y - 8, x + 114, y + 36, "#3f7fae", 4)
    for slat in (6, 20):
        canvas.rect(x - 8, y + slat - 4, x + 108, y + slat + 2, "#2a5f8a", 2)


SCENES = {"wheat": wheat, "dates": dates, "boats": boats}
