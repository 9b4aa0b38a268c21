"""What can happen in a discussion: one function per use case, each in one transaction."""

from hiwar.discussions.services.answering import Voice, answer_comment, need_no_answer, take_back_answer
from hiwar.discussions.services.attempts import Attempt, Reader, Submission, attempt_of
from hiwar.discussions.services.barring import unseen_warning
from hiwar.discussions.services.importing import ImportedComment, import_comment
from hiwar.discussions.services.listing import Listed, list_words
from hiwar.discussions.services.marking import TooManyFeatured, mark_comment
from hiwar.discussions.services.posting import Posted, post_comment, post_comments
from hiwar.discussions.services.refusals import (
    DuplicateComment,
    NoLinksNow,
    ParentNotFound,
    PostedTooFast,
    Refusal,
    ThreadClosed,
    WriterBarred,
)
from hiwar.discussions.services.restraining import Place, lift_restraint, set_restraint
from hiwar.discussions.services.states import publish_comment, set_aside_comment, withdraw_comment
from hiwar.discussions.services.threads import Topic, change_screening_mode, hide_thread, open_thread

__all__ = [
    "Attempt",
    "DuplicateComment",
    "ImportedComment",
    "Listed",
    "NoLinksNow",
    "ParentNotFound",
    "Place",
    "Posted",
    "PostedTooFast",
    "Reader",
    "Refusal",
    "Submission",
    "ThreadClosed",
    "TooManyFeatured",
    "Topic",
    "Voice",
    "WriterBarred",
    "answer_comment",
    "attempt_of",
    "change_screening_mode",
    "hide_thread",
    "import_comment",
    "lift_restraint",
    "list_words",
    "mark_comment",
    "need_no_answer",
    "open_thread",
    "post_comment",
    "post_comments",
    "publish_comment",
    "set_aside_comment",
    "set_restraint",
    "take_back_answer",
    "unseen_warning",
    "withdraw_comment",
]
