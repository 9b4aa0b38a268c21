"""What an event's small records call things, in words: a table of names and of the values that stand for something.

A name that is not here is shown as it is written down; a new kind of event loses nothing by that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hiwar.accounts.models import MeasureKind, Role, Target
from hiwar.discussions.models import Badge, ListKind
from hiwar.discussions.models.settings import ScreeningMode
from hiwar.moderation.heads import HEADS
from hiwar.moderation.models import Action, AppealState, ChannelKind, EventKind, Reason, TakedownOutcome, Trigger
from hiwar.moderation.models.events import BY_AGE

NAMES: Mapping[str, str | Promise] = {
    "role": _("role at the desk"),
    "sections": _("sections"),
    "joined": _("joined the moderators"),
    "put_back": _("put back as it was"),
    "count": _("number"),
    "kind": _("kind"),
    "target": _("known by"),
    "reason": _("reason"),
    "ends": _("ends"),
    "state": _("state"),
    "evidence": _("copy"),
    "kept_until": _("kept until"),
    "held_until": _("held until"),
    "hold_asked_until": _("a hold asked for until"),
    "asked_by": _("asked for by"),
    "digest": "SHA-256",
    "taken_out": _("taken out as"),
    "deleted": _("deleted"),
    "takedown": _("request"),
    "received_on": _("received on"),
    "comments": _("comments"),
    "outcome": _("outcome"),
    "format": _("format"),
    "label": _("label at the desk"),
    "sentence": _("sentence to the author"),
    "means": _("means"),
    "edit": _("edit"),
    "place": _("place"),
    "is_offered": _("is offered"),
    "look": _("look at"),
    "opinion": _("opinion"),
    "settled": _("right was"),
    "decided": _("decided"),
    "threshold": _("threshold"),
    "by_hand": _("by hand"),
    "mode": _("screening mode"),
    "model": _("model"),
    "hold_all": _("everything waits"),
    "careful": _("stricter thresholds"),
    "slow_minutes": _("minutes between two comments"),
    "no_links": _("no links"),
    "hold_first": _("first comments wait"),
    "closes_at": _("closes"),
    "ends_at": _("ends"),
    "triggers": _("told of"),
    "queue_length": _("from this length of the queue on"),
    "is_on": _("switched on"),
    "published": _("of what publishes itself, in percent"),
    "decisions": _("of what colleagues decide, in percent"),
    "answer": _("answer"),
    "badge": _("badge"),
    "pinned": _("pinned"),
    "featured": _("editor's choice"),
    "needs_no_answer": _("needs no answer"),
    "with_clitics": _("also with attached particles"),
    "by_stem": _("also with other endings"),
    "forms": _("other forms"),
    "test": _("a test was sent"),
    "against": _("against"),
    "person": _("Who"),
    "act": _("What"),
    "since": _("From the day"),
    "until": _("To the day"),
    "comment": _("comment"),
    "batch": _("one act"),
}
_ACTS = dict(Action.choices)
VALUES: Mapping[str, Mapping[str, str | Promise]] = {
    "role": dict(Role.choices),
    "kind": dict([*MeasureKind.choices, *ChannelKind.choices, *ListKind.choices]),
    "target": {**dict(Target.choices), "network": _("the network"), "changed": _("changed")},
    "state": dict(AppealState.choices),
    "deleted": {BY_AGE: _("its time was over")},
    "outcome": dict(TakedownOutcome.choices),
    "reason": dict(Reason.choices),
    "means": dict(Reason.choices),
    "look": {"missed": _("what published itself"), "blind": _("a colleague's decision")},
    "opinion": _ACTS,
    "settled": _ACTS,
    "decided": _ACTS,
    "mode": dict(ScreeningMode.choices),
    "triggers": dict(Trigger.choices),
    "badge": dict(Badge.choices),
    "against": {"decision": _("a decision"), "measure": _("a measure")},
    "edit": {"waiting": _("waiting"), "accepted": _("accepted"), "refused": _("refused")},
}
# What an event is about where it is neither a comment nor a person: the part of the desk that was changed or taken out.
SUBJECTS: Mapping[str, Mapping[str, str | Promise]] = {
    EventKind.THRESHOLD: HEADS,
    EventKind.REVIEW: {"shares": _("how much is looked at again")},
    EventKind.EXPORT: {"log": _("Log"), "takedowns": _("Takedown requests")},
}

# What these say is a moment or a day, in ISO 8601.
MOMENTS = frozenset(
    {"ends", "ends_at", "closes_at", "kept_until", "held_until", "hold_asked_until", "asked_until", "received_on"}
)


def named(path: str) -> str:
    """Return the name of one thing in a record; of a part of a part, what it is a part of stands before it."""
    above, _dot, name = path.rpartition(".")
    words = str(NAMES.get(name, name))
    return f"{above}: {words}" if above else words


def meant(path: str, value: str) -> str:
    """Return what a value stands for."""
    return str(VALUES.get(path.rpartition(".")[2], {}).get(value, value))


def about(kind: str, subject: str) -> str:
    """Return what an event of this kind is about, in words where there are some."""
    return str(SUBJECTS.get(kind, {}).get(subject, subject))


def moment(path: str, value: object) -> datetime | date | None:
    """Return the moment or day that a value tells, or None if it tells none."""
    if path.rpartition(".")[2] not in MOMENTS or not isinstance(value, str):
        return None
    for kind in (date, datetime):
        try:
            return kind.fromisoformat(value)
        except ValueError:
            continue
    return None
