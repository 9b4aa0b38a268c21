"""What readers look for and find: an index of articles and comments that everybody may read, and its own page.

Belongs here: which words of a text the index holds, the index on SQLite and on PostgreSQL, the order of what is found,
the page. Not here: what a word's stem is (`hiwar.arabic.stem`), and what is published (`newsroom`, `discussions`).
"""
