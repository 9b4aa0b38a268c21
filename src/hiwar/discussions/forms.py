"""The comment form: what was typed, checked and cleaned; and the form as a template shows it, errors and all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hiwar.arabic.clean import TextTooLong, clean_line, clean_text
from hiwar.discussions.models import MAX_EMAIL, MAX_NAME
from hiwar.discussions.queries import FormOptions
from hiwar.discussions.services.attempts import Submission

LARGEST_NUMBER = 10**9


def _email_field(invalid: Promise) -> forms.EmailField:
    too_long = gettext_lazy("This address is longer than any we can keep.")
    return forms.EmailField(
        required=False, max_length=MAX_EMAIL, error_messages={"invalid": invalid, "max_length": too_long}
    )


# Django's own fields, and not its form: that copies each of them for every comment, which takes longer than checking.
_EMAIL = _email_field(gettext_lazy("Write the whole address, like name@example.org, or leave the field empty."))
_REQUIRED_EMAIL = _email_field(gettext_lazy("Write the whole address, like name@example.org."))
_NUMBER = 10**9


# Django's own fields, and not its form: that copies each of them for every comment, which takes longer than checking.
_EMAIL = forms.EmailField(
    required=False,
    max_length=MAX_EMAIL,
    error_messages={
        "invalid": gettext_lazy("Write the whole address, like name@example.org, or leave the field empty."),
        "max_length": gettext_lazy("This address is longer than any we can keep."),
    },
)
_REQUIRED_EMAIL = forms.EmailField(
    required=False,
    max_length=MAX_EMAIL,
    error_messages={
        "invalid": gettext_lazy("Write the whole address, like name@example.org."),
        "max_length": gettext_lazy("This address is longer than any we can keep."),
    },
)
_NUMBER = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)
_TICK = forms.BooleanField(required=False)


def _ticked(raw: str) -> bool:
    return bool(raw) and bool(_TICK.clean(raw))


class CommentForm:
    """Checks the fields of one comment under a site's options. The names are those browsers know from WordPress."""

    def __init__(self, data: Mapping[str, str], *, options: FormOptions) -> None:
        self.options = options
        self._data = data
        self._cleaned: dict[str, Any] = {}
        self._messages: dict[str, str] = {}

    def is_valid(self) -> bool:
        """Check every field; return whether nothing is wrong with any."""
        checks = {
            "comment": self._comment,
            "author": self._author,
            "email": self._email,
            "reply_to": self._reply_to,
            "remember": _ticked,
            "consent": self._consent,
        }
        for name, check in checks.items():
            try:
                self._cleaned[name] = check(self._data.get(name, ""))
            except forms.ValidationError as error:
                self._messages[name] = error.messages[0]
        return not self._messages

    def messages(self) -> dict[str, str]:
        """Return one sentence for each field at fault."""
        return dict(self._messages)

    def submission(self) -> Submission:
        """Return what a valid form says."""
        cleaned = self._cleaned
        return Submission(
            text=cleaned["comment"], name=cleaned["author"], email=cleaned["email"], reply_to=cleaned["reply_to"]
        )

    @property
    def remembers(self) -> bool:
        """Return whether the browser is asked to keep the name of who wrote a valid form."""
        return bool(self._cleaned["remember"])

    def _comment(self, raw: str) -> str:
        limit = self.options.max_characters
        try:
            text = clean_text(raw, max_chars=limit)
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

    def _author(self, raw: str) -> str:
        """Return the name as one clean line; an invisible name is no name."""
        try:
            name = clean_line(raw, max_chars=MAX_NAME)
        except TextTooLong:
            raise forms.ValidationError(_("The name is too long.")) from None
        except ValueError:
            raise forms.ValidationError(_("The name contains characters that cannot be stored.")) from None
        if self.options.name_required and not name:
            raise forms.ValidationError(_("Write a name; it need not be your own."))
        return name

    def _email(self, raw: str) -> str:
        """Return the address, required or ignored as the site has it."""
        given = str((_REQUIRED_EMAIL if self.options.email_required else _EMAIL).clean(raw)) if raw else ""
        email = given if self.options.email_shown else ""
        if self.options.email_required and not email:
            raise forms.ValidationError(_("An e-mail address is required here. It will not be published."))
        return email

    def _reply_to(self, raw: str) -> int | None:
        return int(_NUMBER.clean(raw)) if raw.strip() else None

    def _consent(self, raw: str) -> bool:
        """Return the consent, which some sites ask for."""
        consent = _ticked(raw)
        if self.options.consent_required and not consent:
            raise forms.ValidationError(_("We publish no comment without its author's agreement."))
        return consent


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
