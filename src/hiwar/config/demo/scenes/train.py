"""The first train of the day on a stone viaduct, the sun coming up behind the headlands."""

from __future__ import annotations

from hiwar.config.demo.canvas import HEIGHT, WIDTH, Canvas, Fade, Point, arch, fade, smooth
from hiwar.config.demo.scenes.figures import chance, cypress, gull
from hiwar.config.demo.scenes.palette import (
    CORAL,
    DEEP,
    INK,
    PALE,
    PEACH,
    POMEGRANATE,
    TEAL,
)


def train() -> Canvas:
    """The first train of the day on a stone viaduct, the sun coming up behind the headlands."""
    c = Canvas(Fade(((0, "#1d5561"), (0.28, "#6fa5a5"), (0.47, PEACH), (0.6, CORAL), (1, CORAL))))
    c.glow((1150, 452), 560, "#ffe3b0", 0.75)
    c.dot(1150, 452, 92, "#fff0cf")
    for y, h, color in ((330, 26, "#f3c9a0"), (286, 18, "#c9c3ab"), (236, 14, "#8fb3ae")):
        c.rect((560 + h * 9, y, 620 - h * 6, h * 0.45), color, 0.55, radius=h)
        c.rect((160 + h * 4, y - 26, 340, h * 0.4), color, 0.45, radius=h)
    c.ridge(470, 34, 170, 7, fade("#a7a79c", "#d3a98a"))
    c.ridge(508, 26, 130, 12, fade("#6b8b8c", "#9b9a8d"))
    _sea(c, 532)
    _viaduct(c)
    _carriages(c, 556)
    c.hill([(0, 470), (90, 478), (170, 520), (240, 600), (300, 720), (330, 900)], fade("#0d4047", "#082930"))
    c.hill([(0, 640), (140, 690), (230, 780), (270, 900)], "#0a343b")
    for x, y, h in ((40, 500, 210), (92, 508, 270), (146, 530, 190), (205, 600, 150)):
        cypress(c, x, y, h, "#072a31")
    for x, y, span in ((620, 210, 26), (690, 250, 18), (560, 262, 15), (1330, 250, 20)):
        gull(c, x, y, span, "#fdf3e2")
    return c


def _sea(c: Canvas, top: float) -> None:
    c.rect((0, top, WIDTH, HEIGHT - top), fade("#e7b58d", "#5d9296", TEAL, "#0a4350", DEEP))
    dice = chance(4)
    for _ in range(170):
        depth = dice.random() ** 1.4
        y = top + 8 + depth * (HEIGHT - top - 20)
        x = 1150 + dice.gauss(0, 60 + 190 * depth)
        c.rect((x, y, 24 + 80 * depth * dice.random(), 2 + 4 * depth), "#ffdca8", dice.uniform(0.25, 0.8), radius=3)
    for _ in range(60):
        depth = dice.random()
        c.rect((dice.uniform(0, WIDTH), top + 20 + depth * 330, 60 + 90 * depth, 1.5 + 2 * depth), PALE, 0.12, radius=2)


def _viaduct(c: Canvas) -> None:
    stone = fade("#8b7468", "#5b4c4d", "#2f3a42")
    openings = [arch(228 + i * 172, 640, 128, 900) for i in range(9)]
    body = [(0, 586), (WIDTH, 586), (WIDTH, 900), (0, 900)]
    c.poly(body, stone, holes=openings)
    for opening in openings:
        c.line(opening[1:-1], 9, "#a68d7b")
        x = opening[0][0]
        c.poly([(x + 128, 700), (x + 144, 700), (x + 152, 900), (x + 128, 900)], "#1d2a33", 0.35)
        c.oval((x + 64, 896, 90, 9), "#ffdca8", 0.16)
    dice = chance(21)
    for _ in range(190):
        x, y = dice.uniform(0, WIDTH), 612 + 21 * dice.randrange(0, 13)
        if all(not (o[0][0] - 26 < x < o[0][0] + 136 and y > 632) for o in openings):
            c.rect((x, y, 20, 8), "#ffffff", 0.07, radius=1)
    c.rect((0, 580, WIDTH, 22), fade("#b59a83", "#7d6a62"))
    c.rect((0, 576, WIDTH, 5), "#d9bd9c")


def _carriages(c: Canvas, rail: float) -> None:
    c.rect((0, rail + 14, WIDTH, 6), "#2b2f35")
    for i in range(3):
        left = 792 + i * 300
        _carriage_body(c, [(left, rail - 74), (left + 292, rail - 74), (left + 292, rail + 6), (left, rail + 6)], rail)
        for j in range(6):
            c.rect((left + 20 + j * 44, rail - 56, 32, 27), fade("#ffe6b5", "#f3b773"), radius=5)
    nose = smooth(
        [(500, rail + 6), (484, rail - 8), (500, rail - 30), (540, rail - 58), (600, rail - 74), (660, rail - 74)]
    )
    _carriage_body(c, [*nose, (784, rail - 74), (784, rail + 6)], rail)
    c.poly(
        smooth([(520, rail - 36), (548, rail - 56), (584, rail - 62), (590, rail - 38), (536, rail - 34)]),
        fade("#24424c", "#0e2a33"),
    )
    for j in range(4):
        c.rect((616 + j * 42, rail - 56, 30, 27), fade("#ffe6b5", "#f3b773"), radius=5)
    c.glow((486, rail - 8), 120, "#fff3cf", 0.75)
    c.dot(497, rail - 9, 7, "#fffbe8")
    for x in range(540, WIDTH, 62):
        c.dot(x, rail + 9, 9, INK)


def _carriage_body(c: Canvas, outline: list[Point], rail: float) -> None:
    c.poly(outline, fade("#ffffff", "#f3ece0", "#cfc6bb"))
    right = max(x for x, _ in outline)
    left = min(x for x, _ in outline)
    c.rect(
        (left + (8 if right - left < 290 else 0), rail - 22, right - left - (8 if right - left < 290 else 0), 13),
        POMEGRANATE,
    )
    c.rect((left + 6, rail + 2, right - left - 6, 8), "#3a3f45")
