"""Painted beehives on a terrace of flowering thyme, their keeper among them."""

from __future__ import annotations

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import around, chance, cypress, olive_tree, person
from hiwar.config.demo.scenes.palette import CREAM, HONEY, INK, OCHRE, POMEGRANATE, TEAL


def bees() -> Canvas:
    """Painted beehives on a terrace of flowering thyme, their keeper among them."""
    c = Canvas(Fade(((0, "#5aa0a6"), (0.28, "#b9d8cb"), (0.46, "#fbe7bd"), (1, "#fbe7bd"))))
    c.glow((360, 230), 520, "#fff5d6", 0.9)
    c.dot(360, 230, 60, "#fffbea")
    for x, y, w in ((900, 110, 340), (1010, 132, 300), (90, 96, 210)):
        c.rect((x, y, w, 13), CREAM, 0.5, radius=7)
    c.ridge(352, 40, 230, 8, fade("#a5c2b6", "#b9c7a4"))
    c.ridge(410, 30, 180, 22, fade("#86a893", "#a3b383"))
    _terrace(c, 456, "#b9b56c", "#94995a")
    for x, h in ((1330, 170), (1380, 210), (1428, 150)):
        cypress(c, x, 462, h, "#2b5644")
    olive_tree(c, (210, 480), 170, 3, "#7f8c55")
    _terrace(c, 552, "#a8ad63", "#7e8a4e")
    for x, color in ((1120, OCHRE), (1290, CREAM), (1455, TEAL)):
        _hive(c, (x, 590), 0.72, color)
    _thyme(c, 24, (604, 640), 30, 4)
    for x, color in ((150, POMEGRANATE), (400, HONEY), (650, TEAL)):
        _hive(c, (x, 730), 1.2, color)
    _keeper(c, 935, 756)
    _thyme(c, 26, (742, 800), 50, 5)
    _thyme(c, 22, (830, 930), 76, 6)
    _flights(c)
    return c


def _terrace(c: Canvas, y: float, light: str, dark: str) -> None:
    """Draw a level field and the dry stone wall that carries it."""
    crest = smooth([(-40, y + 14), (420, y), (900, y + 10), (1300, y - 4), (1660, y + 12)])
    c.poly([(-40, 900), *crest, (1660, 900)], fade(light, dark))
    dice = chance(int(y))
    for x, top in crest:
        for row in range(4):
            tone = mix("#cdb796", "#8d7b66", dice.random())
            c.rect((x - 20 + dice.uniform(-9, 9), top + row * 11, dice.uniform(22, 44), 12), tone, radius=4)
    c.line([(x, top - 2) for x, top in crest], 5, "#efdfc0")


def _hive(c: Canvas, place: Point, s: float, color: str) -> None:
    x, y = place
    dark = mix(color, INK, 0.34)
    c.oval((x + 16 * s, y + 2, 112 * s, 14 * s), INK, 0.22)
    for dx in (-56, 44, 74):
        c.rect((x + dx * s, y - 26 * s, 11 * s, 28 * s), "#5b4636")
    for top, tall in ((-84, 62), (-142, 58)):
        c.rect((x - 64 * s, y + top * s, 126 * s, tall * s), fade(mix(color, "#ffffff", 0.2), color))
        right = x + 62 * s
        side = [(right, y + top * s), (right + 30 * s, y + (top - 10) * s)]
        c.poly([*side, (right + 30 * s, y + (top + tall - 10) * s), (right, y + (top + tall) * s)], dark)
        c.rect((x - 64 * s, y + (top + tall - 4) * s, 126 * s, 4 * s), dark, 0.7)
        c.rect((x - 18 * s, y + (top + 20) * s, 36 * s, 9 * s), dark, 0.8, radius=4 * s)
    c.rect((x - 30 * s, y - 34 * s, 60 * s, 8 * s), INK, radius=3 * s)
    c.poly(
        [(x - 44 * s, y - 22 * s), (x + 44 * s, y - 22 * s), (x + 56 * s, y - 10 * s), (x - 56 * s, y - 10 * s)], CREAM
    )
    c.poly(
        [(x - 72 * s, y - 142 * s), (x + 66 * s, y - 142 * s), (x + 100 * s, y - 154 * s), (x - 36 * s, y - 160 * s)],
        "#e8ebe6",
    )
    c.rect((x - 72 * s, y - 148 * s, 140 * s, 12 * s), "#aeb8b5", radius=2 * s)
    c.oval((x + 6 * s, y - 158 * s, 24 * s, 11 * s), "#9a8d7c")


def _keeper(c: Canvas, x: float, y: float) -> None:
    c.oval((x + 10, y, 80, 11), INK, 0.22)
    person(c, (x, y), 250, 5)
    head = y - 229
    c.poly(smooth(around((x, head), 1, (-40, 0), (-44, 34), (-30, 62), (30, 62), (44, 34), (40, 0))), "#2b3a3d", 0.5)
    c.oval((x, head - 6, 56, 10), OCHRE)
    c.poly(
        smooth([(x - 28, head - 8), (x - 24, head - 36), (x, head - 42), (x + 24, head - 36), (x + 28, head - 8)]),
        HONEY,
    )
    c.rect((x - 27, head - 16, 54, 7), POMEGRANATE)
    c.rect((x - 62, y - 128, 26, 36), fade("#dfe6e4", "#7f9496", sideways=True), radius=4)
    c.poly([(x - 62, y - 128), (x - 36, y - 128), (x - 62, y - 150), (x - 72, y - 144)], "#8fa3a4")
    for k in range(9):
        c.dot(x - 78 - k * 15 - k * k, y - 156 - k * 17, 8 + k * 4.2, CREAM, 0.34 - k * 0.03)


def _thyme(c: Canvas, count: int, band: Point, size: float, seed: int) -> None:
    dice = chance(seed)
    for y in sorted(dice.uniform(*band) for _ in range(count)):
        x, r = dice.uniform(-20, WIDTH + 20), size * dice.uniform(0.75, 1.2)
        c.oval((x, y + r * 0.25, r * 1.2, r * 0.3), INK, 0.16)
        for tint, lift in (("#465c3b", 0.0), ("#5f7a48", 0.14), ("#7b9458", 0.3)):
            for _ in range(9):
                dx = dice.uniform(-0.85, 0.85) * (1 - lift)
                c.oval((x + dx * r, y - (lift + 0.24 * (1 - dx * dx)) * r, r * 0.34, r * 0.26), tint)
        for _ in range(26):
            dx = dice.uniform(-0.95, 0.95)
            lift = dice.uniform(0.0, 0.62) * (1 - dx * dx) + 0.06
            bloom = dice.choice(("#8d5fa8", "#a97bc0", "#c79bd2", "#e0bfe0"))
            c.dot(x + dx * r, y - lift * r - r * 0.1, max(1.8, r * 0.055), bloom)


def _flights(c: Canvas) -> None:
    small = (
        (430, 470, 15),
        (660, 500, 17),
        (900, 440, 14),
        (1490, 660, 16),
        (250, 470, 10),
        (560, 640, 12),
        (80, 600, 11),
    )
    for i, (x, y, s) in enumerate(
        (*small, (1180, 470, 9), (760, 760, 15), (1340, 520, 8), (800, 580, 11), (1230, 630, 13))
    ):
        _bee(c, (x, y), s, -1 if i % 3 == 1 else 1)
    _bee(c, (1130, 700), 34, -1)
    _bee(c, (330, 800), 30, 1)


def _bee(c: Canvas, place: Point, s: float, way: int) -> None:
    x, y = place
    for lean, wide in ((-0.35, 0.42), (0.3, 0.5)):
        c.oval((x - way * lean * s, y - 0.72 * s, wide * s, 0.5 * s), "#ffffff", 0.75)
    c.oval((x, y, s, 0.6 * s), HONEY)
    for k in (-0.45, 0.05, 0.5):
        tall = 0.56 * s * (1 - k * k) ** 0.5
        c.line([(x - way * k * s, y - tall), (x - way * k * s, y + tall)], 0.2 * s, INK)
    c.dot(x + way * 0.95 * s, y - 0.05 * s, 0.36 * s, "#3a2a1c")
    c.line([(x + way * 1.1 * s, y - 0.3 * s), (x + way * 1.4 * s, y - 0.62 * s)], max(1.0, 0.09 * s), INK)
