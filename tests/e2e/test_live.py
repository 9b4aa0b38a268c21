"""A discussion that is open moves by itself: counts and what goes at once, what is new when the reader wants it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from scripts.serving import Newsroom
from tests.e2e.conftest import NewPage
from tests.waiting import until

pytestmark = pytest.mark.alone

FOUND = """
from django.utils import timezone
from wagtail.models import Site
from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.services import ImportedComment, Topic, import_comment, open_thread, set_aside_comment
site, now = Site.objects.get(is_default_site=True), timezone.now()
thread = open_thread(site=site, topic=Topic("essay:live-{name}", "/about/rules/", "نقاش حي"), opened_at=now)
def say(key, parent=None):
    words = ImportedComment(source_key=key, text=f"رأي {{key}}.", name="ليلى", parent_key=parent)
    import_comment(thread=thread, imported=words, approved=True, now=now)
"""


class Talk:
    """One discussion, written to from the command line: by another process than the one that serves it."""

    def __init__(self, server: Newsroom, name: str) -> None:
        self._server, self._found = server, FOUND.format(name=name)
        said = self.does('say("1"); say("2", "1")')
        self.path = f"/talk/{said}/"

    def does(self, what: str) -> str:
        """Do something in the newsroom, and return the public id of the discussion."""
        said = self._server.hiwar("manage", "shell", "-c", f"{self._found}\n{what}\nprint('thread', thread.public_id)")
        found = re.search(r"thread (\S+)", said)
        assert found, said
        return found[1]


@pytest.fixture
def talk(server: Newsroom, request: pytest.FixtureRequest) -> Talk:
    return Talk(server, re.sub(r"\W+", "-", request.node.name))


def opened(page: Page, talk: Talk) -> Page:
    """Open the discussion and return the page once it listens."""
    with page.expect_response("**/live/"):
        page.goto(talk.path)
    return page


def test_new_comments_wait_behind_a_button_and_stand_where_they_belong(page: Page, talk: Talk) -> None:
    opened(page, talk)
    expect(page.locator("#talk-title")).to_have_text("تعليقان")

    talk.does('say("3"); say("4", "1")')

    button = page.get_by_role("button", name="تعليقان جديدان")
    expect(button).to_be_visible()
    expect(page.locator("#talk-title")).to_have_text("4 تعليقات")
    expect(page.locator("#c3")).to_have_count(0)

    button.click()
    expect(page.locator("#c1 > .replies > li > .c")).to_have_count(2)
    expect(page.locator(".thread > li > .c").last).to_have_id("c3")
    expect(page.locator("#c4")).to_contain_text("رأي 4")
    expect(button).to_have_count(0)


def test_a_comment_that_is_taken_down_goes_by_itself(page: Page, talk: Talk) -> None:
    talk.does('say("3")')
    opened(page, talk)
    expect(page.locator("#c3")).to_be_visible()

    talk.does("set_aside_comment(comment=Comment.objects.get(thread=thread, number=3), state=State.REJECTED)")
    expect(page.locator("#c3")).to_have_count(0)

    talk.does("set_aside_comment(comment=Comment.objects.get(thread=thread, number=1), state=State.REJECTED)")
    expect(page.locator("#c1.gone")).to_be_visible()
    expect(page.locator("#c1")).not_to_contain_text("رأي 1")


def test_a_cache_that_is_a_moment_behind_is_asked_again(page: Page, talk: Talk) -> None:
    talk.does('say("3")')
    opened(page, talk)
    old = page.request.get(talk.path).text()
    page.route(f"**{talk.path}", lambda route: route.fulfill(body=old, content_type="text/html"), times=1)

    talk.does("set_aside_comment(comment=Comment.objects.get(thread=thread, number=3), state=State.REJECTED)")

    expect(page.locator("#c3")).to_have_count(0)


def test_a_reader_in_the_middle_of_a_reply_keeps_every_word(page: Page, talk: Talk) -> None:
    talk.does('say("3")')
    opened(page, talk)
    page.locator('#c3 [data-reply="3"]').click()
    page.locator("#say-comment").fill("كلمات لم تُرسل بعد")

    talk.does("set_aside_comment(comment=Comment.objects.get(thread=thread, number=3), state=State.REJECTED)")

    expect(page.locator("#c3")).to_have_count(0)
    expect(page.locator("#say-comment")).to_have_value("كلمات لم تُرسل بعد")


def test_a_browser_without_streams_asks_now_and_then(new_page: NewPage, talk: Talk) -> None:
    page = new_page()
    page.add_init_script("delete window.EventSource")
    page.clock.install()
    page.goto(talk.path)

    talk.does('say("3")')
    page.clock.fast_forward(45_000)

    expect(page.get_by_role("button", name="تعليق جديد")).to_be_visible()


def test_without_script_nothing_but_liveness_is_missing(new_page: NewPage, talk: Talk) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(talk.path)
    talk.does('say("3")')

    def is_there_once_reloaded() -> bool:
        page.reload()
        return page.locator("#c3").is_visible()

    # The page is renewed by itself, within a tenth of a second.
    until(is_there_once_reloaded)
    expect(page.locator(".fresh")).to_be_empty()


ASK = """
from hiwar.accounts.models import User
from hiwar.discussions.models import Scope
from hiwar.discussions.queries import Asked
from hiwar.discussions.services import Place, lift_restraint, set_restraint
here, owner = Place(Scope.THREAD, thread.subject), User.objects.filter(is_superuser=True).first()
"""


def test_an_open_page_hears_what_is_asked_for_a_while_and_whoever_writes_keeps_every_word(
    page: Page, talk: Talk
) -> None:
    opened(page, talk)
    page.locator("#say-comment").fill("كلمات لم تُرسل بعد")
    send = page.get_by_role("button", name="انشر التعليق")
    line = page.locator(".terms")

    talk.does(f"{ASK}set_restraint(site=site, place=here, asked=Asked(slow_minutes=2), by=owner, now=now)")

    expect(line).to_contain_text("كل دقيقتين")
    expect(send).to_be_enabled()

    talk.does(f"{ASK}set_restraint(site=site, place=here, asked=Asked(closes_at=now), by=owner, now=now)")

    expect(line).to_contain_text("أُغلق النقاش")
    expect(send).to_be_disabled()
    expect(page.locator("[data-reply]").first).to_be_hidden()
    expect(page.locator("#say-comment")).to_have_value("كلمات لم تُرسل بعد")

    talk.does(f"{ASK}lift_restraint(site=site, place=here)")

    expect(line).to_be_empty()
    expect(send).to_be_enabled()
    expect(page.locator("[data-reply]").first).to_be_visible()
    expect(page.locator("#say-comment")).to_have_value("كلمات لم تُرسل بعد")
