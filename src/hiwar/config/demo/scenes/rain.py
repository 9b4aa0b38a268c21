"""Umbrellas crossing a wet street at dusk."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import HEIGHT, WIDTH, Canvas, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance, person
from hiwar.config.demo.scenes.palette import (
    CLOTHES,
    HONEY,
    INK,
    LEAF,
    OCHRE,
    POMEGRANATE,
    ROSE,
    SKIN,
    TEAL,
    WINE,
)


def rain() -> Canvas:
    """Umbrellas crossing a wet street at dusk."""
    c = Canvas(fade("#2b4c5c", "#5d7f87", "#c9a98d", "#e6b184"))
    c.glow((800, 500), 420, "#ffd9a2", 0.8)
    for side in (-1, 1):
        for depth in range(5):
            _street_house(c, side, depth)
    c.poly([(0, 560), (WIDTH, 560), (WIDTH, 900), (0, 900)], fade("#8a7d75", "#47606a", "#1d3641"))
    c.reflect(562, 330, alpha=0.62, ripple=4, squeeze=0.85)
    for i, (x, y, h) in enumerate(
        ((700, 574, 130), (900, 574, 130), (560, 610, 230), (1040, 610, 230), (300, 690, 420), (1300, 690, 420))
    ):
        _wet_lamp(c, x, y, h, 1 if i % 2 == 0 else -1)
    for x, y, h, look, color in (
        (770, 592, 62, 3, TEAL),
        (840, 598, 68, 0, HONEY),
        (720, 640, 112, 5, ROSE),
        (930, 662, 132, 1, OCHRE),
        (560, 740, 210, 4, TEAL),
        (820, 800, 262, 7, POMEGRANATE),
        (1130, 770, 236, 2, LEAF),
    ):
        _under_umbrella(c, (x, y), h, look, color)
    dice = chance(13)
    for _ in range(430):
        x, y, long = dice.uniform(-60, WIDTH), dice.uniform(-40, HEIGHT), dice.uniform(16, 52)
        c.line([(x, y), (x - long * 0.2, y + long)], dice.choice((1.0, 1.4, 1.8)), "#eaf3f2", dice.uniform(0.1, 0.34))
    for _ in range(70):
        x, y = dice.uniform(0, WIDTH), dice.uniform(640, 895)
        c.oval((x, y, (y - 540) * 0.07, (y - 540) * 0.017), "#dcebea", 0.22)
    return c


def _street_house(c: Canvas, side: int, depth: int) -> None:
    near, far = (900, 620, 430, 290, 190, 110)[depth], (900, 620, 430, 290, 190, 110)[depth + 1]

    def at(reach: float, height: float) -> Point:
        return 800 + side * reach, 520 - height * reach

    tone = mix(
        ("#345763", "#7a4b52", "#3d6a6b", "#80604c", "#4a6476")[(depth + (side > 0) * 2) % 5], "#cfa98e", depth * 0.13
    )
    top = (0.62, 0.5, 0.66, 0.54, 0.6)[(depth + (side > 0)) % 5]
    c.poly(
        [at(near, top), at(far, top), at(far, -0.09), at(near, -0.09)],
        fade(mix(tone, "#ffffff", 0.08), mix(tone, INK, 0.3)),
    )
    c.poly([at(near, top + 0.025), at(far, top + 0.025), at(far, top), at(near, top)], mix(tone, INK, 0.4))
    dice = chance(depth * 7 + side + 3)
    columns = 4
    for row in range(4):
        for k in range(columns):
            a = near + (far - near) * (k + 0.28) / columns
            b = near + (far - near) * (k + 0.68) / columns
            low, high = 0.12 + row * 0.125, 0.2 + row * 0.125
            if high > top - 0.02:
                continue
            warm = dice.random() < 0.55
            c.poly(
                [at(a, low), at(b, low), at(b, high), at(a, high)],
                "#ffd58f" if warm else mix(tone, INK, 0.5),
                0.95 if warm else 0.7,
            )
    a, b = near + (far - near) * 0.12, near + (far - near) * 0.86
    c.poly([at(a, -0.06), at(b, -0.06), at(b, 0.045), at(a, 0.045)], fade("#ffe3ae", "#f0b66c"))
    awning = (POMEGRANATE, TEAL, OCHRE, WINE, TEAL)[(depth + (side > 0)) % 5]
    c.poly([at(a * 1.01, 0.05), at(b, 0.05), at(b * 0.94, 0.015), at(a * 0.95, 0.015)], awning)


def _wet_lamp(c: Canvas, x: float, y: float, h: float, side: int) -> None:
    wide = h * 0.022
    arm = smooth([(x, y - h * 0.86), (x + side * h * 0.04, y - h * 0.98), (x + side * h * 0.15, y - h)])
    c.line([(x, y), (x, y - h * 0.86)], wide, "#0f2028")
    c.line(arm, wide * 0.8, "#0f2028")
    lamp = (x + side * h * 0.17, y - h * 0.975)
    c.glow(lamp, h * 0.42, "#ffdf9f", 0.85)
    c.oval((*lamp, h * 0.045, h * 0.03), "#fff5d8")
    c.glow((lamp[0], y + h * 0.22), h * 0.3, "#ffd48a", 0.55, flat=0.5)


def _under_umbrella(c: Canvas, feet: Point, h: float, look: int, color: str) -> None:
    x, y = feet
    c.oval((x, y + h * 0.01, h * 0.22, h * 0.025), "#0b1c24", 0.5)
    c.glow((x, y + h * 0.2), h * 0.3, color, 0.5, flat=0.6)
    person(c, (x, y), h, look, stride=0.05)
    hand = (x + h * 0.1, y - h * 0.64)
    tip = (x + h * 0.06, y - h * 1.32)
    c.line(
        smooth([(x + h * 0.1, y - h * 0.76), (x + h * 0.15, y - h * 0.6), hand]),
        h * 0.06,
        mix(CLOTHES[look % 8], INK, 0.18),
    )
    c.dot(*hand, h * 0.032, SKIN[look % 4])
    c.line([hand, tip], h * 0.018, "#20272b")
    rx, base = h * 0.46, y - h * 1.0
    top = [(tip[0] - rx * math.cos(math.pi * i / 30), base - h * 0.29 * math.sin(math.pi * i / 30)) for i in range(31)]
    scallops: list[Point] = []
    for k in range(4):
        right = tip[0] + rx - k * rx / 2
        scallops += [
            (right - rx / 4 + rx / 4 * math.cos(math.pi * i / 8), base - h * 0.05 * math.sin(math.pi * i / 8))
            for i in range(9)
        ]
    c.poly([*top, *scallops], fade(mix(color, "#ffffff", 0.25), mix(color, INK, 0.15)))
    for k in (-0.5, 0, 0.5):
        c.line(
            smooth([(tip[0], base - h * 0.29), (tip[0] + k * rx * 0.75, base - h * 0.2), (tip[0] + k * rx, base)]),
            h * 0.007,
            INK,
            0.3,
        )
