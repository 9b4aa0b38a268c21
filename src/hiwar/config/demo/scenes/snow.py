"""First snow on a mountain village at dusk, the windows already lit."""

from __future__ import annotations

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance, person
from hiwar.config.demo.scenes.palette import HONEY, INK, POMEGRANATE, TEAL

SNOW = "#f4f6f3"
# The skyline, and those of its slopes that fall to the right, away from the light.
RIDGE_LEFT = ((-40, 470), (150, 330), (260, 370), (430, 210), (560, 330), (690, 270))
RIDGE_RIGHT = ((930, 90), (1090, 250), (1210, 190), (1420, 330), (1660, 250))
SHADED = (((150, 330), (260, 370)), ((430, 210), (560, 330)), ((930, 90), (1090, 250)), ((1210, 190), (1420, 330)))
FAR_CEDARS = ((60, 560, 120), (130, 552, 150), (210, 548, 110), (1500, 500, 150), (1570, 492, 190), (1430, 512, 110))


def snow() -> Canvas:
    """First snow on a mountain village at dusk, the windows already lit."""
    c = Canvas(Fade(((0, "#2d4a66"), (0.3, "#6f8ea3"), (0.5, "#d6c9c4"), (0.6, "#f0d3b8"), (1, "#f0d3b8"))))
    c.glow((520, 420), 520, "#ffe3c0", 0.6)
    _peaks(c)
    c.hill([(-40, 540), (260, 500), (560, 540), (900, 470), (1240, 500), (1640, 430)], fade("#c9d6de", "#a4b8c8"))
    for x, y, h in FAR_CEDARS:
        _cedar(c, (x, y), h)
    c.hill([(-40, 640), (300, 590), (760, 560), (1160, 580), (1640, 560)], fade("#dfe6ea", "#bccbd7"))
    for row, (y, seed) in enumerate(((600, 3), (652, 11), (716, 23))):
        _houses(c, y, 0.72 + row * 0.2, seed)
    c.hill([(-40, 770), (360, 742), (820, 776), (1200, 748), (1640, 776)], fade(SNOW, "#c3d1dc"))
    _path(c)
    for x, y, h in ((96, 850, 300), (240, 812, 190), (1380, 820, 230), (1520, 870, 340)):
        _cedar(c, (x, y), h)
    person(c, (770, 822), 120, 0, stride=0.04)
    person(c, (838, 826), 84, 4, stride=0.04)
    _flakes(c)
    return c


def _peaks(c: Canvas) -> None:
    c.poly([(-40, 700), *RIDGE_LEFT, *RIDGE_RIGHT, (1660, 700)], fade("#eef2f2", "#c8d5de"))
    for top, foot in SHADED:
        dx, dy = foot[0] - top[0], foot[1] - top[1]
        spur = [(top[0] + dx * a, top[1] + dy * b) for a, b in ((0.5, 2.3), (0.62, 1.2), (0.12, 0.9))]
        c.poly([top, foot, (foot[0] + dx * 0.7, foot[1] + dy * 1.6), *spur], fade("#8fa9bf", "#b9cad6"))
    dice = chance(6)
    for _ in range(60):
        x, y = dice.uniform(100, 1560), dice.uniform(340, 480)
        c.line([(x, y), (x + dice.uniform(6, 18), y + dice.uniform(12, 40))], 3, "#7d95a8", 0.4)


def _houses(c: Canvas, y: float, s: float, seed: int) -> None:
    dice = chance(seed)
    x = dice.uniform(250, 330)
    while x < 1330:
        wide, tall = dice.uniform(92, 150) * s, dice.uniform(70, 120) * s
        base = y + dice.uniform(-12, 18)
        wall = dice.choice(("#c9a98a", "#b89679", "#d8bd9c", "#a98770"))
        c.rect((x, base - tall, wide, tall), fade(wall, mix(wall, "#54586b", 0.45), sideways=True))
        for k in range(int(wide // (34 * s))):
            for floor in range(2 if tall > 95 * s else 1):
                _window(c, (x + (14 + k * 34) * s, base - tall + (20 + floor * 42) * s), s, dice.random() < 0.72)
        door = dice.choice(("#5b3a30", TEAL, POMEGRANATE))
        c.rect((x + wide * 0.5 - 9 * s, base - 34 * s, 18 * s, 34 * s), door, radius=2)
        c.oval((x + wide * 0.5, base + 3, wide * 0.58, 9 * s), fade("#f4f6f3", "#cfdbe4"))
        if dice.random() < 0.5:
            _pitched(c, (x, base - tall), wide, s)
        else:
            c.rect((x - 5 * s, base - tall - 13 * s, wide + 10 * s, 20 * s), fade("#ffffff", "#d3dee6"), radius=9 * s)
        if dice.random() < 0.5:
            _smoke(c, x + wide * 0.7, base - tall - 14 * s, s)
        x += wide + dice.uniform(-10, 60) * s


def _pitched(c: Canvas, corner: Point, wide: float, s: float) -> None:
    x, y = corner
    middle, right = x + wide * 0.5, x + wide
    c.poly([(x - 10 * s, y + 4), (middle, y - 52 * s), (right + 10 * s, y + 4)], "#9a4a3a")
    upper = [(x - 14 * s, y + 2), (middle, y - 62 * s), (right + 14 * s, y + 2)]
    lower = [(x + wide * 0.6, y - 26 * s), (x + wide * 0.4, y - 18 * s), upper[0]]
    c.poly(smooth([*upper, *lower], 4), fade("#ffffff", "#d9e3ea"))


def _window(c: Canvas, corner: Point, s: float, lit: bool) -> None:
    x, y = corner
    if lit:
        c.glow((x + 8 * s, y + 12 * s), 40 * s, "#ffcf80", 0.7)
    c.rect((x, y, 17 * s, 25 * s), fade("#ffe9b4", HONEY) if lit else "#3e5467", radius=2)
    c.rect((x - 3 * s, y + 25 * s, 23 * s, 5 * s), SNOW, radius=2)
    c.rect((x + 7.5 * s, y, 2 * s, 25 * s), "#6a4a38", 0.8)


def _smoke(c: Canvas, x: float, y: float, s: float) -> None:
    c.rect((x - 7 * s, y - 44 * s, 16 * s, 52 * s), "#8a6a58")
    c.rect((x - 10 * s, y - 50 * s, 22 * s, 9 * s), SNOW, radius=4)
    for k in range(10):
        c.dot(x + k * 6 + k * k * 0.7, y - 62 * s - k * 13, 7 + k * 2.6, "#f2ebe6", 0.3 - k * 0.024)


def _cedar(c: Canvas, feet: Point, h: float) -> None:
    x, y = feet
    c.oval((x + 0.04 * h, y, 0.3 * h, 0.035 * h), "#7f97ac", 0.5)
    c.rect((x - 0.025 * h, y - 0.2 * h, 0.05 * h, 0.2 * h), "#4a3a30")
    for tier in range(5):
        top, half = y - h * (0.28 + tier * 0.15), h * (0.34 - tier * 0.058)
        foot = top + 0.17 * h
        bough = [(x - half, foot), (x, top - 0.08 * h), (x + half, foot), (x, foot - 0.03 * h)]
        c.poly(bough, fade("#2c5a52", "#173c3d"))
        drift = ((-0.4, 0.02), (0, -0.09), (0.34, 0.03), (0.2, 0.06), (-0.1, 0.045), (-0.4, 0.1))
        lain = [(x + half * dx, top + h * dy) for dx, dy in drift]
        c.poly([(x - half, foot - 1), *lain], fade("#ffffff", "#d5e0e8"))


def _path(c: Canvas) -> None:
    left = smooth([(640, 900), (720, 840), (800, 800), (790, 766)])
    right = smooth([(830, 766), (870, 804), (880, 850), (960, 900)])
    c.poly([*left, *right], fade("#d5dfe6", "#b7c7d4"))
    dice = chance(9)
    for k in range(16):
        y = 776 + k * 8
        c.oval((806 + (k % 2) * 18 + dice.uniform(-3, 3), y, 4 + k * 0.4, 2 + k * 0.15), "#8fa6ba", 0.7)
    for x in (580, 1050):
        c.glow((x + 3, 664), 120, "#ffd894", 0.8)
        c.glow((x, 840), 150, "#ffd894", 0.5, flat=0.2)
        c.rect((x, 680, 6, 158), INK)
        c.poly([(x - 11, 648), (x + 17, 648), (x + 12, 682), (x - 6, 682)], fade("#fff3cf", HONEY))
        c.oval((x + 3, 646, 20, 8), SNOW)
    c.rect((1090, 800, 84, 12), POMEGRANATE, radius=3)
    for x in (1098, 1158):
        c.rect((x, 810, 7, 26), INK)
    c.rect((1086, 790, 92, 14), SNOW, radius=7)


def _flakes(c: Canvas) -> None:
    dice = chance(41)
    for _ in range(520):
        r = dice.choice((1.4, 1.8, 2.4, 3.4))
        c.dot(dice.uniform(0, WIDTH), dice.uniform(0, 900), r, "#ffffff", dice.uniform(0.45, 0.95))
    for _ in range(22):
        c.glow((dice.uniform(0, WIDTH), dice.uniform(0, 900)), dice.uniform(12, 24), "#ffffff", 0.8)
