"""The room of alerts: its channels without their secrets, and what was told lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from wagtail.models import Site

from hiwar.moderation.models import Channel, ChannelKind, Notice, Trigger
from hiwar.moderation.notice_words import message, why_not_sent

LAST = 50


@dataclass(frozen=True)
class Way:
    """A channel as the desk shows it: nothing of where it leads but its kind and its name."""

    pk: int
    name: str
    kind: str
    label: str
    triggers: tuple[str, ...]
    queue_length: int
    is_on: bool
    is_signed: bool
    is_mail: bool
    waiting: int


@dataclass(frozen=True)
class Told:
    """A notice and what became of it: sent, waiting for its next try, or given up."""

    channel: str
    sentence: str
    url: str
    at: datetime
    sent_at: datetime | None
    due_at: datetime
    tries: int
    problem: str
    is_given_up: bool


def ways(site: Site) -> tuple[Way, ...]:
    """Return the site's channels in the order in which they were made; two queries."""
    unsent = Notice.objects.filter(channel__site=site, sent_at__isnull=True, failed="")
    waiting = dict(unsent.order_by().values_list("channel").annotate(Count("pk")))
    return tuple(
        _way(channel, waiting.get(channel.pk, 0)) for channel in Channel.objects.filter(site=site).order_by("pk")
    )


def told_lately(site: Site) -> tuple[Told, ...]:
    """Return the last fifty notices, newest first."""
    rows = Notice.objects.filter(channel__site=site).select_related("channel__site").order_by("-pk")
    return tuple(_told(notice) for notice in rows[:LAST])


def _way(channel: Channel, waiting: int) -> Way:
    labels = dict(Trigger.choices)
    return Way(
        pk=channel.pk,
        name=channel.name,
        kind=channel.kind,
        label=channel.get_kind_display(),
        triggers=tuple(str(labels[trigger]) for trigger in channel.triggers if trigger in labels),
        queue_length=channel.queue_length,
        is_on=channel.is_on,
        is_signed=channel.kind == ChannelKind.WEBHOOK,
        is_mail=channel.kind in {ChannelKind.MAIL, ChannelKind.DIGEST},
        waiting=waiting,
    )


def _told(notice: Notice) -> Told:
    said = message(notice)
    return Told(
        channel=notice.channel.name,
        sentence=said.sentence,
        url=said.url,
        at=notice.made_at,
        sent_at=notice.sent_at,
        due_at=notice.due_at,
        tries=notice.tries,
        problem=why_not_sent(notice.problem) if notice.problem else "",
        is_given_up=bool(notice.failed),
    )
