"""Listing a word from the desk: the entry and an event, in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hiwar.accounts.models import User
from hiwar.discussions.models import ListedWord
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.services.events import Happening, write_down


@transaction.atomic
def list_word(*, word: ListedWord, by: User, now: datetime) -> Event:
    """Store a word that was checked, and record who listed it."""
    word.save()
    after = {
        "kind": word.kind,
        "with_clitics": word.with_clitics,
        "by_stem": word.by_stem,
        "forms": word.forms,
    }
    happening = Happening(EventKind.WORDS, subject=word.text, after=after, note=word.reason)
    return write_down(happening, site=word.site, by=by, now=now)
