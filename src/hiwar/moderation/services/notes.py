"""Lines for colleagues about someone who writes: hung on the link of thirty days, and forgotten with it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hiwar.discussions.models import Comment, minute
from hiwar.moderation.models import AuthorNote, EventKind
from hiwar.moderation.roles import Seat
from hiwar.moderation.services.events import Happening, write_down
from hiwar.moderation.services.measures import NothingKnown


@transaction.atomic
def add_note(*, comment: Comment, text: str, seat: Seat, now: datetime) -> AuthorNote:
    """Keep a line about whoever wrote a comment. Raises `NothingKnown` where nothing links her comments."""
    if not comment.author_link:
        raise NothingKnown
    note = AuthorNote.objects.create(
        site=seat.site, author_link=comment.author_link, text=text, by=seat.user, at=minute(now)
    )
    # The words go with the link after thirty days; the log must not keep them for two years.
    write_down(Happening(EventKind.NOTE, subject=comment.public_id), site=seat.site, by=seat.user, now=now)
    return note
