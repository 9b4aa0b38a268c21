"""What the desk says after an act that leaves nothing else to tell it: a word in the address, a sentence on the page.

Decisions are told from their own rows (`queries.told`). Here belong acts whose result can stand far from where they
were done: a mark, a measure, a role. A word that is none of these says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

Word = Literal[
    "noted",
    "warned",
    "muted",
    "banned",
    "watched",
    "unwatched",
    "lifted",
    "pinned",
    "unpinned",
    "featured",
    "unfeatured",
    "role",
    "role-back",
]
SENTENCES: Mapping[str, Any] = MappingProxyType(
    {
        "noted": _("The note is kept. Colleagues see it beside this writer's comments."),
        "warned": _("The warning is kept. It is shown when this writer next comes to write."),
        "muted": _("The writer is muted."),
        "banned": _("The writer is banned."),
        "watched": _("Everything that comes from this network waits now."),
        "unwatched": _("What comes from that network is judged like everything else again."),
        "lifted": _("The measure is lifted."),
        "pinned": _("The comment is pinned."),
        "unpinned": _("The comment is no longer pinned."),
        "featured": _("The comment is featured."),
        "unfeatured": _("The comment is no longer featured."),
        "role": _("The role is saved."),
        "role-back": _("The role is what it was before."),
    }
)


def said_in(request: HttpRequest) -> str:
    """Return the sentence for the word in a request's address; empty for every other word and without one."""
    return str(SENTENCES.get(request.GET.get("said", ""), ""))
