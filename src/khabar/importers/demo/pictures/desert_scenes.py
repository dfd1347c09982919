"""Pictures of deserts, oases, wetlands and the river."""

from random import Random

from khabar.importers.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, Points, box, circle, smooth
from khabar.importers.demo.pictures.colour import mix
from khabar.importers.demo.pictures.nature import (
    birds,
    clouds,
    crags,
    dune,
    glitter,
    ground,
    palm,
    ridge,
    ripples,
    sun,
)


def dunes(canvas: Canvas, rng: Random) -> None:
    """Dunes at dusk, one behind the other, with a small caravan on a crest."""
    canvas.wash([(0, "#3b3467"), (0.35, "#a8577a"), (0.6, "#f29a6b"), (1, "#ffd9a0")])
    clouds(canvas, rng, 6, (130, 300), "#ffc29a", 0.35)
    sun(canvas, 1130, 430, 62, "#fff0c4", "#ffb36b")
    ground(canvas, crags(rng, 500, 70), [(0, "#c77a72"), (1, "#e3a07c")])
    canvas.haze(420, 620, "#ffcf9b", (0, 0.5, 0.55, 0))
    far = smooth([(-80, 590), (200, 560), (520, 505), (760, 560), (1080, 540), (1390, 486), (1700, 560)])
    spine = smooth([(520, 505), (500, 560), (590, 620), (520, 760)])
    dune(canvas, far, spine, [(0, "#f4b478"), (1, "#c77b55")], [(0, "#c2766a"), (1, "#9a5560")])
    canvas.haze(480, 700, "#ffcf9b", (0, 0.3, 0.3, 0))
    near = smooth([(-80, 742), (240, 712), (560, 648), (820, 590), (1080, 652), (1380, 700), (1700, 690)])
    spine = smooth([(820, 590), (770, 650), (880, 730), (760, 820), (800, 940)])
    dune(canvas, near, spine, [(0, "#f6b672"), (1, "#b96244")], [(0, "#8f4a58"), (1, "#57294a")])
    for index in range(5):
        _camel(canvas, (900 + index * 46, 618 + index * 17.5), 0.62, "#4a2438")
    front = smooth([(-80, 860), (300, 880), (760, 868), (1180, 790), (1420, 812), (1700, 780)])
    spine = smooth([(1180, 790), (1150, 830), (1230, 870), (1180, 940)])
    dune(canvas, front, spine, [(0, "#d98a55"), (1, "#7d3f3d")], [(0, "#5b2a44"), (1, "#3c1c36")])


def _camel(canvas: Canvas, foot: Point, size: float, colour: str) -> None:
    x, y = foot
    body = [(-22, -34), (-14, -44), (-6, -40), (0, -52), (8, -40), (16, -42), (22, -32), (18, -22), (-18, -22)]
    canvas.fill([(x + px * size, y + py * size) for px, py in smooth(body, 5)], colour)
    for leg in (-17, -11, 12, 18):
        canvas.line([(x + leg * size, y - 26 * size), (x + leg * 1.05 * size, y + 3 * size)], colour, 3.6 * size)
    neck = smooth([(20, -34), (30, -34), (34, -48), (36, -56)], 5)
    canvas.line([(x + px * size, y + py * size) for px, py in neck], colour, 6 * size)
    canvas.oval(x + 41 * size, y - 57 * size, 8 * size, 4 * size, colour)


def oasis(canvas: Canvas, rng: Random) -> None:
    """A palm grove round a still pool, its picture in the water."""
    canvas.wash([(0, "#7fc4cf"), (0.4, "#d9ead2"), (0.62, "#fbe6b6"), (1, "#f5cf95")])
    sun(canvas, 420, 250, 46, "#fffbe2", "#fff0b8")
    ground(canvas, crags(rng, 430, 60), [(0, "#dcb48c"), (1, "#e8c99a")])
    line = smooth([(-60, 500), (380, 470), (800, 496), (1240, 462), (1660, 500)])
    ground(canvas, line, [(0, "#f0cf94"), (1, "#d9a868")])
    for index in range(26):
        x = 40 + index * 62 + rng.uniform(-18, 18)
        palm(canvas, rng, (x, 590), rng.uniform(130, 190), "#7d6a4c", "#5d8f60")
    canvas.haze(440, 600, "#fbe8bf", (0, 0.25, 0.35, 0.1))
    canvas.shade(box(0, 572, WIDTH, 604), [(0, "#4f7d4b"), (1, "#33603f")])
    for index in range(11):
        x = rng.uniform(0, 560) if index % 2 else rng.uniform(980, 1600)
        palm(canvas, rng, (x, 608), rng.uniform(250, 390), "#6a4f36", "#2f7350")
    canvas.mirror(604, HEIGHT, 0.8)
    canvas.haze(604, HEIGHT, "#1f5f6c", (0.35, 0.5, 0.66, 0.8))
    ripples(canvas, rng, (612, 890), "#d8f0dc", 120)
    _reeds(canvas, rng, "#1d4a38")


def _reeds(canvas: Canvas, rng: Random, colour: str) -> None:
    for _ in range(150):
        x = rng.choice((rng.uniform(-20, 300), rng.uniform(1330, 1620)))
        height, lean = rng.uniform(60, 170), rng.uniform(-26, 26)
        blade = smooth([(x, 910), (x + lean * 0.3, 905 - height * 0.6), (x + lean, 905 - height)], 5)
        canvas.line(blade, mix(colour, "#86b46a", rng.uniform(0, 0.45)), rng.uniform(2, 5))


def channel(canvas: Canvas, rng: Random) -> None:
    """A water channel that runs between palm trunks towards the light."""
    canvas.wash([(0, "#e9f0c4"), (0.5, "#f8e2a0"), (1, "#caa35a")])
    canvas.glow(800, 430, 700, "#fffbe0", 0.9)
    canvas.shade(box(0, 470, WIDTH, HEIGHT), [(0, "#a9b765"), (0.4, "#71924f"), (1, "#3d5f38")])
    for depth in range(6):
        share = (depth + 0.5) / 6
        tone = mix("#c9c17c", "#3f3526", share**0.8)
        leaf = mix("#b9c97e", "#1f4d33", share**0.8)
        foot, height = 480 + 330 * share**1.7, 230 + 720 * share**1.6
        for side in (-1, 1):
            x = 800 + side * (110 + 640 * share**1.5) + rng.uniform(-12, 12)
            canvas.tint(circle(x, foot, height * 0.2, height * 0.03), "#1f3d26", 0.4)
            palm(canvas, rng, (x, foot), height, tone, leaf)
            _tuft(canvas, rng, (x, foot + height * 0.02), height * 0.1, mix("#a9b765", "#35603a", share))
        canvas.haze(330, 620, "#fbf0bd", (0, 0.3 - 0.05 * depth, 0.3 - 0.05 * depth, 0))
    _water(canvas, rng)
    for index in range(5):
        x = 120 + index * 330
        canvas.blur([[(x, -20), (x + 70, -20), (x + 300, 900), (x + 120, 900)]], "#fff4c0", 26, 0.20)


def _tuft(canvas: Canvas, rng: Random, at: Point, size: float, colour: str) -> None:
    for _ in range(14):
        x, lean = at[0] + rng.uniform(-1, 1) * size, rng.uniform(-0.5, 0.5) * size
        tip = (x + lean, at[1] - size * rng.uniform(0.5, 1.2))
        canvas.fill(
            [(x - size * 0.09, at[1]), tip, (x + size * 0.09, at[1])], mix(colour, "#dfe59a", rng.random() * 0.4)
        )


def _water(canvas: Canvas, rng: Random) -> None:
    left = smooth([(786, 478), (760, 560), (690, 700), (520, 920)])
    right = smooth([(814, 478), (850, 560), (900, 700), (1010, 920)])
    canvas.fill(
        [*[(x - 12 - (y - 478) * 0.13, y) for x, y in left], *[(x + 12 + (y - 478) * 0.13, y) for x, y in right[::-1]]],
        "#8a6f47",
    )
    canvas.shade([*left, *right[::-1]], [(0, "#fdf3c2"), (0.3, "#a9cfa6"), (1, "#2f7d86")])
    for _ in range(60):
        share = rng.random()
        y = 500 + 390 * share
        centre, half = 800 - 40 * share + rng.uniform(-1, 1) * (10 + 110 * share), 6 + 34 * share
        canvas.tint(circle(centre, y, half, 1 + 3 * share, 10), "#fffbe0", 0.5)


def felucca(canvas: Canvas, rng: Random) -> None:
    """Two sailing boats on the Nile in the mist of early morning."""
    canvas.wash([(0, "#9cc3cf"), (0.45, "#f3dcc3"), (0.66, "#f8c9a0"), (1, "#f8c9a0")])
    sun(canvas, 1120, 330, 52, "#fff7da", "#ffdca0")
    ground(canvas, crags(rng, 470, 90), [(0, "#d5b3a4"), (1, "#ecc6a3")])
    for index in range(34):
        palm(canvas, rng, (index * 50 + rng.uniform(-16, 16), 566), rng.uniform(60, 120), "#a58d7a", "#8aa287")
    canvas.haze(400, 600, "#f8dcbf", (0, 0.4, 0.8, 0.5))
    canvas.shade(box(0, 556, WIDTH, 572), [(0, "#8f9f7e"), (1, "#a89a78")])
    canvas.wash([(0, "#f3c9a0"), (0.35, "#c7bfae"), (1, "#4f8797")], (0, 570, WIDTH, HEIGHT))
    glitter(canvas, rng, 1120, (574, 880), "#fff3cf")
    ripples(canvas, rng, (580, 890), "#eaf3ee", 110)
    canvas.haze(530, 640, "#fae3c8", (0, 0.75, 0.6, 0))
    _boat(canvas, (1290, 640), 0.5, "#f5e3cd", "#8f7268")
    _boat(canvas, (560, 770), 1.15, "#fffaf0", "#5a3a33")


def _boat(canvas: Canvas, at: Point, size: float, sail: str, hull: str) -> None:
    x, y = at

    def points(*pairs: Point) -> list[Point]:
        return [(x + px * size, y + py * size) for px, py in pairs]

    canvas.tint(circle(x, y + 26 * size, 190 * size, 16 * size), "#274f5e", 0.42)
    canvas.tint(points((-20, 30), (150, 30), (30, 190)), sail, 0.22)
    canvas.line(points((-30, 0), (-18, -250)), mix(hull, "#000000", 0.1), 9 * size)
    canvas.line(points((-110, -60), (150, -470)), mix(hull, "#000000", 0.2), 6 * size)
    belly = smooth(points((150, -470), (190, -250), (150, -44)), 10)
    canvas.shade([*points((-106, -62)), *belly], [(0, sail), (1, mix(sail, "#d79f74", 0.45))])
    for share in (0.3, 0.55, 0.8):
        start = points((150 - 258 * share, -470 + 408 * share))[0]
        canvas.line([start, (x + 172 * size - 20 * share * size, y - (330 - 300 * share) * size)], "#e2c6a6", 2 * size)
    deck = smooth(points((-200, -22), (-90, -6), (60, -6), (190, -34)), 6)
    keel = smooth(points((176, 4), (90, 30), (-90, 32), (-186, 4)), 6)
    canvas.shade([*deck, *keel], [(0, mix(hull, "#ffffff", 0.22)), (1, hull)])
    canvas.line(deck, "#f2d9a8", 6 * size)
    canvas.disc(x - 96 * size, y - 36 * size, 12 * size, "#6b4436")
    canvas.fill(points((-118, -4), (-112, -28), (-84, -28), (-74, -4)), "#e9edf0")


def sandstorm(canvas: Canvas, rng: Random) -> None:
    """A wall of dust that rolls over a plain towards a single tree."""
    canvas.wash([(0, "#c9b48d"), (0.5, "#e8cfa0"), (1, "#d8ae72")])
    sun(canvas, 300, 210, 40, "#fff6da", "#fbe6b4")
    for layer in range(5):
        _dust_wall(canvas, rng, layer, mix("#dcb076", "#8d552e", layer / 4))
    canvas.wash([(0, "#c08c50"), (1, "#8a5a30")], (0, 684, WIDTH, HEIGHT))
    canvas.haze(600, 760, "#c99458", (0, 0.75, 0.5, 0))
    for _ in range(130):
        x, y = rng.uniform(0, WIDTH), rng.uniform(700, 895)
        canvas.tint(circle(x, y, rng.uniform(20, 120), 1.6, 8), rng.choice(("#f0cd92", "#5f3a20")), 0.28)
    _acacia(canvas, (330, 770))


def _dust_wall(canvas: Canvas, rng: Random, layer: int, tone: str) -> None:
    start = 440 + 105 * layer
    body: list[Points] = [[(start + 40, 720), (start + 420, 430), (1700, 190 + 90 * layer), (1700, 720)]]
    lit: list[Points] = []
    dim: list[Points] = []
    for step in range(15):
        x = start + step * (1660 - start) / 14 + rng.uniform(-20, 20)
        y = 690 - (x - start) * (0.40 - 0.035 * layer) + rng.uniform(-24, 24)
        size = rng.uniform(38, 60) + (x - start) * 0.05
        body.append(circle(x, y, size, size * 0.92))
        lit.append(circle(x - size * 0.25, y - size * 0.42, size * 0.55, size * 0.4))
        dim.append(circle(x + size * 0.5, y + size * 1.1, size, size * 0.6))
    canvas.blur(body, tone, 9, 0.9)
    canvas.blur(dim, mix(tone, "#4d2c18", 0.45), 24, 0.5)
    canvas.blur(lit, mix(tone, "#ffe6b8", 0.5), 12, 0.5)


def _acacia(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.tint(circle(x - 90, y + 4, 170, 12), "#4d2e1b", 0.4)
    canvas.line(smooth([(x, y), (x + 6, y - 70), (x - 20, y - 150)]), "#4a2f20", 17)
    for tip in ((-120, -185), (-60, -210), (30, -215), (110, -190)):
        canvas.line(smooth([(x - 4, y - 80), (x + tip[0] * 0.4, y - 150), (x + tip[0], y + tip[1])]), "#4a2f20", 7)
    for cx, cy, across in ((-110, -190, 92), (-20, -222, 120), (90, -198, 104)):
        canvas.oval(x + cx, y + cy, across, 24, "#5a6038")
        canvas.oval(x + cx - 8, y + cy - 9, across * 0.85, 14, "#7d8350")


def wetland(canvas: Canvas, rng: Random) -> None:
    """Flamingos in a shallow lagoon at sunrise."""
    canvas.wash([(0, "#7fa9c9"), (0.38, "#f0c3c0"), (0.58, "#ffdcb8"), (1, "#ffdcb8")])
    clouds(canvas, rng, 8, (120, 300), "#fff0e4", 0.5)
    sun(canvas, 520, 420, 48, "#fff6dc", "#ffc9a4")
    ground(canvas, ridge(rng, 500, 10), [(0, "#9d93a8"), (1, "#c9a7a6")])
    canvas.wash([(0, "#ffd7ba"), (0.3, "#e7b3b6"), (1, "#5f86a6")], (0, 520, WIDTH, HEIGHT))
    glitter(canvas, rng, 520, (524, 880), "#fff2d8", 150)
    ripples(canvas, rng, (530, 890), "#fff0ea", 130)
    birds(canvas, rng, (1150, 230), 16, "#8b5f74", 130)
    flock = sorted((rng.uniform(560, 850), rng.uniform(60, 1540)) for _ in range(20))
    for y, x in flock:
        _flamingo(canvas, (x, y), 0.35 + (y - 560) / 330, rng.choice((-1, 1)), rng.random())


def _flamingo(canvas: Canvas, foot: Point, size: float, way: int, mood: float) -> None:
    x, y = foot

    def points(*pairs: Point) -> list[Point]:
        return [(x + way * px * size, y + py * size) for px, py in pairs]

    tone = mix("#f58aa0", "#ffc2c0", mood * 0.8)
    dark = mix(tone, "#8a3050", 0.35)
    canvas.tint(circle(x, y + 3 * size, 34 * size, 4 * size), "#5b5f86", 0.4)
    canvas.tint(circle(x, y + 40 * size, 16 * size, 34 * size), tone, 0.25)
    canvas.line(points((-4, -70), (-6, 0)), dark, 3.4 * size)
    canvas.line(points((6, -70), (12, -36), (5, 0)), dark, 3.4 * size)
    if mood < 0.35:
        neck = smooth(points((24, -92), (48, -80), (44, -40), (58, -14)), 8)
    else:
        neck = smooth(points((24, -92), (48, -104), (34, -140), (52, -168), (66, -160)), 8)
    canvas.line(neck, tone, 8.5 * size)
    end = neck[-1]
    canvas.disc(end[0], end[1], 8 * size, tone)
    canvas.line([end, (end[0] + way * 13 * size, end[1] + 9 * size)], "#3b2a3a", 6 * size)
    body = smooth(points((-46, -76), (-24, -106), (16, -108), (34, -90), (14, -68), (-20, -66), (-46, -76)), 6)
    canvas.shade(body, [(0, mix(tone, "#ffffff", 0.35)), (1, tone)])
    canvas.fill(smooth(points((-52, -72), (-20, -94), (14, -90), (-12, -72)), 5), dark)


SCENES = {
    "dunes": dunes,
    "oasis": oasis,
    "channel": channel,
    "felucca": felucca,
    "sandstorm": sandstorm,
    "wetland": wetland,
}
