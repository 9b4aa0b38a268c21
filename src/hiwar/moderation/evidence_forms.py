"""What the forms of the evidence room may say. Nothing is saved here."""

from __future__ import annotations

from django import forms

from hiwar.moderation.forms import NoteField


class KeepForm(forms.Form):
    """Why a comment is kept."""

    reason = NoteField()


class HoldForm(forms.Form):
    """Why a copy is to be kept beyond its year, and until which day."""

    reason = NoteField()
    until = forms.DateField()


class AnswerForm(forms.Form):
    """What somebody else says to that."""

    answer = forms.ChoiceField(choices=[("confirm", "confirm"), ("decline", "decline")])
