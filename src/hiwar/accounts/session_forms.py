"""What a person may call her browser. Nothing is saved here."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from hiwar.accounts.models.sessions import MAX_LABEL
from hiwar.arabic.clean import UncleanText, clean_line


class LabelForm(forms.Form):
    """A name for this browser; an empty one takes it back."""

    label = forms.CharField(required=False)

    def clean_label(self) -> str:
        """Return the name, cleaned as a reader's would be."""
        try:
            return clean_line(self.cleaned_data["label"], max_chars=MAX_LABEL)
        except UncleanText:
            raise forms.ValidationError(_("Choose a name of at most %(most)s letters.") % {"most": MAX_LABEL}) from None
