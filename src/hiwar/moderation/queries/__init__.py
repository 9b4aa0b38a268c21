"""What the desk shows, as frozen views in a fixed number of queries. Nothing is written here, and nothing of another
site or of a section that is not hers is ever found: every query of comments begins with the moderator's seat.
"""

from hiwar.moderation.queries.comments import comment_on_desk, comments_by_id
from hiwar.moderation.queries.examples import Taught
from hiwar.moderation.queries.log import Past, decisions_by_id, log_page, told
from hiwar.moderation.queries.opened import open_comment
from hiwar.moderation.queries.queue import next_waiting, pulse, queue_page
from hiwar.moderation.queries.reasons import offered_reasons, reason_labels, reasons_of

__all__ = [
    "Past",
    "Taught",
    "comment_on_desk",
    "comments_by_id",
    "decisions_by_id",
    "log_page",
    "next_waiting",
    "offered_reasons",
    "open_comment",
    "pulse",
    "queue_page",
    "reason_labels",
    "reasons_of",
    "told",
]
