"""What somebody tries to say: her words, what may be known of her, and the rules of the day around them.

Belongs here: the shapes of a comment on its way. Not here: whether it is taken (`admission`), what becomes of it
(`posting`, `editing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.trust import is_trusted
from hiwar.arabic.skeleton import skeleton
from hiwar.discussions.models import DiscussionSettings, Thread
from hiwar.discussions.queries import Effective, HouseRules, effective, house_rules


@dataclass(frozen=True)
class Submission:
    """Cleaned words: what `forms.py` made of what was typed."""

    text: str
    name: str = ""
    email: str = ""
    reply_to: int | None = None


@dataclass(frozen=True, repr=False)
class Reader:
    """Who writes, as far as we may know: a browser's key, and the network's token of these two days."""

    key: ReaderKey
    net_token: str = ""
    net_token_yesterday: str = ""
    keyless: bool = False
    is_new: bool = False
    """Whether the key was made for this very comment: nothing can be known of it, and nothing is looked up."""


@dataclass(frozen=True, repr=False)
class Attempt:
    """Everything that is decided upon when somebody writes, or edits what she wrote."""

    thread: Thread
    submission: Submission
    reader: Reader
    rules: HouseRules
    now: datetime

    @property
    def settings(self) -> DiscussionSettings:
        return self.rules.settings

    @property
    def site_id(self) -> int:
        return self.thread.site_id

    @cached_property
    def restraint(self) -> Effective:
        return effective(self.rules.restraints_on(self.thread), now=self.now)

    @property
    def pauses(self) -> tuple[tuple[str, str, int], ...]:
        """What counts a reader's comments, under which key, and the seconds that must lie between two of them."""
        reader = self.reader.key.pace_key()
        return (
            ("reader", reader, self.settings.seconds_between),
            ("slow", f"{reader}:{self.thread.subject}", 60 * self.restraint.slow_minutes),
        )

    @cached_property
    def trust_tag(self) -> str:
        if self.reader.keyless:
            return ""
        return self.reader.key.trust_tag(site_id=self.site_id, name_skeleton=skeleton(self.submission.name))

    @cached_property
    def is_trusted(self) -> bool:
        return not self.reader.is_new and is_trusted(site=self.thread.site, tag=self.trust_tag)

    @cached_property
    def author_link(self) -> str:
        return "" if self.reader.keyless else self.reader.key.author_link(site_id=self.site_id, now=self.now)


def attempt_of(*, thread: Thread, submission: Submission, reader: Reader, now: datetime) -> Attempt:
    """Return the attempt under the rules of the thread's house."""
    return Attempt(thread, submission, reader, house_rules(thread.site), now)
