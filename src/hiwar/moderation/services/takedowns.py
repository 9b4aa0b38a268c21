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
from hiwar.moderation.services.events import Happening, write_down


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
    """Write down what became of a request and what was answered. Raises `AlreadyClosed`, `NotAnOutcome`."""
    if outcome not in TakedownOutcome.values or outcome == TakedownOutcome.OPEN:
        raise NotAnOutcome(outcome)
    current = Takedown.objects.select_for_update().get(pk=takedown.pk)
    if current.outcome != TakedownOutcome.OPEN:
        raise AlreadyClosed
    current.outcome, current.answer, current.closed_on = outcome, answer, now.date()
    current.save(update_fields=["outcome", "answer", "closed_on"])
    before, after = {"outcome": TakedownOutcome.OPEN.value}, {"takedown": current.public_id, "outcome": outcome}
    write_down(_of(current, before=before, after=after), site=current.site, by=by, now=now)
    return current


def _of(takedown: Takedown, *, before: dict | None = None, after: dict) -> Happening:
    subject = f"{takedown.authority} {takedown.reference}".strip()[:200]
    return Happening(EventKind.TAKEDOWN, subject=subject, before=before or {}, after=after)
