"""At the desk an editor pins and features published comments, takes it back, and all of it stands in the log."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hiwar.accounts.models import Assignment, Role
from hiwar.discussions.models import Comment, Mark
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.services.events import events_are_whole
from tests.factories.discussions import a_held_comment, an_imported_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(salma, as_user) -> Client:
    return as_user(salma)


@pytest.fixture
def comment(thread) -> Comment:
    return an_imported_comment(thread, "رأي يستحق أن يُقرأ أولاً.")


def marked(browser: Client, comment: Comment, **fields: str):
    return browser.post(reverse("desk-mark", args=[comment.public_id]), fields)


def marks(comment: Comment) -> int:
    return Comment.objects.get(pk=comment.pk).marks


def test_an_editor_pins_features_and_takes_both_back(editor, comment):
    marked(editor, comment, mark="pin", on="1")
    marked(editor, comment, mark="feature", on="1")
    both = marks(comment)
    marked(editor, comment, mark="pin")

    assert both == Mark.PINNED + Mark.FEATURED
    assert marks(comment) == Mark.FEATURED


def test_each_change_of_a_mark_is_in_the_log(editor, comment, thread):
    other = an_imported_comment(thread, "رأي آخر.", key="2")
    marked(editor, other, mark="pin", on="1")

    marked(editor, comment, mark="pin", on="1")

    told = Event.objects.filter(kind=EventKind.MARK).order_by("pk").values_list("subject", "before", "after")
    assert list(told) == [
        (other.public_id, {"pinned": False}, {"pinned": True}),
        (other.public_id, {"pinned": True}, {"pinned": False}),
        (comment.public_id, {"pinned": False}, {"pinned": True}),
    ]
    assert events_are_whole()
    assert editor.get(reverse("desk-log")).status_code == 200


def test_the_open_comment_offers_what_can_be_done_and_its_address(editor, comment):
    page = editor.get(reverse("desk-published"), {"open": comment.public_id}).content.decode()

    assert reverse("desk-mark", args=[comment.public_id]) in page
    assert f"http://127.0.0.1:8000/c/{comment.public_id}/" in page


def test_a_moderator_is_offered_neither_and_may_do_neither(desk, comment):
    page = desk.get(reverse("desk-published"), {"open": comment.public_id}).content.decode()

    assert reverse("desk-mark", args=[comment.public_id]) not in page
    assert marked(desk, comment, mark="pin", on="1").status_code == 403
    assert marks(comment) == 0


def test_what_waits_is_not_pinned(editor, thread):
    held = a_held_comment(thread)

    response = marked(editor, held, mark="pin", on="1")

    assert response.status_code == 409
    assert marks(held) == 0
    assert not Event.objects.exists()


def test_an_unknown_mark_changes_nothing(editor, comment):
    response = marked(editor, comment, mark="crown", on="1")

    assert response.status_code == 422
    assert marks(comment) == 0


def test_a_senior_of_another_section_finds_no_such_comment(site, yusuf, as_user, comment):
    Assignment.objects.create(site=site, user=yusuf, role=Role.SENIOR, sections=["section:901"])

    assert marked(as_user(yusuf), comment, mark="pin", on="1").status_code == 404
    assert marks(comment) == 0
