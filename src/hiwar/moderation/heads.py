"""The heads that can hold a comment by themselves, in an editor's words."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

HEADS = MappingProxyType(
    {
        "toxic": _("Abuse"),
        "identity": _("Contempt for a group"),
        "obscene": _("Obscenity"),
        "threat": _("Threat or call for violence"),
        "spam": _("Unwanted advertising"),
    }
)
