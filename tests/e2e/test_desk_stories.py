"""Journeys through the desk: many alike settled in one act, a refusal objected to and granted, an hour of tempers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.serving import Newsroom, demo_newsroom
from tests.e2e.guard import Guard
from tests.e2e.journeys import busiest, id_of, sign_in, state_of, write
from tests.e2e.strangers import get, rows
from tests.waiting import until

NewPage = Callable[..., Page]
State = dict[str, Any]
WORDS = "سؤال بسيط عن موعد القطار الأخير من المرفأ، هل تغيّر هذا الشتاء؟"


@pytest.fixture(scope="module")
def server() -> Iterator[Newsroom]:
    """A newsroom of this file's own, with two families of similar comments among those that wait."""
    with demo_newsroom() as newsroom:
        newsroom.hiwar("manage", "seed_held", "--count", "60", "--families", "2", "--honest", "4")
        yield newsroom


@pytest.fixture
def guard(server: Newsroom) -> Guard:
    """The guard of this file's newsroom."""
    return Guard(frozenset({server.host}))


@pytest.fixture(scope="module")
def staff(server: Newsroom, browser: Browser) -> dict[str, State]:
    """What the browsers of the staff keep, by role; guessing is limited, so each signs in once."""
    kept: dict[str, State] = {}
    for role in ("editor", "moderator", "owner"):
        context = browser.new_context(base_url=server.origin, locale="ar")
        sign_in(context.new_page(), server, role)
        kept[role] = dict(context.storage_state())
        context.close()
    return kept


def states(server: Newsroom, family: str) -> list[str]:
    """Return in which states the comments of a family stand."""
    found = rows(server, "SELECT DISTINCT state, family FROM discussions_comment")
    return sorted(state for state, its_family in found if its_family == family)


def standing_batches(server: Newsroom, family: str) -> set[str]:
    """Return the acts that rejected comments of a family and were not taken back."""
    told = (
        "SELECT d.batch, c.family FROM moderation_decision d JOIN discussions_comment c ON c.public_id = d.comment_id"
    )
    stands = (
        "d.action = 'reject' AND d.id NOT IN (SELECT undoes_id FROM moderation_decision WHERE undoes_id IS NOT NULL)"
    )
    return {batch for batch, its_family in rows(server, f"{told} WHERE {stands}") if its_family == family}


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_family_is_settled_in_one_act_and_taken_back_in_one(
    server: Newsroom, new_page: NewPage, staff: dict[str, State], script: bool
) -> None:
    page = new_page(storage_state=staff["moderator"], java_script_enabled=script)
    page.goto("/desk/similar/")
    page.locator(".clu a[href^='/desk/similar/']").first.click()
    expect(page.locator("#settle")).to_be_visible()
    family = page.url.rstrip("/").rpartition("/")[2].partition("?")[0]
    before = states(server, family)

    page.locator("#settle label", has=page.locator("input[value=insult]")).click()
    page.locator("#settle button[value=reject]").click()

    expect(page.get_by_role("status").first).to_be_visible()
    # Those that quote the text to warn of it are left out and go on waiting.
    until(lambda: "rejected" in states(server, family))
    assert len(standing_batches(server, family)) == 1

    page.locator("form[action^='/desk/similar/undo/'] button").click()

    expect(page.get_by_role("status").first).to_be_visible()
    until(lambda: states(server, family) == before)


def test_a_refusal_is_explained_objected_to_and_granted_by_somebody_else(
    server: Newsroom, new_page: NewPage, staff: dict[str, State]
) -> None:
    layla, path = new_page(), busiest(server)
    write(layla, path, WORDS, name="ليلى")
    expect(layla.locator(".c.own")).to_contain_text(WORDS)
    comment = id_of(server, WORDS)

    yusuf = new_page(storage_state=staff["moderator"])
    yusuf.goto(f"/desk/?open={comment}")
    yusuf.locator("#reject label", has=yusuf.locator("input[value=off_topic]")).click()
    message = yusuf.locator("#message").input_value()
    yusuf.locator("button[form=reject]").click()
    expect(yusuf.locator("#ctx")).not_to_have_attribute("data-id", comment)
    until(lambda: state_of(server, comment) == "rejected")

    layla.goto("/talk/mine/")
    expect(layla.locator("main")).to_contain_text("لم يُنشر")
    assert message
    expect(layla.locator("main")).to_contain_text(message)
    layla.locator("details.more summary").first.click()
    layla.get_by_label("لماذا نعيد النظر فيه؟").fill("سألت عن القطار، والمقال عن القطار.")
    layla.get_by_role("button", name="أرسل الاعتراض").click()
    expect(layla.locator("main")).to_contain_text("اعتراضك ينتظر الرد.")

    yusuf.goto("/desk/appeals/")
    expect(yusuf.locator("main article")).to_have_count(1)
    expect(yusuf.locator("main article form")).to_have_count(0)

    salma = new_page(storage_state=staff["editor"])
    salma.goto("/desk/appeals/")
    salma.get_by_label("الرد، ويقرؤه صاحب الاعتراض").fill("معك حق، والسؤال في محلّه.")
    salma.get_by_role("button", name="اقبله: انشر التعليق").click()
    until(lambda: WORDS in get(server, path).text)

    layla.goto("/talk/mine/")
    expect(layla.locator("main")).to_contain_text("قُبل اعتراضك.")
    expect(layla.locator("main")).to_contain_text("معك حق، والسؤال في محلّه.")


def test_hot_hours_are_told_to_readers_hold_and_end(
    server: Newsroom, new_page: NewPage, staff: dict[str, State], guard: Guard
) -> None:
    guard.allow_refusals()
    path = busiest(server)
    nadia, omar = new_page(storage_state=staff["owner"]), new_page(java_script_enabled=False)
    nadia.goto("/desk/breaking/")
    nadia.locator(".places ul a").first.click()
    nadia.get_by_role("button", name="خبر عاجل الآن").click()
    expect(nadia.locator("#set [role=status]")).to_be_visible()
    until(lambda: "خبر عاجل:" in get(server, path).text)

    write(omar, path, "الأول في هذه الساعة.", name="عمر")
    expect(omar.locator(".c.own")).to_contain_text("الأول في هذه الساعة.")
    write(omar, path, "والثاني بعده بلحظة.", name="عمر")

    expect(omar.locator("#say-comment")).to_have_value("والثاني بعده بلحظة.")
    expect(omar.locator("main")).to_contain_text("دقيقتين")

    nadia.locator("#set button[value=lift]").first.click()
    expect(nadia.locator("#set [role=status]")).to_be_visible()
    until(lambda: "خبر عاجل:" not in get(server, path).text)
