"""Figures as shapes: from counts to the boxes and lines of a drawing, in the units of its own view box.

Pure arithmetic. Belongs here: scales, stacks, lines, grids, right to left where time and scores run so. Not here:
markup and colors; a template writes the shapes down and a style sheet paints them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log10, sqrt

GAP = 0.12  # The share of a column that stays empty beside it.
LEAST = 1.5  # What is there is drawn at least so high: one comment among thousands must not look like none.


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle and what it stands for: `kind` is a class of the style sheet."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The room a drawing has. `rtl`: the first column stands at the right."""

    width: float = 640
    height: float = 190
    rtl: bool = True

    def x(self, share: float) -> float:
        """Return where a place between the first (0) and the last (1) lies.

        >>> Frame(rtl=True).x(0.25), Frame(rtl=False).x(0.25)
        (480.0, 160.0)
        """
        return round(self.width * (1 - share if self.rtl else share), 1)

    def left(self, place: int, count: int) -> float:
        """Return the left edge of one of `count` columns."""
        column = self.count_width(count)
        return self.width - column * (place + 1) if self.rtl else column * place

    def count_width(self, count: int) -> float:
        """Return how wide each of so many columns is."""
        return self.width / max(count, 1)

    def y(self, value: float, top: float) -> float:
        """Return how far down a value is drawn."""
        return round(self.height - self.height * min(value / top, 1.0) if top else self.height, 1)


def stacked(
    columns: Sequence[Sequence[float]], kinds: Sequence[str], *, frame: Frame, top: float = 0
) -> tuple[Box, ...]:
    """Return the boxes of columns, each a stack of as many values as there are kinds, the first at the bottom."""
    top = top or nice_top(max((sum(column) for column in columns), default=0))
    width = frame.count_width(len(columns))
    boxes: list[Box] = []
    for place, column in enumerate(columns):
        left, floor = frame.left(place, len(columns)) + width * GAP / 2, frame.height
        for value, kind in zip(column, kinds, strict=True):
            if not value or not top:
                continue
            height = max(frame.height * value / top, LEAST)
            floor -= height
            boxes.append(Box(round(left, 1), round(floor, 1), round(width * (1 - GAP), 1), round(height, 1), kind))
    return tuple(boxes)


def lines(values: Sequence[float | None], *, frame: Frame, top: float) -> tuple[str, ...]:
    """Return the points of a line through the middles of columns, in pieces: where there is no value it is broken.

    A point alone is given twice, for nothing is drawn from one.
    """
    width = frame.count_width(len(values))
    pieces: list[list[str]] = []
    piece: list[str] = []
    for place, value in enumerate(values):
        if value is None:
            pieces, piece = [*pieces, piece], []
            continue
        piece.append(f"{frame.left(place, len(values)) + width / 2:.1f},{frame.y(value, top)}")
    return tuple(" ".join(points * 2 if len(points) == 1 else points) for points in [*pieces, piece] if points)


def squares(rows: Sequence[Sequence[int]], *, frame: Frame, kind: str) -> tuple[Box, ...]:
    """Return a grid of squares whose areas are the counts: sizes can be read without colors, and on paper."""
    largest = max((count for row in rows for count in row), default=0)
    if not largest:
        return ()
    return tuple(_squares(rows, frame, largest, kind))


def _squares(rows: Sequence[Sequence[int]], frame: Frame, largest: int, kind: str) -> Iterator[Box]:
    down = frame.height / len(rows)
    for number, row in enumerate(rows):
        across = frame.count_width(len(row))
        for place, count in enumerate(row):
            side = min(across, down) * 0.92 * sqrt(count / largest)
            if count:
                side = max(side, LEAST)
                x = frame.left(place, len(row)) + (across - side) / 2
                y = down * number + (down - side) / 2
                yield Box(round(x, 1), round(y, 1), round(side, 1), round(side, 1), kind)


def nice_top(largest: float) -> float:
    """Return the round number up to which an axis reaches.

    >>> [nice_top(largest) for largest in (0, 1, 7, 23, 61, 240, 1001)]
    [0, 1, 10, 25, 100, 250, 2000]
    """
    if largest <= 0:
        return 0
    power = 10 ** (ceil(log10(largest)) - 1) if largest > 1 else 1
    steps = (1, 2, 2.5, 5, 10) if power >= 10 else (1, 2, 5, 10)
    found = next(step * power for step in steps if step * power >= largest)
    return int(found) if found == int(found) else found
