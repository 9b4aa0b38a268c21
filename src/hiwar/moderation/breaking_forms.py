"""The form by which staff ask more of comments for a while. Times are typed by the newsroom's clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiwar.discussions.queries import Asked

MOST_MINUTES = 120
# «For a while»; and a year further off would be a slip of the finger.
FURTHEST = timedelta(days=366)
# What `datetime-local` sends and shows; some browsers add seconds.
WRITTEN = "%Y-%m-%dT%H:%M"
_READ = (WRITTEN, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")
_WRONG_MINUTES = gettext_lazy("Give whole minutes, from 0 to 120.")


class MomentField(forms.Field):
    """A moment to come, within a year, as the newsroom's clock shows it."""

    def __init__(self, *, zone: ZoneInfo, now: datetime) -> None:
        super().__init__(required=False)
        self._zone, self._now = zone, now

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment, None where none was typed."""
        typed = str(value or "").strip()
        if not typed:
            return None
        moment = next((found for form in _READ if (found := _read(typed, form))), None)
        if moment is None:
            raise forms.ValidationError(_("Give a day and a time."))
        aware = moment.replace(tzinfo=self._zone)
        if not self._now < aware <= self._now + FURTHEST:
            raise forms.ValidationError(_("Give a time to come, within a year."))
        return aware


def _read(typed: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(typed, form)  # noqa: DTZ007 - the newsroom's zone is put to it
    except ValueError:
        return None


class RestraintForm(forms.Form):
    """What is asked of comments, and until when."""

    hold_all = forms.BooleanField(required=False)
    careful = forms.BooleanField(required=False)
    hold_first = forms.BooleanField(required=False)
    no_links = forms.BooleanField(required=False)
    slow_minutes = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _WRONG_MINUTES),
    )

    def __init__(self, data: Any = None, *, zone: ZoneInfo, now: datetime) -> None:
        super().__init__(data)
        self.fields["closes_at"] = MomentField(zone=zone, now=now)
        self.fields["ends_at"] = MomentField(zone=zone, now=now)

    def clean(self) -> dict[str, Any]:
        """Refuse what asks nothing, and an end that comes before the closing it would undo."""
        data = super().clean() or {}
        closes_at, ends_at = data.get("closes_at"), data.get("ends_at")
        if closes_at and ends_at and ends_at <= closes_at:
            self.add_error("ends_at", _("This ends before the discussion closes, so it would never be closed."))
        if not self.errors and self.asked().is_nothing:
            raise forms.ValidationError(_("Choose at least one thing. To ask nothing more, press “Lift”."))
        return data

    def asked(self) -> Asked:
        """Return what was typed, once it is valid."""
        data = self.cleaned_data
        return Asked(**{name: data.get(name) or default for name, default in Asked()._asdict().items()})

    def messages(self) -> dict[str, str]:
        """Return one sentence for each field at fault; that of the whole form stands under an empty name."""
        return {name.replace("__all__", ""): str(errors[0]) for name, errors in self.errors.items()}


def typed(asked: Asked, *, zone: ZoneInfo) -> dict[str, str]:
    """Return what stands in the form for what is asked already."""
    shown = {name: "1" if value is True else str(value) for name, value in asked._asdict().items() if value}
    moments = {"closes_at": asked.closes_at, "ends_at": asked.ends_at}
    return shown | {name: f"{moment.astimezone(zone):{WRITTEN}}" for name, moment in moments.items() if moment}
