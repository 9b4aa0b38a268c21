"""Everybody whom the desk calls for is away: nothing is lost, pauses grow, the room of alerts says why and when."""

from __future__ import annotations

import threading
from datetime import timedelta
from html import escape
from ipaddress import ip_address

import pytest

from hiwar.accounts.models import Assignment, Role
from hiwar.config.outside import MailServer
from hiwar.moderation.models import ChannelKind, Notice, Trigger
from hiwar.moderation.notice_words import why_not_sent
from hiwar.moderation.outbound import Outbound
from hiwar.moderation.services.alerts import raise_alert
from hiwar.moderation.services.channels import Wanted, add_channel
from hiwar.moderation.services.sending import Sender
from tests.factories.newsroom import NOON
from tests.fakes.listeners import mail_listener, web_listener

pytestmark = pytest.mark.django_db


@pytest.fixture
def nobody(settings) -> None:
    """A mail server that was there when the newsroom was set up, and is no more."""
    with mail_listener() as gone:
        settings.HIWAR_MAIL = MailServer("127.0.0.1", gone.port, "", "", False, False, "desk@example.org")
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", gone.port
        settings.DEFAULT_FROM_EMAIL = "desk@example.org"


def test_while_everybody_outside_is_away_pauses_grow_and_the_room_says_why(site, salma, as_user, nobody, settings):
    Assignment.objects.create(site=site, user=salma, role=Role.SENIOR)
    hung, due = threading.Event(), []
    with web_listener() as listener:
        listener.answer = lambda told: 500 if told.path == "/broken" else hung.wait(10) and 204
        sender = Sender(Outbound(inner=frozenset({(ip_address("127.0.0.1"), listener.port)}), seconds=0.3))
        for kind, target in (
            (ChannelKind.WEBHOOK, listener.url),
            (ChannelKind.WEBHOOK, listener.url.replace("/hook", "/broken")),
            (ChannelKind.MAIL, "salma@example.org"),
        ):
            wanted = Wanted(target[-6:], kind, target, "", (Trigger.LONG_QUEUE,), 10)
            add_channel(site=site, wanted=wanted, by=salma, now=NOON)
        raise_alert(site=site, trigger=Trigger.LONG_QUEUE, data={"count": 120, "limit": 100}, now=NOON)

        for _ in range(3):
            sender.send_due(now=Notice.objects.latest("due_at").due_at)
            due.append(set(Notice.objects.values_list("due_at", flat=True)))
        room = as_user(salma).get("/desk/alerts/").content.decode().partition('id="told"')[2]
        hung.set()
        listener.answer = lambda told: 204
        with mail_listener() as back:
            settings.EMAIL_PORT = back.port
            arrived = sender.send_due(now=NOON + timedelta(hours=1))

    assert due == [{NOON + timedelta(seconds=seconds)} for seconds in (30, 90, 210)]
    for reason in ("too_slow", "http_500", "mail_away"):
        assert escape(why_not_sent(reason)) in room
    assert room.count("#i-warn") == 3
    assert arrived == 3
    assert not Notice.objects.filter(sent_at=None).exists()
