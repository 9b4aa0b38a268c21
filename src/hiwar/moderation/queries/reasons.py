"""The reasons a newsroom gives: its own rows, or the built-in ones while it has none."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Site

from hiwar.moderation.models import Reason, ReasonCode


@dataclass(frozen=True)
class OfferedReason:
    """A reason as the desk offers it: code, label, the sentence for the author, and what it means to the learner."""

    code: str
    label: str
    sentence: str
    means: str
    is_offered: bool = True


def reasons_of(site: Site) -> tuple[OfferedReason, ...]:
    """Return the site's reasons in their order, retired ones too; one query."""
    rows = ReasonCode.objects.filter(site=site)
    own = tuple(OfferedReason(row.code, row.label, row.sentence, row.means, row.is_offered) for row in rows)
    return own or tuple(OfferedReason(code, str(label), "", code) for code, label in Reason.choices)


def offered_reasons(site: Site) -> tuple[OfferedReason, ...]:
    """Return the reasons a moderator can choose."""
    return tuple(reason for reason in reasons_of(site) if reason.is_offered)


def reason_labels(site: Site) -> dict[str, str]:
    """Return the label of every reason by its code, of built-in ones too: old decisions speak of them."""
    built_in = {str(code): str(label) for code, label in Reason.choices}
    return built_in | {reason.code: reason.label for reason in reasons_of(site)}
