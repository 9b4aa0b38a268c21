"""What an event's small records call things, in words: a table of names and of the values that stand for something.

A name that is not here is shown as it is written down; a new kind of event loses nothing by that.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hiwar.accounts.models import MeasureKind, Role, Target
from hiwar.moderation.models import AppealState, Reason, TakedownOutcome

NAMES: Mapping[str, str | Promise] = {
    "role": _("role at the desk"),
    "sections": _("sections"),
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
    "takedown": _("request"),
    "received_on": _("received on"),
    "comments": _("comments"),
    "outcome": _("outcome"),
    "format": _("format"),
    "label": _("label at the desk"),
    "sentence": _("sentence to the author"),
    "means": _("means"),
    "place": _("place"),
    "is_offered": _("is offered"),
}
VALUES: Mapping[str, Mapping[str, str | Promise]] = {
    "role": dict(Role.choices),
    "kind": dict(MeasureKind.choices),
    "target": dict(Target.choices),
    "state": dict(AppealState.choices),
    "outcome": dict(TakedownOutcome.choices),
    "reason": dict(Reason.choices),
    "means": dict(Reason.choices),
}


def named(path: str) -> str:
    """Return the name of one thing in a record; of a part of a part, what it is a part of stands before it."""
    above, _dot, name = path.rpartition(".")
    words = str(NAMES.get(name, name))
    return f"{above}: {words}" if above else words


def meant(path: str, value: str) -> str:
    """Return what a value stands for."""
    return str(VALUES.get(path.rpartition(".")[2], {}).get(value, value))
