"""A chess board close up on a cafe table, the street beyond the window out of focus."""

from __future__ import annotations

from hiwar.config.demo.canvas import WIDTH, Canvas, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import around, chance
from hiwar.config.demo.scenes.palette import CORAL, CREAM, HONEY, INK, OCHRE, POMEGRANATE, TEAL, WINE

# Half outlines, from the foot up: half the width and the height, in hundredths of a square.
OUTLINES: dict[str, tuple[Point, ...]] = {
    "pawn": ((32, 0), (32, 10), (20, 20), (12, 45), (11, 55), (20, 60), (10, 64), (19, 78), (14, 93), (0, 98)),
    "rook": ((35, 0), (35, 12), (22, 24), (18, 80), (28, 88), (28, 112), (0, 112)),
    "bishop": ((34, 0), (34, 12), (20, 24), (12, 70), (23, 80), (12, 86), (20, 104), (10, 126), (0, 132)),
    "queen": ((37, 0), (37, 13), (22, 27), (13, 90), (25, 100), (14, 106), (27, 142), (12, 144), (0, 150)),
    "king": ((38, 0), (38, 14), (23, 28), (14, 98), (27, 108), (16, 114), (24, 148), (10, 154), (0, 156)),
}
KINDS = {"p": "pawn", "r": "rook", "b": "bishop", "q": "queen", "k": "king"}
# As players write it: the piece, then its square; capitals are white.
SETUP = "Kc2 Qd3 Rf2 Bg4 Pb3 Pe4 Pg2 ke7 ra8 bc8 pf7 pb7 pd6 qg6 pc5"
LIGHT, DARK = "#f4e2bf", "#3b2a2b"


def chess() -> Canvas:
    """A chess board close up on a cafe table, the street beyond the window out of focus."""
    c = Canvas(fade("#2b3a3f", "#4b4540"))
    _street(c)
    c.rect((0, 470, WIDTH, 430), fade("#7c4f33", "#9a6440", "#5b3724"))
    for k in range(9):
        c.line([(0, 486 + k * k * 6), (WIDTH, 480 + k * k * 6)], 2, "#3b2116", 0.25)
    c.glow((760, 480), 620, "#ffe2ad", 0.55, flat=0.22)
    _coffee(c, 130, 586)
    _board(c)
    for mark in sorted(SETUP.split(), key=lambda mark: mark[2], reverse=True):
        place = ("abcdefgh".index(mark[1]) + 0.5, int(mark[2]) - 0.5)
        _piece(c, place, KINDS[mark[0].lower()], mark[0].islower())
    return c


def _street(c: Canvas) -> None:
    """Draw the window: soft shapes only, so that the eye stays on the board."""
    c.rect((0, 0, WIDTH, 480), fade("#8fbcbb", "#f3deb2", "#f0c08a"))
    dice = chance(11)
    for left in range(-40, WIDTH, 150):
        tall = dice.uniform(180, 330)
        c.rect((left, 480 - tall, 142, tall), dice.choice(("#d9a77f", "#c98f70", "#e6c193", "#a9b5a3")), 0.75)
        for k in range(6):
            c.rect((left + 20 + (k % 3) * 38, 500 - tall + (k // 3) * 70, 22, 38), "#fbe3b0", 0.55, radius=4)
    for _ in range(46):
        x, y, r = dice.uniform(0, WIDTH), dice.uniform(60, 470), dice.uniform(16, 44)
        c.dot(x, y, r, dice.choice((HONEY, CREAM, CORAL, "#a9cdc4")), 0.22)
    for x, y, r in ((1290, 190, 120), (1400, 150, 110), (1200, 250, 90), (1360, 260, 120), (1480, 230, 100)):
        c.dot(x, y, r, "#87a379")
    for x, y, r in ((1270, 160, 70), (1390, 120, 66), (1450, 210, 60)):
        c.dot(x, y, r, "#a5bd92", 0.7)
    c.poly([(1332, 480), (1338, 300), (1352, 300), (1360, 480)], "#8a6f56")
    for who, color in ((520, POMEGRANATE), (610, TEAL), (980, "#2f4858")):
        c.poly(smooth(around((who, 400), 1, (-34, 80), (-32, -50), (0, -78), (32, -50), (34, 80))), color, 0.55)
        c.dot(who, 300, 24, "#8a583a", 0.55)
    c.rect((0, 0, WIDTH, 24), "#2a3134")
    for post in (372, 1116):
        c.rect((post, 0, 22, 480), fade("#3c474a", "#20282b", sideways=True))
    c.rect((0, 452, WIDTH, 30), fade("#4a5456", "#262d30"))
    for k in range(3):
        c.poly([(420 + k * 120, 24), (480 + k * 120, 24), (330 + k * 120, 452), (240 + k * 120, 452)], "#ffffff", 0.08)


def _at(column: float, rank: float) -> Point:
    """Return where a place on the board lies in perspective, nearer ranks first."""
    y = 330 + 3201 / (rank + 5.9)
    return 830 + (column - 4) * _square(y), y


def _square(y: float) -> float:
    return (y - 330) * 0.36


def _board(c: Canvas) -> None:
    rim = [_at(-0.5, -0.4), _at(-0.5, 8.5), _at(8.5, 8.5), _at(8.5, -0.4)]
    c.poly([(x + 24, y + 16) for x, y in rim], INK, 0.35)
    c.poly(rim, fade("#8a4f2f", "#6b3822"))
    for column in range(8):
        for rank in range(8):
            corners = [_at(column, rank), _at(column + 1, rank), _at(column + 1, rank + 1), _at(column, rank + 1)]
            tone = mix("#efd6a6", "#d9b47c", rank / 12) if (column + rank) % 2 else mix("#7d4630", "#8f5a3f", rank / 8)
            c.poly(corners, tone)
    c.poly([_at(2, 0), _at(5, 8), _at(7.4, 8), _at(6, 0)], "#fff4d6", 0.14)


def _piece(c: Canvas, place: Point, kind: str, dark: bool) -> None:
    x, y = _at(*place)
    s = _square(y)
    body = DARK if dark else LIGHT
    paint = fade(mix(body, "#ffffff", 0.34), body, mix(body, INK, 0.3 if dark else 0.38), sideways=True)
    c.poly(around((x, y), s, (-0.2, 0), (0.34, 0.05), (1.3, 0.36), (0.8, 0.4)), INK, 0.16)
    c.oval((x, y, 0.4 * s, 0.16 * s), mix(body, INK, 0.5))
    half = [(w / 100 * s, h * 1.08 / 100 * s) for w, h in OUTLINES[kind]]
    right = [(x + w, y - h) for w, h in half]
    left = [(x - w, y - h) for w, h in reversed(half)]
    c.poly([*smooth(right, 6), *smooth(left, 6)], paint)
    c.oval((x, y, half[0][0], 0.13 * s), paint)
    for w, h in half[1:6]:
        if w > 0.19 * s:
            groove = smooth([(x - w, y - h), (x, y - h + 0.05 * s), (x + w, y - h)])
            c.line(groove, max(1.6, 0.03 * s), mix(body, INK, 0.5), 0.6)
    _crown(c, (x, y - half[-1][1]), s, kind, mix(body, INK, 0.08))


def _crown(c: Canvas, top: Point, s: float, kind: str, tone: str) -> None:
    x, y = top
    if kind == "king":
        c.rect((x - 0.045 * s, y - 0.26 * s, 0.09 * s, 0.28 * s), tone)
        c.rect((x - 0.12 * s, y - 0.2 * s, 0.24 * s, 0.085 * s), tone)
    elif kind == "queen":
        for dx in (-0.24, -0.08, 0.08, 0.24):
            c.dot(x + dx * s, y + 0.02 * s, 0.065 * s, tone)
    elif kind == "rook":
        for dx in (-0.28, -0.07, 0.14):
            c.rect((x + dx * s, y - 0.13 * s, 0.14 * s, 0.14 * s), tone)
    elif kind == "bishop":
        c.dot(x, y - 0.03 * s, 0.07 * s, tone)
        c.line([(x + 0.02 * s, y + 0.12 * s), (x + 0.12 * s, y + 0.3 * s)], 0.035 * s, INK, 0.5)


def _coffee(c: Canvas, x: float, y: float) -> None:
    c.oval((x + 20, y + 44, 160, 40), INK, 0.3)
    c.oval((x, y + 34, 150, 38), fade("#ffffff", "#d8d2c6"))
    c.oval((x, y + 30, 104, 24), "#cfc8ba")
    c.ring((x + 92, y - 28), 30, 12, "#efe9dc")
    bowl = smooth(around((x, y), 1, (-92, -72), (-84, -10), (-46, 34), (46, 34), (84, -10), (92, -72)))
    c.poly(bowl, fade("#ffffff", "#f1ebdf", "#c4bbac", sideways=True))
    c.rect((x - 89, y - 44, 178, 14), fade(POMEGRANATE, WINE, sideways=True), 0.9)
    c.oval((x, y - 72, 92, 24), "#fffaf0")
    c.oval((x, y - 70, 80, 18), fade("#5b3320", OCHRE))
    for k in (-1, 1):
        steam = smooth([(x + k * 22, y - 96), (x + k * 40, y - 150), (x + k * 10, y - 200), (x + k * 30, y - 260)])
        c.line(steam, 12, "#ffffff", 0.2)
