"""The picture for the README: answers and comments a second of every peer, on one core, drawn as SVG.

Dots on a logarithmic scale, because they lie five powers of ten apart; every dot has its figure beside it. No plotting
library. Colors and letters follow the reader's own; dark pages included.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from .report import LIMIT, OURS, figure, median

WIDTH, LEFT, RIGHT, TOP, ROW, GAP, BOTTOM = 760, 190, 80, 58, 30, 56, 44
STYLE = """
  svg { font: 14px system-ui, sans-serif; background: #fff; color: #1b1b1b }
  text { fill: currentColor } .small { font-size: 12px; opacity: .75 } .head { font-weight: 600 }
  .grid { stroke: #e4e4e4; stroke-width: 1 } .stem { stroke: #b9b9b9; stroke-width: 2 }
  .other { fill: #6d6d6d } .limit { fill: #fff; stroke: #6d6d6d; stroke-width: 2 } .ours { fill: #0b6b53 }
  .ours-stem { stroke: #0b6b53; stroke-width: 2 } .ours-name { fill: #0b6b53; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    svg { background: #161616; color: #ececec } .grid { stroke: #333 } .stem { stroke: #555 }
    .other { fill: #b5b5b5 } .limit { fill: #161616; stroke: #b5b5b5 } .ours, .ours-name { fill: #5fd1b0 }
    .ours-stem { stroke: #5fd1b0 }
  }
"""
Results = Mapping[str, Any]


@dataclass(frozen=True)
class Dot:
    """One row of a panel."""

    name: str
    value: float
    kind: str


@dataclass(frozen=True)
class Panel:
    """Dots under one headline."""

    headline: str
    dots: Sequence[Dot]


def drawn(results: Results) -> str:
    """Return the picture of these results."""
    shown = [panel for panel in panels(results) if panel.dots]
    top, parts = TOP, []
    values = [dot.value for panel in shown for dot in panel.dots]
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    for panel in shown:
        parts += _panel(panel, top, (first, max(last, first + 1)))
        top += len(panel.dots) * ROW + GAP
    height = top - GAP + BOTTOM
    machine = results["machine"]
    note = f"one core of {machine['processor']} · {results['measured_on']} · each line is ten times the one before it"
    parts.append(f'<text class="small" x="{LEFT}" y="{height - 12}">{escape(note)}</text>')
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t">\n'
        f'<title id="t">{escape(told(results))}</title>\n<style>{STYLE}</style>\n{body}\n</svg>\n'
    )


def panels(results: Results) -> list[Panel]:
    """Return what is drawn: pages read, pages drawn anew, comments written; the fastest on top."""
    peers = results["peers"]
    read = [_dot(peer, "read-100", peer["name"]) for peer in peers]
    drawn_anew = [_dot(peer, "drawn-100", f"{peer['name']}, drawn anew") for peer in peers]
    written = [_dot(peer, "write", peer["name"]) for peer in peers]
    return [
        Panel("Article with 100 comments: answers a second", _sorted([*read, *drawn_anew])),
        Panel("Comments published a second", _sorted(written)),
    ]


def told(results: Results) -> str:
    """Return what the picture shows in sentences."""
    sentences = []
    for panel in panels(results):
        rows = "; ".join(f"{dot.name} {figure(dot.value)}" for dot in panel.dots)
        sentences.append(f"{panel.headline}: {rows}.")
    return " ".join(sentences)


def _dot(peer: Mapping[str, Any], measure: str, name: str) -> Dot | None:
    value = median(peer, measure, "per_second")
    kind = {OURS: "ours", LIMIT: "limit"}.get(peer["name"], "other")
    return Dot(name, value, kind) if value else None


def _sorted(dots: Sequence[Dot | None]) -> list[Dot]:
    return sorted((dot for dot in dots if dot), key=lambda dot: -dot.value)


def _panel(panel: Panel, top: int, powers: tuple[int, int]) -> list[str]:
    parts = [f'<text class="head" x="{LEFT}" y="{top - 30}">{escape(panel.headline)}</text>']
    bottom = top + len(panel.dots) * ROW
    for power in range(powers[0], powers[1] + 1):
        x = _x(10.0**power, powers)
        parts.append(f'<line class="grid" x1="{x}" y1="{top - 6}" x2="{x}" y2="{bottom}"/>')
        parts.append(f'<text class="small" x="{x}" y="{top - 12}" text-anchor="middle">{10.0**power:,g}</text>')
    for row, dot in enumerate(panel.dots):
        parts += _row(dot, top + row * ROW + ROW // 2, powers)
    return parts


def _row(dot: Dot, y: int, powers: tuple[int, int]) -> list[str]:
    x, mine = _x(dot.value, powers), dot.kind == "ours"
    stem, name = ("ours-stem", "ours-name") if mine else ("stem", "name")
    return [
        f'<text class="{name}" x="{LEFT - 12}" y="{y + 5}" text-anchor="end">{escape(dot.name)}</text>',
        f'<line class="{stem}" x1="{LEFT}" y1="{y}" x2="{x}" y2="{y}"/>',
        f'<circle class="{dot.kind}" cx="{x}" cy="{y}" r="6"/>',
        f'<text class="{name}" x="{round(x + 12, 1)}" y="{y + 5}">{figure(dot.value)}</text>',
    ]


def _x(value: float, powers: tuple[int, int]) -> float:
    share = (math.log10(value) - powers[0]) / (powers[1] - powers[0])
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)
