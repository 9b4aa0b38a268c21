"""What a discussion tells whoever listens. Receivers get `comment`.

Sent after the transaction that made it true, except where it is said otherwise.
"""

from django.dispatch import Signal

# A reader has reported a comment that can be read; its count of open reports is the comment's own. Sent inside the
# transaction that keeps the report: what receivers write is kept with it, and a receiver that fails undoes it.
comment_reported = Signal()

# A comment's author has changed its text, which was screened anew. Argument beside it: `text_before`.
comment_edited = Signal()
