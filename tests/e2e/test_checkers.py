"""The checkers themselves: one that finds nothing in a broken page proves nothing about a good one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e import axe, nu
from tests.e2e.guard import Guard

HEAD = '<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>حوار</title></head>'
GOOD = f"{HEAD}<body><main><h1>حوار</h1></main></body></html>"
BROKEN = GOOD.replace("</main>", '<img src="x.png"><p><button></button></p></main>')
STRICT = {"Content-Security-Policy": "default-src 'none'; require-trusted-types-for 'script'; trusted-types hiwar"}


@pytest.fixture
def bare_page(browser: Browser) -> Iterator[Page]:
    """A page that needs no server: tests fill in what its one address answers."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def show(page: Page, html: str) -> None:
    page.route("http://127.0.0.1/", lambda route: route.fulfill(body=html, content_type="text/html", headers=STRICT))
    page.goto("http://127.0.0.1/")


@pytest.mark.axe
@pytest.mark.parametrize(("html", "rules"), [(GOOD, []), (BROKEN, ["button-name", "image-alt"])])
def test_axe_examines_a_page_under_our_strict_policy(bare_page: Page, html: str, rules: list[str]) -> None:
    show(bare_page, html)

    found = axe.violations(bare_page)

    assert sorted(line.split(" ")[0] for line in found) == rules


@pytest.mark.nu
@pytest.mark.parametrize(("html", "count"), [(GOOD, 0), (BROKEN, 1)])
def test_the_nu_checker_finds_a_picture_without_a_text(html: str, count: int) -> None:
    found = nu.errors(html)

    assert len(found) == count


def test_the_guard_notes_foreign_requests_errors_and_violations(browser: Browser) -> None:
    guard = Guard(frozenset({"127.0.0.1"}))
    context = browser.new_context()
    guard.watch(context)
    page = context.new_page()
    foreign = '<img src="http://elsewhere.example/x.png" alt=""><script>1</script>'

    show(page, GOOD.replace("</main>", f"{foreign}</main>"))
    page.wait_for_load_state("networkidle")
    context.close()

    noted = "\n".join(guard.complaints)
    assert "elsewhere.example" in noted
    assert "Content Security Policy" in noted
    with pytest.raises(AssertionError):
        guard.verify()
