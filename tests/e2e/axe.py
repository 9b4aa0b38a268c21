"""Accessibility of the page as it is now, by axe-core: WCAG 2.0 to 2.2, levels A and AA."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def violations(page: Page, within: str = "") -> list[str]:
    """Return one line for each rule the page breaks, with the elements that break it; none is the hope.

    `within` is a CSS selector that limits the look. Our content security policy forbids injected scripts, so axe comes
    in through the debugger, which the policy does not concern: the page is examined under its real policy.
    """
    # A sentence that has been seen may stand on a page of which half is still to come.
    page.wait_for_load_state()
    session = page.context.new_cdp_session(page)
    try:
        session.send("Runtime.evaluate", {"expression": SOURCE.read_text(encoding="utf-8")})
        options = json.dumps({"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
        where = json.dumps(within) if within else "document"
        answer = session.send(
            "Runtime.evaluate",
            {"expression": f"axe.run({where}, {options})", "awaitPromise": True, "returnByValue": True},
        )
    finally:
        session.detach()
    if "exceptionDetails" in answer:
        raise AssertionError(f"axe could not look at the page: {answer['exceptionDetails']}")
    return [_line(found) for found in answer["result"]["value"]["violations"]]


def _line(found: dict) -> str:
    nodes = "; ".join(" ".join(map(str, node["target"])) for node in found["nodes"])
    return f"{found['id']} ({found['impact']}): {found['help']} – {nodes}"
