"""The first scene: a bay at dusk; the air cools, and out of the warm water rises what becomes fog."""

from __future__ import annotations

import math

from film.layers import Fog
from film.pace import risen, swing
from hiwar.config.demo.canvas import HEIGHT, WIDTH, Canvas, Fade, Point, fade, mix
from hiwar.config.demo.scenes.figures import chance, cypress, gull
from hiwar.config.demo.scenes.palette import CREAM, DEEP, HONEY, POMEGRANATE, STONE, TEAL

SHORE = 520
SUN: Point = (560, 470)
BANKS = (
    Fog(y=470, seed=3, pace=16, color="#ead2ba", size=420, flat=0.17, count=14),
    Fog(y=545, seed=5, pace=24, color="#e4d8c9", size=450, flat=0.15, count=14),
    Fog(y=650, seed=9, pace=36, color="#dcd9cf", size=520, flat=0.15),
)
VEIL = Fog(y=450, seed=11, pace=22, color="#e6d6c4", size=620, flat=0.34, spread=60, count=11)
LAMPS = ((1130, 474), (1206, 452), (1262, 488), (1330, 430), (1398, 470), (1470, 436), (1546, 476), (1180, 500))


class Bay:
    """Dusk over the bay; `at` draws a moment of it."""

    def __init__(self, scale: int) -> None:
        self.ground = _ground(scale)
        dice = chance(41)
        self.glints = [
            (dice.gauss(SUN[0], 40 + 90 * depth), SHORE + 8 + 330 * depth, dice.uniform(14, 40) * (0.6 + depth), k)
            for k, depth in enumerate(dice.random() ** 1.4 for _ in range(54))
        ]
        self.wisps = [(dice.uniform(-40, WIDTH + 40), dice.uniform(560, 800), dice.uniform(0, 4.5)) for _ in range(26)]

    def at(self, t: float) -> Canvas:
        """Return the bay t seconds after the scene began."""
        c = self.ground.copy()
        for x, y, half, k in self.glints:
            light = 0.34 + 0.3 * swing(t, 2.6, k * 0.37)
            c.line([(x - half, y), (x + half, y)], 4, CREAM, light * (1 - 0.6 * risen(t, 2, 8)))
        c.rect((0, 0, WIDTH, HEIGHT), "#123347", 0.26 * risen(t, 1, 8))
        _boat(c, (1010, 650 + 4 * swing(t, 3.4)), 1.0, swing(t, 4.1))
        for x, y in LAMPS:
            c.glow((x, y), 34, HONEY, 0.7 * risen(t, 1.5, 5))
        for x, y, wait in self.wisps:
            _wisp(c, (x, y), t - wait, 1 - 0.85 * risen(t, 4.5, 7))
        for bank, start in zip(BANKS, (3.0, 3.6, 4.4), strict=True):
            bank.lie(c, t, risen(t, start, start + 4.4))
        VEIL.lie(c, t, 0.6 * risen(t, 4.4, 9))
        return c


def _ground(scale: int) -> Canvas:
    sky = Fade(
        ((0, "#1f5360"), (0.22, "#4f868a"), (0.4, "#c9b795"), (0.5, "#f3c694"), (0.58, "#ee9f72"), (1, "#ee9f72"))
    )
    c = Canvas(sky, scale=scale)
    c.glow(SUN, 620, "#ffe2b0", 0.75)
    c.dot(*SUN, 66, "#fff3dc", 0.96)
    for x, y, wide in ((150, 132, 360), (250, 156, 210), (980, 96, 300), (1080, 118, 420), (700, 210, 190)):
        c.rect((x, y, wide, 9), CREAM, 0.28, radius=5)
    for x, y, span in ((770, 250, 24), (838, 282, 17), (700, 296, 14)):
        gull(c, x, y, span, "#335f66")
    _hills(c)
    sea = Fade(((0, "#f0ac7d"), (0.1, "#d7a98a"), (0.34, "#6f9797"), (0.7, "#24606a"), (1, "#0e3d48")))
    c.rect((0, SHORE, WIDTH, 400), sea)
    c.glow((SUN[0], SHORE), 300, "#ffe2b0", 0.55, flat=0.9)
    c.reflect(SHORE, 130, alpha=0.34, ripple=5, squeeze=0.9)
    for x, y, wide in _ripples():
        c.line([(x, y), (x + wide, y)], 3, "#bcd3cf", 0.16)
    return c


def _ripples() -> list[tuple[float, float, float]]:
    dice = chance(12)
    rows = [SHORE + 24 + 350 * (k / 60) ** 1.5 for k in range(60)]
    return [(dice.uniform(-50, WIDTH), y, dice.uniform(30, 110) * (0.4 + (y - SHORE) / 260)) for y in rows]


def _hills(c: Canvas) -> None:
    c.hill([(-80, 480), (140, 420), (330, 446), (520, 500), (760, SHORE + 30)], "#b79a85")
    c.hill([(620, SHORE + 20), (860, 452), (1100, 380), (1330, 330), (1700, 300)], "#a2917f")
    c.hill([(-80, 505), (90, 470), (250, 500), (400, SHORE + 20)], "#7c8078")
    c.hill([(840, SHORE + 20), (1040, 470), (1240, 400), (1440, 372), (1700, 380)], fade("#6f7b74", "#54706f"))
    dice = chance(8)
    for k in range(46):
        x = dice.uniform(1090, 1600)
        crest = 462 - (x - 1060) * 0.2 if x < 1440 else 388
        foot = dice.uniform(crest + 22, SHORE - 2)
        _house(c, (x, foot), dice.uniform(20, 34), k)
    for x, y, h in ((1180, 440, 74), (1204, 436, 56), (1486, 392, 82), (1352, 404, 60)):
        cypress(c, x, y, h, "#1f4a4c")
    _tower(c, 1276, 400)


def _house(c: Canvas, foot: Point, wide: float, k: int) -> None:
    x, y = foot
    tall = wide * (0.75 + 0.1 * (k % 4))
    c.rect((x, y - tall, wide, tall), mix(STONE, ("#c9876a", "#a98d7a", "#d9b48c")[k % 3], 0.5))
    c.rect((x - 2, y - tall - 5, wide + 4, 6), "#8f5648")
    lit = k % 3 != 0
    c.rect((x + wide * 0.3, y - tall * 0.66, wide * 0.22, tall * 0.34), HONEY if lit else "#5d5a55", radius=2)


def _tower(c: Canvas, x: float, foot: float) -> None:
    stone = fade("#cfae8d", "#a98d76", sideways=True)
    c.rect((x - 13, foot - 130, 26, 150), stone)
    c.rect((x - 19, foot - 136, 38, 9), "#8f6f5c")
    c.rect((x - 9, foot - 160, 18, 26), stone)
    c.poly([(x - 13, foot - 159), (x, foot - 192), (x + 13, foot - 159)], "#6f4a43")


def _boat(c: Canvas, place: Point, s: float, tilt: float) -> None:
    x, y = place
    lean = 0.012 * tilt

    def at(dx: float, dy: float) -> Point:
        return (x + (dx - dy * lean) * s, y + (dy + dx * lean) * s)

    c.oval((x + 4, y + 8 * s, 150 * s, 11 * s), DEEP, 0.5)
    for dx, dy, wide in ((-96, 22, 150), (-40, 32, 120), (-70, 42, 70)):
        c.line([(x + dx * s, y + dy * s), (x + (dx + wide) * s, y + dy * s)], 4 * s, CREAM, 0.2)
    c.line([at(16, -20), at(16, -178)], 5 * s, "#4b3a2c")
    c.poly([at(24, -170), at(24, -40), at(112, -40)], fade("#f7e5c8", "#e2b78f"))
    c.poly([at(8, -150), at(8, -40), at(-52, -40)], fade("#fcf3e3", "#dcb795"))
    c.poly([at(16, -178), at(16, -196), at(-20, -187)], POMEGRANATE)
    hull = [at(130 * math.cos(a), 38 * math.sin(a) - 28) for a in (math.pi * k / 24 for k in range(25))]
    c.poly([at(-146, -34), *reversed(hull), at(150, -36)], fade(TEAL, DEEP))
    c.line([at(-146, -34), at(150, -36)], 8 * s, CREAM)


def _wisp(c: Canvas, foot: Point, age: float, clear: float) -> None:
    """Draw one breath of vapor: it rises, sways, widens and is gone; in the fog it can hardly be told (`clear`)."""
    life = age % 4.6 / 4.6 if age > 0 else 0
    if not life:
        return
    x, y = foot
    shown = clear * math.sin(math.pi * life) ** 1.3
    for k in range(4):
        rise = life * 190 + k * 34
        sway = 16 * swing(age, 3.0, k * 0.21 + x * 0.003)
        c.glow((x + sway, y - rise), 52 + 16 * k + 60 * life, "#f7ecdc", 0.07 * shown * (1 + k), flat=0.8)
