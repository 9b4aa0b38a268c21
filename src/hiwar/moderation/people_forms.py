"""What the room of roles may be told. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hiwar.accounts.models import Role

TAKE = "none"


@dataclass(frozen=True)
class Chosen:
    """What stood in a form that was refused, for the form to stand so again."""

    role: str
    is_limited: bool
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """Why nothing was changed, about whom, and what her form said."""

    problem: str
    pk: int
    chosen: Chosen | None = None


class RoleForm(forms.Form):
    """A role, or none, and the sections it is limited to."""

    role = forms.ChoiceField(choices=[*Role.choices, (TAKE, TAKE)])
    everywhere = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], required=False)
    sections = forms.MultipleChoiceField(choices=[], required=False)

    def __init__(self, data: Any = None, *, sections: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["sections"].choices = [(key, key) for key in sections]

    def clean(self) -> dict[str, Any]:
        """Ask for a section where somebody is limited to some; «some» with none ticked must not come to mean all."""
        data = super().clean() or {}
        limited = data.get("everywhere") == "no"
        if limited and not data.get("sections") and "sections" not in self.errors and data.get("role") != TAKE:
            sentence = _("Tick the sections, or choose «all sections».")
            self.add_error("sections", forms.ValidationError(sentence, code="required"))
        if not limited:
            data["sections"] = []
        return data

    def chosen(self) -> Chosen:
        """Return what was chosen, wrong or not."""
        sections = self.data.getlist("sections")
        return Chosen(self.data.get("role", ""), self.data.get("everywhere") == "no", tuple(sections))

    def problem(self) -> str:
        """Return one sentence about what is wrong."""
        if "sections" in self.errors:
            return str(self.errors["sections"][0])
        return _("Choose a role.")
