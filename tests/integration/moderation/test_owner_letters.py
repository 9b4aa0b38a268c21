"""Owners hear by mail of acts that matter: written with the act, sent within the minute, kept while mail is down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hiwar.accounts.confirming import FIELD
from hiwar.accounts.models import Role, User
from hiwar.accounts.sessions import CONFIRMED
from hiwar.config import alerting
from hiwar.discussions.models import Comment
from hiwar.moderation.models import Decision, Event, Letter, Matter
from hiwar.moderation.roles import Seat
from hiwar.moderation.services import owners
from hiwar.moderation.services.evidence import keep_evidence, take_out_evidence
from hiwar.moderation.services.letters import send_letters
from hiwar.moderation.services.owners import MANY, MOST_AN_HOUR, tell_owners
from hiwar.moderation.services.people import give_role
from hiwar.moderation.services.sweeping import sweep_desk
from tests.factories.discussions import INSULT, a_held_comment
from tests.factories.newsroom import NOON
from tests.fakes.listeners import MailBox

pytestmark = pytest.mark.django_db
EMAIL = "maha@example.org"


@pytest.fixture
def owner(site) -> User:
    return User.objects.create_superuser("maha", password="a long pass phrase", email=EMAIL, display_name="مها")


def letters() -> list[tuple[str, int, str]]:
    return [(letter.matter, letter.count, letter.to.username) for letter in Letter.objects.order_by("pk")]


def test_every_owner_with_an_address_is_told_and_nobody_else(site, yusuf, salma, owner):
    User.objects.create_superuser("silent", password="a long pass phrase")
    User.objects.create_superuser("gone", password="a long pass phrase", email="g@example.org", is_active=False)
    salma.email = "salma@example.org"
    salma.save()

    written = tell_owners(site=site, matter=Matter.EXPORT, by=yusuf, now=NOON)

    assert written == 1
    assert letters() == [("export", 0, "maha")]


def test_what_the_desk_does_is_told_where_it_is_done(site, thread, owner, as_user, yusuf):
    browser, seat = as_user(owner), Seat(site, owner)
    held = a_held_comment(thread, text=INSULT, email="layla@example.org")

    browser.post(reverse("desk-log-export"), {"format": "csv"})
    browser.post(reverse("desk-takedown-table"))
    take_out_evidence(evidence=keep_evidence(comment=held, by=owner, reason="ط", now=NOON), by=owner, now=NOON)
    give_role(user=yusuf, role=Role.SENIOR, sections=[], seat=seat, now=NOON)
    browser.post(reverse("desk-reveal", args=[held.public_id]), {"note": "بلاغ"})

    assert [matter for matter, _, _ in letters()] == ["export", "export", "export", "role", "reveal"]


def test_a_large_act_is_told_with_its_number_and_a_small_one_is_not(thread, desk, owner):
    ids = [a_held_comment(thread, text=f"كلام عادي رقم {number}").public_id for number in range(MANY + 5)]

    desk.post(reverse("desk-bulk"), {"action": "spam", "seen": "held", "comment": ids[:4]})
    desk.post(reverse("desk-bulk"), {"action": "spam", "seen": "held", "comment": ids[4:]})

    assert letters() == [("many", MANY + 1, "maha")]


def test_the_third_wrong_password_in_a_session_is_told_once(desk, owner):
    session = desk.session
    session[CONFIRMED] = 0
    session.save()

    for _ in range(2):
        desk.post(reverse("confirm"), {FIELD: "guess"})
    slipped = letters()
    for _ in range(6):
        desk.post(reverse("confirm"), {FIELD: "guess"})

    assert slipped == []
    assert letters() == [("guesses", 0, "maha")]
    assert Letter.objects.get().by.username == "yusuf"


def test_an_act_that_fails_is_told_to_nobody(site, yusuf, owner, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(owners.Letter, "save", fails)

    with pytest.raises(RuntimeError):
        give_role(user=yusuf, role=Role.SENIOR, sections=[], seat=Seat(site, owner), now=NOON)

    assert not Event.objects.exists()
    assert not Letter.objects.exists()


def test_the_letter_names_who_and_what_and_where_to_look_and_no_word_of_a_reader(
    mail: MailBox, site, thread, owner, yusuf, as_user
):
    held = a_held_comment(thread, text=INSULT, name="كريم", email="layla@example.org")
    as_user(owner).post(reverse("desk-reveal", args=[held.public_id]), {"note": "بلاغ من النيابة"})
    tell_owners(site=site, matter=Matter.MANY, by=yusuf, now=NOON, count=40)

    assert send_letters(now=timezone.now()) == 2

    letter = mail.letters[-1] if "40" in str(mail.letters[-1]["Subject"]) else mail.letters[0]
    bodies = "\n".join(one.get_content() for one in mail.letters)
    assert "يوسف (yusuf)" in letter.get_content()
    assert f"/desk/people/#person-{yusuf.pk}" in letter.get_content()
    assert "/desk/log/?person=" in letter.get_content()
    assert {recipient for _, recipient in mail.envelopes} == {EMAIL}
    assert letter["Auto-Submitted"] == "auto-generated"
    for secret in (INSULT, "كريم", "layla@example.org", held.public_id, "النيابة", Decision.objects.get().digest):
        assert secret not in bodies


def test_it_is_sent_by_the_next_round_before_any_chat(mail: MailBox, site, yusuf, owner, monkeypatch):
    # A test's own connection is inside a transaction, which between two rounds would count as left behind.
    monkeypatch.setattr(alerting, "close_old_connections", lambda: None)
    tell_owners(site=site, matter=Matter.EXPORT, by=yusuf, now=timezone.now())

    alerting.Rounds().go(clock=0.0)

    assert alerting.PAUSE < 60
    assert len(mail.letters) == 1
    assert send_letters(now=timezone.now()) == 0


def test_while_mail_is_down_it_is_kept_and_sent_later(mail: MailBox, site, yusuf, owner):
    tell_owners(site=site, matter=Matter.EXPORT, by=yusuf, now=NOON)
    mail.refuses = True
    first = send_letters(now=NOON)
    mail.refuses = False

    too_soon = send_letters(now=NOON + timedelta(seconds=10))
    later = send_letters(now=NOON + timedelta(minutes=1))

    assert (first, too_soon, later) == (0, 0, 1)
    assert Letter.objects.get().tries == 1


def test_without_mail_it_is_kept_for_a_day_and_then_given_up(settings, site, yusuf, owner):
    settings.HIWAR_MAIL = None
    tell_owners(site=site, matter=Matter.EXPORT, by=yusuf, now=NOON)

    send_letters(now=NOON)
    kept = Letter.objects.get().failed
    send_letters(now=NOON + timedelta(hours=25))

    assert kept == ""
    assert Letter.objects.get().failed == "no_mail"


def test_one_owner_who_cannot_be_reached_keeps_no_other_waiting(mail: MailBox, site, yusuf, owner):
    User.objects.create_superuser("zaki", password="a long pass phrase", email="not an address\n")
    tell_owners(site=site, matter=Matter.EXPORT, by=yusuf, now=NOON)

    assert send_letters(now=NOON) == 1

    assert sorted((one.to.username, bool(one.sent_at)) for one in Letter.objects.all()) == [
        ("maha", True),
        ("zaki", False),
    ]


def test_of_an_hour_she_gets_twenty_and_the_last_says_so(mail: MailBox, site, yusuf, owner):
    for _ in range(MOST_AN_HOUR + 5):
        tell_owners(site=site, matter=Matter.EXPORT, by=yusuf, now=NOON)
    next_hour = tell_owners(site=site, matter=Matter.EXPORT, by=yusuf, now=NOON + timedelta(minutes=61))

    assert next_hour == 1
    assert [letter.is_last for letter in Letter.objects.order_by("pk")].count(True) == 1
    assert Letter.objects.order_by("pk")[MOST_AN_HOUR - 1].is_last
    assert Letter.objects.count() == MOST_AN_HOUR + 1


def test_letters_are_forgotten_after_thirty_days(site, yusuf, owner):
    tell_owners(site=site, matter=Matter.EXPORT, by=yusuf, now=NOON)
    Letter.objects.update(sent_at=NOON)

    sweep_desk(now=NOON + timedelta(days=29))
    kept = Letter.objects.count()
    sweep_desk(now=NOON + timedelta(days=31))

    assert (kept, Letter.objects.count()) == (1, 0)
    assert not Comment.objects.exists()
