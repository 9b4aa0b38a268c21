"""A gale: high seas break on rock and quay, the light is on, flags and a palm stream in the wind."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import HEIGHT, WIDTH, Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import around, chance, gull
from hiwar.config.demo.scenes.palette import CREAM, HONEY, INK, POMEGRANATE, ROSE, TEAL, WINE

WHITE = ("#fffaf0", "#e6d8c2", "#a9998a")


def wind() -> Canvas:
    """A gale: high seas break on rock and quay, the light is on, flags and a palm stream in the wind."""
    c = Canvas(Fade(((0, "#1c3440"), (0.3, "#40616a"), (0.52, "#8fa9a2"), (0.6, "#d5cfae"), (1, "#d5cfae"))))
    _clouds(c)
    _swell(c, 545, (14, 150), ("#5d8a8c", "#34656c"), 2)
    _swell(c, 600, (24, 200), ("#4c8288", "#235761"), 4)
    _light(c, 470, 636)
    _spray(c, (610, 668), 150, 5)
    _swell(c, 690, (34, 260), ("#3f7a82", "#174a55"), 9)
    _swell(c, 744, (42, 330), ("#2f6d77", "#0f3c48"), 15)
    _quay(c)
    for x, color, tall in ((860, POMEGRANATE, 400), (1000, HONEY, 445), (1135, TEAL, 410)):
        _flag(c, (x, 770), tall, color)
    _palm(c, (1290, 792), 420)
    _swell(c, 852, (40, 300), ("#276069", "#0a2f3b"), 21)
    _spray(c, (800, 800), 190, 8)
    for x, y, span in ((640, 250, 22), (720, 300, 16), (250, 330, 18)):
        gull(c, x, y, span, "#f4f1e6")
    return c


def _clouds(c: Canvas) -> None:
    dice = chance(12)
    for layer, tone in ((90, "#122833"), (170, "#1d3843"), (260, "#345560")):
        for _ in range(9):
            x, y, w = dice.uniform(-200, WIDTH), layer + dice.uniform(-60, 50), dice.uniform(260, 560)
            for k in range(4):
                c.rect((x + k * w * 0.16, y + k * 15, w * (1 - k * 0.2), 26), tone, 0.3, radius=13)
    c.glow((1050, 520), 520, "#f3e2b3", 0.5, flat=0.5)
    for _ in range(90):
        x, y, w = dice.uniform(-100, WIDTH), dice.uniform(40, 800), dice.uniform(60, 220)
        c.line([(x, y), (x + w, y + w * 0.07)], 1.6, CREAM, dice.uniform(0.1, 0.28))


def _swell(c: Canvas, y: float, size: tuple[float, float], tones: tuple[str, str], seed: int) -> None:
    """Draw a line of waves leaning to the right, each crest with foam; `size` is (height, length)."""
    high, step = size
    dice = chance(seed)
    crest: list[Point] = []
    x = -step * dice.uniform(0.4, 1)
    while x < WIDTH + step:
        top = y - high * dice.uniform(0.7, 1.3)
        crest += [(x, y + high * 0.7), (x + step * 0.4, y), (x + step * 0.72, top), (x + step * 0.8, top + high * 0.5)]
        x += step * dice.uniform(0.85, 1.15)
    line = smooth(crest, 8)
    c.poly([(line[0][0], HEIGHT), *line, (line[-1][0], HEIGHT)], fade(*tones))
    c.line(line, max(2.0, high * 0.12), "#e9f0ea", 0.55)
    for peak in range(2, len(crest), 4):
        px, py = crest[peak]
        cap = line[peak * 8 - 15 : peak * 8 + 9]
        for k in range(len(cap) - 1):
            c.line(cap[k : k + 2], max(3.0, high * 0.4 * (k / len(cap)) ** 1.6), "#f5f7f0")
        for _ in range(30):
            fx, fy = cap[dice.randrange(len(cap))]
            c.oval((fx, fy + high * dice.uniform(0.1, 0.6), high * 0.13, high * 0.06), "#f5f7f0", 0.5)
            drop = (px + dice.uniform(-0.1, 0.24) * step, py - dice.uniform(-0.3, 0.7) * high)
            c.dot(*drop, dice.uniform(1, 3), "#f5f7f0", 0.8)
    for _ in range(26):
        sx, sy = dice.uniform(0, WIDTH), y + high + dice.uniform(6, 70)
        c.line(smooth([(sx, sy), (sx + step * 0.12, sy - 5), (sx + step * 0.26, sy + 1)]), 2.4, "#bcd6d2", 0.3)


def _light(c: Canvas, x: float, y: float) -> None:
    for far, half, share in ((-640, 110, 0.16), (1280, 150, 0.2), (1280, 70, 0.16)):
        c.poly([(x, y - 326), (x + far, y - 380 - half), (x + far, y - 380 + half)], "#fff0c0", share)
    rocks = around((x, y), 1, (-210, 110), (-150, -6), (-90, -34), (-20, -44), (70, -36), (130, -4), (240, 110))
    c.poly(rocks, fade("#5b5a58", "#2c3438"))
    c.poly([rocks[2], rocks[3], (x - 30, y + 10), (x - 110, y + 20)], "#7d7a74", 0.6)
    c.poly(around((x, y), 1, (-52, -40), (-34, -296), (34, -296), (52, -40)), fade(*WHITE, sideways=True))
    for top, bottom in ((246, 190), (140, 84)):
        upper, lower = (34 + 18 * (296 - level) / 256 for level in (top, bottom))
        band = around((x, y), 1, (-lower, -bottom), (-upper, -top), (upper, -top), (lower, -bottom))
        c.poly(band, fade(ROSE, POMEGRANATE, WINE, sideways=True))
    c.glow((x, y - 326), 260, "#ffefba", 0.95)
    c.rect((x - 48, y - 306, 96, 14), INK, radius=3)
    c.rect((x - 26, y - 350, 52, 46), fade("#fff7d6", HONEY), radius=3)
    for dx in (-26, -9, 8, 24):
        c.rect((x + dx, y - 350, 3, 46), INK, 0.7)
    c.poly([(x - 36, y - 348), (x, y - 388), (x + 36, y - 348)], POMEGRANATE)


def _spray(c: Canvas, foot: Point, high: float, seed: int) -> None:
    """Throw water up where a wave hits stone; the wind carries it to the right."""
    dice = chance(seed)
    for _ in range(420):
        lift, out = dice.random() ** 0.8, dice.gauss(0, 0.34)
        x, y = foot[0] + high * (out * (0.5 + lift) + 0.7 * lift**2), foot[1] - high * lift * (1 - 0.55 * abs(out))
        c.dot(x, y, dice.uniform(1.2, 5.5) * (1.15 - lift), "#f7f9f3", dice.uniform(0.35, 0.9))
    c.glow((foot[0], foot[1] - high * 0.2), high * 0.8, "#f7f9f3", 0.7)


def _quay(c: Canvas) -> None:
    c.poly([(790, HEIGHT), (820, 780), (WIDTH, 764), (WIDTH, HEIGHT)], fade("#a99a86", "#5b5751"))
    c.poly([(820, 780), (WIDTH, 764), (WIDTH, 782), (816, 798)], "#cdbfa8")
    for x in range(850, WIDTH, 96):
        c.rect((x, 734, 8, 42), INK)
        c.line(smooth([(x + 4, 742), (x + 52, 756), (x + 100, 741)]), 4, INK)


def _flag(c: Canvas, foot: Point, tall: float, color: str) -> None:
    x, y = foot
    c.line([(x, y), (x + 8, y - tall)], 8, fade("#e8e2d4", "#8b8a84", sideways=True))
    c.dot(x + 8, y - tall - 6, 8, HONEY)
    upper = [(x + 8 + k * 11, y - tall + 8 + 13 * math.sin(k * 0.95 + x) * k / 10 - k) for k in range(13)]
    lower = [(px - 4 + k * 0.6, py + 76 - k * 1.4 + 4 * math.sin(k)) for k, (px, py) in enumerate(upper)]
    c.poly([*smooth(upper, 6), *reversed(smooth(lower, 6))], fade(mix(color, "#ffffff", 0.16), mix(color, INK, 0.18)))
    for k in (2, 5, 8, 11):
        band = [*smooth(upper[k : k + 2], 3), *reversed(smooth(lower[k : k + 2], 3))]
        c.poly(band, INK if k % 2 else "#ffffff", 0.14)


def _palm(c: Canvas, foot: Point, tall: float) -> None:
    x, y = foot
    trunk = smooth([(x, y), (x + 8, y - tall * 0.4), (x + 34, y - tall * 0.75), (x + 70, y - tall)])
    c.line(trunk, 22, "#5a4636")
    c.line([(px - 5, py) for px, py in trunk], 6, "#86694f", 0.7)
    top = (x + 70, y - tall)
    for k in range(8):
        rise, droop = 84 - k * 24, 20 + k * 12
        rib = smooth(around(top, 1, (0, 0), (70, -rise), (150, droop * 0.4 - rise * 0.8), (210, droop - rise * 0.4)), 8)
        c.line(rib, 6, "#1e4a45")
        for px, py in rib[4::3]:
            c.line([(px, py), (px + 34, py + 20)], 4, ("#1e4a45", "#2f6a58")[k % 2])
