"""Draw how the simulated newsroom learns: recall and false holds, evening after evening, as one SVG for the docs.

No plotting library: two lines, two axes, and words. Colors and letters follow the reader's own; dark pages included.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from hiwar.screening.model import shipped_scorer
from simulated_newsroom import CAREFUL, Evening, days

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "guides" / "learning.svg"
DAYS = 30
OPENS, CLOSES = "<!-- figures -->", "<!-- /figures -->"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 360, 64, 120, 28, 48
STYLE = """
  svg { font: 14px system-ui, sans-serif; background: #fff; color: #1b1b1b }
  .axis { stroke: #8a8a8a; stroke-width: 1 } .grid { stroke: #e4e4e4; stroke-width: 1 }
  .recall { stroke: #0b6b53; fill: none; stroke-width: 2.5 } .wrong { stroke: #b3261e; fill: none; stroke-width: 2.5 }
  .kept { fill: #0b6b53 } .promise { stroke: #b3261e; stroke-dasharray: 3 4; stroke-width: 1 }
  text { fill: currentColor } .name-recall { fill: #0b6b53 } .name-wrong { fill: #b3261e }
  @media (prefers-color-scheme: dark) {
    svg { background: #161616; color: #ececec } .grid { stroke: #333 }
    .recall { stroke: #5fd1b0 } .kept, .name-recall { fill: #5fd1b0 }
    .wrong, .promise { stroke: #ff9a8f } .name-wrong { fill: #ff9a8f }
  }
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Simulate, draw, and say where the picture is."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--to", type=Path, default=PICTURE)
    options = parser.parse_args(arguments)
    scorer = shipped_scorer()
    evenings = [evening for evening, _knowledge in days(scorer, count=options.days)]
    options.to.write_text(drawn(evenings, model=scorer.name), "utf-8")
    guide = options.to.with_name("learning.md")
    if guide.exists():
        guide.write_text(with_figures(guide.read_text("utf-8"), told(evenings)), "utf-8")
    for evening in evenings:
        shown = evening.figures
        print(f"{evening.day:3}  recall {shown.recall:.3f}  false holds {shown.false_rate:.4f}  {evening.kept}")
    print(f"drawn: {options.to}")
    return 0


def drawn(evenings: Sequence[Evening], *, model: str) -> str:
    """Return the picture of these evenings."""
    last = evenings[-1]
    recall = [(evening.day, evening.figures.recall) for evening in evenings]
    wrong = [(evening.day, evening.figures.false_rate) for evening in evenings]
    count = len(evenings) - 1
    parts = [
        *_frame(count),
        f'<line class="promise" x1="{_x(0, count)}" y1="{_y(CAREFUL)}" x2="{_x(count, count)}" y2="{_y(CAREFUL)}"/>',
        _line("wrong", wrong, count),
        _line("recall", recall, count),
        *(_dot(evening, count) for evening in evenings if evening.kept),
        _name("recall", f"held {last.figures.recall:.0%}", _y(last.figures.recall)),
        _name("wrong", f"wrongly {last.figures.false_rate:.1%}", _y(last.figures.false_rate) - 8),
        f'<text x="{LEFT}" y="{HEIGHT - 8}">evenings · a dot: a lesson was kept · {model}</text>',
    ]
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t">\n'
        f'<title id="t">{told(evenings)}</title>\n<style>{STYLE}</style>\n{body}\n</svg>\n'
    )


def told(evenings: Sequence[Evening]) -> str:
    """Return what the picture shows in one sentence."""
    first, last = evenings[0], evenings[-1]
    worst = max(evening.figures.false_rate for evening in evenings)
    return (
        f"Of the comments that break a rule, {first.figures.recall:.0%} are held on the first day and "
        f"{last.figures.recall:.0%} after {last.day} days; of {last.figures.clean} clean ones "
        f"{worst:.1%} wait on the worst evening."
    )


def with_figures(guide: str, sentence: str) -> str:
    """Return the guide with the sentence between its two marks."""
    before, _, rest = guide.partition(OPENS)
    _, _, after = rest.partition(CLOSES)
    return f"{before}{OPENS}\n{sentence}\n{CLOSES}{after}"


def _frame(count: int) -> list[str]:
    parts = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        parts.append(f'<line class="grid" x1="{LEFT}" y1="{_y(share)}" x2="{WIDTH - RIGHT}" y2="{_y(share)}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{_y(share) + 5}" text-anchor="end">{share:.0%}</text>')
    for day in range(0, count + 1, 5):
        parts.append(f'<text x="{_x(day, count)}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{day}</text>')
    parts.append(f'<line class="axis" x1="{LEFT}" y1="{_y(0)}" x2="{WIDTH - RIGHT}" y2="{_y(0)}"/>')
    return parts


def _line(name: str, points: Sequence[tuple[int, float]], count: int) -> str:
    placed = " ".join(f"{_x(day, count)},{_y(share)}" for day, share in points)
    return f'<polyline class="{name}" points="{placed}"/>'


def _dot(evening: Evening, count: int) -> str:
    return f'<circle class="kept" cx="{_x(evening.day, count)}" cy="{_y(evening.figures.recall)}" r="4"/>'


def _name(name: str, text: str, y: float) -> str:
    return f'<text class="name-{name}" x="{WIDTH - RIGHT + 8}" y="{y + 5}">{text}</text>'


def _x(day: int, count: int) -> float:
    return round(LEFT + day / max(count, 1) * (WIDTH - LEFT - RIGHT), 1)


def _y(share: float) -> float:
    return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


if __name__ == "__main__":
    raise SystemExit(main())
