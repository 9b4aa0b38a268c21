"""The whole story on one page: imported, answered, held, approved, and fresh for the next reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from scripts.serving import Newsroom
from tests.e2e.journeys import decide_about_discussions, sign_in
from tests.e2e.strangers import get
from tests.waiting import until

PAGE = Path(__file__).parent.parent / "cases" / "pages" / "plain.txt"
NewPage = Callable[..., Page]


def imported(server: Newsroom, number: int) -> str:
    """Import our page of four comments as its source judged it; return its path on this server."""
    report = server.hiwar(
        "import", "page", str(PAGE), "--url", f"https://old.example/{number}", "--date", "2014-01-19", "--approved"
    )
    address = re.search(r"https?://\S+/2014/01/19/\S+", report)
    assert address, report
    return unquote(urlsplit(address[0]).path)


def answer(page: Page, path: str, text: str, *, name: str) -> None:
    """Answer comment 1 as a reader does, with script or without."""
    page.goto(path)
    page.locator("#c1").get_by_role("link", name="رد", exact=True).first.click()
    expect(page.get_by_text("ردّاً على التعليق رقم 1")).to_be_visible()
    page.get_by_role("textbox", name=re.compile("^التعليق")).fill(text)
    page.get_by_role("textbox", name=re.compile("^الاسم")).fill(name)
    page.get_by_role("button", name="انشر التعليق").click()


def approve(page: Page, text: str) -> None:
    """Find the comment in the queue by its words, open it, and publish it."""
    until(lambda: _is_in_queue(page, text))
    page.locator("li", has_text=text).get_by_role("link").first.click()
    open_comment = page.locator("#ctx")
    expect(open_comment).to_contain_text(text)
    # The desk goes on before the server has answered; a story waits for the answer.
    with page.expect_response(lambda answer: "/decide/" in answer.url):
        page.get_by_role("button", name=re.compile("^انشر")).first.click()
    expect(page.get_by_role("status")).to_contain_text("نُشر التعليق")


def _is_in_queue(page: Page, text: str) -> bool:
    # Whoever wrote it may not have been answered yet: looked for from the first page on, again and again.
    page.goto("/desk/")
    further = page.get_by_role("link", name=re.compile("التالي|الأحدث|المزيد"))
    while not page.get_by_text(text).count():
        if not further.count():
            return False
        with page.expect_navigation():
            further.first.click()
    return True


@pytest.mark.parametrize("script", [False, True], ids=["without-script", "with-script"])
def test_a_page_is_imported_answered_moderated_and_fresh(server: Newsroom, new_page: NewPage, script: bool) -> None:
    path = imported(server, number=1 + script)
    layla = new_page(java_script_enabled=script)
    stranger = new_page()
    text = f"وأنا كنت أمر من هناك أيضاً{' كل مساء' if script else ''}."

    stranger.goto(path)
    expect(stranger.get_by_role("heading", name="4 تعليقات")).to_be_visible()
    answer(layla, path, text, name="ليلى")

    expect(layla.get_by_text("بانتظار المراجعة")).to_be_visible()
    expect(layla.locator(".c.own")).to_contain_text(text)
    stranger.reload()
    expect(stranger.get_by_role("heading", name="4 تعليقات")).to_be_visible()
    expect(stranger.get_by_text(text)).to_have_count(0)

    yusuf = new_page()
    sign_in(yusuf, server, "moderator")
    approve(yusuf, text)

    until(lambda: text in get(server, path).text)
    stranger.reload()
    expect(stranger.get_by_role("heading", name="5 تعليقات")).to_be_visible()
    expect(stranger.locator("#c1 .replies #c5")).to_contain_text(text)
    expect(stranger.locator("#c5")).to_contain_text("ليلى")


def test_importing_twice_adds_nothing(server: Newsroom, page: Page) -> None:
    first = imported(server, number=11)

    second = imported(server, number=11)

    assert first == second
    page.goto(first)
    expect(page.get_by_role("heading", name="4 تعليقات")).to_be_visible()


def test_a_refused_comment_comes_back_with_its_text(server: Newsroom, page_without_script: Page, guard) -> None:
    guard.allow_refusals()
    page, path = page_without_script, imported(server, number=12)
    page.goto(path)
    page.get_by_role("textbox", name=re.compile("^التعليق")).fill("أتمنى أن تُعلن المواعيد.")
    page.get_by_role("textbox", name=re.compile("^البريد")).fill("layla@")
    page.get_by_role("button", name="انشر التعليق").click()

    expect(page.get_by_role("alert")).to_contain_text("لم يُرسل تعليقك بعد")
    expect(page.get_by_role("textbox", name=re.compile("^التعليق"))).to_have_value("أتمنى أن تُعلن المواعيد.")
    expect(page.get_by_role("textbox", name=re.compile("^البريد"))).to_have_attribute("aria-invalid", "true")


def test_an_author_can_take_a_waiting_comment_back(server: Newsroom, page_without_script: Page) -> None:
    page, path = page_without_script, imported(server, number=13)
    answer(page, path, "ندمتُ على هذا.", name="")
    page.get_by_role("button", name="سحب التعليق").click()

    expect(page.locator("#talk").get_by_role("status")).to_contain_text("سُحب")
    expect(page.get_by_text("ندمتُ على هذا.")).to_have_count(0)


def test_a_trusted_reader_is_published_at_once(server: Newsroom, new_page: NewPage) -> None:
    path = imported(server, number=14)
    layla, yusuf = new_page(), new_page()
    answer(layla, path, "أول ما أكتب هنا عن المكتبة.", name="ليلى")
    expect(layla.locator(".c.own")).to_be_visible()
    sign_in(yusuf, server, "moderator")
    approve(yusuf, "أول ما أكتب هنا عن المكتبة.")
    decide_about_discussions(server, seconds_between=0)

    answer(layla, path, "وثاني ما أكتب.", name="ليلى")
    expect(layla.get_by_text("نُشر تعليقك")).to_be_visible()

    layla.goto(path)
    expect(layla.locator("#c6")).to_contain_text("وثاني ما أكتب.")
