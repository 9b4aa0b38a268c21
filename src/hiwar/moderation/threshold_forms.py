"""What may be said when a threshold is moved. Nothing is saved here."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from hiwar.moderation.curves import STEPS
from hiwar.moderation.forms import NoteField
from hiwar.moderation.heads import HEADS
from hiwar.moderation.queries.curves import Asked

PERIODS = (30, 90)


class ThresholdForm(forms.Form):
    """A head's threshold: set where the slider stands, or given back to the mode."""

    head = forms.ChoiceField(choices=[(label, label) for label in HEADS])
    act = forms.ChoiceField(choices=[("set", "set"), ("reset", "reset")])
    at = forms.FloatField(min_value=STEPS[0], max_value=STEPS[-1])
    note = NoteField(required=False)


class AskedForm(forms.Form):
    """Which curve is looked at; what in an address is not one of ours is left out."""

    head = forms.ChoiceField(choices=[(label, label) for label in HEADS])
    days = forms.TypedChoiceField(choices=[(days, days) for days in PERIODS], coerce=int)
    at = forms.FloatField(min_value=STEPS[0], max_value=STEPS[-1])


def asked_from(query: QueryDict) -> Asked:
    """Return what an address asks for."""
    form = AskedForm(query)
    form.is_valid()
    found = form.cleaned_data
    at = found.get("at")
    return Asked(found.get("head", "toxic"), found.get("days", PERIODS[0]), None if at is None else round(at, 2))
