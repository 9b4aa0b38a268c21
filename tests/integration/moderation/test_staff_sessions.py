"""Where staff are signed in: listed by hour and by the name its owner gave it, ended one by one or all together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.backends.base import UpdateError
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from hiwar.accounts.models import StaffSession, User
from hiwar.accounts.sessions import digest
from hiwar.moderation.models import Event, EventKind, Letter, Matter

pytestmark = pytest.mark.django_db
PASSWORD = "a long pass phrase"
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0)"


@pytest.fixture
def owner(site) -> User:
    return User.objects.create_superuser("maha", password=PASSWORD, email="maha@example.org", display_name="مها")


def key_of(browser: Client) -> str:
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def is_signed_in(browser: Client) -> bool:
    return browser.get(reverse("sessions")).status_code == 200


def test_a_row_says_whose_it_is_and_when_it_was_used_to_the_hour_and_nothing_else(yusuf):
    browser = Client(headers={"user-agent": AGENT}, REMOTE_ADDR="203.0.113.9")
    browser.post(reverse("login"), {"username": "yusuf", "password": PASSWORD})

    row = StaffSession.objects.get()
    said = " ".join(str(value) for value in (*vars(row).values(), row.get_decoded()))
    assert row.user == yusuf
    assert (row.seen_at.minute, row.seen_at.second, row.seen_at.microsecond) == (0, 0, 0)
    assert key_of(browser) not in said
    assert "203.0.113.9" not in said
    assert "Mozilla" not in said


def test_a_person_sees_her_own_sessions_and_nobody_elses(desk, as_user, yusuf, salma):
    other, hers = as_user(yusuf), as_user(salma)
    other.post(reverse("sessions-label"), {"label": "حاسوب المكتب"})
    hers.post(reverse("sessions-label"), {"label": "هاتف سلمى"})

    page = desk.get(reverse("sessions")).content.decode()

    assert "حاسوب المكتب" in page
    assert "هاتف سلمى" not in page
    assert page.count("<time datetime=") == 2
    assert digest(key_of(other)) not in page


def test_the_name_of_a_browser_stays_with_it_and_is_kept_clean(desk):
    desk.post(reverse("sessions-label"), {"label": " حاسوب\u200b المكتب\n"})
    desk.get("/desk/")
    too_long = desk.post(reverse("sessions-label"), {"label": "ح" * 61})

    assert StaffSession.objects.get().label == "حاسوب المكتب"
    assert too_long.status_code == 422
    assert "ح" * 61 in too_long.content.decode()


def test_one_session_is_ended_and_the_others_go_on(desk, as_user, yusuf):
    other, third = as_user(yusuf), as_user(yusuf)

    answer = desk.post(reverse("sessions-end"), {"session": digest(key_of(other))[:16]})

    assert answer.url == reverse("sessions")
    assert [is_signed_in(browser) for browser in (desk, other, third)] == [True, False, True]
    assert not Event.objects.exists()


@pytest.mark.parametrize("handle", ["0" * 16, "", "hers", "own"], ids=["unknown", "empty-means-all", "hers", "own"])
def test_nothing_but_ones_own_other_sessions_can_be_named(desk, as_user, salma, handle):
    hers = as_user(salma)
    handle = {"hers": digest(key_of(hers))[:16], "own": digest(key_of(desk))[:16]}.get(handle, handle)

    answer = desk.post(reverse("sessions-end"), {"session": handle})

    assert answer.status_code == (404 if handle else 302)
    assert is_signed_in(hers)
    assert is_signed_in(desk)


def test_all_others_are_ended_at_once_and_the_owner_hears_of_it(desk, as_user, yusuf, salma, owner):
    others, hers = [as_user(yusuf), as_user(yusuf)], as_user(salma)

    desk.post(reverse("sessions-end"))

    event, letter = Event.objects.get(), Letter.objects.get()
    assert [is_signed_in(browser) for browser in (desk, *others, hers)] == [True, False, False, True]
    assert (event.kind, event.subject, event.after, event.by) == (EventKind.SESSIONS, "yusuf", {"count": 2}, yusuf)
    assert (letter.matter, letter.count, letter.by, letter.to) == (Matter.SESSIONS, 2, yusuf, owner)


def test_an_owner_ends_all_sessions_of_a_colleague_with_one_button_and_without_a_password(desk, as_user, yusuf, owner):
    hers = as_user(owner)
    session = hers.session
    session["confirmed_at"] = 0
    session.save()
    page = hers.get(reverse("desk-people")).content.decode()

    answer = hers.post(reverse("desk-sign-out", args=[yusuf.pk]))

    told = hers.get(answer.url).content.decode()
    assert f'action="{reverse("desk-sign-out", args=[yusuf.pk])}"' in page
    assert f'action="{reverse("desk-sign-out", args=[owner.pk])}"' not in page
    assert not is_signed_in(desk)
    assert is_signed_in(hers)
    assert 'role="status"' in told
    assert Event.objects.get().by == owner


def test_nobody_but_an_owner_ends_a_colleagues_sessions(desk, as_user, salma, owner):
    hers = as_user(salma)

    answers = [desk.post(reverse("desk-sign-out", args=[pk])) for pk in (salma.pk, owner.pk)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert is_signed_in(hers)


def test_an_owner_cannot_name_herself_or_nobody(as_user, owner):
    hers = as_user(owner)

    answers = [hers.post(reverse("desk-sign-out", args=[pk])) for pk in (owner.pk, 9999)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert is_signed_in(hers)


def test_a_request_under_way_cannot_bring_an_ended_session_back(desk, yusuf):
    session = desk.session
    session["anything"] = 1
    StaffSession.objects.all().delete()

    with pytest.raises(UpdateError):
        session.save()

    assert not StaffSession.objects.exists()


def test_a_new_password_ends_every_session_it_did_not_begin(desk, as_user, yusuf, salma):
    hers, user = as_user(salma), User.objects.get(pk=yusuf.pk)

    user.set_password("another long phrase")
    user.save()

    assert not is_signed_in(desk)
    assert is_signed_in(hers)
    assert not StaffSession.objects.filter(user=yusuf).exists()


def test_whoever_changes_her_password_stays_where_she_did_it(desk, as_user, yusuf):
    other, request = as_user(yusuf), RequestFactory().post("/editor/account/")
    request.user, request.session = User.objects.get(pk=yusuf.pk), desk.session
    request.session["label"] = "حاسوب المكتب"
    request.user.set_password("another long phrase")

    # As Django's own view of it does, and the editor's.
    request.user.save()
    update_session_auth_hash(request, request.user)
    request.session.save()

    desk.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    assert is_signed_in(desk)
    assert not is_signed_in(other)


def test_what_has_ended_by_itself_is_forgotten_by_the_night(desk, yusuf):
    StaffSession.objects.update(expire_date=datetime(2014, 1, 1, tzinfo=UTC))

    call_command("clearsessions", verbosity=0)

    assert not StaffSession.objects.exists()


def test_signing_out_forgets_the_row(desk):
    desk.post(reverse("logout"))

    assert not StaffSession.objects.exists()


def test_strangers_are_sent_to_sign_in():
    answers = [Client().get(reverse("sessions")), Client().post(reverse("sessions-end"))]

    assert {answer.url.partition("?")[0] for answer in answers} == {"/login/"}
