"""The browser tests' world: one served newsroom, one Chromium, and readers who come and go.

Every reader is watched: a request to another host, a console error, a script error, a violation of the content security
policy or a dialog fails the test that caused it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from scripts.serving import Newsroom, demo_newsroom
from tests.e2e.guard import Guard

HERE = Path(__file__).parent
# Shared machines are slow at times; conditions are waited for, so patience costs nothing when all is well.
PATIENCE = 15_000
DESKTOP = {"width": 1280, "height": 900}

NewPage = Callable[..., Page]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test; of every two files a half of the run takes one."""
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.e2e)
    if half := os.environ.get("HIWAR_TEST_HALF"):
        files = sorted({item.path for item in ours if not item.get_closest_marker("alone")})
        mine = set(files[int(half) - 1 :: 2])
        config.hook.pytest_deselected(items=[item for item in ours if item.path not in mine])
        items[:] = [item for item in items if item.path in mine]


@pytest.fixture(scope="session")
def server() -> Iterator[Newsroom]:
    """The demo newsroom, served from a temporary folder on a free port for the whole run."""
    with demo_newsroom() as newsroom:
        yield newsroom


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, cut off from every host but this machine."""
    path = os.environ.get("HIWAR_CHROMIUM") or shutil.which("chromium")
    assert path, "No Chromium: set HIWAR_CHROMIUM or install the chromium package."
    arguments = [
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        "--disable-dev-shm-usage",
    ]
    # Chromium's sandbox needs a user other than root; build machines have only root.
    arguments += ["--no-sandbox"] if os.geteuid() == 0 else []
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def guard(server: Newsroom) -> Guard:
    """The guard of this test; `guard.allow_refusals()` tells it that a 4xx answer is what the test wants."""
    return Guard(frozenset({server.host}))


@pytest.fixture
def new_page(browser: Browser, server: Newsroom, guard: Guard) -> Iterator[NewPage]:
    """A maker of pages, each in a fresh profile: `new_page(java_script_enabled=False, color_scheme="dark")`."""
    contexts = []

    def make(**options: object) -> Page:
        settings = {"locale": "ar", "timezone_id": "Asia/Damascus", "viewport": DESKTOP, "base_url": server.origin}
        context = browser.new_context(**{**settings, **options})
        context.set_default_timeout(PATIENCE)
        guard.watch(context)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    guard.verify()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A reader's page."""
    return new_page()


@pytest.fixture
def page_without_script(new_page: NewPage) -> Page:
    """A reader's page in a browser that runs no script."""
    return new_page(java_script_enabled=False)
