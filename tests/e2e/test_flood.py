"""The flood: fifty thousand texts that say forty things, twenty honest comments among them, one moderator, and readers.

Times are read by the browser's own clock, from the request to the first byte of the answer. Machines that test have
other work: of three openings the quickest counts, it may take as much longer as there is more to do than there are
cores, and readers are compared with themselves a moment before.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from statistics import median
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from hiwar.moderation.seed_texts import honest
from scripts.serving import Newsroom, demo_newsroom
from tests.e2e.guard import Guard
from tests.e2e.journeys import sign_in
from tests.e2e.pace import slowness
from tests.e2e.strangers import get, rows
from tests.e2e.test_crowds import slowest_percent

pytestmark = pytest.mark.alone

NewPage = Callable[..., Page]
HELD, FAMILIES, HONEST = 50_000, 40, 20
FIRST_SCREEN_MS = 300
HITS = 100
# What a reader's slowest hundredth may become while a family is settled beside her, on a machine that does both.
TIMES_SLOWER, SECONDS_MORE = 10, 0.1
PATIENCE = 60_000
FIRST_BYTE = (
    "() => { const at = performance.getEntriesByType('navigation')[0]; return at.responseStart - at.requestStart; }"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Newsroom]:
    """A newsroom of this file's own, under a flood."""
    with demo_newsroom() as newsroom:
        wanted = {"count": HELD, "families": FAMILIES, "honest": HONEST}
        newsroom.hiwar("manage", "seed_held", *(f"--{name}={value}" for name, value in wanted.items()))
        yield newsroom


@pytest.fixture
def guard(server: Newsroom) -> Guard:
    """The guard of this file's newsroom."""
    return Guard(frozenset({server.host}))


class Readers(Thread):
    """People who open one page after another, for as long as something else goes on."""

    def __init__(self, server: Newsroom, path: str) -> None:
        super().__init__()
        self.slowest: list[float] = []
        self._read: Callable[[], float] = lambda: slowest_percent(server, path, hits=HITS)
        self._enough = Event()

    def run(self) -> None:
        """Read until told to stop, and at least once."""
        while not self.slowest or not self._enough.is_set():
            self.slowest.append(self._read())

    def stop(self) -> None:
        """Finish the round that has begun."""
        self._enough.set()
        self.join(30)


def waiting(server: Newsroom, family: str) -> int:
    """Return how many of a family wait."""
    ((count,),) = rows(
        server,
        f"SELECT COUNT(*) FROM discussions_comment WHERE state = 'held' AND family = '{family}'",  # noqa: S608
    )
    return int(count)


def opened(page: Page) -> float:
    """Open the desk and return in how many milliseconds its first byte came."""
    page.goto("/desk/")
    return float(page.evaluate(FIRST_BYTE))


def test_a_flood_buries_nobody_and_is_settled_a_family_an_act_while_readers_read(
    server: Newsroom, new_page: NewPage, browser: Browser
) -> None:
    ((path,),) = rows(server, "SELECT url FROM discussions_thread ORDER BY comment_count DESC LIMIT 1")
    assert get(server, path).status == 200
    page = new_page()
    page.set_default_timeout(PATIENCE)
    sign_in(page, server, "moderator")

    took = [opened(page) for _ in range(6)]

    crowded, slow = max(os.getloadavg()[0] / (os.cpu_count() or 1), 1), slowness()
    assert min(took) < FIRST_SCREEN_MS * crowded * slow, (took, crowded, slow)
    shown = page.locator("#rows .q-item .tx").all_inner_texts()
    said = [re.sub(r"\s+", " ", text).strip() for text in shown]
    assert {honest(number) for number in range(HONEST)} <= set(said)
    assert len(shown) <= 50
    expect(page.locator(".folds h3")).to_contain_text(re.compile("40|٤٠"))

    page.locator(".folds li a").first.click()
    page.wait_for_url("**/desk/similar/*/")
    family = page.url.rstrip("/").rpartition("/")[2]
    before = waiting(server, family)
    quiet = median(slowest_percent(server, path, hits=HITS) for _ in range(5))
    readers = Readers(server, path)
    readers.start()
    page.locator("#settle label", has=page.locator("input[value=other]")).click()
    began = time.monotonic()
    page.locator("#settle button[value=reject]").click()
    expect(page.get_by_role("status").first).to_be_visible(timeout=PATIENCE)
    seconds = time.monotonic() - began
    readers.stop()

    assert before > 1000
    # One act settles five thousand at most, and leaves out who quotes the text.
    assert before - waiting(server, family) > 0.9 * min(before, 5000)
    assert median(readers.slowest) < TIMES_SLOWER * quiet + SECONDS_MORE, (quiet, readers.slowest, seconds)
    page.goto("/desk/")
    still = {re.sub(r"\s+", " ", text).strip() for text in page.locator("#rows .q-item .tx").all_inner_texts()}
    assert {honest(number) for number in range(HONEST)} <= still
