"""Wheat terraces curving around a hill, a stone house and a cypress on top."""

from __future__ import annotations

from hiwar.config.demo.canvas import HEIGHT, Canvas, Fade, arch, fade, mix, smooth
from hiwar.config.demo.scenes.figures import chance, cypress, olive_tree, person
from hiwar.config.demo.scenes.palette import (
    CREAM,
    TEAL,
)


def terraces() -> Canvas:
    """Wheat terraces curving around a hill, a stone house and a cypress on top."""
    c = Canvas(Fade(((0, "#4f97a0"), (0.3, "#bcd7c9"), (0.5, "#fbe6bb"), (1, "#fbe6bb"))))
    c.glow((1250, 250), 520, "#fff5d6", 0.9)
    c.dot(1250, 250, 66, "#fffbea")
    for x, y, w in ((150, 120, 330), (250, 142, 420), (760, 86, 260), (820, 106, 330)):
        c.rect((x, y, w, 14), CREAM, 0.5, radius=7)
    c.ridge(372, 34, 210, 3, fade("#9dbdb2", "#b9c7a4"))
    c.ridge(420, 30, 170, 9, fade("#7ea393", "#a8b684"))
    for level in range(9):
        _terrace(c, level)
    _house(c, 560, 292)
    for x, y, h in ((500, 296, 150), (735, 300, 118), (765, 306, 92)):
        cypress(c, x, y, h, "#254d40")
    olive_tree(c, (1140, 620), 120, 5, "#7f8c55")
    olive_tree(c, (240, 560), 100, 6, "#7f8c55")
    person(c, (1010, 578), 78, 4, stride=0.04)
    person(c, (930, 574), 72, 7)
    _wheat(c)
    return c


def _terrace(c: Canvas, level: int) -> None:
    top = 288 + level * 44 + level**2 * 3.6
    spread = 330 + level * 150
    crest = smooth(
        [
            (630 - spread - 300, top + 170 + level * 8),
            (630 - spread, top + 66),
            (630 - spread * 0.45, top + 10),
            (630, top),
            (630 + spread * 0.5, top + 16),
            (630 + spread, top + 82),
            (630 + spread + 420, top + 210),
        ],
        30,
    )
    field = ("#d9b45a", "#9aa757", "#e4c46c", "#7f9a58", "#cfa34c")[level % 5]
    c.poly([(-400, HEIGHT), *crest, (2400, HEIGHT)], fade(mix(field, "#ffffff", 0.16), mix(field, "#5a5a34", 0.25)))
    for shift in range(3):
        c.line([(x, y + 9 + shift * 10) for x, y in crest], 2, "#6b5a2a", 0.16)
    wall = [(x, y + 34 + level * 3.4) for x, y in crest]
    c.poly([*wall, *[(x, y + 12 + level * 1.6) for x, y in reversed(wall)]], fade("#d9c4a2", "#a08a70"))
    c.line(wall, 2.4, "#f3e5c8", 0.9)
    dice = chance(level)
    for x, y in wall[:: max(1, 4 - level // 3)]:
        c.rect(
            (x + dice.uniform(-4, 4), y + 3, 7 + level, 4 + level * 0.6),
            dice.choice(("#8b765f", "#efdfc0")),
            0.5,
            radius=2,
        )


def _house(c: Canvas, x: float, y: float) -> None:
    c.rect((x, y - 74, 150, 84), fade("#f4e3c4", "#d3b48a", sideways=True))
    c.rect((x + 92, y - 112, 58, 122), fade("#ecd6b1", "#c09f78", sideways=True))
    c.rect((x - 5, y - 80, 160, 9), "#b5654a")
    c.rect((x + 87, y - 118, 68, 9), "#b5654a")
    c.poly(arch(x + 18, y - 46, 26, y + 10), TEAL)
    for dx, dy in ((58, -54), (106, -94), (106, -50)):
        c.poly(arch(x + dx, y + dy, 17, y + dy + 28), "#31535b")
    dice = chance(2)
    for _ in range(34):
        c.rect((x + dice.uniform(2, 136), y + dice.uniform(-66, 2), 11, 4), "#8b6f4f", 0.22, radius=1)


def _wheat(c: Canvas) -> None:
    dice = chance(77)
    for row in range(2):
        for i in range(100):
            x = i * 16.4 + dice.uniform(-6, 6)
            edge = abs(x - 800) / 800
            tall = (70 + 120 * edge**1.5 + dice.uniform(-14, 22)) * (1.0 if row else 0.86)
            lean = dice.uniform(4, 22)
            color = dice.choice(("#c58f34", "#e0b250", "#b57f2c", "#eac56d")) if row else "#94702f"
            tip = (x + lean, HEIGHT - tall)
            c.line(smooth([(x, HEIGHT + 6), (x + lean * 0.3, HEIGHT - tall * 0.5), tip], 6), 2.2, color)
            for k in range(5):
                for side in (-1, 1):
                    c.oval((tip[0] + side * 3.4 + k * 1.1, tip[1] - 4 + k * -8, 3.4, 6.6), color)
