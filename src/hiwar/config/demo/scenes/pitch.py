"""The small pitch between the houses at sunset, long shadows, floodlights coming on."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance
from hiwar.config.demo.scenes.palette import (
    CLOTHES,
    CREAM,
    HONEY,
    INK,
    LEAF,
    POMEGRANATE,
    ROSE,
    SKIN,
    TEAL,
)


def pitch() -> Canvas:
    """The small pitch between the houses at sunset, long shadows, floodlights coming on."""
    c = Canvas(Fade(((0, "#274a6b"), (0.18, "#7c6f8f"), (0.36, "#ec9a76"), (0.5, "#f9cf94"), (1, "#f9cf94"))))
    c.glow((300, 380), 520, "#ffe3ae", 0.85)
    c.dot(300, 366, 70, "#fff0cc")
    _neighborhood(c)
    c.rect((0, 470, WIDTH, 54), fade("#7b4f4a", "#54363a"))
    _crowd(c)
    c.rect((0, 514, WIDTH, 20), fade("#d9c3a0", "#a98f76"))
    c.rect((0, 530, WIDTH, 370), fade("#5e8a4a", "#3f7443", "#2c5a3a"))
    for k in range(0, 12, 2):
        a, b = 800 + (k - 6) * 190, 800 + (k - 5) * 190
        c.poly([(a, 540), (b, 540), (800 + (k - 5) * 420, 900), (800 + (k - 6) * 420, 900)], "#8fb85f", 0.22)
    _markings(c)
    for x in (70, 1530):
        _floodlight(c, x)
    players = (
        (300, 610, 92, POMEGRANATE, 1),
        (560, 640, 104, TEAL, -1),
        (1010, 600, 88, TEAL, 1),
        (1320, 640, 104, POMEGRANATE, -1),
        (720, 720, 140, POMEGRANATE, 1),
        (900, 748, 150, TEAL, -1),
        (260, 790, 172, TEAL, 1),
        (1290, 812, 182, POMEGRANATE, -1),
    )
    for x, y, h, shirt, facing in players:
        _player(c, (x, y), h, shirt, facing)
    c.poly([(806, 752), (822, 752), (896, 772), (880, 776)], "#1c3a2a", 0.4)
    c.dot(812, 742, 12, "#ffffff")
    c.poly([(808, 738), (816, 738), (818, 745), (812, 749), (806, 745)], INK)
    return c


def _neighborhood(c: Canvas) -> None:
    dice = chance(33)
    walls = ("#c98f6a", "#a76a5c", "#dcb487", "#8a5a5a", "#b98073", "#cfa07a")
    x, index = -20.0, 0
    while x < WIDTH:
        wide, tall = dice.uniform(140, 220), dice.uniform(150, 290) * (0.62 if 150 < x + 90 < 460 else 1)
        wall, top = walls[index % 6], 480 - tall
        c.rect((x, top, wide, tall), fade(mix(wall, "#ffd9a8", 0.25), mix(wall, "#3a2438", 0.3)))
        c.rect((x - 3, top - 7, wide + 6, 10), mix(wall, INK, 0.45))
        for row in range(int(tall / 74)):
            for k in range(int(wide / 58)):
                left, y = x + 20 + k * 56, top + 22 + row * 72
                c.rect((left, y, 24, 38), HONEY if dice.random() < 0.45 else "#3d3148", 0.9, radius=3)
                if dice.random() < 0.5:
                    c.rect((left - 8, y + 34, 40, 5), INK, 0.75)
                    c.rect((left - 8, y + 22, 40, 3), INK, 0.6)
                    color = dice.choice((POMEGRANATE, TEAL, HONEY, CREAM, LEAF, ROSE))
                    c.poly(
                        [
                            (left - 4, y + 39),
                            (left + 28, y + 39),
                            (left + 28, y + 66),
                            (left + 12, y + 57),
                            (left - 4, y + 66),
                        ],
                        color,
                    )
        x, index = x + wide + 3, index + 1


def _crowd(c: Canvas) -> None:
    dice = chance(44)
    for row in range(3):
        for k in range(74):
            x, y = k * 22 + dice.uniform(-5, 5) + row * 7, 478 + row * 16
            c.dot(x, y, 7.5, dice.choice(SKIN))
            c.poly([(x - 8, y - 1), (x - 6, y - 8), (x + 6, y - 8), (x + 8, y - 1)], INK, 0.85)
            c.rect((x - 10, y + 6, 20, 16), dice.choice(CLOTHES), radius=5)
            if dice.random() < 0.12:
                c.line([(x + 8, y + 8), (x + 13, y - 14)], 4, dice.choice(SKIN))


def _markings(c: Canvas) -> None:
    white = "#f3f6e6"
    c.line([(-20, 552), (1620, 552)], 3, white, 0.85)
    c.line([(800, 552), (800, 900)], 5, white, 0.8)
    turn = [(800 + 300 * math.cos(math.tau * i / 80), 742 + 84 * math.sin(math.tau * i / 80)) for i in range(81)]
    c.line(turn, 5, white, 0.8)
    c.oval((800, 742, 10, 4), white)
    for side in (-1, 1):
        edge = 800 + side * 820
        c.line([(edge, 610), (edge - side * 250, 610), (edge - side * 390, 880), (edge, 880)], 4.5, white, 0.8)


def _floodlight(c: Canvas, x: float) -> None:
    c.rect((x - 5, 120, 10, 400), "#2b2433")
    c.rect((x - 46, 70, 92, 58), "#2b2433", radius=6)
    c.glow((x, 98), 210, "#fff3cf", 0.8)
    for row in range(2):
        for k in range(4):
            c.dot(x - 33 + k * 22, 86 + row * 26, 9, "#fffbea")


def _player(c: Canvas, feet: Point, h: float, shirt: str, facing: int) -> None:
    x, y = feet
    skin = SKIN[int(x) % 4]
    c.poly(
        [(x - 0.12 * h, y), (x + 0.12 * h, y), (x + 1.25 * h, y + 0.26 * h), (x + 0.95 * h, y + 0.3 * h)],
        "#1c3a2a",
        0.42,
    )

    def at(dx: float, dy: float) -> Point:
        return x + dx * h * facing, y - dy * h

    for leg in ([at(-0.03, 0.46), at(-0.14, 0.26), at(-0.3, 0.2)], [at(0.03, 0.46), at(0.16, 0.28), at(0.13, 0.03)]):
        c.line(smooth(leg), 0.075 * h, skin)
        c.line([leg[1], leg[2]], 0.078 * h, mix(shirt, INK, 0.2))
        c.oval((leg[2][0] + 0.03 * h * facing, leg[2][1] + 0.015 * h, 0.06 * h, 0.03 * h), INK)
    c.line([at(-0.02, 0.47), at(-0.1, 0.34)], 0.12 * h, CREAM)
    c.line([at(0.02, 0.47), at(0.12, 0.35)], 0.12 * h, CREAM)
    c.line(smooth([at(-0.06, 0.76), at(-0.2, 0.62), at(-0.24, 0.5)]), 0.055 * h, skin)
    c.poly(
        smooth(
            [
                at(-0.1, 0.46),
                at(-0.1, 0.66),
                at(-0.08, 0.8),
                at(0.04, 0.83),
                at(0.14, 0.78),
                at(0.12, 0.6),
                at(0.1, 0.46),
            ]
        ),
        fade(mix(shirt, "#ffffff", 0.15), mix(shirt, INK, 0.2)),
    )
    c.line(smooth([at(0.1, 0.76), at(0.22, 0.64), at(0.3, 0.72)]), 0.055 * h, skin)
    c.line([at(0.08, 0.77), at(0.18, 0.68)], 0.075 * h, shirt)
    c.dot(*at(0.05, 0.92), 0.075 * h, skin)
    c.poly(
        smooth([at(-0.03, 0.88), at(-0.03, 0.98), at(0.05, 1.015), at(0.12, 0.97), at(0.05, 0.955), at(-0.03, 0.88)]),
        INK,
    )
