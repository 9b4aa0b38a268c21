"""The rows of a discussion: threads, comments, and what a site has decided about them."""

from hiwar.discussions.models.families import TextBand
from hiwar.discussions.models.learning import Lesson, UnscoredCount
from hiwar.discussions.models.reports import Report, ReportReason
from hiwar.discussions.models.restraints import HeadThreshold, Restraint, Scope
from hiwar.discussions.models.revisions import Revision, WaitingEdit
from hiwar.discussions.models.settings import DiscussionSettings, EmailField, ScreeningMode
from hiwar.discussions.models.threads import (
    MAX_EMAIL,
    MAX_NAME,
    MAX_TEXT,
    Badge,
    Comment,
    CommentContact,
    Mark,
    Mode,
    State,
    Thread,
    minute,
)
from hiwar.discussions.models.words import (
    MAX_FORMS,
    MAX_REASON,
    MAX_WORD,
    ListedWord,
    ListKind,
    split_forms,
    word_lists,
)

__all__ = [
    "MAX_EMAIL",
    "MAX_FORMS",
    "MAX_NAME",
    "MAX_REASON",
    "MAX_TEXT",
    "MAX_WORD",
    "Badge",
    "Comment",
    "CommentContact",
    "DiscussionSettings",
    "EmailField",
    "HeadThreshold",
    "Lesson",
    "ListKind",
    "ListedWord",
    "Mark",
    "Mode",
    "Report",
    "ReportReason",
    "Restraint",
    "Revision",
    "Scope",
    "ScreeningMode",
    "State",
    "TextBand",
    "Thread",
    "UnscoredCount",
    "WaitingEdit",
    "minute",
    "split_forms",
    "word_lists",
]
