"""What the newsroom tells whoever listens. Sent after the transaction that made it true; receivers get `article`."""

from django.dispatch import Signal

# Readers can see the article, or what they see of it has changed.
article_published = Signal()

# Readers can no longer see the article.
article_unpublished = Signal()

# Somebody asks how readers' comments look inside an article now. Arguments: `ids` (public ids), `site` (None: any). A
# receiver returns the HTML of those that everybody can read, by public id.
reader_quotes_asked = Signal()

# A section's comments are screened in another mode. Arguments: `section`, `subjects` (of its live articles that choose
# no mode themselves), `screening_mode`.
screening_mode_changed = Signal()
