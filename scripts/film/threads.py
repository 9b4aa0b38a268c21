"""The third scene: the net from near; droplets settle on the threads, grow, meet and run down.

Nothing is simulated from frame to frame: where each drop is and how large follows from the time alone, so that any
moment can be drawn by itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from film.layers import Cutout, Fog
from film.pace import risen, swing
from hiwar.config.demo.canvas import HEIGHT, Canvas, Fade, Point, fade, smooth
from hiwar.config.demo.scenes.figures import chance

# The meshes: half their width and height, and where the middle column stands.
HALF_X, HALF_Y, MIDDLE = 132, 118, 800
COLUMNS, ROWS = range(-8, 9), range(-1, 9)
FLOW = Fog(y=520, seed=34, pace=120, color="#dfe6de", size=560, flat=0.4, spread=300, count=8)
# A drop too heavy for its thread goes down from knot to knot: column and row where it hangs, when it lets go, the way.
RUNS = (
    (-3, 1, 3.3, (1, -1, 1, 1, -1, 1, 1)),
    (2, 0, 4.9, (-1, 1, 1, -1, 1, -1, 1, 1)),
    (5, 1, 6.5, (-1, -1, 1, -1, 1, 1, 1)),
)
# How fast it gathers speed.
PULL = 150.0


def knot(column: int, row: int) -> Point:
    """Return where two threads cross."""
    return MIDDLE + column * HALF_X, row * HALF_Y + 4 * math.sin(column * 1.7 + row)


@dataclass(frozen=True)
class Drop:
    """A drop that hangs at one place: when it comes, how large it gets and when others take it along."""

    place: Point
    born: float
    full: float
    taken: tuple[float, ...] = ()

    def radius(self, t: float) -> float:
        """Return its radius at t."""
        since = max([self.born, *(time for time in self.taken if time <= t)])
        return self.full * risen(t, since, since + 4.2) ** 0.6 if t > since else 0.0


@dataclass(frozen=True)
class Run:
    """A drop that runs down the threads, faster and faster, and takes along what hangs in its way."""

    start: float
    way: list[Point]
    first: float = 40

    def gone(self, t: float) -> float:
        """Return how far it has run; it clings a moment at every knot."""
        age = max(0.0, t - self.start)
        return PULL * age * age * 0.5 + 26 * age + 9 * math.sin(age * 5.2) * min(1, age)

    def when(self, distance: float) -> float:
        """Return the time by which it has run so far."""
        t = self.start
        while self.gone(t) < distance:
            t += 0.02
        return t

    def at(self, t: float) -> Point:
        """Return where it is."""
        left = self.gone(t)
        for here, there in pairwise(self.way):
            length = math.dist(here, there)
            if left <= length:
                share = left / length
                return here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share
            left -= length
        return self.way[-1][0], self.way[-1][1] + left


class Threads:
    """The net from near; `at` draws a moment of it."""

    def __init__(self, scale: int) -> None:
        self.ground = _ground(scale)
        self.net = Cutout(scale, _net)
        self.runs = [_run(*run) for run in RUNS]
        self.drops = self._hung()
        dice = chance(36)
        self.motes = [
            (dice.uniform(-900, 1700), dice.uniform(0, HEIGHT), dice.uniform(2.5, 6), dice.random()) for _ in range(22)
        ]

    def at(self, t: float) -> Canvas:
        """Return the net t seconds after the scene began."""
        c = self.ground.copy()
        FLOW.lie(c, t + 6, 0.55)
        self.net.lie(c)
        for drop in self.drops:
            _hang(c, drop.place, drop.radius(t))
        for run in self.runs:
            if t < run.start:
                _hang(c, run.way[0], run.first * risen(t, -1.5, run.start) ** 0.6)
            else:
                _trickle(c, run, t)
        for x, y, r, phase in self.motes:
            place = (x + (150 + 90 * phase) * t) % 2600 - 500
            c.dot(place, y + 14 * swing(t, 2.4, phase), r, "#fffdf6", 0.75)
        return c

    def _hung(self) -> list[Drop]:
        dice, drops = chance(35), []
        for column in COLUMNS:
            for row in ROWS:
                if (column + row) % 2 or any(math.dist(knot(column, row), run.way[0]) < 9 for run in self.runs):
                    continue
                drops.append(self._drop(knot(column, row), dice.uniform(-1.5, 3.0), dice.uniform(17, 30)))
                for way in (-1, 1):
                    for share in (0.3, 0.66):
                        if dice.random() < 0.62:
                            (x, y), (to_x, to_y) = knot(column, row), knot(column + way, row + 1)
                            place = x + (to_x - x) * share, y + (to_y - y) * share
                            drops.append(self._drop(place, dice.uniform(-1.5, 5.0), dice.uniform(6, 14)))
        return drops

    def _drop(self, place: Point, born: float, full: float) -> Drop:
        taken = []
        for run in self.runs:
            far = 0.0
            for here, there in pairwise(run.way):
                length = math.dist(here, there)
                if math.dist(here, place) + math.dist(place, there) < length + 1:
                    taken.append(run.when(far + math.dist(here, place) - 24))
                    break
                far += length
        return Drop(place, born, full, tuple(taken))


def _run(column: int, row: int, start: float, turns: tuple[int, ...]) -> Run:
    way = [knot(column, row)]
    for turn in turns:
        column, row = column + turn, row + 1
        way.append(knot(column, row))
    return Run(start, way)


def _ground(scale: int) -> Canvas:
    c = Canvas(Fade(((0, "#5f9094"), (0.35, "#a7bdb2"), (0.66, "#ecd3ab"), (1, "#e3a980"))), scale=scale)
    c.glow((1180, 330), 760, "#fff1d2", 0.85)
    c.glow((1180, 330), 250, "#fffaf0", 0.9)
    c.glow((300, 940), 760, "#f6c79b", 0.5, flat=0.4)
    return c


def _net(c: Canvas) -> None:
    for column in COLUMNS:
        for row in ROWS:
            if (column + row) % 2:
                continue
            for way in (-1, 1):
                _thread(c, knot(column, row), knot(column + way, row + 1))
    for column in COLUMNS:
        for row in ROWS:
            if not (column + row) % 2:
                x, y = knot(column, row)
                c.oval((x, y, 11, 14), "#1c4249")
                c.oval((x - 2, y - 3, 6, 8), "#4d7f83")


def _thread(c: Canvas, start: Point, end: Point) -> None:
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 6
    line = smooth([start, middle, end])
    c.line(line, 9, "#1c4249")
    c.line([(x - 1.5, y - 2.5) for x, y in line], 2.6, "#6fa09f", 0.85)


def _hang(c: Canvas, place: Point, r: float, long: float = 1.0) -> None:
    """Draw a drop that hangs from a thread at this place: light from behind gathers in its foot."""
    if r < 1.5:
        return
    x, y = place[0], place[1] + r * 0.55
    c.oval((x, y, r * 1.06, r * 1.1 * long), "#2d5f66", 0.55)
    c.oval((x, y, r * 0.98, r * 1.02 * long), fade("#5f9498", "#a9c9c2", "#f6e6cb"), 0.94)
    c.glow((x + r * 0.12, y + r * 0.5 * long), r * 0.72, "#fff6df", 0.85, flat=0.7)
    c.oval((x - r * 0.36, y - r * 0.42 * long, r * 0.2, r * 0.27), "#ffffff", 0.92)
    if r > 12:
        c.dot(x + r * 0.42, y - r * 0.3, r * 0.09, "#ffffff", 0.7)


def _trickle(c: Canvas, run: Run, t: float) -> None:
    """Draw a running drop and the wet it leaves behind."""
    x, y = run.at(t)
    if y > HEIGHT + 160:
        return
    speed = min(1.0, (t - run.start) / 2)
    for back, size in ((0.2, 0.26), (0.13, 0.4), (0.06, 0.62)):
        if t - back > run.start:
            _hang(c, run.at(t - back), run.first * size * (0.4 + 0.6 * speed), 1.1)
    _hang(c, (x, y), run.first * (1 + 0.2 * speed), 1 + 0.24 * speed)
