"""A reader looks something up: from the field on every page to the comment, on a wide screen and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e import axe, nu
from tests.e2e.conftest import NewPage
from tests.e2e.guard import Guard

PHONE = {"width": 320, "height": 640}


@pytest.mark.axe
@pytest.mark.nu
def test_a_reader_finds_an_article_and_then_a_comment(new_page: NewPage, guard: Guard) -> None:
    page = new_page()
    page.goto("/")

    page.locator("#find-q").fill("القطارات")
    page.locator("#find-q").press("Enter")

    first = page.locator(".hits li").first
    expect(first.locator("mark").first).to_contain_text("قطار")
    page.wait_for_load_state()
    assert nu.errors(page.content()) == []
    assert axe.violations(page) == []

    page.locator(".kinds a").nth(1).click()
    expect(page.locator(".hits .voice mark").first).to_contain_text("قطار")
    assert axe.violations(page) == []
    page.locator(".hits .voice h3 a").first.click()
    expect(page.locator(".c:target")).to_contain_text("قطار")

    phone = new_page(viewport=PHONE, color_scheme="dark")
    phone.goto("/")
    # On a narrow page the field is one touch away.
    expect(phone.locator("#find-q")).to_be_hidden()
    phone.locator(".find button").click()
    phone.locator("#seek-q").fill("القطاز")
    phone.locator("#seek-q").press("Enter")
    phone.locator(".empty a").click()
    expect(phone.locator(".hits mark").first).to_contain_text("قطا")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert axe.violations(phone) == []

    guard.allow_refusals()
    phone.goto("/search/?q=قطار&since=2026-02-31")
    expect(phone.locator("#since-error")).to_be_visible()
    assert axe.violations(phone) == []
