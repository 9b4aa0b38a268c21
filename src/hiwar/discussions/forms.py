"""The comment form: what was typed, checked and cleaned; and the form as a template shows it, errors and all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hiwar.arabic.clean import TextTooLong, clean_line, clean_text
from hiwar.discussions.models import MAX_EMAIL, MAX_NAME
from hiwar.discussions.queries import FormOptions
from hiwar.discussions.services.posting import Submission

LARGEST_NUMBER = 10**9


class CommentForm(forms.Form):
    """Checks the fields of one comment under a site's options. The names are those browsers know from WordPress."""

    comment = forms.CharField(required=False, strip=False)
    author = forms.CharField(required=False, strip=False)
    email = forms.EmailField(
        required=False,
        max_length=MAX_EMAIL,
        error_messages={
            "invalid": gettext_lazy("Write the whole address, like name@example.org, or leave the field empty."),
            "max_length": gettext_lazy("This address is longer than any we can keep."),
        },
    )
    reply_to = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)
    remember = forms.BooleanField(required=False)
    consent = forms.BooleanField(required=False)
    stamp = forms.CharField(required=False)

    def __init__(self, data: Mapping[str, str], *, options: FormOptions) -> None:
        super().__init__(data)
        self.options = options
        if options.email_required:
            self.fields["email"].error_messages["invalid"] = _("Write the whole address, like name@example.org.")

    def clean_comment(self) -> str:
        """Return the text cleaned, or say what is wrong with it."""
        limit = self.options.max_characters
        try:
            text = clean_text(self.cleaned_data["comment"], max_chars=limit)
        except TextTooLong:
            raise forms.ValidationError(
                ngettext(
                    "The comment is longer than %(limit)s character.",
                    "The comment is longer than %(limit)s characters.",
                    limit,
                ),
                params={"limit": f"{limit:,}"},
            ) from None
        except ValueError:
            raise forms.ValidationError(_("The comment contains characters that cannot be stored.")) from None
        if not any(letter.isprintable() and not letter.isspace() for letter in text):
            raise forms.ValidationError(_("Write your comment first."))
        return text

    def clean_author(self) -> str:
        """Return the name as one clean line; an invisible name is no name."""
        try:
            name = clean_line(self.cleaned_data["author"], max_chars=MAX_NAME)
        except TextTooLong:
            raise forms.ValidationError(_("The name is too long.")) from None
        except ValueError:
            raise forms.ValidationError(_("The name contains characters that cannot be stored.")) from None
        if self.options.name_required and not name:
            raise forms.ValidationError(_("Write a name; it need not be your own."))
        return name

    def clean_email(self) -> str:
        """Return the address, required or ignored as the site has it."""
        email = self.cleaned_data["email"] if self.options.email_shown else ""
        if self.options.email_required and not email:
            raise forms.ValidationError(_("An e-mail address is required here. It will not be published."))
        return str(email)

    def clean_consent(self) -> bool:
        """Return the consent, which some sites ask for."""
        consent = bool(self.cleaned_data["consent"])
        if self.options.consent_required and not consent:
            raise forms.ValidationError(_("We publish no comment without its author's agreement."))
        return consent

    def submission(self) -> Submission:
        """Return what a valid form says."""
        cleaned = self.cleaned_data
        return Submission(
            text=cleaned["comment"], name=cleaned["author"], email=cleaned["email"], reply_to=cleaned["reply_to"]
        )

    def messages(self) -> dict[str, str]:
        """Return one sentence for each field at fault."""
        return {name: str(errors[0]) for name, errors in self.errors.items()}


@dataclass(frozen=True)
class Answering:
    """The comment a form answers, shown above it."""

    number: int
    name: str
    text: str


@dataclass(frozen=True)
class FormState:
    """The form as a page shows it: where it goes, what it asks, what is in it, what is wrong."""

    action: str
    stamp: str
    options: FormOptions
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    answering: Answering | None = None
    remembered: bool = False
    # What a moderator warns this browser of, and whether what went wrong is told at length among its own comments.
    warning: str = ""
    leads_home: bool = False

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is in it, as on a page for everybody: it then reads the same under every article."""
        return not (self.values or self.errors or self.message or self.answering or self.warning or self.leads_home)
