"""What may be said about an edit that waits. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hiwar.moderation.forms import NoteField


class EditAnswerForm(forms.Form):
    """Whether an edit is accepted; a refusal has a reason, and a message to its author if wanted."""

    verdict = forms.ChoiceField(choices=[("accept", "accept"), ("refuse", "refuse")])
    seen = forms.RegexField(r"[0-9a-f]{16}")
    reason = forms.ChoiceField(choices=[], required=False)
    message = NoteField(required=False)
    note = NoteField(required=False)

    def __init__(self, data: Any = None, *, reasons: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["reason"].choices = [(code, code) for code in reasons]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where an edit is refused; one that is accepted has none."""
        data = super().clean() or {}
        if data.get("verdict") == "refuse" and not data.get("reason"):
            self.add_error("reason", forms.ValidationError(_("Choose a reason."), code="required"))
        if data.get("verdict") == "accept":
            data |= {"reason": "", "message": ""}
        return data

    def problem(self) -> str:
        """Return one sentence about what is wrong."""
        if "verdict" in self.errors or "seen" in self.errors:
            return _("This decision could not be read.")
        return next((str(sentences[0]) for sentences in self.errors.values()), "")
