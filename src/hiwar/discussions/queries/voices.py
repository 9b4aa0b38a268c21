"""Readers' own words for pages that are not a discussion: the newest that can be read, each with where it was said.

Only what everybody may read is told: nothing that waits, was refused or withdrawn, nothing of a hidden discussion.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import Truncator
from wagtail.models import Site

from hiwar.discussions.models import Comment, Mode
from hiwar.screening.links import find_links

# So many of the newest are looked at, whatever they are: the way is short however many comments there are.
LOOKED_AT = 120
# Less than this is an exclamation, and says nothing to who has not read the article.
LEAST_CHARACTERS = 40
EXCERPT = 220


@dataclass(frozen=True)
class Voice:
    """What a reader wrote, or its beginning; `thread_id` is what tells when it is gone."""

    public_id: str
    name: str
    text: str
    at: datetime
    thread_id: int
    about: str
    about_url: str


def latest_voices(*, site: Site, limit: int) -> tuple[Voice, ...]:
    """Return the newest comments that stand on their own, newest first and one of each discussion, in one query.

    What answers somebody else is left where it was said, and so is what leads elsewhere. A crowd in one discussion
    keeps no other from being heard.
    """
    # By id, along the index of states.
    rows = list(Comment.objects.published().select_related("thread").order_by("-pk")[:LOOKED_AT])
    found: dict[int, Voice] = {}
    for comment in sorted(rows, key=_said_at, reverse=True):
        if len(found) == limit:
            break
        if comment.thread_id not in found and _stands_alone(comment, site):
            found[comment.thread_id] = _voice(comment)
    return tuple(found.values())


def _said_at(comment: Comment) -> tuple[datetime, int]:
    """Return by what a comment is new: an import was published in one moment and written in years."""
    return (comment.submitted_at if comment.source_key else comment.published_at), comment.pk


def _stands_alone(comment: Comment, site: Site) -> bool:
    thread = comment.thread
    # What is said on another site's page is no answer to anything that the newsroom published.
    is_here = thread.site_id == site.pk and thread.mode != Mode.HIDDEN and not thread.host_page
    says_something = len(comment.text) >= LEAST_CHARACTERS and not find_links(comment.text)
    return is_here and comment.parent_id is None and says_something


def _voice(comment: Comment) -> Voice:
    text = Truncator(" ".join(comment.text.split())).chars(EXCERPT, truncate="…")
    thread = comment.thread
    return Voice(comment.public_id, comment.name, text, comment.published_at, thread.pk, thread.title, thread.url)
