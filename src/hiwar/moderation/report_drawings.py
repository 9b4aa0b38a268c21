"""The report's figures as drawings: which shapes, under which labels. Markup and tables are the template's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hiwar.moderation.drawings import Box, Frame, lines, nice_top, squares, stacked
from hiwar.moderation.queries.volume import STATES, TimeToDecision, Volume

KINDS = ("ok", "held", "no", "spam")
HOURS = 24
MOST_SECTIONS = 12
_ROW = 26
# The room that names of rows have beside a grid.
BESIDE = 136


@dataclass(frozen=True)
class Columns:
    """Days drawn side by side: stacks or lines, the axis' highest number, and the days that are named below."""

    frame: Frame
    top: float
    boxes: tuple[Box, ...] = ()
    median: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    named: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True)
class Grid:
    """Squares in rows of hours; `rows` are the keys of the rows with the height at which their names stand."""

    frame: Frame
    boxes: tuple[Box, ...]
    rows: tuple[tuple[str, float], ...]
    hours: tuple[tuple[int, float], ...]

    @property
    def view(self) -> str:
        """Return the view box: the names of rows stand where reading begins."""
        left = 0 if self.frame.rtl else -BESIDE
        return f"{left} 0 {self.frame.width + BESIDE:g} {self.frame.height + 24:g}"

    @property
    def names_at(self) -> float:
        """Return where the names of rows begin: all below one another, as in a table."""
        return self.frame.width + BESIDE if self.frame.rtl else -BESIDE


def drawn_volume(volume: Volume, *, rtl: bool) -> Columns:
    """Return each day as a stack of what became of its comments."""
    frame = Frame(rtl=rtl)
    columns = [[states[state] for state in STATES] for states in volume.by_day.values()]
    top = nice_top(max((sum(column) for column in columns), default=0))
    return Columns(frame, top, stacked(columns, KINDS, frame=frame, top=top), named=_named(list(volume.by_day), frame))


def drawn_waits(waits: TimeToDecision, days: Sequence[date], *, rtl: bool) -> Columns:
    """Return the median and the ninth tenth of each day as two lines."""
    frame = Frame(rtl=rtl)
    found = [waits.by_day.get(day) for day in days]
    late = [one.late if one else None for one in found]
    top = nice_top(max((minutes for minutes in late if minutes is not None), default=0))
    median = lines([one.median if one else None for one in found], frame=frame, top=top)
    return Columns(frame, top, median=median, late=lines(late, frame=frame, top=top), named=_named(days, frame))


def drawn_grid(rows: Sequence[tuple[str, Sequence[int]]], *, rtl: bool) -> Grid:
    """Return rows of hours as squares."""
    frame = Frame(width=26.0 * HOURS, height=_ROW * max(len(rows), 1), rtl=rtl)
    boxes = squares([counts for _, counts in rows], frame=frame, kind="heat")
    names = tuple((key, _ROW * place + _ROW * 0.66) for place, (key, _) in enumerate(rows))
    hours = tuple((hour, round(frame.left(hour, HOURS) + 13, 1)) for hour in range(0, HOURS, 3))
    return Grid(frame, boxes, names, hours)


def _named(days: Sequence[date], frame: Frame) -> tuple[tuple[date, float], ...]:
    """Return at most five days, the first and the last among them, with the middles of their columns."""
    last = len(days) - 1
    places = sorted({round(last * part / 4) for part in range(5)}) if last >= 0 else []
    width = frame.count_width(len(days))
    return tuple((days[place], round(frame.left(place, len(days)) + width / 2, 1)) for place in places)
