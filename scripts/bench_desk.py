"""Measure a moderator's session under a flood: the first page, families settled in one act, decisions by keyboard.

    python scripts/bench_desk.py                        300 decisions with 100,000 waiting
    python scripts/bench_desk.py --held 5000 --decisions 60

Prints how long the first byte of the queue's first page takes, warm and cold (no family counted yet), and how long it
takes to reject, and to publish, a large family in one act: by the clock and in the server's own time of processors,
which other work on the machine does not change. Then how long it takes from the key to the next comment on the screen
(the browser's own clock, to the frame after the change), how long the server takes to take a decision, and the seconds
per decision that the interface itself costs. Fails (exit code 1) when the key to the next comment takes more than 50 ms
in the middle, or a first page more than 300 ms of the server's time.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from serving import Newsroom, demo_newsroom
from shots import chromium, sign_in

ROOT = Path(__file__).resolve().parent.parent
ASKED_MS = 50.0
ASKED_FIRST_MS = 300.0
OPENINGS = 5
TICKS = os.sysconf("SC_CLK_TCK")
FIRST_BYTE = """() => {
  const opening = performance.getEntriesByType("navigation")[0];
  return opening.responseStart - opening.requestStart;
}"""
# Of ten decisions: publish, publish, reject for a reason, advertising … as a day at the desk has them.
KEYS = ("f", "f", "d1", "f", "s", "f", "d3", "f", "f", "d8")
PATIENCE = 60_000

# The clock of the page: from a key to the frame after another comment stands in the pane.
CLOCK = """() => {
  window.took = [];
  let pressed = 0;
  addEventListener("keydown", () => { pressed = performance.now(); }, true);
  new MutationObserver((changes) => {
    const fresh = changes.some((change) => [...change.addedNodes].some((node) => node.id === "ctx"));
    if (fresh && pressed) {
      const since = pressed;
      pressed = 0;
      requestAnimationFrame(() => window.took.push(performance.now() - since));
    }
  }).observe(document.querySelector("#main"), { childList: true });
}"""


@dataclass
class Session:
    """What was measured, in milliseconds; what was opened or settled, by the clock and of the server's processors."""

    warm: list[tuple[float, float]] = field(default_factory=list)
    cold: list[tuple[float, float]] = field(default_factory=list)
    settled: dict[str, tuple[int, float, float]] = field(default_factory=dict)
    to_next: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    seconds: float = 0.0
    decided: int = 0


def main(arguments: list[str]) -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--held", type=int, default=100_000, help="comments that wait")
    parser.add_argument("--decisions", type=int, default=300, help="decisions to take")
    options = parser.parse_args(arguments)
    with demo_newsroom() as newsroom, sync_playwright() as playwright:
        began = time.monotonic()
        newsroom.hiwar("manage", "seed_held", "--count", str(options.held))
        print(f"{options.held:,} comments wait (made in {time.monotonic() - began:.0f} s)", flush=True)
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"] * (os.geteuid() == 0))
        session = moderate(browser, newsroom, options.decisions)
        browser.close()
    return told(session)


def moderate(browser: Browser, newsroom: Newsroom, decisions: int) -> Session:
    """Return the figures of one session."""
    session = Session()
    page = browser.new_page(
        base_url=newsroom.origin,
        locale="ar",
        storage_state=sign_in(browser, newsroom, "moderator"),  # type: ignore[arg-type]
    )
    page.set_default_timeout(PATIENCE)
    page.on("requestfinished", lambda request: _note(session, request))
    # The first page of all, which sets up everything, counts for nobody.
    page.goto("/desk/")
    session.warm = [_open(page, newsroom) for _ in range(OPENINGS)]
    for action in ("reject", "approve"):
        session.settled[action] = _settle(page, newsroom, action)
        # Whoever settles a family has the others counted anew.
        session.cold.append(_open(page, newsroom))
    page.goto("/desk/?order=risk&similar=each")
    page.wait_for_load_state("networkidle")
    page.evaluate(CLOCK)
    began = time.monotonic()
    for number in range(decisions):
        _decide(page, KEYS[number % len(KEYS)])
    session.seconds = time.monotonic() - began
    page.wait_for_load_state("networkidle")
    session.to_next = page.evaluate("window.took")
    session.decided = decisions
    return session


def _open(page: Page, newsroom: Newsroom) -> tuple[float, float]:
    # What the page before still loads ahead is not this opening's.
    page.wait_for_load_state("networkidle")
    _, used = _timed(newsroom, lambda: page.goto("/desk/", wait_until="commit"))
    return page.evaluate(FIRST_BYTE), used


def _settle(page: Page, newsroom: Newsroom, action: str) -> tuple[int, float, float]:
    """Settle the largest family that waits; return how many comments that were, and what it took."""
    page.goto("/desk/similar/")
    page.locator(".clu a[href^='/desk/similar/']").first.click()
    count = int(page.locator("#settle input[name=seen]").input_value())
    page.locator("#settle label", has=page.locator("input[value=other]")).click()

    def settle() -> None:
        page.locator(f"#settle button[value={action}]").click()
        page.wait_for_url("**/desk/similar/?done=*")

    return count, *_timed(newsroom, settle)


def _timed(newsroom: Newsroom, act: Callable[[], object]) -> tuple[float, float]:
    """Return in how many milliseconds something is done, and how many of the server's processors it takes."""
    began, used = time.perf_counter(), _processor_seconds(newsroom.pid)
    act()
    return 1000 * (time.perf_counter() - began), 1000 * (_processor_seconds(newsroom.pid) - used)


def _processor_seconds(pid: int) -> float:
    """Return how long a process and all that it started have kept a processor busy."""
    children = (int(one) for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split())
    # After the name, which may hold anything: the twelfth and thirteenth are user's and system's ticks.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS + sum(map(_processor_seconds, children))


def _decide(page: Page, keys: str) -> None:
    # Nobody decides before she has read: by then the next comment is loaded. What that takes is counted all the same.
    page.locator("#rows .now ~ .q-item:not(.done)").and_(page.locator("[data-ready]")).first.wait_for(state="attached")
    before = page.locator("#ctx").get_attribute("data-id")
    for key in keys:
        page.keyboard.press(key if key.isalpha() else f"Digit{key}")
    page.wait_for_function("id => document.querySelector('#ctx')?.dataset.id !== id", arg=before)


def _note(session: Session, request: Any) -> None:
    if request.method == "POST" and "/decide/" in request.url:
        session.server.append(request.timing["responseEnd"] - request.timing["requestStart"])


def told(session: Session) -> int:
    """Print the figures; return 1 if the next comment or a first page comes too late."""
    middle = statistics.median(session.to_next)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name, opened in (("warm", session.warm), ("cold", session.cold)):
        clock, used = (statistics.median(values) for values in zip(*opened, strict=True))
        print(f"first page of the queue, {name}  {clock:8.0f} ms   {used:6.0f} ms of processors")
    for action, (count, clock, used) in session.settled.items():
        print(f"{action:7} {count:6,} in one act     {clock:8.0f} ms   {used:6.0f} ms of processors")
    print(f"key to next comment, median    {middle:8.1f} ms   (asked: {ASKED_MS:.0f} or less)")
    print(f"key to next comment, 95 of 100 {_percentile(session.to_next, 95):8.1f} ms")
    if session.server:
        print(f"decision on the server, median {statistics.median(session.server):8.1f} ms")
    print(f"{session.decided} decisions: {session.seconds / session.decided:.3f} s each of the interface's own time")
    slowest = max(used for _, used in (*session.warm, *session.cold))
    return 0 if middle <= ASKED_MS and slowest <= ASKED_FIRST_MS else 1


def _percentile(values: list[float], share: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
