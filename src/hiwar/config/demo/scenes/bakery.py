"""A bakery before dawn: fire in the brick oven, loaves on the shelves, the baker with her peel."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, Point, arch, fade, mix, smooth
from hiwar.config.demo.scenes.figures import around, chance, person
from hiwar.config.demo.scenes.palette import CREAM, HONEY, INK, OCHRE, POMEGRANATE, TEAL

# From the outer flames to the heart of the fire: color, size, how much covers.
FLAMES = (("#e2571f", 1.0, 0.9), ("#f58a2c", 0.76, 0.95), ("#ffc451", 0.52, 1.0), ("#fff1b8", 0.28, 1.0))
CRUSTS = ("#c98138", "#b96f2c", "#d7994b", "#a95f27")


def bakery() -> Canvas:
    """A bakery before dawn: fire in the brick oven, loaves on the shelves, the baker with her peel."""
    c = Canvas(fade("#3a2a2c", "#5c3f34", "#6f4a38"))
    c.glow((760, 520), 900, "#ff9d4d", 0.6)
    _shelves(c, 50, 400, 2)
    _shelves(c, 1170, 400, 7)
    _oven(c, 760, 640)
    c.rect((0, 700, WIDTH, 200), fade("#7a4b35", "#3b2420"))
    for k in range(-9, 10):
        c.line([(760 + k * 110, 700), (760 + k * 230, 900)], 2, "#2a1816", 0.4)
    for y in (730, 776, 842):
        c.line([(0, y), (WIDTH, y)], 2, "#2a1816", 0.4)
    c.glow((760, 720), 520, "#ffae5e", 0.7, flat=0.24)
    _baker(c, 1040, 838)
    _baskets(c)
    _lamp(c, 250)
    _lamp(c, 1370)
    return c


def _oven(c: Canvas, x: float, y: float) -> None:
    c.poly(arch(x - 290, y - 500, 580, y + 64), fade("#a3604a", "#7d4438"))
    dice = chance(4)
    for row in range(14):
        for column in range(9):
            bx, by = x - 300 + column * 70 + (row % 2) * 35, y - 480 + row * 39
            if math.hypot(bx + 32 - x, min(0.0, by - (y - 210))) < 262 and by < y + 30:
                c.rect((bx, by, 64, 33), mix("#b36c52", "#6d3a30", dice.random()), 0.9, radius=4)
    c.rect((x - 330, y + 40, 660, 34), fade("#d8b98d", "#9a7355"), radius=4)
    steps = 15
    for i in range(steps):
        a, b = math.pi * (i + 0.08) / steps, math.pi * (i + 0.92) / steps
        ring = [(-math.cos(t) * r, -math.sin(t) * r) for t, r in ((a, 166), (a, 212), (b, 212), (b, 166))]
        c.poly([(x + px, y - 110 + py) for px, py in ring], mix("#d79a72", "#b8714f", dice.random()))
    for k in range(4):
        for side in (-212, 166):
            c.rect((x + side, y - 108 + k * 37, 46, 34), mix("#d79a72", "#b8714f", dice.random()))
    c.poly(arch(x - 162, y - 272, 324, y + 40), fade("#3a1512", "#7d2a16", "#d2622a"))
    c.glow((x, y - 30), 210, "#ffb35c", 0.9, flat=0.9)
    _fire(c, x - 10, y + 30)
    chimney = around((x, y), 1, (-36, -500), (-30, -600), (-44, -660), (44, -660), (30, -600), (36, -500))
    c.poly(smooth(chimney), "#7d4438")


def _fire(c: Canvas, x: float, y: float) -> None:
    for tilt in (-1, 1):
        c.line([(x - 96 * tilt, y - 4), (x + 86 * tilt, y - 30)], 22, "#4a2418")
        c.dot(x + 86 * tilt, y - 30, 10, "#b96f3a")
    for tone, size, share in FLAMES:
        for dx, tall, lean in ((-78, 120, 10), (-26, 190, -14), (34, 160, 16), (84, 104, -8)):
            h, w = tall * size, 46 * size
            left = [(-0.5 * w, 2), (-w, -0.3 * h), (-0.3 * w, -0.66 * h)]
            right = [(0.36 * w, -0.56 * h), (w, -0.26 * h), (0.5 * w, 2)]
            flame = around((x + dx, y - 14), 1, *left, (lean * size, -h), *right)
            c.poly(smooth(flame), tone, share)
    dice = chance(9)
    for _ in range(40):
        c.dot(x + dice.gauss(0, 66), y - dice.uniform(60, 250), dice.uniform(1, 2.6), "#ffd98a", 0.8)


def _shelves(c: Canvas, x: float, wide: float, seed: int) -> None:
    dice = chance(seed)
    c.rect((x, 150, wide, 552), fade("#4a2f26", "#3a231e"))
    for row in range(4):
        y = 272 + row * 132
        left = x + 36
        kind = (row + seed) % 3
        while left < x + wide - 34:
            size = (46, 34, 40)[kind]
            _loaf(c, (left, y), size, kind, dice.choice(CRUSTS))
            left += size * (1.9, 1.24, 2.0)[kind]
        c.rect((x - 8, y, wide + 16, 18), fade("#a8703f", "#6b4027"), radius=3)
        c.rect((x, y + 18, wide, 12), INK, 0.25)
    for side in (x - 10, x + wide - 8):
        c.rect((side, 140, 18, 564), fade("#8f5c36", "#5b3722"))


def _loaf(c: Canvas, foot: Point, size: float, kind: int, crust: str) -> None:
    """Draw a round loaf with a cross, a tin loaf on end, or a stack of flat breads."""
    x, y = foot
    paint = fade(mix(crust, "#ffe7b4", 0.45), crust, mix(crust, INK, 0.35))
    if kind == 0:
        c.poly(smooth(around(foot, size, (-1, 0), (-0.86, -0.66), (0, -1), (0.86, -0.66), (1, 0))), paint)
        for way in (-1, 1):
            c.line(smooth(around(foot, size, (-0.4 * way, -0.86), (0, -0.66), (0.44 * way, -0.42))), 4.5, "#f6deae")
    elif kind == 1:
        c.rect((x - size * 0.56, y - size * 2.5, size * 1.12, size * 2.5), paint, radius=size * 0.5)
        for k in range(4):
            c.line(around(foot, size, (-0.32, -0.5 - k / 2), (0.32, -0.74 - k / 2)), 5, "#f3d9a6")
    else:
        for k in range(6):
            c.oval((x + (k % 2) * 3, y - 7 - k * 12, size * 0.96, 9), fade("#f4d6a0", mix(crust, "#ffe7b4", 0.2)))
            c.oval((x - 8 + (k % 3) * 8, y - 10 - k * 12, 6, 2.4), "#9a5a28", 0.7)


def _baker(c: Canvas, x: float, y: float) -> None:
    c.oval((x, y, 110, 14), INK, 0.35)
    c.line([(x + 96, y - 60), (x - 250, y - 246)], 11, "#c48c55")
    blade = around((x, y), 1, (-236, -232), (-280, -236), (-352, -272), (-352, -292), (-300, -286), (-250, -256))
    c.poly(smooth(blade), "#d9a56c")
    c.oval((x - 304, y - 282, 44, 15), fade("#f6d8a2", "#c98138"))
    person(c, (x, y), 330, 5)
    c.poly([(x - 36, y - 262), (x + 36, y - 262), (x + 42, y - 84), (x - 42, y - 84)], fade(POMEGRANATE, "#7b0f30"))
    c.line([(x - 34, y - 262), (x - 22, y - 284)], 6, "#7b0f30")
    c.line([(x + 34, y - 262), (x + 22, y - 284)], 6, "#7b0f30")
    for side in (-1, 1):
        elbow = (x + side * 58, y - 170)
        hand = (x - 78, y - 150) if side < 0 else (x + 44, y - 92)
        c.line([(x + side * 36, y - 256), elbow, hand], 20, "#e6dccb")
        c.dot(*hand, 12, "#a86f4c")


def _baskets(c: Canvas) -> None:
    for x, y, kind in ((210, 850, 0), (520, 872, 2), (1370, 858, 0)):
        c.oval((x, y + 34, 150, 14), INK, 0.35)
        for k in range(5):
            _loaf(c, (x - 88 + k * 44, y - 30 - (k % 2) * 12), 40, kind, CRUSTS[k % 4])
        c.poly([(x - 140, y - 38), (x + 140, y - 38), (x + 112, y + 38), (x - 112, y + 38)], fade("#c99a5b", "#8a5f33"))
        for row in range(4):
            for k in range(14 - row):
                strand = "#e4bd80" if (k + row) % 2 else "#6b4626"
                c.rect((x - 132 + row * 6 + k * 19, y - 32 + row * 18, 12, 9), strand, 0.7, radius=4)
        c.rect((x - 146, y - 46, 292, 14), fade("#e0b477", OCHRE), radius=7)


def _lamp(c: Canvas, x: float) -> None:
    c.line([(x, 0), (x, 60)], 4, INK)
    c.glow((x, 120), 210, "#ffe0a3", 0.7)
    c.poly(smooth([(x - 54, 108), (x - 30, 66), (x, 56), (x + 30, 66), (x + 54, 108)]), TEAL)
    c.oval((x, 108, 24, 12), CREAM)
    c.dot(x, 112, 9, HONEY)
