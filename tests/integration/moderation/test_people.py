"""The room of roles: an owner gives and takes them, everybody else finds it shut; each change stands in the log."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from hiwar.accounts.models import Assignment, Role, User
from hiwar.config.founding import Colleague, hire
from hiwar.discussions.models import Thread
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.roles import seat_of
from hiwar.moderation.services import events_are_whole
from tests.factories.discussions import a_held_comment, a_thread
from tests.factories.newsroom import a_section
from tests.integration.moderation.conftest import a_colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(owner, as_user) -> Client:
    """The owner's browser."""
    return as_user(owner)


def given(user: User) -> tuple[str, list[str]] | None:
    """Return the role and sections somebody was given."""
    return Assignment.objects.filter(user=user).values_list("role", "sections").first()


def test_an_owner_gives_a_role_limited_to_a_section(office, owner, yusuf, site):
    section = a_section()
    key = f"section:{section.pk}"

    answer = office.post(f"/desk/people/{yusuf.pk}/", {"role": "moderator", "everywhere": "no", "sections": [key]})

    assert (answer.status_code, answer.url) == (302, f"/desk/people/?said=role&whose={yusuf.pk}#person-{yusuf.pk}")
    assert given(yusuf) == ("moderator", [key])
    event = Event.objects.get()
    assert (event.kind, event.by, event.subject) == (EventKind.ROLE, owner, "yusuf")
    assert (event.before, event.after) == ({}, {"role": "moderator", "sections": [key]})
    assert events_are_whole()
    assert "محليات" in office.get("/desk/people/").content.decode()


def test_whoever_is_limited_sees_the_comments_of_her_sections_alone(office, yusuf, site, as_user):
    section = a_section()
    here, there = (a_thread(site=site, subject=f"article:{number}") for number in (71, 72))
    Thread.objects.filter(pk=here.pk).update(section=f"section:{section.pk}")
    a_held_comment(here, "عن الحيّ.")
    a_held_comment(there, "عن البورصة.")

    office.post(
        f"/desk/people/{yusuf.pk}/",
        {"role": "moderator", "everywhere": "no", "sections": [f"section:{section.pk}"]},
    )

    queue = as_user(User.objects.get(pk=yusuf.pk)).get("/desk/").content.decode()
    assert "عن الحيّ" in queue
    assert "عن البورصة" not in queue


def test_a_role_for_somebody_new_lets_her_in(office, site, as_user):
    nadim = a_colleague("nadim", name="نديم")
    assert as_user(nadim).get("/desk/").status_code == 403

    office.post(f"/desk/people/{nadim.pk}/", {"role": "senior", "everywhere": "yes"})

    assert as_user(User.objects.get(pk=nadim.pk)).get("/desk/").status_code == 200
    assert given(nadim) == ("senior", [])


def test_a_role_that_is_taken_shuts_the_desk_at_once(office, yusuf, desk):
    assert desk.get("/desk/").status_code == 200

    office.post(f"/desk/people/{yusuf.pk}/", {"role": "none"})

    assert desk.get("/desk/").status_code == 403
    assert Event.objects.get().after == {"role": "", "sections": []}


def test_a_change_is_told_with_how_it_was_before_and_none_is_no_event(office, yusuf):
    for fields in ({"role": "editor"}, {"role": "editor"}, {"role": "senior"}):
        office.post(f"/desk/people/{yusuf.pk}/", fields)

    events = list(Event.objects.order_by("pk").values_list("before", "after"))
    editor, senior = ({"role": role, "sections": []} for role in ("editor", "senior"))
    assert events == [({}, editor), (editor, senior)]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"role": "emperor"},
        {"role": "moderator", "everywhere": "no"},
        {"role": "moderator", "everywhere": "no", "sections": ["section:999999"]},
    ],
)
def test_what_cannot_be_meant_changes_nothing(office, yusuf, fields):
    a_section()

    answer = office.post(f"/desk/people/{yusuf.pk}/", fields)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert given(yusuf) is None
    assert not Event.objects.exists()


def test_what_was_chosen_stands_again_in_a_form_that_is_refused(office, yusuf):
    a_section()

    answer = office.post(f"/desk/people/{yusuf.pk}/", {"role": "editor", "everywhere": "no"})

    form = answer.content.decode().partition(f'id="person-{yusuf.pk}"')[2].partition("</form>")[0]
    assert re.search(r'value="editor" required checked', form)
    assert re.search(r'name="everywhere" value="no" checked', form)
    assert not re.search(r'name="everywhere" value="yes" checked', form)


def test_an_owner_has_no_role_to_give_or_take(office, owner):
    answer = office.post(f"/desk/people/{owner.pk}/", {"role": "none"})

    assert answer.status_code == 409
    assert given(owner) is None


def test_an_account_that_is_not_there_or_not_in_use_is_not_found(office, yusuf):
    User.objects.filter(pk=yusuf.pk).update(is_active=False)

    assert office.post(f"/desk/people/{yusuf.pk}/", {"role": "editor"}).status_code == 404
    assert office.post("/desk/people/999999/", {"role": "editor"}).status_code == 404
    assert "yusuf" not in office.get("/desk/people/").content.decode()


def test_the_room_is_for_owners(desk, yusuf):
    assert desk.get("/desk/people/").status_code == 403
    assert desk.post(f"/desk/people/{yusuf.pk}/", {"role": "senior"}).status_code == 403
    assert given(yusuf) is None


def test_a_senior_moderator_is_hired_with_her_role(site):
    user, _password = hire(Colleague("samir", "سمير", "senior"))

    seat = seat_of(user, site=site)

    assert seat is not None
    assert (seat.role, seat.sections) == (Role.SENIOR, frozenset())
