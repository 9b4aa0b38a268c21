"""A database that takes no changes: the desk is read as ever and says so; what is decided is given back."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, Site

from hiwar.accounts.models import Measure, MeasureKind, Target, User
from hiwar.config.founding import give_groups_their_rights
from hiwar.discussions.models import Comment, Thread
from hiwar.moderation.frame import ROOMS
from hiwar.moderation.models import Claim, Decision
from tests.factories.discussions import LAYLA, a_held_comment
from tests.factories.newsroom import a_newsroom
from tests.integration.moderation.readers import browser_of

# A refused change must not spoil a transaction that the test stands in: there is none on a server either.
pytestmark = pytest.mark.django_db(transaction=True)
SAID = re.compile(r'<div class="told bad-news" id="unwritable" aria-live="assertive">.*?<p>([^<]{40,})</p>', re.DOTALL)
NOTE = "ملاحظة لا يجوز أن تضيع"
HOURS_OF_A_DAYS_WORK = 12


@pytest.fixture
def site(transactional_db: None) -> Site:
    """A newsroom, whether or not a test before this one left anything of the first migrations."""
    ContentType.objects.clear_cache()
    locale, _ = Locale.objects.get_or_create(language_code="ar")
    if Page.get_first_root_node() is None:
        Page.add_root(instance=Page(title="حوار", slug="root", locale=locale))
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    made = a_newsroom()
    give_groups_their_rights()
    return made


@pytest.fixture
def comment(thread: Thread) -> Comment:
    return a_held_comment(thread)


@pytest.fixture
def nadia(site: Site, as_user: Any) -> Client:
    """The browser of the owner, to whom every room is open."""
    return as_user(User.objects.create_superuser("nadia", password="a long pass phrase", display_name="نادية"))


@contextmanager
def no_changes() -> Iterator[None]:
    """Have the database refuse every change, as a standby does, or one whose disk is mounted for reading."""
    on, off = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


@contextmanager
def fails_at(statement: str) -> Iterator[None]:
    """Have the database be busy whenever a statement begins so."""

    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(statement):
            raise OperationalError from sqlite3.OperationalError("database is locked")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("route", [room.route for room in ROOMS])
def test_every_room_can_be_read_and_says_at_its_top_that_nothing_is_saved(
    nadia: Client, comment: Comment, route: str
) -> None:
    with no_changes():
        answer = nadia.get(reverse(route))

    page = answer.content.decode()
    said = SAID.search(page)
    assert answer.status_code == 200
    assert said
    assert page.index(said[0]) < page.index("<main")


def test_the_item_can_be_read_and_is_in_nobodys_hands(desk: Client, comment: Comment) -> None:
    address = f"{reverse('desk')}?open={comment.public_id}"

    with no_changes():
        page = desk.get(address).content.decode()
        pane = desk.get(reverse("desk-pane", args=[comment.public_id]))

    assert comment.text in page
    assert "زميل" in SAID.search(page)[1]  # type: ignore[index]
    assert pane.status_code == 200
    assert not Claim.objects.exists()


def test_the_desk_speaks_the_language_that_was_chosen(in_english: None, desk: Client, comment: Comment) -> None:
    with no_changes():
        said = SAID.search(desk.get("/desk/").content.decode())

    assert said
    assert said[1].startswith("Nothing can be saved just now")


def test_once_changes_are_taken_nothing_is_said_and_the_item_is_in_hand(desk: Client, comment: Comment) -> None:
    with no_changes():
        desk.get("/desk/")

    page = desk.get("/desk/").content.decode()

    assert not SAID.search(page)
    assert 'id="unwritable" aria-live="assertive" hidden' in page
    assert Claim.objects.get().comment == comment


def test_a_decision_is_refused_and_given_back(desk: Client, comment: Comment) -> None:
    said = {"action": "approve", "seen": "held", "note": NOTE, "tab": "held"}

    with no_changes():
        answer = desk.post(reverse("desk-decide", args=[comment.public_id]), said)

    assert answer.status_code == 503
    assert NOTE in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_desks_script_hears_of_it(desk: Client, comment: Comment) -> None:
    with no_changes():
        meanwhile = desk.get(reverse("desk-now"))
    afterwards = desk.get(reverse("desk-now"))

    assert meanwhile.json()["unwritable"]
    assert afterwards.json()["unwritable"] == ""


def test_rights_are_asked_for_as_ever(desk: Client, as_user: Any, comment: Comment) -> None:
    nobody = as_user(User.objects.create_user("reem", password="a long pass phrase"))

    with no_changes():
        not_hers, no_desk = desk.get(reverse("desk-people")), nobody.get(reverse("desk"))
        stranger = Client().get(reverse("desk"))

    assert (not_hers.status_code, no_desk.status_code) == (403, 403)
    assert stranger.headers["Location"].startswith(reverse("login"))


def test_a_session_of_yesterday_is_not_recognized(desk: Client) -> None:
    session = desk.session
    session["signed_in_at"] = timezone.now().timestamp() - (HOURS_OF_A_DAYS_WORK + 1) * 3600
    session.save()

    with no_changes():
        answer = desk.get(reverse("desk"))

    assert answer.headers["Location"].startswith(reverse("login"))


def test_what_a_session_is_to_remember_is_not_lost_in_silence(desk: Client) -> None:
    # Saving the session fails on the way out, where Django's client would raise it.
    desk.raise_request_exception = False

    with no_changes():
        answer = desk.post(reverse("sessions-label"), {"label": "حاسوب المكتب"})

    assert answer.status_code == 503


@pytest.mark.parametrize(
    "statement", ['UPDATE "moderation_claim"', 'INSERT INTO "moderation_claim"'], ids=["renewed", "taken"]
)
def test_a_busy_database_is_no_reason_to_go_without_a_claim(desk: Client, comment: Comment, statement: str) -> None:
    with fails_at(statement):
        answer = desk.get("/desk/")

    assert answer.status_code == 503


def test_a_busy_database_is_no_reason_to_forget_a_session(desk: Client) -> None:
    with fails_at('UPDATE "accounts_staffsession"'):
        answer = desk.get("/desk/log/")

    assert answer.status_code == 503


def test_a_reader_sees_her_own_comments_and_her_warning_stays_unread(site: Site, comment: Comment, yusuf: User) -> None:
    now = timezone.now()
    Measure.objects.create(
        site=site,
        kind=MeasureKind.WARNING,
        target=Target.BROWSER,
        tag=LAYLA.author_link(site_id=site.pk, now=now),
        comment_id=comment.public_id,
        reason="insult",
        by=yusuf,
        at=now,
    )

    with no_changes():
        answer = browser_of(LAYLA).get(reverse("own-comments"))

    assert answer.status_code == 200
    assert Measure.objects.get().seen_at is None
