"""Fog in an old city: domes and towers float over it, the near roofs dark and wet."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import HEIGHT, WIDTH, Canvas, Fade, Point, arch, fade, mix
from hiwar.config.demo.scenes.figures import cat, chance, gull
from hiwar.config.demo.scenes.palette import CREAM, HONEY, INK

# Each layer of the city: foot, size, silhouette, and how the fog takes its lower part.
LAYERS = (
    (470, 0.55, "#b9c3bd", "#d3d3c6", 5),
    (560, 0.75, "#9bacaa", "#c9cdc2", 12),
    (660, 1.0, "#76908f", "#b7c0b8", 23),
    (770, 1.3, "#4d6c70", "#97a8a4", 34),
)


def fog() -> Canvas:
    """Fog in an old city: domes and towers float over it, the near roofs dark and wet."""
    c = Canvas(Fade(((0, "#8fa8a9"), (0.3, "#c3cbc1"), (0.55, "#e8dcc3"), (1, "#d9d6c8"))))
    c.glow((1080, 250), 560, "#fff3d6", 0.9)
    c.dot(1080, 250, 62, "#fffaf0", 0.9)
    for foot, s, tone, low, seed in LAYERS:
        skyline(c, foot, s, (tone, low), seed)
        _bank(c, foot, seed)
    for x, y, span in ((640, 190, 26), (720, 232, 18), (560, 244, 16), (800, 178, 13)):
        gull(c, x, y, span, "#5f7d80")
    _terrace(c)
    _bank(c, 860, 60)
    return c


def skyline(c: Canvas, foot: float, s: float, tones: tuple[str, str], seed: int) -> None:
    """Draw one row of the city: roofs, domes and towers by chance, from edge to edge."""
    tone, low = tones
    dice = chance(seed)
    x = -60.0
    while x < WIDTH + 60:
        kind, wide = dice.randrange(6), dice.uniform(90, 150) * s
        paint = fade(mix(tone, INK, 0.06), mix(tone, low, 0.4), low)
        if kind == 0:
            _dome(c, (x + wide * 0.6, foot), s * dice.uniform(0.9, 1.25), paint)
            wide *= 1.3
        elif kind == 1:
            _tower(c, (x + 24 * s, foot), s * dice.uniform(0.9, 1.2), paint)
            wide = 62 * s
        else:
            tall = dice.uniform(70, 150) * s
            c.rect((x, foot - tall, wide, tall + 240), paint)
            if kind == 2:
                c.poly(
                    [(x - 8 * s, foot - tall), (x + wide / 2, foot - tall - 34 * s), (x + wide + 8 * s, foot - tall)],
                    mix(tone, INK, 0.08),
                )
            elif kind == 3:
                c.rect((x + wide * 0.6, foot - tall - 34 * s, 16 * s, 36 * s), tone)
            for k in range(int(wide // (34 * s))):
                lit = dice.random() < 0.22
                c.rect(
                    (x + (12 + k * 34) * s, foot - tall + 22 * s, 12 * s, 20 * s),
                    HONEY if lit else low,
                    0.85 if lit else 0.4,
                    radius=2,
                )
        x += wide + dice.uniform(-18, -4) * s


def _dome(c: Canvas, foot: Point, s: float, paint: Fade) -> None:
    x, y = foot
    c.rect((x - 84 * s, y - 120 * s, 168 * s, 120 * s + 240), paint)
    c.rect((x - 62 * s, y - 152 * s, 124 * s, 36 * s), paint)
    half = [
        (x - 62 * s * math.cos(math.pi * i / 30), y - 150 * s - 76 * s * math.sin(math.pi * i / 30) ** 0.9)
        for i in range(31)
    ]
    c.poly(half, paint)
    c.line([(x, y - 222 * s), (x, y - 252 * s)], 4 * s, paint.stops[0][1])
    c.dot(x, y - 240 * s, 5 * s, paint.stops[0][1])
    for k in range(5):
        c.poly(arch(x - 54 * s + k * 23 * s, y - 146 * s, 13 * s, y - 120 * s), paint.stops[-1][1], 0.6)


def _tower(c: Canvas, foot: Point, s: float, paint: Fade) -> None:
    x, y = foot
    c.rect((x - 17 * s, y - 250 * s, 34 * s, 250 * s + 240), paint)
    c.rect((x - 25 * s, y - 256 * s, 50 * s, 12 * s), paint.stops[0][1])
    c.rect((x - 12 * s, y - 300 * s, 24 * s, 48 * s), paint)
    c.poly([(x - 17 * s, y - 298 * s), (x, y - 346 * s), (x + 17 * s, y - 298 * s)], paint.stops[0][1])
    c.poly(arch(x - 5 * s, y - 290 * s, 10 * s, y - 262 * s), paint.stops[-1][1], 0.7)


def _bank(c: Canvas, y: float, seed: int) -> None:
    """Let fog lie over the feet of a layer, in long flat drifts."""
    dice = chance(seed)
    for _ in range(16):
        c.glow(
            (dice.uniform(-100, WIDTH + 100), y + dice.uniform(-30, 50)),
            dice.uniform(220, 430),
            "#eae5d6",
            dice.uniform(0.45, 0.8),
            flat=0.2,
        )
    for _ in range(5):
        c.rect(
            (dice.uniform(-100, WIDTH), y + dice.uniform(-70, 10), dice.uniform(200, 480), 12), CREAM, 0.22, radius=6
        )


def _terrace(c: Canvas) -> None:
    """Draw the roof we stand on: parapet, flower pots, an aerial and a cat that watches the birds."""
    c.poly([(-20, HEIGHT), (-20, 800), (560, 800), (560, HEIGHT)], fade("#35545a", "#22393f"))
    c.rect((-20, 784, 596, 22), fade("#547378", "#35545a"), radius=3)
    c.rect((1180, 830, 440, 80), fade("#35545a", "#22393f"))
    c.rect((1164, 814, 460, 22), fade("#547378", "#35545a"), radius=3)
    c.line([(1420, 820), (1420, 600)], 7, "#263e44")
    for k in range(4):
        c.line([(1420 - 66 + k * 12, 630 + k * 26), (1420 + 66 - k * 12, 622 + k * 26)], 4, "#263e44")
    for x, r in ((90, 30), (196, 24), (1260, 28)):
        base = 784 if x < 600 else 814
        c.poly(
            [(x - r, base - 46), (x + r, base - 46), (x + r * 0.7, base), (x - r * 0.7, base)],
            fade("#a8624c", "#6f3b31"),
        )
        for lean in (-1.1, -0.6, -0.1, 0.5, 1.0):
            c.line([(x, base - 44), (x + lean * r * 1.1, base - 100 + abs(lean) * 22)], 9, "#3b6358")
    cat(c, 430, 786)
