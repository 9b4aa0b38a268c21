"""The takedown register: who asked for what, which comments it names, what became of it."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hiwar.accounts.models import Assignment, Role, User
from hiwar.discussions.models import Comment, Thread
from hiwar.moderation.models import Event, EventKind, Takedown, TakedownOutcome
from hiwar.moderation.services.takedowns import (
    AlreadyClosed,
    NotAnOutcome,
    Request,
    close_takedown,
    register_takedown,
)
from tests.factories.discussions import a_held_comment, a_thread, an_imported_comment
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db
ASKED = {"authority": "نيابة دمشق", "reference": "12/2014", "request": "حذف تعليق", "received_on": "2014-01-18"}


@pytest.fixture
def senior(yusuf: User, site) -> User:
    Assignment.objects.create(site=site, user=yusuf, role=Role.SENIOR)
    return yusuf


@pytest.fixture
def room(senior: User, as_user) -> Client:
    return as_user(senior)


@pytest.fixture
def asked(site, senior) -> Takedown:
    request = Request("نيابة دمشق", "حذف تعليق", date(2014, 1, 18), "12/2014")
    return register_takedown(site=site, request=request, by=senior, now=NOON)


def add(room: Client, **fields: str):
    return room.post(reverse("desk-takedown-add"), {**ASKED, **fields})


def address(takedown: Takedown, door: str = "") -> str:
    return reverse(f"desk-takedown{door}", kwargs={"public_id": takedown.public_id})


def test_a_request_is_entered_and_waits_to_be_examined(room, senior):
    answer = add(room)

    entered, event = Takedown.objects.get(), Event.objects.get()
    assert answer.url == address(entered)
    assert (entered.authority, entered.reference, entered.request) == ("نيابة دمشق", "12/2014", "حذف تعليق")
    assert (entered.received_on, entered.outcome, entered.by) == (date(2014, 1, 18), TakedownOutcome.OPEN, senior)
    assert (event.kind, event.by, event.subject) == (EventKind.TAKEDOWN, senior, "نيابة دمشق 12/2014")
    assert "نيابة دمشق" in room.get("/desk/takedowns/").content.decode()


def test_entering_a_request_takes_nothing_down(room, thread):
    comment = an_imported_comment(thread)

    add(room, comments=comment.public_id)

    assert Comment.objects.get(pk=comment.pk).state == "published"


def test_comments_are_named_by_id_or_by_any_of_their_addresses(room, thread):
    first, second, third = (an_imported_comment(thread, text, key=text) for text in ("أول", "ثانٍ", "ثالث"))
    waiting = a_held_comment(thread)
    addresses = (
        first.public_id,
        f"http://testserver{thread.url}#c{second.number}",
        f"http://testserver/talk/{thread.public_id}/?after=1#c{third.number}",
        f"/desk/comment/{waiting.public_id}/",
        f"{thread.url}#c{second.number}",
    )

    add(room, comments="\n".join(addresses))

    entered = Takedown.objects.get()
    assert entered.comments == [one.public_id for one in (first, second, third, waiting)]
    page = room.get(address(entered)).content.decode()
    assert all(f'href="/desk/comment/{public_id}/"' in page for public_id in entered.comments)


@pytest.mark.parametrize("copied", [quote, str], ids=["as-it-is-sent", "as-it-is-read"])
def test_an_arabic_address_names_its_comment_however_it_was_copied(room, thread, copied):
    path = "/2014/01/19/مكتبة-الضفة/"
    Thread.objects.filter(pk=thread.pk).update(url=quote(path))
    comment = an_imported_comment(thread)

    add(room, comments=f"http://testserver{copied(path)}#c{comment.number}")

    assert Takedown.objects.get().comments == [comment.public_id]


@pytest.mark.parametrize(
    "word",
    ["AAAAAAAAAAAAAAAA", "http://[", "javascript:alert(1)", "/2014/01/19/article-12/#c99", "/nowhere/#c1", "c1", "#c1"],
)
def test_what_names_no_comment_is_said_and_nothing_is_entered(room, thread, word):
    an_imported_comment(thread)

    answer = add(room, comments=word)

    assert answer.status_code == 422
    assert 'id="comments-error"' in answer.content.decode()
    assert not Takedown.objects.exists()


def test_another_sites_comment_is_not_known_here(room, site):
    elsewhere = type(site).objects.create(hostname="other.example", root_page=site.root_page)
    comment = an_imported_comment(a_thread(site=elsewhere))

    assert add(room, comments=comment.public_id).status_code == 422


@pytest.mark.parametrize(
    "fields",
    [
        {"authority": " "},
        {"request": ""},
        {"request": "ا" * 2001},
        {"request": "\x00"},
        {"received_on": "yesterday"},
        {"received_on": ""},
        {"comments": "AAAAAAAAAAAAAAAA " * 51},
    ],
)
def test_a_request_that_makes_no_sense_comes_back_with_what_was_typed(room, fields):
    answer = add(room, **fields)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert 'value="12/2014"' in page
    assert not Takedown.objects.exists()


def test_a_request_is_closed_once_with_outcome_and_answer(room, asked, senior):
    answer = room.post(address(asked, "-close"), {"outcome": "refused", "answer": "نقد مشروع.\nلا يُحذف."})
    again = room.post(address(asked, "-close"), {"outcome": "removed", "answer": "حُذف"})

    closed, event = Takedown.objects.get(), Event.objects.latest("pk")
    assert (answer.status_code, again.status_code) == (302, 409)
    assert (closed.outcome, closed.answer) == ("refused", "نقد مشروع.\nلا يُحذف.")
    assert closed.closed_on == timezone.now().date()
    assert (event.by, event.before, event.after["outcome"]) == (senior, {"outcome": "open"}, "refused")
    assert address(asked, "-close") not in room.get(address(asked)).content.decode()


@pytest.mark.parametrize("fields", [{}, {"outcome": "open", "answer": "x1"}, {"outcome": "refused", "answer": " "}])
def test_a_closing_that_makes_no_sense_changes_nothing(room, asked, fields):
    answer = room.post(address(asked, "-close"), fields)

    assert answer.status_code == 422
    assert "errmsg" in answer.content.decode()
    assert Takedown.objects.get().closed_on is None


def test_the_service_rewrites_nothing(asked, senior):
    with pytest.raises(NotAnOutcome):
        close_takedown(takedown=asked, outcome="open", answer="لا", by=senior, now=NOON)
    close_takedown(takedown=asked, outcome="partly", answer="حُذف بعضه", by=senior, now=NOON)

    with pytest.raises(AlreadyClosed):
        close_takedown(takedown=asked, outcome="refused", answer="لا", by=senior, now=NOON)


def test_how_many_are_open_stands_beside_the_room(room, asked, senior):
    waiting = room.get("/desk/").content.decode()
    close_takedown(takedown=asked, outcome="refused", answer="لا", by=senior, now=NOON)

    done = room.get("/desk/").content.decode()

    link = 'href="/desk/takedowns/"'
    assert "<b" in waiting.split(link)[1].split("</a>")[0]
    assert "<b" not in done.split(link)[1].split("</a>")[0]


def test_the_register_leaves_as_a_table_that_runs_nothing_and_that_is_written_down(room, site, senior):
    request = Request("=HYPERLINK(1)", "حذف", date(2014, 1, 18), comments=("abc", "def"))
    register_takedown(site=site, request=request, by=senior, now=NOON)

    answer = room.post(reverse("desk-takedown-table"))

    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["authority"], row["comments"], row["outcome"], row["closed_on"]) for row in rows] == [
        ("'=HYPERLINK(1)", "abc def", "open", "")
    ]
    event = Event.objects.latest("pk")
    assert (event.kind, event.subject) == (EventKind.EXPORT, "takedowns")


def test_what_is_entered_is_never_markup(room, site, senior):
    request = Request("<b>نيابة</b>", "<script>alert(1)</script>", date(2014, 1, 18), "<i>1</i>")
    entered = register_takedown(site=site, request=request, by=senior, now=NOON)

    for page in (room.get("/desk/takedowns/"), room.get(address(entered))):
        assert not any(mark in page.content.decode() for mark in ("<b>نيابة", "<script>alert", "<i>1"))


def test_another_sites_register_is_not_here(room, site, asked):
    elsewhere = type(site).objects.create(hostname="other.example", root_page=site.root_page)
    Takedown.objects.update(site=elsewhere)

    assert room.get(address(asked)).status_code == 404
    assert room.post(address(asked, "-close"), {"outcome": "refused", "answer": "لا"}).status_code == 404
    assert "نيابة دمشق" not in room.get("/desk/takedowns/").content.decode()


def test_a_comment_whose_words_are_gone_is_named_and_leads_nowhere(room, thread, site, senior):
    comment = a_held_comment(thread)
    request = Request("نيابة", "حذف", date(2014, 1, 18), comments=(comment.public_id,))
    entered = register_takedown(site=site, request=request, by=senior, now=NOON)
    comment.delete()

    page = room.get(address(entered)).content.decode()

    assert comment.public_id in page
    assert f"/desk/comment/{comment.public_id}/" not in page
