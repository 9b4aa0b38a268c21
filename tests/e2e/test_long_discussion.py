"""A discussion of 260 comments as readers turn it, with script and without, and by a mark only a browser can read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from scripts.serving import Newsroom
from tests.e2e.axe import violations
from tests.e2e.conftest import NewPage
from tests.e2e.guard import Guard

GROW = """
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Site
from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.services import Topic, open_thread
site, now = Site.objects.get(is_default_site=True), timezone.now()
thread = open_thread(site=site, topic=Topic("essay:long", "/about/rules/", "نقاش طويل"), opened_at=now)
if not thread.last_number:
    row = dict(thread=thread, state=State.PUBLISHED, name="ليلى", submitted_at=now, published_at=now)
    Comment.objects.bulk_create([Comment(number=n, text=f"رأي رقم {n}.", **row) for n in range(1, 251)])
    root = Comment.objects.get(thread=thread, number=2)
    below = [Comment(number=250 + n, text=f"رد رقم {n}.", parent=root, root=root, place=n, **row) for n in range(1, 11)]
    Comment.objects.bulk_create(below)
    Comment.objects.filter(pk=root.pk).update(answers=10)
    Thread.objects.filter(pk=thread.pk).update(last_number=260, comment_count=260, version=1)
print("thread", thread.public_id)
"""


@pytest.fixture(scope="module")
def talk(server: Newsroom) -> str:
    """The path of the discussion's own pages."""
    said = server.hiwar("manage", "shell", "-c", GROW)
    found = re.search(r"thread (\S+)", said)
    assert found, said
    return f"/talk/{found[1]}/"


@pytest.mark.parametrize("script", [True, False])
def test_a_long_discussion_is_turned_page_by_page(new_page: NewPage, talk: str, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(talk)
    expect(page.locator("#c1")).to_be_visible()
    expect(page.locator("#c120")).to_have_count(0)

    page.get_by_role("link", name="تعليقات أخرى").click()
    expect(page.locator("#c1")).to_have_count(0)
    page.get_by_role("link", name="تعليقات أخرى").click()
    expect(page.locator("#c250")).to_be_visible()
    expect(page.get_by_role("link", name="تعليقات أخرى")).to_have_count(0)


def test_folded_replies_open_on_a_page_of_their_own(new_page: NewPage, talk: str) -> None:
    page = new_page()
    page.goto(talk)
    expect(page.locator("#c2 .replies .c")).to_have_count(3)

    page.get_by_role("link", name="7 ردود أخرى").click()

    expect(page.locator("#c2 .replies .c")).to_have_count(7)
    expect(page.get_by_text("ردود على التعليق رقم 2").first).to_be_visible()


def test_the_newest_can_stand_first(new_page: NewPage, talk: str) -> None:
    page = new_page()
    page.goto(talk)

    page.get_by_role("link", name="الأحدث أولاً").click()

    expect(page.locator(".thread > li > .c").first).to_have_id("c250")
    expect(page.locator(".orders [aria-current]")).to_have_text("الأحدث أولاً")


def test_a_mark_in_an_address_leads_to_the_page_its_comment_stands_on(new_page: NewPage, talk: str) -> None:
    page = new_page()

    # The page leads on by itself, maybe before all of it has come.
    page.goto(f"{talk}#c258", wait_until="commit")

    page.wait_for_url("**/?after=7&branch=2#c258")
    expect(page.locator("#c258")).to_be_in_viewport()


def test_a_mark_of_no_comment_leads_nowhere(new_page: NewPage, talk: str, guard: Guard) -> None:
    guard.allow_refusals()
    page = new_page()
    with page.expect_response(f"**{talk}999/") as asked:
        page.goto(f"{talk}#c999")

    assert asked.value.status == 404
    expect(page).to_have_url(re.compile(r"#c999$"))


def test_the_number_of_a_comment_is_a_link_that_stays_true(new_page: NewPage, talk: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{talk}?order=newest")

    page.locator("#c200 > .n").click()

    expect(page).to_have_url(re.compile(r"/talk/[^/]+/\?after=199#c200$"))
    expect(page.locator(".thread > li > .c").first).to_have_id("c200")


def test_its_pages_are_accessible(new_page: NewPage, talk: str) -> None:
    page = new_page()
    page.goto(talk)

    assert violations(page) == []
