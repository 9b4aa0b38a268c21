"""An entry that is tried, and one that is put on the list. Nothing is saved here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hiwar.arabic.clean import UncleanText, clean_line
from hiwar.discussions.models import ListedWord
from hiwar.discussions.word_forms import MAX_FORMS, MAX_WORD, split_forms
from hiwar.screening.words import WordEntry, WordList


class TryForm(forms.Form):
    """A word or phrase with what else is to be found as it, as a list would have it."""

    text = forms.CharField(max_length=MAX_WORD)
    with_clitics = forms.BooleanField(required=False, initial=True)
    by_stem = forms.BooleanField(required=False)
    forms = forms.CharField(max_length=MAX_FORMS, required=False)

    def clean_text(self) -> str:
        """Return the entry as a list would keep it."""
        text = _line(self.cleaned_data["text"], MAX_WORD)
        if not WordList.compile([WordEntry(text)]):
            raise forms.ValidationError(_("There is no letter and no number in this: nothing could match it."))
        return text

    def clean_forms(self) -> str:
        """Return the other forms as a list would keep them."""
        return " | ".join(split_forms(_line(self.cleaned_data["forms"].replace("\n", "|"), MAX_FORMS)))

    def entry(self) -> WordEntry:
        """Return what is looked for; ask a valid form alone."""
        said: dict[str, Any] = self.cleaned_data
        return WordEntry(
            said["text"], clitics=said["with_clitics"], by_stem=said["by_stem"], forms=split_forms(said["forms"])
        )


class AddWordForm(forms.ModelForm):  # type: ignore[type-arg]
    """The same entry, to be listed: the row says itself what is wrong with it, or that it is there already."""

    class Meta:
        model = ListedWord
        fields = ("text", "with_clitics", "by_stem", "forms", "reason")


def _line(text: str, limit: int) -> str:
    try:
        return clean_line(text, max_chars=limit)
    except UncleanText as error:
        raise forms.ValidationError(_("The text contains a character that cannot be stored.")) from error
