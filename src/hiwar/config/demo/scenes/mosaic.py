"""A floor mosaic half laid: one fish finished, the next still a charcoal line on the mortar."""

from __future__ import annotations

import math
from random import Random

from hiwar.config.demo.canvas import HEIGHT, WIDTH, Canvas, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import around, chance
from hiwar.config.demo.scenes.palette import CREAM, HONEY, INK, OCHRE, POMEGRANATE, ROSE, STONE, TEAL

TILE = 24
# Middle of the body, half its length, half its height.
FISH = ((560, 330, 330, 118), (1000, 640, 300, 104))
GROUND = ("#efe3ca", "#eadcc0", "#f3e9d4")
SEA = ("#8fc0bf", "#6aa5a8", "#a9d0cb", "#4d8f97")
REDS, BLUES = (POMEGRANATE, ROSE, OCHRE), (TEAL, "#2f8f96", "#8fc0bf")
BOWLS = ((1300, 330, BLUES), (1470, 250, REDS), (1450, 420, GROUND))


def mosaic() -> Canvas:
    """A floor mosaic half laid: one fish finished, the next still a charcoal line on the mortar."""
    c = Canvas(fade("#b9a78c", "#a8967d"))
    _mortar(c)
    dice = chance(3)
    for row in range(HEIGHT // TILE + 1):
        for column in range(WIDTH // TILE + 1):
            x, y = column * TILE + 12, row * TILE + 12
            if _laid(x, y, dice) and not any(_inside(fish, (x, y), 1.07) for fish in FISH):
                _tessera(c, (x, y), TILE - 3, 0.0, _floor_tone(x, y, dice))
    for fish, tones in zip(FISH, ((TEAL, "#2f8f96", HONEY, OCHRE), (POMEGRANATE, ROSE, "#f0a58c", OCHRE)), strict=True):
        _fish(c, fish, tones, dice)
    _sketch(c)
    _tools(c, dice)
    c.poly([(0, 0), (520, 0), (200, 900), (0, 900)], "#fff6dc", 0.12)
    return c


def _mortar(c: Canvas) -> None:
    dice = chance(40)
    for _ in range(160):
        x, y, tone = dice.uniform(900, WIDTH), dice.uniform(0, HEIGHT), dice.choice(("#c9b89c", "#97866e"))
        c.oval((x, y, dice.uniform(4, 34), dice.uniform(2, 10)), tone, 0.2)


def _laid(x: float, y: float, dice: Random) -> bool:
    """Tell whether the work has come this far; its edge is ragged, as a day's work is."""
    return x + dice.uniform(-34, 34) < 1130 + 70 * math.sin(y / 120) - y * 0.2


def _floor_tone(x: float, y: float, dice: Random) -> str:
    edge = min(x, y, HEIGHT + TILE // 2 - y)
    if edge < TILE or TILE * 4 < edge < TILE * 5:
        return mix("#23464d", "#0f2c33", dice.random())
    if edge < TILE * 4:
        place = (y if x < TILE * 4 else x) // TILE
        return mix(POMEGRANATE if place % 6 < 3 else OCHRE, "#fff3dc", dice.uniform(0, 0.25))
    wave = math.sin(x / 74 + math.sin(y / 60) * 0.7) * 20
    if (y + wave) % 168 < 24:
        return dice.choice(SEA)
    return dice.choice(GROUND)


def _tessera(c: Canvas, center: Point, side: float, turn: float, tone: str) -> None:
    x, y = center
    half = side / 2
    cos, sin = math.cos(turn) * half, math.sin(turn) * half
    stone = [(x + cos * a + sin * b, y + sin * a - cos * b) for a, b in ((-1, 1), (1, 1), (1, -1), (-1, -1))]
    c.poly([(px + 2, py + 2.4) for px, py in stone], "#94836b")
    c.poly(stone, tone)


def _half(along: float) -> float:
    """Return the body's half height, as a share, from the nose (-1) to the root of the tail (1)."""
    return max(0.0, (1 - along**2) ** 0.62 * (1 - 0.22 * along)) if abs(along) < 1 else 0.0


def _inside(fish: tuple[int, ...], place: Point, grow: float) -> bool:
    x, y, long, tall = fish
    u, v = (place[0] - x) / long, (place[1] - y) / tall
    tail = 0.86 < u < 1.44 and abs(v) < (u - 0.74) * 1.15 * grow
    fin = -0.3 < u < 0.34 and -1.42 < v < -0.6
    return abs(v) < _half(u / grow) * grow or tail or fin


def _fish(c: Canvas, fish: tuple[int, ...], tones: tuple[str, ...], dice: Random) -> None:
    x, y, long, tall = fish
    step = 21
    for row in range(-7, 8):
        for column in range(-17, 26):
            u, v = column * step / long, row * step / tall
            place = (x + column * step + (row % 2) * 5, y + row * step * (1.0 if u > 0.86 else 0.98))
            if not _inside(fish, place, 1.0) or not _laid(*place, dice):
                continue
            _tessera(c, place, step - 2.5, 0.35 * v * u + dice.uniform(-0.06, 0.06), _skin(u, v, tones, dice))
    turn = []
    for k in range(120):
        u = -math.cos(math.tau * k / 120)
        turn.append((x + u * long * 1.02, y + (-1 if k < 60 else 1) * tall * _half(u) * 1.05))
    for px, py in turn:
        if _laid(px, py, dice):
            _tessera(c, (px, py), 12, 0.2, "#17343a")
    if _laid(x - long * 0.66, y, dice):
        c.dot(x - long * 0.66, y - tall * 0.16, 21, CREAM)
        c.dot(x - long * 0.66, y - tall * 0.16, 12, INK)
        c.dot(x - long * 0.67, y - tall * 0.2, 4, "#ffffff")


def _skin(u: float, v: float, tones: tuple[str, ...], dice: Random) -> str:
    dark, light, belly, fin = tones
    if u > 0.86 or v < -0.98:
        return mix(fin, "#fff3dc", dice.uniform(0, 0.4))
    if -0.46 < u < -0.38:
        return mix(fin, INK, 0.3)
    if abs(v) < 0.13 and u > -0.4:
        return mix(CREAM, belly, dice.uniform(0, 0.5))
    if v > 0.3:
        return mix(belly, "#fff3dc", dice.uniform(0, 0.5))
    return mix(dark if (math.sin(u * 26) + v * 3) > -0.6 else light, "#ffffff", dice.uniform(0, 0.16))


def _sketch(c: Canvas) -> None:
    """Show the drawing that the stones will follow, where none lie yet."""
    x, y, long, tall = FISH[1]
    for side in (-1, 1):
        line = [(x + u * long, y + side * tall * _half(u)) for u in [k / 40 for k in range(-40, 41)]]
        c.line([p for p in line if p[0] > 1080], 4, "#3a332c", 0.75)
        fork = smooth(around((x + long, y), 1, (0, 0), (60, side * 60), (132, side * 92), (102, 0)))
        c.line(fork, 4, "#3a332c", 0.75)
    for k in range(4):
        wave = [(1180 + i * 12, 110 + k * 128 + 16 * math.sin(i / 4 + k)) for i in range(34)]
        c.line(wave, 3, "#3a332c", 0.4)
    for edge in (HEIGHT - TILE // 2, HEIGHT - TILE * 9 // 2):
        c.line([(980, edge), (WIDTH, edge)], 3, "#9b2335", 0.6)


def _tools(c: Canvas, dice: Random) -> None:
    for x, y, tones in BOWLS:
        c.oval((x + 10, y + 14, 84, 76), INK, 0.3)
        c.dot(x, y, 78, fade("#c46a4a", "#8c3f2b"))
        c.dot(x, y, 66, "#5f2b20")
        for _ in range(46):
            turn, reach = dice.uniform(0, math.tau), 56 * dice.random() ** 0.5
            place = (x + reach * math.cos(turn), y + reach * math.sin(turn))
            _tessera(c, place, 15, dice.uniform(0, 1.5), dice.choice(tones))
    for _ in range(34):
        place = (dice.uniform(1150, 1580), dice.uniform(500, 860))
        _tessera(c, place, 15, dice.uniform(0, 1.5), dice.choice((TEAL, POMEGRANATE, OCHRE, *GROUND)))
    c.poly([(1396, 690), (1500, 640), (1540, 730)], fade("#e3e8e6", "#93a0a0"))
    c.line([(1520, 684), (1590, 664)], 9, "#6f7b7b")
    c.line([(1570, 670), (1640, 650)], 24, "#8a5428")
    c.line([(1210, 836), (1330, 780)], 15, "#b9793f")
    c.poly([(1310, 752), (1336, 746), (1362, 814), (1340, 824)], fade("#7b8688", "#3a4447"))
    c.line([(1470, 560), (1560, 540)], 8, STONE)
