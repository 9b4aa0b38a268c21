"""A yellow bus at its stop; the lines of the network drawn across the sky."""

from __future__ import annotations

from itertools import pairwise

from hiwar.config.demo.canvas import WIDTH, Canvas, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance, person
from hiwar.config.demo.scenes.palette import (
    CREAM,
    DEEP,
    HONEY,
    INK,
    OCHRE,
    POMEGRANATE,
    ROSE,
    TEAL,
)


def bus() -> Canvas:
    """A yellow bus at its stop; the lines of the network drawn across the sky."""
    c = Canvas(fade("#06363f", "#0d5560", "#3f8f92", "#bcd6c4"))
    _network(c)
    dice = chance(19)
    for layer, (base, tone) in enumerate((("#4f8f90", 0.0), ("#2f6f78", 0.0), ("#1c505b", 0.0))):
        x = -30.0
        while x < WIDTH:
            wide, tall = dice.uniform(70, 150), dice.uniform(90, 220) - layer * 30
            top = 690 - tall - (2 - layer) * 40
            c.rect((x, top, wide, 720 - top), mix(base, CREAM, tone + dice.uniform(0, 0.08)))
            if layer == 2:
                for k in range(int(wide / 30)):
                    for row in range(int(tall / 44)):
                        c.rect(
                            (x + 12 + k * 28, top + 16 + row * 38, 12, 18),
                            HONEY if dice.random() < 0.4 else DEEP,
                            0.75,
                            radius=2,
                        )
            x += wide + 4
    c.rect((0, 690, WIDTH, 60), fade("#d9c7a3", "#b89f79"))
    c.rect((0, 748, WIDTH, 152), fade("#41525a", "#27343b"))
    for x in range(30, WIDTH, 170):
        c.rect((x, 846, 90, 9), CREAM, 0.75, radius=3)
    _stop(c, 1180, 736)
    for x, h, look in ((1126, 168, 1), (1280, 176, 2), (1352, 160, 5), (1420, 172, 0)):
        person(c, (x, 742), h, look)
    _bus_body(c, 250, 812)
    return c


def _network(c: Canvas) -> None:
    lines: tuple[tuple[str, list[Point]], ...] = (
        (ROSE, [(-20, 130), (260, 130), (420, 290), (760, 290), (940, 110), (1240, 110), (1400, 270), (1620, 270)]),
        (HONEY, [(-20, 330), (180, 330), (380, 130), (640, 130), (900, 390), (1180, 390), (1330, 240), (1330, -20)]),
        (
            "#8fd3cf",
            [(120, -20), (120, 220), (260, 400), (620, 400), (760, 290), (1100, 290), (1260, 400), (1620, 400)],
        ),
        (CREAM, [(560, -20), (560, 210), (700, 350), (1000, 350), (1150, 200), (1620, 200)]),
    )
    for color, stations in lines:
        c.line(stations, 13, DEEP, 0.35)
        c.line(stations, 9, color)
    for color, stations in lines:
        for (x1, y1), (x2, y2) in pairwise(stations):
            for share in (0.0, 0.5):
                x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
                if 0 < x < WIDTH and y > 0:
                    c.dot(x, y, 11 if share == 0 else 8, CREAM)
                    c.dot(x, y, 6.5 if share == 0 else 4.5, mix(color, DEEP, 0.75))


def _stop(c: Canvas, x: float, y: float) -> None:
    c.rect((x - 84, y - 250, 330, 14), INK, radius=5)
    for dx in (-74, 226):
        c.rect((x + dx, y - 240, 9, 244), INK)
    c.rect((x - 62, y - 232, 288, 200), "#dff0ec", 0.3)
    c.rect((x - 40, y - 62, 240, 12), "#8a5a34", radius=4)
    c.rect((x - 130, y - 320, 8, 324), INK)
    c.rect((x - 168, y - 372, 84, 84), TEAL, radius=12)
    c.rect((x - 150, y - 354, 48, 40), CREAM, radius=7)
    c.rect((x - 144, y - 348, 36, 17), TEAL, radius=3)
    for dx in (-140, -112):
        c.dot(x + dx, y - 312, 6, CREAM)


def _bus_body(c: Canvas, x: float, y: float) -> None:
    c.oval((x + 390, y + 10, 440, 20), INK, 0.45)
    c.rect((x, y - 268, 780, 250), fade("#f9d36b", "#efb83f", "#d4932a"), radius=32)
    c.rect((x, y - 92, 780, 26), POMEGRANATE)
    c.rect((x + 20, y - 282, 320, 20), "#c98a2a", radius=8)
    for k in range(6):
        left = x + 130 + k * 92 + (14 if k > 3 else 0)
        c.rect((left, y - 226, 80, 92), fade("#2b5963", "#12343d"), radius=10)
        c.poly(
            [(left + 14, y - 226), (left + 34, y - 226), (left + 10, y - 134), (left, y - 134), (left, y - 180)],
            "#ffffff",
            0.12,
        )
        if k in (0, 2, 3, 5):
            _passenger(c, left, y, k)
    c.rect((x + 16, y - 226, 96, 118), fade("#3b6c75", "#173c46"), radius=14)
    c.poly([(x + 30, y - 226), (x + 60, y - 226), (x + 26, y - 118), (x + 16, y - 130)], "#ffffff", 0.14)
    c.rect((x + 30, y - 258, 130, 26), INK, radius=6)
    for k in range(8):
        c.rect((x + 42 + k * 13, y - 250, 8, 10), HONEY, radius=1)
    c.rect((x - 6, y - 58, 22, 20), CREAM, radius=8)
    c.glow((x - 4, y - 48), 90, "#fff2c8", 0.7)
    c.rect((x, y - 26, 780, 10), INK, 0.6, radius=4)
    for wheel in (150, 620):
        c.dot(x + wheel, y - 22, 54, "#1b2429")
        c.dot(x + wheel, y - 18, 44, INK)
        c.dot(x + wheel, y - 18, 22, "#b9c2c4")
        c.dot(x + wheel, y - 18, 9, "#51606a")


def _passenger(c: Canvas, left: float, y: float, k: int) -> None:
    c.dot(left + 40, y - 164, 17, ("#c98f68", "#a86f4c", "#dba982")[k % 3])
    c.poly(
        smooth([(left + 12, y - 134), (left + 24, y - 150), (left + 56, y - 150), (left + 68, y - 134)]),
        (ROSE, TEAL, CREAM, OCHRE)[k % 4],
    )
    c.poly(
        smooth(
            [
                (left + 22, y - 164),
                (left + 28, y - 182),
                (left + 52, y - 182),
                (left + 58, y - 166),
                (left + 40, y - 174),
            ]
        ),
        INK,
    )
