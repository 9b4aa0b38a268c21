"""What a notice says: a sentence for people, a record for programs, and why one could not be sent.

Ids, counts and addresses of the desk; never a comment's words, never anything about who wrote. Not here: sending.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from types import MappingProxyType

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.numbers import Digits, format_number
from hiwar.moderation.models import Notice, Trigger

# What a notice may carry, and nothing else: counts and ids.
COUNTS = frozenset({"count", "limit", "reports", "lesson", "taken_back"})
IDS = frozenset({"comment", "appeal", "family"})


@dataclass(frozen=True)
class Message:
    """A notice for people: the newsroom's name, one or two sentences, and where to look."""

    newsroom: str
    sentence: str
    url: str

    def __str__(self) -> str:
        return f"{self.newsroom}: {self.sentence}\n{self.url}"


def message(notice: Notice) -> Message:
    """Return a notice in the language that is active, with the newsroom's digits."""
    profile = SiteProfile.of(notice.channel.site)
    digits = Digits(profile.digits)
    counts = {name: notice.data.get(name, 0) for name in COUNTS}
    words = {name: format_number(count, digits) for name, count in counts.items()}
    sentence = SENTENCES[notice.trigger](counts, words)
    if notice.data.get("last"):
        sentence += " " + _("Further ones of this hour are only shown at the desk.")
    return Message(profile.name, sentence, place(notice))


def place(notice: Notice) -> str:
    """Return where at the desk one sees what a notice is about."""
    comment = notice.data.get("comment")
    path = reverse("desk-comment", kwargs={"public_id": comment}) if comment else reverse("desk")
    return f"{settings.HIWAR_ORIGIN}{path}"


def record(notice: Notice) -> bytes:
    """Return a notice as a program gets it: JSON, with the minute and no finer time."""
    told = {name: value for name, value in notice.data.items() if name in COUNTS | IDS}
    said = {
        "id": notice.public_id,
        "trigger": notice.trigger,
        "at": notice.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ"),
        "site": settings.HIWAR_ORIGIN,
        "data": told,
        "url": place(notice),
    }
    return json.dumps(said, ensure_ascii=True, sort_keys=True).encode()


Say = Callable[[Mapping[str, int], Mapping[str, str]], str]


def _long_queue(counts: Mapping[str, int], words: Mapping[str, str]) -> str:
    return ngettext(
        "%(count)s comment awaits review; you are told from %(limit)s on.",
        "%(count)s comments await review; you are told from %(limit)s on.",
        counts["count"],
    ) % {"count": words["count"], "limit": words["limit"]}


def _brigade(counts: Mapping[str, int], words: Mapping[str, str]) -> str:
    return ngettext(
        "%(count)s similar comment came within an hour and waits.",
        "%(count)s similar comments came within an hour and wait.",
        counts["count"],
    ) % {"count": words["count"]}


def _unscored(counts: Mapping[str, int], words: Mapping[str, str]) -> str:
    return ngettext(
        "The model failed: within an hour %(count)s comment came without a score and waits for a person.",
        "The model failed: within an hour %(count)s comments came without a score and wait for a person.",
        counts["count"],
    ) % {"count": words["count"]}


def _lesson(counts: Mapping[str, int], words: Mapping[str, str]) -> str:
    if counts["taken_back"]:
        return _("Lesson %(lesson)s was taken back; it is never used again.") % {"lesson": words["lesson"]}
    return _(
        "What was to be learned from the latest decisions was turned down: it would let plain abuse pass, or it is "
        "better by the judgement of one person only. Look at who decided what."
    )


SENTENCES: Mapping[str, Say] = MappingProxyType(
    {
        Trigger.LONG_QUEUE: _long_queue,
        Trigger.BRIGADE: _brigade,
        Trigger.REPORTED: lambda counts, words: _("A reader reports a comment that a moderator has approved."),
        Trigger.APPEAL: lambda counts, words: _("A commenter objects to a decision."),
        Trigger.UNSCORED: _unscored,
        Trigger.LESSON: _lesson,
        Trigger.TEST: lambda counts, words: _("This is a test. Alerts will come this way."),
    }
)


def why_not_sent(reason: str) -> str:
    """Return a sentence for a reason of `outbound.NotSent` or of the mail server's."""
    if reason.startswith("http_"):
        return _("It answered with %(status)s.") % {"status": reason.removeprefix("http_")}
    sentences = {
        "bad_address": _("This is no web address."),
        "inner_address": _("It leads to an inner address, which the operator has not opened."),
        "inner_port": _("It leads to a port that the operator has not opened."),
        "not_encrypted": _("It is not encrypted: its address must begin with https://."),
        "unknown_name": _("Nobody knows this name."),
        "no_answer": _("Nobody answers there."),
        "too_slow": _("It took longer than ten seconds."),
        "tls": _("Its certificate does not prove that it is the one meant."),
        "broken_answer": _("Its answer could not be read."),
        "long_answer": _("Its answer was too long."),
        "no_mail": _("Mail is not set up."),
        "mail_refused": _("The mail server refused it."),
        "mail_away": _("The mail server cannot be reached."),
        "sealed": _("Its address can no longer be read: the key is another one."),
    }
    return sentences.get(reason, reason)
