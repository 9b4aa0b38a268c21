"""What was measured, in tables: medians of all rounds and their ratios to ours and to nginx.

Pure: records of `results.json` in, Markdown out. How they were measured is in `reading` and `writing`.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Any

OURS, LIMIT = "Hiwar", "nginx, files"
OPENS, CLOSES = "<!-- figures -->", "<!-- /figures -->"
Record = Mapping[str, Any]
Value = Callable[[Record], float | None]


def median(peer: Record, measure: str, name: str) -> float | None:
    """Return the median of one figure over all rounds, None where the peer has none."""
    runs = peer["runs"].get(measure)
    return statistics.median(run[name] for run in runs) if runs else None


def figure(value: float | None) -> str:
    """Return a number with three digits that mean something.

    >>> figure(41354.2), figure(12.345), figure(0.012345), figure(None)
    ('41,400', '12.3', '0.0123', '')
    """
    if value is None:
        return ""
    if not value:
        return "0"
    places = 2 - math.floor(math.log10(abs(value)))
    return f"{round(value, places):,.{max(places, 0)}f}"


def ratio(value: float | None, other: float | None) -> str:
    """Return how many times the other a value is, with two digits.

    >>> ratio(30.0, 20.0), ratio(1.0, 3000.0), ratio(1.0, None)
    ('1.5', '0.00033', '')
    """
    if not value or not other:
        return ""
    times = value / other
    places = 1 - math.floor(math.log10(times))
    return f"{round(times, places):,.{max(places, 0)}f}"


def tables(results: Record) -> str:
    """Return everything that was measured, as Markdown."""
    peers = results["peers"]
    parts = [_circumstances(results), _versions(peers)]
    for count in ("4", "100"):
        parts += [f"### Reading an article with {count} comments", _reading(peers, count)]
    parts += ["### The same page drawn anew", _drawing(peers), "### Writing", _writing(peers)]
    return "\n\n".join(part for part in parts if part)


def with_tables(page: str, inserted: str) -> str:
    """Return the page with the tables between its two marks."""
    before, _, rest = page.partition(OPENS)
    _, _, after = rest.partition(CLOSES)
    return f"{before}{OPENS}\n{inserted}\n{CLOSES}{after}"


def _circumstances(results: Record) -> str:
    machine, load = results["machine"], results["load"]
    before, after = ("/".join(map(str, load[when])) for when in ("before", "after"))
    lines = [
        f"Measured on {results['measured_on']}: {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory_gib']} GiB; {machine['system']}; Python {machine['python']}. "
        f"Load {before} before, {after} after.",
        f"Medians of {results['rounds']} rounds of {results['seconds']} seconds, {results['connections']} connections.",
    ]
    lines += [f"{name} was not measured, it is not installed here." for name in results.get("absent", {})]
    return "\n".join(lines)


def _versions(peers: Sequence[Record]) -> str:
    rows = [(peer["name"], peer["version"], peer["answers_with"]) for peer in peers]
    return _table(("peer", "version", "answers with"), rows)


def _reading(peers: Sequence[Record], count: str) -> str:
    measure = f"read-{count}"
    head = ("", "answers/s", "of ours", "of nginx", "CPU ms", "of ours", "of nginx", "p50 ms", "p99 ms", "bytes")
    rows = [
        (
            peer["name"],
            _with_range(peer, measure),
            *_compared(peers, peer, measure, "per_second")[1:],
            *_compared(peers, peer, measure, "cpu_ms"),
            figure(median(peer, measure, "p50_ms")),
            figure(median(peer, measure, "p99_ms")),
            f"{peer['bytes'][count]:,}",
        )
        for peer in peers
        if measure in peer["runs"]
    ]
    return _table(head, rows)


def _drawing(peers: Sequence[Record]) -> str:
    head = ("", "4: answers/s", "CPU ms", "of ours", "100: answers/s", "CPU ms", "of ours", "p50 ms", "p99 ms")
    rows = []
    for peer in peers:
        if "write" not in peer["runs"]:
            continue
        four, hundred = (drawing(peer, count) for count in ("4", "100"))
        cells = [peer["name"], _with_range(peer, four), *_drawn_cpu(peers, peer, "4")]
        cells += [_with_range(peer, hundred), *_drawn_cpu(peers, peer, "100")]
        rows.append((*cells, *(figure(median(peer, hundred, name)) for name in ("p50_ms", "p99_ms"))))
    return _table(head, rows)


def drawing(peer: Record, count: str) -> str:
    """Return the measure that says what drawing costs: reading itself, where a peer keeps no pages."""
    return f"drawn-{count}" if f"drawn-{count}" in peer["runs"] else f"read-{count}"


def _drawn_cpu(peers: Sequence[Record], peer: Record, count: str) -> tuple[str, str]:
    ours = next((one for one in peers if one["name"] == OURS), None)
    value = median(peer, drawing(peer, count), "cpu_ms")
    return figure(value), ratio(value, median(ours, drawing(ours, count), "cpu_ms") if ours else None)


def _writing(peers: Sequence[Record]) -> str:
    head = ("", "comments/s", "of ours", "CPU ms", "of ours", "p50 ms", "p99 ms", "taken", "lost", "shown after ms")
    rows = []
    for peer in peers:
        runs = peer["runs"].get("write")
        if not runs:
            continue
        shown = peer["runs"]["shown"]
        rows.append(
            (
                peer["name"],
                _with_range(peer, "write"),
                _compared(peers, peer, "write", "per_second")[1],
                *_compared(peers, peer, "write", "cpu_ms")[:2],
                figure(median(peer, "write", "p50_ms")),
                figure(median(peer, "write", "p99_ms")),
                f"{sum(run['count'] for run in runs):,.0f}",
                f"{sum(run['lost'] for run in runs):,.0f}",
                f"{figure(statistics.median(shown) * 1_000)} (at most {figure(max(shown) * 1_000)})",
            )
        )
    return _table(head, rows)


def _compared(peers: Sequence[Record], peer: Record, measure: str, name: str) -> tuple[str, str, str]:
    """Return a median, and how many times ours and nginx's it is."""
    others = {one["name"]: median(one, measure, name) for one in peers}
    value = others[peer["name"]]
    return figure(value), ratio(value, others.get(OURS)), ratio(value, others.get(LIMIT))


def _with_range(peer: Record, measure: str) -> str:
    rates = [run["per_second"] for run in peer["runs"][measure]]
    return f"{figure(statistics.median(rates))} ({figure(min(rates))}–{figure(max(rates))})"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1) if len(head) > 3 else ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
