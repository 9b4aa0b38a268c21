"""Riders climbing a winding road above the sea in late light."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance, cypress
from hiwar.config.demo.scenes.palette import (
    CREAM,
    HONEY,
    INK,
    LEAF,
    OLIVE,
    POMEGRANATE,
    ROSE,
    SKIN,
    TEAL,
)


def cycling() -> Canvas:
    """Riders climbing a winding road above the sea in late light."""
    c = Canvas(Fade(((0, "#3f8b96"), (0.22, "#a6cbc1"), (0.36, "#f7e2b9"), (1, "#f7e2b9"))))
    c.glow((330, 270), 480, "#fff4d2", 0.85)
    c.dot(330, 270, 58, "#fffbe9")
    c.rect((0, 318, WIDTH, 200), fade("#f1d7ac", "#7fb0ad", "#2b7a86"))
    dice = chance(17)
    for _ in range(60):
        c.rect((330 + dice.gauss(0, 90), 322 + dice.random() * 100, 46, 2), "#fff4d2", 0.6, radius=1)
    c.hill([(700, 400), (900, 330), (1060, 230), (1220, 170), (1400, 90), (1620, 60)], fade("#7d9d8c", "#5d8468"))
    c.dot(1424, 70, 36, fade("#ffffff", "#d8d2c4", sideways=True))
    c.rect((1386, 72, 76, 40), fade("#f7efe0", "#cfc6b6", sideways=True))
    slope = [(0, 470), (240, 440), (520, 452), (800, 400), (1100, 330), (1360, 240), (1620, 210)]
    c.hill(slope, fade("#86a06d", "#55794f"))
    c.hill([(0, 560), (300, 590), (620, 560), (980, 470), (1300, 420), (1620, 350)], fade("#a9ab62", "#6b8050"))
    c.hill([(0, 700), (340, 740), (760, 700), (1160, 610), (1620, 560)], fade("#c3a85b", "#8a7a45"))
    _road(c)
    trees = ((1010, 470, 110), (1060, 462, 140), (1500, 352, 120), (1545, 346, 150), (120, 560, 150), (168, 566, 120))
    for x, y, h in (*trees, (1440, 590, 190)):
        cypress(c, x, y, h, "#24503f")
    for x, y, s, look in ((1236, 372, 0.3, 6), (1130, 396, 0.34, 1), (560, 508, 0.46, 2), (690, 494, 0.44, 0)):
        _rider(c, x, y, s, look)
    for x, y, s, look in ((1190, 690, 0.85, 1), (860, 742, 1.0, 2), (470, 800, 1.2, 0)):
        _rider(c, x, y, s, look)
    return c


def _road(c: Canvas) -> None:
    stations = [
        (1425, 190, 8),
        (1460, 250, 10),
        (1330, 300, 13),
        (1230, 345, 16),
        (1320, 388, 20),
        (1180, 400, 22),
        (960, 420, 25),
        (760, 486, 30),
        (560, 512, 36),
        (400, 548, 44),
        (520, 596, 54),
        (900, 566, 62),
        (1250, 520, 70),
        (1500, 545, 80),
        (1540, 610, 92),
        (1300, 690, 110),
        (900, 760, 128),
        (300, 850, 160),
        (-200, 930, 190),
    ]
    upper = smooth([(x, y - w / 4) for x, y, w in stations])
    lower = smooth([(x, y + w / 3) for x, y, w in stations])
    for start in range(0, len(upper) - 1, 2):
        far = start / len(upper)
        stop = start + 3
        c.poly([*upper[start:stop], *reversed(lower[start:stop])], mix("#d6cab2", "#8b8680", far))
        c.line(upper[start:stop], 0.6 + 6 * far, CREAM, 0.85)
        c.line(lower[start:stop], 0.6 + 7 * far, "#5a554c")


def _rider(c: Canvas, x: float, y: float, s: float, look: int) -> None:
    jersey = (POMEGRANATE, TEAL, HONEY, CREAM, ROSE, LEAF, OLIVE)[look]
    skin = SKIN[look % 4]

    def at(dx: float, dy: float) -> Point:
        return x - dx * s, y + dy * s

    c.oval((x - 50 * s, y + 6 * s, 150 * s, 11 * s), INK, 0.3)
    for wheel in (-74, 74):
        c.ring(at(wheel, -46), 46 * s, 5.5 * s, INK)
        for spoke in range(8):
            turn = math.tau * spoke / 8
            c.line(
                [at(wheel, -46), at(wheel + 43 * math.cos(turn), -46 + 43 * math.sin(turn))], 1.2 * s, "#d8d3c8", 0.6
            )
    frame = "#e9e2d4" if look != 3 else POMEGRANATE
    c.line([at(-74, -46), at(-46, -108), at(30, -112), at(-6, -44), at(-74, -46)], 6 * s, frame)
    c.line([at(30, -112), at(-6, -44), at(-46, -108)], 6 * s, frame)
    c.line([at(-74, -46), at(-52, -126), at(-78, -124)], 6 * s, INK)
    c.line([at(74, -46), at(34, -124)], 6 * s, frame)
    c.line([at(74, -46), at(-6, -44)], 6 * s, frame)
    c.rect((x - 58 * s, y - 130 * s, 44 * s, 9 * s), INK, radius=4 * s)
    c.line(smooth([at(34, -130), at(-22, -96), at(10, -30)]), 20 * s, mix(skin, INK, 0.25))
    c.line(smooth([at(34, -132), at(-24, -104), at(-18, -46)]), 21 * s, skin)
    c.line([at(34, -134), at(-8, -116)], 27 * s, "#26343d")
    c.poly(
        smooth([at(52, -136), at(40, -172), at(-10, -208), at(-34, -200), at(-24, -172), at(16, -128), at(52, -136)]),
        jersey,
    )
    c.line(smooth([at(-20, -190), at(-48, -156), at(-74, -130)]), 14 * s, skin)
    c.line([at(-18, -192), at(-38, -168)], 17 * s, jersey)
    c.dot(*at(-44, -222), 21 * s, skin)
    c.poly(
        smooth([at(-68, -228), at(-58, -248), at(-36, -252), at(-16, -236), at(-20, -224), at(-68, -228)]),
        mix(jersey, "#ffffff", 0.3),
    )
