"""What a stranger in a colleague's seat has done is taken back: a whole act from the log, a role with one button."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hiwar.accounts.models import Assignment, Role, User
from hiwar.discussions.models import Comment
from hiwar.moderation.models import Decision, Event
from hiwar.moderation.roles import Seat, seat_of
from hiwar.moderation.services import people
from tests.factories.discussions import a_held_comment
from tests.factories.newsroom import NOON
from tests.integration.moderation.conftest import a_colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(site) -> User:
    return User.objects.create_superuser("maha", password="a long pass phrase", display_name="مها")


@pytest.fixture
def seat(site, owner) -> Seat:
    return Seat(site, owner)


@pytest.fixture
def hers(owner, as_user) -> Client:
    """The owner's browser."""
    return as_user(owner)


def test_an_act_of_many_is_taken_back_from_the_log_by_a_colleague(desk, hers, thread):
    ids = [a_held_comment(thread, text=f"كلام عادي رقم {number}").public_id for number in range(4)]
    desk.post(reverse("desk-bulk"), {"action": "spam", "seen": "held", "comment": ids})
    batch = Decision.objects.values_list("batch", flat=True).first()
    page = hers.get(reverse("desk-log"), {"batch": batch}).content.decode()

    answer = hers.post(reverse("desk-batch-undo"), {"batch": batch, "from": "log"})

    after = hers.get(answer.url).content.decode()
    assert f'action="{reverse("desk-batch-undo")}"' in page
    assert answer.url == f"{reverse('desk-log')}?batch={batch}&undone=4&left=0"
    assert 'role="status"' in after
    assert f'action="{reverse("desk-batch-undo")}"' not in after
    assert Comment.objects.held().count() == 4


def test_the_log_offers_nothing_to_take_back_where_no_act_is_asked_for(hers, desk, thread):
    desk.post(reverse("desk-decide", args=[a_held_comment(thread).public_id]), {"action": "spam", "seen": "held"})

    page = hers.get(reverse("desk-log")).content.decode()

    assert f'action="{reverse("desk-batch-undo")}"' not in page


def test_a_role_is_put_back_as_it_was(hers, seat, site, yusuf):
    people.give_role(user=yusuf, role=Role.MODERATOR, sections=["section:7"], seat=seat, now=timezone.now())
    people.give_role(user=yusuf, role=Role.SENIOR, sections=[], seat=seat, now=timezone.now())

    answer = hers.post(reverse("desk-role-back", args=[yusuf.pk]))

    assigned = Assignment.objects.get(site=site, user=yusuf)
    assert answer.url == f"{reverse('desk-people')}?said=role-back&whose={yusuf.pk}#person-{yusuf.pk}"
    assert (assigned.role, assigned.sections) == (Role.MODERATOR, ["section:7"])
    assert Event.objects.last().after == {"role": "moderator", "sections": ["section:7"], "put_back": True}


def test_whoever_sat_here_by_her_group_does_so_again(hers, seat, site, yusuf):
    people.take_role(user=yusuf, seat=seat, now=timezone.now())

    hers.post(reverse("desk-role-back", args=[yusuf.pk]))

    assert not Assignment.objects.exists()
    assert seat_of(User.objects.get(pk=yusuf.pk), site=site).role == Role.MODERATOR


def test_whoever_had_no_seat_at_all_has_none_again(hers, seat, site):
    nadim = a_colleague("nadim", name="نديم")
    people.give_role(user=nadim, role=Role.SENIOR, sections=[], seat=seat, now=timezone.now())

    hers.post(reverse("desk-role-back", args=[nadim.pk]))

    assert seat_of(User.objects.get(pk=nadim.pk), site=site) is None
    assert not nadim.groups.exists()


def test_it_is_put_back_once_and_within_a_day(hers, seat, yusuf):
    page_before = hers.get(reverse("desk-people")).content.decode()
    people.give_role(user=yusuf, role=Role.SENIOR, sections=[], seat=seat, now=timezone.now())
    offered = hers.get(reverse("desk-people")).content.decode()

    first = hers.post(reverse("desk-role-back", args=[yusuf.pk]))
    second = hers.post(reverse("desk-role-back", args=[yusuf.pk]))

    address = reverse("desk-role-back", args=[yusuf.pk])
    assert address not in page_before
    assert address in offered
    assert (first.status_code, second.status_code) == (302, 409)
    assert address not in second.content.decode()


def test_after_a_day_a_role_is_given_anew_and_not_put_back(seat, yusuf):
    people.give_role(user=yusuf, role=Role.SENIOR, sections=[], seat=seat, now=NOON)

    with pytest.raises(people.NothingToPutBack):
        people.put_role_back(user=yusuf, seat=seat, now=NOON + timedelta(hours=25))

    assert Assignment.objects.get(user=yusuf).role == Role.SENIOR
