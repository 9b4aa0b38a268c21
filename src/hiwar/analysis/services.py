"""What can be done to keys and feedback: make, revoke, keep, forget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction

from hiwar.analysis.attributes import TAUGHT, plain
from hiwar.analysis.keys import digest_of, new_key
from hiwar.analysis.models import ApiKey, Feedback

# As long as a rejected comment of our own; by then it has taught what it could.
FEEDBACK_KEPT = timedelta(days=90)
# More than a moderator decides in a day; a stolen key cannot drown what the others taught.
FEEDBACK_PER_DAY = 5000


class KeyNameTaken(Exception):
    """Another key, valid or revoked, has this name."""


class NoSuchKey(Exception):
    """No valid key has this name."""


class TooMuchFeedback(Exception):
    """This key has said enough for one day."""


@dataclass(frozen=True, slots=True)
class KeyTerms:
    """What a key may do and for whom."""

    name: str
    site: str = ""
    per_second: int = 100
    may_teach: bool = True


@transaction.atomic
def create_key(*, terms: KeyTerms, now: datetime) -> str:
    """Make a key and return it; it cannot be shown again. Raises `KeyNameTaken`."""
    if ApiKey.objects.filter(name=terms.name).exists():
        raise KeyNameTaken(terms.name)
    key = new_key()
    ApiKey.objects.create(
        digest=digest_of(key),
        name=terms.name,
        site=terms.site,
        per_second=terms.per_second,
        may_teach=terms.may_teach,
        created_on=now.date(),
    )
    return key


def revoke_key(*, name: str, now: datetime) -> None:
    """End a key: it is refused within seconds and teaches no more. Raises `NoSuchKey`."""
    if not ApiKey.objects.filter(name=name, revoked_on__isnull=True).update(revoked_on=now.date()):
        raise NoSuchKey(name)


@transaction.atomic
def keep_feedback(*, key_id: int, text: str, scores: Mapping[str, float], now: datetime) -> bool:
    """Keep what a client says about a text, in place of what it said before; return whether it taught anything.

    Attributes that none of our heads answers to are not kept. Raises `TooMuchFeedback`.
    """
    labels: dict[str, float] = {}
    for name, value in scores.items():
        if label := TAUGHT.get(plain(name)):
            labels[label] = max(value, labels.get(label, 0.0))
    if not labels:
        return False
    key, today = ApiKey.objects.get(pk=key_id), now.date()
    if _said_on(key, today) >= FEEDBACK_PER_DAY:
        raise TooMuchFeedback
    # PostgreSQL stores no NUL.
    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    Feedback.objects.update_or_create(
        key=key,
        text_digest=sha256(text.encode("utf-8", "replace")).hexdigest(),
        defaults={"text": text, "site": key.site, "scores": labels, "received_on": today},
    )
    return True


def _said_on(key: ApiKey, day: date) -> int:
    return Feedback.objects.filter(key=key, received_on=day).count()


def forget_feedback(*, now: datetime) -> int:
    """Delete what has been kept long enough; return how many rows."""
    return Feedback.objects.filter(received_on__lt=(now - FEEDBACK_KEPT).date()).delete()[0]
