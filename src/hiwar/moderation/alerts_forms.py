"""What the form of an alert channel may say. Nothing is saved here, and nothing outside is asked."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from hiwar.arabic.clean import UncleanText, clean_line
from hiwar.moderation.models import ChannelKind, Trigger
from hiwar.moderation.notice_words import why_not_sent
from hiwar.moderation.outbound import NotSent, destination
from hiwar.moderation.services.channels import Wanted

MAX_NAME = 80
MAX_TARGET = 500
TOLD_OF = tuple((value, label) for value, label in Trigger.choices if value != Trigger.TEST)
TELEGRAM = "https://api.telegram.org/bot{token}/sendMessage"
_TOKEN = re.compile(r"[0-9]{5,20}:[A-Za-z0-9_-]{20,120}", re.ASCII)
_CHAT = re.compile(r"-?[0-9]{1,20}|@[A-Za-z0-9_]{4,40}", re.ASCII)


class ChannelForm(forms.Form):
    """One channel. `kept` is the kind of one that is there: then an empty target or token leaves what it has."""

    name = forms.CharField(max_length=MAX_NAME)
    kind = forms.ChoiceField(choices=ChannelKind.choices, required=False)
    target = forms.CharField(max_length=MAX_TARGET, required=False)
    token = forms.CharField(max_length=MAX_TARGET, required=False)
    triggers = forms.MultipleChoiceField(choices=TOLD_OF, error_messages={"required": ""})
    queue_length = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)

    def __init__(self, data: Any, *, kept: str = "") -> None:
        super().__init__(data)
        self._kept = kept

    def clean_name(self) -> str:
        """Return the name, cleaned: it stands in the log."""
        try:
            name = clean_line(self.cleaned_data["name"], max_chars=MAX_NAME)
        except UncleanText:
            name = ""
        if not name:
            raise forms.ValidationError(_("Give the channel a name."))
        return name

    def clean(self) -> dict[str, Any]:
        """Look whether the target is one of the kind's; the sentence never repeats it."""
        data = super().clean() or {}
        data["kind"] = self._kept or data.get("kind") or ""
        if not data["kind"]:
            self.add_error("kind", forms.ValidationError(_("Choose a way.")))
            return data
        if data.get("target") or not self._kept:
            self._check("target", _target_fault(data["kind"], data.get("target", "")))
        if data["kind"] == ChannelKind.TELEGRAM and (data.get("token") or not self._kept):
            token = data.get("token", "")
            data["token"] = TELEGRAM.format(token=token) if _TOKEN.fullmatch(token) else token
            self._check("token", _token_fault(data["token"]))
        elif data["kind"] != ChannelKind.TELEGRAM:
            data["token"] = ""
        return data

    def _check(self, field: str, fault: str) -> None:
        if fault and field not in self.errors:
            self.add_error(field, forms.ValidationError(fault))

    def wanted(self) -> Wanted:
        """Return the channel that a valid form asks for."""
        data = self.cleaned_data
        return Wanted(
            name=data["name"],
            kind=data["kind"],
            target=data["target"],
            token=data["token"],
            triggers=tuple(data["triggers"]),
            queue_length=data["queue_length"] or 100,
        )

    def sentences(self) -> dict[str, str]:
        """Return what is wrong, by field."""
        own = {
            "name": _("Give the channel a name."),
            "kind": _("Choose a way."),
            "triggers": _("Choose what it is told of."),
            "queue_length": _("A number from 1 to 1,000,000."),
            "target": _("This is too long."),
            "token": _("This is too long."),
        }
        said = {
            field: next((text for error in found.as_data() for text in error.messages if error.code is None), "")
            for field, found in self.errors.items()
        }
        return {field: text or own.get(field, "") for field, text in said.items()}


def _target_fault(kind: str, target: str) -> str:
    if kind in {ChannelKind.MAIL, ChannelKind.DIGEST}:
        try:
            validate_email(target)
        except forms.ValidationError:
            return _("This is no e-mail address.")
        return ""
    if kind == ChannelKind.TELEGRAM:
        return "" if _CHAT.fullmatch(target) else _("A chat is a number, or the name of a channel with @ before it.")
    return _address_fault(target)


def _token_fault(address: str) -> str:
    if "//" in address:
        return _address_fault(address)
    return _("This is neither a bot's token nor a web address.") if address else _("Telegram needs the bot's token.")


def _address_fault(address: str) -> str:
    try:
        found = destination(address)
    except NotSent as error:
        return why_not_sent(error.reason)
    # In clear text at most to an inner place; which places those are is looked at when something is sent.
    return "" if found.is_tls or settings.HIWAR_ALERT_TARGETS else why_not_sent("not_encrypted")
