"""From an editor's keyboard to a reader's next article: topics are named, published, followed, looked up by date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote, unquote_plus

import pytest
from playwright.sync_api import Page, expect

from scripts.serving import Newsroom, demo_newsroom
from tests.e2e import axe, nu
from tests.e2e.conftest import NewPage
from tests.e2e.guard import Guard
from tests.e2e.strangers import get, rows
from tests.e2e.stream_field import add_block
from tests.e2e.test_editor import begin_article, field, publish, sign_in
from tests.waiting import until

pytestmark = pytest.mark.alone

PHONE = {"width": 320, "height": 640}
HEADLINE = "مجلس البلدة يفتح دفتر مياهه للجميع"


@pytest.fixture(scope="module")
def server() -> Iterator[Newsroom]:
    """A newsroom of this file's own: signing in is limited, and nobody else should meet what is changed here."""
    with demo_newsroom() as newsroom:
        yield newsroom


def looks_right(page: Page) -> None:
    """See that the page is valid, can be used by everyone, and is no wider than the screen."""
    page.wait_for_load_state()
    assert nu.errors(page.content()) == []
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def write(desk: Page) -> None:
    """Write an article about two topics: one is chosen from what is suggested, one is new."""
    begin_article(desk, section="محليات")
    field(desk, "title").fill(HEADLINE)
    add_block(desk, "body", "فقرة")
    desk.locator("[data-contentpath=body] [contenteditable=true]").click()
    desk.keyboard.type("صار حساب الماء معلّقاً على باب المجلس.")
    # The editor of text hands over what was typed a moment later.
    expect(field(desk, "body-0-value")).to_have_value(re.compile("المجلس"))
    names = desk.locator("[data-contentpath=topics] .tagit-new input")
    # Without the vowel marks that the topic's name has.
    with desk.expect_response(lambda answer: unquote_plus(answer.url).endswith("term=الحياة البر")):
        names.press_sequentially("الحياة البر")
    desk.locator(".ui-autocomplete li", has_text="الحياة البرّيّة").click()
    names.press_sequentially("دفتر الماء")
    names.press("Enter")
    expect(desk.locator("[data-contentpath=topics] .tagit-choice")).to_have_count(2)


@pytest.mark.axe
@pytest.mark.nu
def test_a_reader_follows_a_topic_that_an_editor_has_named(
    server: Newsroom, new_page: NewPage, guard: Guard, page: Page
) -> None:
    guard.allow_refusals()
    guard.allow("matching panel")
    desk = new_page()
    sign_in(desk, server, "salma", goal="/editor/")
    write(desk)
    publish(desk)
    ((pk,),) = rows(server, f"SELECT id FROM wagtailcore_page WHERE title = '{HEADLINE}'")  # noqa: S608 - our own words
    try:
        read(page, new_page, pk)
        rename(server, desk, page)
    finally:
        ((topic,),) = rows(server, "SELECT id FROM newsroom_topic WHERE name LIKE 'دفتر%' AND stands_for_id IS NULL")
        for path in (f"/editor/pages/{pk}/delete/", f"/editor/snippets/newsroom/topic/delete/{topic}/"):
            desk.goto(path)
            desk.locator("main form button[type=submit], main form input[type=submit]").first.click()
            desk.wait_for_url(lambda url: "delete" not in url)
    until(lambda: get(server, quote("/topic/دفتر-الماء/")).status == 410)


def read(page: Page, new_page: NewPage, pk: int) -> None:
    """Follow a topic from the article to its page and to another article, then go on by date."""
    page.goto(f"/a/{pk}/")
    expect(page.locator("nav.topics a")).to_have_text(["الحياة البرّيّة", "دفتر الماء"])
    expect(page.locator(".beside a")).not_to_have_count(0)
    looks_right(page)

    page.locator("nav.topics").get_by_role("link", name="الحياة البرّيّة").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("الحياة البرّيّة")
    expect(page.get_by_role("heading", name=HEADLINE)).to_be_visible()
    looks_right(page)
    page.locator(".cards h2 a").first.click()
    expect(page.locator("nav.topics").get_by_role("link", name="الحياة البرّيّة")).to_be_visible()

    page.locator(".foot a[href='/archive/']").click()
    page.wait_for_url("**/archive/")
    looks_right(page)
    page.locator(".dates a").first.click()
    page.wait_for_url(re.compile(r"/archive/\d{4}/\d{2}/$"))
    looks_right(page)
    page.locator(".dates a").first.click()
    page.wait_for_url(re.compile(r"/archive/\d{4}/\d{2}/\d{2}/$"))
    expect(page.get_by_role("heading", name=HEADLINE)).to_be_visible()
    looks_right(page)

    phone = new_page(viewport=PHONE, color_scheme="dark")
    for path in (unquote(page.url), "/archive/", "/topic/الحياة-البرية/", "/archive/1999/12/31/"):
        phone.goto(path)
        looks_right(phone)


def rename(server: Newsroom, desk: Page, page: Page) -> None:
    """Give the new topic another name; its former address leads to the page, and its feed knows the article."""
    desk.goto("/editor/snippets/newsroom/topic/")
    expect(desk.locator("tbody tr").filter(has_text="دفتر الماء")).to_contain_text("1")
    desk.get_by_role("link", name=re.compile("دفتر الماء")).first.click()
    field(desk, "name").fill("دفتر المياه")
    desk.get_by_role("button", name=re.compile("حفظ")).first.click()
    expect(desk.locator(".messages .success")).to_be_visible()

    page.goto("/topic/دفتر-الماء/")
    assert unquote(page.url).endswith("/topic/دفتر-المياه/")
    expect(page.get_by_role("heading", name=HEADLINE)).to_be_visible()
    assert HEADLINE in get(server, quote("/topic/دفتر-المياه/atom.xml")).text
