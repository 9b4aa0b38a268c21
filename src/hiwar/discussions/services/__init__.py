"""What can happen in a discussion: one function per use case, each in one transaction."""

from hiwar.discussions.services.importing import ImportedComment, import_comment
from hiwar.discussions.services.listing import Listed, list_words
from hiwar.discussions.services.posting import (
    DuplicateComment,
    ParentNotFound,
    Posted,
    PostedTooFast,
    Reader,
    Refusal,
    Submission,
    ThreadClosed,
    post_comment,
)
from hiwar.discussions.services.states import publish_comment, set_aside_comment, withdraw_comment
from hiwar.discussions.services.threads import Topic, change_screening_mode, hide_thread, open_thread

__all__ = [
    "DuplicateComment",
    "ImportedComment",
    "Listed",
    "ParentNotFound",
    "Posted",
    "PostedTooFast",
    "Reader",
    "Refusal",
    "Submission",
    "ThreadClosed",
    "Topic",
    "change_screening_mode",
    "hide_thread",
    "import_comment",
    "list_words",
    "open_thread",
    "post_comment",
    "publish_comment",
    "set_aside_comment",
    "withdraw_comment",
]
