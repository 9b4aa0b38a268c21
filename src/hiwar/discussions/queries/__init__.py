"""What pages need to know of a discussion: frozen views, in a fixed number of queries. Nothing is written here."""

from hiwar.discussions.queries.conversation import Conversation, address_of, conversation, is_long
from hiwar.discussions.queries.house_rules import RULES, HouseRules, house_rules, site_asked, site_at
from hiwar.discussions.queries.lines import Answered, CommentView
from hiwar.discussions.queries.restraints import (
    UNRESTRAINED,
    Asked,
    Effective,
    effective,
    next_change,
    restraints_on,
    terms_mark,
)
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
from hiwar.discussions.queries.voices import Voice, latest_voices
from hiwar.discussions.queries.window_rows import first_roots
from hiwar.discussions.queries.words import comments_saying, texts_by

__all__ = [
    "RULES",
    "UNRESTRAINED",
    "Answered",
    "Asked",
    "CommentView",
    "Conversation",
    "Effective",
    "FormOptions",
    "HouseRules",
    "Voice",
    "address_of",
    "closing_time",
    "comment_counts",
    "comments_saying",
    "conversation",
    "effective",
    "first_roots",
    "form_options",
    "house_rules",
    "is_long",
    "latest_voices",
    "listed_rows",
    "next_change",
    "own_held",
    "published_by_number",
    "published_comment",
    "restraints_on",
    "screening_mode",
    "site_asked",
    "site_at",
    "takes_comments",
    "terms_mark",
    "texts_by",
    "thread_about",
    "thread_by_public_id",
]
