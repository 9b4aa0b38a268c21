"""What the desk says and does when a disk is full or the database is gone, in a newsroom that is really served."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from html import unescape
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

import psycopg
import pytest
from playwright.sync_api import Page, expect

from hiwar.config import environment as settings_of_a_newsroom
from scripts.postgres import DURABLE, mortal_server
from scripts.serving import Newsroom, environment, hiwar, served
from tests.e2e.guard import Guard
from tests.e2e.journeys import id_of, sign_in
from tests.e2e.processes import no_room_to_write
from tests.e2e.staff import Staff
from tests.e2e.strangers import DRAWN_FROM_ROWS, Answer, get, post_comment, rows

pytestmark = pytest.mark.alone

T = TypeVar("T")
BUSY = Path(__file__).parents[1] / "integration" / "delivery" / "busy_newsroom.py"
ORIGIN = "http://127.0.0.1:8000"
FORM = "application/x-www-form-urlencoded"
PATIENCE = 40.0
NOTE = "ملاحظة كُتبت في أسوأ وقت"
NOTHING_SAVED = "لا يمكن حفظ شيء الآن"
GIVEN_BACK = 'role="alert"'
A_FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
A_LOGIN = "User.objects.create_superuser('{name}', password='{password}', display_name='{name}')"


def until(told: Callable[[], T], holds: Callable[[T], bool]) -> T:
    """Return the first thing told for which this holds; fail if there is none in good time."""
    deadline = time.monotonic() + PATIENCE
    while not holds(found := told()):
        assert time.monotonic() < deadline, found
    return found


def sends(staff: Staff, path: str, token: str, **fields: str) -> Answer:
    """Return the answer to a form."""
    return staff.ask(path, urlencode({"csrfmiddlewaretoken": token, **fields}).encode(), FORM)


def sent_again(staff: Staff, page: Answer, path: str) -> Answer:
    """Press the button of a page that gave a form back."""
    fields = {name: unescape(value) for name, value in A_FIELD.findall(page.text)}
    assert f'action="{path}"' in page.text
    return staff.ask(path, urlencode(fields).encode(), FORM)


def test_on_a_full_disk_a_decision_and_a_copy_are_given_back_and_stored_once_there_is_room(server: Newsroom) -> None:
    ((thread,),) = rows(server, "SELECT public_id FROM discussions_thread WHERE mode = 'open' LIMIT 1")
    post_comment(server, thread, comment="تعليق ينتظر والقرص يمتلئ.", source="127.0.0.95")
    ((comment,),) = rows(server, "SELECT public_id FROM discussions_comment WHERE text LIKE 'تعليق ينتظر والقرص%'")
    nadia = Staff(server, "nadia")
    token = nadia.token(f"/desk/?open={comment}")
    decide, keep = f"/desk/comment/{comment}/decide/", f"/desk/comment/{comment}/keep/"
    kept = f"SELECT count(*) FROM moderation_evidence WHERE comment_id = '{comment}'"  # noqa: S608 - an id of ours
    made = f"SELECT count(*) FROM moderation_decision WHERE comment_id = '{comment}'"  # noqa: S608 - an id of ours

    with no_room_to_write(server):
        undecided = sends(nadia, decide, token, action="reject", seen="held", reason="insult", note=NOTE)
        uncopied = sends(nadia, keep, token, reason=NOTE)
        meanwhile = rows(server, kept) + rows(server, made)
    copied = sent_again(nadia, uncopied, keep)
    decided = sent_again(nadia, undecided, decide)

    for refused in (undecided, uncopied):
        assert refused.status == 503
        assert refused.headers["retry-after"] == "10"
        assert GIVEN_BACK in refused.text
        assert NOTE in refused.text
    assert meanwhile == [(0,), (0,)]
    assert (copied.status, decided.status) == (200, 200)
    assert rows(server, kept) + rows(server, made) == [(1,), (1,)]


def held(server: Newsroom, text: str, *, source: str) -> str:
    """Return the id of a comment that waits."""
    ((thread,),) = rows(server, "SELECT public_id FROM discussions_thread WHERE mode = 'open' LIMIT 1")
    post_comment(server, thread, comment=text, source=source)
    return id_of(server, text)


def test_on_a_full_disk_every_queue_and_its_comments_are_read_and_the_top_says_that_nothing_is_saved(
    server: Newsroom,
) -> None:
    comment = held(server, "تعليق يُقرأ والقرص ممتلئ.", source="127.0.0.81")
    nadia = Staff(server, "nadia")
    rooms = ("", "reported/", "unreviewed/", "published/", "rejected/", "spam/", "similar/", "edits/", "log/")
    of_comment = f"(SELECT id FROM discussions_comment WHERE public_id = '{comment}')"  # noqa: S608 - an id of ours
    in_hand = f"SELECT count(*) FROM moderation_claim WHERE comment_id = {of_comment}"  # noqa: S608 - an id of ours

    with no_room_to_write(server):
        opened = nadia.ask(f"/desk/?open={comment}")
        pages = [nadia.ask(f"/desk/{room}") for room in rooms]
        pane, now = nadia.ask(f"/desk/comment/{comment}/pane/"), nadia.ask("/desk/now/")
        meanwhile = rows(server, in_hand)
    afterwards = nadia.ask(f"/desk/?open={comment}")

    assert {page.status for page in (opened, pane, now, *pages)} == {200}
    assert all(NOTHING_SAVED in page.text for page in (opened, *pages))
    assert NOTHING_SAVED in json.loads(now.text)["unwritable"]
    assert "تعليق يُقرأ والقرص ممتلئ." in opened.text
    assert meanwhile == [(0,)]
    assert NOTHING_SAVED not in afterwards.text
    assert rows(server, in_hand) == [(1,)]


def test_whoever_has_the_desk_open_hears_that_nothing_is_saved_and_that_it_is_again(
    server: Newsroom, new_page: Callable[..., Page], guard: Guard
) -> None:
    guard.allow("the server responded with a status of 503")
    page = new_page()
    sign_in(page, server, "moderator")
    expect(page.locator("#unwritable")).to_be_hidden()

    with no_room_to_write(server):
        expect(page.locator("#unwritable")).to_be_visible()
        expect(page.locator("#unwritable")).to_contain_text(NOTHING_SAVED)

    expect(page.locator("#unwritable")).to_be_hidden()


def test_without_script_the_way_back_is_reached_by_keyboard_and_leads_to_the_same_comment(
    server: Newsroom, new_page: Callable[..., Page], guard: Guard
) -> None:
    guard.allow("the server responded with a status of 503")
    comment = held(server, "تعليق يُعاد إليه والقرص ممتلئ.", source="127.0.0.82")
    page = new_page(java_script_enabled=False)
    sign_in(page, server, "moderator")
    page.goto(f"/desk/?order=risk&open={comment}")
    page.locator("#reject .chips label").first.click()
    page.locator("#note").fill(NOTE)

    with no_room_to_write(server):
        page.locator("button[form=reject]").click()
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.locator("textarea")).to_have_value(NOTE)
        # What was written, the button that sends it again, the way back.
        for _ in range(3):
            page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="العودة إلى حيث كنت")).to_be_focused()
        page.keyboard.press("Enter")

        expect(page).to_have_url(re.compile(rf"/desk/\?order=risk&open={comment}#ctx$"))
        expect(page.locator("#ctx")).to_have_attribute("data-id", comment)
        expect(page.locator("#unwritable")).to_contain_text(NOTHING_SAVED)


def test_with_script_the_note_of_a_decision_that_was_not_stored_stands_in_the_form_again(
    server: Newsroom, new_page: Callable[..., Page], guard: Guard
) -> None:
    guard.allow("the server responded with a status of 503")
    ((thread,),) = rows(server, "SELECT public_id FROM discussions_thread WHERE mode = 'open' LIMIT 1")
    for number in (97, 98):
        post_comment(server, thread, comment=f"تعليق {number} والقرص يمتلئ ثانيةً.", source=f"127.0.0.{number}")
    ((comment,),) = rows(server, "SELECT public_id FROM discussions_comment WHERE text LIKE 'تعليق 97 والقرص%'")
    page = new_page()
    sign_in(page, server, "moderator")
    with page.expect_response(lambda answer: "/pane/" in answer.url):
        page.goto(f"/desk/?open={comment}")
    page.wait_for_load_state("networkidle")

    page.locator("#reject .chips label").first.click()
    page.locator("#note").fill(NOTE)
    with no_room_to_write(server):
        page.locator("button[form=reject]").click()
        expect(page.locator("#done")).to_have_class(re.compile("bad-news"))
    page.locator(f'.q-item[data-id="{comment}"] .h a').click()

    expect(page.locator("#ctx")).to_have_attribute("data-id", comment)
    expect(page.locator("#note")).to_have_value(NOTE)
    expect(page.locator("#reject .chips input").first).to_be_checked()


def test_a_moderator_whose_database_dies_loses_no_word_and_decides_once_it_is_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    settings = settings_of_a_newsroom.write(data, origin=ORIGIN, language="ar")
    with mortal_server(DURABLE) as database, ExitStack() as stack:
        settings.write_text(f'database = "{database.address}"\n{settings.read_text()}')
        environ = {**environment(data), "DJANGO_SETTINGS_MODULE": "hiwar.config.settings"}
        done = subprocess.run([sys.executable, str(BUSY), "open", ORIGIN], env=environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        shell = f"from hiwar.accounts.models import User; {A_LOGIN.format(name='nadia', password='a long pass phrase')}"
        hiwar(data, "manage", "shell", "--no-imports", "-c", shell)
        newsroom = stack.enter_context(served(data))
        with psycopg.connect(database.address) as wire:
            ((thread,),) = wire.execute("SELECT public_id FROM discussions_thread").fetchall()
        post_comment(newsroom, thread, comment="تعليق ينتظر والقاعدة تموت.", source="127.0.0.96")
        with psycopg.connect(database.address) as wire:
            ((comment,),) = wire.execute("SELECT public_id FROM discussions_comment").fetchall()
        nadia = Staff(newsroom, "nadia", password="a long pass phrase")
        path = f"/desk/comment/{comment}/decide/"
        token = nadia.token(f"/desk/?open={comment}")

        database.kill()
        refused = sends(nadia, path, token, action="reject", seen="held", reason="insult", note=NOTE)
        database.start()
        until(lambda: get(newsroom, DRAWN_FROM_ROWS), lambda answer: answer.status == 200)
        decided = sent_again(nadia, refused, path)

        assert refused.status == 503
        assert GIVEN_BACK in refused.text
        assert NOTE in refused.text
        assert decided.status == 200
        with psycopg.connect(database.address) as wire:
            found = wire.execute("SELECT action, note FROM moderation_decision").fetchall()
        assert found == [("reject", NOTE)]
