"""Keeping a comment for the law: a copy as it stood, kept a year, or longer where two people agree on it.

Belongs here: making the copy, asking for a hold and confirming it, taking a copy out. Not here: deleting by age
(`sweeping`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from hiwar.accounts.models import User
from hiwar.discussions.models import Comment, minute
from hiwar.discussions.models.threads import new_public_id
from hiwar.moderation.models import Action, Decision, Event, EventKind, Evidence
from hiwar.moderation.models.events import BY_AGE
from hiwar.moderation.services.events import Happening, write_down

KEPT_FOR = timedelta(days=365)
LONGEST_HOLD = timedelta(days=5 * 365)
RECORD_VERSION = 1


class NothingToKeep(Exception):
    """The comment's words are gone."""


class HoldTooLong(ValueError):
    """A hold ends in the future and within five years."""


class NothingAsked(Exception):
    """Nobody asked for a hold, or it was answered meanwhile."""


class SamePerson(Exception):
    """Whoever asks for a hold cannot be who confirms it."""


@transaction.atomic
def keep_evidence(*, comment: Comment, by: User, reason: str, now: datetime) -> Evidence:
    """Keep a copy of the comment as it stands, for a year. Raises `NothingToKeep`, or `ValueError` without a reason."""
    if not reason.strip():
        raise ValueError("a reason is required")
    current = Comment.objects.select_related("thread__site").get(pk=comment.pk)
    if not current.text:
        raise NothingToKeep
    record = record_of(current)
    evidence = Evidence.objects.create(
        site=current.thread.site,
        public_id=new_public_id(),
        comment_id=current.public_id,
        record=record,
        digest=digest_of(record),
        reason=reason,
        by=by,
        at=minute(now),
        kept_until=minute(now) + KEPT_FOR,
    )
    _tell(evidence, {"kept_until": _day(evidence.kept_until), "digest": evidence.digest}, by=by, now=now, note=reason)
    return evidence


@transaction.atomic
def ask_hold(*, evidence: Evidence, by: User, reason: str, until: datetime, now: datetime) -> Evidence:
    """Ask that a copy be kept until a day; it counts once somebody else has confirmed it.

    Asking again takes the place of a request nobody has answered. Raises `HoldTooLong`, or `ValueError` without a
    reason.
    """
    if not reason.strip():
        raise ValueError("a reason is required")
    if not now < until <= now + LONGEST_HOLD:
        raise HoldTooLong
    current = _locked(evidence)
    current.asked_by, current.asked_reason, current.asked_until = by, reason, until
    current.save(update_fields=["asked_by", "asked_reason", "asked_until"])
    _tell(current, {"hold_asked_until": _day(until)}, by=by, now=now, note=reason)
    return current


@transaction.atomic
def answer_hold(*, evidence: Evidence, by: User, confirms: bool, now: datetime) -> Evidence:
    """Confirm what somebody else asked for, or turn it down. Raises `NothingAsked`, `SamePerson`.

    Who asked may take it back; only somebody else may confirm.
    """
    current = _locked(evidence)
    if current.asked_by is None or current.asked_until is None or current.asked_until <= now:
        raise NothingAsked
    if confirms and current.asked_by_id == by.pk:
        raise SamePerson
    before = {"hold_asked_until": _day(current.asked_until), "asked_by": str(current.asked_by)}
    after: dict[str, Any] = {}
    if confirms:
        current.hold_by, current.hold_confirmed_by = current.asked_by, by
        current.hold_reason, current.held_until = current.asked_reason, current.asked_until
        after = {"held_until": _day(current.asked_until)}
    current.asked_by, current.asked_reason, current.asked_until = None, "", None
    current.save()
    _tell(current, after, by=by, now=now, before=before)
    return current


@transaction.atomic
def take_out_evidence(*, evidence: Evidence, by: User, now: datetime) -> bytes:
    """Return the copy as a file with its digest and how to check it, after writing down who took it."""
    _tell(evidence, {"taken_out": "json"}, by=by, now=now)
    told = {
        "record": evidence.record,
        "digest": f"sha256:{evidence.digest}",
        "digest_is_of": "the record as JSON in UTF-8: keys sorted, no spaces between, nothing escaped that need not be",
        "kept_by": str(evidence.by),
        "kept_at": evidence.at.astimezone(UTC).isoformat(timespec="minutes"),
        "kept_because": evidence.reason,
        "is_unchanged": is_unchanged(evidence),
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def tell_of_end(*, evidence: Evidence, now: datetime) -> Event:
    """Write down that a copy goes because its time is over; call it in the transaction that deletes it.

    Nobody does that; the event names who had made the copy, and says that it went by itself (`Event.is_by_itself`).
    """
    last_day = evidence.held_until if evidence.held_until and evidence.hold_confirmed_by_id else evidence.kept_until
    before = {"kept_until": _day(max(last_day, evidence.kept_until)), "digest": evidence.digest}
    return _tell(evidence, {"deleted": BY_AGE}, by=evidence.by, now=now, before=before)


def record_of(comment: Comment) -> dict[str, Any]:
    """Return a comment as it stands, with what was decided about it: nothing about its writer but the name shown."""
    thread = comment.thread
    decisions = Decision.objects.filter(site=thread.site_id, comment_id=comment.public_id).select_related("by")
    return {
        "version": RECORD_VERSION,
        "comment": comment.public_id,
        "number": comment.number,
        "state": comment.state,
        "name": comment.name,
        "text": comment.text,
        "thread": {"title": thread.title, "url": thread.url, "site": thread.site.hostname},
        "answers": comment.parent.number if comment.parent else None,
        "submitted_at": _minute(comment.submitted_at),
        "published_at": _minute(comment.published_at),
        "edited_at": _minute(comment.edited_at),
        "decided_at": _minute(comment.decided_at),
        "screening": _findings(comment.screening),
        "decisions": [
            {
                "at": _minute(one.at),
                "by": str(one.by),
                "action": one.action,
                "reason": one.reason,
                "note": one.note,
                "message": one.message,
                "before": one.state_before,
                "after": one.state_after,
            }
            # Who looked at an address is the log's to say, and no part of what was said about the comment.
            for one in decisions.exclude(action=Action.REVEAL).order_by("pk")
        ],
    }


def digest_of(record: Mapping[str, Any]) -> str:
    """Return the digest of a record, the same for the same words in whatever order they are kept."""
    written = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def is_unchanged(evidence: Evidence) -> bool:
    """Return whether the copy still says what it said when it was made."""
    return digest_of(evidence.record) == evidence.digest


def _findings(screening: Mapping[str, Any]) -> dict[str, Any]:
    # Named one by one: what screening may write down some day about a writer does not get in by itself.
    findings = screening.get("findings")
    found = [one for one in findings if isinstance(one, dict)] if isinstance(findings, list) else []
    return {
        "version": screening.get("version", ""),
        "model": screening.get("model", ""),
        "findings": [{key: one[key] for key in ("rule", "field", "spans") if key in one} for one in found],
    }


def _locked(evidence: Evidence) -> Evidence:
    return Evidence.objects.select_for_update().get(pk=evidence.pk)


def _tell(
    evidence: Evidence,
    after: Mapping[str, Any],
    *,
    by: User,
    now: datetime,
    note: str = "",
    before: Mapping[str, Any] | None = None,
) -> Event:
    happening = Happening(
        EventKind.EVIDENCE,
        subject=evidence.comment_id,
        before=before or {},
        after={"evidence": evidence.public_id, **after},
        note=note,
    )
    return write_down(happening, site=evidence.site, by=by, now=now)


def _minute(moment: datetime | None) -> str | None:
    return minute(moment).astimezone(UTC).isoformat(timespec="minutes") if moment else None


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
