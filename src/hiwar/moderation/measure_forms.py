"""What the forms about a writer may say: a note, a warning, a mute, a ban, the removal of all she wrote. Nothing is
saved here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hiwar.accounts.models import MeasureKind, Target
from hiwar.accounts.networks import MOST_HOURS
from hiwar.moderation.forms import NoteField, PlaceForm
from hiwar.moderation.services.measures import (
    MOST_BAN_DAYS,
    MOST_MUTE_HOURS,
    MUTE_HOURS,
    WARNING_LASTS,
    MeasureOrder,
)

# What a reader can be known by; accounts of readers do not exist yet.
TARGETS = (Target.BROWSER, Target.NAME)


class AuthorNoteForm(PlaceForm):
    """A line for colleagues about a writer."""

    note = NoteField()


class ReasonedForm(PlaceForm):
    """Whatever is done to a writer has one of the site's reasons; a message to her and a note may stand beside it."""

    reason = forms.ChoiceField(choices=[])
    message = NoteField(required=False)
    note = NoteField(required=False)

    def __init__(self, data: Any = None, *, reasons: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["reason"].choices = [(code, code) for code in reasons]
        sentence = _("Choose a reason.")
        self.fields["reason"].error_messages |= {"required": sentence, "invalid_choice": sentence}

    def problem(self) -> str:
        """Return one sentence about what is wrong."""
        return next((str(sentences[0]) for sentences in self.errors.values()), "")


class WarningForm(ReasonedForm):
    """A warning: read once, and over after thirty days."""

    target = forms.ChoiceField(choices=[(Target.BROWSER.value, "")], required=False)

    def order(self, *, now: datetime) -> MeasureOrder:
        """Return what a valid form asks for."""
        return _order(self, MeasureKind.WARNING, Target.BROWSER, now + WARNING_LASTS)


class MuteForm(ReasonedForm):
    """A mute: for one of the usual times, or for a number of hours of one's own."""

    target = forms.ChoiceField(choices=[(one.value, one.value) for one in TARGETS], required=False)
    hours = forms.CharField(required=False, max_length=9)
    own_hours = forms.CharField(required=False, max_length=9)

    def clean(self) -> dict[str, Any]:
        """Ask for a time within a month."""
        data = super().clean() or {}
        raw = data.get("own_hours") or data.get("hours") or ""
        hours = int(raw) if raw.isdecimal() else 0
        if not 0 < hours <= MOST_MUTE_HOURS:
            sentence = _("Say for how many hours: from 1 to %(most)s.") % {"most": MOST_MUTE_HOURS}
            self.add_error("hours", forms.ValidationError(sentence, code="required"))
        data["for_hours"] = hours
        return data

    def order(self, *, now: datetime) -> MeasureOrder:
        """Return what a valid form asks for."""
        ends_at = now + timedelta(hours=self.cleaned_data["for_hours"])
        return _order(self, MeasureKind.MUTE, _target(self), ends_at)


class BanForm(ReasonedForm):
    """A ban: for so many days, or without an end, which must be said on purpose and with a note."""

    target = forms.ChoiceField(choices=[(one.value, one.value) for one in TARGETS], required=False)
    days = forms.CharField(required=False, max_length=9)
    endless = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for an end within a year, or for a note that says why there is none."""
        data = super().clean() or {}
        raw = data.get("days") or ""
        days = int(raw) if raw.isdecimal() else 0
        if data.get("endless"):
            if not data.get("note") and "note" not in self.errors:
                sentence = _("A ban without an end needs a note that says why.")
                self.add_error("note", forms.ValidationError(sentence, code="required"))
        elif not 0 < days <= MOST_BAN_DAYS:
            sentence = _("Say for how many days: from 1 to %(most)s, or tick «without an end».") % {
                "most": MOST_BAN_DAYS
            }
            self.add_error("days", forms.ValidationError(sentence, code="required"))
        data["for_days"] = days
        return data

    def order(self, *, now: datetime) -> MeasureOrder:
        """Return what a valid form asks for."""
        ends_at = None if self.cleaned_data["endless"] else now + timedelta(days=self.cleaned_data["for_days"])
        return _order(self, MeasureKind.BAN, _target(self), ends_at)


class NetworkForm(ReasonedForm):
    """Everything from one network waits, for at most a day."""

    hours = forms.TypedChoiceField(choices=[(hours, hours) for hours in (1, 6, MOST_HOURS)], coerce=int)


class RemovalForm(ReasonedForm):
    """All that one browser wrote is removed: up to the last comment of the list that was seen."""

    last = forms.IntegerField(min_value=1, max_value=10**15)


def _target(form: forms.Form) -> Target:
    return Target(form.cleaned_data.get("target") or Target.BROWSER)


def _order(form: ReasonedForm, kind: MeasureKind, target: Target, ends_at: datetime | None) -> MeasureOrder:
    data = form.cleaned_data
    # What readers are told is told in minutes.
    ends = ends_at.replace(second=0, microsecond=0) if ends_at else None
    return MeasureOrder(kind, target, data["reason"], ends, data["message"], data["note"])


__all__ = [
    "MUTE_HOURS",
    "AuthorNoteForm",
    "BanForm",
    "MuteForm",
    "NetworkForm",
    "ReasonedForm",
    "RemovalForm",
    "WarningForm",
]
