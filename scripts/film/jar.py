"""The last scene: what the net gathered runs into a jar, while the sun takes the fog off the city."""

from __future__ import annotations

import math
from itertools import pairwise

from film.layers import Cutout, Fog
from film.pace import risen, swing
from hiwar.config.demo.canvas import HEIGHT, WIDTH, Canvas, Fade, Point, fade, smooth
from hiwar.config.demo.scenes.figures import cat, chance, gull
from hiwar.config.demo.scenes.fog import LAYERS, skyline
from hiwar.config.demo.scenes.palette import CREAM

LEDGE = 806
HEM, SPOUT = 176, (1004.0, 392.0)
MOUTH_X = 1062
# The jar's outline: half its width at heights from the rim down.
OUTLINE = ((478, 92), (500, 92), (512, 84), (536, 92), (566, 124), (600, 134), (770, 134), (792, 126), (804, 104))
EMPTY, FULL = 778.0, 590.0
# A drop leaves the lip so often, swells so long before, and falls so fast.
BETWEEN, SWELL, PULL, LIP = 0.62, 0.12, 2600.0, 436.0
# Before every row of the city hangs some more of it, up to the tops of the towers.
VEIL = Fog(y=500, seed=50, pace=22, color="#ece0cb", size=640, flat=0.5, spread=120)
BANKS = (
    Fog(y=468, seed=5, pace=12, color="#f0e2cb", size=470, flat=0.2, count=18),
    Fog(y=560, seed=12, pace=20, color="#efe3cf", size=500, flat=0.2, count=18),
    Fog(y=664, seed=23, pace=30, color="#ede4d3", size=520, flat=0.2, count=18),
    Fog(y=770, seed=34, pace=44, color="#eae4d6", size=520, flat=0.2, count=18),
)


class Jar:
    """The jar under the gutter; `at` draws a moment of it."""

    def __init__(self, scale: int) -> None:
        self.sky = _sky(scale)
        self.rows = [Cutout(scale, lambda c, row=row: _row(c, row)) for row in LAYERS[1:]]
        self.front, self.glass = Cutout(scale, _front), Cutout(scale, _glass)
        dice = chance(45)
        self.hem = [(60 + 150 * k + dice.uniform(-20, 20), dice.uniform(1.1, 1.9), dice.random()) for k in range(6)]

    def at(self, t: float) -> Canvas:
        """Return the jar t seconds after the scene began."""
        c = self.sky.copy()
        left = 1 - 0.9 * risen(t, 1.5, 8.0)
        c.glow((1290, 330), 520 + 160 * (1 - left), "#fff4d8", 0.9 - 0.4 * left)
        BANKS[0].lie(c, t + 20, left)
        for row, bank in zip(self.rows, BANKS[1:], strict=True):
            row.lie(c)
            bank.lie(c, t + 20, left)
            VEIL.lie(c, t + bank.seed, 0.8 * left)
        self.front.lie(c)
        for x, period, phase in self.hem:
            _fall(c, (x, HEM + 4), _gutter(x) - 14, (t / period + phase) % 1 * period)
        level, age = level_at(t), t % BETWEEN
        _water(c, level, t, (t - lands(t)) % BETWEEN)
        _fall(c, (MOUTH_X + 2, LIP), level, age, size=9)
        self.glass.lie(c)
        return c


def level_at(t: float) -> float:
    """Return how high the water stands in the picture."""
    return EMPTY + (FULL - EMPTY) * risen(t, -1.0, 10.0)


def lands(t: float) -> float:
    """Return how long a drop is on its way from the lip to the water at this time."""
    return SWELL + math.sqrt((level_at(t) - LIP - 9) / PULL)


def _gutter(x: float) -> float:
    """Return how high the gutter's edge stands at x."""
    return 306 + (SPOUT[1] - 320) * (x + 40) / (SPOUT[0] + 40)


def _half(y: float) -> float:
    """Return half the jar's width at a height."""
    for (above, wide), (below, other) in pairwise(OUTLINE):
        if y <= below:
            return wide + (other - wide) * max(0.0, y - above) / (below - above)
    return OUTLINE[-1][1]


def _sky(scale: int) -> Canvas:
    c = Canvas(
        Fade(((0, "#4d8f9b"), (0.24, "#a4c6bb"), (0.46, "#f7dfb2"), (0.62, "#f2bc88"), (1, "#e9b48b"))), scale=scale
    )
    c.dot(1290, 330, 64, "#fffaf0", 0.95)
    for x, y, wide in ((1090, 120, 330), (1190, 144, 220), (640, 70, 210)):
        c.rect((x, y, wide, 10), CREAM, 0.45, radius=5)
    for x, y, span in ((1450, 236, 22), (1512, 262, 15)):
        gull(c, x, y, span, "#4f7479")
    return c


def _row(c: Canvas, layer: tuple[float, float, str, str, int]) -> None:
    foot, s, tone, low, seed = layer
    skyline(c, foot, s, (tone, low), seed)


def _front(c: Canvas) -> None:
    """Draw what stands near and still: the net's hem, the gutter, the ledge with the cat."""
    c.rect((-20, -20, 980, HEM + 20), "#24484f", 0.22)
    for start, end in _meshes():
        c.line([start, end], 3, "#1a4047", 0.75)
    c.line([(-20, HEM), (960, HEM)], 9, "#3d3126")
    c.line([(-20, HEM - 3), (960, HEM - 3)], 2.5, "#7d6a56", 0.8)
    c.line([(960, -20), (960, LEDGE)], 26, "#3d3126")
    c.line([(954, -20), (954, LEDGE)], 6, "#6a5745", 0.8)
    left, right = -40.0, SPOUT[0]
    for x in (180, 560, 900):
        c.line([(x, HEM), (x, _gutter(x) + 24)], 5, "#3d3126")
    lower = [(right, _gutter(right) + 46), (left, _gutter(left) + 46)]
    c.poly([(left, _gutter(left)), (right, _gutter(right)), *lower], fade("#d08a63", "#9a5a47", "#6b3a33"))
    c.line([(left, _gutter(left) + 30), (right, _gutter(right) + 30)], 5, "#e9b48b", 0.35)
    c.line([(left, _gutter(left)), (right, _gutter(right))], 8, "#efc39b")
    c.oval((right, _gutter(right) + 23, 12, 25), "#e0a57e")
    c.oval((right + 1, _gutter(right) + 23, 8, 19), "#4a2a28")
    # A lip under the mouth leads the water out over the jar.
    lip = [(right - 4, 416.0), (right + 34, 420.0), (MOUTH_X + 4, 430.0), (MOUTH_X + 2, 440.0), (right + 20, 434.0)]
    c.poly(smooth([*lip, (right - 10, 438.0)]), fade("#d08a63", "#8f5143"))
    c.line([(right, 418), (right + 34, 422), (MOUTH_X, 431)], 5, "#d9efea", 0.9)
    c.poly(
        [(-20, HEIGHT + 10), (-20, LEDGE), (WIDTH + 20, LEDGE), (WIDTH + 20, HEIGHT + 10)], fade("#8d7a66", "#57493f")
    )
    c.rect((-20, LEDGE - 4, WIDTH + 40, 20), fade("#d8c3a0", "#ab947a"), radius=4)
    for x, y, wide in ((-20, 846, 330), (316, 846, 400), (722, 846, 300), (1028, 846, 420), (1454, 846, 200)):
        c.rect((x, y, wide, 60), "#6c5b4d", 0.4, radius=5)
    cat(c, 440, LEDGE - 2)


def _meshes() -> list[tuple[Point, Point]]:
    """Return the net's slanting threads, each cut at the post."""
    lines: list[tuple[Point, Point]] = []
    for k in range(-6, 29):
        x = k * 36.0
        lines.append(((x, HEM), (x + 176, HEM - 196)) if x + 176 < 960 else ((x, HEM), (960, HEM - (960 - x) * 1.114)))
        lines.append(((x, HEM), (x - 176, HEM - 196)))
    return [(start, end) for start, end in lines if start[0] <= 960]


def _glass(c: Canvas) -> None:
    """Draw the glass of the jar; what is in it shows through."""
    sides = [smooth([(MOUTH_X + way * half, y) for y, half in OUTLINE]) for way in (-1, 1)]
    c.poly([*sides[0], *reversed(sides[1])], "#eaf5f0", 0.13)
    for side in sides:
        c.line(side, 5, "#f4faf5", 0.75)
    c.line([sides[0][-1], sides[1][-1]], 6, "#d9ebe4", 0.8)
    c.rect((MOUTH_X - 98, 470, 196, 20), "#f4faf5", 0.55, radius=10)
    c.rect((MOUTH_X - 98, 470, 196, 7), "#ffffff", 0.7, radius=4)
    c.rect((MOUTH_X - 112, 600, 15, 150), "#ffffff", 0.55, radius=8)
    c.rect((MOUTH_X - 112, 570, 15, 18), "#ffffff", 0.5, radius=8)
    c.rect((MOUTH_X + 104, 620, 8, 120), "#ffffff", 0.28, radius=4)


def _water(c: Canvas, level: float, t: float, since: float) -> None:
    """Fill the jar up to the level; rings go out where the last drop fell."""
    heights = [level, *(y for y, _ in OUTLINE if y > level)]
    left = [(MOUTH_X - _half(y) + 3, y) for y in heights]
    right = [(MOUTH_X + _half(y) - 3, y) for y in heights]
    c.poly([*left, *reversed(right)], fade("#7fbcbd", "#3f8f98", "#1f6773"), 0.92)
    half = _half(level) - 4
    c.oval((MOUTH_X, level, half, 13 + 1.2 * swing(t, 1.3)), "#b5dcd6", 0.95)
    spread = min(1.0, since / BETWEEN)
    c.oval((MOUTH_X, level, half * (0.2 + 0.75 * spread), 11 * (0.2 + 0.75 * spread)), "#f2fbf7", 0.5 * (1 - spread))
    c.oval((MOUTH_X, level, half * 0.68 * spread, 7.5 * spread), "#a3d0cc", 0.8 * (1 - spread))


def _fall(c: Canvas, start: Point, end: float, age: float, size: float = 7) -> None:
    """Draw a drop that swells at the start, lets go and falls to the end."""
    x, y = start
    if age < SWELL:
        c.dot(x, y + size * 0.6, size * (0.4 + 0.6 * age / SWELL), "#eef8f5", 0.95)
        return
    y += PULL * (age - SWELL) ** 2 + size
    if y < end:
        long = 1 + 0.9 * min(1.0, (age - SWELL) * 3)
        c.oval((x, y, size * 0.86, size * long), fade("#ffffff", "#9fcfcf"), 0.96)
        c.dot(x - size * 0.24, y - size * 0.2, size * 0.24, "#ffffff")
    elif math.dist((0, y), (0, end)) < 90:
        for way in (-1, 1):
            c.dot(x + way * (12 + (y - end) * 0.2), end - 10 + (y - end) * 0.08, size * 0.36, "#eef8f5", 0.8)
