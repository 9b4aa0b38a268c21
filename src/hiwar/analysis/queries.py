"""Reads: the keys that are valid, and what there is to learn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hiwar.analysis.keys import Key
from hiwar.analysis.models import ApiKey, Feedback


@dataclass(frozen=True, slots=True)
class FeedbackExample:
    """A text and what its newsroom says about it: probabilities by label of the classifier, only those it named."""

    text: str
    labels: Mapping[str, float]
    site: str
    received_on: date


def valid_keys() -> list[Key]:
    """Return every key that has not been revoked, in one query."""
    rows = ApiKey.objects.filter(revoked_on__isnull=True)
    return [
        Key(row.pk, row.digest, name=row.name, site=row.site, per_second=row.per_second, may_teach=row.may_teach)
        for row in rows
    ]


def feedback_examples(site: str | None = None) -> list[FeedbackExample]:
    """Return the feedback of valid keys, oldest first, in one query; of one site's keys if it is named.

    Feedback of a revoked key teaches nothing: a key is revoked because it got into the wrong hands.
    """
    rows = Feedback.objects.filter(key__revoked_on__isnull=True).order_by("received_on", "pk")
    if site is not None:
        rows = rows.filter(site=site)
    return [FeedbackExample(row.text, dict(row.scores), row.site, row.received_on) for row in rows]
