"""Taking a comment in hand, so that colleagues see that somebody reads it, and putting it down again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from hiwar.accounts.models import User
from hiwar.discussions.models import Comment
from hiwar.moderation.models import Claim

# Long enough to read a long comment and its article; whoever reads on says so every half minute.
HELD_FOR = timedelta(minutes=2)


def claim_comment(*, comment: Comment, by: User, now: datetime) -> Claim:
    """Take a comment in hand, or learn who has it: return the claim that stands, one's own or a colleague's.

    One that has run out is anybody's. Whoever takes a comment in hand puts down what she had before.
    """
    until = now + HELD_FOR
    mine = Claim.objects.filter(comment=comment, by=by)
    if not mine.update(until=until):
        _take(comment, by=by, now=now, until=until)
    standing = Claim.objects.select_related("by").filter(comment=comment).first()
    if standing is None:
        # Put down by herself this very moment, going on to the next: nobody else has it.
        return Claim(comment=comment, by=by, until=until)
    if standing.by_id == by.pk:
        Claim.objects.filter(by=by).exclude(comment=comment).delete()
    return standing


def _take(comment: Comment, *, by: User, now: datetime, until: datetime) -> None:
    if Claim.objects.filter(comment=comment, until__lte=now).update(by=by, until=until):
        return
    try:
        with transaction.atomic():
            Claim.objects.create(comment=comment, by=by, until=until)
    except IntegrityError:
        # A colleague has it, or had it first by a hair: her claim stands.
        return


def put_down(*, comments: Iterable[int], by: User) -> None:
    """Put down these comments, if one had them in hand."""
    Claim.objects.filter(comment__in=list(comments), by=by).delete()


def forget_claims(*, now: datetime) -> int:
    """Delete claims that have run out; return how many there were."""
    return Claim.objects.filter(until__lte=now).delete()[0]
