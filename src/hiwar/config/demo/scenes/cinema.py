"""An open-air cinema in a garden: the beam over the rows, the screen about to begin."""

from __future__ import annotations

from hiwar.config.demo.canvas import WIDTH, Canvas, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import around, chance, cypress, olive_tree
from hiwar.config.demo.scenes.palette import CLOTHES, CREAM, HONEY, INK, POMEGRANATE, ROSE, TEAL

LENS = (1392, 628)


def cinema() -> Canvas:
    """An open-air cinema in a garden: the beam over the rows, the screen about to begin."""
    c = Canvas(fade("#07121f", "#0f2a3b", "#23505a"))
    dice = chance(8)
    for _ in range(260):
        c.dot(
            dice.uniform(0, WIDTH),
            dice.uniform(0, 420),
            dice.choice((0.8, 1.1, 1.6)),
            "#eef4f0",
            dice.uniform(0.2, 0.9),
        )
    c.glow((1440, 96), 150, "#fbeecb", 0.5)
    c.dot(1440, 96, 34, "#fdf4dc")
    c.dot(1428, 88, 30, "#0d2232", 0.3)
    c.ridge(470, 26, 210, 4, "#0b2230")
    for x, h in ((60, 380), (150, 450), (1190, 360), (1270, 420), (1560, 440)):
        cypress(c, x, 590, h, "#0a2027")
    c.rect((0, 560, WIDTH, 340), fade("#1d4242", "#0b1c22"))
    _screen(c)
    for x, h, seed in ((96, 330, 4), (1490, 300, 9)):
        olive_tree(c, (x, 640), h, seed, "#2a4a3e")
    _beam(c)
    _bulbs(c)
    for row, (y, s) in enumerate(((640, 0.62), (706, 0.8), (786, 1.04), (884, 1.34))):
        _row(c, y, s, row)
    _projector(c)
    return c


def _screen(c: Canvas) -> None:
    c.glow((660, 350), 720, "#cfe6ee", 0.55)
    for post in (322, 984):
        c.rect((post, 160, 16, 450), "#0a171d")
    c.rect((310, 140, 702, 396), "#0a171d", radius=6)
    c.rect((322, 152, 678, 372), fade("#ffffff", "#f3f6ee", "#dbe8ea"))
    c.glow((660, 330), 330, "#ffffff", 0.9, flat=0.6)
    # Leader frames count with a sweeping hand; the number itself is left out.
    for r in (118, 92):
        c.ring((660, 338), r, 5, "#9fb7bd", 0.55)
    c.line([(330, 338), (992, 338)], 3, "#9fb7bd", 0.4)
    c.line([(660, 156), (660, 520)], 3, "#9fb7bd", 0.4)
    c.poly(
        [(660, 338), (660, 220), *[(660 + x, 338 + y) for x, y in ((60, -102), (102, -60), (118, 0))]], "#b9cdd2", 0.45
    )
    c.glow((660, 620), 560, "#d7ecef", 0.5, flat=0.16)


def _beam(c: Canvas) -> None:
    for inset, share in ((0, 0.1), (24, 0.09), (60, 0.08)):
        left, right, top, bottom = 322 + inset, 1000 - inset, 152 + inset, 524 - inset
        c.poly([LENS, (right, top), (left, top), (left, bottom), (right, bottom)], "#fff4d2", share)
    dice = chance(14)
    for _ in range(150):
        far = dice.uniform(0.05, 0.95)
        x, y = 660 + dice.uniform(-330, 330), 338 + dice.uniform(-180, 180)
        c.dot(LENS[0] + (x - LENS[0]) * far, LENS[1] + (y - LENS[1]) * far, dice.uniform(0.8, 1.9), "#fff8e2", 0.6)


def _bulbs(c: Canvas) -> None:
    for left, right, sag in (((-20, 150), (330, 96), 60), ((330, 96), (1000, 96), 46), ((1000, 96), (1640, 190), 84)):
        middle = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2 + sag)
        wire = smooth([left, middle, right], 30)
        c.line(wire, 2, "#02080c")
        for i, (x, y) in enumerate(wire[4::6]):
            c.glow((x, y + 9), 46, "#ffcf7d", 0.85)
            c.oval((x, y + 9, 6, 8), ("#fff1c4", HONEY, "#ffd9a0")[i % 3])
            c.rect((x - 3, y - 1, 6, 5), "#02080c")


def _row(c: Canvas, y: float, s: float, seed: int) -> None:
    dice = chance(30 + seed)
    x = dice.uniform(-40, 0)
    while x < WIDTH + 40:
        if not (seed == 3 and 1200 < x < 1600) and dice.random() < 0.86:
            _viewer(c, (x, y), s, dice.randrange(40))
        else:
            _chair(c, (x, y), s)
        x += 118 * s + dice.uniform(0, 16)


def _chair(c: Canvas, place: Point, s: float) -> None:
    x, y = place
    for dx in (-38, 38):
        c.line([(x + dx * s, y - 58 * s), (x + dx * s, y + 60 * s)], 6 * s, "#0a1318")
    c.rect((x - 42 * s, y - 60 * s, 84 * s, 40 * s), fade("#3c5a5c", "#1a3036"), radius=8 * s)


def _viewer(c: Canvas, place: Point, s: float, look: int) -> None:
    """Draw a person from behind, the light of the screen on hair and shoulders."""
    x, y = place
    coat = mix(CLOTHES[look % len(CLOTHES)], INK, 0.62)
    rim = mix(coat, "#e4f1f2", 0.5)
    hair = ("#1a1418", "#2c1b18", mix(POMEGRANATE, INK, 0.5), mix(TEAL, INK, 0.45), "#4a4642")[look % 5]
    body = around((x, y), s, (-44, 50), (-40, -44), (-18, -66), (18, -66), (40, -44), (44, 50))
    c.poly([(px, py - 4 * s) for px, py in smooth(body)], rim)
    c.poly(smooth(body), coat)
    c.oval((x, y - 98 * s, 25 * s, 30 * s), mix(hair, "#e4f1f2", 0.5))
    c.oval((x, y - 95 * s, 25 * s, 30 * s), hair)
    if look % 5 in (2, 3):
        c.poly(smooth(around((x, y), s, (-24, -96), (-34, -56), (0, -46), (34, -56), (24, -96))), hair)
    _chair(c, (x, y + 22 * s), s)


def _projector(c: Canvas) -> None:
    for dx in (-96, 96):
        c.line([(1450 + dx * 0.5, 720), (1450 + dx, 910)], 14, "#070e12")
    c.rect((1340, 704, 230, 18), "#13252b", radius=4)
    c.rect((1400, 590, 150, 116), fade("#5d6f72", "#1f3035"), radius=10)
    c.poly([(1404, 606), (1372, 598), (1372, 660), (1404, 652)], "#2c4045")
    for x, y, r in ((1440, 548, 54), (1540, 552, 46)):
        c.dot(x, y, r, "#101d22")
        c.ring((x, y), r - 5, 5, "#7b8d8f")
        for px, py in around((x, y), r / 2, (0, -1), (0.87, 0.5), (-0.87, 0.5)):
            c.dot(px, py, r * 0.2, "#51666a")
        c.dot(x, y, 7, CREAM)
    c.rect((1424, 616, 60, 10), ROSE, radius=5)
    c.glow(LENS, 130, "#fff4d2", 0.95)
    c.dot(1374, 628, 14, "#fffbea")
