"""What staff write to a reader, and how they mark what readers wrote."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiwar.arabic.clean import TextTooLong, clean_text
from hiwar.discussions.models import MAX_TEXT, Mark
from hiwar.moderation.said import Word

MARKS = {"pin": Mark.PINNED, "feature": Mark.FEATURED}
SAID: dict[tuple[Mark, bool], Word] = {
    (Mark.PINNED, True): "pinned",
    (Mark.PINNED, False): "unpinned",
    (Mark.FEATURED, True): "featured",
    (Mark.FEATURED, False): "unfeatured",
}


class AnswerForm(forms.Form):
    """The words of an answer, cleaned as a reader's are."""

    text = forms.CharField(required=False, strip=False)

    def clean_text(self) -> str:
        """Return the words, or say what is wrong with them."""
        try:
            text = clean_text(self.cleaned_data["text"], max_chars=MAX_TEXT)
        except TextTooLong:
            raise forms.ValidationError(
                ngettext(
                    "The answer is longer than %(limit)s character.",
                    "The answer is longer than %(limit)s characters.",
                    MAX_TEXT,
                ),
                params={"limit": MAX_TEXT},
            ) from None
        except ValueError:
            raise forms.ValidationError(_("The answer contains characters that cannot be stored.")) from None
        if not any(letter.isprintable() and not letter.isspace() for letter in text):
            raise forms.ValidationError(_("Write your answer first."))
        return text

    def problem(self) -> str:
        """Return what is wrong, in a sentence."""
        return str(next(iter(self.errors.values()))[0])


class MarkForm(forms.Form):
    """Which mark, and whether it is set or taken back."""

    mark = forms.ChoiceField(choices=[(name, name) for name in MARKS])
    on = forms.BooleanField(required=False)

    def wanted(self) -> tuple[Mark, bool]:
        """Return what a valid form asks for."""
        return MARKS[self.cleaned_data["mark"]], self.cleaned_data["on"]

    def said(self) -> Word:
        """Return what is to be said once it is done."""
        return SAID[self.wanted()]
