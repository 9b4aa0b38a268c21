"""An old stone bridge at dusk, its lamps just lit and doubled in the river."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import around, chance, cypress, person
from hiwar.config.demo.scenes.palette import CREAM, HONEY, INK

WATER = 612
# Middle, width and top of each opening.
ARCHES = ((410, 270, 500), (800, 340, 462), (1190, 270, 500))
PIERS = (215, 605, 995, 1385)


def bridge() -> Canvas:
    """An old stone bridge at dusk, its lamps just lit and doubled in the river."""
    c = Canvas(Fade(((0, "#1e3550"), (0.3, "#4f5f7d"), (0.5, "#b9838a"), (0.64, "#f2b98a"), (1, "#f2b98a"))))
    c.glow((980, 560), 640, "#ffd9a4", 0.7, flat=0.6)
    dice = chance(3)
    for _ in range(70):
        c.dot(dice.uniform(0, WIDTH), dice.uniform(0, 220), dice.choice((0.9, 1.3)), "#fdf4e3", dice.uniform(0.3, 0.9))
    for x, y, w in ((120, 170, 420), (300, 192, 300), (1000, 130, 460), (1180, 152, 260)):
        c.rect((x, y, w, 11), "#e9a98f", 0.35, radius=6)
    c.ridge(480, 30, 240, 6, fade("#7b6a80", "#a98683"))
    _town(c)
    _span(c, (22, -12), "#3a3140", "#2c2634")
    _span(c, (0, 0), "#a98e80", "#5e5060")
    _stones(c)
    for x in PIERS:
        _lamp(c, x, _deck(x) - 22)
    for x, h, look, stride in ((500, 92, 4, 0.05), (548, 84, 1, 0.05), (860, 94, 0, 0.0), (1120, 90, 3, 0.05)):
        person(c, (x, _deck(x) - 16), h, look, stride=stride)
    _parapet(c)
    c.rect((0, WATER, WIDTH, 300), fade("#c99a86", "#5d5a74", "#1c2f48"))
    c.reflect(WATER, 288, alpha=0.92, ripple=4, squeeze=0.86)
    _ripples(c)
    return c


def _deck(x: float) -> float:
    """Return the height of the roadway, highest over the middle arch."""
    return 452 - 46 * math.cos((x - 800) / 800 * math.pi / 2)


def _town(c: Canvas) -> None:
    dice = chance(22)
    for layer, (tone, low, high) in enumerate((("#6b5a73", 90, 190), ("#4d4560", 60, 140))):
        x = -30.0
        while x < WIDTH:
            wide, tall = dice.uniform(60, 120), dice.uniform(low, high)
            c.rect((x, 600 - tall, wide, tall + 12), fade(tone, mix(tone, "#f2b98a", 0.3)))
            if dice.random() < 0.4:
                c.poly(
                    [(x - 6, 600 - tall), (x + wide / 2, 574 - tall), (x + wide + 6, 600 - tall)], mix(tone, INK, 0.2)
                )
            for _ in range(3 + layer):
                c.rect(
                    (x + dice.uniform(8, wide - 18), 612 - tall + dice.uniform(0, tall * 0.6), 9, 14),
                    HONEY,
                    dice.uniform(0.4, 0.95),
                    radius=1,
                )
            x += wide + dice.uniform(0, 26)
    for x, h in ((70, 210), (112, 160), (1490, 200), (1540, 240)):
        cypress(c, x, 608, h, "#2a2b40")


def _span(c: Canvas, shift: Point, light: str, dark: str) -> None:
    """Fill one face of the bridge; drawn twice, the far one shows as the underside of the arches."""
    dx, dy = shift
    deck = [(x, _deck(x) + dy) for x in range(-40, 1680, 20)]
    holes = [[(x + dx, y + dy) for x, y in _opening(*arch)] for arch in ARCHES]
    c.poly([(-40, WATER + 6), *deck, (1660, WATER + 6)], fade(light, dark), holes=holes)


def _opening(middle: float, wide: float, top: float, grow: float = 0) -> list[Point]:
    rx, ry = wide / 2 + grow, WATER - 12 - top + grow
    turn = [(middle - rx * math.cos(math.pi * i / 40), WATER - 12 - ry * math.sin(math.pi * i / 40)) for i in range(41)]
    return [(middle - rx, WATER + 40), *turn, (middle + rx, WATER + 40)]


def _stones(c: Canvas) -> None:
    dice = chance(12)
    for middle, wide, top in ARCHES:
        inner, outer = _opening(middle, wide, top)[1:-1], _opening(middle, wide, top, 26)[1:-1]
        for k in range(0, 40, 2):
            block = [inner[k], inner[k + 2], outer[k + 2], outer[k]]
            c.poly(block, mix("#d9bda2", "#8d7680", dice.random() * 0.8))
            c.line([inner[k], outer[k]], 2, "#4d4250")
    for _ in range(240):
        x, y, long = dice.uniform(-10, WIDTH), dice.uniform(428, 600), dice.uniform(20, 46)
        if y > _deck(x) + 14 and all(_clear(x + long / 2, y, *opening) for opening in ARCHES):
            c.rect((x, y, long, 13), dice.choice(("#c4a894", "#6d5c68", "#b39683")), 0.35, radius=3)
    for pier in PIERS:
        c.poly(around((pier, WATER), 1, (-34, 4), (-26, -72), (0, -88), (26, -72), (34, 4)), fade("#c9ac96", "#6d5c68"))
        c.poly(around((pier, WATER), 1, (0, 4), (0, -88), (26, -72), (34, 4)), "#3a3140", 0.35)


def _clear(x: float, y: float, middle: float, wide: float, top: float) -> bool:
    """Tell whether a place lies outside the ring of stones around an opening."""
    return ((x - middle) / (wide / 2 + 58)) ** 2 + ((y - 600) / (640 - top)) ** 2 > 1


def _parapet(c: Canvas) -> None:
    for x in range(-20, WIDTH, 44):
        y = _deck(x + 20)
        c.rect((x, y - 34, 41, 36), fade("#cdb09a", "#8d7674"), radius=3)
    cap = [(float(x), _deck(x) - 36) for x in range(-20, 1640, 20)]
    c.line(cap, 10, "#e0c4a8")
    c.line([(x, y + 44) for x, y in cap], 6, "#e0c4a8", 0.6)


def _lamp(c: Canvas, x: float, y: float) -> None:
    c.rect((x - 4, y - 128, 8, 128), "#1b1a26")
    c.rect((x - 11, y - 22, 22, 22), "#1b1a26", radius=3)
    c.glow((x, y - 146), 170, "#ffd98f", 0.95)
    c.glow((x, y + 60), 150, "#ffd08a", 0.4)
    c.poly([(x - 16, y - 166), (x + 16, y - 166), (x + 10, y - 128), (x - 10, y - 128)], fade("#fff6d8", HONEY))
    c.poly([(x - 21, y - 166), (x, y - 186), (x + 21, y - 166)], "#1b1a26")
    c.dot(x, y - 188, 4, "#1b1a26")


def _ripples(c: Canvas) -> None:
    dice = chance(9)
    for x in PIERS:
        for k in range(26):
            y = WATER + 40 + k * 9.6
            wide = dice.uniform(10, 36) + k
            c.rect((x + dice.uniform(-14, 14) - wide / 2, y, wide, 3), "#ffdf9f", 0.6 - k * 0.017, radius=1)
    for _ in range(110):
        y = WATER + 6 + dice.random() * 280
        c.rect((dice.uniform(0, WIDTH), y, 20 + (y - WATER) * 0.3 * dice.random(), 2), CREAM, 0.22, radius=1)
    boat = smooth([(1010, 800), (1080, 826), (1200, 830), (1320, 822), (1390, 792)])
    c.poly([*boat, *smooth([(1390, 792), (1340, 846), (1200, 856), (1060, 848), (1010, 800)])], fade("#7b2a38", INK))
    c.line(boat, 6, "#e0c4a8")
    c.line([(1150, 824), (1060, 872)], 5, "#3a2a2c")
    c.oval((1200, 862, 190, 9), "#14202f", 0.5)
