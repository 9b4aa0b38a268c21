"""Sending alerts to servers that listen on this machine: what arrives, what is tried again, and what never leaves."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from hiwar.config import alerting
from hiwar.discussions.models import Comment
from hiwar.discussions.signals import comment_reported
from hiwar.moderation.models import Channel, ChannelKind, Notice, Trigger
from hiwar.moderation.outbound import Outbound
from hiwar.moderation.services import approve_comment
from hiwar.moderation.services.alerts import raise_alert
from hiwar.moderation.services.channels import Wanted, add_channel, order_test, rotate_secret
from hiwar.moderation.services.sending import MOST_TRIES, Sender
from tests.factories.discussions import INSULT, KARIM, a_held_comment
from tests.factories.newsroom import NOON
from tests.fakes.listeners import Listener, mail_listener, web_listener

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
EVERYTHING = tuple(value for value in Trigger.values if value != Trigger.TEST)


@pytest.fixture
def listener() -> Iterator[Listener]:
    with web_listener() as found:
        yield found


@pytest.fixture
def sender(listener) -> Sender:
    """Whoever sends, with the listener's port opened by the operator."""
    return Sender(Outbound(inner=frozenset({(ip_address("127.0.0.1"), listener.port)}), seconds=5))


def a_channel(site, by, kind: str, target: str, token: str = "") -> tuple[Channel, str]:
    wanted = Wanted("المحرّرون", kind, target, token, EVERYTHING, 10)
    return add_channel(site=site, wanted=wanted, by=by, now=NOON)


def an_alert(site, *, trigger: str = Trigger.LONG_QUEUE, now=NOON, **data: object) -> None:
    raise_alert(site=site, trigger=trigger, data=data or {"count": 120, "limit": 100}, now=now)


def test_a_webhook_brings_a_record_that_its_receiver_can_check(site, salma, listener, sender):
    _, secret = a_channel(site, salma, ChannelKind.WEBHOOK, listener.url)
    an_alert(site, trigger=Trigger.REPORTED, comment="abc", reports=3)

    arrived = sender.send_due(now=NOON)

    told, notice = listener.told[0], Notice.objects.get()
    assert (arrived, told.headers["Content-Type"]) == (1, "application/json")
    assert json.loads(told.body) == {
        "id": notice.public_id,
        "trigger": "reported",
        "at": "2014-01-19T10:00Z",
        "site": "http://127.0.0.1:8000",
        "data": {"comment": "abc", "reports": 3},
        "url": "http://127.0.0.1:8000/desk/comment/abc/",
    }
    signed = f"{notice.public_id}.{int(NOON.timestamp())}.".encode() + told.body
    assert told.headers["Hiwar-Id"] == notice.public_id
    assert told.headers["Hiwar-Timestamp"] == str(int(NOON.timestamp()))
    assert told.headers["Hiwar-Signature"] == "v1=" + hmac.new(secret.encode(), signed, sha256).hexdigest()


def test_the_receiver_in_the_documentation_knows_ours_from_others(site, salma, listener, sender):
    channel, old = a_channel(site, salma, ChannelKind.WEBHOOK, listener.url)
    new = rotate_secret(channel=channel, by=salma, now=NOON)
    an_alert(site)
    sender.send_due(now=NOON)
    told, page = listener.told[0], (ROOT / "docs" / "reference" / "alerts.md").read_text("utf-8")
    names: dict[str, Any] = {}
    exec(page.partition("```python\n")[2].partition("```")[0], names)  # noqa: S102 - it is ours, and must run
    is_ours, now = names["is_ours"], NOON.timestamp()

    assert is_ours(new, told.headers, told.body, now)
    assert is_ours(old, told.headers, told.body, now)
    assert not is_ours("hws_other", told.headers, told.body, now)
    assert not is_ours(new, told.headers, told.body + b" ", now)
    assert not is_ours(new, told.headers, told.body, now + 301)


def test_for_a_day_after_its_replacement_the_old_secret_signs_too(site, salma, listener, sender):
    channel, old = a_channel(site, salma, ChannelKind.WEBHOOK, listener.url)
    new = rotate_secret(channel=channel, by=salma, now=NOON)
    for moment in (NOON + timedelta(hours=23), NOON + timedelta(hours=25)):
        an_alert(site, now=moment)
        sender.send_due(now=moment)

    def by(secret: str, told) -> str:
        message = f"{told.headers['Hiwar-Id']}.{told.headers['Hiwar-Timestamp']}.".encode() + told.body
        return "v1=" + hmac.new(secret.encode(), message, sha256).hexdigest()

    first, second = listener.told
    assert first.headers["Hiwar-Signature"] == f"{by(new, first)},{by(old, first)}"
    assert second.headers["Hiwar-Signature"] == by(new, second)


def test_slack_is_told_in_arabic_with_a_link_and_draws_no_preview(site, salma, listener, sender):
    a_channel(site, salma, ChannelKind.SLACK, listener.url)
    an_alert(site)

    sender.send_due(now=NOON)

    said = json.loads(listener.told[0].body)
    assert said["unfurl_links"] is False
    assert "120" in said["text"]
    assert said["text"].endswith("http://127.0.0.1:8000/desk/")
    assert re.search("[\u0600-\u06ff]", said["text"])


def test_telegram_is_told_by_the_bot_into_the_chat(site, salma, listener, sender):
    bot = listener.url.replace("/hook", "/bot12345:token/sendMessage")
    a_channel(site, salma, ChannelKind.TELEGRAM, "-100200300", bot)
    an_alert(site, trigger=Trigger.APPEAL, appeal="a", comment="abc")

    sender.send_due(now=NOON)

    told = listener.told[0]
    said = json.loads(told.body)
    assert told.path == "/bot12345:token/sendMessage"
    assert said["chat_id"] == "-100200300"
    assert said["text"].endswith("/desk/comment/abc/")


def test_mail_goes_at_once_with_a_subject_that_says_it_all(site, salma, mail, sender):
    a_channel(site, salma, ChannelKind.MAIL, "salma@example.org")
    an_alert(site)

    sender.send_due(now=NOON)

    letter = mail.letters[0]
    assert mail.envelopes == [("desk@example.org", "salma@example.org")]
    assert letter["Subject"].strip().startswith("[حوار] ")
    assert "120" in letter["Subject"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert "http://127.0.0.1:8000/desk/" in letter.get_content()


def test_a_digest_is_one_letter_for_all_that_happened(site, salma, mail, sender):
    a_channel(site, salma, ChannelKind.DIGEST, "salma@example.org")
    for hours in range(3):
        an_alert(
            site, trigger=Trigger.APPEAL, now=NOON + timedelta(hours=hours), appeal=f"a{hours}", comment=f"c{hours}"
        )

    early = sender.send_due(now=NOON + timedelta(hours=3))
    at_eight = sender.send_due(now=NOON + timedelta(hours=20))

    text = mail.letters[0].get_content()
    assert (early, at_eight, len(mail.letters)) == (0, 3, 1)
    assert [f"/desk/comment/c{number}/" in text for number in range(3)] == [True] * 3
    assert "3" in mail.letters[0]["Subject"]


def test_what_arrived_is_not_sent_again(site, salma, listener, sender):
    a_channel(site, salma, ChannelKind.SLACK, listener.url)
    an_alert(site)

    arrived = [sender.send_due(now=NOON), sender.send_due(now=NOON + timedelta(hours=1))]

    assert arrived == [1, 0]
    assert len(listener.told) == 1


@pytest.mark.parametrize("status", [302, 404, 500])
def test_what_was_not_taken_is_tried_again_under_the_same_id(site, salma, listener, sender, status):
    a_channel(site, salma, ChannelKind.WEBHOOK, listener.url)
    an_alert(site)
    answers = iter([status, 204])
    listener.answer = lambda told: next(answers)

    rounds = [sender.send_due(now=NOON + timedelta(seconds=seconds)) for seconds in (0, 29, 30)]

    ids = [told.headers["Hiwar-Id"] for told in listener.told]
    assert rounds == [0, 0, 1]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_what_fails_for_a_day_is_given_up_with_its_reason(site, salma, listener, sender):
    a_channel(site, salma, ChannelKind.WEBHOOK, listener.url)
    an_alert(site)
    listener.answer = lambda told: 503
    moment = NOON

    while not Notice.objects.get().failed:
        moment = Notice.objects.get().due_at
        sender.send_due(now=moment)

    assert Notice.objects.get().failed == "http_503"
    assert timedelta(hours=20) < moment - NOON <= timedelta(hours=27)
    assert len(listener.told) <= MOST_TRIES
    assert sender.send_due(now=moment + timedelta(days=1)) == 0


def test_a_channel_that_fails_holds_up_no_other(site, salma, listener, sender):
    a_channel(site, salma, ChannelKind.SLACK, listener.url.replace("/hook", "/dead"))
    a_channel(site, salma, ChannelKind.SLACK, listener.url)
    listener.answer = lambda told: 500 if told.path == "/dead" else 204
    for number in range(3):
        an_alert(site, trigger=Trigger.APPEAL, appeal=f"a{number}")

    arrived = sender.send_due(now=NOON)

    assert arrived == 3
    assert [told.path for told in listener.told].count("/dead") == 1
    assert set(Notice.objects.filter(sent_at=None).values_list("due_at", flat=True)) == {NOON + timedelta(seconds=30)}


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/", "https://127.0.0.1/", "https://[::1]:6379/"])
def test_an_address_inside_is_never_reached_and_said_so(site, salma, target):
    a_channel(site, salma, ChannelKind.WEBHOOK, target)
    an_alert(site)

    Sender(Outbound()).send_due(now=NOON)

    notice = Notice.objects.get()
    assert (notice.sent_at, notice.problem, notice.tries) == (None, "inner_address", 1)


def test_without_a_mail_server_mail_waits_and_says_why(site, salma, sender, mailoutbox):
    a_channel(site, salma, ChannelKind.MAIL, "salma@example.org")
    an_alert(site)

    sender.send_due(now=NOON)

    assert Notice.objects.get().problem == "no_mail"
    assert mailoutbox == []


def test_a_mail_server_that_refuses_or_is_away_is_told_apart(site, salma, mail, sender, settings):
    a_channel(site, salma, ChannelKind.MAIL, "salma@example.org")
    an_alert(site)
    mail.refuses = True
    sender.send_due(now=NOON)
    refused = Notice.objects.get().problem

    with mail_listener() as gone:
        settings.EMAIL_PORT = gone.port
    sender.send_due(now=NOON + timedelta(minutes=1))

    assert (refused, Notice.objects.get().problem) == ("mail_refused", "mail_away")


def test_a_target_sealed_under_another_key_is_given_up_in_plain_words(site, salma, listener, sender, settings):
    a_channel(site, salma, ChannelKind.SLACK, listener.url)
    an_alert(site)
    settings.HIWAR_CONTACT_SECRET = "another" * 8

    sender.send_due(now=NOON)

    assert Notice.objects.get().problem == "sealed"
    assert listener.told == []


def test_a_test_goes_the_way_of_every_alert(site, salma, listener, sender):
    channel, _ = a_channel(site, salma, ChannelKind.WEBHOOK, listener.url)

    order_test(channel=channel, by=salma, now=NOON)
    sender.send_due(now=NOON)

    assert json.loads(listener.told[0].body)["trigger"] == "test"


def test_nothing_that_a_reader_wrote_or_is_leaves_the_house(site, thread, yusuf, salma, listener, mail, sender):
    channels = [
        (ChannelKind.WEBHOOK, listener.url, ""),
        (ChannelKind.SLACK, listener.url, ""),
        (ChannelKind.TELEGRAM, "42", listener.url),
        (ChannelKind.MAIL, "salma@example.org", ""),
        (ChannelKind.DIGEST, "salma@example.org", ""),
    ]
    for kind, target, token in channels:
        a_channel(site, salma, kind, target, token)
    comment = a_held_comment(
        thread, INSULT, key=KARIM, name="كريم الغاضب", email="karim@example.org", at=timezone.now()
    )
    approve_comment(comment=comment, by=yusuf, now=timezone.now(), note="ملاحظة للزملاء")
    comment_reported.send(sender=Comment, comment=Comment.objects.get(pk=comment.pk))

    arrived = sender.send_due(now=timezone.now() + timedelta(days=1))

    left = [told.body.decode().encode().decode("unicode_escape", "ignore") for told in listener.told]
    left += [f"{letter['Subject']} {letter.get_content()}" for letter in mail.letters]
    left += [str(told.headers) for told in listener.told]
    kept = Comment.objects.get(pk=comment.pk)
    secrets = [kept.owner_tag, kept.author_link, kept.trust_tag]
    words = ["حمار", "العقد", "كريم", "karim", "يوسف", "ملاحظة", kept.thread.title]
    assert arrived == 5
    assert len(left) == 8
    assert all(secrets)
    assert [word for word in words + secrets if any(word in said for said in left)] == []
    assert all(kept.public_id in said for said in left[:5])


def test_a_round_draws_watches_and_sends_and_survives_what_fails(site, salma, listener, settings, monkeypatch, caplog):
    settings.HIWAR_ALERT_TARGETS = frozenset({(ip_address("127.0.0.1"), listener.port)})
    channel, _ = a_channel(site, salma, ChannelKind.SLACK, listener.url)
    order_test(channel=channel, by=salma, now=timezone.now())
    # A test's own connection is inside a transaction, which between two rounds would count as left behind.
    monkeypatch.setattr(alerting, "close_old_connections", lambda: None)
    rounds = alerting.Rounds()
    monkeypatch.setattr(rounds._watch, "look", lambda now: 1 // 0)

    rounds.go(clock=0)
    rounds.go(clock=59)

    assert len(listener.told) == 1
    assert [record.message for record in caplog.records] == ["alerts_not_watched"]
