"""A marked mountain path: paint on a rock, two walkers ahead, ridge behind ridge."""

from __future__ import annotations

from hiwar.config.demo.canvas import Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import around, chance, gull, olive_tree, person
from hiwar.config.demo.scenes.palette import CREAM, HONEY, INK, POMEGRANATE, ROSE, TEAL

FAR = ((-40, 380), (140, 250), (330, 330), (560, 190), (720, 300), (900, 330), (1640, 380))
MIDDLE = ((-40, 360), (300, 420), (620, 330), (900, 400), (1180, 300), (1420, 350), (1640, 270))
NEAR = ((-40, 470), (260, 430), (600, 490), (940, 440), (1240, 470), (1640, 380))
PAINT = "#e9a820"
RANGES = ((FAR, "#b3cdc6", "#cdd3bd"), (MIDDLE, "#8fb0a5", "#b4bf9d"), (NEAR, "#6f9480", "#93a577"))
# The path from our feet into the hills: middle, height in the picture, width.
BENDS = ((620, 900, 210), (900, 800, 130), (1130, 730, 90), (1080, 676, 60), (900, 640, 42), (860, 606, 30))
STRETCHES = (*BENDS, (1010, 574, 22), (1180, 546, 15), (1120, 522, 10), (1010, 506, 7), (1060, 486, 4))


def trail() -> Canvas:
    """A marked mountain path: paint on a rock, two walkers ahead, ridge behind ridge."""
    c = Canvas(Fade(((0, "#4a97a3"), (0.24, "#a9d0c6"), (0.44, "#fae8c2"), (1, "#fae8c2"))))
    c.glow((1060, 240), 520, "#fff6da", 0.85)
    c.dot(1060, 240, 50, "#fffcee")
    for x, y, w in ((180, 96, 380), (300, 118, 300), (1240, 130, 300)):
        c.rect((x, y, w, 13), CREAM, 0.5, radius=7)
    for crest, light, dark in RANGES:
        c.hill(crest, fade(light, dark))
    c.hill([(-40, 560), (300, 600), (700, 540), (1060, 560), (1640, 470)], fade("#a6ab6b", "#7c8a52"))
    c.hill([(-40, 700), (320, 720), (760, 640), (1200, 660), (1640, 580)], fade("#bba866", "#8b8149"))
    _path(c)
    for x, y, h, seed in ((1350, 560, 120, 3), (1490, 530, 150, 8), (690, 566, 100, 5)):
        olive_tree(c, (x, y), h, seed, "#6b8152")
    _stones(c)
    _walkers(c)
    _rock(c)
    _scrub(c)
    for x, y, span in ((520, 150, 20), (590, 182, 14), (450, 196, 12)):
        gull(c, x, y, span, "#39616a")
    return c


def _path(c: Canvas) -> None:
    left = smooth([(x - w / 2, y) for x, y, w in STRETCHES])
    right = smooth([(x + w / 2, y + w * 0.12) for x, y, w in STRETCHES])
    for k in range(len(left) - 2):
        near = 1 - k / len(left)
        c.poly([left[k], left[k + 2], right[k + 2], right[k]], mix("#e9d6ac", "#d6b684", near))
    dice = chance(4)
    for k in range(len(left) - 1):
        for _ in range(3):
            share = dice.uniform(0.08, 0.92)
            x = left[k][0] + (right[k][0] - left[k][0]) * share
            size = max(1.0, abs(right[k][0] - left[k][0]) * 0.03)
            c.oval((x, left[k][1] + dice.uniform(-4, 8), size, size * 0.5), dice.choice(("#b3946a", "#f6ebcd")), 0.7)


def _stones(c: Canvas) -> None:
    dice = chance(15)
    for _ in range(70):
        y = dice.uniform(560, 880)
        x, r = dice.uniform(0, 1600), (y - 500) * 0.05 * dice.uniform(0.5, 1.2)
        if abs(x - 960) < 300 and y > 640:
            continue
        c.oval((x + r * 0.3, y + r * 0.4, r * 1.2, r * 0.35), INK, 0.2)
        stone = around((x, y), r, (-1, 0.4), (-0.6, -0.4), (0.1, -0.7), (0.8, -0.3), (1, 0.4))
        c.poly(stone, fade("#d9cdb6", "#94876f"))


def _walkers(c: Canvas) -> None:
    for x, y, h, look, pack, hair in ((1090, 742, 168, 3, POMEGRANATE, INK), (1190, 716, 150, 1, HONEY, "#2f4858")):
        c.oval((x + 30, y, h * 0.34, 8), INK, 0.22)
        person(c, (x, y), h, look, stride=0.05)
        # They walk away from us: hair or scarf where the face would be.
        c.dot(x, y - 0.915 * h, 0.085 * h, hair)
        cloth = fade(mix(pack, "#ffffff", 0.15), mix(pack, INK, 0.25))
        c.rect((x - 0.13 * h, y - 0.8 * h, 0.26 * h, 0.34 * h), cloth, radius=9)
        c.rect((x - 0.09 * h, y - 0.62 * h, 0.18 * h, 0.12 * h), mix(pack, INK, 0.35), radius=4)
        c.rect((x - 0.15 * h, y - 0.86 * h, 0.3 * h, 0.075 * h), CREAM, radius=5)
        c.line([(x + 0.15 * h, y - 0.44 * h), (x + 0.24 * h, y)], 4, "#5b4636")


def _rock(c: Canvas) -> None:
    outline = [(90, 900), (104, 760), (160, 640), (268, 566), (400, 556), (500, 620), (560, 740), (590, 900)]
    c.poly([(x + 44, y + 10) for x, y in outline], INK, 0.2)
    c.poly(outline, fade("#d9cfbd", "#a99c88", "#7f7464"))
    c.poly([(400, 556), (500, 620), (560, 740), (590, 900), (470, 900), (452, 740), (420, 640)], "#544b42", 0.42)
    c.poly([(160, 640), (268, 566), (400, 556), (420, 640), (300, 650), (196, 690)], "#fff4dc", 0.4)
    left, right = ((230, 690), (246, 760), (226, 820)), ((440, 650), (400, 720), (430, 800), (416, 880))
    for crack in (left, right, ((140, 780), (190, 800), (200, 860))):
        c.line(smooth(crack), 3, "#5b5046", 0.55)
    _mark(c, (318, 732))
    dice = chance(2)
    for _ in range(60):
        x, y, lichen = dice.uniform(130, 540), dice.uniform(660, 890), dice.choice(("#8f9a6a", "#c9b48a", "#6f675a"))
        c.oval((x, y, dice.uniform(2, 8), dice.uniform(2, 5)), lichen, 0.4)


def _mark(c: Canvas, center: Point) -> None:
    """Paint an arrow with a broad brush: its edges tremble, and the stone shows through."""
    x, y = center
    dice = chance(7)
    arrow = [(-92, -18), (20, -26), (16, -66), (104, -8), (26, 54), (22, 16), (-90, 22)]
    edge = []
    for (ax, ay), (bx, by) in zip(arrow, [*arrow[1:], arrow[0]], strict=True):
        for k in range(6):
            share = k / 6
            px, py = x + ax + (bx - ax) * share, y + ay + (by - ay) * share
            edge.append((px + dice.uniform(-2.4, 2.4), py + dice.uniform(-2.4, 2.4)))
    c.poly(edge, PAINT, 0.95)
    for _ in range(16):
        sx, sy = x + dice.uniform(-84, 34), y + dice.uniform(-16, 14)
        c.line([(sx, sy), (sx + dice.uniform(14, 36), sy - 1)], 1.6, "#f7d98a", 0.5)
    c.line([(x - 60, y + 20), (x - 60, y + 42)], 4, PAINT, 0.9)


def _scrub(c: Canvas) -> None:
    dice = chance(23)
    for _ in range(150):
        x = dice.choice((dice.uniform(-10, 620), dice.uniform(1000, 1620)))
        y, tall = dice.uniform(860, 920), dice.uniform(26, 84)
        tip = (x + dice.uniform(-16, 22), y - tall)
        c.line(smooth([(x, y), (x + 2, y - tall * 0.5), tip], 6), 3, dice.choice(("#6b7a3f", "#8a9450", "#55663a")))
        if dice.random() < 0.36:
            c.dot(*tip, dice.uniform(4, 7), dice.choice((ROSE, HONEY, CREAM, "#a97bc0", TEAL)))
