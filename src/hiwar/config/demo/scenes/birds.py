"""Storks on passage: the near ones overhead, the flock a long line over the sea."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance, cypress
from hiwar.config.demo.scenes.palette import CORAL, CREAM, INK

# Takes a place on the bird (ahead of her middle, below it) to the picture.
Placing = Callable[[float, float], Point]


def birds() -> Canvas:
    """Storks on passage: the near ones overhead, the flock a long line over the sea."""
    c = Canvas(Fade(((0, "#3c7f92"), (0.3, "#86b9bb"), (0.58, "#f6dfb6"), (0.74, "#f6c79c"), (1, "#f6c79c"))))
    c.glow((1130, 610), 700, "#fff0cb", 0.95)
    c.dot(1130, 610, 62, "#fffbea")
    for x, y, w in ((80, 470, 460), (220, 494, 320), (1180, 430, 420), (700, 540, 260)):
        c.rect((x, y, w, 12), CREAM, 0.45, radius=6)
    _sea(c)
    _flock(c)
    for x, y, s, turn, flap in (
        (390, 330, 1.7, -9, -0.2),
        (860, 130, 0.95, -12, -0.5),
        (1120, 286, 0.75, -7, 0.4),
        (1370, 180, 0.66, -10, 0.0),
    ):
        _stork(c, (x, y), s, turn, flap)
    return c


def _sea(c: Canvas) -> None:
    c.poly(
        [(1180, 690), *smooth([(1180, 690), (1320, 652), (1460, 640), (1640, 610)]), (1640, 690)],
        fade("#b0a493", "#8fa39b"),
    )
    c.rect((0, 676, WIDTH, 224), fade("#f3cfa1", "#93b8ae", "#3b8490", "#14606c"))
    dice = chance(12)
    for _ in range(200):
        deep = dice.random() ** 1.3
        wide = 16 + deep * 90 * dice.random()
        c.rect(
            (1130 + dice.gauss(0, 50 + deep * 150) - wide / 2, 680 + deep * 210, wide, 2 + deep * 2.4),
            "#fff4da",
            0.6,
            radius=1,
        )
    for _ in range(90):
        deep = dice.random()
        c.rect((dice.uniform(0, WIDTH), 682 + deep * 210, 24 + deep * 70, 2), CREAM, 0.26, radius=1)
    cape = smooth([(-40, 740), (120, 716), (280, 730), (420, 772), (540, 836), (600, 900)])
    c.poly([(-40, 900), *cape], fade("#5f8263", "#2f5549"))
    c.line([(x, y + 3) for x, y in cape[28:]], 7, "#d9c7a2", 0.8)
    for x, y, h in ((80, 726, 130), (124, 724, 170), (300, 742, 110)):
        cypress(c, x, y, h, "#22483f")
    c.rect((180, 672, 84, 56), fade("#fbeed6", "#d3b48a", sideways=True))
    c.poly([(172, 674), (222, 642), (272, 674)], "#b5654a")
    c.rect((206, 700, 18, 28), "#31535b", radius=2)


def _flock(c: Canvas) -> None:
    dice = chance(5)
    for arm, count in ((1, 19), (-1, 12)):
        for k in range(count):
            x, y = 1370 - k * 46 + dice.uniform(-8, 8), 478 + arm * k * (6 if arm > 0 else 7) + dice.uniform(-6, 6)
            _stork(c, (x, y), 0.16 + 0.006 * k + dice.uniform(0, 0.02), -8 + dice.uniform(-4, 4), math.sin(k * 1.7))


def _stork(c: Canvas, place: Point, s: float, turn: float, flap: float) -> None:
    """Draw a stork flying to the right, seen a little from below; `flap` lifts (1) or lowers (-1) the wings."""
    angle = math.radians(turn)

    def at(u: float, v: float) -> Point:
        x, y = u * s, v * s
        return place[0] + x * math.cos(angle) - y * math.sin(angle), place[1] + x * math.sin(angle) + y * math.cos(
            angle
        )

    def part(points: Sequence[Point]) -> list[Point]:
        return smooth([at(u, v) for u, v in points], 6 if s < 0.5 else 10)

    c.line([at(-62, 4), at(-128, 12)], 3.4 * s, CORAL)
    c.line([at(-60, 8), at(-124, 20)], 3.4 * s, "#c9653f")
    _wing(c, at, -1, flap, s)
    body = [
        (120, -14),
        (84, -12),
        (48, -17),
        (0, -21),
        (-46, -12),
        (-84, 4),
        (-48, 14),
        (0, 18),
        (46, 12),
        (84, -2),
        (120, -6),
        (120, -14),
    ]
    c.poly(part(body), fade("#ffffff", "#cfd3cf"))
    c.dot(*at(122, -12), 9.5 * s, "#ffffff")
    c.poly([at(128, -17), at(186, -9), at(128, -7)], "#d9532c")
    c.dot(*at(125, -14), max(0.8, 2 * s), INK)
    _wing(c, at, 1, flap, s)


def _wing(c: Canvas, at: Placing, near: int, flap: float, s: float) -> None:
    """Draw a wing between its bone, which leads, and the tips of its feathers, which trail."""
    lift = -150 - 40 * flap if near < 0 else 132 - 50 * flap
    bone = smooth([(34, 0), (50, lift * 0.42), (22, lift * 0.8), (-26, lift * 1.04)], 12)
    trail = smooth([(-42, 0), (-52, lift * 0.3), (-74, lift * 0.66), (-70, lift * 1.1)], 12)
    c.poly([at(*p) for p in [*bone, *reversed(trail)]], fade("#333c42", INK))
    if s > 0.5:
        for i in range(2, len(bone), 3):
            (bx, by), (tx, ty) = bone[i], trail[i]
            # The outer feathers stand apart like fingers.
            reach = 1.1 + 0.4 * max(0.0, i / len(bone) - 0.5)
            dx, dy = (tx - bx) * reach, (ty - by) * reach
            wide = 5.5 / math.hypot(dx, dy)
            edge = ((0.5, 1.0), (0.9, 1.0), (0.98, 0.5), (0.98, -0.5), (0.9, -1.0), (0.5, -1.0))
            c.poly([at(bx + dx * t - dy * wide * w, by + dy * t + dx * wide * w) for t, w in edge], INK)
            c.line([at(bx + dx * 0.5, by + dy * 0.5), at(bx + dx * 0.88, by + dy * 0.88)], 1.6 * s, "#5b666b", 0.8)
    coverts = [(bx + (tx - bx) * 0.54, by + (ty - by) * 0.54) for (bx, by), (tx, ty) in zip(bone, trail, strict=True)]
    c.poly(
        [at(*p) for p in [*bone, *reversed(coverts[:-4])]],
        fade("#ffffff", mix("#ffffff", "#8fa3a0", 0.3 if near > 0 else 0.55)),
    )
