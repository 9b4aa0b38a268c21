"""The great clock under the iron and glass roof, people waiting below."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, arch, fade, mix
from hiwar.config.demo.scenes.figures import person
from hiwar.config.demo.scenes.palette import (
    HONEY,
    INK,
    OCHRE,
    PEACH,
    POMEGRANATE,
    TEAL,
)


def clock() -> Canvas:
    """The great clock under the iron and glass roof, people waiting below."""
    c = Canvas(fade("#174651", "#2b6a72", "#1b4f59"))
    _glass_roof(c)
    c.rect((0, 640, WIDTH, 260), fade("#c9b08a", "#8c745a", "#5b4a42"))
    c.poly([(560, 640), (1040, 640), (1500, 900), (100, 900)], fade("#f6dfb2", "#c9a473"), 0.75)
    for k in range(9):
        c.line([(800 + (k - 4) * 110, 640), (800 + (k - 4) * 330, 900)], 2.4, "#5b4a42", 0.28)
    for y in (664, 700, 752, 826):
        c.line([(0, y), (WIDTH, y)], 2.2, "#5b4a42", 0.22)
    for x in (150, 1450):
        c.rect((x - 16, 260, 32, 520), fade("#0d3139", "#2f6771", "#0b2a31", sideways=True))
        c.rect((x - 30, 764, 60, 26), "#0b2a31", radius=4)
        c.rect((x - 26, 250, 52, 18), "#0b2a31", radius=4)
    _station_clock(c, 800, 352, 150)
    _waiting(c)
    return c


def _waiting(c: Canvas) -> None:
    for x, y, h, look in (
        (600, 700, 120, 2),
        (660, 704, 116, 5),
        (950, 698, 112, 0),
        (1010, 702, 120, 7),
        (330, 780, 190, 6),
        (420, 786, 182, 1),
        (1220, 776, 186, 4),
        (1310, 800, 150, 3),
        (770, 842, 236, 0),
    ):
        # The light falls from the middle of the hall, so shadows lean away from it.
        far, end = x + (x - 800) * 0.16, y + h * 0.3
        c.poly([(x - h * 0.1, y), (x + h * 0.12, y), (far + h * 0.1, end), (far - h * 0.12, end)], INK, 0.28)
        person(c, (x, y), h, look)
    for x, y, s, color in ((474, 786, 1.0, POMEGRANATE), (836, 842, 1.25, TEAL), (1266, 778, 0.9, OCHRE)):
        c.rect(
            (x - 22 * s, y - 56 * s, 44 * s, 56 * s),
            fade(mix(color, "#ffffff", 0.1), mix(color, INK, 0.3)),
            radius=6 * s,
        )
        c.ring((x, y - 60 * s), 9 * s, 4 * s, INK)


def _glass_roof(c: Canvas) -> None:
    outer = [(800 - 820 * math.cos(math.pi * i / 60), 700 - 700 * math.sin(math.pi * i / 60)) for i in range(61)]
    c.poly(outer, Fade(((0, "#6fa9ad"), (0.4, "#cfe0cf"), (0.75, "#fbe3b4"), (1, PEACH))))
    c.glow((800, 560), 620, "#fff3d2", 0.85)
    for reach in (0.2, 0.38, 0.56, 0.74, 0.9):
        rib = [
            (
                800 - 820 * reach * math.cos(math.pi * i / 60),
                700 - (700 * (0.45 + 0.55 * reach)) * math.sin(math.pi * i / 60),
            )
            for i in range(61)
        ]
        c.line(rib, 5 + reach * 5, "#123e48", 0.85)
    for k in range(1, 18):
        turn = math.pi * k / 18
        inner = (800 - 164 * math.cos(turn), 700 - 392 * math.sin(turn))
        c.line([inner, (800 - 820 * math.cos(turn), 700 - 700 * math.sin(turn))], 3.6, "#123e48", 0.8)
    c.line(outer, 26, "#0e343d")
    c.line(outer, 5, "#4d8b92")
    for x, wide in ((690, 220),):
        c.poly(arch(x, 520, wide, 660), fade("#fffbe9", "#ffe9bd"))
    for k, side in enumerate((-1, 1, -1, 1)):
        top = 800 + side * (60 + 130 * (k // 2))
        c.poly([(top, 60), (top + 70, 60), (top + side * 330 + 200, 860), (top + side * 330 - 60, 860)], "#fff6dc", 0.1)
    c.poly([(690, 660), (910, 660), (840, 560), (760, 560)], "#8c745a")
    c.line([(716, 660), (774, 560)], 5, INK)
    c.line([(884, 660), (826, 560)], 5, INK)


def _station_clock(c: Canvas, x: float, y: float, r: float) -> None:
    for dx in (-70, 70):
        c.line([(x + dx, 0), (x + dx, y - r * 0.8)], 8, INK)
    c.glow((x, y), r * 2, "#fff3d2", 0.5)
    c.dot(x + 6, y + 10, r + 20, INK, 0.3)
    c.dot(x, y, r + 20, fade("#1d5b66", "#0a2f38"))
    c.ring((x, y), r + 12, 4, HONEY)
    c.dot(x, y, r, fade("#fffdf5", "#f2e2c2"))
    for k in range(60):
        turn = math.tau * k / 60
        inner = r * (0.84 if k % 5 == 0 else 0.91)
        c.line(
            [
                (x + inner * math.sin(turn), y - inner * math.cos(turn)),
                (x + r * 0.95 * math.sin(turn), y - r * 0.95 * math.cos(turn)),
            ],
            8 if k % 15 == 0 else 5 if k % 5 == 0 else 2,
            INK,
        )
    for hours, length, wide in ((6 + 14 / 60, 0.52, 12), (14 / 5, 0.76, 8)):
        turn = math.tau * hours / 12
        c.line(
            [
                (x - r * 0.14 * math.sin(turn), y + r * 0.14 * math.cos(turn)),
                (x + r * length * math.sin(turn), y - r * length * math.cos(turn)),
            ],
            wide,
            INK,
        )
    c.line([(x + 18, y - 30), (x - 62, y + 108)], 3.4, POMEGRANATE)
    c.dot(x, y, 11, POMEGRANATE)
