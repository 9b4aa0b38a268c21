"""What the forms of the takedown register may say. Nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiwar.arabic.clean import UncleanText, clean_text
from hiwar.moderation.models import TakedownOutcome
from hiwar.moderation.reasons_forms import LineField

MAX_WORDS = 2000
MOST_COMMENTS = 50
# A hundred addresses of an article would not fit into less.
MAX_ADDRESSES = 20_000


class WordsField(forms.CharField):
    """Some lines of text, cleaned as a reader's would be."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_WORDS, **options)

    def clean(self, value: Any) -> str:
        """Return the text."""
        try:
            text = clean_text(super().clean(value), max_chars=MAX_WORDS)
        except UncleanText as error:
            raise forms.ValidationError(_("This text cannot be kept.")) from error
        if self.required and not text:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return text


class TakedownForm(forms.Form):
    """A request, as it reached the newsroom."""

    authority = LineField(max_length=200, error_messages={"required": gettext_lazy("Say who asks.")})
    reference = LineField(max_length=120, required=False)
    request = WordsField(error_messages={"required": gettext_lazy("Say what they ask.")})
    received_on = forms.DateField(
        error_messages={
            "required": gettext_lazy("Say on which day it came."),
            "invalid": gettext_lazy("Say on which day it came."),
        }
    )
    comments = forms.CharField(max_length=MAX_ADDRESSES, required=False)

    def clean_comments(self) -> list[str]:
        """Return the ids and addresses, one a word."""
        words = self.cleaned_data["comments"].split()
        if len(words) > MOST_COMMENTS:
            raise forms.ValidationError(_("Name at most fifty comments in one request."))
        return words


class CloseForm(forms.Form):
    """What became of a request."""

    outcome = forms.ChoiceField(
        choices=[choice for choice in TakedownOutcome.choices if choice[0] != TakedownOutcome.OPEN],
        error_messages={"required": gettext_lazy("Say what became of it.")},
    )
    answer = WordsField(error_messages={"required": gettext_lazy("Say what was answered.")})
