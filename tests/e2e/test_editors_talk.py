"""What editors of one desk tell each other: comments on the lines of a draft, and the page of what is planned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import APIResponse, Locator, Page, Request, Route, expect

from scripts.serving import Newsroom, demo_newsroom
from tests.e2e.axe import violations
from tests.e2e.conftest import NewPage
from tests.e2e.guard import Guard
from tests.e2e.strangers import rows
from tests.e2e.stream_field import add_block
from tests.e2e.test_editor import begin_article, field, publish, save_draft
from tests.e2e.test_editors_day import hired, press, sign_in
from tests.waiting import until

pytestmark = pytest.mark.alone

HEADLINE = "جسر الوادي يفتح للمشاة بعد عام من الترميم"
ASKED = "من قال هذا؟"
ANSWERED = "المهندس المشرف، ويقبل أن يُذكر اسمه."
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 320, "height": 720}


@pytest.fixture(scope="module")
def server() -> Iterator[Newsroom]:
    """A newsroom of this file's own: signing in is limited, and nobody else should meet what is changed here."""
    with demo_newsroom() as newsroom:
        yield newsroom


@pytest.fixture(scope="module")
def staff(server: Newsroom) -> dict[str, str]:
    """Hani, a reporter, and Rima of the desk, with their passwords."""
    return {login: hired(server, login, group) for login, group in (("hani", "Reporters"), ("rima", "Editors"))}


def written(page: Page, headline: str) -> str:
    """Write a draft of one paragraph and return its key."""
    begin_article(page, section="محليات")
    field(page, "title").fill(headline)
    add_block(page, "body", "فقرة")
    text(page).click()
    page.keyboard.type("يحمل الجسر عشر شاحنات معاً.")
    expect(field(page, "body-0-value")).to_have_value(re.compile("شاحنات"))
    return save_draft(page).split("/")[3]


def text(page: Page) -> Locator:
    """Return the first paragraph, as it is edited."""
    return page.locator("[data-contentpath=body] [contenteditable=true]").first


def comments(page: Page) -> Locator:
    """Return the comments beside the form."""
    return page.locator("#comments .comment")


def open_comments(page: Page, pk: str) -> None:
    """Open a draft with its comments beside it; the browser remembers whether they were."""
    page.goto(f"/editor/pages/{pk}/edit/")
    closed = page.locator("[aria-label='تبديل التعليقات'][aria-expanded=false]")
    expect(page.locator("#comments ol")).to_have_count(1)
    if closed.count():
        # A click anywhere takes the focus from a comment that is begun within a fifth of a second after it.
        closed.press("Enter")
    expect(page.locator("[aria-label='تبديل التعليقات'][aria-expanded=true]")).to_have_count(1)


def comment_on(page: Page, name: str) -> Locator:
    """Begin a comment on a field, and return where it is written."""
    page.locator(f"[data-contentpath={name}] [data-comment-add]").first.click()
    writing = page.locator(".comment--mode-creating textarea")
    expect(writing).to_be_focused()
    return writing


def comment_on_line(page: Page) -> Locator:
    """Begin a comment on the first paragraph by keys, and return where it is written."""
    text(page).select_text()
    text(page).press("Control+Alt+m")
    writing = page.locator(".comment--mode-creating textarea")
    expect(writing).to_be_focused()
    return writing


def say(page: Page) -> None:
    """Add the comment that is being written. Pressed by key: comments glide to their places, away from the mouse."""
    page.locator(".comment--mode-creating").get_by_role("button", name="تعليق", exact=True).press("Enter")


def stands_beside_the_form(page: Page) -> bool:
    """Return whether all of a comment can be seen beside the form, once both have come to rest."""
    form, beside = page.locator("[data-contentpath=body]").bounding_box(), comments(page).bounding_box()
    return bool(form and beside and beside["x"] >= 0 and beside["x"] + beside["width"] <= form["x"])


def is_saved(page: Page) -> None:
    """Wait until the browser has heard of an autosave; all that the indicator could ever say stands in it always."""
    expect(page.locator("#w-autosave-indicator")).to_have_attribute("data-w-autosave-state-value", "saved")


def stored(server: Newsroom, pk: str) -> list[tuple[str, str]]:
    """Return the open comments on a page, and where they stand, as the database has them."""
    statement = "SELECT page_id, text, contentpath FROM wagtailcore_comment WHERE resolved_at IS NULL ORDER BY id"
    found = rows(server, statement)
    return [(said, where.partition(".")[0]) for page, said, where in found if str(page) == pk]


@pytest.mark.axe
def test_the_desk_asks_on_a_line_and_the_reporter_answers_there(
    server: Newsroom, new_page: NewPage, staff: dict[str, str], guard: Guard
) -> None:
    guard.allow_refusals()  # While a form is incomplete the editor saves in vain, and says so.
    hani, rima = (sign_in(new_page(viewport=WIDE), login, staff[login]) for login in ("hani", "rima"))
    pk = written(hani, HEADLINE)

    open_comments(rima, pk)
    comment_on_line(rima).fill(ASKED)
    until(lambda: stands_beside_the_form(rima))
    assert not violations(rima, within="#comments")
    say(rima)
    until(lambda: stored(server, pk) == [(ASKED, "body")], seconds=20)

    open_comments(hani, pk)
    expect(comments(hani)).to_contain_text(ASKED)
    text(hani).locator("[data-annotation]").click()
    hani.locator(".comment__reply-input").fill(ANSWERED)
    comments(hani).get_by_role("button", name="رد", exact=True).press("Enter")
    until(lambda: rows(server, "SELECT text FROM wagtailcore_commentreply") == [(ANSWERED,)], seconds=20)

    open_comments(rima, pk)
    expect(comments(rima)).to_contain_text(ANSWERED)
    comments(rima).click()
    comments(rima).get_by_label("المزيد من الإجراءات").first.press("Enter")
    comments(rima).get_by_role("menuitem", name="حل").press("Enter")
    expect(comments(rima)).to_have_count(0)
    until(lambda: stored(server, pk) == [], seconds=20)
    publish(rima)
    assert ASKED not in new_page().request.get(f"/a/{pk}/").text()
    assert ASKED not in rima.request.get(f"/a/{pk}/").text()


def test_a_comment_that_is_being_written_outlives_an_autosave(
    server: Newsroom, new_page: NewPage, staff: dict[str, str], guard: Guard
) -> None:
    guard.allow_refusals()
    rima = sign_in(new_page(viewport=WIDE), "rima", staff["rima"])
    pk = written(rima, "مكتبة الميناء تفتح مساءً")
    open_comments(rima, pk)
    comment_on(rima, "title").fill("الأول")
    say(rima)

    second = comment_on(rima, "standfirst")
    second.fill("الثاني، ولم يكتمل")
    until(lambda: stored(server, pk) == [("الأول", "title")], seconds=20)
    is_saved(rima)

    expect(second).to_have_value("الثاني، ولم يكتمل")
    expect(second).to_be_focused()
    rima.keyboard.type(" بعد")
    say(rima)
    until(lambda: stored(server, pk)[1:] == [("الثاني، ولم يكتمل بعد", "standfirst")], seconds=20)
    save_draft(rima)
    assert [said for said, _where in stored(server, pk)] == ["الأول", "الثاني، ولم يكتمل بعد"]


def test_what_is_saved_while_an_autosave_is_under_way_is_stored_once(
    server: Newsroom, new_page: NewPage, staff: dict[str, str], guard: Guard
) -> None:
    guard.allow_refusals()
    rima = sign_in(new_page(viewport=WIDE), "rima", staff["rima"])
    pk = written(rima, "سوق الزيتون يفتح باكراً")
    held: list[tuple[Route, APIResponse]] = []
    sent: list[Request] = []

    def hold(route: Route) -> None:
        if "json" in route.request.headers.get("accept", ""):
            held.append((route, route.fetch()))
        else:
            sent.append(route.request)
            route.continue_()

    open_comments(rima, pk)
    rima.route(lambda address: address.endswith(f"/pages/{pk}/edit/"), hold)
    comment_on(rima, "title").fill("الأول")
    say(rima)
    until(lambda: rima.title() and held, seconds=20)
    assert stored(server, pk) == [("الأول", "title")]

    rima.get_by_role("button", name="إجراءات أخرى").click()
    rima.get_by_role("button", name="نشر", exact=True).click()
    assert rima.title() and not sent
    for route, answer in held:
        route.fulfill(response=answer)
    expect(rima.locator(".messages .success")).to_contain_text("نُشرت")
    assert [one.method for one in sent] == ["POST"]
    assert stored(server, pk) == [("الأول", "title")]


def test_a_line_can_be_written_on_while_its_comment_is_saved(
    server: Newsroom, new_page: NewPage, staff: dict[str, str], guard: Guard
) -> None:
    guard.allow_refusals()
    rima = sign_in(new_page(viewport=WIDE), "rima", staff["rima"])
    pk = written(rima, "سوق السمك ينتقل إلى الرصيف")
    open_comments(rima, pk)
    comment_on_line(rima).fill(ASKED)
    say(rima)

    text(rima).click()
    rima.keyboard.press("Control+End")
    until(lambda: stored(server, pk) == [(ASKED, "body")], seconds=20)
    is_saved(rima)
    rima.keyboard.type(" وقيل أكثر.")

    expect(text(rima)).to_have_text("يحمل الجسر عشر شاحنات معاً. وقيل أكثر.")


@pytest.mark.axe
def test_what_is_planned_can_be_read_at_any_width_and_leads_to_the_article(
    server: Newsroom, new_page: NewPage, staff: dict[str, str], guard: Guard
) -> None:
    guard.allow_refusals()
    hani = sign_in(new_page(), "hani", staff["hani"])
    headline = "معرض الكتاب يعود إلى الساحة"
    pk = written(hani, headline)
    out = datetime.now(ZoneInfo("Asia/Damascus")) + timedelta(days=3)
    hani.goto(f"/editor/pages/{pk}/edit/")
    hani.get_by_role("tab", name="النشر والنقاش").click()
    field(hani, "go_live_at").fill(f"{out:%Y-%m-%d} 07:30")
    hani.keyboard.press("Escape")
    press(hani, "إرسال إلى التحرير")
    expect(hani.locator(".messages .success")).to_contain_text("أُرسل")

    rima = sign_in(new_page(viewport=NARROW), "rima", staff["rima"])
    rima.goto("/editor/planned/")
    line = rima.get_by_role("row").filter(has_text=headline)
    expect(line).to_contain_text("07:30")
    expect(line).to_contain_text("بانتظار: مكتب التحرير")
    expect(line).to_contain_text("لم يجدوله أحد")
    assert rima.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert not violations(rima, within="main")

    rima.set_viewport_size(WIDE)
    expect(rima.get_by_role("columnheader", name="المسؤول")).to_be_visible()
    assert not violations(rima, within="main")
    expect(rima.get_by_role("link", name="المخطَّط له")).to_be_visible()
    rima.get_by_role("link", name="الأسبوعان التاليان").press("Enter")
    expect(rima.get_by_role("link", name="من اليوم")).to_be_visible()
    rima.get_by_role("link", name="الأسبوعان السابقان").press("Enter")
    rima.get_by_role("link", name=headline).press("Enter")
    rima.wait_for_url(f"**/editor/pages/{pk}/edit/")
