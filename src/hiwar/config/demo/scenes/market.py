"""Stalls under striped awnings, a shopper with a basket, the price board above."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, arch, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance, person
from hiwar.config.demo.scenes.palette import (
    CREAM,
    DEEP,
    HONEY,
    INK,
    LEAF,
    OCHRE,
    POMEGRANATE,
    ROSE,
    TEAL,
)


def market() -> Canvas:
    """Stalls under striped awnings, a shopper with a basket, the price board above."""
    c = Canvas(fade("#f7e7c9", "#edd3a5"))
    _market_wall(c)
    for x, stripe, goods in ((-60, POMEGRANATE, 0), (500, TEAL, 1), (1060, OCHRE, 2)):
        _stall(c, x, stripe, goods)
    c.rect((0, 800, WIDTH, 100), fade("#c9a777", "#a98457"))
    for i in range(14):
        c.line([(i * 130 - 60, 900), (i * 118 + 20, 800)], 2.5, "#7e5f3d", 0.3)
    c.line([(0, 846), (WIDTH, 846)], 2.5, "#7e5f3d", 0.25)
    for x, y, h, look in ((470, 862, 300, 1), (1046, 856, 290, 3)):
        c.oval((x + 40, y, 110, 12), "#5c4326", 0.35)
        person(c, (x, y), h, look, stride=0.03)
    _basket(c, 548, 762)
    _basket(c, 972, 752)
    return c


def _market_wall(c: Canvas) -> None:
    dice = chance(9)
    for row in range(11):
        for column in range(22):
            x, y = column * 78 - (39 if row % 2 else 0), row * 46
            c.rect((x, y, 74, 42), dice.choice(("#ffffff", "#c69f68", "#dfb97d")), dice.uniform(0.05, 0.25), radius=4)
    for x in (120, 1270):
        c.poly(arch(x - 10, 38, 190, 300), "#d3ac76")
        c.poly(arch(x, 48, 170, 300), fade("#2f6a74", DEEP))
        for k in range(1, 4):
            c.line([(x + k * 42, 60), (x + k * 42, 300)], 4, "#14424c")
    c.rect((585, 26, 430, 176), "#7a5433", radius=8)
    c.rect((599, 40, 402, 148), fade("#24413f", "#17302f"), radius=4)
    for row in range(4):
        y = 60 + row * 32
        c.rect((840 + (row % 2) * 18, y, 136 - (row % 2) * 18, 9), CREAM, 0.75, radius=4)
        c.rect((628, y, 52 + (row % 3) * 10, 9), (HONEY, "#9ccf9f", ROSE, CREAM)[row], 0.9, radius=4)
        for k in range(6):
            c.dot(712 + k * 19, y + 6, 1.8, CREAM, 0.5)
    rope = smooth([(0, 30), (250, 22), (585, 60)])
    c.line(rope, 3, "#6b5138")
    c.line(smooth([(1015, 60), (1300, 20), (1600, 34)]), 3, "#6b5138")
    for i, (x, y) in enumerate((*rope[6::7], *smooth([(1015, 60), (1300, 20), (1600, 34)])[5::7])):
        c.poly([(x - 16, y), (x + 16, y), (x, y + 34)], (POMEGRANATE, TEAL, HONEY, CREAM)[i % 4])


def _stall(c: Canvas, x: float, stripe: str, goods: int) -> None:
    c.rect((x + 30, 330, 500, 480), fade("#5a3f2a", "#3a2a20"), 0.55)
    for post in (44, 504):
        c.rect((x + post, 300, 14, 520), fade("#8d6541", "#5e4029", sideways=True))
    for tier in range(3):
        _crates(c, x + 36 - tier * 8, 512 + tier * 92, 488 + tier * 16, goods * 3 + tier)
    for i in range(10):
        color = stripe if i % 2 == 0 else CREAM
        left, right = x + 18 + i * 52.4, x + 70.4 + i * 52.4
        top_left, top_right = x + 60 + i * 44, x + 104 + i * 44
        c.poly(
            [(top_left, 232), (top_right, 232), (right, 372), (left, 372)],
            fade(mix(color, "#ffffff", 0.1), mix(color, INK, 0.12)),
        )
        bottom = [
            (left + 26.2 - 26.2 * math.cos(math.pi * k / 12), 372 + 26 * math.sin(math.pi * k / 12)) for k in range(13)
        ]
        c.poly(bottom, mix(color, INK, 0.22))
    c.rect((x + 30, 398, 500, 60), fade("#000000", "#3a2a20"), 0.25)


def _crates(c: Canvas, x: float, y: float, width: float, kind: int) -> None:
    dice = chance(kind)
    colors = (
        ("#c4262e", "#d9482f"),
        ("#3f7d3c", "#6aa04a"),
        ("#e6902a", "#f0ab3c"),
        ("#6b2a55", "#4a1d44"),
        ("#e9c93a", "#d9b32a"),
        ("#a9c24f", "#7da33e"),
        ("#c4262e", "#8fae45"),
        ("#f0ab3c", "#e07a2a"),
        ("#7f9b45", "#55772f"),
    )
    count, each = 3, width / 3
    for i in range(count):
        left = x + i * each
        pair = colors[(kind * 2 + i) % len(colors)]
        for row in range(3):
            for k in range(7 - row):
                cx = left + 26 + row * 10 + k * (each - 50) / 6.2 + dice.uniform(-3, 3)
                cy = y + 8 - row * 15
                tone = mix(pair[0], pair[1], dice.random())
                c.dot(cx, cy, 15, mix(tone, INK, 0.16))
                c.dot(cx - 1.5, cy - 1.5, 13, tone)
                c.oval((cx - 5, cy - 6, 4, 2.6), "#ffffff", 0.45)
        c.rect((left + 4, y + 8, each - 8, 66), fade("#d2a062", "#9b6b3c"), radius=3)
        for slat in (28, 50):
            c.rect((left + 4, y + slat, each - 8, 5), "#6f4a29", 0.55)
        c.rect((left + each / 2 - 24, y + 20, 48, 30), CREAM, radius=3)
        c.rect((left + each / 2 - 15, y + 30, 30, 4), INK, 0.7, radius=2)
        c.rect((left + each / 2 - 9, y + 38, 18, 4), POMEGRANATE, 0.9, radius=2)


def _basket(c: Canvas, x: float, y: float) -> None:
    c.line(smooth([(x - 40, y), (x - 26, y - 56), (x + 26, y - 56), (x + 40, y)]), 6, "#8a5f33")
    for dx, dy, color in ((-22, -8, "#c4262e"), (2, -14, "#e6902a"), (24, -6, "#6aa04a"), (12, -4, "#c4262e")):
        c.dot(x + dx, y + dy, 16, color)
    c.line(smooth([(x - 8, y), (x - 20, y - 40), (x - 34, y - 54)]), 7, LEAF)
    c.poly([(x - 50, y), (x + 50, y), (x + 38, y + 54), (x - 38, y + 54)], fade("#d9a964", "#a77840"))
    for k in range(5):
        c.line([(x - 46 + k * 2.6, y + 8 + k * 10), (x + 46 - k * 2.6, y + 8 + k * 10)], 2.4, "#6f4a29", 0.5)
    c.rect((x - 54, y - 5, 108, 11), "#b98546", radius=5)
