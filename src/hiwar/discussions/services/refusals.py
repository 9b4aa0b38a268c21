"""Why a comment may not be taken, as facts; `hiwar.discussions.problems` says them in the reader's language."""

from __future__ import annotations

from datetime import datetime

from wagtail.models import Site


class Refusal(Exception):
    """The comment was not taken; nothing was stored."""


class ThreadClosed(Refusal):
    """The discussion takes no comments."""


class ParentNotFound(Refusal):
    """The comment to be answered cannot be read here."""


class DuplicateComment(Refusal):
    """The same words stand here already."""


class NoLinksNow(Refusal):
    """The discussion takes no links for a while."""


class PostedTooFast(Refusal):
    """One browser wrote again within the pause that the site, or for a while the discussion, asks for."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class EditTooLate(Refusal):
    """The time in which an author may edit is over, or somebody has decided about the comment."""


class EditedTooOften(Refusal):
    """One browser edits again and again: words are tried out, not written."""


class WriterBarred(Refusal):
    """A mute or a ban stands against whoever writes, or against the name she wrote under; no `until` means no end."""

    def __init__(self, *, site: Site, until: datetime | None, reason: str = "", by_name: bool = False) -> None:
        super().__init__()
        self.site = site
        self.until = until
        self.reason = reason
        self.by_name = by_name
