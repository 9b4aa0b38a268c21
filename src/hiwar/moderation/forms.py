"""What the desk's forms may say. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hiwar.arabic.clean import UncleanText, clean_line
from hiwar.discussions.models import State
from hiwar.moderation.models import Action

MAX_NOTE = 500
MOST_AT_ONCE = 50
DECISIONS = (Action.APPROVE, Action.REJECT, Action.SPAM)


class NoteField(forms.CharField):
    """A line for colleagues, cleaned as a reader's would be: staff paste from comments."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_NOTE, **options)

    def clean(self, value: Any) -> str:
        """Return the line; a note without a letter or number says nothing."""
        try:
            line = clean_line(super().clean(value), max_chars=MAX_NOTE)
        except UncleanText as error:
            raise forms.ValidationError(_("This note cannot be kept.")) from error
        if self.required and not line:
            raise forms.ValidationError(_("Say why in a few words."), code="required")
        return line


class PlaceForm(forms.Form):
    """Where on the desk the moderator was."""

    tab = forms.ChoiceField(choices=[(state, state) for state in State.values], required=False)
    order = forms.ChoiceField(choices=[("oldest", "oldest"), ("risk", "risk")], required=False)


class DecisionForm(PlaceForm):
    """A decision on one comment, and the state the moderator saw it in."""

    action = forms.ChoiceField(choices=[(action.value, action.value) for action in DECISIONS])
    seen = forms.ChoiceField(choices=[(state, state) for state in State.values])
    reason = forms.ChoiceField(choices=[], required=False)
    note = NoteField(required=False)

    def __init__(self, data: Any = None, *, reasons: Iterable[str] = ()) -> None:
        super().__init__(data)
        self.fields["reason"].choices = [(code, code) for code in reasons]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where a comment is refused."""
        data = super().clean() or {}
        if data.get("action") == Action.REJECT and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", forms.ValidationError(_("Choose a reason."), code="required"))
        return data


class BulkForm(PlaceForm):
    """One decision on the comments that were ticked; refusing asks for a reason each, so it is not among them."""

    action = forms.ChoiceField(choices=[(action.value, action.value) for action in (Action.APPROVE, Action.SPAM)])
    seen = forms.ChoiceField(choices=[(state, state) for state in State.values])


class RevealForm(forms.Form):
    """Why a member of staff must see an address."""

    note = NoteField()
