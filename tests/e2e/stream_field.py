"""The editor's fields of many blocks, filled the way an editor fills them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def add_block(page: Page, field: str, name: str) -> None:
    """Add one more block at the end of a field, and wait for it: the menu closes before the block is there.

    While it unfolds, whatever stands below it moves away from under the mouse.
    """
    blocks = page.locator(f"[data-contentpath={field}] [data-streamfield-stream-container]").first.locator(
        "> [data-streamfield-child]"
    )
    before = blocks.count()
    page.locator(f"[data-contentpath={field}] .c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()
    expect(blocks).to_have_count(before + 1)
    expect(blocks.last).to_be_visible()
    expect(blocks.last).to_have_css("overflow-y", "visible")


def opened_chooser(button: Locator) -> Locator:
    """Open a chooser and return it. Pressed by key: a block that unfolds takes a button from under the mouse."""
    expect(button).to_be_visible()
    # What answers the button has run.
    button.page.wait_for_load_state()
    button.press("Enter")
    chooser = button.page.locator(".modal-content")
    expect(chooser).to_be_visible()
    return chooser
