"""The reasons a newsroom gives: its own rows, or the built-in ones while it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from hiwar.accounts.models import Measure
from hiwar.moderation.models import Decision, Reason, ReasonCode, Review

# What the author is told, said to her and about the words, never about the person.
SENTENCES: Mapping[str, str | Promise] = {
    Reason.INSULT: _("Your comment insults a person. Say what you think of the deed and leave the person out of it."),
    Reason.DEATH_WISH: _(
        "Your comment wishes somebody death or ruin. We do not publish that of anyone, whoever it is."
    ),
    Reason.VIOLENCE: _("Your comment calls for violence, praises it or threatens with it. We do not publish that."),
    Reason.IDENTITY: _(
        "Your comment degrades people for the group they belong to. Criticize deeds and positions, not groups."
    ),
    Reason.OBSCENITY: _("Your comment has obscene words in it. Send it again without them."),
    Reason.PRIVACY: _("Your comment gives away somebody's private details. Leave them out and send it again."),
    Reason.IMPERSONATION: _("Your comment speaks under a name that is not yours. Send it under a name of your own."),
    Reason.OFF_TOPIC: _("Your comment is not about this article. It is welcome under an article it belongs to."),
    Reason.LAW: _("For a legal reason we cannot publish your comment."),
    Reason.OTHER: _("Your comment does not keep to the rules of the discussion."),
}


@dataclass(frozen=True)
class OfferedReason:
    """A reason as the desk offers it: code, label, the sentence for the author, and what it means to the learner."""

    code: str
    label: str
    sentence: str
    means: str
    is_offered: bool = True


def built_in_reasons() -> tuple[OfferedReason, ...]:
    """Return the reasons of the house policy, in the reader's language."""
    return tuple(
        OfferedReason(str(code), str(label), str(SENTENCES[code]), str(code)) for code, label in Reason.choices
    )


def reasons_of(site: Site) -> tuple[OfferedReason, ...]:
    """Return the site's reasons in their order, retired ones too; one query."""
    rows = ReasonCode.objects.filter(site=site)
    own = tuple(OfferedReason(row.code, row.label, row.sentence, row.means, row.is_offered) for row in rows)
    return own or built_in_reasons()


def offered_reasons(site: Site) -> tuple[OfferedReason, ...]:
    """Return the reasons a moderator can choose."""
    return tuple(reason for reason in reasons_of(site) if reason.is_offered)


def reason_labels(site: Site) -> dict[str, str]:
    """Return the label of every reason by its code, of built-in ones too: old decisions speak of them."""
    built_in = {str(code): str(label) for code, label in Reason.choices}
    return built_in | {reason.code: reason.label for reason in reasons_of(site)}


def reason_meanings(site: Site) -> dict[str, str]:
    """Return, by its code, which of the built-in reasons each of the site's means; one query."""
    return {str(code): str(code) for code in Reason.values} | {one.code: one.means for one in reasons_of(site)}


def codes_in_use(site: Site) -> frozenset[str]:
    """Return the codes that somebody has given as a reason: the log and the measures go on speaking of them."""
    used: set[str] = set()
    for model in (Decision, Measure, Review):
        rows = model.objects.filter(site=site).order_by().exclude(reason="")
        used |= set(rows.values_list("reason", flat=True).distinct())
    return frozenset(used)
