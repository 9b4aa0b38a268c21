"""A sea turtle on her way back to the water at dawn, her track across the sand behind her."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance
from hiwar.config.demo.scenes.palette import CREAM, INK

CENTER = (800, 640)
# She crawls away from us and to the left; the beach is seen at a slant, so heights are pressed.
HEADING, PRESS, SIZE = math.radians(-122), 0.66, 1.25
SKIN_DARK, SKIN_LIGHT = "#4e5f4b", "#c9c49a"
# Right halves, as places ahead of her middle and to her right.
SHELL = ((132, 0), (112, 62), (50, 104), (-30, 106), (-104, 66), (-150, 0))
NECK = ((112, 34), (160, 32), (206, 40), (236, 22), (246, 0))
FRONT = ((92, 66), (128, 132), (84, 206), (2, 246), (30, 196), (44, 138), (40, 92))
REAR = ((-92, 56), (-112, 104), (-168, 128), (-176, 100), (-140, 56), (-120, 36))


def turtle() -> Canvas:
    """A sea turtle on her way back to the water at dawn, her track across the sand behind her."""
    c = Canvas(Fade(((0, "#4d7f92"), (0.14, "#a9bfb8"), (0.26, "#f8dcb4"), (0.3, "#f6c9a0"), (1, "#f6c9a0"))))
    c.glow((520, 250), 520, "#fff0cf", 0.9)
    c.dot(520, 262, 46, "#fffaf0")
    for x, y, w in ((820, 90, 380), (940, 112, 260), (120, 132, 240), (1240, 170, 260)):
        c.rect((x, y, w, 11), CREAM, 0.45, radius=6)
    c.poly(
        [(1120, 270), *smooth([(1120, 270), (1280, 222), (1420, 196), (1620, 150)]), (1620, 270)],
        fade("#8fa3a0", "#b7a795"),
    )
    c.rect((0, 266, WIDTH, 260), fade("#f0c9a0", "#86b3ae", "#3d8690"))
    _glitter(c)
    _beach(c)
    _track(c)
    _turtle(c)
    return c


def _glitter(c: Canvas) -> None:
    dice = chance(6)
    for _ in range(170):
        deep = dice.random() ** 1.4
        wide = 14 + deep * 70 * dice.random()
        c.rect(
            (520 + dice.gauss(0, 40 + deep * 120) - wide / 2, 270 + deep * 190, wide, 2 + deep * 2),
            "#fff4da",
            0.6,
            radius=1,
        )
    for _ in range(60):
        deep = dice.random()
        c.rect((dice.uniform(0, WIDTH), 274 + deep * 180, 30 + deep * 60, 2), "#fbf3e0", 0.3, radius=1)


def _beach(c: Canvas) -> None:
    edge = smooth(
        [(-40, 470), (180, 452), (420, 486), (660, 444), (900, 470), (1160, 430), (1380, 452), (1660, 404)], 20
    )
    for lift, tone, share in ((-26, "#a9cdc4", 0.6), (-12, "#ffffff", 0.9)):
        c.poly([(-40, 900), *[(x, y + lift + 6 * math.sin(x / 70)) for x, y in edge], (1660, 900)], tone, share)
    c.poly([(-40, 900), *edge, (1660, 900)], fade("#a98f76", "#cdae86", "#dfc196"))
    c.poly(
        [(-40, 900), *[(x, y + 62 + 9 * math.sin(x / 110)) for x, y in edge], (1660, 900)],
        fade("#e3c49a", "#efd3a5", "#d9b683"),
    )
    dice = chance(19)
    for _ in range(700):
        y = 540 + dice.random() * 360
        c.dot(dice.uniform(0, WIDTH), y, 0.8 + (y - 520) * 0.004, dice.choice(("#a98659", "#fff0cf", "#c79f6b")), 0.6)
    for _ in range(26):
        x, y = dice.uniform(0, WIDTH), dice.uniform(560, 890)
        c.line(smooth([(x, y), (x + 60, y - 6), (x + 130, y + 2)]), 2.4, "#c39d6b", 0.35)
    for x, y, r in ((1300, 760, 20), (1366, 800, 13), (240, 700, 15), (300, 860, 22)):
        c.oval((x + 6, y + r * 0.5, r * 1.1, r * 0.4), "#8a6a48", 0.4)
        c.oval((x, y, r, r * 0.66), fade("#f6e7d2", "#c9a58a"))


def _at(u: float, v: float, lift: float = 0.0) -> Point:
    """Return where a place on the turtle lies: u ahead of her middle, v to her right, lifted from the sand."""
    x = SIZE * (u * math.cos(HEADING) - v * math.sin(HEADING))
    y = SIZE * (u * math.sin(HEADING) + v * math.cos(HEADING))
    return CENTER[0] + x, CENTER[1] + y * PRESS - lift * SIZE


def _part(points: Sequence[Point], lift: float = 0.0) -> list[Point]:
    return smooth([_at(u, v, lift) for u, v in points], 10)


def _track(c: Canvas) -> None:
    for k in range(14):
        u = -120 - k * 58
        c.poly(
            _part([(u, -40), (u - 26, -44), (u - 58, 0), (u - 26, 44), (u, 40), (u - 30, 0), (u, -40)]), "#b08a5a", 0.35
        )
        for side in (-1, 1):
            shift = u - 20 * side
            inner = [(26, 66), (12, 118), (-22, 140), (-18, 96), (0, 62), (26, 66)]
            scoop = [(shift + du, side * v) for du, v in inner]
            c.poly(_part(scoop), "#a37e50", 0.6)
            c.line(_part(scoop[2:5]), 4, "#fbe7c2", 0.8)


def _both(half: Sequence[Point]) -> list[Point]:
    return [*half, *[(u, -v) for u, v in reversed(half)]]


def _turtle(c: Canvas) -> None:
    shell = _both(SHELL)
    c.poly([(x + 26, y + 18) for x, y in _part([(u * 1.1, v * 1.16) for u, v in shell])], "#7d5c3c", 0.45)
    for side in (-1, 1):
        for limb in (FRONT, REAR):
            _flipper(c, [(u, side * v) for u, v in limb])
    _flipper(c, [(-140, 10), (-178, 2), (-140, -10)])
    _head(c)
    c.poly(_part(shell), "#3c3527")
    for lift, tones in ((10, ("#6b5836", "#4c3f2a")), (18, ("#a98447", "#6e5832"))):
        c.poly(_part(shell, lift), fade(*tones))
    _scutes(c)


def _flipper(c: Canvas, outline: Sequence[Point]) -> None:
    shape = _part([*outline, outline[0]])
    c.poly([(x + 5, y + 7) for x, y in shape], "#3a4638")
    c.poly(shape, fade(mix(SKIN_DARK, SKIN_LIGHT, 0.3), SKIN_DARK))
    middle = (sum(u for u, _ in outline) / len(outline), sum(v for _, v in outline) / len(outline))
    dice = chance(int(abs(middle[0])) + 3)
    for _ in range(34):
        u, v = outline[dice.randrange(len(outline))]
        near = dice.uniform(0.1, 0.8)
        x, y = _at(middle[0] + (u - middle[0]) * near, middle[1] + (v - middle[1]) * near)
        c.oval((x, y, 7, 5), SKIN_LIGHT, 0.4)


def _head(c: Canvas) -> None:
    neck = [*_both(NECK), NECK[0]]
    c.poly(_part(neck), "#3a4638")
    c.poly(_part(neck, 12), fade("#8f9a76", SKIN_DARK))
    for u, v in ((186, 0), (206, 18), (206, -18), (226, 0), (168, 16), (168, -16)):
        c.oval((*_at(u, v, 12), 11, 8), SKIN_LIGHT, 0.45)
    for side in (-1, 1):
        x, y = _at(212, side * 34, 10)
        c.dot(x, y, 7, INK)
        c.dot(x - 2, y - 2, 2.2, "#ffffff")


def _scutes(c: Canvas) -> None:
    tones = ("#c79a52", "#8a6a38", "#b08343", "#d3aa62")
    # A row down the back, one at each side of it, then the small plates of the rim.
    for k in range(5):
        u, half = 92 - k * 48, (26, 33, 35, 31, 22)[k]
        plate = [(u + du, half * v) for du, v in ((22, 0.6), (0, 1), (-22, 0.6), (-22, -0.6), (0, -1), (22, -0.6))]
        _plate(c, plate, tones[k % 4])
    for side in (-1, 1):
        for k in range(4):
            u, inner, outer = 64 - k * 47, (32, 38, 37, 28)[k], (70, 86, 82, 58)[k]
            corners = ((21, inner), (-21, inner + 1), (-23, outer * 0.97), (19, outer))
            plate = [(u + du, side * v) for du, v in corners]
            _plate(c, plate, tones[(k + 1) % 4])
    for k in range(26):
        turn = math.tau * k / 26
        a, b = (118 if math.cos(turn) > 0 else 134) * math.cos(turn), 98 * math.sin(turn)
        c.oval((*_at(a, b, 19), 10, 6), "#dcb975", 0.55)


def _plate(c: Canvas, plate: Sequence[Point], tone: str) -> None:
    points = [_at(u, v, 20 + 14 * (1 - (v / 100) ** 2)) for u, v in plate]
    c.poly(points, tone)
    x, y = sum(px for px, _ in points) / len(points), sum(py for _, py in points) / len(points)
    for near, share in ((0.72, 0.18), (0.42, 0.22)):
        c.poly([(x + (px - x) * near - 2, y + (py - y) * near - 2) for px, py in points], "#fff0c4", share)
    c.line([*points, points[0]], 3, "#4a3b22", 0.8)
