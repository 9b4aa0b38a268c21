"""Alert channels: where each leads, sealed; what signs it; what is done with it at the desk, written down each time.

An address, a token or a secret leaves this module only towards `sending`, and a fresh secret once to whoever made it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import serializers
from django.db import IntegrityError, transaction
from wagtail.models import Site

from hiwar.accounts.models import User
from hiwar.accounts.seal import seal, unseal
from hiwar.discussions.models import minute
from hiwar.discussions.models.threads import new_public_id
from hiwar.moderation.models import Channel, ChannelKind, EventKind, Notice, Trigger
from hiwar.moderation.models.events import PUT_BACK
from hiwar.moderation.services.events import Happening, write_down
from hiwar.moderation.services.taking_back import FORMER, TooLate
from hiwar.moderation.signatures import new_secret

# So long a replaced secret signs beside its successor.
OVERLAP = timedelta(hours=24)
# A channel has some hundreds of thirty days at most; memory must not hold what a flood would make of them.
MOST_NOTICES_BACK = 2000


class HasNoSecret(Exception):
    """Only what is signed has a secret."""


class IsOff(Exception):
    """A channel that is off is told nothing, not even a test."""


@dataclass(frozen=True, repr=False)
class Wanted:
    """What a channel is to be. An empty `target` or `token` leaves the kept one."""

    name: str
    kind: str
    target: str
    token: str = ""
    triggers: tuple[str, ...] = ()
    queue_length: int = 100


@transaction.atomic
def add_channel(*, site: Site, wanted: Wanted, by: User, now: datetime) -> tuple[Channel, str]:
    """Add a channel; return it and, if it is signed, the secret, which is never shown again."""
    secret = new_secret() if wanted.kind == ChannelKind.WEBHOOK else ""
    channel = Channel(site=site, kind=wanted.kind)
    _fill(channel, wanted)
    if secret:
        _keep_secrets(channel, [(secret, None)])
    channel.save()
    _write(channel, before={}, after=_told(channel), by=by, now=now)
    return channel, secret


@transaction.atomic
def change_channel(*, channel: Channel, wanted: Wanted, by: User, now: datetime) -> Channel:
    """Change what a channel is told and where it leads; how it goes stays as it was made."""
    current = _locked(channel)
    before = _told(current)
    _fill(current, wanted)
    # Whoever moves the limit wants to hear of the queue as it is now.
    current.knows_of_queue = False
    current.save()
    after = _told(current) | ({"target": "changed"} if wanted.target or wanted.token else {})
    _write(current, before=before, after=after, by=by, now=now)
    return current


@transaction.atomic
def turn_channel(*, channel: Channel, is_on: bool, by: User, now: datetime) -> Channel:
    """Turn a channel on or off; turning twice changes nothing. What it was still to be told is then told to nobody."""
    current = _locked(channel)
    if current.is_on == is_on:
        return current
    current.is_on, current.knows_of_queue = is_on, False
    current.save(update_fields=["is_on", "knows_of_queue"])
    # Turned on again after a month, it shall not tell of last month.
    Notice.objects.filter(channel=current, sent_at__isnull=True, failed="").delete()
    _write(current, before={"is_on": not is_on}, after={"is_on": is_on}, by=by, now=now)
    return current


@transaction.atomic
def delete_channel(*, channel: Channel, by: User, now: datetime) -> None:
    """Forget a channel with all it was to be told and was told; for a minute it can be put back."""
    current = _locked(channel)
    latest = current.notices.order_by("-pk")[:MOST_NOTICES_BACK]
    # In ASCII alone: a name may hold what would be taken for the end of a line.
    stood = serializers.serialize("jsonl", [current, *latest], ensure_ascii=True)
    FORMER.keep(EventKind.CHANNEL, str(current.pk), stood, site=current.site)
    _write(current, before=_told(current), after={}, by=by, now=now)
    current.delete()


@transaction.atomic
def put_channel_back(*, pk: int, site: Site, by: User, now: datetime) -> Channel:
    """Make a deleted channel what it was, its secret and its notices included. Raises `TooLate`."""
    stood = FORMER.of(EventKind.CHANNEL, str(pk), site=site)
    channel, *notices = (row.object for row in serializers.deserialize("jsonl", stood))
    try:
        with transaction.atomic():
            channel.save(force_insert=True)
    except IntegrityError:
        # It is there: put back by somebody a moment before, or never gone.
        raise TooLate from None
    Notice.objects.bulk_create(notices)
    _write(channel, before={}, after=_told(channel) | {PUT_BACK: True}, by=by, now=now)
    transaction.on_commit(lambda: FORMER.forget(EventKind.CHANNEL, str(pk), site=site))
    return channel


def can_be_put_back(*, pk: int, site: Site) -> bool:
    """Return whether a channel was deleted within the last minute, and is not back."""
    return FORMER.knows(EventKind.CHANNEL, str(pk), site=site) and not Channel.objects.filter(pk=pk).exists()


@transaction.atomic
def rotate_secret(*, channel: Channel, by: User, now: datetime) -> str:
    """Return a fresh secret, shown this once; the old one signs beside it for a day. Raises `HasNoSecret`."""
    if channel.kind != ChannelKind.WEBHOOK:
        raise HasNoSecret
    current, secret = _locked(channel), new_secret()
    newest = secrets_of(current, now=now)[:1]
    _keep_secrets(current, [(secret, None), *((old, now + OVERLAP) for old in newest)])
    current.save(update_fields=["sealed_secret"])
    _write(current, before={}, after={"secret": "replaced"}, by=by, now=now)
    return secret


@transaction.atomic
def order_test(*, channel: Channel, by: User, now: datetime) -> Notice:
    """Have a channel told that this is a test, as it would be told anything. Raises `IsOff`."""
    current = _locked(channel)
    if not current.is_on:
        raise IsOff
    moment = minute(now)
    notice = Notice.objects.create(
        channel=current, trigger=Trigger.TEST, public_id=new_public_id(), made_at=moment, due_at=moment
    )
    _write(current, before={}, after={"test": notice.public_id}, by=by, now=now)
    return notice


def target_of(channel: Channel) -> str:
    """Return where a channel leads; raises `CannotUnseal`."""
    return unseal(bytes(channel.sealed_target), purpose=_purpose("target", channel))


def token_of(channel: Channel) -> str:
    """Return the token of a channel that has one; raises `CannotUnseal`."""
    return unseal(bytes(channel.sealed_secret), purpose=_purpose("secret", channel))


def secrets_of(channel: Channel, *, now: datetime) -> list[str]:
    """Return the secrets that sign at this moment, newest first; raises `CannotUnseal`."""
    kept: list[tuple[str, str | None]] = json.loads(token_of(channel))
    return [secret for secret, until in kept if until is None or datetime.fromisoformat(until) > now]


def _fill(channel: Channel, wanted: Wanted) -> None:
    channel.name = wanted.name
    channel.triggers = [str(trigger) for trigger in wanted.triggers]
    channel.queue_length = wanted.queue_length
    if wanted.target:
        channel.sealed_target = seal(wanted.target, purpose=_purpose("target", channel))
    if wanted.token:
        channel.sealed_secret = seal(wanted.token, purpose=_purpose("secret", channel))


def _keep_secrets(channel: Channel, kept: list[tuple[str, datetime | None]]) -> None:
    said = [(secret, until.isoformat() if until else None) for secret, until in kept]
    channel.sealed_secret = seal(json.dumps(said), purpose=_purpose("secret", channel))


def _purpose(part: str, channel: Channel) -> str:
    return f"channel-{part}:{channel.site_id}:{channel.kind}"


def _locked(channel: Channel) -> Channel:
    return Channel.objects.select_for_update().select_related("site").get(pk=channel.pk)


def _told(channel: Channel) -> dict[str, Any]:
    """Return what the log may know of a channel: everything but where it leads."""
    return {
        "kind": str(channel.kind),
        "triggers": list(channel.triggers),
        "queue_length": channel.queue_length,
        "is_on": channel.is_on,
    }


def _write(channel: Channel, *, before: Mapping[str, Any], after: Mapping[str, Any], by: User, now: datetime) -> None:
    happening = Happening(EventKind.CHANNEL, subject=channel.name, before=before, after=after)
    write_down(happening, site=channel.site, by=by, now=now)
