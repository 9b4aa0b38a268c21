"""What a discussion tells whoever listens. Sent after the transaction that made it true; receivers get `comment`."""

from django.dispatch import Signal

# A reader has reported a comment that can be read; its count of open reports is the comment's own.
comment_reported = Signal()

# A comment's author has changed its text, which was screened anew. Argument beside it: `text_before`.
comment_edited = Signal()
