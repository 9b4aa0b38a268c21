"""Editing the reasons a newsroom gives: their words, their order, which are offered; and adding ones of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Site

from hiwar.accounts.models import User
from hiwar.moderation.models import Event, EventKind, Reason, ReasonCode
from hiwar.moderation.queries.reasons import OfferedReason, codes_in_use, reasons_of
from hiwar.moderation.services.events import Happening, write_down

MOST_REASONS = 40


class NoReasonLeft(ValueError):
    """Nothing would be offered: nobody could reject anything any more."""


class ReasonInUse(ValueError):
    """A decision speaks of this reason, or it is of the house policy; it can be retired and not deleted."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ReasonExists(ValueError):
    """There is a reason of that code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TooManyReasons(ValueError):
    """Nobody chooses among more than forty."""


@transaction.atomic
def edit_reasons(*, site: Site, reasons: Sequence[OfferedReason], by: User, now: datetime) -> Event | None:
    """Make these, in this order, the site's reasons, and write down what changed; None if nothing did.

    The first edit turns the built-in reasons into rows of the site's own. A reason that is not among these is deleted.
    Raises `ReasonExists` for a code given twice, `ReasonInUse`, `TooManyReasons`, `NoReasonLeft`.
    """
    # Two editors at once: the second sees what the first has made of it.
    Site.objects.select_for_update(no_key=True).get(pk=site.pk)
    before = reasons_of(site)
    _check(site, before, reasons)
    if tuple(reasons) == before:
        return None
    gone = {one.code for one in before} - {one.code for one in reasons}
    ReasonCode.objects.filter(site=site, code__in=gone).delete()
    for place, one in enumerate(reasons):
        words = {"label": one.label, "sentence": one.sentence, "means": one.means}
        values = {**words, "place": place, "is_offered": one.is_offered}
        ReasonCode.objects.update_or_create(site=site, code=one.code, defaults=values)
    old, new = _told(before), _told(reasons)
    changed = [code for code in {**old, **new} if old.get(code) != new.get(code)]
    happening = Happening(
        EventKind.REASONS,
        subject=" ".join(changed)[:200],
        before={code: old[code] for code in changed if code in old},
        after={code: new[code] for code in changed if code in new},
    )
    return write_down(happening, site=site, by=by, now=now)


def _check(site: Site, before: Sequence[OfferedReason], reasons: Sequence[OfferedReason]) -> None:
    codes = [one.code for one in reasons]
    for code in codes:
        if codes.count(code) > 1:
            raise ReasonExists(code)
    if len(codes) > MOST_REASONS:
        raise TooManyReasons
    gone = {one.code for one in before} - set(codes)
    kept = {str(code) for code in Reason.values} | (codes_in_use(site) if gone else frozenset())
    if stuck := gone & kept:
        raise ReasonInUse(min(stuck))
    if not any(one.is_offered for one in reasons):
        raise NoReasonLeft


def _told(reasons: Sequence[OfferedReason]) -> dict[str, dict[str, Any]]:
    return {
        one.code: {
            "label": one.label,
            "sentence": one.sentence,
            "means": one.means,
            "place": place,
            "is_offered": one.is_offered,
        }
        for place, one in enumerate(reasons, start=1)
    }
