"""An old book open under a violet lamp that brings up a drawing scraped from its page."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance
from hiwar.config.demo.scenes.palette import CREAM, HONEY, INK, OCHRE, POMEGRANATE, WINE

# Corners of the two pages, from the spine outwards: top inner, top outer, bottom outer, bottom inner.
LEFT = ((790, 316), (352, 352), (236, 742), (782, 756))
RIGHT = ((810, 316), (1248, 352), (1364, 742), (818, 756))
GLOW, FAINT = "#e3d2ff", "#b79bff"


def manuscript() -> Canvas:
    """An old book open under a violet lamp that brings up a drawing scraped from its page."""
    c = Canvas(fade("#0d1722", "#172433", "#0f1823"))
    _shelves(c)
    c.rect((0, 600, WIDTH, 300), fade("#38251f", "#241713"))
    c.glow((900, 560), 760, "#7a4dff", 0.5)
    _covers(c)
    _page(c, LEFT, "#cdb88f", "#a58d66")
    _page(c, RIGHT, "#a893b0", "#75618f")
    _script(c, LEFT, "#54381f", 0.6)
    _script(c, RIGHT, "#4b3160", 0.42)
    _light(c)
    _hidden(c)
    _lamp(c)
    _tools(c)
    return c


def _shelves(c: Canvas) -> None:
    dice = chance(17)
    for y in (150, 330, 520):
        x = 0.0
        while x < WIDTH:
            thick, tall = dice.uniform(16, 40), dice.uniform(90, 140)
            if dice.random() > 0.14:
                tone = mix(dice.choice((WINE, "#17424a", "#5b4028", "#3a3140", "#6b5334")), "#0d1722", 0.55)
                c.rect((x, y - tall, thick - 2, tall), tone, radius=2)
                c.rect((x + 3, y - tall + 18, thick - 8, 4), HONEY, 0.14)
            x += thick
        c.rect((0, y, WIDTH, 12), "#241a1a")


def _covers(c: Canvas) -> None:
    c.poly([(150, 806), (300, 330), (1300, 330), (1450, 806)], INK, 0.4)
    c.poly([(196, 772), (330, 344), (1270, 344), (1404, 772)], fade("#6b2a2c", WINE, "#3b1018"))
    for k in range(7):
        drop, tone = 26 - k * 4, mix("#8f7a58", "#e0cda4", k / 6)
        for side, paper in ((-1, tone), (1, mix(tone, "#6a4bb0", 0.3))):
            edges = ((12, 330), (452 + k, 360), (570 + k, 742), (14, 764))
            c.poly([(800 + side * dx, y + drop) for dx, y in edges], paper)


def _at(page: tuple[Point, ...], across: float, down: float) -> Point:
    """Return a place on a page; both pages swell near the spine and lie flat outside."""
    (ax, ay), (bx, by), (ex, ey), (fx, fy) = page
    top = (ax + (bx - ax) * across, ay + (by - ay) * across)
    low = (fx + (ex - fx) * across, fy + (ey - fy) * across)
    swell = -34 * math.sin(math.pi * min(1.0, across * 1.15)) * (1 - across * 0.4)
    return top[0] + (low[0] - top[0]) * down, top[1] + (low[1] - top[1]) * down + swell


def _page(c: Canvas, page: tuple[Point, ...], light: str, dark: str) -> None:
    steps = [k / 24 for k in range(25)]
    outline = [_at(page, t, 0) for t in steps] + [_at(page, t, 1) for t in reversed(steps)]
    c.poly(outline, fade(light, mix(light, dark, 0.4)))
    for start, share in ((0.0, 0.32), (0.03, 0.22), (0.07, 0.14)):
        gutter = [_at(page, 0, 0), _at(page, start + 0.05, 0), _at(page, start + 0.05, 1), _at(page, 0, 1)]
        c.poly(gutter, "#2a1a18", share)
    dice = chance(int(page[1][0]))
    for _ in range(60):
        x, y = _at(page, dice.random() * 0.97, dice.random() * 0.97)
        c.oval((x, y, dice.uniform(2, 15), dice.uniform(1, 8)), dark, dice.uniform(0.06, 0.22))


def _script(c: Canvas, page: tuple[Point, ...], ink: str, share: float) -> None:
    """Hint at lines of writing with bars that are no letters."""
    dice = chance(71)
    for row in range(13):
        down, across = 0.13 + row * 0.06, 0.15
        while across < 0.82:
            wide = dice.uniform(0.03, 0.12)
            bar = [_at(page, across + wide * k / 3, down) for k in range(4)]
            c.line(smooth(bar, 5), 6.5, ink, share * dice.uniform(0.55, 0.85))
            across += wide + 0.024
    corners = ((0.1, 0.07), (0.88, 0.07), (0.88, 0.93), (0.1, 0.93), (0.1, 0.07))
    frame = [_at(page, across, down) for across, down in corners]
    c.line(frame, 3, POMEGRANATE if share > 0.5 else "#8a4b7a", 0.5)


def _light(c: Canvas) -> None:
    for half, share in ((330, 0.1), (270, 0.1), (200, 0.12)):
        turns = [math.tau * k / 40 for k in range(20, -1, -1)]
        foot = [(1070 + half * math.cos(turn), 560 + half * 0.56 * math.sin(turn)) for turn in turns]
        c.poly([(1190, 150), (1110, 150), *foot], "#8b5cff", share)
    c.glow((1070, 560), 380, "#a57bff", 0.75, flat=0.62)


def _hidden(c: Canvas) -> None:
    """Draw what the lamp reveals: a plant from an older herbal, with its roots, leaves and flowers."""
    _trace(c, [(0.5, 0.76), (0.49, 0.6), (0.51, 0.42), (0.5, 0.2)], 6)
    for side in (-1, 1):
        for k in range(3):
            y = 0.64 - k * 0.13
            reach = side * (0.25 - k * 0.045)
            _trace(c, [(0.5, y), (0.5 + reach * 0.5, y - 0.03), (0.5 + reach, y - 0.11)], 3)
            blade = ((0.2, -0.01), (0.56, -0.11), (1, -0.11), (0.7, 0.01), (0.2, -0.01))
            _trace(c, [(0.5 + reach * across, y + down) for across, down in blade], 3.4)
        _trace(c, [(0.5, 0.36), (0.5 + side * 0.07, 0.29), (0.5 + side * 0.12, 0.22)], 3.4)
        _flower(c, (0.5 + side * 0.12, 0.2), 0.05)
        for k in range(3):
            ends = [(0.5 + side * 0.05 * (k + 0.4), 0.81), (0.5 + side * (0.04 + 0.06 * k), 0.86 - k * 0.014)]
            _trace(c, [(0.5, 0.76), *ends], 3)
    _flower(c, (0.5, 0.17), 0.075)


def _trace(c: Canvas, points: list[Point], width: float) -> None:
    """Draw one glowing line on the right page."""
    line = smooth([_at(RIGHT, across, down) for across, down in points], 8)
    c.line(line, width + 7, FAINT, 0.28)
    c.line(line, width, GLOW, 0.95)


def _flower(c: Canvas, center: Point, r: float) -> None:
    across, down = center
    for k in range(6):
        turn = math.tau * k / 6
        tips = [(turn - 0.4, 0.7), (turn, 1.2), (turn + 0.4, 0.7)]
        petal = [(across + r * reach * math.cos(t), down + r * reach * math.sin(t)) for t, reach in tips]
        _trace(c, [center, *petal, center], 2.6)
    x, y = _at(RIGHT, *center)
    c.glow((x, y), 60, GLOW, 0.8)
    c.dot(x, y, 8, "#ffffff")


def _lamp(c: Canvas) -> None:
    c.line([(1500, 700), (1470, 300), (1240, 110)], 13, "#2f3a44")
    c.line([(1496, 700), (1466, 302), (1238, 114)], 4, "#6f7f8a", 0.8)
    c.dot(1470, 300, 15, "#52616c")
    c.oval((1500, 706, 84, 20), fade("#3c4852", "#1a232b"))
    c.poly([(1072, 144), (1108, 92), (1236, 80), (1250, 146)], fade("#54636e", "#232d36"))
    c.rect((1076, 140, 172, 15), fade("#f1e8ff", "#a57bff"), radius=7)
    c.glow((1162, 152), 190, "#b48cff", 0.85)


def _tools(c: Canvas) -> None:
    c.ring((330, 826), 46, 10, OCHRE)
    c.dot(330, 826, 41, "#cfe3ea", 0.22)
    c.line([(366, 858), (436, 900)], 14, "#5b3a24")
    for y, tone in ((820, CREAM), (850, "#b9793f")):
        c.line([(1080, y + 26), (1300, y - 4)], 9, tone)
        c.poly([(1296, y - 10), (1350, y - 18), (1304, y + 6)], "#d9c4a2")
    for k in range(16):
        c.dot(560 + k * 17, 792 + 8 * math.sin(k / 2), 9, mix("#e9e2d4", "#8b8a84", k % 2))
