"""Fishing boats at rest in still water, with the light tower at the end of the mole."""

from __future__ import annotations

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance, cypress, gull, person
from hiwar.config.demo.scenes.palette import (
    CREAM,
    DEEP,
    HONEY,
    INK,
    OCHRE,
    PALE,
    PEACH,
    POMEGRANATE,
    ROSE,
    SAND,
    TEAL,
    WINE,
)


def harbour() -> Canvas:
    """Fishing boats at rest in still water, with the light tower at the end of the mole."""
    c = Canvas(Fade(((0, "#2d7480"), (0.3, "#8dbcb6"), (0.52, "#f3dfb8"), (0.62, PEACH), (1, PEACH))))
    c.glow((420, 500), 620, "#fff1cf", 0.7)
    for x, y, w in ((160, 150, 420), (640, 105, 300), (980, 190, 380), (90, 262, 260)):
        c.rect((x, y, w, 13), CREAM, 0.4, radius=7)
        c.rect((x + 60, y + 17, w * 0.55, 9), CREAM, 0.3, radius=5)
    c.ridge(500, 22, 190, 31, fade("#9db8b1", "#c9c4a8"))
    _hill_town(c)
    _light_tower(c)
    c.rect((0, 596, WIDTH, 304), fade("#e9cfa3", "#8db3ab", "#2f7781", "#0c4a56"))
    c.reflect(596, 250, alpha=0.75, ripple=3, squeeze=0.9)
    for x, y, size, hull, cabin in (
        (1240, 668, 0.74, TEAL, CREAM),
        (980, 690, 0.84, OCHRE, PALE),
        (420, 700, 0.86, "#2f4858", SAND),
    ):
        _boat(c, (x, y), size, hull, cabin)
    _boat(c, (730, 780), 1.35, POMEGRANATE, CREAM)
    _boat(c, (1290, 812), 1.2, "#1d7f88", SAND)
    dice = chance(8)
    for _ in range(120):
        y = 606 + dice.random() * 290
        c.rect((dice.uniform(0, WIDTH), y, 20 + (y - 596) * 0.3 * dice.random(), 2), CREAM, 0.3, radius=1)
    for x, y, span in ((560, 330, 24), (640, 372, 17), (500, 392, 14), (1010, 300, 19)):
        gull(c, x, y, span, "#ffffff")
    return c


def _hill_town(c: Canvas) -> None:
    c.poly(
        [
            (760, 600),
            *smooth([(760, 600), (900, 540), (1080, 420), (1300, 330), (1480, 300), (1620, 290)]),
            (1620, 600),
        ],
        fade("#7f9c86", "#b7a98a"),
    )
    dice = chance(15)
    for row in range(6):
        for column in range(13):
            x = 900 + row * 40 + column * (62 - row * 1.5) + dice.uniform(-10, 10)
            y = 596 - row * 44 + dice.uniform(-7, 7)
            if y < 600 - max(0.0, (x - 780)) * 0.36 or x > WIDTH + 20:
                continue
            wide, tall = dice.uniform(44, 60), dice.uniform(44, 66)
            wall = dice.choice((CREAM, "#f3dfc0", "#e8c9a4", "#fbe9d2", "#dcd3c0"))
            c.rect((x, y - tall, wide, tall), fade(wall, mix(wall, "#b08d70", 0.35)))
            c.rect((x - 2, y - tall - 5, wide + 4, 7), dice.choice((POMEGRANATE, "#b5654a", "#c47b55", TEAL)))
            for k in range(2):
                c.rect((x + 9 + k * 21, y - tall + 15, 9, 14), "#31535b", 0.8, radius=2)
    for x, y, h in ((1120, 470, 90), (1390, 370, 105), (1500, 420, 88), (980, 545, 84)):
        cypress(c, x, y, h, "#20514f")


def _light_tower(c: Canvas) -> None:
    c.poly([(0, 570), (330, 570), (368, 598), (0, 598)], fade("#b79d84", "#7d6f68"))
    for x in range(0, 340, 44):
        c.rect((x, 570, 40, 12), "#d4bd9f", radius=3)
    c.poly([(226, 572), (242, 330), (290, 330), (306, 572)], fade("#fffaf0", "#f1e2cb", "#c9b79d", sideways=True))
    c.poly([(233, 470), (237, 404), (295, 404), (299, 470)], fade(ROSE, POMEGRANATE, WINE, sideways=True))
    c.rect((232, 318, 68, 13), INK, radius=3)
    c.rect((246, 280, 40, 38), HONEY, radius=3)
    c.poly([(238, 282), (266, 250), (294, 282)], POMEGRANATE)
    c.glow((266, 298), 130, "#ffedb8", 0.8)
    person(c, (140, 572), 62, 2)
    person(c, (166, 572), 58, 5)


def _boat(c: Canvas, place: Point, s: float, hull: str, cabin: str) -> None:
    x, y = place

    def at(dx: float, dy: float) -> Point:
        return x + dx * s, y + dy * s

    c.oval((x, y + 30 * s, 175 * s, 15 * s), "#062d36", 0.35)
    shadow = [at(-150, 24), at(140, 24), at(110, 74), at(-110, 74)]
    c.poly(shadow, mix(hull, DEEP, 0.35), 0.45)
    c.line([at(20, -150), at(20, -20)], 5 * s, "#5b4636")
    c.line([at(20, -146), at(140, -34)], 1.8 * s, "#3b3f44")
    c.line([at(20, -146), at(-150, -40)], 1.8 * s, "#3b3f44")
    c.poly([at(20, -148), at(58, -138), at(20, -126)], ROSE)
    c.rect((x - 92 * s, y - 72 * s, 92 * s, 56 * s), fade(cabin, mix(cabin, "#8a7a66", 0.4)), radius=5 * s)
    c.rect((x - 100 * s, y - 80 * s, 108 * s, 12 * s), mix(hull, INK, 0.25), radius=4 * s)
    for k in range(2):
        c.rect((x - (80 - k * 40) * s, y - 58 * s, 28 * s, 22 * s), "#2b5660", radius=3 * s)
    sheer = smooth([at(-178, -44), at(-120, -18), at(0, -8), at(110, -20), at(172, -58)])
    c.poly(
        [*sheer, *smooth([at(172, -58), at(150, 0), at(118, 32)]), at(-132, 32), at(-178, -44)],
        fade(mix(hull, "#ffffff", 0.12), mix(hull, INK, 0.3)),
    )
    c.line(sheer, 8 * s, CREAM)
    c.line([at(-150, 10), at(134, 10)], 4 * s, "#ffffff", 0.5)
    for k in range(4):
        c.dot(*at(-70 + k * 56, 4), 10 * s, INK, 0.75)
        c.dot(*at(-70 + k * 56, 4), 4.5 * s, mix(hull, INK, 0.3))
