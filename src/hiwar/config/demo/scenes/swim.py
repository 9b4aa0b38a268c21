"""Morning swimmers in a calm sea: caps in a loose line from the buoy towards the shore."""

from __future__ import annotations

from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, fade, mix, smooth
from hiwar.config.demo.scenes.figures import around, chance, cypress, gull
from hiwar.config.demo.scenes.palette import CORAL, CREAM, HONEY, INK, OCHRE, POMEGRANATE, ROSE, SKIN, TEAL

SUN, SEA = 1060, 330
# Place, size, color of the cap, and whether an arm is out of the water.
CAPS = (
    (820, 392, 0.3, ROSE, False),
    (740, 414, 0.36, HONEY, True),
    (900, 430, 0.4, TEAL, False),
    (690, 452, 0.48, CREAM, False),
    (980, 482, 0.58, POMEGRANATE, True),
    (600, 506, 0.64, TEAL, False),
    (830, 556, 0.8, OCHRE, False),
    (1150, 566, 0.84, CREAM, False),
    (420, 600, 0.96, POMEGRANATE, True),
    (1010, 690, 1.3, HONEY, False),
    (620, 740, 1.5, ROSE, True),
)


def swim() -> Canvas:
    """Morning swimmers in a calm sea: caps in a loose line from the buoy towards the shore."""
    c = Canvas(Fade(((0, "#4e93a2"), (0.16, "#a4cbc5"), (0.32, "#f9e2b8"), (0.37, "#f7cfa2"), (1, "#f7cfa2"))))
    c.glow((SUN, 310), 560, "#fff3d2", 0.95)
    c.dot(SUN, 304, 54, "#fffbea")
    for x, y, w in ((120, 92, 380), (240, 114, 290), (1250, 150, 280)):
        c.rect((x, y, w, 12), CREAM, 0.5, radius=6)
    _shore(c)
    c.rect((0, SEA, WIDTH, 900 - SEA), fade("#f1d3a5", "#9cc4b9", "#4b9aa3", "#1b6c7a", "#0e4b59"))
    _light(c)
    for x, y, s, color, arm in CAPS:
        _swimmer(c, (x, y), s, color, arm)
    _buoy(c, 1340, 640)
    _buoy(c, 560, 404, 0.22)
    for x, y, span in ((520, 190, 22), (600, 226, 15), (460, 240, 12)):
        gull(c, x, y, span, "#ffffff")
    return c


def _shore(c: Canvas) -> None:
    c.poly(
        [(-20, 334), *smooth([(-20, 220), (120, 236), (280, 286), (420, 312), (540, 334)])], fade("#86a893", "#b9b890")
    )
    dice = chance(6)
    for k in range(11):
        x, tall = 20 + k * 36, dice.uniform(18, 32)
        wall = dice.choice((CREAM, "#f3dfc0", "#e8c9a4"))
        c.rect((x, 330 - tall - (10 - k) * 3, 28, tall + 30), wall)
        c.rect((x - 1, 327 - tall - (10 - k) * 3, 30, 5), dice.choice((POMEGRANATE, "#b5654a", TEAL)))
        c.rect((x + 9, 338 - tall - (10 - k) * 3, 6, 9), "#31535b", 0.8)
    for x, h in ((64, 96), (176, 84), (300, 60)):
        cypress(c, x, 322, h, "#2b5a50")
    c.rect((-10, 322, 520, 14), fade("#e8d3a8", "#cbb184"), radius=6)


def _light(c: Canvas) -> None:
    dice = chance(10)
    for _ in range(260):
        deep = dice.random() ** 1.5
        wide = 14 + deep * 120 * dice.random()
        x = SUN + dice.gauss(0, 36 + deep * 150) - wide / 2
        c.rect((x, SEA + 4 + deep * 540, wide, 2 + deep * 4), "#fff4d6", 0.62, radius=2)
    for _ in range(200):
        deep = dice.random() ** 1.2
        x, y, wide = dice.uniform(-60, WIDTH), SEA + 8 + deep * 550, 30 + deep * 150
        curve = smooth([(x, y), (x + wide * 0.3, y - 2 - deep * 4), (x + wide * 0.7, y + deep * 3), (x + wide, y)], 6)
        c.line(curve, 1.4 + deep * 2, dice.choice(("#d9efe6", "#0c4a58")), 0.25)


def _swimmer(c: Canvas, place: Point, s: float, color: str, arm: bool) -> None:
    """Draw a head and shoulders coming towards us, with the rings it leaves and its broken reflection."""
    x, y = place
    skin = SKIN[round(x) % 4]
    for k in range(3):
        c.oval((x, y + (10 + k * 7) * s, (92 + k * 46) * s, (13 + k * 8) * s), "#eaf6ef", 0.16)
    c.oval((x, y + 10 * s, 84 * s, 13 * s), "#0c4653", 0.5)
    mirrored = mix(color, "#0c4653", 0.35)
    for k in range(5):
        wide = (58 - k * 9) * s
        c.rect(
            (x - wide / 2 + (-1) ** k * 7 * s, y + (20 + k * 13) * s, wide, 6 * s),
            mirrored,
            0.5 - k * 0.08,
            radius=3 * s,
        )
    if arm:
        _arm(c, place, s, skin)
    c.poly(
        smooth(around((x, y), s, (-66, 12), (-48, -14), (0, -26), (48, -14), (66, 12))),
        fade(skin, mix(skin, "#0c4653", 0.35)),
    )
    c.oval((x, y - 44 * s, 33 * s, 40 * s), fade(skin, mix(skin, INK, 0.18), sideways=True))
    c.poly(
        smooth(around((x, y), s, (-36, -50), (-31, -82), (0, -98), (31, -82), (36, -50), (0, -60), (-36, -50))),
        fade(mix(color, "#ffffff", 0.3), mix(color, INK, 0.2)),
    )
    c.line([(x - 33 * s, y - 48 * s), (x + 33 * s, y - 48 * s)], 5 * s, INK)
    for side in (-1, 1):
        c.oval((x + side * 14 * s, y - 47 * s, 12 * s, 9 * s), fade("#2f5f6a", "#0f2c33"))
        c.dot(x + side * 14 * s - 3 * s, y - 50 * s, 2.6 * s, "#ffffff", 0.8)
    c.line(smooth(around(place, s, (-74, 12), (-30, 7), (30, 14), (76, 9))), 5 * s, "#eaf6ef", 0.9)


def _arm(c: Canvas, place: Point, s: float, skin: str) -> None:
    """Draw an arm in mid-stroke, elbow high, and the water thrown up where the hand goes in."""
    bent = smooth(around(place, s, (44, -6), (106, -86), (160, -2)))
    c.line(bent, 21 * s, fade(mix(skin, "#ffffff", 0.12), mix(skin, INK, 0.15)))
    for k in range(16):
        lift, out = (k * 7 % 16) / 16, (k - 7.5) / 7.5
        ((x, y),) = around(place, s, (162 + out * (18 + 26 * lift), -4 - 42 * lift * (1 - 0.5 * abs(out))))
        c.dot(x, y, (5 - 3 * lift) * s, "#f4fbf6", 0.9)
    c.oval((place[0] + 162 * s, place[1] + 3 * s, 34 * s, 7 * s), "#eaf6ef", 0.9)


def _buoy(c: Canvas, x: float, y: float, s: float = 1.0) -> None:
    c.oval((x, y + 16 * s, 150 * s, 22 * s), "#0c4653", 0.45)
    for k in range(6):
        wide = (150 - k * 20) * s
        c.rect(
            (x - wide / 2 + (-1) ** k * 9 * s, y + (24 + k * 17) * s, wide, 8 * s),
            "#b84a2c",
            0.4 - k * 0.05,
            radius=4 * s,
        )
    c.line([(x + 6 * s, y - 150 * s), (x + 14 * s, y - 246 * s)], 7 * s, "#2f3a44")
    c.poly([(x + 14 * s, y - 246 * s), (x + 84 * s, y - 226 * s), (x + 18 * s, y - 202 * s)], POMEGRANATE)
    c.poly(
        smooth(around((x, y), s, (-96, 16), (-84, -60), (-34, -150), (40, -154), (92, -56), (98, 16))),
        fade("#f7a062", "#e2622f", "#a83f22", sideways=True),
    )
    band = around((x, y), s, (-86, -52), (90, -52), (96, -12), (-92, -12))
    c.poly(band, fade("#ffffff", "#e9e2d4", "#b9b2a4", sideways=True), 0.95)
    c.line(smooth(around((x, y), s, (-58, -78), (-40, -118), (-22, -138))), 8 * s, "#ffe1c2", 0.7)
    wash = CORAL if s < 0.5 else "#eaf6ef"
    c.line(smooth(around((x, y), s, (-106, 16), (-40, 10), (40, 19), (108, 13))), 6 * s, wash, 0.9)
