"""Judging what somebody wrote by the rules of the day, alone or together with what others write at the same moment.

Belongs here: what is known around a comment, its scores and its verdict. Not here: how scores are made (`scoring`),
what follows from a verdict (`posting`, `editing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hiwar.accounts.limits import PACE
from hiwar.accounts.networks import NETWORKS
from hiwar.discussions.models import ListKind
from hiwar.discussions.queries import texts_by
from hiwar.discussions.services.attempts import Attempt
from hiwar.discussions.services.scoring import ARITHMETIC, ToScore, scored_together, weighed_by
from hiwar.discussions.triage import Weighed
from hiwar.screening.candidate import Candidate
from hiwar.screening.screen import screen
from hiwar.screening.verdict import Verdict


@dataclass(frozen=True)
class Judged:
    """What was found in a submission, what the model said of it, and why it could not say more."""

    verdict: Verdict
    weighed: Weighed
    unscored: str = ""


def judge(attempt: Attempt, candidate: Candidate) -> Judged:
    """Return what the rules of this day find in a candidate."""
    return judge_together([(attempt, candidate)])[0]


def judge_together(written: Sequence[tuple[Attempt, Candidate]]) -> list[Judged]:
    """Return what `judge` returns for each; the classifier reads them at once."""
    scored = scored_together([ToScore(it, at.thread, at.settings, at.restraint) for at, it in written])
    with ARITHMETIC:
        verdicts = [screen(candidate) for candidate in scored]
    return [
        Judged(verdict, weighed_by(candidate, attempt.thread.site), candidate.unscored)
        for (attempt, _), candidate, verdict in zip(written, scored, verdicts, strict=True)
    ]


def candidate_of(attempt: Attempt) -> Candidate:
    """Return what was written with all that is known around it; it counts in the network's pace."""
    settings, lists = attempt.settings, attempt.rules.words
    return Candidate(
        text=attempt.submission.text,
        name=attempt.submission.name,
        email=attempt.submission.email,
        trusted=attempt.is_trusted,
        keyless=attempt.reader.keyless,
        over_limit=_over_limit(attempt),
        watched_network=NETWORKS.is_barred((attempt.reader.net_token, attempt.reader.net_token_yesterday)),
        hold_first=settings.hold_first or attempt.restraint.hold_first,
        max_links=settings.max_links,
        previous=() if attempt.reader.is_new else texts_by(attempt.author_link, site_id=attempt.site_id),
        banned=lists[ListKind.BANNED],
        suspect=lists[ListKind.SUSPECT],
        allowed=lists[ListKind.ALLOWED],
        reserved_names=attempt.rules.reserved_names,
        starter=settings.use_starter_list,
    )


def _over_limit(attempt: Attempt) -> bool:
    """Return whether this network wrote more than usual; a limiter that cannot count says yes."""
    token, amount = attempt.reader.net_token, attempt.settings.network_per_minute
    return bool(token) and PACE.allows(act="network", key=token, amount=amount, seconds=60) is not True
