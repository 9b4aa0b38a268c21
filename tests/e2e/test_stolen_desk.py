"""Abuse story 7, the stolen desk: whoever holds Yusuf's cookie finds every act that matters behind his password, the
owner hears of it within a minute, one button ends it, and what was done is taken back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from scripts.serving import Newsroom, filled_demo, served, temporary_folder
from tests.e2e.guard import Guard
from tests.e2e.journeys import busiest, id_of, sign_in
from tests.e2e.strangers import post_comment, rows, thread_of
from tests.fakes.listeners import MailBox, mail_listener
from tests.waiting import until

NewPage = Callable[..., Page]
State = dict[str, Any]
A_MINUTE = 60.0
OWNER, LAYLA = "nadia@example.org", "layla-canary@example.org"
WORDS = "أرجو أن يصحّح المحرّر اسم الحيّ في الفقرة الثالثة، فهو حيّ آخر."
# A second newsroom in the same installation, with a comment that waits.
OTHER_SITE = """
from django.utils.timezone import now
from wagtail.models import Page, Site
from hiwar.discussions.models import Comment, Thread
site = Site.objects.create(hostname='other.example', root_page=Page.objects.get(depth=2), site_name='other')
thread = Thread.objects.create(site=site, subject='page:1', title='other', url='/x/', opened_at=now())
Comment.objects.create(thread=thread, public_id='o' * 16, name='o', text='other held words', state='held',
                       submitted_at=now())
"""
SENIOR = """
from django.contrib.auth.models import Permission
from wagtail.models import Site
from hiwar.accounts.models import Assignment, User
yusuf = User.objects.get(username='yusuf')
yusuf.user_permissions.add(Permission.objects.get(codename='reveal'))
Assignment.objects.create(site=Site.objects.get(is_default_site=True), user=yusuf, role='senior')
User.objects.filter(username='nadia').update(email='nadia@example.org')
"""
ELEVEN_MINUTES_LATER = """
from hiwar.accounts.models import StaffSession
from hiwar.accounts.sessions import SessionStore
for row in StaffSession.objects.filter(user__username='yusuf'):
    data = row.get_decoded()
    data['confirmed_at'] -= 660
    row.session_data = SessionStore().encode(data)
    row.save()
"""


@pytest.fixture(scope="module")
def box() -> Iterator[MailBox]:
    """The newsroom's mail server."""
    with mail_listener() as listener:
        yield listener


@pytest.fixture(scope="module")
def server(box: MailBox) -> Iterator[Newsroom]:
    """A demo with a mail server, an owner who has an address, and a queue of more comments than one page shows."""
    with temporary_folder() as folder:
        mail = [f'mail = "smtp://127.0.0.1:{box.port}"', 'mail_from = "desk@example.org"']
        with served(filled_demo(folder / "data", settings=mail), "demo") as newsroom:
            newsroom.hiwar("manage", "seed_held", "--count", "60", "--honest", "4")
            shell(newsroom, SENIOR)
            shell(newsroom, OTHER_SITE)
            yield newsroom


@pytest.fixture
def guard(server: Newsroom) -> Guard:
    """The guard of this file's newsroom."""
    return Guard(frozenset({server.host}))


def shell(server: Newsroom, change: str) -> None:
    """Change what no page can change in a test's time."""
    server.hiwar("manage", "shell", "--no-imports", "-c", change)


def stolen(page: Page, new_page: NewPage) -> Page:
    """Return the thief's browser, which holds what this one's does."""
    return new_page(storage_state=page.context.storage_state())


def a_comment_with_address(server: Newsroom) -> str:
    """Have Layla leave a comment and her address; return its id."""
    thread = thread_of(server, busiest(server))
    told = post_comment(server, thread, comment=WORDS, name="ليلى", email=LAYLA, consent="on", source="127.0.9.1")
    assert told.status == 303
    return id_of(server, WORDS)


def decisions(server: Newsroom) -> int:
    """Return how many decisions stand."""
    ((count,),) = rows(
        server,
        "SELECT COUNT(*) FROM moderation_decision WHERE action <> 'undo' AND id NOT IN "
        "(SELECT undoes_id FROM moderation_decision WHERE undoes_id IS NOT NULL)",
    )
    return int(count)


def tick_all(page: Page) -> int:
    """Tick every comment of the page; return how many there are."""
    boxes = page.locator("#rows input[type=checkbox]")
    boxes.evaluate_all("all => all.forEach((one) => one.click())")
    return boxes.count()


def is_asked(page: Page) -> None:
    """Look that the page wants the password."""
    expect(page.locator("#id_password")).to_be_visible()


def told_within_a_minute(box: MailBox, known: int, since: float) -> str:
    """Return the letter that arrives within a minute of the act."""
    until(lambda: len(box.envelopes) > known, seconds=since + A_MINUTE - time.monotonic())
    assert {to for _, to in box.envelopes} == {OWNER}
    return str(box.letters[known].get_content())


def status_for(server: Newsroom, host: str, cookie: str) -> int:
    """Return what the desk answers under another host's name."""
    connection = HTTPConnection(server.host, timeout=20)
    connection.request("GET", "/desk/", headers={"Host": host, "Cookie": cookie})
    status = connection.getresponse().status
    connection.close()
    return status


def test_with_a_stolen_session_nothing_that_matters_can_be_done(
    server: Newsroom, new_page: NewPage, guard: Guard, box: MailBox
) -> None:
    guard.allow_refusals()
    layla, yusuf = a_comment_with_address(server), new_page()
    sign_in(yusuf, server, "moderator")
    shell(server, ELEVEN_MINUTES_LATER)
    thief, before = stolen(yusuf, new_page), decisions(server)

    identity(thief, layla)
    take_log_out(thief)
    mass_deletion(thief)
    thief.goto("/desk/people/")
    expect(thief.locator("form[action$='/people/1/']")).to_have_count(0)
    elsewhere = thief.goto(f"/desk/comment/{'o' * 16}/")
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in thief.context.cookies())

    assert elsewhere is not None
    assert elsewhere.status == 404
    assert status_for(server, "other.example", cookie) >= 400
    assert decisions(server) == before
    assert not rows(server, "SELECT 1 FROM moderation_event WHERE kind IN ('export', 'role')")


def identity(thief: Page, comment: str) -> None:
    """Try to see who wrote a comment."""
    thief.goto(f"/desk/?open={comment}")
    thief.locator("details.reveal", has=thief.locator("form[action*='/reveal/']")).locator("summary").click()
    thief.locator("form[action*='/reveal/'] input[name=note]").fill("أريد أن أعرف")
    thief.locator("form[action*='/reveal/'] button").click()
    is_asked(thief)
    expect(thief.locator("input[type=hidden][name=note]")).to_have_value("أريد أن أعرف")
    assert LAYLA not in thief.content()


def take_log_out(thief: Page) -> None:
    """Try to take the log out."""
    thief.goto("/desk/log/")
    thief.locator("form.take-out button[value=csv]").click()
    is_asked(thief)


def mass_deletion(thief: Page) -> None:
    """Try to mark a whole page of the queue as advertising."""
    thief.goto("/desk/")
    count = tick_all(thief)
    assert count > 20
    thief.locator("#bulk button[value=spam]").click()
    is_asked(thief)
    expect(thief.locator("input[type=hidden][name=comment]")).to_have_count(count)


def test_the_owner_hears_of_it_ends_it_with_one_button_and_takes_it_back(
    server: Newsroom, new_page: NewPage, guard: Guard, box: MailBox
) -> None:
    guard.allow_refusals()
    yusuf, nadia = new_page(), new_page()
    sign_in(yusuf, server, "moderator")
    sign_in(nadia, server, "owner")
    shell(server, ELEVEN_MINUTES_LATER)
    thief = stolen(yusuf, new_page)

    known, since = len(box.letters), time.monotonic()
    guess_three_times(thief)
    assert "yusuf" in told_within_a_minute(box, known, since)
    # He enters his password, and the session that was stolen is nobody's.
    enter_password(yusuf, server)
    expect_signed_out(thief, server)

    # Stolen once more, within his ten minutes.
    thief = stolen(yusuf, new_page)
    before, waiting = decisions(server), held(server)
    known, since = len(box.letters), time.monotonic()
    thief.goto("/desk/")
    count = tick_all(thief)
    thief.locator("#bulk button[value=spam]").click()
    until(lambda: decisions(server) == before + count, seconds=A_MINUTE)
    letter = told_within_a_minute(box, known, since)
    assert "yusuf" in letter
    assert str(count) in letter
    assert not [words for words in spoken(server) if words in letter]

    nadia.goto(next(line for line in letter.splitlines() if "/desk/people/" in line))
    nadia.locator("form[action$='/sign-out/'] button").first.click()
    expect(nadia.get_by_role("status")).to_be_visible()
    expect_signed_out(thief, server)

    nadia.goto(next(line for line in letter.splitlines() if "/desk/log/" in line))
    nadia.locator("td a[href*='batch=']").first.click()
    nadia.locator("form[action$='/similar/undo/'] button").click()
    expect(nadia.get_by_role("status")).to_be_visible()
    assert held(server) == waiting


def guess_three_times(thief: Page) -> None:
    """Try to take the log out with passwords that are not his."""
    take_log_out(thief)
    for _ in range(3):
        thief.locator("#id_password").fill("yusuf2026")
        with thief.expect_navigation():
            thief.locator("form.say button").click()
        expect(thief.get_by_role("alert")).to_be_visible()


def enter_password(page: Page, server: Newsroom) -> None:
    """Confirm with the password, as whoever is asked for it does."""
    page.goto("/login/confirm/?next=/desk/log/")
    page.locator("#id_password").fill(server.passwords["yusuf"])
    page.locator("form.say button").click()
    # Not the address of the page that asks, which ends with the place that is wanted.
    page.wait_for_url(lambda address: urlsplit(address).path == "/desk/log/")


def expect_signed_out(page: Page, server: Newsroom) -> None:
    """Look that this browser is a stranger's."""
    page.goto("/desk/")
    expect(page).to_have_url(f"{server.origin}/login/?next=/desk/")


def held(server: Newsroom) -> set[str]:
    """Return the comments that wait."""
    return {
        public_id for (public_id,) in rows(server, "SELECT public_id FROM discussions_comment WHERE state = 'held'")
    }


def spoken(server: Newsroom) -> list[str]:
    """Return the words of every comment."""
    return [text for (text,) in rows(server, "SELECT text FROM discussions_comment") if text]
