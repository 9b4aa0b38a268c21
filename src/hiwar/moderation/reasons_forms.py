"""What the forms of the reasons' room may say. Nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiwar.arabic.clean import UncleanText, clean_line
from hiwar.moderation.models import Reason
from hiwar.moderation.queries.reasons import OfferedReason

MAX_LABEL = 60
MAX_SENTENCE = 300


class LineField(forms.CharField):
    """One line, cleaned as a reader's would be."""

    def clean(self, value: Any) -> str:
        """Return the line; one without a letter or number is empty."""
        try:
            line = clean_line(super().clean(value), max_chars=self.max_length or MAX_SENTENCE)
        except UncleanText as error:
            raise forms.ValidationError(_("This text cannot be kept.")) from error
        if self.required and not line:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return line


class ReasonForm(forms.Form):
    """One reason: its words, its place, what it means, whether it is offered; or that it is to go."""

    label = LineField(max_length=MAX_LABEL, error_messages={"required": gettext_lazy("A reason needs a label.")})
    sentence = LineField(max_length=MAX_SENTENCE, required=False)
    means = forms.ChoiceField(choices=Reason.choices)
    place = forms.IntegerField(
        min_value=1, max_value=999, error_messages={"required": gettext_lazy("Say which place it has.")}
    )
    is_offered = forms.BooleanField(required=False)
    remove = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, reason: OfferedReason, place: int) -> None:
        words = {"label": reason.label, "sentence": reason.sentence, "means": reason.means}
        initial = {**words, "place": place, "is_offered": reason.is_offered}
        super().__init__(data, prefix=reason.code, initial=initial)
        self.code = reason.code

    def reason(self) -> OfferedReason:
        """Return what the form says, once it was looked through."""
        data = self.cleaned_data
        return OfferedReason(self.code, data["label"], data["sentence"], data["means"], data["is_offered"])


class NewReasonForm(forms.Form):
    """A reason of the newsroom's own; left empty, none is added."""

    code = forms.RegexField(
        r"^[a-z][a-z0-9_]{1,23}$",
        error_messages={
            "required": gettext_lazy("A reason needs a code."),
            "invalid": gettext_lazy("The code is a short word in Latin letters, such as paid_praise."),
        },
    )
    label = LineField(max_length=MAX_LABEL, error_messages={"required": gettext_lazy("A reason needs a label.")})
    sentence = LineField(max_length=MAX_SENTENCE, required=False)
    means = forms.ChoiceField(choices=Reason.choices, initial=Reason.OTHER)

    def __init__(self, data: Any = None) -> None:
        # No code of a reason has a hyphen, so no prefix of theirs is ours.
        super().__init__(data, prefix="new-one", empty_permitted=True, use_required_attribute=False)

    def has_changed(self) -> bool:
        """Return whether anything was written; which meaning is chosen beforehand says nothing."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in ("code", "label", "sentence"))

    def reason(self) -> OfferedReason | None:
        """Return what the form says, once it was looked through; None if it was left empty."""
        data = self.cleaned_data
        return OfferedReason(data["code"], data["label"], data["sentence"], data["means"]) if data else None
