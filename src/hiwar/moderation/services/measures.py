"""Warning, muting and banning someone who writes, and taking it back. Each is one transaction with one event.

Whoever is meant is known through a comment of hers: by the link of its browser, or by the name under it. An event holds
neither; it names the comment. A network's ban lies in memory alone (`hiwar.accounts.networks`), only its event here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from hiwar.accounts.models import Measure, MeasureKind, Target
from hiwar.accounts.networks import NETWORKS
from hiwar.arabic.skeleton import skeleton
from hiwar.discussions.models import Comment, minute
from hiwar.moderation.models import EventKind
from hiwar.moderation.queries.reasons import reasons_of
from hiwar.moderation.roles import Seat
from hiwar.moderation.services.decisions import UnknownReason
from hiwar.moderation.services.events import Happening, write_down

MUTE_HOURS = (1, 6, 24, 72)
MOST_MUTE_HOURS = 720
MOST_BAN_DAYS = 365
# A warning is there to be read; after this long nobody counts it any more.
WARNING_LASTS = timedelta(days=30)
NETWORK = "network"


class NothingKnown(Exception):
    """Nothing tells this comment's writer from others: no browser link, or no name where the name was meant."""


@dataclass(frozen=True)
class MeasureOrder:
    """What is to be done: its kind, by what the writer is known, why, until when; None means without an end."""

    kind: MeasureKind
    target: Target
    reason: str
    ends_at: datetime | None
    message: str = ""
    note: str = ""


@transaction.atomic
def take_measure(*, comment: Comment, order: MeasureOrder, seat: Seat, now: datetime) -> Measure:
    """Take a measure against whoever wrote a comment; raises `NothingKnown`, or `UnknownReason`.

    The writer is told the message; without one, the sentence the newsroom keeps for this reason, or its label.
    """
    measure = Measure.objects.create(
        site=seat.site,
        kind=order.kind,
        target=order.target,
        tag=_tag(comment, order.target),
        comment_id=comment.public_id,
        reason=order.reason,
        message=order.message or _told(seat, order.reason),
        note=order.note,
        by=seat.user,
        at=minute(now),
        ends_at=order.ends_at,
    )
    kind, target, ends = order.kind.value, order.target.value, _iso(order.ends_at)
    after = {"kind": kind, "target": target, "reason": order.reason, "ends": ends}
    happening = Happening(EventKind.MEASURE, subject=comment.public_id, after=after, note=order.note)
    write_down(happening, site=seat.site, by=seat.user, now=now)
    return measure


@transaction.atomic
def lift_measure(*, measure: Measure, seat: Seat, now: datetime, note: str = "") -> Measure:
    """End a measure before its time; lifting it twice changes nothing."""
    current = Measure.objects.select_for_update().get(pk=measure.pk)
    if current.lifted_at is not None:
        return current
    current.lifted_at, current.lifted_by = minute(now), seat.user
    current.save(update_fields=["lifted_at", "lifted_by"])
    before = {"kind": current.kind, "target": current.target, "reason": current.reason, "ends": _iso(current.ends_at)}
    happening = Happening(EventKind.LIFTED, subject=current.comment_id, before=before, note=note)
    write_down(happening, site=seat.site, by=seat.user, now=now)
    return current


@transaction.atomic
def watch_network(*, comment: Comment, hours: int, reason: str, seat: Seat, now: datetime, note: str = "") -> int:
    """Let everything wait that comes from the network of this comment; return for how many minutes.

    Raises `NetworkForgotten` where memory no longer knows it, `UnknownReason` for a reason that is none of the site's.
    """
    _told(seat, reason)
    # In memory first: an event about a ban that never was would be worse than a ban that ends by itself tonight.
    minutes = NETWORKS.bar(comment_id=comment.public_id, hours=hours) // 60
    ends = _iso(minute(now + timedelta(minutes=minutes)))
    after = {"kind": MeasureKind.BAN.value, "target": NETWORK, "reason": reason, "ends": ends}
    happening = Happening(EventKind.MEASURE, subject=comment.public_id, after=after, note=note)
    write_down(happening, site=seat.site, by=seat.user, now=now)
    return minutes


@transaction.atomic
def unwatch_network(*, comment: Comment, seat: Seat, now: datetime) -> bool:
    """Let comments from this one's network be judged like all others again; return whether they were not."""
    was_barred = NETWORKS.unbar(comment.public_id)
    if was_barred:
        before = {"kind": MeasureKind.BAN.value, "target": NETWORK}
        happening = Happening(EventKind.LIFTED, subject=comment.public_id, before=before)
        write_down(happening, site=seat.site, by=seat.user, now=now)
    return was_barred


def _tag(comment: Comment, target: Target) -> str:
    # Readers have no accounts yet, so `Target.ACCOUNT` is offered nowhere and knows nobody.
    tag = {Target.BROWSER: comment.author_link, Target.NAME: skeleton(comment.name)}.get(target, "")
    if not tag:
        raise NothingKnown
    return tag


def _told(seat: Seat, reason: str) -> str:
    found = next((one for one in reasons_of(seat.site) if one.code == reason), None)
    if found is None:
        raise UnknownReason(reason)
    return found.sentence or found.label


def _iso(moment: datetime | None) -> str:
    return moment.isoformat(timespec="minutes") if moment else ""
