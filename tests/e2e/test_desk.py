"""A moderator's hands: keys, the next comment at once, ten seconds to think again, a colleague at the same queue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.serving import Newsroom, demo_newsroom
from tests.e2e.guard import Guard
from tests.e2e.journeys import sign_in
from tests.e2e.pace import slowness

pytestmark = pytest.mark.alone

NewPage = Callable[..., Page]
KEY_TO_NEXT = """() => new Promise((resolve) => {
  const began = performance.now();
  const watch = new MutationObserver((changes) => {
    if (![...changes.flatMap((change) => [...change.addedNodes])].some((node) => node.id === "ctx")) return;
    watch.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - began));
  });
  watch.observe(document.querySelector("#main"), { childList: true });
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "f", code: "KeyF", bubbles: true }));
})"""

# The browser's driver knows a Latin keyboard only: what an Arabic one would send.
ARABIC_KEY = """([key, code]) =>
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }))"""
KEY_OF = {"ن": "KeyK", "ز": "Period"}


@pytest.fixture(scope="module")
def server() -> Iterator[Newsroom]:
    """A newsroom of this file's own, with four hundred comments waiting: what is decided here is missed nowhere."""
    with demo_newsroom() as newsroom:
        newsroom.hiwar("manage", "seed_held", "--count", "400")
        yield newsroom


@pytest.fixture
def guard(server: Newsroom) -> Guard:
    """The guard of this file's newsroom."""
    return Guard(frozenset({server.host}))


@pytest.fixture(scope="module")
def keys(server: Newsroom, browser: Browser) -> dict[str, Any]:
    """What the browsers of Salma and Yusuf keep once they have signed in; guessing is limited, so each does it once."""
    kept = {}
    for role in ("editor", "moderator"):
        context = browser.new_context(base_url=server.origin, locale="ar")
        sign_in(context.new_page(), server, role)
        kept[role] = context.storage_state()
        context.close()
    return kept


@pytest.fixture
def desk(new_page: NewPage, keys: dict[str, Any]) -> Page:
    """Yusuf's desk, gravest first, what comes next loaded."""
    page = new_page(storage_state=keys["moderator"])
    with page.expect_response(lambda answer: "/pane/" in answer.url):
        page.goto("/desk/?order=risk")
    page.wait_for_load_state("networkidle")
    return page


def open_id(page: Page) -> str:
    return page.locator("#ctx").get_attribute("data-id") or ""


def decided(page: Page, key: str) -> str:
    """Press a key that decides; return the id of what was decided once another comment is open."""
    before = open_id(page)
    if key.isascii():
        page.keyboard.press(key)
    else:
        page.evaluate(ARABIC_KEY, [key, KEY_OF[key]])
    expect(page.locator("#ctx")).not_to_have_attribute("data-id", before)
    return before


def state_at(page: Page, public_id: str) -> str:
    """Return where a comment stands by the server's word."""
    answer = page.request.get(f"/desk/now/?comments={public_id}")
    return str(answer.json()["states"][public_id])


def until_state(page: Page, public_id: str, state: str) -> None:
    """Wait until the server says that a comment stands there."""
    page.wait_for_function(
        "async ([id, state]) => (await (await fetch(`/desk/now/?comments=${id}`)).json()).states[id] === state",
        arg=[public_id, state],
    )


@pytest.mark.parametrize(
    ("key", "state"),
    [("f", "published"), ("s", "spam"), ("ن", "published"), ("ز", "spam")],
    ids=["latin-publish", "latin-advertising", "arabic-publish", "arabic-advertising"],
)
def test_a_key_decides_and_the_next_comment_is_there(desk: Page, key: str, state: str) -> None:
    done = decided(desk, key)

    expect(desk.locator("#done")).to_be_visible()
    expect(desk.locator(f'.q-item[data-id="{done}"]')).to_have_class("q-item done")
    until_state(desk, done, state)


def test_rejecting_asks_for_a_reason_and_a_digit_gives_it(desk: Page) -> None:
    before = open_id(desk)

    desk.keyboard.press("d")
    expect(desk.locator("#reject input[type=radio]").first).to_be_focused()
    assert open_id(desk) == before
    desk.keyboard.press("Digit3")

    expect(desk.locator("#ctx")).not_to_have_attribute("data-id", before)
    until_state(desk, before, "rejected")


def test_ten_seconds_to_think_again(desk: Page) -> None:
    done = decided(desk, "f")
    until_state(desk, done, "published")

    desk.keyboard.press("u")

    expect(desk.locator("#ctx")).to_have_attribute("data-id", done)
    until_state(desk, done, "held")
    expect(desk.locator(f'.q-item[data-id="{done}"]')).to_have_class("q-item now")


def test_one_moves_through_the_queue_without_deciding(desk: Page) -> None:
    first = open_id(desk)

    desk.keyboard.press("j")
    expect(desk.locator("#ctx")).not_to_have_attribute("data-id", first)
    second = open_id(desk)
    desk.keyboard.press("k")

    expect(desk.locator("#ctx")).to_have_attribute("data-id", first)
    assert first != second
    # Put there by script, which the browser's driver hears of a moment later.
    expect(desk).to_have_url(re.compile(f"open={first}"))


def test_the_whole_list_of_keys_the_comment_alone_and_the_next_queue(desk: Page) -> None:
    desk.keyboard.press("Shift+Slash")
    expect(desk.locator("#keys")).to_have_class("keys open")
    desk.keyboard.press("z")
    expect(desk.locator("#q")).to_be_hidden()
    desk.keyboard.press("Escape")
    expect(desk.locator("#q")).to_be_visible()

    desk.keyboard.press("t")

    desk.wait_for_url("**/desk/reported/")


def test_what_is_ticked_is_decided_at_once_and_taken_back_at_once(desk: Page) -> None:
    boxes = desk.locator("#rows .q-item:not(.now) input[type=checkbox]")
    ids = [desk.locator("#rows .q-item:not(.now)").nth(place).get_attribute("data-id") for place in range(3)]
    for place in range(3):
        boxes.nth(place).check()
    desk.locator("#bulk-reason").select_option(index=1)

    desk.get_by_role("button", name="ارفضها").click()
    for public_id in ids:
        until_state(desk, str(public_id), "rejected")
    desk.locator("#done").get_by_role("button").click()

    for public_id in ids:
        until_state(desk, str(public_id), "held")


def test_a_colleagues_faster_decision_stands_and_is_said(desk: Page, guard: Guard) -> None:
    guard.allow_refusals()
    comment = open_id(desk)
    token = desk.locator("#undo-form input").get_attribute("value") or ""
    fields = {"action": "spam", "seen": "held", "csrfmiddlewaretoken": token}
    faster = desk.request.post(
        f"/desk/comment/{comment}/decide/", form=fields, headers={"Origin": desk.url.split("/desk")[0]}
    )
    assert faster.ok, faster.text()
    until_state(desk, comment, "spam")
    assert open_id(desk) == comment

    desk.keyboard.press("f")

    expect(desk.locator("#done")).to_have_class("toast bad-news")
    assert state_at(desk, comment) == "spam"


def test_two_moderators_see_what_the_other_reads(desk: Page, new_page: NewPage, keys: dict[str, Any]) -> None:
    salma = new_page(storage_state=keys["editor"])
    salma.goto(f"/desk/?order=risk&open={open_id(desk)}")

    expect(salma.locator("#ctx .taken-by")).to_be_visible()
    expect(salma.locator("#ctx .taken-by")).to_contain_text("يوسف")


def test_after_a_decision_what_a_colleague_reads_is_passed_over(
    desk: Page, new_page: NewPage, keys: dict[str, Any]
) -> None:
    following = desk.locator("#rows .q-item.now + .q-item").get_attribute("data-id")
    salma = new_page(storage_state=keys["editor"])
    salma.goto(f"/desk/?order=risk&open={following}")
    expect(desk.locator(f'.q-item[data-id="{following}"] .taken-by')).to_be_visible()

    decided(desk, "f")

    assert open_id(desk) != following


def test_the_next_comment_is_on_the_screen_before_the_hand_has_left_the_key(desk: Page) -> None:
    took = sorted(_key_to_next(desk) for _ in range(9))

    # The third of nine: what else the machine does at the same moment is not the desk.
    slow = slowness()
    assert took[2] <= 50 * slow, (took, slow)


def _key_to_next(page: Page) -> float:
    following = page.locator("#rows .q-item.now ~ .q-item:not(.done, .taken)").first
    expect(following).to_have_attribute("data-ready", "")
    return float(page.evaluate(KEY_TO_NEXT))


def test_the_queue_goes_on_loading_while_one_decides(desk: Page) -> None:
    first = {row.get_attribute("data-id") for row in desk.locator("#rows .q-item").all()}

    for _ in range(42):
        decided(desk, "f")

    # Of the first fifty eight are left; what was decided more than ten seconds ago is no longer among the rows.
    expect(desk.locator("#rows .q-item:not(.done)").nth(40)).to_be_attached()
    assert open_id(desk) in first or desk.locator("#rows .q-item.now").count() == 1


def test_without_script_a_queue_is_narrowed_and_decided(new_page: NewPage, keys: dict[str, Any]) -> None:
    page = new_page(storage_state=keys["moderator"], java_script_enabled=False)
    page.goto("/desk/")
    page.locator("details.narrow summary").click()
    page.get_by_label("ما وُجد فيه").select_option("spam")
    page.get_by_role("button", name="ضيّق").click()
    page.wait_for_url("**kind=spam**")
    before = open_id(page)

    page.locator("#spam button").click()

    expect(page.locator("#ctx [role=status]")).to_be_visible()
    assert open_id(page) != before
    assert "kind=spam" in page.url
