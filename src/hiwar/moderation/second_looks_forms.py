"""What the forms of the second looks may say. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hiwar.moderation.models import Action
from hiwar.moderation.services.second_looks import VERDICTS


class OpinionForm(forms.Form):
    """What the second reader would have done."""

    action = forms.ChoiceField(choices=[(action.value, action.value) for action in VERDICTS])
    reason = forms.ChoiceField(choices=[], required=False)

    def __init__(self, data: Any, *, reasons: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["reason"].choices = [(code, code) for code in reasons]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where a comment would be refused."""
        data = super().clean() or {}
        if data.get("action") == Action.REJECT and not data.get("reason"):
            self.add_error(None, forms.ValidationError(_("Choose a reason."), code="required"))
        return data


class SettleForm(forms.Form):
    """Which of two judgments was right."""

    right = forms.ChoiceField(choices=[(action.value, action.value) for action in VERDICTS])


class SharesForm(forms.Form):
    """How much is looked at twice."""

    published = forms.IntegerField(min_value=0, max_value=100)
    decisions = forms.IntegerField(min_value=0, max_value=100)
