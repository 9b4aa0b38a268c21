"""Every room of the desk as its owner sees it: no barrier, valid, in Arabic, on a phone as on a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.serving import Newsroom, demo_newsroom
from tests.e2e import axe, nu
from tests.e2e.guard import Guard
from tests.e2e.journeys import sign_in
from tests.e2e.strangers import get

NewPage = Callable[..., Page]
PHONE = {"width": 320, "height": 640}
ROOMS = (
    "", "reported/", "edits/", "answers/", "unreviewed/", "published/", "rejected/", "spam/", "similar/", "appeals/",
    "second/", "breaking/", "alerts/", "log/", "statistics/", "measures/", "people/", "words/try/", "thresholds/",
    "reasons/", "evidence/", "takedowns/",
)  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Newsroom]:
    """A newsroom of this file's own, in which things wait in more rooms than one."""
    with demo_newsroom() as newsroom:
        newsroom.hiwar("manage", "seed_held", "--count", "60", "--families", "2", "--honest", "4")
        yield newsroom


@pytest.fixture
def guard(server: Newsroom) -> Guard:
    """The guard of this file's newsroom."""
    return Guard(frozenset({server.host}))


@pytest.fixture(scope="module")
def owner(server: Newsroom, browser: Browser) -> dict[str, Any]:
    """What the owner's browser keeps once she has signed in."""
    context = browser.new_context(base_url=server.origin, locale="ar")
    sign_in(context.new_page(), server, "owner")
    kept = context.storage_state()
    context.close()
    return dict(kept)


def test_no_room_is_forgotten_here(new_page: NewPage, owner: dict[str, Any]) -> None:
    page = new_page(storage_state=owner)
    page.goto("/desk/")

    links = page.locator(".tabs a, .tools a").evaluate_all("links => links.map(link => link.getAttribute('href'))")

    assert {link.removeprefix("/desk/") for link in links} == set(ROOMS)


@pytest.mark.axe
@pytest.mark.parametrize("room", ROOMS)
def test_no_barrier_stands_in_a_rooms_way(new_page: NewPage, owner: dict[str, Any], room: str) -> None:
    page = new_page(storage_state=owner)
    found = {}

    for scheme, width in (("light", 1280), ("dark", PHONE["width"])):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"/desk/{room}")
        found[scheme] = axe.violations(page)

    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert found == {"light": [], "dark": []}
    assert widths[0] <= widths[1] == PHONE["width"]
    expect(page.locator("html[lang=ar][dir=rtl]")).to_have_count(1)
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 768, 1024, 1280, 1440, 1920])
@pytest.mark.parametrize("room", ["", "people/"])
def test_the_menu_of_other_rooms_stays_on_the_page(
    new_page: NewPage, owner: dict[str, Any], room: str, width: int
) -> None:
    page = new_page(storage_state=owner, viewport={"width": width, "height": 800})
    page.goto(f"/desk/{room}")

    page.locator(".tools summary").click()

    menu = page.locator(".tools nav").bounding_box()
    assert menu
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_done_with_many_can_be_read(new_page: NewPage, owner: dict[str, Any], scheme: str) -> None:
    page = new_page(storage_state=owner, color_scheme=scheme)
    page.goto("/desk/")
    page.locator(".q-item input").first.check()

    colors = page.locator("#bulk-reason").evaluate(
        "one => [one, ...one.options].map(each => getComputedStyle(each).color)"
    )

    ground = page.locator("#bulk-reason").evaluate("one => getComputedStyle(one).backgroundColor")
    assert ground == page.locator(".pane").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert set(colors) == {page.locator("body").evaluate("one => getComputedStyle(one).color")}
    assert axe.violations(page) == []


def test_the_hours_of_a_report_fit_the_paper(new_page: NewPage, owner: dict[str, Any]) -> None:
    paper = {"width": 718, "height": 1000}
    page = new_page(storage_state=owner, viewport=paper)
    page.goto("/desk/statistics/")
    page.emulate_media(media="print")

    ends = page.locator("section[aria-labelledby=hours-h] th").evaluate_all(
        "heads => heads.map(head => head.getBoundingClientRect()).map(box => [box.left, box.right])"
    )

    assert min(left for left, _ in ends) >= 0
    assert max(right for _, right in ends) <= paper["width"]


@pytest.mark.nu
def test_the_html_of_every_room_is_valid(server: Newsroom, owner: dict[str, Any]) -> None:
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in owner["cookies"])

    answers = {room: get(server, f"/desk/{room}", Cookie=cookies) for room in ROOMS}

    assert {answer.status for answer in answers.values()} == {200}
    assert {room: errors for room, answer in answers.items() if (errors := nu.errors(answer.text))} == {}
