"""A small stone school among olive trees, children on the path."""

from __future__ import annotations

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, arch, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance, gull, olive_tree, person
from hiwar.config.demo.scenes.palette import (
    CREAM,
    INK,
    LEAF,
    NIGHT,
    OCHRE,
    OLIVE,
    PEACH,
    POMEGRANATE,
    ROSE,
    SAND,
    STONE,
    TEAL,
)


def school() -> Canvas:
    """A small stone school among olive trees, children on the path."""
    c = Canvas(Fade(((0, "#6fb0b4"), (0.3, "#d3e4d2"), (0.48, "#fdeecb"), (1, "#fdeecb"))))
    c.glow((330, 240), 520, "#fff7dc", 0.95)
    c.dot(330, 240, 60, "#fffdf2")
    c.ridge(410, 40, 240, 14, fade("#a9c4b4", "#c9cfa9"))
    c.ridge(468, 26, 180, 18, fade("#88a88c", "#aab67f"))
    for x, y, h, seed in (
        (90, 560, 130, 1),
        (250, 545, 110, 2),
        (420, 548, 120, 3),
        (1340, 540, 120, 4),
        (1500, 560, 150, 5),
    ):
        olive_tree(c, (x, y), h, seed, mix(OLIVE, "#b9c6a0", 0.35))
    c.hill([(0, 560), (400, 540), (900, 556), (1300, 548), (1620, 566)], fade("#c6bd7a", "#a39a55", "#857d43"))
    _schoolhouse(c, 860, 570)
    _path(c)
    for x, y, h, seed in ((560, 640, 210, 7), (1430, 690, 270, 8), (180, 720, 300, 9)):
        c.oval((x + 20, y + 4, h * 0.5, h * 0.06), "#4c4a22", 0.35)
        olive_tree(c, (x, y), h, seed, OLIVE)
    for x, y, h, look in (
        (1010, 650, 74, 0),
        (970, 664, 66, 5),
        (1032, 726, 92, 1),
        (1110, 742, 84, 6),
        (900, 800, 112, 2),
        (985, 822, 98, 4),
    ):
        _pupil(c, x, y, h, look)
    _meadow(c)
    for x, y, span in ((900, 190, 20), (950, 160, 15), (1010, 200, 17), (1100, 150, 13)):
        gull(c, x, y, span, "#5b7f80")
    return c


def _meadow(c: Canvas) -> None:
    dice = chance(3)
    for _ in range(90):
        x, y = dice.uniform(0, WIDTH), dice.uniform(780, 900)
        if not 640 < x < 1240:
            c.line(
                [(x, y), (x + dice.uniform(-5, 5), y - dice.uniform(10, 22))],
                2.4,
                dice.choice(("#5f6b35", "#d8cf8a", "#4f5f36")),
            )
            if dice.random() < 0.3:
                c.dot(x, y - 20, 4, dice.choice((POMEGRANATE, ROSE, CREAM)))


def _schoolhouse(c: Canvas, x: float, y: float) -> None:
    c.rect((x, y - 190, 400, 196), fade("#f6e6c8", "#e3c79c", "#c9a679", sideways=True))
    dice = chance(30)
    for row in range(9):
        for column in range(13):
            c.rect(
                (x + 4 + column * 30 + (15 if row % 2 else 0), y - 184 + row * 21, 25, 17),
                dice.choice(("#ffffff", "#8d6d47")),
                dice.uniform(0.04, 0.16),
                radius=2,
            )
    c.poly([(x - 20, y - 186), (x + 40, y - 250), (x + 360, y - 250), (x + 420, y - 186)], fade("#c9694a", "#a34a35"))
    for k in range(19):
        c.line([(x - 4 + k * 22.5, y - 188), (x + 46 + k * 17.4, y - 248)], 2, "#7e3526", 0.35)
    c.poly([(x + 146, y - 190), (x + 200, y - 284), (x + 254, y - 190)], fade("#f6e6c8", "#d5b78c"))
    c.dot(x + 200, y - 222, 18, "#31535b")
    c.dot(x + 200, y - 222, 18, CREAM, 0.18)
    c.rect((x + 156, y - 4, 88, 12), STONE, radius=2)
    c.poly(arch(x + 166, y - 120, 68, y), "#3d7a55")
    c.poly(arch(x + 172, y - 113, 56, y), fade(LEAF, "#2c5540"))
    c.line([(x + 200, y - 110), (x + 200, y)], 2, "#234434")
    for dx in (40, 104, 266, 330):
        c.poly(arch(x + dx - 5, y - 135, 44, y - 46), CREAM)
        c.poly(arch(x + dx, y - 130, 34, y - 50), fade("#7fb0b4", "#2f6470"))
        c.line([(x + dx + 17, y - 128), (x + dx + 17, y - 50)], 3, CREAM)
        c.rect((x + dx - 8, y - 48, 50, 7), STONE, radius=2)
    c.line([(x + 120, y - 182), (x + 146, y - 182)], 4, INK)
    c.line([(x + 120, y - 182), (x + 120, y - 160)], 2, INK)
    c.rect((x + 108, y - 160, 24, 8), "#6a6f73", radius=2)


def _path(c: Canvas) -> None:
    left: list[Point] = smooth([(1034, 578), (1000, 630), (940, 690), (850, 780), (700, 910)])
    right: list[Point] = smooth([(1086, 578), (1094, 630), (1150, 700), (1200, 790), (1220, 910)])
    c.poly([*left, *reversed(right)], fade("#f4e2bb", "#e0c08c", "#c9a26c"))
    c.line(left, 5, "#8d8148", 0.5)
    c.line(right, 5, "#8d8148", 0.5)
    dice = chance(6)
    for _ in range(70):
        y = dice.uniform(600, 895)
        span = (y - 570) / 330
        c.oval((1060 - span * 90 + dice.uniform(-1, 1) * 200 * span, y, 3 + 5 * span, 1.5 + 2 * span), "#8a6a3f", 0.25)


def _pupil(c: Canvas, x: float, y: float, h: float, look: int) -> None:
    c.oval((x + h * 0.2, y, h * 0.3, h * 0.035), "#6b522c", 0.4)
    person(c, (x, y), h, look, stride=0.05)
    c.dot(x, y - 0.915 * h, 0.078 * h, (INK, "#4a2c22", "#6b4a34")[look % 3])
    bag = (POMEGRANATE, TEAL, OCHRE, PEACH, NIGHT, SAND, LEAF)[(look + 1) % 7]
    c.rect((x - 0.1 * h, y - 0.78 * h, 0.2 * h, 0.27 * h), bag, radius=0.05 * h)
    c.rect((x - 0.06 * h, y - 0.62 * h, 0.12 * h, 0.08 * h), mix(bag, INK, 0.25), radius=0.02 * h)
