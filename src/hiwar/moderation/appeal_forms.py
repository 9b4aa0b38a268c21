"""What an objection and the answer to it may say. Nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hiwar.arabic.clean import TextTooLong, UncleanText, clean_text
from hiwar.moderation.forms import NoteField
from hiwar.moderation.models.appeals import MAX_APPEAL


class ObjectionForm(forms.Form):
    """A reader's objection to a refused comment, by its id, or to a measure, by its number."""

    comment = forms.RegexField(r"[A-Za-z0-9_-]{16}", required=False)
    measure = forms.IntegerField(required=False, min_value=1, max_value=10**15)
    text = forms.CharField(required=False, strip=False)

    def clean_text(self) -> str:
        """Return the objection cleaned as a comment would be, or say what is wrong with it."""
        try:
            text = clean_text(self.cleaned_data["text"], max_chars=MAX_APPEAL)
        except TextTooLong:
            most = {"most": MAX_APPEAL}
            raise forms.ValidationError(_("Your objection is longer than %(most)s characters.") % most) from None
        except UncleanText:
            raise forms.ValidationError(_("Your objection contains characters that cannot be stored.")) from None
        if not any(letter.isalnum() for letter in text):
            raise forms.ValidationError(_("Write why you object."))
        return text

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one thing that is objected to."""
        data = super().clean() or {}
        if bool(data.get("comment")) == bool(data.get("measure")):
            raise forms.ValidationError(_("It could not be read to what you object."))
        return data


class AnswerForm(forms.Form):
    """The answer to an objection; its author reads the words."""

    verdict = forms.ChoiceField(choices=[("grant", "grant"), ("deny", "deny")])
    answer = NoteField()

    def problem(self) -> str:
        """Return one sentence about what is wrong."""
        if "answer" in self.errors:
            return _("Write the answer: the one who objected reads it.")
        return _("Choose whether the objection is granted.")
