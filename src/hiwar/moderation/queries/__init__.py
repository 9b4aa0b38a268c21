"""What the desk shows, as frozen views in a fixed number of queries. Nothing is written here, and nothing of another
site is ever found: every query begins with the site.
"""

from hiwar.moderation.queries.comments import comment_on_desk, comments_by_id
from hiwar.moderation.queries.examples import Taught
from hiwar.moderation.queries.log import Past, decisions_by_id, log_page, told
from hiwar.moderation.queries.opened import open_comment
from hiwar.moderation.queries.queue import next_waiting, pulse, queue_page

__all__ = [
    "Past",
    "Taught",
    "comment_on_desk",
    "comments_by_id",
    "decisions_by_id",
    "log_page",
    "next_waiting",
    "open_comment",
    "pulse",
    "queue_page",
    "told",
]
