"""Soap drying in a vaulted workshop: hollow towers of bricks, built so that air passes through."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, Point, arch, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance, olive_tree, person
from hiwar.config.demo.scenes.palette import INK, SAND, TEAL

SOAPS = ("#efe6bd", "#e3dba9", "#d9d29c", "#f4edcf")


def soap() -> Canvas:
    """Soap drying in a vaulted workshop: hollow towers of bricks, built so that air passes through."""
    c = Canvas(fade("#b99a76", "#d3b48c", "#c4a27a"))
    _vaults(c)
    c.rect((0, 640, WIDTH, 260), fade("#b79b78", "#d9c29c", "#c0a27b"))
    for k in range(-12, 13):
        c.line([(800 + k * 100, 640), (800 + k * 240, 900)], 2, "#8a6f52", 0.3)
    for y in (668, 712, 776, 860):
        c.line([(0, y), (WIDTH, y)], 2, "#8a6f52", 0.3)
    for x, y, s in ((560, 668, 0.52), (810, 664, 0.5), (1060, 668, 0.52)):
        _tower(c, (x, y), s)
    _light(c)
    for x, y, s in ((330, 744, 0.8), (1250, 744, 0.8)):
        _tower(c, (x, y), s)
    person(c, (745, 780), 250, 7)
    c.line([(728, 596), (700, 640), (650, 648)], 15, "#3f6a4c")
    c.rect((618, 632, 40, 22), fade("#f4edcf", "#d9d29c"), radius=4)
    _tower(c, (560, 846), 0.62, rows=6)
    _tower(c, (80, 880), 1.2)
    _tower(c, (1500, 884), 1.2)
    _tray(c, 1040, 800)
    return c


def _vaults(c: Canvas) -> None:
    dice = chance(5)
    for row in range(16):
        for column in range(17):
            x, y = column * 104 - 60 + (row % 2) * 52, row * 42
            c.rect((x, y, 101, 39), mix("#d9bd92", "#a4835f", dice.random()), 0.6, radius=4)
    for x, wide in ((90, 400), (600, 400), (1110, 400)):
        c.poly(arch(x - 26, 96, wide + 52, 650), fade("#e6cfa6", "#b4946c"))
        c.poly(arch(x, 122, wide, 650), fade("#5b4a40", "#8a6f56", "#a98a68"))
        c.poly(arch(x + 120, 250, 160, 470), fade("#8a6f56", "#6b5646"))
        c.poly(arch(x + 132, 262, 136, 460), fade("#a9d0cb", "#eaf0d8", "#fdf0c6"))
        c.poly([(x + 132, 460), *smooth([(x + 132, 424), (x + 190, 404), (x + 268, 420)]), (x + 268, 460)], "#8fa66f")
        olive_tree(c, (x + 200, 436), 76, int(x), "#6d8a58")
        c.line([(x + 200, 262), (x + 200, 460)], 6, "#4d3d33")
        c.line([(x + 132, 370), (x + 268, 370)], 6, "#4d3d33")
        c.rect((x + 116, 458, 168, 14), "#e6cfa6", radius=3)
    for x in (45, 545, 1055, 1560):
        c.rect((x - 44, 420, 88, 236), fade("#e9d4ad", "#a98a66", sideways=True))
        c.rect((x - 52, 404, 104, 22), SAND, radius=4)


def _light(c: Canvas) -> None:
    for x in (222, 732, 1242):
        for inset in (0, 18, 36):
            c.poly(
                [(x + inset, 270), (x + 136 - inset, 270), (x + 430 - inset, 900), (x + 130 + inset, 900)],
                "#fff3cc",
                0.08,
            )
        c.glow((x + 250, 760), 230, "#fff3cc", 0.5, flat=0.3)


def _tower(c: Canvas, foot: Point, s: float, rows: int = 17) -> None:
    """Lay ring over ring, each a little narrower; the back of a ring shows dark through the gaps of the front."""
    x, y = foot
    c.oval((x + 26 * s, y + 4 * s, 176 * s, 34 * s), INK, 0.28)
    dice = chance(int(x + y))
    for row in range(rows):
        radius = (152 - 118 * (row / 17) ** 1.25) * s
        level = y - row * 25 * s
        count = max(8, round(22 * radius / (152 * s)))
        c.oval((x, level - 12 * s, radius * 0.93, radius * 0.2), "#6b5a3c")
        c.rect(
            (x - radius * 0.93, level - 13 * s, radius * 1.86, 14 * s),
            fade("#54462f", "#7d6a48", "#4a3d2a", sideways=True),
        )
        for k in range(count):
            turn = math.pi * (k + 0.5 * (row % 2)) / count
            px, py = x - radius * math.cos(turn), level + radius * 0.2 * math.sin(turn)
            wide = max(5 * s, 30 * s * math.sin(turn) ** 0.7)
            # Light falls from the windows on the left of every tower.
            shade = 0.05 + 0.42 * (turn / math.pi) ** 1.6
            tone = mix(dice.choice(SOAPS), "#6f6240", shade)
            c.rect((px - wide / 2, py - 22 * s, wide * 0.9, 22 * s), tone, radius=3 * s)
            c.rect((px - wide / 2, py - 22 * s, wide * 0.9, 6 * s), mix(tone, "#ffffff", 0.45), radius=2 * s)
    top = (152 - 118 * ((rows - 1) / 17) ** 1.25) * s
    c.oval((x, y - (rows - 1) * 25 * s - 22 * s, top * 0.86, top * 0.19), fade("#8f8058", "#5b4d33"))


def _tray(c: Canvas, x: float, y: float) -> None:
    """Draw a slab on the floor, already cut into bricks."""

    def at(u: float, v: float) -> Point:
        return x + (u - 4) * (46 + v * 5) - v * 6, y + v * 21

    c.poly([at(-0.2, -0.3), at(8.2, -0.3), at(8.2, 4.4), at(-0.2, 4.4)], "#7a5c3c")
    dice = chance(31)
    for u in range(8):
        for v in range(4):
            corners = [at(u + 0.06, v + 0.06), at(u + 0.94, v + 0.06), at(u + 0.94, v + 0.9), at(u + 0.06, v + 0.9)]
            c.poly([(px, py + 5) for px, py in corners], "#a79b68")
            c.poly(corners, dice.choice(SOAPS))
            c.oval((*at(u + 0.5, v + 0.48), 12, 5), "#c9c08a")
    c.line([at(8.6, 0.5), at(9.6, 3.6)], 8, "#5b4636")
    c.poly([at(9.2, 3.2), at(10.1, 3.0), at(10.3, 3.8), at(9.3, 4.1)], TEAL)
