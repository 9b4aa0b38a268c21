"""The second scene: nets on a hill, and the fog that the wind drives through them."""

from __future__ import annotations

from dataclasses import dataclass

from film.layers import Cutout, Fog
from hiwar.config.demo.canvas import WIDTH, Canvas, Fade, Point, fade
from hiwar.config.demo.scenes.figures import chance, cypress, olive_tree, person
from hiwar.config.demo.scenes.palette import CREAM, STONE

# Behind every ridge lies a bank; the nearer, the faster it goes by.
FAR = Fog(y=420, seed=21, pace=26, color="#f4e2c8", size=520, flat=0.2, count=18)
MIDDLE = Fog(y=540, seed=22, pace=44, color="#efe4d0", size=560, flat=0.2, count=18)
BEHIND = Fog(y=560, seed=23, pace=84, color="#f3ebdb", size=520, flat=0.26, spread=80, count=20)
BEFORE = Fog(y=620, seed=27, pace=112, color="#f6efe2", size=560, flat=0.24, spread=130, count=16)
VEIL = Fog(y=500, seed=28, pace=96, color="#f4ecdd", size=560, flat=0.36, spread=110, count=9)
LOW = Fog(y=800, seed=24, pace=130, color="#ece6d9", size=600, flat=0.2, spread=60, count=16)
POST = "#3d3126"


@dataclass(frozen=True)
class Net:
    """A net between two posts: where its upper left corner is, its size, and how clearly it stands out."""

    x: float
    y: float
    wide: float
    high: float
    clear: float

    @property
    def s(self) -> float:
        """Its size beside the nearest one's."""
        return self.wide / 520


NETS = (Net(1188, 492, 170, 96, 0.75), Net(852, 432, 280, 158, 0.9), Net(216, 330, 520, 292, 1.0))


class Slope:
    """The hill with its nets; `at` draws a moment of it."""

    def __init__(self, scale: int) -> None:
        self.sky = _sky(scale)
        self.far, self.middle, self.hill = (Cutout(scale, draw) for draw in (_far, _middle, _hill))

    def at(self, t: float) -> Canvas:
        """Return the hill t seconds after the scene began."""
        c = self.sky.copy()
        self.far.lie(c)
        FAR.lie(c, t + 9)
        self.middle.lie(c)
        MIDDLE.lie(c, t + 9)
        BEHIND.lie(c, t + 3)
        self.hill.lie(c)
        VEIL.lie(c, t + 11, 0.55)
        BEFORE.lie(c, t + 4, 0.7)
        LOW.lie(c, t + 5, 0.75)
        return c


def _sky(scale: int) -> Canvas:
    c = Canvas(
        Fade(((0, "#6f9a9d"), (0.24, "#b3c4b8"), (0.46, "#f2d9b0"), (0.62, "#f0bd90"), (1, "#e2cdb4"))), scale=scale
    )
    c.glow((1180, 300), 640, "#fff0cf", 0.9)
    c.dot(1180, 300, 70, "#fffaf0", 0.92)
    for x, y, wide in ((120, 110, 330), (220, 134, 220), (760, 84, 260), (840, 106, 330)):
        c.rect((x, y, wide, 10), CREAM, 0.42, radius=5)
    return c


def _far(c: Canvas) -> None:
    c.hill(
        [(-80, 420), (160, 330), (380, 380), (620, 300), (900, 400), (1180, 432), (1460, 372), (1700, 410)],
        fade("#a3ad9f", "#c9c2aa"),
    )


def _middle(c: Canvas) -> None:
    c.hill(
        [(-80, 520), (240, 470), (560, 540), (860, 500), (1200, 470), (1480, 540), (1700, 500)],
        fade("#748f87", "#a9b3a0"),
    )
    for x, y, h in ((1300, 496, 74), (1326, 500, 58), (1196, 478, 66), (640, 532, 54)):
        cypress(c, x, y, h, "#5f7d76")


def _hill(c: Canvas) -> None:
    c.hill(
        [(-80, 640), (200, 632), (560, 640), (900, 616), (1240, 598), (1500, 640), (1700, 690)],
        fade("#64835f", "#365849"),
    )
    c.hill([(-80, 740), (300, 716), (700, 744), (1100, 700), (1420, 742), (1700, 800)], fade("#587850", "#2c4b43"))
    olive_tree(c, (1430, 700), 190, 5, "#5d7a52")
    for net in NETS:
        _net(c, net)
    person(c, (852, 752), 150, 4)
    person(c, (1156, 664), 84, 1)
    _grass(c)


def _net(c: Canvas, net: Net) -> None:
    s, right, foot = net.s, net.x + net.wide, net.y + net.high
    ground = foot + 118 * s
    for x, way in ((net.x, -1), (right, 1)):
        c.line([(x, net.y - 26 * s), (x + way * 96 * s, ground - 4 * s)], 2.2 * s, POST, 0.7)
        c.line([(x, net.y - 34 * s), (x, ground)], 13 * s, POST)
    c.rect((net.x, net.y, net.wide, net.high), fade("#2f5f66", "#24484f", sideways=True), 0.3 * net.clear)
    for line in _meshes(net):
        c.line(line, 1.4 * s + 0.6, "#1d454b", 0.42 * net.clear)
    for y in (net.y, net.y + net.high / 2, foot):
        c.line([(net.x, y), (right, y + 3 * s)], 4 * s, POST)
    # The gutter runs down to the jar at the right post.
    c.line([(net.x - 8 * s, foot + 14 * s), (right + 22 * s, foot + 26 * s)], 13 * s, "#8f5648")
    c.line([(net.x - 8 * s, foot + 10 * s), (right + 22 * s, foot + 22 * s)], 4 * s, STONE)
    c.rect((right + 4 * s, ground - 66 * s, 46 * s, 68 * s), fade("#c98a66", "#7c4a3b"), radius=16 * s)
    c.rect((right + 10 * s, ground - 76 * s, 34 * s, 14 * s), "#a8624c", radius=4 * s)


def _meshes(net: Net) -> list[list[Point]]:
    """Return the slanting threads, each from edge to edge."""
    step, lines = 17 * net.s, []
    for k in range(int((net.wide + net.high) / step) + 1):
        start = max(0.0, k * step - net.high), min(net.high, k * step)
        end = min(net.wide, k * step), max(0.0, k * step - net.wide)
        lines.append([(net.x + start[0], net.y + start[1]), (net.x + end[0], net.y + end[1])])
        lines.append([(net.x + net.wide - start[0], net.y + start[1]), (net.x + net.wide - end[0], net.y + end[1])])
    return lines


def _grass(c: Canvas) -> None:
    dice = chance(26)
    for _ in range(110):
        x, y = dice.uniform(-10, WIDTH + 10), dice.uniform(770, 905)
        tall = (14 + (y - 760) * 0.24) * dice.uniform(0.7, 1.3)
        lean = tall * dice.uniform(0.1, 0.5)
        c.line(
            [(x, y), (x + lean * 0.4, y - tall * 0.6), (x + lean, y - tall)],
            3,
            dice.choice(("#7f9a62", "#22413b", "#b9a763")),
        )
