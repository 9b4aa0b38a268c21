"""A heat wave: the sun over the roofs of the city, and one tree with a bench in its shade."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import around, chance, olive_tree, person
from hiwar.config.demo.scenes.palette import CREAM, INK, OCHRE, POMEGRANATE, TEAL

SUN = (520, 210)


def heat() -> Canvas:
    """A heat wave: the sun over the roofs of the city, and one tree with a bench in its shade."""
    c = Canvas(Fade(((0, "#e98a4f"), (0.3, "#f5b566"), (0.6, "#fbdf9f"), (1, "#fbdf9f"))))
    for r, share in ((420, 0.16), (320, 0.2), (230, 0.26), (160, 0.34)):
        c.dot(*SUN, r, "#ffe9ae", share)
    c.glow(SUN, 640, "#fff3c9", 0.8)
    c.dot(*SUN, 104, "#fffae6")
    _roofs(c, 470, 0.7, ("#e8a671", "#dd9a6b", "#f0b884"), 3)
    _roofs(c, 560, 1.0, ("#d08a60", "#c47a58", "#e0a274"), 8)
    _roofs(c, 640, 1.3, ("#b96a50", "#a85c49", "#cb8462"), 17)
    _shimmer(c)
    c.rect((0, 640, WIDTH, 260), fade("#f6dca4", "#fbe9bd", "#ecc98c"))
    for k in range(-10, 12):
        c.line([(700 + k * 120, 640), (700 + k * 260, 900)], 2, "#c99a5f", 0.35)
    for y in (664, 706, 770, 852):
        c.line([(0, y), (WIDTH, y)], 2, "#c99a5f", 0.35)
    _shade(c)
    _fountain(c, 360, 800)
    return c


def _roofs(c: Canvas, y: float, s: float, walls: tuple[str, ...], seed: int) -> None:
    dice = chance(seed)
    x = -40.0
    while x < WIDTH:
        wide, tall = dice.uniform(110, 190) * s, dice.uniform(40, 150) * s
        wall = dice.choice(walls)
        top = y - tall
        c.rect((x, top, wide, 700 - top), fade(mix(wall, "#fff0c8", 0.3), wall, sideways=True))
        c.rect((x - 4, top - 7 * s, wide + 8, 9 * s), mix(wall, "#fff0c8", 0.5))
        for k in range(int(wide // (40 * s))):
            for floor in range(3):
                pane = (x + (14 + k * 40) * s, top + (22 + floor * 48) * s, 18 * s, 26 * s)
                c.rect(pane, mix(wall, INK, 0.45), 0.8, radius=2)
                if dice.random() < 0.25:
                    c.rect((x + (12 + k * 40) * s, top + (51 + floor * 48) * s, 22 * s, 12 * s), CREAM, 0.8, radius=2)
        _roof_things(c, (x, top), wide, s, seed + int(x))
        x += wide + dice.uniform(-8, 14)


def _roof_things(c: Canvas, corner: Point, wide: float, s: float, seed: int) -> None:
    """Put a water tank, an aerial or washing on a roof."""
    x, y = corner
    kind = seed % 4
    if kind == 0:
        for dx in (18, 58):
            c.rect((x + dx * s, y - 26 * s, 4 * s, 22 * s), "#6b4636")
        c.rect((x + 12 * s, y - 62 * s, 58 * s, 38 * s), fade("#e9e2d4", "#b7a793", sideways=True), radius=7 * s)
    elif kind == 1:
        mast = x + wide * 0.7
        c.line([(mast, y), (mast, y - 58 * s)], 3 * s, "#6b4636")
        for k in range(3):
            reach, level = (20 - k * 5) * s, y - (34 + k * 11) * s
            c.line([(mast - reach, level), (mast + reach, level)], 2 * s, "#6b4636")
    elif kind == 2:
        c.line([(x + 10 * s, y - 42 * s), (x + wide - 10 * s, y - 42 * s)], 2, "#6b4636")
        for end in (x + 10 * s, x + wide - 10 * s):
            c.line([(end, y), (end, y - 46 * s)], 2, "#6b4636")
        for k in range(int(wide // (30 * s)) - 1):
            cloth = (CREAM, POMEGRANATE, TEAL, OCHRE)[k % 4]
            c.rect((x + (18 + k * 30) * s, y - 42 * s, 22 * s, 28 * s), cloth, radius=2)


def _shimmer(c: Canvas) -> None:
    for k in range(9):
        y = 400 + k * 30
        wave = [(x, y + 7 * math.sin(x / 46 + k)) for x in range(-10, 1620, 12)]
        c.line(wave, 5, "#fff0c8", 0.14)


def _shade(c: Canvas) -> None:
    c.oval((1160, 796, 400, 62), "#7d8f86", 0.75)
    c.oval((1160, 796, 350, 48), "#5b7a78", 0.5)
    dice = chance(30)
    for _ in range(46):
        turn, reach = dice.uniform(0, math.tau), dice.random() ** 0.5
        c.oval((1160 + 360 * reach * math.cos(turn), 796 + 50 * reach * math.sin(turn), 12, 4), "#fbe9bd", 0.4)
    olive_tree(c, (1290, 800), 560, 12, "#4f7a4c")
    _bench(c, 1050, 800)
    _sitter(c, 990, 766)
    person(c, (1430, 816), 236, 4)


def _bench(c: Canvas, x: float, y: float) -> None:
    for dx in (-150, 150):
        c.line([(x + dx, y - 110), (x + dx, y + 8)], 12, "#2b3a3d")
        c.line([(x + dx - 4, y - 40), (x + dx + 16, y + 12)], 9, "#2b3a3d")
    for k in range(3):
        c.rect((x - 172, y - 116 + k * 22, 344, 16), fade("#b9793f", "#8a5428"), radius=5)
    c.rect((x - 176, y - 46, 352, 18), fade("#c98f55", "#8a5428"), radius=6)


def _sitter(c: Canvas, x: float, y: float) -> None:
    """Draw someone on the bench with a paper fan and a bottle of water."""
    for dx in (-16, 20):
        c.line([(x + dx, y - 10), (x + dx + 8, y + 14), (x + dx + 4, y + 66)], 22, "#26343d")
        c.oval((x + dx + 8, y + 70, 17, 8), INK)
    shirt = around((x, y), 1, (-42, 0), (-40, -84), (-18, -104), (18, -104), (40, -84), (42, 0))
    c.poly(smooth(shirt), fade("#f6efe2", "#d3c4ad"))
    c.rect((x - 9, y - 122, 18, 24), "#a86f4c")
    c.dot(x, y - 140, 26, "#a86f4c")
    hair = around((x, y), 1, (-28, -142), (-22, -168), (0, -174), (22, -168), (28, -142), (0, -152), (-28, -142))
    c.poly(smooth(hair), "#3a2a26")
    c.line([(x + 34, y - 84), (x + 66, y - 50), (x + 46, y - 96)], 16, "#e6dccb")
    hand = (x + 46, y - 100)
    c.dot(*hand, 10, "#a86f4c")
    turns = [math.radians(degrees) for degrees in range(20, 161, 10)]
    fan = around(hand, 52, *[(math.cos(turn), -math.sin(turn)) for turn in turns])
    c.poly([hand, *fan], fade(POMEGRANATE, "#d5486a"))
    for px, py in fan[::2]:
        c.line([hand, (px, py)], 2, CREAM, 0.7)
    c.line([(x - 34, y - 84), (x - 54, y - 44), (x - 30, y - 22)], 16, "#e6dccb")
    c.rect((x + 96, y - 72, 22, 60), fade("#bfe3e6", "#5fa3ad"), 0.9, radius=6)
    c.rect((x + 101, y - 82, 12, 12), TEAL, radius=2)


def _fountain(c: Canvas, x: float, y: float) -> None:
    c.oval((x + 30, y + 26, 200, 24), "#a97e4c", 0.4)
    c.poly([(x - 170, y - 20), (x + 170, y - 20), (x + 150, y + 30), (x - 150, y + 30)], fade("#efdcb9", "#b4946c"))
    c.oval((x, y - 20, 170, 28), "#e0c79c")
    c.oval((x, y - 18, 150, 22), fade("#4d9aa3", "#9fd0cf"))
    c.rect((x - 12, y - 110, 24, 92), fade("#efdcb9", "#b4946c", sideways=True))
    c.oval((x, y - 110, 64, 13), "#d3b78c")
    c.oval((x, y - 113, 54, 9), "#7fbdbf")
    for k in (-3, -2, -1, 1, 2, 3):
        jet = smooth([(x, y - 114), (x + k * 16, y - 176 + abs(k) * 8), (x + k * 36, y - 104), (x + k * 42, y - 24)])
        c.line(jet, 4, "#ffffff", 0.75)
    for look, dx in ((6, -228), (2, -290)):
        person(c, (x + dx + 10, y + 28), 148, look)
