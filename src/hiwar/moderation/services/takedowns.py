"""The register of requests to take something down: who asked for what, when, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from wagtail.models import Site

from hiwar.accounts.models import User
from hiwar.discussions.models.threads import new_public_id
from hiwar.moderation.models import EventKind, Takedown, TakedownOutcome
from hiwar.moderation.models.events import PUT_BACK
from hiwar.moderation.services.events import Happening, write_down
from hiwar.moderation.services.taking_back import FORMER, TooLate


class AlreadyClosed(Exception):
    """The request has its outcome; the register is not rewritten."""


class NotAnOutcome(ValueError):
    """Being examined is not what becomes of a request."""


@dataclass(frozen=True)
class Request:
    """What somebody asks of the newsroom. `comments` are public ids."""

    authority: str
    request: str
    received_on: date
    reference: str = ""
    comments: Sequence[str] = ()


@transaction.atomic
def register_takedown(*, site: Site, request: Request, by: User, now: datetime) -> Takedown:
    """Enter a request into the register, to be examined. Nothing is taken down by that."""
    takedown = Takedown.objects.create(
        site=site,
        public_id=new_public_id(),
        authority=request.authority,
        reference=request.reference,
        request=request.request,
        received_on=request.received_on,
        comments=list(request.comments),
        by=by,
    )
    after = {
        "takedown": takedown.public_id,
        "received_on": request.received_on.isoformat(),
        "comments": list(request.comments),
        "outcome": takedown.outcome,
    }
    write_down(_of(takedown, after=after), site=site, by=by, now=now)
    return takedown


@transaction.atomic
def close_takedown(*, takedown: Takedown, outcome: str, answer: str, by: User, now: datetime) -> Takedown:
    """Write down what became of a request and what was answered; for a minute that can be taken back.

    Raises `AlreadyClosed`, `NotAnOutcome`.
    """
    if outcome not in TakedownOutcome.values or outcome == TakedownOutcome.OPEN:
        raise NotAnOutcome(outcome)
    current = Takedown.objects.select_for_update().get(pk=takedown.pk)
    if current.outcome != TakedownOutcome.OPEN:
        raise AlreadyClosed
    # Nothing but the time of it need be known: it was open, without an outcome.
    FORMER.keep(EventKind.TAKEDOWN, current.public_id, "", site=current.site)
    current.outcome, current.answer, current.closed_on = outcome, answer, now.date()
    current.save(update_fields=["outcome", "answer", "closed_on"])
    before, after = {"outcome": TakedownOutcome.OPEN.value}, {"takedown": current.public_id, "outcome": outcome}
    write_down(_of(current, before=before, after=after), site=current.site, by=by, now=now)
    return current


@transaction.atomic
def take_closing_back(*, takedown: Takedown, by: User, now: datetime) -> Takedown:
    """Let a request that was closed within the last minute be examined on; the log keeps that it was closed.

    Raises `TooLate`.
    """
    FORMER.of(EventKind.TAKEDOWN, takedown.public_id, site=takedown.site)
    current = Takedown.objects.select_for_update().get(pk=takedown.pk)
    if current.outcome == TakedownOutcome.OPEN:
        raise TooLate
    before = {"takedown": current.public_id, "outcome": current.outcome}
    current.outcome, current.answer, current.closed_on = TakedownOutcome.OPEN, "", None
    current.save(update_fields=["outcome", "answer", "closed_on"])
    after = {"takedown": current.public_id, "outcome": TakedownOutcome.OPEN.value, PUT_BACK: True}
    write_down(_of(current, before=before, after=after), site=current.site, by=by, now=now)
    transaction.on_commit(lambda: FORMER.forget(EventKind.TAKEDOWN, current.public_id, site=current.site))
    return current


def was_closed_just_now(takedown: Takedown) -> bool:
    """Return whether the closing of a request can still be taken back."""
    is_closed = takedown.outcome != TakedownOutcome.OPEN
    return is_closed and FORMER.knows(EventKind.TAKEDOWN, takedown.public_id, site=takedown.site)


def _of(takedown: Takedown, *, before: dict | None = None, after: dict) -> Happening:
    subject = f"{takedown.authority} {takedown.reference}".strip()[:200]
    return Happening(EventKind.TAKEDOWN, subject=subject, before=before or {}, after=after)
