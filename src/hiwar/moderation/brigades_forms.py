"""What the forms of the room of similar comments may say. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hiwar.moderation.forms import DECISIONS, NoteField
from hiwar.moderation.models import Action


class SettleForm(forms.Form):
    """One decision on a group: what was seen of it (`seen` comments up to `upto`, like `anchor`), and its grounds."""

    action = forms.ChoiceField(choices=[(action.value, action.value) for action in DECISIONS])
    upto = forms.IntegerField(min_value=1, max_value=10**18)
    seen = forms.IntegerField(min_value=0, max_value=10**6)
    anchor = forms.CharField(max_length=16, required=False)
    reason = forms.ChoiceField(choices=[], required=False)
    note = NoteField(required=False)
    message = NoteField(required=False)

    def __init__(self, data: Any, *, reasons: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["reason"].choices = [(code, code) for code in reasons]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where comments are refused; what was filled in for a refusal goes with nothing else."""
        data = super().clean() or {}
        if data.get("action") != Action.REJECT:
            return data | {"reason": "", "message": ""}
        if not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", forms.ValidationError(_("Choose a reason."), code="required"))
        return data

    def problem(self) -> str:
        """Return the sentence for what is wrong."""
        for name in ("reason", "note", "message"):
            if name in self.errors:
                return str(self.errors[name][0])
        return _("This decision could not be read.")
