"""An oud maker's bench: one finished oud hangs in the light of the window, another is still a bowl of ribs."""

from __future__ import annotations

import math

from hiwar.config.demo.canvas import WIDTH, Canvas, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import around, chance, cypress
from hiwar.config.demo.scenes.palette import CREAM, HONEY, INK, OCHRE, POMEGRANATE, TEAL, WINE

# Half the outline of the body: distance below the neck and half the width there.
BODY = ((0, 25), (40, 52), (100, 96), (170, 134), (240, 156), (300, 158), (350, 140), (390, 98), (410, 48), (414, 0))
# Where wood shavings lie on the bench, and how large they are.
SHAVINGS = ((200, 14), (236, 9), (520, 12), (552, 9), (742, 8), (1010, 11), (1050, 13))


def oud() -> Canvas:
    """An oud maker's bench: one finished oud hangs in the light of the window, another is still a bowl of ribs."""
    c = Canvas(fade("#5a3a2e", "#6d4634", "#4a2e27"))
    for x in range(0, WIDTH, 100):
        c.rect((x, 0, 97, 720), mix("#ffcf98", INK, 0.5 * ((x // 100) % 3)), 0.05)
        c.line([(x - 2, 0), (x - 2, 720)], 2, "#2c1a18", 0.5)
    _window(c)
    _rack(c)
    _instrument(c, 880, 240)
    _sunbeam(c)
    _bench(c)
    _bowl(c, 1310, 716)
    _tools(c)
    dice = chance(3)
    for _ in range(150):
        along = dice.random()
        c.dot(430 + along * 560, 180 + along * 420 + dice.uniform(-180, 150), dice.uniform(0.8, 2), "#fff1cf", 0.5)
    return c


def _window(c: Canvas) -> None:
    c.glow((280, 310), 620, "#ffd9a0", 0.55)
    c.rect((84, 84, 392, 470), "#3c241d", radius=4)
    c.rect((100, 100, 360, 438), fade("#8cc0bf", "#d9e2c8", "#fde7b6"))
    c.poly([(100, 538), *smooth([(100, 452), (210, 410), (330, 436), (460, 396)]), (460, 538)], "#97b29a")
    c.poly([(100, 538), *smooth([(100, 500), (240, 470), (360, 492), (460, 474)]), (460, 538)], "#6f8f6a")
    cypress(c, 170, 506, 130, "#2b5644")
    cypress(c, 206, 512, 92, "#2b5644")
    c.rect((330, 440, 84, 60), "#f1dcb8")
    c.poly([(322, 442), (372, 414), (422, 442)], "#b5654a")
    for dx in (0, 1, 2):
        c.rect((98 + dx * 179, 92, 12, 454), "#3c241d")
    for y in (92, 236, 382, 530):
        c.rect((92, y, 376, 10), "#3c241d")
    c.rect((64, 546, 432, 24), fade("#8b5a3a", "#55331f"), radius=3)
    c.rect((132, 502, 46, 46), fade("#c46a4a", "#8c3f2b", sideways=True), radius=4)
    for lean in (-26, -12, 2, 15, 28):
        c.line(smooth([(155, 504), (155 + lean * 0.5, 480), (155 + lean, 460)]), 7, "#4f7a4c")


def _sunbeam(c: Canvas) -> None:
    """Lay the light over whatever hangs there, weaker at the edges than in the middle."""
    for spread in (0, 26, 52):
        beam = [(462, 100 + spread), (462, 538 - spread), (1180 - spread, 900), (1420 - spread, 620 + spread)]
        c.poly(beam, "#ffdf9f", 0.07)


def _rack(c: Canvas) -> None:
    c.rect((1130, 250, 420, 26), fade("#8b5a3a", "#5f3a24"), radius=3)
    for i in range(9):
        x, tall = 1158 + i * 45, 90 + (i * 37) % 60
        c.rect((x - 5, 232, 10, tall), fade("#dfe6e2", "#8a989a", sideways=True))
        c.poly([(x - 5, 232 + tall), (x + 5, 232 + tall), (x + 5, 244 + tall)], "#8a989a")
        c.rect((x - 9, 150, 18, 96), fade(OCHRE, "#8a5a2a", sideways=True), radius=8)
        c.rect((x - 9, 226, 18, 10), (POMEGRANATE, TEAL, WINE)[i % 3])
    c.ring((1210, 520), 46, 9, "#7a4c2a")
    c.ring((1430, 500), 62, 9, "#8b5a3a")
    for x in (1210, 1430):
        c.line([(x, 400), (x, 452)], 3, "#2c1a18")


def _instrument(c: Canvas, x: float, y: float) -> None:
    """Draw an oud that hangs from its pegbox, its neck meeting the body at y."""
    outline = smooth([(x + w, y + d) for d, w in BODY], 8) + smooth([(x - w, y + d) for d, w in reversed(BODY)], 8)
    c.poly([(px + 36, py + 26) for px, py in outline], "#1b0f0d", 0.45)
    c.line([(x + 58, -10), (x + 58, y - 222)], 3, "#d9c4a2")
    _head(c, x, y)
    c.poly(outline, fade("#5b2f1b", "#7d4424"))
    belly = [(x + (px - x) * 0.94, y + 6 + (py - y) * 0.97) for px, py in outline]
    c.poly(belly, fade("#f7d795", "#e9b765", "#cf8d3f", sideways=True))
    for k in range(-9, 10):
        c.line([(x + k * 15, y + 60 + abs(k) * 14), (x + k * 15, y + 380 - abs(k) * 9)], 1.2, "#a8692c", 0.22)
    _rose(c, (x, y + 176), 56)
    for side in (-1, 1):
        _rose(c, (x + side * 72, y + 272), 22)
    plectrum_guard = smooth(around((x, y), 1, (-20, 244), (-26, 268), (0, 292), (26, 268), (20, 244)))
    c.poly(plectrum_guard, "#6d3a20")
    c.rect((x - 56, y + 336, 112, 17), "#3b2016", radius=6)
    for k in range(11):
        c.line([(x - 15 + k * 3, y - 142), (x - 44 + k * 8.8, y + 340)], 1.5, "#fff3d6", 0.85)


def _head(c: Canvas, x: float, y: float) -> None:
    """Draw the neck and the pegbox, which bends back and to one side."""
    neck = around((x, y), 1, (-19, -146), (19, -146), (26, 40), (-26, 40))
    c.poly(neck, fade("#2a1612", "#55301f", sideways=True))
    for k in range(5):
        px, py = x + 10 + k * 10, y - 160 - k * 14
        for way in (-1, 1):
            tip = (px + way * (40 - k * 3), py + way * (20 - k * 2))
            c.line([(px, py), tip], 4, "#1c0f0c")
            c.oval((*tip, 6, 5), "#1c0f0c")
    c.poly([(x - 20, y - 146), (x + 19, y - 146), (x + 72, y - 222), (x + 54, y - 232)], fade("#6d3a20", "#3b2016"))
    c.rect((x - 20, y - 150, 40, 8), CREAM, radius=2)


def _rose(c: Canvas, center: Point, r: float) -> None:
    """Draw a sound hole with its carved lattice."""
    x, y = center
    c.dot(x, y, r * 1.16, "#8a4f27")
    c.dot(x, y, r, "#23120f")
    for k in range(12):
        turn = math.tau * k / 12
        inner = (x + r * 0.3 * math.cos(turn + 0.5), y + r * 0.3 * math.sin(turn + 0.5))
        for way in (-0.5, 0.5):
            c.line([inner, (x + r * math.cos(turn + way), y + r * math.sin(turn + way))], max(1.2, r * 0.05), "#e2b26a")
    c.ring(center, r * 0.62, max(1.4, r * 0.06), "#e2b26a")
    c.ring(center, r * 0.97, max(1.6, r * 0.07), "#f1cd88")


def _bench(c: Canvas) -> None:
    c.rect((0, 700, WIDTH, 26), fade("#c98f55", "#a3683a"))
    c.rect((0, 724, WIDTH, 176), fade("#6b4029", "#3b2119"))
    for x in (60, 560, 1060):
        c.rect((x, 756, 440, 110), fade("#7a4a2f", "#55321f"), radius=6)
        c.rect((x + 190, 800, 60, 14), HONEY, 0.8, radius=7)
    c.glow((1010, 706), 300, "#ffdf9f", 0.7, flat=0.16)


def _bowl(c: Canvas, x: float, y: float) -> None:
    """Draw a body still without its face, lying on its rim with its tail to the left, rib above rib."""
    c.oval((x, y - 6, 270, 12), INK, 0.35)
    profile = smooth([(x + 214 - d * 1.08, w) for d, w in BODY], 8)
    ribs = 8
    edges = [[(px, y - 14 - w * 1.2 * math.sin(math.pi / 2 * k / ribs)) for px, w in profile] for k in range(ribs + 1)]
    for k in range(ribs):
        wood = ("#8a4f2a", "#e0ab62")[k % 2]
        sheen = fade(mix(wood, "#fff1cf", 0.2), mix(wood, INK, 0.25), sideways=True)
        c.poly([*edges[k], *reversed(edges[k + 1])], sheen)
        c.line(edges[k + 1], 1.6, "#3b2016", 0.7)
    c.poly([(x + 206, y - 46), (x + 270, y - 40), (x + 270, y - 14), (x + 206, y - 14)], "#5b3320")
    c.rect((x - 240, y - 20, 480, 8), "#3b2016", radius=4)


def _tools(c: Canvas) -> None:
    c.rect((300, 664, 170, 38), fade("#b9793f", "#8a5428"), radius=8)
    c.poly(smooth([(322, 666), (318, 634), (344, 624), (356, 666)]), "#5b3320")
    c.poly([(398, 666), (380, 622), (394, 620), (420, 666)], "#c9d2d1")
    c.dot(440, 658, 15, "#5b3320")
    c.rect((610, 656, 52, 46), fade("#3f6d70", "#23484d", sideways=True), radius=4)
    c.line([(640, 662), (676, 592)], 7, HONEY)
    c.poly([(630, 662), (650, 662), (647, 646), (637, 644)], "#5b3320")
    for x, r in SHAVINGS:
        y = 703 - r
        curl = [(x + r * (1 - i / 40) * math.cos(i / 4.2), y + r * (1 - i / 40) * math.sin(i / 4.2)) for i in range(30)]
        c.line(curl, 4, "#f3d296")
