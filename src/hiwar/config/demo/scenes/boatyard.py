"""A wooden boat taking shape on the slip: keel, ribs and the first planks."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance, cypress, gull, person
from hiwar.config.demo.scenes.palette import CREAM, INK, OCHRE, POMEGRANATE, TEAL

STATIONS = 17


def boatyard() -> Canvas:
    """A wooden boat taking shape on the slip: keel, ribs and the first planks."""
    c = Canvas(Fade(((0, "#4f9aa4"), (0.3, "#b4d4ca"), (0.5, "#f9e4ba"), (1, "#f9e4ba"))))
    c.glow((260, 330), 520, "#fff4d4", 0.85)
    for x, y, w in ((700, 90, 360), (820, 112, 260), (100, 130, 240)):
        c.rect((x, y, w, 13), CREAM, 0.5, radius=7)
    c.ridge(470, 26, 220, 14, fade("#a2bfb2", "#bcc3a2"))
    c.rect((0, 500, WIDTH, 130), fade("#d7d8b8", "#7fb2b0", "#3d8a93"))
    dice = chance(4)
    for _ in range(70):
        c.rect((dice.uniform(0, WIDTH), 504 + dice.random() * 100, dice.uniform(14, 60), 2), CREAM, 0.4, radius=1)
    _shed(c)
    c.poly([(0, 900), (0, 640), (420, 612), (1600, 600), (1600, 900)], fade("#e3cda0", "#cfb283", "#b0925f"))
    for _ in range(220):
        left, top, chip = dice.uniform(0, WIDTH), dice.uniform(640, 900), dice.choice(("#f3dfb0", "#9a7a4c"))
        c.line([(left, top), (left + dice.uniform(6, 22), top + dice.uniform(-4, 4))], 3, chip, 0.5)
    _hull(c)
    _yard(c)
    for x, y, span in ((420, 170, 24), (520, 210, 16), (360, 240, 14)):
        gull(c, x, y, span, "#ffffff")
    return c


def _shed(c: Canvas) -> None:
    c.rect((1250, 380, 360, 240), fade("#8d6b4c", "#6b4c36"))
    for x in range(1254, 1610, 30):
        c.line([(x, 384), (x, 620)], 2, INK, 0.25)
    c.poly([(1220, 392), (1320, 312), (1640, 312), (1640, 392)], fade("#b5654a", "#8c4736"))
    c.rect((1310, 450, 130, 170), "#33251d")
    for k, tone in enumerate((OCHRE, "#c98f55", TEAL, "#8a5428")):
        c.rect((1470, 470 + k * 34, 150, 20), tone, radius=3)
    for x, h in ((1200, 190), (1168, 140)):
        cypress(c, x, 616, h, "#2b5a50")


def _shape(share: float) -> tuple[float, float, float]:
    """Return the boat's half width, sheer height and keel height at a share of her length from the stern."""
    wide = 150 * math.sin(math.pi * min(1.0, 0.16 + share * 0.86)) ** 0.75
    sheer = 232 + 130 * (share - 0.42) ** 2 * 2.1
    rise = 170 * max(0.0, share - 0.8) ** 2 * 12
    return wide, sheer, rise


def _at(share: float, side: float, up: float) -> Point:
    """Return a place on the hull: `side` from -1 (far) to 1 (near), `up` from the keel (0) to the sheer (1)."""
    wide, sheer, rise = _shape(share)
    belly = side * wide * math.sin(math.pi / 2 * min(1.0, up * 1.1)) ** 0.55
    height = rise + (sheer - rise) * up
    return 240 + share * 900 - belly * 0.34, 742 - height + belly * 0.3


def _hull(c: Canvas) -> None:
    c.oval((720, 776, 560, 40), INK, 0.22)
    for x in (330, 520, 710, 900, 1060):
        c.rect((x - 34, 744, 68, 40), fade("#7a5638", "#4d3524"), radius=4)
    shares = [0.04 + 0.92 * k / (STATIONS - 1) for k in range(STATIONS)]
    for share in shares:
        c.line(smooth([_at(share, -1, up / 8) for up in range(9)], 6), 13, "#8a5a34")
    for up in (0.55, 1.0):
        c.line(smooth([_at(k / 20, -1, up) for k in range(21)], 6), 11, "#9a6a3e")
    stem = smooth([(1000, 744), (1090, 716), (1146, 620), (1172, 470), (1196, 392)])
    c.line(stem, 26, "#7a4a2a")
    c.line([(x - 5, y) for x, y in stem], 8, "#b9844f", 0.8)
    c.line([(236, 744), (1010, 746)], 28, "#7a4a2a")
    c.line([(236, 738), (1010, 740)], 8, "#b9844f", 0.8)
    c.line([(262, 744), (236, 480)], 24, "#7a4a2a")
    for k in range(5):
        _plank(c, 0.06 + k * 0.125, 0.98 - k * 0.02 if k < 4 else 0.62)
    for share in shares:
        rib = smooth([_at(share, 1, up / 8) for up in range(4 if share < 0.6 else 5, 9)], 6)
        c.line(rib, 15, "#c28a52")
        c.line([(x - 4, y) for x, y in rib], 4, "#efc78e", 0.8)
    sheer = smooth([_at(k / 20, 1, 1.0) for k in range(21)], 6)
    c.line(sheer, 15, "#d9a466")
    c.line([(x, y - 4) for x, y in sheer], 4, "#f6d9a6")


def _plank(c: Canvas, up: float, end: float) -> None:
    """Lay one strake on the near side; the last one stops where work stopped."""
    lower = smooth([_at(0.01 + (end - 0.01) * k / 24, 1, up - 0.055) for k in range(25)], 4)
    upper = smooth([_at(0.01 + (end - 0.01) * k / 24, 1, up + 0.06) for k in range(25)], 4)
    tone = mix("#d09a5c", "#a87038", (up * 7) % 1)
    c.poly([*upper, *reversed(lower)], fade(mix(tone, "#fff1cf", 0.25), tone))
    c.line(lower, 2.4, "#5b3820", 0.7)
    for x, y in upper[6::9]:
        c.dot(x, y + 9, 2.6, "#5b3820", 0.8)


def _yard(c: Canvas) -> None:
    for x in (390, 610, 830):
        c.line([(x - 40, 806), (x + 14, 668)], 11, "#8a5a34")
    c.line([(1080, 800), (1150, 470)], 9, "#b9844f")
    c.line([(1130, 806), (1192, 474)], 9, "#b9844f")
    for k in range(9):
        c.line([(1086 + k * 7.4, 774 - k * 36), (1134 + k * 6.6, 778 - k * 36)], 8, "#b9844f")
    person(c, (200, 836), 216, 0)
    c.line([(228, 672), (276, 690), (300, 662)], 15, POMEGRANATE)
    c.line([(296, 682), (306, 630)], 8, "#8a5428")
    c.rect((284, 616, 46, 20), fade("#7b8688", "#3a4447"), radius=3)
    person(c, (1400, 800), 208, 3)
    for x in (1260, 1500):
        c.line([(x - 32, 876), (x, 796), (x + 32, 876)], 11, "#7a5638")
    for k, tone in enumerate(("#e0b277", "#c98f55", "#d9a466")):
        c.rect((1190 + k * 16, 778 - k * 16, 390, 16), fade(mix(tone, "#ffffff", 0.2), tone), radius=3)
    c.rect((500, 838, 110, 46), fade("#2f7781", "#17424a"), radius=4)
    c.line([(520, 838), (530, 812), (580, 812), (590, 838)], 7, "#17424a")
    for x, y, r in ((680, 862, 13), (730, 876, 10), (420, 872, 12), (880, 868, 14), (1010, 880, 11)):
        c.line(
            [(x + r * (1 - i / 40) * math.cos(i / 4.2), y + r * (1 - i / 40) * math.sin(i / 4.2)) for i in range(30)],
            4,
            "#f7deaa",
        )
