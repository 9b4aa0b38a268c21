"""What pages need to know of a discussion: frozen views, in a fixed number of queries. Nothing is written here."""

from hiwar.discussions.queries.conversation import Answered, CommentView, Conversation, address_of, conversation
from hiwar.discussions.queries.threads import (
    FormOptions,
    closing_time,
    comment_counts,
    form_options,
    listed_rows,
    own_held,
    published_by_number,
    published_comment,
    screening_mode,
    takes_comments,
    thread_about,
    thread_by_public_id,
)

__all__ = [
    "Answered",
    "CommentView",
    "Conversation",
    "FormOptions",
    "address_of",
    "closing_time",
    "comment_counts",
    "conversation",
    "form_options",
    "listed_rows",
    "own_held",
    "published_by_number",
    "published_comment",
    "screening_mode",
    "takes_comments",
    "thread_about",
    "thread_by_public_id",
]
