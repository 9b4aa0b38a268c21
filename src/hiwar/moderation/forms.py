"""What the desk's forms may say. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hiwar.arabic.clean import UncleanText, clean_line
from hiwar.discussions.models import State
from hiwar.moderation.models import Action
from hiwar.moderation.places import ROUTES, Place, number, place_from

MAX_NOTE = 500
MOST_AT_ONCE = 50
_NO_SUCH_MINUTE = 10**8
DECISIONS = (Action.APPROVE, Action.REJECT, Action.SPAM)


class NoteField(forms.CharField):
    """A line for colleagues, cleaned as a reader's would be: staff paste from comments."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_NOTE, **options)

    def clean(self, value: Any) -> str:
        """Return the line; a note without a letter or number says nothing."""
        try:
            line = clean_line(super().clean(value), max_chars=MAX_NOTE)
        except UncleanText as error:
            raise forms.ValidationError(_("This note cannot be kept.")) from error
        if self.required and not line:
            raise forms.ValidationError(_("Say why in a few words."), code="required")
        return line


class PlaceForm(forms.Form):
    """Where on the desk the moderator was."""

    tab = forms.ChoiceField(choices=[(queue, queue) for queue in ROUTES], required=False)

    def place(self) -> Place:
        """Return it, to be asked once the form was looked through; without a queue it is the waiting one."""
        return place_from(self.data, state=self.cleaned_data.get("tab") or State.HELD)


class DecisionForm(PlaceForm):
    """A decision on one comment, and the state the moderator saw it in."""

    action = forms.ChoiceField(choices=[(action.value, action.value) for action in DECISIONS])
    seen = forms.ChoiceField(choices=[(state, state) for state in State.values])
    reason = forms.ChoiceField(choices=[], required=False)
    note = NoteField(required=False)
    message = NoteField(required=False)
    # Ticked, readers are not told that something stood here; of a comment they never saw it says nothing.
    trace = forms.ChoiceField(choices=[("none", "none")], required=False)

    def __init__(self, data: Any = None, *, reasons: Iterable[str] = ()) -> None:
        super().__init__(data)
        self.fields["reason"].choices = [(code, code) for code in reasons]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where a comment is refused."""
        data = super().clean() or {}
        data["read"] = read_at(self.data)
        if data.get("action") == Action.REJECT and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", forms.ValidationError(_("Choose a reason."), code="required"))
        if data.get("action") != Action.REJECT:
            # What stands in a field that was filled for a refusal is not said to whoever is published.
            data |= {"reason": "", "message": "", "trace": ""}
        return data


class BulkForm(DecisionForm):
    """One decision on the comments that were ticked; refusing gives all of them one reason."""

    seen = forms.ChoiceField(choices=[(state, state) for state in State.values], required=False)


@dataclass(frozen=True)
class Ticked:
    """A comment that was ticked, and the state it was seen in."""

    public_id: str
    seen: str


def ticked(values: Iterable[str], *, seen: str) -> tuple[Ticked, ...]:
    """Return what was ticked, at most fifty; each says its state itself («id:state»), or was seen as the form says."""
    found = {}
    for value in list(values)[:MOST_AT_ONCE]:
        public_id, _, own = value.partition(":")
        found[public_id] = Ticked(public_id, own if own in State.values else seen)
    return tuple(found.values())


def reading_minute(now: datetime) -> int:
    """Return what a form says of the minute at which its page was shown."""
    return int(now.timestamp()) // 60


def read_at(data: Mapping[str, str]) -> datetime | None:
    """Return when the page a form came from was shown; None where it does not say so, or says nonsense."""
    minutes = number(data.get("read"))
    return datetime.fromtimestamp(60 * minutes, UTC) if minutes and minutes < _NO_SUCH_MINUTE else None


class RevealForm(forms.Form):
    """Why a member of staff must see an address."""

    note = NoteField()
