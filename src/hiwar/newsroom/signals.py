"""What the newsroom tells whoever listens. Sent after the transaction that made it true; receivers get `article`."""

from django.dispatch import Signal

# Readers can see the article, or what they see of it has changed.
article_published = Signal()

# Readers can no longer see the article.
article_unpublished = Signal()

# A section's comments are screened in another mode. Arguments: `section`, `subjects` (of its live articles that choose
# no mode themselves), `screening_mode`.
screening_mode_changed = Signal()
