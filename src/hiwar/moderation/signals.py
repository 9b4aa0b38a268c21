"""What moderation asks of whoever knows more than it does."""

from django.dispatch import Signal

# Arguments: `site`. The site is about to learn; receivers return a list of `queries.Taught`: texts that somebody they
# answer for has judged.
examples_wanted = Signal()
