"""The reading room at night: shelves behind tall windows, two people at a lit table."""

from __future__ import annotations

from hiwar.config.demo.canvas import WIDTH, Canvas, arch, fade, smooth
from hiwar.config.demo.scenes.figures import chance, cypress, person
from hiwar.config.demo.scenes.palette import (
    CREAM,
    HONEY,
    INK,
    LEAF,
    OCHRE,
    POMEGRANATE,
    SAND,
    TEAL,
    WINE,
)


def library() -> Canvas:
    """The reading room at night: shelves behind tall windows, two people at a lit table."""
    c = Canvas(fade("#08131f", "#0e2a3a", "#24505c"))
    dice = chance(5)
    for _ in range(240):
        c.dot(
            dice.uniform(0, WIDTH),
            dice.uniform(0, 330),
            dice.choice((0.8, 1.1, 1.6)),
            "#eef4f0",
            dice.uniform(0.2, 0.9),
        )
    c.glow((1370, 120), 210, "#fbeecb", 0.55)
    c.dot(1370, 120, 52, "#fdf4dc")
    c.dot(1350, 110, 46, "#10283a", 0.22)
    for x, w, h in ((-40, 200, 330), (120, 120, 250), (1370, 150, 270), (1490, 180, 360)):
        c.rect((x, 780 - h, w, h), "#0b1e2b")
        for _ in range(5):
            c.rect(
                (x + dice.uniform(14, w - 30), 780 - h + dice.uniform(20, h - 60), 14, 20),
                HONEY,
                dice.uniform(0.3, 0.8),
                radius=2,
            )
    _facade(c)
    c.rect((0, 780, WIDTH, 120), fade("#173743", "#0a1a24"))
    for x in (330, 800, 1270):
        c.glow((x, 790), 260, "#ffc975", 0.5, flat=0.22)
    for x, h in ((104, 300), (1500, 330)):
        cypress(c, x, 800, h, "#06151e")
    for x in (560, 1040):
        _lamp_post(c, x, 836, 330)
    person(c, (1180, 850), 150, 5, stride=0.05)
    return c


def _facade(c: Canvas) -> None:
    c.rect((150, 230, 1300, 560), fade("#2b5b66", "#1b434f", "#12323d"))
    c.poly([(120, 234), (800, 96), (1480, 234)], fade("#3b707a", "#27545f"))
    c.poly([(250, 222), (800, 116), (1350, 222)], fade("#1f4a55", "#2b5b66"))
    c.ring((800, 178), 28, 6, SAND, 0.8)
    c.line([(800, 178), (800, 158)], 4, SAND)
    c.line([(800, 178), (814, 184)], 4, SAND)
    c.rect((110, 228, 1380, 24), fade("#5d8a90", "#2f5f6a"))
    c.rect((130, 760, 1340, 24), fade("#4a7a82", "#234e5a"))
    for x in (330, 800, 1270):
        wide = 330 if x == 800 else 280
        c.glow((x, 520), 330, "#ffca7a", 0.45)
        c.poly(arch(x - wide / 2 - 16, 284, wide + 32, 762), "#6b979a")
        c.poly(arch(x - wide / 2, 300, wide, 762), fade("#ffe7b4", "#f7c77d", "#d9924f"))
        _shelves(c, x, wide)
        if x == 800:
            _readers(c, x)
        for k in (-1, 1):
            c.line([(x + k * wide / 6, 302), (x + k * wide / 6, 762)], 6, "#1b434f")
        c.line([(x - wide / 2, 466), (x + wide / 2, 466)], 6, "#1b434f")


def _shelves(c: Canvas, x: float, wide: float) -> None:
    dice = chance(int(x))
    for row in range(5 if x != 800 else 3):
        y = 486 + row * 62
        if x == 800 and row > 1:
            break
        left = x - wide / 2 + 8
        while left < x + wide / 2 - 18:
            thick, tall = dice.uniform(8, 17), dice.uniform(36, 50)
            tall = min(tall, 50)
            if dice.random() > 0.1:
                color = dice.choice((POMEGRANATE, TEAL, WINE, "#2f4858", OCHRE, "#7c4a5e", CREAM, LEAF, "#8a3b2a"))
                c.rect((left, y + 52 - tall, thick - 1, tall), color, radius=1)
                c.rect((left + 1, y + 60 - tall, thick - 3, 3), HONEY, 0.6)
            left += thick + 0.6
        c.rect((x - wide / 2, y + 52, wide, 7), "#7a4c2a")
    if x == 800:
        return
    for row in range(3):
        y = 330 + row * 44
        reach = wide / 2 - max(0, 66 - row * 34)
        for k in range(int(reach * 2 / 16)):
            c.rect(
                (x - reach + k * 16, y + dice.uniform(0, 9), 12, 34),
                dice.choice((POMEGRANATE, TEAL, OCHRE, WINE, CREAM)),
                0.9,
                radius=1,
            )
        c.rect((x - reach - 4, y + 36, reach * 2 + 8, 5), "#7a4c2a")


def _readers(c: Canvas, x: float) -> None:
    c.glow((x, 612), 170, "#fff4cf", 0.95)
    for side, look in ((-1, "#3a1c2b"), (1, "#10333c")):
        s = x + side * 88
        c.poly(smooth([(s - 38, 764), (s - 34, 690), (s - 14, 652), (s + 14, 652), (s + 34, 690), (s + 38, 764)]), look)
        c.dot(s - side * 6, 624, 23, look)
        c.line(smooth([(s - side * 18, 690), (s - side * 40, 712), (s - side * 62, 700)]), 13, look)
    c.poly(smooth([(x - 118, 640), (x - 112, 604), (x - 92, 596), (x - 70, 606), (x - 66, 634)]), "#3a1c2b")
    c.rect((x - 118, 714, 236, 12), "#4b2c18", radius=3)
    c.rect((x - 100, 726, 10, 40), "#4b2c18")
    c.rect((x + 90, 726, 10, 40), "#4b2c18")
    c.rect((x - 3, 642, 6, 72), INK)
    c.poly([(x - 32, 646), (x - 18, 612), (x + 18, 612), (x + 32, 646)], POMEGRANATE)
    c.rect((x - 24, 706, 48, 8), CREAM, radius=2)


def _lamp_post(c: Canvas, x: float, y: float, h: float) -> None:
    c.rect((x - 4, y - h, 8, h), "#050f16")
    c.rect((x - 12, y - 16, 24, 16), "#050f16", radius=3)
    c.glow((x, y - h - 14), 150, "#ffdf9c", 0.7)
    c.poly(
        [(x - 16, y - h - 30), (x + 16, y - h - 30), (x + 11, y - h + 4), (x - 11, y - h + 4)], fade("#fff3cf", HONEY)
    )
    c.poly([(x - 20, y - h - 30), (x, y - h - 46), (x + 20, y - h - 30)], "#050f16")
