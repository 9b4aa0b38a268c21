"""The form of a report: a reason that must be chosen, and some words that need not be there."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiwar.arabic.clean import TextTooLong, clean_text
from hiwar.discussions.models.reports import MAX_REPORT, ReportReason
from hiwar.discussions.services.reporting import Complaint

FIELDS = frozenset({"comment", "reason", "text", "stamp"})


class ReportForm(forms.Form):
    """Checks one report; which comment it is about is for the view to find."""

    reason = forms.ChoiceField(
        choices=ReportReason.choices,
        error_messages={
            "required": gettext_lazy("Choose what is wrong with the comment."),
            "invalid_choice": gettext_lazy("Choose what is wrong with the comment."),
        },
    )
    text = forms.CharField(required=False, strip=False)

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(data)

    def clean_text(self) -> str:
        """Return the words cleaned, or say what is wrong with them."""
        try:
            return clean_text(self.cleaned_data["text"], max_chars=MAX_REPORT)
        except TextTooLong:
            raise forms.ValidationError(_("What you wrote is too long: a few sentences are enough.")) from None
        except ValueError:
            raise forms.ValidationError(_("The text contains characters that cannot be stored.")) from None

    def complaint(self) -> Complaint:
        """Return what a valid form says."""
        return Complaint(reason=self.cleaned_data["reason"], text=self.cleaned_data["text"])

    def messages(self) -> dict[str, str]:
        """Return one sentence for each field at fault."""
        return {name: str(errors[0]) for name, errors in self.errors.items()}
