"""A comment that is edited reads anew on pages that are open: where it stands, under a mark, and nothing else moves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from scripts.serving import Newsroom
from tests.e2e.conftest import NewPage
from tests.e2e.journeys import id_of, sign_in
from tests.e2e.test_live import Talk, opened
from tests.waiting import until

pytestmark = pytest.mark.alone

EDIT = """
from dataclasses import replace
from django.db import transaction
from hiwar.discussions.services.wording import Words, accept_edit, propose_words
def edit(number, text):
    comment = Comment.objects.get(thread=thread, number=number)
    edit = propose_words(comment=comment, words=replace(Words.of(comment), text=text), now=now)
    accept_edit(comment=comment, seen=edit.mark, now=now)
"""


class EditedTalk(Talk):
    """A discussion whose comments get other words."""

    def edits(self, number: int, text: str, *, then: str = "") -> None:
        """Have somebody accept an edit of a comment, and something else happen in the same moment."""
        # What is committed a moment later may be told a second later, with a mark of its own.
        self.does(f"{EDIT}\nwith transaction.atomic():\n    edit({number}, {text!r})\n    {then or 'pass'}")


@pytest.fixture
def talk(server: Newsroom, request: pytest.FixtureRequest) -> EditedTalk:
    return EditedTalk(server, re.sub(r"\W+", "-", request.node.name))


def test_new_words_stand_where_the_old_ones_stood_under_a_mark_and_are_announced_once(
    page: Page, talk: EditedTalk
) -> None:
    opened(page, talk)
    said: list[str] = []
    # Playwright keeps something of its own on a callable, which a method of a list does not let it do.
    page.expose_function("said", lambda words: said.append(words))
    page.evaluate(
        "new MutationObserver(() => said(document.querySelector('.reworded').textContent))"
        ".observe(document.querySelector('.reworded'), { childList: true })"
    )

    talk.edits(1, "رأي آخر.\n\nمن فقرتين.")

    expect(page.locator("#c1 > div > .c-text")).to_have_text(re.compile("رأي آخر.*من فقرتين", re.DOTALL))
    expect(page.locator("#c1 > div > .c-head")).to_contain_text("عُدّل")
    expect(page.locator("#c1 #c2")).to_contain_text("رأي 2.")
    expect(page.locator("#c2 > div > .c-head")).not_to_contain_text("عُدّل")
    expect(page.locator(".fresh")).to_be_empty()
    # What the page says is heard while it is asked something.
    until(lambda: page.title() and said)
    assert said == ["عُدّل الآن التعليق رقم 1"]
    talk.does('say("3")')
    expect(page.get_by_role("button", name="تعليق جديد")).to_be_visible()
    assert len(said) == 1


def test_several_edits_and_a_new_comment_within_a_second_are_shown_together(page: Page, talk: EditedTalk) -> None:
    opened(page, talk)

    talk.edits(1, "رأي آخر.", then='edit(2, "ورأي ثانٍ آخر."); say("3")')

    expect(page.locator("#c2 > div > .c-text")).to_have_text("ورأي ثانٍ آخر.")
    expect(page.locator("#c1 > div > .c-text")).to_have_text("رأي آخر.")
    expect(page.locator(".reworded")).to_have_text("عُدّل الآن التعليق رقم 1 و2")
    expect(page.get_by_role("button", name="تعليق جديد")).to_be_visible()
    expect(page.locator("#c3")).to_have_count(0)


def test_what_is_edited_and_taken_down_is_gone(page: Page, talk: EditedTalk) -> None:
    talk.does('say("3")')
    opened(page, talk)
    gone = "set_aside_comment(comment=Comment.objects.get(thread=thread, number={}), state=State.REJECTED)"
    talk.does(gone.format(1))
    expect(page.locator("#c1.gone")).to_be_visible()

    talk.edits(3, "رأي آخر لا يُقرأ.", then=gone.format(3))

    expect(page.locator("#c3")).to_have_count(0)
    expect(page.locator("#c1.gone")).to_be_visible()
    expect(page.locator("#talk")).not_to_contain_text("لا يُقرأ")
    expect(page.locator(".reworded")).to_be_empty()


@pytest.mark.parametrize("anchors", ["auto", "none"], ids=["browser-holds-the-place", "browser-does-not"])
def test_whoever_reads_further_down_keeps_her_place_and_her_words(page: Page, talk: EditedTalk, anchors: str) -> None:
    talk.does("\n".join(f"say('{number}')" for number in range(3, 30)))
    opened(page, talk)
    page.evaluate("value => { document.documentElement.style.overflowAnchor = value; }", anchors)
    page.locator('#c20 [data-reply="20"]').click()
    page.locator("#say-comment").fill("كلمات لم تُرسل بعد")
    page.locator("#c20").evaluate("comment => comment.scrollIntoView({ block: 'start', behavior: 'instant' })")
    before = page.locator("#c20").bounding_box()

    talk.edits(1, "\n\n".join(f"فقرة طويلة رقم {number}." for number in range(12)))

    expect(page.locator("#c1 > div > .c-text")).to_contain_text("فقرة طويلة رقم 11")
    # Whatever the browser itself would move, it moves before it draws again.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    after = page.locator("#c20").bounding_box()
    assert before and after
    assert abs(before["y"] - after["y"]) <= 1
    expect(page.locator("#say-comment")).to_have_value("كلمات لم تُرسل بعد")
    expect(page.locator("#say-comment")).to_be_focused()


def test_a_long_text_that_a_reader_has_unfolded_stays_unfolded(page: Page, talk: EditedTalk) -> None:
    long = "\n\n".join(["كلمة " * 130, "تتمة " * 90])
    talk.edits(2, long)
    opened(page, talk)
    page.locator("#c2 details.more summary").click()

    talk.does('say("3")')
    talk.edits(2, f"{long}والخاتمة")

    expect(page.locator("#c2 details.more[open]")).to_contain_text("والخاتمة")
    expect(page.locator("#c2 details.more summary")).to_be_focused()


def test_a_browser_without_streams_reads_the_new_words_when_it_asks(new_page: NewPage, talk: EditedTalk) -> None:
    page = new_page()
    page.add_init_script("delete window.EventSource")
    page.clock.install()
    page.goto(talk.path)

    talk.edits(1, "رأي آخر.")
    page.clock.fast_forward(45_000)

    expect(page.locator("#c1 > div > .c-text")).to_have_text("رأي آخر.")


def test_what_a_moderator_accepts_is_read_at_once_and_what_she_takes_back_is_not(
    server: Newsroom, new_page: NewPage, talk: EditedTalk
) -> None:
    before, after = f"الميناء مزدحم دائماً في {talk.path}", f"الميناء مزدحم في {talk.path} وقت الذروة."
    layla, omar, yusuf = new_page(), opened(new_page(), talk), new_page(java_script_enabled=False)
    sign_in(yusuf, server, "moderator")
    layla.goto(talk.path)
    layla.locator("#say-comment").fill(before)
    layla.get_by_role("button", name="انشر التعليق").click()
    expect(layla.locator(".c.own")).to_contain_text(before)
    comment = id_of(server, before)
    yusuf.goto(f"/desk/?open={comment}")
    yusuf.locator("#approve button").click()
    omar.get_by_role("button", name="تعليق جديد").click()
    expect(omar.locator("#c3 > div > .c-text")).to_have_text(before)
    layla.goto(f"{talk.path}edit/?comment={comment}")
    layla.locator("#edit-comment").fill(after)
    layla.locator("#edit-comment").locator("xpath=ancestor::form").locator("button[type=submit]").click()
    layla.wait_for_url("**sent=edited**")

    yusuf.goto("/desk/edits/")
    yusuf.locator(f"#edit-{comment} button[value=accept]").click()
    expect(omar.locator("#c3 > div > .c-text")).to_have_text(after)
    expect(omar.locator("#c3 > div > .c-head")).to_contain_text("عُدّل")

    yusuf.get_by_role("button", name="تراجع").click()
    expect(yusuf.get_by_role("status")).to_contain_text("عاد التعديل إلى الانتظار")
    expect(omar.locator("#c3 > div > .c-text")).to_have_text(before)
    expect(omar.locator("#c3 > div > .c-head")).not_to_contain_text("عُدّل")
