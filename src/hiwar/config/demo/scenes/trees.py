"""Young trees along a road, each tied to its stake; the last of them is just being planted."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance, gull, person
from hiwar.config.demo.scenes.palette import CREAM, INK, LEAF, OCHRE, POMEGRANATE, TEAL


def trees() -> Canvas:
    """Young trees along a road, each tied to its stake; the last of them is just being planted."""
    c = Canvas(Fade(((0, "#4f9fa8"), (0.28, "#b3d6cb"), (0.46, "#fbe8be"), (1, "#fbe8be"))))
    c.glow((330, 230), 480, "#fff6da", 0.85)
    c.dot(330, 230, 54, "#fffcee")
    for x, y, w in ((780, 96, 380), (900, 118, 300), (80, 90, 200)):
        c.rect((x, y, w, 13), CREAM, 0.5, radius=7)
    c.ridge(380, 36, 230, 11, fade("#9dbdb2", "#b9c7a4"))
    c.ridge(430, 24, 190, 4, fade("#7ea38c", "#a0b480"))
    c.hill([(-40, 470), (400, 452), (800, 462), (1200, 446), (1640, 470)], fade("#9fb06a", "#86a058", "#6d8a4a"))
    _furrows(c)
    _road(c)
    for k in range(7):
        _sapling(c, _beside(0.16 * 1.3**k, -1), 0.16 * 1.3**k, k)
        _sapling(c, _beside(0.18 * 1.3**k, 1), 0.18 * 1.3**k, 20 + k)
    _planting(c)
    for x, y, span in ((620, 210, 20), (690, 240, 14), (560, 252, 12)):
        gull(c, x, y, span, "#39616a")
    return c


def _beside(near: float, side: int) -> Point:
    """Return where a tree stands: the road runs to a point on the horizon, its edges part with nearness."""
    return 760 + side * (40 + 420 * near) + 40 * near, 462 + 300 * near


def _furrows(c: Canvas) -> None:
    for k in range(-16, 17):
        c.line([(760 + k * 16, 470), (800 + k * 230, 960)], 5, "#55743c", 0.2)


def _road(c: Canvas) -> None:
    c.poly([(752, 462), (768, 462), (1240, 900), (380, 900)], fade("#cfc2a8", "#b5a88f", "#948a78"))
    c.poly([(751, 462), (748, 462), (300, 900), (380, 900)], fade("#ead9b0", "#d9c08c"))
    c.poly([(769, 462), (772, 462), (1330, 900), (1240, 900)], fade("#ead9b0", "#d9c08c"))
    for k in range(8):
        top, low = 0.05 * 1.55**k, 0.05 * 1.55**k * 1.28
        mark = [(760 + 52 * n + side * 11 * n, 462 + 438 * n) for n, side in ((top, -1), (top, 1), (low, 1), (low, -1))]
        c.poly(mark, CREAM, 0.9)


def _sapling(c: Canvas, foot: Point, s: float, seed: int) -> None:
    """Draw a young tree with its stake, two ties and a ring of earth."""
    x, y = foot
    dice = chance(seed)
    c.oval((x + 60 * s, y + 6 * s, 130 * s, 15 * s), INK, 0.18)
    c.oval((x, y, 72 * s, 20 * s), fade("#7a5638", "#573b27"))
    c.oval((x, y - 3 * s, 52 * s, 12 * s), "#8f6a47")
    c.line([(x + 34 * s, y), (x + 34 * s, y - 230 * s)], 13 * s, fade("#d9a866", "#9a6a3a"))
    c.line(smooth([(x, y), (x - 5 * s, y - 130 * s), (x + 4 * s, y - 300 * s)]), 13 * s, "#6b5038")
    for lift in (110, 196):
        c.line([(x - 5 * s, y - lift * s), (x + 36 * s, y - (lift + 4) * s)], 8 * s, POMEGRANATE)
    for lean, lift in ((-58, 330), (50, 350), (-30, 390), (34, 410)):
        c.line([(x, y - 240 * s), (x + lean * s, y - lift * s)], 6 * s, "#6b5038")
    tone = (LEAF, "#5b8652", "#6d9a55")[seed % 3]
    for tint, shift in ((mix(tone, INK, 0.25), 9), (tone, 0), (mix(tone, "#fff3b0", 0.28), -12)):
        for k in range(22 if shift >= 0 else 9):
            turn = math.tau * k / (22 if shift >= 0 else 9) + dice.uniform(-0.2, 0.2)
            reach = dice.random() ** 0.5
            c.oval(
                (
                    x + (4 + 76 * reach * math.cos(turn) + shift * 0.6) * s,
                    y + (-360 + 96 * reach * math.sin(turn) + shift) * s,
                    36 * s,
                    30 * s,
                ),
                tint,
            )


def _planting(c: Canvas) -> None:
    """Draw the two who plant, beside the hole, the heap of earth and the trees still waiting."""
    c.oval((1360, 846, 110, 24), "#4b3322")
    c.poly(smooth([(1440, 858), (1480, 800), (1530, 786), (1580, 812), (1620, 858)]), fade("#8f6a47", "#5b3f2a"))
    c.poly([(1334, 846), (1338, 800), (1384, 800), (1388, 846)], fade("#8a5a3a", "#5b3a24"))
    _shoot(c, (1360, 804), 1.0)
    person(c, (1440, 846), 250, 3)
    c.line([(1416, 666), (1390, 700), (1366, 712)], 17, "#2f4858")
    c.dot(1364, 712, 10, "#8a583a")
    person(c, (1210, 836), 244, 9)
    c.line([(1236, 660), (1262, 720), (1258, 742)], 16, TEAL)
    c.line([(1262, 650), (1250, 838)], 8, "#b9793f")
    c.poly([(1234, 806), (1268, 808), (1262, 862), (1250, 872), (1236, 860)], fade("#9aa5a5", "#59666a"))
    for x, pot in ((80, "#c46a4a"), (168, "#2f7781"), (262, OCHRE)):
        c.oval((x + 20, 872, 60, 10), INK, 0.2)
        c.poly([(x - 34, 806), (x + 34, 806), (x + 26, 870), (x - 26, 870)], fade(pot, mix(pot, INK, 0.3)))
        _shoot(c, (x, 808), 0.9)
    c.rect((330, 812, 76, 62), fade("#8fb5b5", "#4d7a80"), radius=6)
    c.line([(404, 850), (452, 806)], 10, "#4d7a80")
    c.line(smooth([(338, 814), (368, 776), (400, 814)]), 8, "#4d7a80")


def _shoot(c: Canvas, foot: Point, s: float) -> None:
    x, y = foot
    c.line([(x, y), (x + 3 * s, y - 150 * s)], 8 * s, "#6b5038")
    for k in range(9):
        side = -1 if k % 2 else 1
        lift = 50 + k * 14
        c.oval((x + side * (30 - k * 2) * s, y - (lift + 10) * s, 24 * s, 12 * s), ("#5b8652", "#6d9a55", LEAF)[k % 3])
    c.oval((x + 3 * s, y - 176 * s, 16 * s, 24 * s), "#7fae62")
