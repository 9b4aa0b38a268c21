"""The shelf of what pages have in common.

A lively discussion makes its page old again and again, but not the article above it, nor the lists beside it. Whatever
hangs on the newsroom alone may stand here; it is cleared with every change of it (`hot_pages`).
"""

from hiwar.accounts.shelf import Shelf

SHELF = Shelf()
# How many articles were published when. Counting reads every article there is, so it is cleared only when one appears,
# leaves, moves or gets another time.
CALENDAR = Shelf()
