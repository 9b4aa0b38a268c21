"""Whoever was muted or banned is told so, with the reason and the end, before anything of what she wrote is judged.

Nobody is ever left to talk to herself: a comment is taken or refused, and the refusal says why. Belongs here: what
stands against the writer of a comment. Not here: taking measures and lifting them (`hiwar.moderation`).
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from wagtail.models import Site

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.measures import BARRING, active_measures, carry_over, writer_of
from hiwar.accounts.models import Measure, MeasureKind, Target
from hiwar.arabic.skeleton import skeleton
from hiwar.discussions.services.refusals import WriterBarred
from hiwar.discussions.services.scribe import SCRIBE


def refuse_barred(*, site: Site, key: ReaderKey | None, name: str, now: datetime) -> None:
    """Raise `WriterBarred` if a mute or a ban stands against this browser or this name; one query.

    Whoever is only refused her name may be anybody: she is not told what another did under it.
    """
    writer = writer_of(key, site=site, now=now, name_skeleton=skeleton(name) if name else "")
    measures = active_measures(site=site, writer=writer, now=now)
    if _has_older(measures, writer.links):
        SCRIBE.write(partial(carry_over, measures, writer))
    barring = [measure for measure in measures if measure.kind in BARRING]
    own = next((measure for measure in barring if measure.target == Target.BROWSER), None)
    if own is not None:
        raise WriterBarred(site=site, until=own.ends_at, reason=own.message)
    if barring:
        raise WriterBarred(site=site, until=barring[0].ends_at, by_name=True)


def unseen_warning(*, site: Site, key: ReaderKey, now: datetime) -> Measure | None:
    """Return the warning that waits to be read by whoever writes with this key; one query."""
    measures = active_measures(site=site, writer=writer_of(key, site=site, now=now), now=now)
    return next((one for one in measures if one.kind == MeasureKind.WARNING and one.seen_at is None), None)


def _has_older(measures: list[Measure], links: tuple[str, ...]) -> bool:
    return any(one.target == Target.BROWSER and one.tag != links[0] for one in measures)
