"""People, trees and animals that more than one scene needs."""

from __future__ import annotations

import math
from random import Random

from hiwar.config.demo.canvas import Canvas, Point, mix, smooth
from hiwar.config.demo.scenes.palette import CLOTHES, DEEP, INK, OLIVE, SKIN


def chance(seed: int) -> Random:
    """Return a repeatable source of chance."""
    return Random(seed)  # noqa: S311 - chance for pictures, not for secrets


def around(center: Point, s: float, *offsets: Point) -> list[Point]:
    """Return the outline whose points lie at these offsets from a center, `s` times as far."""
    return [(center[0] + dx * s, center[1] + dy * s) for dx, dy in offsets]


def person(c: Canvas, feet: Point, h: float, look: int, *, stride: float = 0.0) -> None:
    """Draw a standing or (`stride`) walking person whose feet are at y and who is h tall."""
    x, y = feet
    coat, skin = CLOTHES[look % len(CLOTHES)], SKIN[look % len(SKIN)]
    hip, shoulder = y - 0.46 * h, y - 0.82 * h
    trousers = "#26343d" if look % 2 else "#3d3440"
    for side in (-1, 1):
        c.line([(x + side * 0.035 * h, hip), (x + side * (0.05 + stride) * h, y - 0.02 * h)], 0.085 * h, trousers)
        c.line(
            [(x + side * 0.1 * h, shoulder + 0.05 * h), (x + side * (0.14 - stride * 0.3) * h, hip + 0.02 * h)],
            0.06 * h,
            coat,
        )
    hem = hip + (0.16 if look % 3 == 0 else 0.04) * h
    c.poly(
        [
            (x - 0.12 * h, shoulder + 0.03 * h),
            (x - 0.06 * h, shoulder - 0.02 * h),
            (x + 0.06 * h, shoulder - 0.02 * h),
            (x + 0.12 * h, shoulder + 0.03 * h),
            (x + 0.13 * h, hem),
            (x - 0.13 * h, hem),
        ],
        coat,
    )
    c.rect((x - 0.025 * h, shoulder - 0.06 * h, 0.05 * h, 0.08 * h), skin)
    c.dot(x, y - 0.915 * h, 0.072 * h, skin)
    _hair(c, x, y - 0.915 * h, 0.078 * h, look)


def _hair(c: Canvas, x: float, y: float, r: float, look: int) -> None:
    color = (INK, "#4a2c22", "#7b756f")[look % 3]
    if look % 4 == 1:
        scarf = CLOTHES[(look + 2) % len(CLOTHES)]
        drape = [
            (x - r * 1.1, y),
            (x - r * 1.5, y + r * 2.0),
            (x, y + r * 2.5),
            (x + r * 1.5, y + r * 2.0),
            (x + r * 1.1, y),
        ]
        c.poly(smooth(drape), scarf)
        c.dot(x, y, r * 1.18, scarf)
        c.oval((x, y + r * 0.14, r * 0.72, r * 0.86), SKIN[look % len(SKIN)])
        return
    c.poly(
        [
            (x - r, y + r * 0.2),
            *[(x + r * dx, y - r * dy) for dx, dy in ((-0.95, 0.4), (-0.6, 0.9), (0, 1.12), (0.6, 0.9), (0.95, 0.4))],
            (x + r, y + r * 0.2),
            (x + r * 0.5, y - r * 0.35),
            (x - r * 0.4, y - r * 0.3),
        ],
        color,
    )


def cypress(c: Canvas, x: float, y: float, h: float, color: str = DEEP) -> None:
    """Draw a cypress standing on y."""
    half = [
        (x, y - h),
        (x + 0.07 * h, y - 0.66 * h),
        (x + 0.1 * h, y - 0.35 * h),
        (x + 0.055 * h, y - 0.06 * h),
        (x, y - 0.04 * h),
    ]
    other: list[Point] = [(2 * x - px, py) for px, py in reversed(half)]
    c.rect((x - 0.012 * h, y - 0.08 * h, 0.024 * h, 0.08 * h), "#4b3a2c")
    c.poly(smooth(half) + smooth(other), color)
    c.poly([*smooth(half), (x + 0.02 * h, y - 0.4 * h)], "#ffffff", 0.06)


def olive_tree(c: Canvas, feet: Point, h: float, seed: int, color: str = OLIVE) -> None:
    """Draw an olive tree: a bent trunk and a broad, broken crown lit from the upper left."""
    x, y = feet
    dice = chance(seed)
    trunk = "#574636"
    for lean in (-0.16, 0.02, 0.17):
        c.line(smooth([(x, y), (x + lean * 0.25 * h, y - 0.25 * h), (x + lean * h, y - 0.55 * h)]), 0.065 * h, trunk)
    c.poly(
        [
            (x - 0.1 * h, y + 0.01 * h),
            (x - 0.03 * h, y - 0.2 * h),
            (x + 0.03 * h, y - 0.2 * h),
            (x + 0.1 * h, y + 0.01 * h),
        ],
        trunk,
    )
    leaves = []
    for _ in range(34):
        turn, reach = dice.uniform(0, math.tau), dice.random() ** 0.5
        leaves.append((0.46 * reach * math.cos(turn), -0.7 + 0.2 * reach * math.sin(turn), dice.uniform(0.1, 0.16)))
    for tint, shift, share in (
        (mix(color, INK, 0.35), 0.05, 1.0),
        (color, 0.0, 1.0),
        (mix(color, "#ffffff", 0.2), -0.055, 0.5),
    ):
        for dx, dy, r in leaves[:: 1 if share == 1 else 2]:
            c.oval(
                (x + (dx + shift * 0.6) * h, y + (dy + shift) * h, r * share * h, r * share * 0.74 * h),
                tint,
                1.0 if share == 1 else 0.5,
            )


def gull(c: Canvas, x: float, y: float, span: float, color: str) -> None:
    """Draw a gull on the wing."""
    c.line(
        smooth(
            [
                (x - span, y + span * 0.1),
                (x - span * 0.45, y - span * 0.35),
                (x, y),
                (x + span * 0.45, y - span * 0.35),
                (x + span, y + span * 0.1),
            ]
        ),
        max(2.0, span * 0.11),
        color,
    )


def cat(c: Canvas, x: float, y: float) -> None:
    """Draw a cat that sits with its feet on y and looks to the right, its tail hanging down."""
    fur = "#1d2f35"
    c.oval((x, y - 38, 34, 40), fur)
    c.oval((x + 10, y - 60, 24, 34), fur)
    c.dot(x + 20, y - 96, 23, fur)
    for dx in (4, 26):
        c.poly([(x + dx, y - 108), (x + dx + 3, y - 132), (x + dx + 16, y - 112)], fur)
    c.line([(x - 26, y - 10), (x - 62, y - 4), (x - 84, y + 18), (x - 76, y + 40)], 12, fur)
    c.line([(x + 24, y - 40), (x + 26, y - 2)], 13, fur)
    c.line([(x + 20, y - 76), (x + 36, y - 80)], 2, "#c3cbc1", 0.5)
