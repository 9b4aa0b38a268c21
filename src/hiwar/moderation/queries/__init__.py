"""What the desk shows, as frozen views in a fixed number of queries. Nothing is written here, and nothing of another
site or of a section that is not hers is ever found: every query of comments begins with the moderator's seat.
"""

from hiwar.moderation.queries.claims import in_other_hands
from hiwar.moderation.queries.comments import comment_on_desk, comments_by_id
from hiwar.moderation.queries.examples import Taught
from hiwar.moderation.queries.filters import filters, section_choices, section_names, thread_on_desk
from hiwar.moderation.queries.log import Past, decisions_by_id, told
from hiwar.moderation.queries.opened import open_comment
from hiwar.moderation.queries.proposals import Proposal, proposal
from hiwar.moderation.queries.queue import next_in, pulse, queue_page
from hiwar.moderation.queries.reasons import offered_reasons, reason_labels, reasons_of

__all__ = [
    "Past",
    "Proposal",
    "Taught",
    "comment_on_desk",
    "comments_by_id",
    "decisions_by_id",
    "filters",
    "in_other_hands",
    "next_in",
    "offered_reasons",
    "open_comment",
    "proposal",
    "pulse",
    "queue_page",
    "reason_labels",
    "reasons_of",
    "section_choices",
    "section_names",
    "thread_on_desk",
    "told",
]
