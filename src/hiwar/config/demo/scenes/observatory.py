"""The open dome under the Milky Way."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, arch, fade, smooth
from hiwar.config.demo.scenes.figures import chance, cypress
from hiwar.config.demo.scenes.palette import (
    HONEY,
    POMEGRANATE,
)


def observatory() -> Canvas:
    """The open dome under the Milky Way."""
    c = Canvas(Fade(((0, "#050f1c"), (0.35, "#0b2436"), (0.62, "#0f4250"), (0.8, "#3f7f80"), (1, "#6fa393"))))
    _milky_way(c)
    c.ridge(700, 26, 200, 5, fade("#15414c", "#0b2a35"))
    dice = chance(12)
    for _ in range(46):
        x = dice.uniform(0, 640)
        c.rect((x, 742 + dice.uniform(-8, 46) + x * 0.02, 5, 5), HONEY, dice.uniform(0.25, 0.8), radius=1)
    hill = smooth([(-40, 850), (260, 830), (560, 780), (820, 690), (1060, 646), (1300, 660), (1480, 720), (1660, 770)])
    c.poly([(-40, 920), *hill, (1660, 920)], fade("#0d2c36", "#07161f"))
    _dome(c, 1080, 650)
    for x, y, h in ((1330, 690, 150), (1376, 704, 110), (820, 704, 120), (1500, 740, 170)):
        cypress(c, x, y, h, "#06151d")
    for i, (x, y) in enumerate(((470, 806), (540, 790), (620, 768), (700, 742))):
        _watcher(c, x, y, 64 + i * 2)
    return c


def _milky_way(c: Canvas) -> None:
    dice = chance(42)
    for _ in range(1500):
        c.dot(
            dice.uniform(0, WIDTH),
            dice.uniform(0, 720) ** 0.995,
            dice.choice((0.7, 0.9, 1.1, 1.5)),
            "#eaf2ef",
            dice.uniform(0.2, 0.9),
        )
    for i in range(26):
        along = i / 25
        x, y = 60 + along * 1240, 690 - along * 760
        c.glow(
            (x + dice.gauss(0, 26), y + dice.gauss(0, 20)),
            210 + dice.uniform(-40, 60),
            dice.choice(("#7fb7bf", "#b9a7b8", "#e9c6a6")),
            0.16,
        )
    for _ in range(3600):
        along = dice.random()
        off = dice.gauss(0, 62)
        x, y = 60 + along * 1240 + off * 0.52, 690 - along * 760 + off * 0.85
        if abs(off + 14 * math.sin(along * 19)) > 10 or dice.random() < 0.25:
            c.dot(
                x,
                y,
                dice.choice((0.6, 0.8, 1.0, 1.3)),
                dice.choice(("#ffffff", "#ffeccd", "#cfe6ea")),
                dice.uniform(0.25, 0.95),
            )
    for _ in range(26):
        x, y, r = dice.uniform(0, WIDTH), dice.uniform(0, 600), dice.uniform(1.8, 2.8)
        c.glow((x, y), r * 7, "#ffffff", 0.5)
        c.dot(x, y, r, "#ffffff")
    for i in range(60):
        c.dot(250 + i * 3.4, 150 + i * 1.7, 0.6 + i * 0.03, "#d8fbe0", i / 60)


def _dome(c: Canvas, x: float, y: float) -> None:
    c.rect((x - 150, y - 120, 300, 150), fade("#f2f4ee", "#b8c8c8", "#5e7f88", sideways=True))
    c.rect((x - 162, y - 128, 324, 16), fade("#ffffff", "#8fa9ad", sideways=True), radius=4)
    half = [(x - 150 * math.cos(math.pi * i / 60), y - 126 - 150 * math.sin(math.pi * i / 60)) for i in range(61)]
    c.poly(half, fade("#fbfbf4", "#c5d2d1", "#54757f", sideways=True))
    for turn in (-0.62, -0.32, 0.62):
        rib = [
            (x + 150 * turn * math.cos(math.pi * i / 40), y - 126 - 150 * math.sin(math.pi * i / 40)) for i in range(21)
        ]
        c.line(rib, 1.6, "#46656e", 0.4)
    slit = [(x + 6 - 60 * k, y - 126 - 148 * math.sin(math.acos(min(1, abs(6 - 60 * k) / 150)))) for k in (0, 0.5, 1)]
    c.poly([(x + 12, y - 132), (x + 12, slit[0][1] - 4), *slit, (x - 56, slit[2][1]), (x - 50, y - 132)], "#0a1c28")
    c.glow((x - 22, y - 150), 90, "#ffb98a", 0.35)
    c.poly(
        [(x - 12, y - 150), (x - 66, y - 302), (x - 36, y - 312), (x + 8, y - 160)],
        fade("#e7e3d6", "#7e8f93", sideways=True),
    )
    c.poly([(x - 69, y - 300), (x - 72, y - 312), (x - 37, y - 324), (x - 33, y - 311)], POMEGRANATE)
    c.poly(arch(x - 28, y - 70, 56, y + 30), fade("#ffe1a4", "#e4a45c"))
    c.glow((x, y - 10), 150, "#ffd796", 0.35)
    for dx in (-108, 82):
        c.poly(arch(x + dx, y - 82, 26, y - 36), fade("#ffdf9e", "#d99c58"))


def _watcher(c: Canvas, x: float, y: float, h: float) -> None:
    c.line([(x - 5, y), (x - 2, y - h * 0.5)], 8, "#040d13")
    c.line([(x + 7, y), (x + 3, y - h * 0.5)], 8, "#040d13")
    c.poly([(x - 12, y - h * 0.4), (x - 8, y - h * 0.82), (x + 8, y - h * 0.82), (x + 12, y - h * 0.4)], "#040d13")
    c.dot(x, y - h * 0.93, 7, "#040d13")
    c.line([(x + 8, y - h * 0.74), (x + 20, y - h * 0.46)], 5, "#040d13")
    c.glow((x + 22, y - h * 0.42), 46, "#ff5a5a", 0.75)
    c.dot(x + 22, y - h * 0.42, 3.4, "#ffb3a8")
