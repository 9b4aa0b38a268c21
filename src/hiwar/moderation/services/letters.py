"""Sending the letters to owners that are due: oldest first, until each is handed in or a day has passed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import translation

from hiwar.moderation.letter_words import subject, text
from hiwar.moderation.models import Letter
from hiwar.moderation.outbound import NotSent
from hiwar.moderation.services.sending import GIVEN_UP_AFTER, MOST_AT_ONCE, MOST_TRIES, mailed, pause_after


def send_letters(*, now: datetime) -> int:
    """Send what is due; return how many were handed in. One that fails lets those to the same owner wait with it."""
    rows = Letter.objects.filter(sent_at__isnull=True, failed="", due_at__lte=now, to__is_active=True)
    due = rows.select_related("site", "to", "by").order_by("due_at", "pk")[:MOST_AT_ONCE]
    handed_in, unreached = 0, set()
    with translation.override(settings.LANGUAGE_CODE):
        for letter in due:
            if letter.to_id in unreached:
                continue
            try:
                mailed(letter.to.email, subject(letter), text(letter))
            except NotSent as error:
                unreached.add(letter.to_id)
                _put_off(letter, error.reason, now=now)
                continue
            Letter.objects.filter(pk=letter.pk).update(sent_at=now, problem="")
            handed_in += 1
    return handed_in


def _put_off(letter: Letter, reason: str, *, now: datetime) -> None:
    """Try this and her other letters again later, or this one never."""
    letter.tries, letter.problem, letter.due_at = letter.tries + 1, reason, now + pause_after(letter.tries + 1)
    if letter.tries >= MOST_TRIES or now - letter.made_at >= GIVEN_UP_AFTER:
        letter.failed = reason
    letter.save(update_fields=["tries", "problem", "due_at", "failed"])
    others = Letter.objects.filter(to=letter.to, sent_at__isnull=True, failed="", due_at__lte=now)
    others.update(due_at=letter.due_at)
