"""What owners read when something was done that matters: who, what, how many, and where to look and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.numbers import Digits, format_number
from hiwar.moderation.models import Action, EventKind, Letter, Matter

# What of the log shows it.
SHOWN: Mapping[str, dict[str, str]] = MappingProxyType(
    {
        Matter.EXPORT: {},
        Matter.ROLE: {"act": EventKind.ROLE},
        Matter.REVEAL: {"act": Action.REVEAL},
        Matter.MANY: {},
        Matter.SESSIONS: {"act": EventKind.SESSIONS},
        Matter.GUESSES: {},
    }
)


def subject(letter: Letter) -> str:
    """Return the line an owner sees in her box."""
    return f"[{SiteProfile.of(letter.site).name}] {_sentence(letter).rstrip('.')}"


def text(letter: Letter) -> str:
    """Return the letter, in the language that is active, with the newsroom's digits."""
    asked = urlencode({"person": letter.by_id, **SHOWN[letter.matter]})
    lines = [
        _sentence(letter),
        SiteProfile.of(letter.site).style.date_time(letter.made_at),
        "",
        _("What the account has done stands in the log:"),
        f"{settings.HIWAR_ORIGIN}{reverse('desk-log')}?{asked}",
        "",
        _("If it was not this person, end the sessions of the account:"),
        f"{settings.HIWAR_ORIGIN}{reverse('desk-people')}#person-{letter.by_id}",
    ]
    if letter.is_last:
        lines += ["", _("Further acts of this hour stand in the log alone.")]
    return "\n".join(lines) + "\n"


def _sentence(letter: Letter) -> str:
    digits = Digits(SiteProfile.of(letter.site).digits)
    who = f"{letter.by} ({letter.by.username})"
    return SENTENCES[letter.matter](who, letter.count, format_number(letter.count, digits))


def _many(who: str, count: int, words: str) -> str:
    said = ngettext(
        "%(who)s decides on %(count)s comment at once.", "%(who)s decides on %(count)s comments at once.", count
    )
    return said % {"who": who, "count": words}


def _sessions(who: str, count: int, words: str) -> str:
    said = ngettext("%(who)s ended %(count)s session.", "%(who)s ended %(count)s sessions.", count)
    return said % {"who": who, "count": words}


SENTENCES: Mapping[str, Callable[[str, int, str], str]] = MappingProxyType(
    {
        Matter.EXPORT: lambda who, count, words: _("%(who)s took records out of the desk.") % {"who": who},
        Matter.ROLE: lambda who, count, words: _("%(who)s changed a colleague's role.") % {"who": who},
        Matter.REVEAL: lambda who, count, words: _("%(who)s looked at a commenter's address.") % {"who": who},
        Matter.MANY: _many,
        Matter.SESSIONS: _sessions,
        Matter.GUESSES: lambda who, count, words: (
            _("Wrong passwords are entered in the session of %(who)s.") % {"who": who}
        ),
    }
)
