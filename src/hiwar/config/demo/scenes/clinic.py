"""A travelling clinic in a village square: the white van beside an old tree, the doctor at her table."""

from __future__ import annotations

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, arch, fade, mix
from hiwar.config.demo.scenes.figures import around, chance, cypress, olive_tree, person
from hiwar.config.demo.scenes.palette import CREAM, HONEY, INK, POMEGRANATE, ROSE, TEAL


def clinic() -> Canvas:
    """A travelling clinic in a village square: the white van beside an old tree, the doctor at her table."""
    c = Canvas(Fade(((0, "#4f9aa4"), (0.3, "#b7d6cb"), (0.5, "#fae6bd"), (1, "#fae6bd"))))
    c.glow((1240, 180), 460, "#fff6da", 0.8)
    for x, y, w in ((120, 80, 340), (240, 102, 280), (1000, 96, 300)):
        c.rect((x, y, w, 13), CREAM, 0.5, radius=7)
    c.ridge(350, 40, 230, 7, fade("#9dbdb2", "#b9c7a4"))
    _houses(c)
    c.rect((0, 590, WIDTH, 310), fade("#d9c39c", "#ecd9b4", "#cdb388"))
    dice = chance(2)
    for _ in range(190):
        y = 600 + dice.random() ** 1.3 * 296
        size = 8 + (y - 590) * 0.09
        c.oval((dice.uniform(0, WIDTH), y, size, size * 0.34), dice.choice(("#c4a87c", "#f6e8c8", "#b99c72")), 0.5)
    c.oval((300, 690, 420, 44), INK, 0.16)
    olive_tree(c, (250, 676), 520, 21, "#5b8652")
    _van(c, 800, 760)
    _table(c, 1290, 806)
    _people(c)
    return c


def _houses(c: Canvas) -> None:
    dice = chance(14)
    x = -30.0
    for wide, tall in ((210, 250), (180, 200), (230, 290), (200, 220), (240, 260), (190, 210), (230, 280), (220, 240)):
        wall = dice.choice(("#ecd6b1", "#e3c59b", "#f1dfc0", "#dcbd92"))
        c.rect((x, 600 - tall, wide, tall), fade(wall, mix(wall, "#a98a66", 0.4)))
        for _ in range(24):
            left, top = x + dice.uniform(4, wide - 34), 606 - tall + dice.uniform(0, tall - 20)
            c.rect((left, top, 28, 11), "#a98a66", 0.2, radius=3)
        c.rect((x - 5, 594 - tall, wide + 10, 13), dice.choice(("#b5654a", "#c47b55", CREAM)))
        shutter = dice.choice((TEAL, POMEGRANATE, "#3f6a4c"))
        c.poly(arch(x + wide * 0.36, 500, 58, 600), shutter)
        c.line([(x + wide * 0.36 + 29, 506), (x + wide * 0.36 + 29, 600)], 2, INK, 0.4)
        for dx in (0.14, 0.66):
            left = x + wide * dx
            c.rect((left - 15, 628 - tall, 14, 54), shutter, radius=2)
            c.rect((left + 33, 628 - tall, 14, 54), shutter, radius=2)
            c.poly(arch(left, 618 - tall, 32, 682 - tall), "#31535b")
        x += wide
    for x, h in ((1130, 250), (1560, 280)):
        cypress(c, x, 604, h, "#2b5644")


def _van(c: Canvas, x: float, y: float) -> None:
    c.oval((x, y + 6, 400, 26), INK, 0.28)
    rear, front = [(-340, -30), (-340, -250), (-318, -278)], [(306, -160), (352, -132), (360, -30)]
    body = around((x, y), 1, *rear, (190, -278), (246, -262), *front)
    c.poly(body, fade("#ffffff", "#f3f1ea", "#cfd3d0"))
    c.poly([(x - 340, y - 108), (x + 356, y - 108), (x + 360, y - 74), (x - 340, y - 74)], fade("#1d7f88", TEAL))
    c.poly([(x + 206, y - 248), (x + 240, y - 240), (x + 292, y - 152), (x + 206, y - 152)], fade("#2f5f6a", "#8fc0c4"))
    c.poly([(x + 222, y - 246), (x + 240, y - 240), (x + 262, y - 202), (x + 216, y - 190)], "#ffffff", 0.25)
    c.line([(x + 196, y - 262), (x + 196, y - 36)], 3, "#9aa5a5")
    c.rect((x + 208, y - 134, 30, 8), "#7f8c8c", radius=4)
    c.rect((x + 334, y - 122, 22, 28), fade("#fff3cf", HONEY), radius=5)
    c.rect((x - 340, y - 118, 14, 34), ROSE, radius=3)
    c.rect((x - 344, y - 40, 708, 18), "#4a5658", radius=8)
    c.rect((x - 120, y - 304, 190, 26), fade("#e9ece8", "#b9c1bf"), radius=6)
    _door(c, x, y)
    _sign(c, x - 240, y - 184)
    for wheel in (-214, 250):
        c.dot(x + wheel, y - 22, 62, "#3a4649")
        c.dot(x + wheel, y - 16, 50, INK)
        c.dot(x + wheel, y - 16, 28, "#c3cbc9")
        c.dot(x + wheel, y - 16, 9, "#59666a")


def _door(c: Canvas, x: float, y: float) -> None:
    """Draw the open sliding door, the lit cabin behind it and the awning over it."""
    c.rect((x - 130, y - 250, 220, 212), fade("#fff0c9", "#f0d9a8"))
    c.rect((x - 120, y - 232, 96, 60), fade("#bfe0dd", "#8fc0bf"), radius=4)
    for k in range(3):
        c.rect((x - 4, y - 236 + k * 34, 84, 26), ("#d9e6e2", "#efe3ca", "#d9e6e2")[k], radius=3)
        c.rect((x + 28, y - 226 + k * 34, 20, 5), TEAL, radius=2)
    c.rect((x - 120, y - 112, 118, 20), fade("#8fc0bf", "#4d8f97"), radius=8)
    c.rect((x - 112, y - 92, 8, 54), "#7f8c8c")
    c.rect((x - 18, y - 92, 8, 54), "#7f8c8c")
    c.rect((x - 126, y - 40, 212, 26), fade("#7f8c8c", "#4a5658"), radius=4)
    for k in range(7):
        left, lean, tone = x - 160 + k * 40, (k - 3) * 4, TEAL if k % 2 else CREAM
        c.poly([(left, y - 276), (left + 40, y - 276), (left + 44 + lean, y - 236), (left + lean - 2, y - 236)], tone)
        c.oval((left + 21 + lean, y - 236, 22, 10), tone)


def _sign(c: Canvas, x: float, y: float) -> None:
    """Paint a heart with the line of a pulse: a sign of care that belongs to no society."""
    half = ((0, 40), (34, 12), (46, -12), (40, -34), (20, -42), (0, -26))
    c.poly(around((x, y), 1, *half, *[(-dx, dy) for dx, dy in reversed(half)]), fade(ROSE, POMEGRANATE))
    c.line(around((x, y), 1, (-40, -4), (-16, -4), (-6, -22), (6, 16), (14, -4), (40, -4)), 5, "#ffffff")


def _table(c: Canvas, x: float, y: float) -> None:
    c.oval((x, y + 8, 150, 16), INK, 0.2)
    for dx in (-110, 110):
        c.line([(x + dx, y - 90), (x + dx * 1.06, y + 4)], 9, "#6b5a48")
    person(c, (x + 6, y - 16), 230, 5)
    c.line([(x - 14, y - 190), (x + 4, y - 150), (x + 24, y - 190)], 4, "#2f3a44")
    c.dot(x + 4, y - 146, 6, "#9aa5a5")
    c.rect((x - 140, y - 106, 280, 20), fade("#ffffff", "#d9ded9"), radius=4)
    c.rect((x - 120, y - 88, 240, 40), TEAL, 0.85, radius=3)
    c.rect((x - 116, y - 150, 62, 46), fade(ROSE, POMEGRANATE), radius=6)
    c.rect((x - 98, y - 160, 26, 12), "#7b0f30", radius=4)
    for k, tone in enumerate(("#8fc0bf", HONEY, "#efe3ca")):
        c.rect((x + 52 + k * 26, y - 138 + k * 6, 18, 34 - k * 6), tone, radius=4)


def _people(c: Canvas) -> None:
    c.rect((96, 690, 250, 16), fade("#b9793f", "#8a5428"), radius=4)
    for x in (116, 320):
        c.rect((x, 704, 12, 36), "#6b4228")
    for x, y, h, look in ((150, 770, 214, 9), (236, 782, 214, 4), (390, 800, 206, 11), (446, 808, 128, 6)):
        c.oval((x + 16, y + 2, h * 0.3, 9), INK, 0.2)
        person(c, (x, y), h, look)
    c.line([(415, 704), (436, 736)], 11, "#a86f4c")
    c.oval((1126, 832, 66, 9), INK, 0.2)
    person(c, (1110, 830), 214, 0)
    c.oval((1492, 842, 66, 9), INK, 0.2)
    person(c, (1480, 840), 216, 2, stride=0.04)
