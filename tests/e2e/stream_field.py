"""The editor's fields of many blocks, filled the way an editor fills them."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def add_block(page: Page, field: str, name: str) -> None:
    """Add one more block at the end of a field, and wait for it: the menu closes before the block is there."""
    blocks = page.locator(f"[data-contentpath={field}] [data-streamfield-stream-container]").first.locator(
        "> [data-streamfield-child]"
    )
    before = blocks.count()
    page.locator(f"[data-contentpath={field}] .c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()
    expect(blocks).to_have_count(before + 1)
