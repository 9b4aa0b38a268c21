"""An English and a Persian edition, each founded with one word in its settings: direction, language, reach, layout."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from hiwar.arabic.languages import language_of
from scripts.serving import Newsroom, environment, hiwar, served, temporary_folder
from tests.e2e import axe, nu
from tests.e2e.edition_content import WORDS
from tests.e2e.guard import Guard

CONTENT = Path(__file__).with_name("edition_content.py")
WIDTHS = {320: 720, 1440: 900}
# What each language says of the front page: the day as its calendar has it cannot be known, the names can.
FRONT = {"en": "Front page", "fa": "صفحهٔ نخست"}


@contextmanager
def edition(language: str) -> Iterator[Newsroom]:
    """Found a newspaper in a language, fill it, name the Arabic edition beside it, and serve it."""
    with temporary_folder() as folder:
        data = folder / "data"
        country = {"en": "JO", "fa": "IR", "ckb": "IQ", "ur": "PK"}[language]
        said = ("--name", "Hiwar", "--address", "http://127.0.0.1:8000", "--country", country, "--editor", "salma")
        hiwar(data, "init", *said, "--language", language)
        with (data / "settings.toml").open("a", encoding="utf-8") as settings:
            settings.write('\n[editions]\nar = "https://example.org"\n')
        subprocess.run([sys.executable, str(CONTENT), language], env=environment(data), check=True)
        with served(data) as newsroom:
            yield newsroom


def visit(browser: Browser, newsroom: Newsroom, guard: Guard, *, width: int, scheme: str) -> Page:
    """Open a page of a reader who is watched, at a width, in a color scheme."""
    context = browser.new_context(
        base_url=newsroom.origin, viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme
    )
    guard.watch(context)
    return context.new_page()


@pytest.mark.axe
@pytest.mark.nu
@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_edition_reads_well_from_its_own_side(browser: Browser, language: str) -> None:
    spoken, words = language_of(language), WORDS[language]
    with edition(language) as newsroom:
        guard = Guard(frozenset({newsroom.host}))
        for width, scheme in ((320, "dark"), (1440, "light")):
            page = visit(browser, newsroom, guard, width=width, scheme=scheme)
            page.goto("/")
            assert page.locator("html").get_attribute("lang") == language
            assert page.locator("html").get_attribute("dir") == ("rtl" if spoken.rtl else "ltr")
            assert page.locator(".nav li").first.inner_text() == FRONT[language]
            assert page.locator(".editions a[lang=ar]").get_attribute("href") == "https://example.org/"
            checked(page, width)

            page.locator(".hero h2 a").click()
            page.wait_for_url("**/20*/**")
            assert page.locator(".c").count() >= 4
            checked(page, width)

            page.goto(f"/search/?q={words['headlines'][3].split()[1]}")
            assert page.locator(".hits li").count() >= 1
            checked(page, width)
            page.context.close()
        guard.verify()


def checked(page: Page, width: int) -> None:
    """Nothing sticks out, every rule of accessibility is kept, and the HTML is valid."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe.violations(page) == []
    if width == max(WIDTHS):  # The HTML is the same at every width.
        assert nu.errors(page.content()) == []
