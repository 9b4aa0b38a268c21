"""Two actors signing in front of a blue door, hands raised in the stalls."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, Point, arch, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance
from hiwar.config.demo.scenes.palette import (
    HONEY,
    INK,
    POMEGRANATE,
    SKIN,
    WINE,
)


def theatre() -> Canvas:
    """Two actors signing in front of a blue door, hands raised in the stalls."""
    c = Canvas(fade("#170a12", "#2b0f1c"))
    c.rect((220, 60, 1160, 640), fade("#14202b", "#22384a", "#2d4a5c"))
    _blue_door(c)
    c.poly([(220, 640), (1380, 640), (1500, 740), (100, 740)], fade("#a9764a", "#6f4527"))
    for k in range(15):
        c.line([(800 + (k - 7) * 84, 640), (800 + (k - 7) * 104, 740)], 2.4, "#4a2c18", 0.5)
    c.rect((80, 738, 1440, 40), fade("#4a2c18", "#24130c"))
    for x, spread in ((560, 190), (1040, 190)):
        c.poly(
            [(800 + (x - 800) * 0.5 - 12, 40), (800 + (x - 800) * 0.5 + 12, 40), (x + spread, 690), (x - spread, 690)],
            fade("#fff3cf", "#f2c98a"),
            0.2,
        )
        c.oval((x, 692, spread, 30), "#ffe7b0", 0.6)
    _actor(c, 590, 300, (POMEGRANATE, SKIN[0]), 1)
    _actor(c, 1010, 310, ("#e6dccb", SKIN[3]), -1)
    _curtains(c)
    _audience(c)
    return c


def _blue_door(c: Canvas) -> None:
    for k, (x, y) in enumerate(((360, 560), (470, 600), (1130, 600), (1240, 560))):
        wave = smooth([(x - 190, 640), (x - 84, y), (x, y + 26), (x + 84, y), (x + 190, 640)])
        c.poly(wave, mix("#2f7a86", "#0e3a46", 0.25 * (k % 3)))
    c.poly(arch(692, 196, 216, 640), "#8b6a48")
    c.poly(arch(708, 212, 184, 640), fade("#4fa3b8", "#1f6c86", "#14506a"))
    c.line([(800, 214), (800, 640)], 4, "#0d3a4d")
    for x in (726, 816):
        for y, tall in ((330, 120), (476, 130)):
            c.rect((x, y, 58, tall), "#0d3a4d", 0.4, radius=4)
            c.rect((x + 4, y + 4, 50, tall - 8), "#3b8fa6", 0.5, radius=3)
    c.dot(788, 456, 7, HONEY)
    c.dot(812, 456, 7, HONEY)
    c.glow((800, 300), 260, "#bfe9ee", 0.3)


def _actor(c: Canvas, x: float, h: float, colors: tuple[str, str], facing: int) -> None:
    y, (coat, skin) = 694, colors
    for side in (-1, 1):
        c.line([(x + side * 0.05 * h, y - 0.46 * h), (x + side * 0.09 * h, y - 0.02 * h)], 0.085 * h, "#1b242c")
        c.oval((x + side * 0.1 * h + facing * 0.02 * h, y - 0.01 * h, 0.055 * h, 0.025 * h), INK)
    c.poly(
        smooth(
            [
                (x - 0.13 * h, y - 0.4 * h),
                (x - 0.11 * h, y - 0.62 * h),
                (x - 0.13 * h, y - 0.78 * h),
                (x, y - 0.83 * h),
                (x + 0.13 * h, y - 0.78 * h),
                (x + 0.11 * h, y - 0.62 * h),
                (x + 0.13 * h, y - 0.4 * h),
            ]
        ),
        fade(mix(coat, "#ffffff", 0.12), mix(coat, INK, 0.25)),
    )
    _signing(c, (x, y), h, colors, facing)
    c.rect((x - 0.03 * h, y - 0.88 * h, 0.06 * h, 0.09 * h), mix(skin, INK, 0.15))
    c.oval((x + facing * 0.008 * h, y - 0.93 * h, 0.068 * h, 0.08 * h), skin)
    c.poly(
        smooth(
            [
                (x - facing * 0.075 * h, y - 0.86 * h),
                (x - facing * 0.085 * h, y - 0.97 * h),
                (x, y - 1.03 * h),
                (x + facing * 0.07 * h, y - 0.98 * h),
                (x + facing * 0.02 * h, y - 0.965 * h),
                (x - facing * 0.03 * h, y - 0.92 * h),
            ]
        ),
        INK,
    )


def _signing(c: Canvas, feet: Point, h: float, colors: tuple[str, str], facing: int) -> None:
    (x, y), (coat, skin) = feet, colors
    poses = (((0.12, 0.76), (0.27, 0.72), (0.25, 0.98)), ((-0.12, 0.76), (-0.22, 0.62), (0.06 * facing, 0.66)))
    for shoulder, elbow, hand in poses:
        arm = [(x + dx * h * facing, y - dy * h) for dx, dy in (shoulder, elbow, hand)]
        c.line(arm, 0.07 * h, mix(coat, INK, 0.12))
        c.dot(*arm[1], 0.035 * h, mix(coat, INK, 0.12))
        c.line([((arm[1][0] + arm[2][0] * 3) / 4, (arm[1][1] + arm[2][1] * 3) / 4), arm[2]], 0.055 * h, skin)
        for spread in (-0.5, -0.17, 0.17, 0.5):
            c.line(
                [arm[2], (arm[2][0] + 0.055 * h * math.sin(spread), arm[2][1] - 0.062 * h * math.cos(spread))],
                0.016 * h,
                skin,
            )


def _curtains(c: Canvas) -> None:
    for side in (-1, 1):
        for k in range(8):
            outer, inner = 800 + side * (830 - k * 46), 800 + side * (784 - k * 46)
            draw = 60 * math.sin(min(1.0, k / 7) * math.pi / 2)
            tone = (POMEGRANATE, WINE)[k % 2]
            points: list[Point] = [
                (outer, 0),
                (inner, 0),
                *smooth(
                    [(inner, 0), (inner + side * 8, 320), (inner + side * (draw + 10), 560), (inner + side * draw, 790)]
                ),
                (outer + side * draw, 790),
                *smooth(
                    [(outer + side * draw, 790), (outer + side * (draw + 10), 560), (outer + side * 8, 320), (outer, 0)]
                ),
            ]
            c.poly(points, fade(mix(tone, "#ff6a8a", 0.12), tone, mix(tone, INK, 0.45)))
        c.line(smooth([(800 + side * 640, 470), (800 + side * 560, 500), (800 + side * 506, 470)]), 14, HONEY)
    for k in range(12):
        x = k * 134 - 4
        head = [(x + 67 - 67 * math.cos(math.pi * i / 20), 96 + 62 * math.sin(math.pi * i / 20)) for i in range(21)]
        c.poly([(x, 0), *head, (x + 134, 0)], fade(WINE, POMEGRANATE, mix(POMEGRANATE, "#ff8aa0", 0.1)))
        c.line(head, 7, HONEY)
    c.rect((0, 0, WIDTH, 22), "#3a0716")


def _audience(c: Canvas) -> None:
    dice = chance(23)
    for row in range(3):
        y, size = 800 + row * 52, 30 + row * 9
        for k in range(18 - row * 3):
            x = 40 + k * (92 + row * 21) + (row % 2) * 46 + dice.uniform(-8, 8)
            tone = mix("#3a1826", "#0a0408", row / 2)
            c.poly(
                smooth(
                    [
                        (x - size * 1.5, y + size * 2.4),
                        (x - size * 1.2, y + size * 1.1),
                        (x, y + size * 0.75),
                        (x + size * 1.2, y + size * 1.1),
                        (x + size * 1.5, y + size * 2.4),
                    ]
                ),
                tone,
            )
            c.oval((x, y, size * 0.72, size * 0.86), tone)
            if dice.random() < 0.42:
                for side in (-1, 1):
                    hand = (x + side * size * 1.55, y - size * 1.5 - dice.uniform(0, 14))
                    c.line([(x + side * size * 1.15, y + size * 1.3), hand], size * 0.34, tone)
                    for spread in (-0.7, -0.3, 0.1, 0.5):
                        c.line(
                            [
                                hand,
                                (hand[0] + size * 0.62 * math.sin(spread), hand[1] - size * 0.62 * math.cos(spread)),
                            ],
                            size * 0.15,
                            tone,
                        )
